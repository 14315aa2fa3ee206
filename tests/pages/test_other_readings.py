"""A file that can be read in several ways: the page offers them, and follows the analyst's choice."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain

CALLERS = (("Appelant", "Profil", "Heures par semaine"), ("A901", "Agent", "3"))
TEAMS = (("Identifiant", "Nom", "Statut"), ("E901", "Équipe inventée", "active"))


def two_sheets() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in {"Appelants": CALLERS, "Équipes": TEAMS}.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_the_sheet_that_the_analyst_chooses_is_read(open_dashboard: OpenDashboard, tmp_path: Path) -> None:
    app = open_dashboard(tmp_path / "neuve.duckdb", "coordination", screen="importer")
    app.file_uploader[0].set_value([("classeur.xlsx", two_sheets(), "application/octet-stream")]).run()
    offered = {
        plain(button.label).replace("\\", ""): button for button in app.button if "Feuille" in button.label
    }
    assert list(offered) == [
        "Feuille « Appelants » (Appelant·e·s)",
        "Feuille « Équipes » (Équipes citoyennes)",
    ]
    assert "Plusieurs feuilles possibles" in plain(app.error[0].value)
    offered["Feuille « Équipes » (Équipes citoyennes)"].click().run()
    assert not app.exception and not app.error
    said = plain("\n".join(texts(app))).replace("\\", "")
    assert "Équipes citoyennes, feuille « Équipes »" in said
    assert "Feuilles non lues : « Appelants »." in said
    back = next(button for button in app.button if button.label == "Revenir à la lecture proposée")
    back.click().run()
    assert "Plusieurs feuilles possibles" in plain(app.error[0].value)
