"""Schemes: drawn at random, the SQL and plain loops over their monthly totals give the same."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.dispositifs import schemes, schemes_by_month
from visa_data.indicators.filters import EVERYBODY, Filters

SETTINGS = settings.load()
NAMES = ("Café", "Relais")
MONTHS = [date(year, month, 1) for year in (2018, 2019, 2020) for month in range(1, 13)]
TOTALS = ("demandes", "acceptees", "honorees", "beneficiaires", "cout_eur")
COUNT = st.none() | st.integers(0, 40)
LINES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(MONTHS), COUNT, COUNT, COUNT, COUNT, COUNT),
    max_size=30,
    unique_by=lambda line: line[:2],
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    with Base(Path(tmp_path_factory.mktemp("dispositifs")) / "visa.duckdb") as made:
        yield made


def added(values: list[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def same(found: object, expected: float | None) -> bool:
    if expected is None:
        return bool(pd.isna(found))
    return math.isclose(float(found), expected)  # type: ignore[arg-type]


@examples(max_examples=60)
@given(lines=LINES, day=st.dates(date(2018, 6, 1), date(2020, 12, 31)))
def test_same_sums(base: Base, lines: list[tuple[object, ...]], day: date) -> None:
    with base.transaction() as cursor:
        cursor.execute("DELETE FROM dispositifs")
        for line in lines:
            cursor.execute(
                f"INSERT INTO dispositifs (dispositif, mois, {', '.join(TOTALS)}, import_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                list(line),
            )
    with base.cursor() as cursor:
        found = schemes(cursor, day, SETTINGS, EVERYBODY).set_index("dispositif")
        by_month = schemes_by_month(cursor, day, SETTINGS, EVERYBODY)
        chosen = schemes(cursor, day, SETTINGS, Filters(zones=("99001",), sources=("caf",)))

    last = day.year * 12 + day.month
    counted: dict[str, dict[date, tuple[object, ...]]] = {}
    for name, month, *totals in sorted(lines, key=lambda line: line[:2]):
        assert isinstance(name, str) and isinstance(month, date)
        if last - 12 < month.year * 12 + month.month <= last:
            counted.setdefault(name, {})[month] = tuple(totals)
    assert found.index.tolist() == list(counted) == chosen["dispositif"].tolist()
    for name, months in counted.items():
        asked, accepted, done, people, cost = (list(values) for values in zip(*months.values(), strict=True))
        row = found.loc[name]
        assert row["mois"] == len(months)
        assert same(row["beneficiaires"], max((one for one in people if one is not None), default=None))
        for column, values in (
            ("demandes", asked),
            ("acceptees", accepted),
            ("honorees", done),
            ("cout_eur", cost),
        ):
            assert same(row[column], added(values)), column
        assert same(row["taux_acceptees"], share(added(accepted), added(asked)))
        assert same(row["taux_honorees"], share(added(done), added(accepted)))
        assert same(row["cout_par_honoree"], share(added(cost), added(done)))

    every = [date((last - back - 1) // 12, (last - back - 1) % 12 + 1, 1) for back in range(11, -1, -1)]
    assert [
        (name, month.date()) for name, month in zip(by_month["dispositif"], by_month["mois"], strict=True)
    ] == [(name, month) for name in counted for month in every]
    for row in by_month.to_dict("records"):
        said = counted[row["dispositif"]].get(row["mois"].date(), (None,) * len(TOTALS))
        for column, value in zip(TOTALS, said, strict=True):
            assert same(row[column], value), column  # type: ignore[arg-type]
