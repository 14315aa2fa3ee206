"""The follow-up of needs over time, in the columns of ``besoins``."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from scripts.make_sample.areas import centres
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.reach import reached_zones
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import NEEDS

COLUMNS = ["reference", "besoin", "date", "statut", "ressource"]
#: On one day, statuses apply in this order.
STATUS_ORDER = ("exprime", "en_cours", "sans_solution", "abandonne", "pourvu")
#: Share of the needs named in calls that somebody follows up, and days until they are met.
FOLLOWED = 0.66
MEETING_DAYS = {
    "se_nourrir": 5,
    "se_soigner": 8,
    "etre_informe": 4,
    "parler": 12,
    "sortir": 15,
    "argent": 7,
    "arnaques": 9,
    "s_occuper": 13,
    "quotidien": 11,
    "rituels": 20,
}
#: A resource not checked for longer answers no more (setting of the indicators, 730 days).
FRESH_DAYS = 730


def draw_needs(
    people: pd.DataFrame, calls: pd.DataFrame, resources: pd.DataFrame, outlines: Outlines
) -> pd.DataFrame:
    """One row an event, sorted by reference, need, date and status; ``date`` is a ``date``."""
    rng = rng_for("needs")
    last = calls["date_appel"].max().date()
    answers = _answers(resources, outlines, last)
    homes = dict(zip(people["reference"], people["home"], strict=True))
    ends = {
        reference: left
        for reference, left in zip(people["reference"], people["date_radiation"], strict=True)
        if left is not None
    }
    events: set[tuple[str, str, date, str, str]] = set()
    for reference, need, first in _first_expressions(calls, people, rng):
        if rng.random() > FOLLOWED:
            continue
        path = _path(need, first, answers.get((homes[reference], need), []), rng)
        until = min(last, ends.get(reference, last))
        events |= {(reference, need, day, status, site) for day, status, site in path if day <= until}
    return pd.DataFrame(sorted(events, key=_order), columns=COLUMNS)


def _order(event: tuple[str, str, date, str, str]) -> tuple[str, int, date, int]:
    reference, need, day, status, _ = event
    return reference, list(NEEDS).index(need), day, STATUS_ORDER.index(status)


def _answers(resources: pd.DataFrame, outlines: Outlines, last: date) -> dict[tuple[str, str], list[str]]:
    """Active resources by (zone, need)."""
    places = centres(outlines.zones())
    answers: dict[tuple[str, str], list[str]] = {}
    for row in resources.itertuples():
        stale = row.date_verification and (last - date.fromisoformat(row.date_verification)).days > FRESH_DAYS
        if row.statut != "active" or stale:
            continue
        site = float(row.latitude), float(row.longitude)
        for zone in sorted(reached_zones(row.zones_intervention, row.rayon_km, site, places)):
            for need in row.besoins.split("|"):
                answers.setdefault((zone, need), []).append(row.identifiant)
    return answers


def _first_expressions(
    calls: pd.DataFrame, people: pd.DataFrame, rng: np.random.Generator
) -> list[tuple[str, str, date]]:
    """(reference, need, day): the first call that names it; and some told by a neighbour or a service."""
    first: dict[tuple[str, str], date] = {}
    for row in calls.sort_values("date_appel").itertuples():
        for need in filter(None, row.besoins.split("|")):
            first.setdefault((row.reference, need), row.date_appel.date())
    reached = calls[calls["issue"] == "joint"].groupby("reference")["date_appel"].min()
    allowed = set(people.loc[people["consentement"] == "oui", "reference"])
    for reference, moment in reached.items():
        if reference in allowed and rng.random() < 0.06:
            need = str(rng.choice(list(NEEDS)))
            first.setdefault((str(reference), need), moment.date() + timedelta(days=int(rng.integers(2, 20))))
    return sorted((reference, need, day) for (reference, need), day in first.items())


def _path(need: str, first: date, sites: list[str], rng: np.random.Generator) -> list[tuple[date, str, str]]:
    """Statuses of one need over time: taken up, then met, given up, or without a solution."""
    path = [(first, "exprime", "")]
    taken_up = first + timedelta(days=int(rng.integers(0, 7)))
    drawn = rng.random()
    if not sites:
        if drawn < 0.62:
            searched = taken_up + timedelta(days=int(rng.integers(3, 16)))
            path += [(taken_up, "en_cours", ""), (searched, "sans_solution", "")]
        elif drawn < 0.72:
            path.append((taken_up + timedelta(days=int(rng.integers(2, 20))), "abandonne", ""))
        return path
    site = str(rng.choice(sites))
    if drawn < 0.10:
        return path
    path.append((taken_up, "en_cours", site))
    if drawn < 0.24:
        return path
    closed = taken_up + timedelta(days=max(1, round(float(rng.gamma(2.5, MEETING_DAYS[need] / 2.5)))))
    if drawn < 0.29:
        path.append((closed, "abandonne", ""))
    elif drawn < 0.37:
        path.append((closed, "sans_solution", ""))
    else:
        path.append((closed, "pourvu", site))
        if rng.random() < 0.09:
            path.append((closed + timedelta(days=int(rng.integers(6, 30))), "exprime", ""))
    return path
