"""A file that can be read in several ways: the page offers them, and follows the analyst's choice."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain

CALLERS = (("Appelant", "Profil", "Heures par semaine"), ("A901", "Agent", "3"))
TRAINED = (("Appelant", "Profil", "Formé(e)"), ("A902", "Agent", "Oui"))
TEAMS = (("Identifiant", "Nom", "Statut"), ("E901", "Équipe inventée", "active"))


def workbook_of(sheets: dict[str, tuple[tuple[str, ...], ...]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_the_sheet_that_the_analyst_chooses_is_read(open_dashboard: OpenDashboard, tmp_path: Path) -> None:
    app = open_dashboard(tmp_path / "neuve.duckdb", "coordination", screen="importer")
    content = workbook_of({"Appelants": CALLERS, "Formation": TRAINED})
    app.file_uploader[0].set_value([("classeur.xlsx", content, "application/octet-stream")]).run()
    offered = {
        plain(button.label).replace("\\", ""): button for button in app.button if "Feuille" in button.label
    }
    assert list(offered) == [
        "Feuille « Appelants » (Appelant·e·s)",
        "Feuille « Formation » (Appelant·e·s)",
    ]
    assert "Plusieurs feuilles possibles" in plain(app.error[0].value)
    offered["Feuille « Formation » (Appelant·e·s)"].click().run()
    assert not app.exception and not app.error
    said = plain("\n".join(texts(app))).replace("\\", "")
    assert "Appelant·e·s, feuille « Formation »" in said
    assert "Feuilles non lues : « Appelants »." in said
    back = next(button for button in app.button if button.label == "Revenir à la lecture proposée")
    back.click().run()
    assert "Plusieurs feuilles possibles" in plain(app.error[0].value)


def test_sheets_of_different_kinds_are_each_read_and_loaded(
    open_dashboard: OpenDashboard, tmp_path: Path
) -> None:
    base = tmp_path / "neuve.duckdb"
    app = open_dashboard(base, "coordination", screen="importer")
    content = workbook_of({"Appelants": CALLERS, "Équipes": TEAMS})
    app.file_uploader[0].set_value([("classeur.xlsx", content, "application/octet-stream")]).run()
    assert not app.exception and not app.error
    said = plain("\n".join(texts(app))).replace("\\", "")
    assert "Appelant·e·s, feuille « Appelants »" in said
    assert "Équipes citoyennes, feuille « Équipes »" in said
    assert "non lues" not in said
    assert app.dataframe[0].value["Ce que c'est"].tolist() == ["Équipes citoyennes", "Appelant·e·s"]
    app.button(key="importer").click().run()
    assert not app.exception
    with shared_base(str(base)).cursor() as cursor:
        assert cursor.execute("SELECT appelant FROM appelants").fetchall() == [("A901",)]
        assert cursor.execute("SELECT identifiant FROM equipes").fetchall() == [("E901",)]
