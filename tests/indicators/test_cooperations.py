"""Cooperations of the network: drawn at random, the SQL and plain loops over the log give the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.cooperations import cooperations, cooperations_listed
from visa_data.indicators.filters import EVERYBODY, Filters

SETTINGS = settings.load()
STAGES = ("premier_contact", "en_sommeil", "en_cours", "active", "mature")
DAYS = st.integers(0, 900).map(lambda number: date(2018, 1, 1) + timedelta(days=number))
COUNT = st.none() | st.integers(0, 30)
LOG = st.lists(
    st.tuples(st.sampled_from(["01", "2A", "59", "974"]), DAYS, st.sampled_from(STAGES), COUNT, COUNT),
    max_size=12,
    unique_by=lambda row: row[:2],
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    with Base(Path(tmp_path_factory.mktemp("cooperations")) / "visa.duckdb") as made:
        yield made


@examples(max_examples=60)
@given(log=LOG, day=DAYS)
def test_same_counts(base: Base, log: list[tuple[str, date, str, int | None, int | None]], day: date) -> None:
    with base.transaction() as cursor:
        cursor.execute("DELETE FROM cooperations")
        for code, when, stage, signed, teams in log:
            cursor.execute(
                "INSERT INTO cooperations VALUES (?, ?, ?, ?, ?, ?, NULL, 1)",
                [code, when, f"Département {code}", stage, signed, teams],
            )
    with base.cursor() as cursor:
        stages = cooperations(cursor, day, SETTINGS, Filters(zones=("99001",), callers=("A1",)))
        listed = cooperations_listed(cursor, day, SETTINGS, EVERYBODY)

    latest = {row[0]: row for row in sorted(log, key=lambda row: row[1]) if row[1] <= day}
    expected = []
    for stage in STAGES:
        mine = [row for row in latest.values() if row[2] == stage]
        expected.append(
            (stage, len(mine), sum(row[3] or 0 for row in mine), sum(row[4] or 0 for row in mine))
        )
    columns = ["maturite", "cooperations", "signataires", "equipes"]
    assert list(stages[columns].itertuples(index=False, name=None)) == expected
    assert [(row["code"], row["date"].date(), row["maturite"]) for row in listed.to_dict("records")] == [
        latest[code][:3] for code in sorted(latest)
    ]
