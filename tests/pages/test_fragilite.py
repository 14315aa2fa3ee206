"""Fragilité: levels, moves and urgent cases on the sample, and what its choices change."""

from __future__ import annotations

from pathlib import Path

from pages.parts import fragility_sections
from tests.pages.seen import OpenDashboard, tables, texts


def said(app: object) -> str:
    return "\n".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[arg-type]


def test_levels_moves_and_urgent_cases(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="fragilite")
    page = said(app)
    assert "1 489 personnes inscrites au 6 décembre 2025. 263 personnes ne sont pas encore évaluées" in page
    assert "18** plus fragiles, **15** moins fragiles, **39** évaluées pour la première fois" in page
    assert "Sans contact en 48 h : 3 personnes sur 20, dans 3 zones" in page
    assert "15 zones sur 52 où vivent des personnes inscrites" in page
    assert "Urgence" in page or "urgence, intervention avec les services d'urgence" in page
    assert "Références des urgences" in page


def test_the_committee_s_page_never_asks_for_references(
    open_dashboard: OpenDashboard, sample_books_file: Path, monkeypatch: object
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("references were computed for the committee")

    monkeypatch.setattr(fragility_sections, "people_listed", refuse)  # type: ignore[attr-defined]
    assert not open_dashboard(sample_books_file, "comite", screen="fragilite").error


def test_the_coordination_reads_the_references_of_urgent_cases(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="fragilite")
    listed = [table for table in tables(app) if "Référence" in table.columns]
    assert [len(table) for table in listed] == [3]
    assert set(listed[0]["Niveau"]) == {4}


def test_the_order_in_the_address_sorts_the_zones(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file,
        "coordination",
        screen="fragilite",
        address={"fragilite_ordre": "Non évaluées d'abord"},
    )
    zones = next(
        table for table in tables(app) if "Non évaluées" in table.columns and "Zone" in table.columns
    )
    assert zones["Non évaluées"].is_monotonic_decreasing
    assert "non évaluées d'abord" in said(app)


def test_everybody_or_only_those_who_moved(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    moved = said(open_dashboard(sample_books_file, "coordination", screen="fragilite"))
    everybody = said(
        open_dashboard(
            sample_books_file,
            "coordination",
            screen="fragilite",
            address={"fragilite_schema": "Toutes les personnes"},
        )
    )
    assert "niveau inchangé" not in moved
    assert "Niveau 1 : <b>6</b>" in moved
    assert "niveau inchangé" in everybody
    assert "Niveau 1 : <b>6</b>" not in everybody


def test_a_comparison_date_after_the_day_is_said(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="fragilite", address={"avant": "2025-12-06"}
    )
    assert "La date de comparaison n'est pas antérieure" in said(app)


def test_one_zone_alone(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="fragilite", address={"zones": "Valombreux (99129)"}
    )
    assert not app.error
    assert "1 zones" not in said(app)
