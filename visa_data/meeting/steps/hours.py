"""Whether the callers' hours suffice to keep the cadence of each level."""

from __future__ import annotations

import math

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.by_place import asked
from visa_data.indicators.heures import HEURES, MINUTES_PER_MISS, CallersHours, hours_available, hours_needed
from visa_data.indicators.listes import Liste
from visa_data.meeting.step import Content, MainFigure
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import nobody
from visa_data.pictures.picture import Bar, BarsPicture, Category, NothingPicture, Picture, TablePicture, Tone
from visa_data.vocabulary import NIVEAUX

LEVELS = tuple(
    Category(f"niveau_{level}", f"Niveau {level}", tone, str(level))
    for level, tone in zip(
        (4, 3, 2, 1), (Tone.LEVEL_4, Tone.LEVEL_3, Tone.LEVEL_2, Tone.LEVEL_1), strict=True
    )
)
AVAILABLE = Category("disponibles", "Heures disponibles", Tone.GOOD, "D")
NOBODY = "Aucune personne n'est encore évaluée : aucun délai de contact n'est à tenir."
NO_DURATION = "Les heures nécessaires ne peuvent pas être calculées : aucun appel abouti n'a de durée."
KEPT_BACK = "Les heures nécessaires portent sur trop peu de personnes pour être publiées."


def hours_step(book: Book) -> Content:
    """The step, from the hours needed by level and the callers' declared hours."""
    definition = HEURES.definition(book.settings)
    if book.total("inscrits").nothing:
        return nobody(book, definition)
    available = book.ask(hours_available)
    needed = asked(book, hours_needed)
    unsaid = _unsaid(book, needed)
    notes = book.notes(
        f"Hypothèse{french.NBSP}: {french.counted(MINUTES_PER_MISS, 'minute')} par appel sans réponse. "
        "Les premiers appels d'évaluation viennent en plus.",
        "Les heures disponibles sont celles de tout le territoire." if book.filters.zones else "",
        "Certains appelants n'ont pas déclaré leurs heures : elles ne sont pas comptées."
        if available.declared and available.callers > available.declared
        else "",
    )
    if unsaid or needed is None:
        return Content(unsaid, (), NothingPicture(unsaid), definition, notes)
    total = float(needed["heures_semaine"].sum())
    return Content(
        _key_point(total, available),
        _figures(book, total, available),
        _picture(needed, total, available),
        definition,
        notes,
        _table(book, needed, total, available),
    )


def passed_over(book: Book) -> str:
    """Nobody declared hours: there is nothing to compare."""
    if book.total("inscrits").nothing or book.ask(hours_available).declared:
        return ""
    return "aucun appelant n'a déclaré ses heures"


STEP = Item(
    "heures",
    "Les heures d'appel",
    "Les heures des appelants suffisent-elles ?",
    hours_step,
    explained_on=("campagne", "Voir les heures d'appel"),
    skip=passed_over,
    worked_on=Liste.A_PARRAINER,
)


def _unsaid(book: Book, needed: pd.DataFrame | None) -> str:
    """Why there are no hours needed; empty when there are."""
    if book.total("evalues").nothing:
        return NOBODY
    if needed is None:
        return KEPT_BACK
    return NO_DURATION if math.isnan(float(needed["heures_semaine"].sum(skipna=False))) else ""


def _hours(value: float) -> str:
    return french.counted(round(value), "heure")


def _short(value: float, decimals: int = 0) -> str:
    return f"{french.number(round(value, decimals), decimals)}{french.NBSP}h"


def _key_point(total: float, available: CallersHours) -> str:
    needed = f"{_hours(total)} d'appel par semaine"
    if not available.declared:
        return (
            f"Il faut {needed} pour tenir les délais ; les heures disponibles sont inconnues, "
            "aucun appelant n'a déclaré les siennes."
        )
    gap = round(available.hours) - round(total)
    if gap >= 0:
        return (
            f"Rien à signaler : les appelants disposent de {_hours(available.hours)} par semaine "
            f"pour les {french.number(round(total))} nécessaires."
        )
    return (
        f"Les heures ne suffisent pas : il faut {needed}, les appelants en ont {french.number(round(available.hours))}, "
        f"il en manque {french.number(-gap)}."
    )


def _figures(book: Book, total: float, available: CallersHours) -> tuple[MainFigure, ...]:
    people = book.total("evalues").counted("personne évaluée", "personnes évaluées")
    needed = MainFigure(
        _short(total),
        "nécessaires par semaine",
        f"pour {people}",
        "",
        Tone.NEUTRAL,
        HEURES.definition(book.settings),
    )
    if not available.declared:
        unknown = MainFigure(
            "inconnues", "heures disponibles", "aucun appelant n'a déclaré les siennes", "", Tone.UNKNOWN
        )
        return (needed, unknown)
    own = MainFigure(
        _short(available.hours),
        "disponibles par semaine",
        "déclarées par les appelants",
        "",
        Tone.NEUTRAL,
        "Somme des heures par semaine du fichier des appelants.",
    )
    gap = round(available.hours) - round(total)
    left = MainFigure(
        _short(abs(gap)),
        "de reste" if gap >= 0 else "de moins que nécessaire",
        "",
        "",
        Tone.GOOD if gap >= 0 else Tone.WORST,
    )
    return (needed, own, left)


def _picture(needed: pd.DataFrame, total: float, available: CallersHours) -> Picture:
    hours = needed.set_index("niveau")["heures_semaine"]
    parts = tuple(float(hours[int(level.sign)]) for level in LEVELS)
    first = Bar("Nécessaires", (*parts, 0.0), _short(total))
    blank = (0.0,) * len(LEVELS)
    second = (
        Bar("Disponibles", (*blank, available.hours), _short(available.hours))
        if available.declared
        else Bar("Disponibles", (*blank, None), "inconnues")
    )
    return BarsPicture((*LEVELS, AVAILABLE), (first, second), "heures par semaine")


def _table(book: Book, needed: pd.DataFrame, total: float, available: CallersHours) -> TablePicture:
    rows = [
        (
            f"Niveau {row.niveau} – {NIVEAUX[int(row.niveau)]}",
            book.total(f"niveau_{row.niveau}").text,
            french.number(row.cadence_jours),
            _short(row.heures_semaine, 1),
        )
        for row in needed.itertuples(index=False)
    ]
    dash = french.UNKNOWN
    rows.append(("Nécessaires", book.total("evalues").text, dash, _short(total, 1)))
    own = _short(available.hours, 1) if available.declared else "inconnues"
    rows.append(("Disponibles", dash, dash, own))
    return TablePicture(("Heures", "Personnes", "Délai (jours)", "Heures par semaine"), tuple(rows))
