"""Cooperations that read all they may, on every day, and put it together: no figure of who did not agree is among it.

The attacker knows nothing of how the view is made. He keeps every number told of nobody by name, subtracts those of one place from one
another, from day to day and from reader to reader, and looks for a true figure.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

import pandas as pd
import pytest

from tests.network.invented import FIRST, Town, books, tables, towns
from visa_data.dossier.file import read_book
from visa_data.network.figures import FIGURES, own_figures, towns_of
from visa_data.network.told import Told
from visa_data.network.view import Network, Viewer, network_of

NUMBER, WEEKS = 16, 4
TOWNS = [town for town in towns(NUMBER + 8) if town.registered > 100][:NUMBER]
LATE = TOWNS[6]
"""It publishes alone, a day after the others, and from the second week on."""
READERS = [town for town in TOWNS if not town.member.agrees and town is not LATE][:4]
BIG = 100
"""A count that many digits make its owner's: smaller ones meet by chance."""


def published(day: date) -> Iterator[tuple[Town, int]]:
    """Whose books, and which, the lake has at the end of a day."""
    for town in TOWNS:
        weeks = (day - FIRST - timedelta(days=town is LATE)).days // 7 + 1
        for number in range(2 if town is LATE else 1, min(WEEKS, weeks) + 1):
            yield town, number


def told(day: date) -> Told:
    every, last = list(published(day)), {}
    for town, number in every:
        last[town.code] = (town, number)
    later = {LATE.code: timedelta(days=1)}
    frames = {(town.code, number): _moved(town, number, later) for town, number in every}
    own_day = {key: frame["jour"].max() for key, frame in frames.items()}
    return Told(
        day,
        pd.DataFrame(
            [
                (t.code, t.member.name, t.member.departement, "active", "rural", 50_000.0, t.member.agrees)
                for t in TOWNS
            ],
            columns=["cooperation", "nom", "departement", "maturite", "milieu", "habitants", "accord"],
        ),
        pd.DataFrame(
            [
                (code, number, own_day[code, number], own_day[code, number] - timedelta(7), True, True, "{}")
                for code, (_, number) in last.items()
            ],
            columns=["cooperation", "numero", "jour", "avant", "exact", "invente", "reglages"],
        ),
        pd.concat([frames[code, number] for code, (_, number) in last.items()], ignore_index=True),
        pd.concat([frame[frame["jour"] == own_day[key]] for key, frame in frames.items()], ignore_index=True),
        pd.DataFrame(columns=["cooperation", "geometrie"]),
    )


def _moved(town: Town, number: int, later: dict[str, timedelta]) -> pd.DataFrame:
    frame = tables(town, number).totals.assign(cooperation=town.code)
    return frame.assign(jour=[day + later.get(town.code, timedelta()) for day in frame["jour"]])


DAYS = [FIRST + timedelta(days=7 * week + more) for week in range(WEEKS) for more in (0, 1)]
WORLDS = {day: told(day) for day in DAYS}


def true_figures() -> set[tuple[str, float]]:
    """What the attacker looks for: figure and exact value of who did not agree and does not read, at any day."""
    known = {town.code for town in READERS}
    return {
        (name, value.low)
        for world in WORLDS.values()
        for town in towns_of(world)
        if not town.agrees and town.code not in known and town.day is not None
        for name, value in own_figures(town).items()
        if value is not None and value.exact and _telling(name, value.low)
    }


def _telling(name: str, value: float) -> bool:
    """Whether a number is so much its owner's that it is not met by chance."""
    if name == "inscrites":
        return value >= BIG and value % 10 != 0
    # Shares of hundreds of people: no whole percentage.
    return name.startswith("part_") and abs(value * 100 - round(value * 100)) > 1e-6


def numbers(network: Network, reader: str) -> Iterator[tuple[tuple[str, str], float]]:
    """(figure, where) → each number that leaves and is not told of somebody by name."""
    for figure in FIGURES:
        for group in network.together:
            value = group.figures.get(figure.name)
            if value is not None:
                yield (figure.name, f"groupe {group.code}"), value.low
        for _, row in network.weeks.iterrows():
            yield (figure.name, f"semaine {row['jour']}"), float(row[f"{figure.name}_min"])
    for alike in (False, True):
        found = network.beside(reader, alike=alike)
        if found is None:
            continue
        for rank in found.ranks:
            for part, value in enumerate(rank.quartiles):
                yield (rank.figure.name, f"quart {part} {alike}"), value
        for _, row in found.course.iterrows():
            for part in ("q1", "mediane", "q3"):
                yield (str(row["figure"]), f"{part} {row['jour']} {alike}"), float(row[part])


def attack(readers: Iterable[str | None]) -> set[tuple[str, float]]:
    """The true figures that are among what these readers were told together, or a difference of two of them."""
    read: dict[str, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    for reader in readers:
        for world in WORLDS.values():
            network = network_of(world, Viewer(reader))
            for (name, where), value in numbers(network, reader or ""):
                if not math.isnan(value):
                    read[name][where].add(value)
    looked_for, found = true_figures(), set()
    for name, places in read.items():
        said = {value for values in places.values() for value in values}
        apart = {abs(a - b) for values in places.values() for a, b in combinations(values, 2)}
        close = {round(value, 9) for value in (*said, *apart)}
        found |= {(one, value) for one, value in looked_for if one == name and round(value, 9) in close}
    return found


@pytest.mark.parametrize("together", [1, 2, 4], ids=lambda number: f"{number} ensemble")
def test_no_figure_of_who_did_not_agree_is_found(together: int) -> None:
    assert len(true_figures()) > 50
    for group in combinations([town.code for town in READERS], together):
        assert attack(group) == set()


def test_the_attacker_finds_one_in_sums() -> None:
    """Those of the animation, which reads everybody: the day that one alone publishes tells its figures."""
    found = {value for name, value in attack([None]) if name == "inscrites"}
    own = {
        value.low
        for world in WORLDS.values()
        for town in towns_of(world)
        if town.code == LATE.code and (value := own_figures(town)["inscrites"]) is not None
    }
    assert found & own


def test_the_books_told_here_are_those_that_are_published() -> None:
    [first] = list(books(TOWNS[0], 1))
    pd.testing.assert_frame_equal(
        read_book(first.content, "x").totals.reset_index(drop=True)[["nom", "valeur"]],
        tables(TOWNS[0], 1).totals.reset_index(drop=True)[["nom", "valeur"]],
    )
