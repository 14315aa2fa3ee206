"""The page of definitions: every figure, for every role, and what an address asks for."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.accessibility import TITLE
from tests.pages.seen import OpenDashboard, texts
from visa_data.indicators.registry import registry

ROOT = Path(__file__).resolve().parents[2]


def read(app: AppTest) -> str:
    return " ".join(texts(app)).replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.mark.parametrize("role", ["comite", "coordination"])
def test_every_indicator_is_explained_to_every_role(
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
    downloads: list[tuple[str, bytes]],
    role: str,
) -> None:
    app = open_dashboard(sample_books_file, role, screen="definitions")
    shown = read(app)
    for indicator in registry().values():
        assert indicator.title in shown
        assert indicator.question in shown and indicator.source in shown
    assert "48 heures" in shown and "Valeur du projet" in shown and "6 inscrites, 1 en attente" in shown
    files = dict(downloads)
    [figures] = [content for name, content in files.items() if name.endswith("chiffres.csv")]
    table = pd.read_csv(io.BytesIO(figures), sep=";", encoding="utf-8-sig")
    assert {"taux_joints", "part_inscrits_75", "heures_semaine"} <= set(table["Nom dans les fichiers"])


def test_an_address_leads_to_a_figure(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="definitions", address={"figure": "isolees_couvertes"}
    )
    assert [one.value for one in app.header] == ["Zones blanches", "Télécharger"]
    assert "Inscrites" not in read(app).replace("inscrites", "")
    app.text_input(key="figure").set_value("rien de tel").run()
    assert "Aucune définition ne contient « rien de tel »" in app.info[0].value


def test_a_territory_reads_its_own_thresholds(
    open_dashboard: OpenDashboard, sample_books_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text("besoin_non_pourvu = 9\n", encoding="utf-8")
    monkeypatch.setenv("VISA_REGLAGES", str(own))
    book = read(open_dashboard(sample_books_file, "comite", screen="definitions"))
    assert "ouverts depuis 7 jours ou plus" in book, "a book keeps the thresholds that it was made with"
    shown = read(open_dashboard(sample_books_file, "coordination", screen="definitions"))
    assert "ouverts depuis 9 jours ou plus" in shown
    assert "Choix du territoire (valeur du projet : 7 jours)." in shown


def test_the_declaration_of_accessibility_is_read_there(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    """Its state stands in its title; every line of the document is on the page."""
    shown = read(open_dashboard(sample_books_file, "comite", screen="definitions"))
    declared = (ROOT / "docs" / "accessibilite.md").read_text(encoding="utf-8")
    state = TITLE.partition(" : ")[2]
    assert TITLE in shown and f"est {state} avec le référentiel" in declared
    lines = [line.lstrip("#- ") for line in declared.split("\n")[1:] if line]
    assert [line for line in lines if line not in shown] == []


def test_what_is_kept_until_when_and_what_founds_registration(
    open_dashboard: OpenDashboard, sample_books_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = read(open_dashboard(sample_books_file, "coordination", screen="definitions"))
    assert "Fin de la crise : aucune n'est dite" in usual
    assert "Sauf opposition" not in usual and "Ceci n'est pas un conseil juridique" in usual
    own = tmp_path / "reglages.toml"
    own.write_text('crise_fin = 2020-07-10\nbase_legale.carsat = "sauf_opposition"\n', encoding="utf-8")
    monkeypatch.setenv("VISA_REGLAGES", str(own))
    shown = read(open_dashboard(sample_books_file, "coordination", screen="definitions"))
    assert "Fin de la crise : 10 juillet 2020" in shown
    assert "Sauf opposition : Code de l'action sociale et des familles, article L. 121-6-1" in shown
    assert "8 avril 2024" in shown
