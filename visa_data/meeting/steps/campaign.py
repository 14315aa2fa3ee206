"""How far the call campaign is, at what pace, and done by when."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from visa_data import french
from visa_data.dossier.shown import less, rate_text
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.rythme import DEFINITION as PACE_DEFINITION
from visa_data.indicators.rythme import FULL_WEEKS, End, Pace, pace_of
from visa_data.indicators.semaines import calls_by_week
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import named, nobody, ranked
from visa_data.meeting.steps.protector import Sectors
from visa_data.meeting.steps.running_totals import kept_points, window_may_be_said
from visa_data.pictures.picture import Category, CurvesPicture, NothingPicture, Picture, TablePicture, Tone

MISSED = "non_joints"
MOST_AHEAD = 26
"""Weeks of projection drawn: beyond, the date alone is said."""
SERIES = (
    Category("jointes", "Personnes jointes au moins une fois", Tone.GOOD, "●"),
    Category("rythme", "Si le rythme se maintient", Tone.WATCH, "○"),
    Category("inscrites", "Personnes inscrites", Tone.NEUTRAL, "–"),
)


def campaign_step(facts: Facts) -> Content:
    """The step, from the calls by week and the coverage by zone."""
    definition = f"{COUVERTURE.definition(facts.settings)} {PACE_DEFINITION}"
    if facts.nobody:
        return nobody(facts, definition)
    weeks = calls_by_week(facts.cursor, facts.day, facts.settings, facts.filters)
    raw = facts.raw_now
    measured = pace_of(facts.day, int(raw["inscrits"]), int(raw["joints"]), weeks)
    said = _pace_may_be_said(facts, weeks)
    sectors = facts.registered
    return Content(
        _key_point(facts, measured, said, sectors),
        _figures(facts, measured, said),
        _picture(facts, weeks, measured, said),
        definition,
        facts.notes(
            *sectors.notes,
            "Le rythme suppose que personne d'autre ne s'inscrit et que toutes peuvent être jointes."
            if measured.end is End.DATED and said
            else "",
        ),
        _table(sectors),
    )


STEP = Item(
    "campagne",
    "La campagne d'appels",
    "Où en est la campagne, à quel rythme, et finie pour quand ?",
    campaign_step,
    explained_on=("campagne", "Voir la campagne d'appels"),
)


def _pace_may_be_said(facts: Facts, weeks: pd.DataFrame) -> bool:
    """A pace over few first contacts would give their number away."""
    if not facts.protector.protects:
        return True
    counts = weeks["premiers_contacts"].astype(int).tolist()
    known = not facts.now["joints"].withheld and not facts.now[MISSED].withheld
    return known and window_may_be_said(counts, facts.settings.seuil_effectif, _window(weeks))


def _window(weeks: pd.DataFrame) -> tuple[int, int]:
    """Ranks of the full weeks whose mean is the pace."""
    full = int(weeks["complete"].astype(bool).sum())
    return max(0, full - FULL_WEEKS), full


def _figures(facts: Facts, pace: Pace, said: bool) -> tuple[MainFigure, ...]:
    joints, registered = facts.now["joints"], facts.now["inscrits"]
    rate = rate_text(joints, registered)
    first = MainFigure(
        rate,
        "des personnes inscrites jointes au moins une fois",
        f"{joints.text} sur {registered.text}",
        "",
        Tone.GOOD if joints.value == registered.value and not joints.withheld else Tone.NEUTRAL,
        COUVERTURE.column("taux_joints").definition(facts.settings),
    )
    if pace.end is End.DONE or not said or pace.weekly is None:
        return (first,)
    decimals = 0 if pace.weekly == round(pace.weekly) else 1
    weekly = MainFigure(
        french.number(pace.weekly, decimals),
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


def _key_point(facts: Facts, pace: Pace, said: bool, sectors: Sectors) -> str:
    missed = facts.now[MISSED]
    where = ""
    concerned = [sector for sector in ranked(sectors.rows, MISSED) if not sector.values[MISSED].withheld]
    if len(sectors.rows) > 1 and concerned:
        where = f" ; d'abord {named(concerned, MISSED)}"
    if not facts.protector.protects or (said and not missed.withheld and not missed.nothing):
        return _said(pace, where)
    if missed.nothing:
        return _said(pace, "")
    left = missed.counted("personne inscrite reste", "personnes inscrites restent")
    return (
        f"{left[:1].upper()}{left[1:]} à joindre ; le rythme porte sur trop peu de personnes pour être dit."
    )


def _said(pace: Pace, where: str) -> str:
    """The pace and its consequence, shorter than `Pace.sentence`: it is read from 8 m."""
    if pace.end is End.DONE:
        return (
            f"Rien à signaler{french.NBSP}: toutes les personnes inscrites ont été jointes au moins une fois."
        )
    left = french.counted(pace.left, "personne inscrite reste", "personnes inscrites restent")
    if pace.weekly is None:
        return f"{left} à joindre{where}{french.NBSP}; aucune semaine de campagne n'est encore finie."
    if pace.end is End.NEVER:
        return f"{left} à joindre{where}{french.NBSP}; aucun premier contact ces dernières semaines."
    weekly = f"{french.number(pace.weekly, 0 if pace.weekly == round(pace.weekly) else 1)} par semaine"
    ends = f"fin le {pace.when}" if pace.end is End.DATED else f"fin {pace.when.removesuffix(' à ce rythme')}"
    return f"{left} à joindre{french.NBSP}: au rythme actuel ({weekly}), {ends}{where}."


def _picture(facts: Facts, weeks: pd.DataFrame, pace: Pace, said: bool) -> Picture:
    if weeks.empty:
        return NothingPicture("Aucun appel n'a encore été passé à cette date : la campagne n'a pas commencé.")
    if facts.now["joints"].withheld:
        return NothingPicture("La courbe porterait sur trop peu de personnes pour être montrée.")
    reached = weeks["premiers_contacts"].cumsum().astype(int).tolist()
    ends = [min(start.date() + timedelta(days=6), facts.day) for start in pd.to_datetime(weeks["semaine"])]
    kept = set(range(len(ends)))
    if facts.protector.protects:
        counts = weeks["premiers_contacts"].astype(int).tolist()
        kept = kept_points(counts, facts.settings.seuil_effectif, _window(weeks) if said else None)
    known: list[float | None] = [float(v) if i in kept else None for i, v in enumerate(reached)]
    ahead = _ahead(facts.day, pace) if said else []
    projected: list[float | None] = (
        [None] * (len(known) - 1) + [float(reached[-1])] if ahead else [None] * len(known)
    )
    projected += [value for _, value in ahead]
    days = [*ends, *(day for day, _ in ahead)]
    registered = facts.now["inscrits"].value
    series = [
        tuple(known + [None] * len(ahead)),
        tuple(projected),
        tuple(None if registered is None else float(registered) for _ in days),
    ]
    shown = [0, 2] if not ahead else [0, 1, 2]
    if registered is None:
        shown.remove(2)
    return CurvesPicture(
        tuple(_tick(day, days) for day in days),
        tuple(SERIES[i] for i in shown),
        tuple(series[i] for i in shown),
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


def _table(sectors: Sectors) -> TablePicture:
    return TablePicture(
        ("Zone", "Inscrites", "Jointes", "À joindre", "Part jointe"),
        tuple(
            (
                s.name,
                s.values["inscrits"].text,
                less(s.values["inscrits"], s.values[MISSED]).text,
                s.values[MISSED].text,
                rate_text(less(s.values["inscrits"], s.values[MISSED]), s.values["inscrits"]),
            )
            for s in ranked(sectors.rows, "inscrits")
        ),
    )
