"""A territory of more zones than a map draws: its départements, then the zones of one; nothing counted otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pages.parts import sidebar, territory_map
from tests.pages.seen import OpenDashboard, texts
from visa_data.base import Base
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.state import last_call_day
from visa_data.settings import load
from visa_data.territory.departements import departement_of


@pytest.fixture
def wide(sample_base_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as if it were in two départements, and its zones too many for one map."""
    path = tmp_path / "vaste.duckdb"
    shutil.copyfile(sample_base_file, path)
    with Base(path) as base, base.transaction() as cursor:
        for table, column in (("zones", "code"), ("placements", "code_zone")):
            cursor.execute(f"UPDATE {table} SET {column} = '59' || {column}[3:] WHERE {column} < '99110'")
    for module in (sidebar, territory_map):
        monkeypatch.setattr(module, "MOST_DRAWN", 10)
    return path


def said(app: object) -> str:
    return " ".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_map_gathers_the_zones_and_opens_a_departement(open_dashboard: OpenDashboard, wide: Path) -> None:
    with Base(wide) as base, base.cursor() as cursor:
        day = last_call_day(cursor)
        assert day is not None
        counts = coverage_by_zone(cursor, day, load(), EVERYBODY).set_index("code_zone")["inscrits"]
    of = [departement_of(code) for code in counts.index]
    expected = counts.groupby(of).sum()
    assert len(set(of) - {""}) == 2
    app = open_dashboard(wide, "coordination", screen="carte")
    app.selectbox(key="departements_figure").set_value("couverture.inscrits").run()
    assert not app.error and not app.exception
    table = app.dataframe[0].value.set_index("Code")
    for code in set(of) - {""}:
        assert table.loc[code, table.columns[1]] == expected[code]
    app.selectbox(key="departement").set_value("59").run()
    assert not app.error and not app.exception
    assert [box.key for box in app.selectbox if box.key == "carte_figure"]
    assert len(app.multiselect(key="zones").options) == of.count("59")


@pytest.mark.parametrize("screen", ["zones_blanches", "secteurs", "campagne", "besoins", "fragilite"])
def test_other_pages_say_what_they_do_not_draw(
    screen: str, open_dashboard: OpenDashboard, wide: Path
) -> None:
    app = open_dashboard(wide, "coordination", screen=screen)
    assert not app.error and not app.exception
    if screen != "besoins":
        assert "Ce territoire a " in said(app)
