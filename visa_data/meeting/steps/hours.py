"""Whether the callers' hours suffice to keep the cadence of each level."""

from __future__ import annotations

import math

import pandas as pd

from visa_data import french
from visa_data.indicators.heures import HEURES, MINUTES_PER_MISS, CallersHours, hours_available, hours_needed
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.item import Content, Item
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


def hours_step(facts: Facts) -> Content:
    """The step, from the hours needed by level and the callers' declared hours."""
    if facts.nobody:
        return nobody(facts, HEURES.definition(facts.settings))
    needed = hours_needed(facts.cursor, facts.day, facts.settings, facts.filters)
    available = hours_available(facts.cursor, facts.day, facts.settings)
    total = float(needed["heures_semaine"].sum(skipna=False))
    return Content(
        _key_point(facts, total, available),
        _figures(facts, total, available),
        _picture(facts, needed, total, available),
        HEURES.definition(facts.settings),
        facts.notes(
            f"Hypothèse{french.NBSP}: {french.counted(MINUTES_PER_MISS, 'minute')} par appel sans réponse. "
            "Les premiers appels d'évaluation viennent en plus.",
            "Les heures disponibles sont celles de tout le territoire." if facts.filters.zones else "",
            ""
            if _sayable(facts)
            else "Les heures nécessaires ne sont pas chiffrées : trop peu de personnes à certains niveaux.",
            _undeclared(facts, available),
        ),
        _table(facts, needed, total, available),
    )


STEP = Item(
    "heures",
    "Les heures d'appel",
    "Les heures des appelants suffisent-elles ?",
    hours_step,
    explained_on=("campagne", "Voir les heures d'appel"),
)


def _sayable(facts: Facts) -> bool:
    """Hours follow the counts of persons, their sum too: who knows what a person of a level takes would subtract."""
    return not any(facts.now[name].withheld for name in ("evalues", *(level.key for level in LEVELS)))


def _undeclared(facts: Facts, available: CallersHours) -> str:
    missing = available.callers - available.declared
    if not missing:
        return ""
    return "Certains appelants n'ont pas déclaré leurs heures : elles ne sont pas comptées."


def _hours(value: float, decimals: int = 0) -> str:
    return (
        french.counted(round(value, decimals), "heure")
        if not decimals
        else f"{french.number(value, decimals)}{french.NBSP}h"
    )


def _key_point(facts: Facts, total: float, available: CallersHours) -> str:
    evaluated = facts.now["evalues"]
    if evaluated.nothing:
        return "Aucune personne n'est encore évaluée : aucun délai de contact n'est à tenir."
    if math.isnan(total):
        return "Les heures nécessaires ne peuvent pas être calculées : aucun appel abouti n'a de durée."
    if not _sayable(facts):
        return _verdict(total, available)
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
            f"pour les {round_text(total)} nécessaires."
        )
    return (
        f"Les heures ne suffisent pas : il faut {needed}, les appelants en ont {french.number(round(available.hours))}, "
        f"il en manque {french.number(-gap)}."
    )


def _verdict(total: float, available: CallersHours) -> str:
    """Whether the hours suffice, where those needed would give a withheld count away."""
    if not available.declared:
        return "Les heures nécessaires portent sur trop peu de personnes pour être publiées."
    own = f"les {_hours(available.hours)} par semaine des appelants"
    if round(available.hours) >= round(total):
        return f"Rien à signaler : {own} suffisent pour tenir les délais."
    return f"Les heures ne suffisent pas : {own} ne permettent pas de tenir les délais."


def round_text(value: float) -> str:
    """Hours rounded, without their noun."""
    return french.number(round(value))


def _figures(facts: Facts, total: float, available: CallersHours) -> tuple[MainFigure, ...]:
    if facts.now["evalues"].nothing or math.isnan(total):
        return ()
    own = MainFigure(
        f"{round_text(available.hours)}{french.NBSP}h",
        "disponibles par semaine",
        "déclarées par les appelants",
        "",
        Tone.NEUTRAL,
        "Somme des heures par semaine du fichier des appelants.",
    )
    if not _sayable(facts):
        return (own,) if available.declared else ()
    people = facts.now["evalues"].counted("personne évaluée", "personnes évaluées")
    needed = MainFigure(
        f"{round_text(total)}{french.NBSP}h",
        "nécessaires par semaine",
        f"pour {people}",
        "",
        Tone.NEUTRAL,
        HEURES.definition(facts.settings),
    )
    if not available.declared:
        unknown = MainFigure(
            "inconnues", "heures disponibles", "aucun appelant n'a déclaré les siennes", "", Tone.UNKNOWN
        )
        return (needed, unknown)
    gap = round(available.hours) - round(total)
    left = MainFigure(
        f"{french.number(abs(gap))}{french.NBSP}h",
        "de reste" if gap >= 0 else "de moins que nécessaire",
        "",
        "",
        Tone.GOOD if gap >= 0 else Tone.WORST,
    )
    return (needed, own, left)


def _picture(facts: Facts, needed: pd.DataFrame, total: float, available: CallersHours) -> Picture:
    if facts.now["evalues"].nothing:
        return NothingPicture("Aucune personne n'est encore évaluée à cette date.")
    if math.isnan(total) or not _sayable(facts):
        return NothingPicture(
            "Les heures nécessaires ne sont pas dessinées : le détail porterait sur trop peu de personnes."
            if not math.isnan(total)
            else "Les heures nécessaires ne peuvent pas être calculées : aucun appel abouti n'a de durée."
        )
    hours = needed.set_index("niveau")["heures_semaine"]
    parts = tuple(float(hours[int(level.sign)]) for level in LEVELS)
    series = (*LEVELS, AVAILABLE)
    first = Bar("Nécessaires", (*parts, 0.0), f"{round_text(total)}{french.NBSP}h")
    blank = (0.0,) * (len(series) - 1)
    second = (
        Bar("Disponibles", (*blank, available.hours), f"{round_text(available.hours)}{french.NBSP}h")
        if available.declared
        else Bar("Disponibles", (*blank, None), "inconnues")
    )
    return BarsPicture(series, (first, second), "heures par semaine")


def _table(facts: Facts, needed: pd.DataFrame, total: float, available: CallersHours) -> TablePicture:
    if math.isnan(total) or not _sayable(facts):
        return TablePicture((), ())
    rows = [
        (
            f"Niveau {row.niveau} – {NIVEAUX[int(row.niveau)]}",
            facts.now[f"niveau_{row.niveau}"].text,
            french.number(row.cadence_jours),
            f"{french.number(row.heures_semaine, 1)}{french.NBSP}h",
        )
        for row in needed.itertuples(index=False)
    ]
    dash = french.UNKNOWN
    rows.append(("Nécessaires", facts.now["evalues"].text, dash, f"{french.number(total, 1)}{french.NBSP}h"))
    own = f"{french.number(available.hours, 1)}{french.NBSP}h" if available.declared else "inconnues"
    rows.append(("Disponibles", dash, dash, own))
    return TablePicture(("Heures", "Personnes", "Délai (jours)", "Heures par semaine"), tuple(rows))
