"""Simulates the twelve weeks of calls, day by day, in the columns of ``appels``."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from scripts.make_sample.areas import Areas, centres, distance_km
from scripts.make_sample.callers import CALLERS, caller_weights
from scripts.make_sample.campaign import calls_of_day, days, draw_minute, first_week, reach_rate
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.person_state import PersonState, starting_states
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import FIRST_DAY, IRIS_CODES, NEEDS

COLUMNS = [
    "reference",
    "date_appel",
    "appelant",
    "type_appel",
    "issue",
    "niveau",
    "besoins",
    "duree_min",
]
#: Outcomes of an attempt that reaches nobody.
MISSED = {"absent": 0.66, "message": 0.22, "rappel_demande": 0.085, "refus": 0.035}
#: The late area's share of a day's calls, once it is called.
LATE_AREA_SHARE = 0.062
LAST_MINUTE = 17 * 60 + 58


def draw_calls(people: pd.DataFrame, outlines: Outlines, areas: Areas) -> pd.DataFrame:
    """One row a call, sorted by reference then date; ``date_appel`` is a ``datetime``, empty texts are ""."""
    rng = rng_for("calls")
    states = starting_states(people, _first_days(outlines, areas), areas, rng)
    rows: list[dict[str, object]] = []
    for day in days():
        called = _called_on(day, states, areas, rng)
        for caller, share in _shared_out(called, day, areas, rng).items():
            rows += _calls_of(caller, share, day, rng)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["reference", "date_appel"], ignore_index=True)


def _first_days(outlines: Outlines, areas: Areas) -> dict[str, date]:
    """The Monday from which each zone is called; people without a zone wait like the farthest villages."""
    places = centres(outlines.zones())
    town = places[IRIS_CODES[0]]
    ring = {code for code, place in places.items() if distance_km(place, town) < 9.5}
    weeks = {code: first_week(code, areas, ring) for code in places}
    weeks[""] = 40
    return {code: FIRST_DAY + timedelta(weeks=week - 38) for code, week in weeks.items()}


def _called_on(
    day: date, states: list[PersonState], areas: Areas, rng: np.random.Generator
) -> list[PersonState]:
    """The people called that day: the most urgent first, a bounded share of them in the late area."""
    noise = rng.normal(0, 4, len(states))
    due = sorted(
        (
            (-(state.urgency(day) + noise[rank]), rank)
            for rank, state in enumerate(states)
            if state.callable_on(day)
        ),
    )
    quota = calls_of_day(day)
    late_quota = round(quota * LATE_AREA_SHARE)
    called: list[PersonState] = []
    for _, rank in due:
        if len(called) == quota:
            break
        if states[rank].home in areas.late:
            if late_quota == 0:
                continue
            late_quota -= 1
        called.append(states[rank])
    return called


def _shared_out(
    called: list[PersonState], day: date, areas: Areas, rng: np.random.Generator
) -> dict[str, list[PersonState]]:
    """Who calls whom: by the hours each caller gives and the area they know."""
    week = day.isocalendar().week
    shares: dict[str, list[PersonState]] = defaultdict(list)
    for state in called:
        weights = np.array(caller_weights(week, state.home, areas))
        # A caller's day is not endless.
        full = np.array([len(shares[caller]) >= 26 for caller in CALLERS])
        weights = np.where(full, weights * 0.02, weights)
        shares[str(rng.choice(CALLERS, p=weights / weights.sum()))].append(state)
    return {caller: shares[caller] for caller in CALLERS if shares[caller]}


def _calls_of(
    caller: str, share: list[PersonState], day: date, rng: np.random.Generator
) -> list[dict[str, object]]:
    """A caller's day: calls one after the other, none after 17:58 (what is left waits for another day)."""
    minutes = sorted(draw_minute(day, rng) for _ in share)
    rows = []
    free = 9 * 60
    for minute, state in zip(minutes, share, strict=True):
        start = max(minute, free)
        if start > LAST_MINUTE:
            break
        row, lasted = _call(state, caller, day, start, rng)
        rows.append(row)
        free = start + lasted + 1
    return rows


def _call(
    state: PersonState, caller: str, day: date, minute: int, rng: np.random.Generator
) -> tuple[dict[str, object], int]:
    """One attempt: its row, and how many minutes it took; the person's state moves on."""
    kind = _kind(state, rng)
    outcome = _outcome(state, kind, day, minute, rng)
    state.attempts += 1
    level, needs, lasted = "", "", 0
    if outcome == "joint":
        if state.reached:
            state.drift(day, rng)
        lasted = _duration(kind, rng)
        if kind == "recueil_consentement":
            state.consented = True
        else:
            if kind == "evaluation" or rng.random() < 0.78:
                state.declared = state.level
                level = str(state.level)
            needs = "|".join(_named_needs(state, kind, rng))
        state.reached = True
    state.plan_next(day, outcome, rng)
    row = {
        "reference": state.reference,
        "date_appel": datetime.combine(day, time(minute // 60, minute % 60)),
        "appelant": caller,
        "type_appel": kind,
        "issue": outcome,
        "niveau": level,
        "besoins": needs,
        "duree_min": str(lasted) if lasted else "",
    }
    return row, lasted or 2


def _kind(state: PersonState, rng: np.random.Generator) -> str:
    if state.consent == "en_attente" or (state.sent_on and not state.consented):
        return "recueil_consentement"
    if not state.reached and state.attempts >= 3 and rng.random() < 0.16:
        return "visite"
    if state.declared == 0:
        return "evaluation"
    if state.declared >= 3:
        return "visite" if rng.random() < 0.05 else "vigilance"
    return "visite" if rng.random() < 0.02 else "convivialite"


def _outcome(state: PersonState, kind: str, day: date, minute: int, rng: np.random.Generator) -> str:
    if kind == "visite":
        return "joint" if rng.random() < 0.55 else "absent"
    if state.wrong_number:
        return "numero_invalide"
    if rng.random() < min(0.97, reach_rate(day, minute) * state.answers * (1.06 if state.reached else 0.97)):
        # Someone who waits for a consent form has not said yes: they ask to be called again.
        return "rappel_demande" if state.consent == "en_attente" else "joint"
    return str(rng.choice(list(MISSED), p=list(MISSED.values())))


def _duration(kind: str, rng: np.random.Generator) -> int:
    low, mean, high = {
        "evaluation": (12, 23, 45),
        "visite": (20, 38, 75),
        "recueil_consentement": (4, 8, 15),
        "vigilance": (5, 11, 25),
        "convivialite": (5, 14, 35),
    }[kind]
    return int(np.clip(round(rng.gamma(6, mean / 6)), low, high))


def _named_needs(state: PersonState, kind: str, rng: np.random.Generator) -> list[str]:
    """Needs named in a call: most of them at the evaluation, then the new ones and some again."""
    named = {
        code
        for code in dict.fromkeys(state.needs)
        if rng.random() < (0.9 if kind == "evaluation" else 0.16 if code in state.named else 0.6)
    }
    state.named |= named
    return [code for code in NEEDS if code in named]
