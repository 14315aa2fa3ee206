"""What actors were asked for people and what became of it, in the columns of ``suites``.

The story: every person of level 4 is oriented but one; one orientation of level 3 has waited three weeks at a door;
carers are relieved almost everywhere but in two zones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from scripts.make_sample import actors
from scripts.make_sample.areas import Areas
from scripts.make_sample.reach import expanded
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.standing import (
    declared_levels,
    fragile_since,
    level_on,
    next_open_day,
    registered_people,
)
from scripts.make_sample.territory import FIRST_DAY, PEUPLIERS, SAINTE_VAUBANE

COLUMNS = ["reference", "date", "objet", "statut", "acteur", "niveau"]
#: On one day, statuses apply in this order.
STATUS_ORDER = ("proposee", "acceptee", "transmise", "refusee", "sans_suite", "prise_en_charge")
#: Where the one person of level 4 who was never oriented lives: no team goes there, and nobody ever told anything of it.
NEVER_ORIENTED_IN = "99132"
#: Level 3: proposed three weeks before the end to the eastern team of the Département, and nothing since.
WAITING_DAYS = 21
#: The two zones whose carers wait: Les Peupliers and Sainte-Vaubane.
CARERS_WAIT = (PEUPLIERS, SAINTE_VAUBANE)
#: Share of the people of a level who are oriented, days before the proposal, and before they are taken on.
ORIENTED = {2: 0.42, 3: 0.82, 4: 1.0}
FIRST_DAYS = {2: (2, 13), 3: (1, 8), 4: (0, 2)}
STEP_DAYS = {2: (1, 4), 3: (0, 4), 4: (0, 1)}
TAKEN_ON_DAYS = {2: (5, 16), 3: (3, 11), 4: (1, 3)}
#: Days after which no other thread, counted from its last proposal, is left without an answer.
SETTLED_DAYS = 17
RELIEVED = 0.95
Event = tuple[date, str]


def draw_follow_ups(
    people: pd.DataFrame,
    calls: pd.DataFrame,
    needs: pd.DataFrame,
    pairs: pd.DataFrame,
    actor_rows: pd.DataFrame,
    areas: Areas,
) -> pd.DataFrame:
    """One row an event, sorted by reference, object, date and status; ``date`` is a ``date``, texts are "" when empty."""
    rng = rng_for("follow_ups")
    last = calls["date_appel"].max().date()
    registered = registered_people(people, last)
    homes = registered["home"]
    levels = declared_levels(calls)
    active = actor_rows[actor_rows["statut"] == "actif"].set_index("identifiant")
    serving = {actor: expanded(zones) for actor, zones in active["zones_intervention"].items()}
    first_joint = calls[calls["issue"] == "joint"].groupby("reference")["date_appel"].min()
    rows: list[tuple[str, date, str, str, str, str]] = []

    def tell(reference: str, subject: str, actor: str, events: list[Event]) -> None:
        for day, status in events:
            level = level_on(levels.get(reference, []), day)
            rows.append((reference, day, subject, status, actor, str(level) if level else ""))

    waiting = _the_one_who_waits(registered, levels, areas, last)
    for reference, home in homes.items():
        since = fragile_since(levels.get(reference, []))
        level = level_on(levels.get(reference, []), last)
        if since is None or (level == 4 and home == NEVER_ORIENTED_IN):
            continue
        if reference == waiting:
            day = last - timedelta(days=WAITING_DAYS)
            tell(reference, "orientation", actors.EAST_TEAM, [(day, "proposee")])
        elif rng.random() < ORIENTED[level]:
            path = _orientation(level, since, last, rng)
            tell(reference, "orientation", _door(level, home, serving, rng), path)
    carers = registered[registered["aidant"] == "relais_demande"]
    for reference, row in carers.iterrows():
        # Asked on the phone, or on the register's own form by those whom nobody reached.
        asked = first_joint.get(reference)
        start = asked.date() if asked is not None else max(row["date_inscription"], FIRST_DAY)
        door = actors.RESPITE if row["home"] in serving[actors.RESPITE] else actors.CARERS_HOUSE
        tell(str(reference), "relais_aidant", door, _relief(row["home"], start, rng))
    for reference, events in _visits_asked(pairs):
        tell(reference, "visite", actors.VISITORS, events)
    for reference, need, events in _needs_asked(needs, set(registered.index), rng):
        able = [actor for actor, needed in active["besoins"].items() if need in needed.split("|")]
        tell(reference, need, _drawn(able, homes[reference], serving, rng), events)
    rows = [row for row in rows if row[1] <= last]
    rows.sort(key=lambda row: (row[0], row[2], row[1], STATUS_ORDER.index(row[3])))
    return pd.DataFrame(rows, columns=COLUMNS)


def _the_one_who_waits(
    registered: pd.DataFrame, levels: dict[str, list[tuple[date, int]]], areas: Areas, last: date
) -> str:
    """The first person of the valley at level 3 from the days before the proposal to the end."""
    proposed = last - timedelta(days=WAITING_DAYS)
    for reference, home in registered["home"].items():
        told = levels.get(str(reference), [])
        since = fragile_since(told)
        steady = all(level == 3 for day, level in told if since and day >= since)
        if home in areas.valley and since and proposed - timedelta(days=7) <= since < proposed and steady:
            return str(reference)
    raise ValueError("nobody of the valley can wait for an orientation")


def _orientation(level: int, since: date, last: date, rng: np.random.Generator) -> list[Event]:
    """A thread from its proposal: agreed, passed on, then taken on or left; sometimes refused, and proposed again."""
    day = next_open_day(since + timedelta(days=int(rng.integers(*FIRST_DAYS[level], endpoint=True))))
    if level == 4:
        day = min(day, last)
    path = [(day, "proposee")]
    if rng.random() < 0.10:
        day = next_open_day(day + timedelta(days=int(rng.integers(1, 5))))
        path.append((day, "refusee"))
        if rng.random() < 0.6:
            return path
        day = next_open_day(day + timedelta(days=int(rng.integers(10, 25))))
        path.append((day, "proposee"))
    begun = day
    for status in ("acceptee", "transmise"):
        day = next_open_day(day + timedelta(days=int(rng.integers(*STEP_DAYS[level], endpoint=True))))
        path.append((day, status))
    day = next_open_day(day + timedelta(days=int(rng.integers(*TAKEN_ON_DAYS[level], endpoint=True))))
    ending = "sans_suite" if rng.random() < 0.14 else "prise_en_charge"
    settled = next_open_day(begun + timedelta(days=SETTLED_DAYS))
    return [(min(one, settled), status) for one, status in [*path, (day, ending)]]


def _door(level: int, home: str, serving: dict[str, set[str]], rng: np.random.Generator) -> str:
    """Whom a person of this level and zone is sent to; the CLIC where nobody else goes."""
    doors = {
        2: [actors.CIAS, actors.CLIC, actors.SOCIAL_CENTRE],
        3: [actors.CLIC, actors.WEST_TEAM, actors.EAST_TEAM, actors.DAC, actors.SSIAD],
        4: [actors.GERIATRICS, actors.WEST_TEAM, actors.EAST_TEAM],
    }[level]
    return _drawn(doors, home, serving, rng) or actors.CLIC


def _drawn(doors: list[str], home: str, serving: dict[str, set[str]], rng: np.random.Generator) -> str:
    """One of the actors who serve the zone; "" when none does."""
    near = [actor for actor in doors if home in serving[actor]]
    return str(rng.choice(near)) if near else ""


def _relief(home: str, start: date, rng: np.random.Generator) -> list[Event]:
    """A carer's thread: relieved, given up or still asked for; in the two zones of the story nobody is relieved."""
    day = next_open_day(start + timedelta(days=int(rng.integers(1, 9))))
    path = [(day, "proposee")]
    drawn = rng.random()
    day = next_open_day(day + timedelta(days=int(rng.integers(1, 7))))
    if home in CARERS_WAIT:
        return [*path, (day, "transmise")] if drawn < 0.45 else path if drawn < 0.85 else []
    path.append((day, "transmise"))
    if drawn < RELIEVED:
        path.append((next_open_day(day + timedelta(days=int(rng.integers(3, 15)))), "prise_en_charge"))
    elif drawn < 0.98:
        path.append((next_open_day(day + timedelta(days=int(rng.integers(3, 15)))), "sans_suite"))
    return path


