"""Filters choose: zones choose rows, sources and callers choose whom the counts count. Nothing else moves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.indicators.evolution import key_figures
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.heures import hours_needed
from visa_data.indicators.implantations import implantations
from visa_data.indicators.indicator import Unit
from visa_data.indicators.matrice_besoins import needs_matrix
from visa_data.indicators.registre_aveugle import blind_register
from visa_data.indicators.registry import registry
from visa_data.indicators.semaines import calls_by_week
from visa_data.indicators.what_if import ImaginedTeam, what_if
from visa_data.indicators.zone_reasons import ranked_zones
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import load
from visa_data.vocabulary import Source

DAY = date(2025, 12, 6)
SETTINGS = load()
ESTREVELLE = "99143"


@pytest.fixture(scope="module")
def cursor(
    sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("filtres") / "exemple.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with Base(path) as base, base.cursor() as opened:
        yield opened


def _what_if(
    cursor: duckdb.DuckDBPyConnection, day: date, thresholds: object, filters: Filters
) -> pd.DataFrame:
    team = ImaginedTeam("Équipe imaginée", 47.0, 1.6, 6.0, 40)
    return what_if(cursor, day, thresholds, filters, added=(team,), dropped=("EC05",))


BY_ZONE = {
    **{name: indicator.by_zone for name, indicator in registry().items() if indicator.by_zone is not None},
    "matrice": needs_matrix,
    "et si": _what_if,
}
"""Every table by zone: those of the registry, and those that screens and the meeting make beside it."""

COUNTS = {
    column.name
    for indicator in registry().values()
    for column in indicator.described.values()
    if column.unit is Unit.COUNT and column.about == "personnes"
}
"""Counts of persons: what sources and callers choose. Every other column of a table by zone is the zone's own."""
OF_NO_PERSON = {"signalements"}
"""Tables that count no person registered: no choice of people changes them."""
RATES_OF_THE_COUNTED = {"taux_joints", "taux_a_jour"}


