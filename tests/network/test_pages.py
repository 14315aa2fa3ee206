"""The network's dashboard: a server of a lake alone, for its animation and for one cooperation."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.network_read import lake_version
from tests.network.invented import books, towns
from tests.shared_data import ROOT
from visa_data.network.lake import place_of
from visa_data.network.members import enrol
from visa_data.network.publishing import publish

NUMBER = 24


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four cooperations and three weeks, one of them silent."""
    path = tmp_path_factory.mktemp("reseau") / "lac"
    place = place_of(path)
    for town in towns(NUMBER):
        enrol(place, town.member)
    every = [book for town in towns(NUMBER) if town.number != 3 for book in books(town, 3)]
    assert all(received.new for received in publish(place, every))
    return path


def opened(monkeypatch: pytest.MonkeyPatch, lake: Path, screen: str, cooperation: str = "") -> AppTest:
    monkeypatch.setenv("VISA_RESEAU", str(lake))
    monkeypatch.setenv("VISA_COOPERATION", cooperation)
    lake_version.clear()
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"pages/screens/{screen}.py")
    app.run()
    assert not app.exception and not app.error, [one.value for one in app.error]
    return app


def said(app: AppTest) -> str:
    texts = [one.value for kind in ("markdown", "caption", "info", "title") for one in getattr(app, kind)]
    texts += [f"{one.label} {one.value}" for one in app.metric]
    texts += [one.value.to_csv() for one in app.dataframe]
    texts += [str(one.proto) for one in app.get("plotly_chart")] + [one.proto.body for one in app.get("html")]
    return " ".join(map(str, texts)).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_animation_reads_everybody(monkeypatch: pytest.MonkeyPatch, lake: Path) -> None:
    app = opened(monkeypatch, lake, "cooperations")
    found = said(app)
    assert "23 coopérations sur 24 ont publié un dossier depuis 35 jours" in found
    assert "Coopération inventée 3 (" in found and "aucun dossier" in found
    assert len(app.metric) == 6
    assert " à " in app.metric[0].value
    app.segmented_control(key="reseau_lieux").set_value("cooperations").run()
    assert not app.exception and not app.error
    app.selectbox(key="reseau_chiffre").set_value("zones_blanches").run()
    assert not app.exception and not app.error


def test_one_is_compared_with_its_like(monkeypatch: pytest.MonkeyPatch, lake: Path) -> None:
    app = opened(monkeypatch, lake, "semblables")
    app.selectbox(key="semblables_cooperation").set_value("coop-006").run()
    found = said(app)
    assert "Coopération inventée 6" in found and "sur" in found
    ranks = app.dataframe[0].value
    assert ranks["Son rang"].str.contains(" sur ").any()


def test_a_cooperation_reads_itself_and_those_that_agree(monkeypatch: pytest.MonkeyPatch, lake: Path) -> None:
    hidden = [town for town in towns(NUMBER) if town.number != 5 and not town.member.agrees]
    for screen in ("cooperations", "semblables"):
        app = opened(monkeypatch, lake, screen, "coop-005")
        found = said(app)
        assert "Coopération inventée 5" in found
        for town in hidden:
            assert town.code not in found and f"inventée {town.number} " not in found, town
        assert not [box for box in app.selectbox if box.key == "semblables_cooperation"]


def test_who_is_not_enrolled_is_told_so(monkeypatch: pytest.MonkeyPatch, lake: Path) -> None:
    monkeypatch.setenv("VISA_RESEAU", str(lake))
    monkeypatch.setenv("VISA_COOPERATION", "ailleurs")
    lake_version.clear()
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    assert "que le lac ne connaît pas" in " ".join(one.value for one in app.error)


@pytest.mark.parametrize("screen", ["carte", "importer", "agir", "donnees"])
def test_no_other_page_opens_there(monkeypatch: pytest.MonkeyPatch, lake: Path, screen: str) -> None:
    app = opened(monkeypatch, lake, screen)
    assert "Page réservée" in said(app) and not app.metric


def test_definitions_open(monkeypatch: pytest.MonkeyPatch, lake: Path) -> None:
    opened(monkeypatch, lake, "definitions")
