"""How far the call campaign is, at what pace, and done by when."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import asked, named, numbered, ranked
from visa_data.dossier.shown import rate_text
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.listes import Liste
from visa_data.indicators.rythme import DEFINITION as PACE_DEFINITION
from visa_data.indicators.rythme import End, Pace, pace_of
from visa_data.indicators.semaines import calls_by_week
from visa_data.meeting.step import Content, MainFigure
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import (
    WHOLE,
    by_place_note,
    capital,
    nobody,
    place_header,
    places,
    value_of,
)
from visa_data.pictures.picture import Category, CurvesPicture, NothingPicture, Picture, TablePicture, Tone

REGISTERED, REACHED, MISSED = "inscrits", "joints", "non_joints"
COLUMNS = ((REGISTERED, "Inscrites"), (REACHED, "Jointes"), (MISSED, "Non jointes"))
MOST_AHEAD = 26
"""Weeks of projection drawn: beyond, the date alone is said."""
SERIES = (
    Category("jointes", "Personnes jointes au moins une fois", Tone.GOOD, "●"),
    Category("rythme", "Si le rythme se maintient", Tone.WATCH, "○"),
    Category("inscrites", "Personnes inscrites", Tone.NEUTRAL, "–"),
)


def campaign_step(book: Book) -> Content:
    """The step, from the calls by week and the coverage by place."""
    definition = f"{COUVERTURE.definition(book.settings)} {PACE_DEFINITION}"
    if book.total(REGISTERED).nothing:
        return nobody(book, definition)
    weeks = asked(book, calls_by_week)
    pace = _pace(book, weeks)
    found = places(book, (REGISTERED, REACHED, MISSED))
    return Content(
        _key_point(book, pace, found),
        _figures(book, pace),
        _picture(book, weeks, pace),
        definition,
        book.notes(
            by_place_note(book, COLUMNS, found),
            "Le rythme suppose que personne d'autre ne s'inscrit et que toutes peuvent être jointes."
            if pace is not None and pace.end is End.DATED
            else "",
        ),
        _table(book, found),
    )


STEP = Item(
    "campagne",
    "La campagne d'appels",
    "Où en est la campagne, à quel rythme, et finie pour quand ?",
    campaign_step,
    explained_on=("campagne", "Voir la campagne d'appels"),
    worked_on=Liste.JAMAIS_JOINTES,
)


def _pace(book: Book, weeks: pd.DataFrame | None) -> Pace | None:
    """None where the book keeps it back."""
    registered, reached = book.total(REGISTERED), book.total(REACHED)
    if weeks is None or registered.value is None or reached.value is None:
        return None
    return pace_of(book.day, registered.value, reached.value, weeks)


def _figures(book: Book, pace: Pace | None) -> tuple[MainFigure, ...]:
    joints, registered = book.total(REACHED), book.total(REGISTERED)
    first = MainFigure(
        rate_text(joints, registered),
        "des personnes inscrites jointes au moins une fois",
        f"{joints.text} sur {registered.text}",
        "",
        Tone.GOOD if book.total(MISSED).nothing else Tone.NEUTRAL,
        COUVERTURE.column("taux_joints").definition(book.settings),
    )
    if pace is None or pace.end is End.DONE or pace.weekly is None:
        return (first,)
    weekly = MainFigure(
        _weekly(pace),
        "premier contact par semaine" if pace.weekly < 2 else "premiers contacts par semaine",
        f"moyenne sur {french.counted(pace.weeks, 'semaine complète', 'semaines complètes')}",
        "",
        Tone.NEUTRAL,
        PACE_DEFINITION,
    )
    if pace.end is not End.DATED:
        return (first, weekly)
    ends = MainFigure(french.day(pace.ends_on), "fin des premiers contacts à ce rythme", "", "", Tone.NEUTRAL)
    return (first, weekly, ends)


def _weekly(pace: Pace) -> str:
    weekly = pace.weekly or 0.0
    return french.number(weekly, 0 if weekly == round(weekly) else 1)


def _key_point(book: Book, pace: Pace | None, found: tuple[SectorFigures, ...]) -> str:
    missed = book.total(MISSED)
    if missed.nothing:
        return (
            f"Rien à signaler{french.NBSP}: toutes les personnes inscrites ont été jointes au moins une fois."
        )
    said = numbered(found, MISSED)
    where = f" ; d'abord {named(said, MISSED)}" if len(found) > 1 and said else ""
    count = missed.counted("personne inscrite reste", "personnes inscrites restent")
    left = f"{capital(count)} à joindre"
    if pace is None:
        return f"{left}{where}."
    # Shorter than `Pace.sentence`: it is read from 8 m.
    if pace.weekly is None:
        return f"{left}{where}{french.NBSP}; aucune semaine de campagne n'est encore finie."
    if pace.end is End.NEVER:
        return f"{left}{where}{french.NBSP}; aucun premier contact ces dernières semaines."
    ends = f"fin le {pace.when}" if pace.end is End.DATED else f"fin {pace.when.removesuffix(' à ce rythme')}"
    return f"{left}{french.NBSP}: au rythme actuel ({_weekly(pace)} par semaine), {ends}{where}."


def _picture(book: Book, weeks: pd.DataFrame | None, pace: Pace | None) -> Picture:
    if weeks is None:
        return NothingPicture("La courbe porterait sur trop peu de personnes pour être montrée.")
    if weeks.empty:
        return NothingPicture("Aucun appel n'a encore été passé à cette date : la campagne n'a pas commencé.")
    reached: list[float | None] = weeks["premiers_contacts"].cumsum().astype(float).tolist()
    ends = [min(start.date() + timedelta(days=6), book.day) for start in pd.to_datetime(weeks["semaine"])]
    ahead = _ahead(book.day, pace) if pace is not None else []
    days = [*ends, *(day for day, _ in ahead)]
    projected = [None] * (len(reached) - 1) + [reached[-1]] + [value for _, value in ahead]
    registered = value_of(book.total(REGISTERED))
    lines = [tuple(reached + [None] * len(ahead)), tuple(projected), (registered,) * len(days)]
    shown = [0, 1, 2] if ahead else [0, 2]
    return CurvesPicture(
        tuple(_tick(day, days) for day in days),
        tuple(SERIES[i] for i in shown),
        tuple(lines[i] for i in shown),
        "personnes",
    )


def _tick(day: date, days: list[date]) -> str:
    return french.short_day(day) if days[0].year == days[-1].year else f"{french.short_day(day)} {day:%y}"


def _ahead(day: date, pace: Pace) -> list[tuple[date, float]]:
    """Week by week until everybody is reached, the last point on the day itself."""
    if pace.end is not End.DATED or pace.ends_on is None or pace.weekly is None:
        return []
    start = pace.registered - pace.left
    found: list[tuple[date, float]] = []
    for rank in range(1, MOST_AHEAD + 1):
        on = day + timedelta(weeks=rank)
        if on >= pace.ends_on:
            found.append((pace.ends_on, float(pace.registered)))
            break
        found.append((on, float(round(start + pace.weekly * rank))))
    return found


def _table(book: Book, found: tuple[SectorFigures, ...]) -> TablePicture:
    whole = {name: book.total(name) for name in (REGISTERED, REACHED, MISSED)}
    rows = [(WHOLE, whole)]
    rows += [(place.name, place.values) for place in ranked(found, REGISTERED)]
    return TablePicture(
        (place_header(book), *(header for _, header in COLUMNS), "Part jointe"),
        tuple(
            (
                name,
                values[REGISTERED].text,
                values[REACHED].text,
                values[MISSED].text,
                rate_text(values[REACHED], values[REGISTERED]),
            )
            for name, values in rows
        ),
    )