@pytest.mark.parametrize("name", BY_ZONE)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_choosing_zones_is_choosing_rows(
    name: str, cursor: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    whole = BY_ZONE[name](cursor, DAY, SETTINGS, EVERYBODY)
    zones = data.draw(st.sets(st.sampled_from(sorted(set(whole["code_zone"]))), min_size=1))
    found = BY_ZONE[name](cursor, DAY, SETTINGS, Filters(zones=tuple(sorted(zones))))
    expected = whole[whole["code_zone"].isin(zones)].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


@pytest.mark.parametrize("name", BY_ZONE)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sources_share_the_counts_out_and_leave_the_zone_alone(
    name: str, cursor: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    every = [source.value for source in Source]
    some = data.draw(st.sets(st.sampled_from(every), min_size=1, max_size=len(every) - 1))
    whole, first, second = (
        BY_ZONE[name](cursor, DAY, SETTINGS, filters)
        for filters in (
            EVERYBODY,
            Filters(sources=tuple(sorted(some))),
            Filters(sources=tuple(sorted(set(every) - some))),
        )
    )
    keys = ["code_zone", "besoin"] if "besoin" in whole.columns else ["code_zone"]
    whole, first, second = (table.set_index(keys).sort_index() for table in (whole, first, second))
    counts = [column for column in whole.columns if column in COUNTS]
    own = [column for column in whole.columns if column not in COUNTS | RATES_OF_THE_COUNTED]
    assert counts or name in OF_NO_PERSON
    parts = [table[counts].reindex(whole.index, fill_value=0) for table in (first, second)]
    pd.testing.assert_frame_equal(parts[0] + parts[1], whole[counts], check_dtype=False)
    for part in (first, second):
        if len(part):
            pd.testing.assert_frame_equal(part[own], whole.loc[part.index, own], check_exact=True)


def test_a_zone_is_saturated_whoever_looks_at_it(cursor: duckdb.DuckDBPyConnection) -> None:
    def read(filters: Filters) -> tuple[str, float]:
        row = zones_blanches_by_zone(cursor, DAY, SETTINGS, filters).set_index("code_zone").loc[ESTREVELLE]
        return row["statut"], round(row["acces"], 2)

    assert read(EVERYBODY) == ("saturee", 0.43)
    assert read(Filters(zones=(ESTREVELLE,))) == ("saturee", 0.43)
    assert read(Filters(sources=(Source.CARSAT.value,))) == ("saturee", 0.43)


@pytest.mark.parametrize(
    "chosen", [Filters(sources=("carsat",)), Filters(sources=("registre_communal", "caf"))]
)
def test_the_key_figures_count_the_zones_of_the_table(
    cursor: duckdb.DuckDBPyConnection, chosen: Filters
) -> None:
    whole = zones_blanches_by_zone(cursor, DAY, SETTINGS, EVERYBODY)
    blank = whole.loc[(whole["statut"] == "blanche") & (whole["code_zone"] != ""), "code_zone"].tolist()
    assert len(blank) > 2
    assert key_figures(cursor, DAY, SETTINGS, chosen)["zones_blanches"] == len(blank)
    assert key_figures(cursor, DAY, SETTINGS, Filters(zones=tuple(blank[:2])))["zones_blanches"] == 2


def test_the_median_of_the_zones_is_the_territorys(cursor: duckdb.DuckDBPyConnection) -> None:
    whole = blind_register(cursor, DAY, SETTINGS, EVERYBODY).iloc[0]
    one = blind_register(cursor, DAY, SETTINGS, Filters(zones=(ESTREVELLE,))).iloc[0]
    few = blind_register(cursor, DAY, SETTINGS, Filters(sources=("carsat",))).iloc[0]
    assert one["mediane_75"] == few["mediane_75"] == whole["mediane_75"]
    assert few["part_inscrits_75"] == whole["part_inscrits_75"]
    assert few["inscrits"] < whole["inscrits"]


def test_two_halves_need_the_hours_of_the_whole(cursor: duckdb.DuckDBPyConnection) -> None:
    sources = [source.value for source in Source]
    whole, first, second = (
        hours_needed(cursor, DAY, SETTINGS, filters)
        for filters in (EVERYBODY, Filters(sources=tuple(sources[:2])), Filters(sources=tuple(sources[2:])))
    )
    assert (first["personnes"] + second["personnes"]).tolist() == whole["personnes"].tolist()
    assert (first["heures_semaine"] + second["heures_semaine"]).tolist() == pytest.approx(
        whole["heures_semaine"].tolist()
    )
    assert first["duree_min"].tolist() == whole["duree_min"].tolist()


def test_the_weeks_of_two_halves_add_up(cursor: duckdb.DuckDBPyConnection) -> None:
    sources = [source.value for source in Source]
    whole, first, second = (
        calls_by_week(cursor, DAY, SETTINGS, filters).set_index("semaine")
        for filters in (EVERYBODY, Filters(sources=tuple(sources[:2])), Filters(sources=tuple(sources[2:])))
    )
    assert first.index.tolist() == second.index.tolist() == whole.index.tolist()
    added = first.drop(columns="complete") + second.drop(columns="complete")
    pd.testing.assert_frame_equal(added, whole.drop(columns="complete"))


def test_people_nobody_reaches_are_the_same_in_every_choice(cursor: duckdb.DuckDBPyConnection) -> None:
    sources = [source.value for source in Source]
    parts = [implantations(cursor, DAY, SETTINGS, filters=Filters(sources=(source,))) for source in sources]
    whole = implantations(cursor, DAY, SETTINGS)
    assert sum(part.uncovered for part in parts) == whole.uncovered
    assert sum(part.unlocated for part in parts) == whole.unlocated


def test_a_reason_never_says_that_nobody_goes_where_a_team_goes(cursor: duckdb.DuckDBPyConnection) -> None:
    blank = (
        zones_blanches_by_zone(cursor, DAY, SETTINGS, EVERYBODY).set_index("code_zone")["statut"] == "blanche"
    )
    for source in Source:
        for zone in ranked_zones(
            zones_blanches_by_zone(cursor, DAY, SETTINGS, Filters(sources=(source.value,)))
        ).itertuples():
            if zone.code_zone:
                assert (", aucune équipe" in zone.raison) == blank[zone.code_zone], zone.raison


def test_what_is_computed_on_everybody_knows_of_no_filter() -> None:
    """Whoever asks whom a service reaches, or how its places are shared, cannot be given filters."""
    shared = {"visa_data.territory.reach", "visa_data.territory.catchment"}
    for path in (ROOT / "visa_data").rglob("*.py"):
        if path.is_relative_to(ROOT / "visa_data" / "territory"):
            continue
        names = {
            node.module: {alias.name for alias in node.names}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        if shared & set(names):
            assert "visa_data.indicators.filters" not in names, path
            assert "people" not in names.get("visa_data.indicators.state", set()), path
