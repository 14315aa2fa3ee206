"""Once references are joined, every indicator and list counts the person: as if she had always had one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.indicators.described import asked
from tests.indicators.small_base import add_calls, add_person, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide, withdraw
from visa_data.indicators.besoins_semaines import open_needs_by_week
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.listes import Liste, people_listed
from visa_data.indicators.registry import registry

DAY = date(2020, 6, 1)
AT = datetime(2020, 6, 1, 8, 0)
SETTINGS = settings.load()


def people(base: Base, *, twice: bool) -> None:
    """Two zones, two people; the first under one reference, or under two that say what the one said."""
    add_zones(base, "99001", "99002")
    other = "T1" if twice else "R1"
    if twice:
        add_person(base, "R1", since="2020-03-01", zone=None, sponsor="A2")
        add_person(
            base, "T1", source="carsat", since="2020-01-05", consent="en_attente", born=1930, zone="99001",
            point=(50.05, 3.05),
        )  # fmt: skip
    else:
        add_person(base, "R1", since="2020-01-05", born=1930, zone="99001", point=(50.05, 3.05), sponsor="A2")
    add_person(base, "R2", since="2020-02-01", zone="99002", born=1940)
    add_calls(
        base,
        [
            (other, "2020-04-01 10:00", "absent"),
            ("R1", "2020-05-04 10:00", "joint", {"niveau": 3, "besoins": "parler"}),
            (other, "2020-05-20 10:00", "absent"),
            ("R2", "2020-05-04 11:00", "joint", {"niveau": 1}),
        ],
    )
    with base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO besoins VALUES (?, 'parler', '2020-05-04', 'exprime', NULL, 0), "
            "(?, 'se_nourrir', '2020-05-10', 'en_cours', NULL, 0)",
            ["R1", other],
        )


def everything_counted(base: Base) -> dict[str, pd.DataFrame]:
    """Every indicator, whole and by zone, every list, and what happened."""
    found: dict[str, pd.DataFrame] = {}
    with base.cursor() as cursor:
        for name, indicator in registry().items():
            if indicator.compute:
                told = asked(indicator, cursor)
                found[name] = indicator.compute(cursor, DAY, SETTINGS, EVERYBODY, **told)
            if indicator.by_zone:
                found[f"{name} par zone"] = indicator.by_zone(cursor, DAY, SETTINGS, EVERYBODY)
        for liste in Liste:
            found[liste.value] = people_listed(cursor, DAY, SETTINGS, EVERYBODY, liste)
        found["besoins par semaine"] = open_needs_by_week(cursor, DAY, SETTINGS, EVERYBODY)
    return found


@pytest.fixture
def once(tmp_path: Path) -> dict[str, pd.DataFrame]:
    with Base(tmp_path / "une.duckdb") as base:
        people(base, twice=False)
        return everything_counted(base)


def test_every_indicator_and_list_counts_people(empty_base: Base, once: dict[str, pd.DataFrame]) -> None:
    people(empty_base, twice=True)
    apart = everything_counted(empty_base)
    assert apart["couverture"]["en_attente"].tolist() == [1]
    decide(empty_base, "R1", "T1", PairDecision.SAME, at=AT, by="coordination")
    joined = everything_counted(empty_base)
    assert len(joined) > 10
    for name, frame in once.items():
        pd.testing.assert_frame_equal(joined[name], frame, obj=name)
    withdraw(empty_base, "R1", "T1", at=AT, by="coordination")
    for name, frame in everything_counted(empty_base).items():
        pd.testing.assert_frame_equal(frame, apart[name], obj=name)
