"""Besoins essentiels: the matrix, the cell chosen and the trend on the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts import need_cell
from tests.pages.seen import OpenDashboard, tables, texts
from visa_data.base import Base


def said(app: object) -> str:
    return "\n".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[arg-type]


def test_opens_on_the_worst_zones_and_says_how_many(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="besoins")
    page = said(app)
    assert "20 zones sur 52" in page
    assert "besoins ouverts, dont" in page
    whole = next(table for table in tables(app) if "État" in table.columns)
    assert whole["Zone"].nunique() == 53  # the 52 zones, and people placed nowhere
    assert "sans ressource" in page


@pytest.mark.parametrize(
    ("limit", "expected"), [("10 zones", "10 zones sur 52"), ("Toutes les zones", "52 zones sur 52")]
)
def test_the_reader_chooses_how_many_zones(
    limit: str, expected: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="besoins", address={"besoins_limite": limit}
    )
    assert expected in said(app)


def test_a_cell_says_who_answers(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file,
        "coordination",
        screen="besoins",
        address={"besoins_zone": "Valombreux (99129)", "besoins_besoin": "Parler avec autrui"},
    )
    page = said(app)
    assert "Valombreux · Parler avec autrui" in page
    assert "Ressource</th>" in page and "Vérifiée</th>" in page and "Distance</th>" in page
    listed = [table for table in tables(app) if "Référence" in table.columns]
    assert len(listed) == 1


def test_the_committee_s_page_never_asks_who(
    open_dashboard: OpenDashboard, sample_books_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("references were computed for the committee")

    monkeypatch.setattr(need_cell, "people_in_need", refuse)
    app = open_dashboard(
        sample_books_file,
        "comite",
        screen="besoins",
        address={"besoins_zone": "Les Peupliers (S10)", "besoins_besoin": "Parler avec autrui"},
    )
    assert not app.error


def test_choosing_another_need_changes_the_answer(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="besoins", address={"besoins_zone": "Valombreux (99129)"}
    )
    app.selectbox(key="besoins_besoin").set_value("argent").run()
    assert "Valombreux · Retirer de l'argent" in said(app)


def test_a_name_from_a_file_is_no_markdown(open_dashboard: OpenDashboard, sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE zones SET nom = '**[x](http://x)**<b>' WHERE code = '99129'")
    sample_base.close()
    app = open_dashboard(
        sample_base.path,
        "coordination",
        screen="besoins",
        address={
            "besoins_zone": "**[x](http://x)**<b> (99129)",
            "besoins_besoin": "Parler avec autrui",
        },
    )
    written = next(block.value for block in app.markdown if "ce besoin ouvert" in block.value)
    assert "[x](" not in written
    assert "\\[x\\]" in written
    assert not app.error


def test_people_without_any_outline(open_dashboard: OpenDashboard, sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM zones")
        cursor.execute("UPDATE placements SET code_zone = NULL")
    sample_base.close()
    for screen in ("campagne", "fragilite", "besoins"):
        app = open_dashboard(sample_base.path, "coordination", screen=screen)
        assert not app.error, screen
        assert not app.exception, screen
    assert "Aucun contour de zone n'est chargé" in said(app)