def _visits_asked(pairs: pd.DataFrame) -> Iterator[tuple[str, list[Event]]]:
    """The demands of the pairs' log: asked of the visitors' network, taken on when the pair starts."""
    for _, log in pairs.groupby("binome", sort=True):
        events = [(log["date"].iloc[0], "proposee")]
        for day, status in zip(log["date"], log["statut"], strict=True):
            if status == "rencontre":
                events.append((day, "transmise"))
            elif status == "actif" and "prise_en_charge" not in {told for _, told in events}:
                events.append((day, "prise_en_charge"))
        yield log["reference"].iloc[0], events


def _needs_asked(
    needs: pd.DataFrame, registered: set[str], rng: np.random.Generator
) -> Iterator[tuple[str, str, list[Event]]]:
    """One followed need in eight was asked of an actor: what the needs' log says, in a thread's words."""
    told = {"en_cours": "transmise", "sans_solution": "sans_suite", "pourvu": "prise_en_charge"}
    for (reference, need), log in needs.groupby(["reference", "besoin"], sort=True):
        if reference not in registered or rng.random() > 0.125:
            continue
        events = [
            (day, told.get(status, "proposee"))
            for day, status in zip(log["date"], log["statut"], strict=True)
            if status != "abandonne"
        ]
        yield str(reference), str(need), list(dict.fromkeys(events))
