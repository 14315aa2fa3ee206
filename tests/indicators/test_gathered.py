"""Zones gathered in larger places: counts add up to the person, shares are those of the sums, nobody is left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from visa_data.base import Base
from visa_data.indicators.couverture import coverage, coverage_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.reaching import TEAM, reaching, zones_with_team
from visa_data.indicators.registry import by_zone
from visa_data.indicators.state import everybody, places
from visa_data.indicators.zone_values import adds_up, gathered_values, map_columns
from visa_data.settings import load
from visa_data.territory.zones import by_departement, read_zones

DAY, SETTINGS = date(2025, 12, 6), load()
GATHERED = [
    (indicator, column) for indicator in by_zone() for column in map_columns(indicator) if adds_up(column)
]


@pytest.mark.parametrize(("indicator", "column"), GATHERED, ids=[f"{i.name}.{c.name}" for i, c in GATHERED])
def test_a_place_of_all_zones_says_what_the_zones_say_together(indicator, column, sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        frame = indicator.by_zone(cursor, DAY, SETTINGS, EVERYBODY)
        registered = coverage_by_zone(cursor, DAY, SETTINGS, EVERYBODY)
        codes = read_zones(cursor).codes
        halves = {code: ("N", "Nord") if row % 2 else ("S", "Sud") for row, code in enumerate(codes)}
    found = gathered_values(frame, registered, halves, column=column)
    assert found["code_zone"].tolist()[:2] == ["N", "S"] and set(found["code_zone"][2:]) <= {""}
    if column.name in frame.columns and column.part == "":
        assert found["valeur"].sum() == frame[column.name].sum()
        return
    of = frame["code_zone"].map(lambda code: halves.get(code, ("", ""))[0])
    sums = frame.groupby(of)[[column.part, column.whole]].sum()
    for row in found.itertuples():
        part, whole = sums.loc[row.code_zone]
        np.testing.assert_allclose(row.valeur, part / whole if whole else np.nan)


def test_the_whole_is_the_territory(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        frame = coverage_by_zone(cursor, DAY, SETTINGS, EVERYBODY)
        whole = coverage(cursor, DAY, SETTINGS, EVERYBODY).iloc[0]
        everywhere = dict.fromkeys((*read_zones(cursor).codes, ""), ("F", "France"))
    column = next(column for _, column in GATHERED if column.name == "taux_joints")
    found = gathered_values(frame, frame, everywhere, column=column)
    assert found["valeur"].tolist() == [pytest.approx(whole["taux_joints"])]


def test_teams_go_where_the_lists_say(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        listed = reaching(cursor, DAY, SETTINGS)
        assert zones_with_team(cursor, DAY, SETTINGS) == set(listed.loc[listed["genre"] == TEAM, "code_zone"])


def test_places_are_those_of_the_people(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        found, known, zones = (
            places(cursor, DAY, SETTINGS),
            everybody(cursor, DAY, SETTINGS),
            read_zones(cursor),
        )
    codes = [zones.codes[row] if row >= 0 else "" for row in found["zone"]]
    columns = ["code_zone", "latitude", "longitude", "joint"]
    told, expected = found.assign(code_zone=codes)[columns], known[columns]
    assert sorted(map(str, told.itertuples(index=False, name=None))) == sorted(
        map(str, expected.itertuples(index=False, name=None))
    )
    assert "reference" not in found.columns


def test_departements_are_made_of_their_zones(mormal_base: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mormal.duckdb"
    copy.write_bytes(mormal_base.read_bytes())
    with Base(copy) as base, base.cursor() as cursor:
        zones = read_zones(cursor)
        found = by_departement(zones)
    assert found.codes == ["59"] and found.names == ["Nord"]
    areas = sum(outline.area for outline in zones.outlines)
    assert found.outlines[0].area == pytest.approx(areas, rel=1e-6)
