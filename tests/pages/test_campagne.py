"""Campagne d'appels: what it says on the sample, what its choices change, and what the committee never gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts import listes
from tests.pages.seen import OpenDashboard, texts
from visa_data.base import Base


def said(app: object) -> str:
    return "\n".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[arg-type]


def test_the_funnel_the_pace_and_the_hours(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="campagne")
    page = said(app)
    assert "<b>1 489</b>" in page
    assert "premiers contacts par semaine (moyenne des 3 dernières semaines complètes)" in page
    assert "15 zones sur 52 où vivent des personnes inscrites, les moins couvertes d'abord" in page
    assert "Tenir les délais demande" in page


def test_the_committee_s_page_never_asks_for_a_list(
    open_dashboard: OpenDashboard, sample_books_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a list by reference was computed for the committee")

    monkeypatch.setattr(listes, "people_listed", refuse)
    app = open_dashboard(sample_books_file, "comite", screen="campagne")
    assert not app.error
    assert "Qui appeler, qui visiter" not in said(app)


@pytest.mark.parametrize(
    ("name", "label", "meaning"),
    [
        ("a_rappeler", "À rappeler", "échoit ce jour ou est dépassé"),
        ("jamais_appelees", "Jamais appelées", "aucun appel n'a encore tentées"),
        ("jamais_jointes", "À visiter", "au moins 3 fois, toujours sans réponse"),
        ("perdues_de_vue", "Perdues de vue", "plus depuis deux fois le délai"),
    ],
)
def test_the_coordination_chooses_a_list_and_takes_it_away(
    name: str,
    label: str,
    meaning: str,
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
    downloads: list[tuple[str, bytes]],
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="campagne", address={"campagne_liste": label}
    )
    assert not app.error
    assert meaning in said(app)
    content = dict(downloads)[f"visa_liste_{name}_2025-12-06.csv"].decode("utf-8-sig")
    listed = [table.value for table in app.dataframe if "Référence" in table.value.columns]
    # One table, or two where the callers' hours cut it.
    assert len(listed) == 1 or name == "a_rappeler"
    assert len(content.splitlines()) == sum(map(len, listed)) + 1 > 1


def test_a_measure_in_the_address_orders_the_zones(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    reached = open_dashboard(sample_books_file, "coordination", screen="campagne")
    current = open_dashboard(
        sample_books_file, "coordination", screen="campagne", address={"campagne_mesure": "Part à jour"}
    )
    assert "Personnes à jour, rapportées aux inscrites. 15 zones" in said(current)
    assert "Personnes à jour, rapportées aux inscrites. 15 zones" not in said(reached)


def test_minutes_without_an_answer_change_the_hours(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    few = open_dashboard(
        sample_books_file, "coordination", screen="campagne", address={"campagne_minutes": "0 min"}
    )
    many = open_dashboard(
        sample_books_file, "coordination", screen="campagne", address={"campagne_minutes": "10 min"}
    )

    def verdict(app: object) -> str:
        return next(line for line in said(app).splitlines() if line.startswith("Tenir les délais"))

    assert verdict(few) != verdict(many)
    assert "0 min par tentative sans réponse" in said(few)


def test_hours_of_a_selection_are_not_compared_to_the_territory_s(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="campagne", address={"sources": "Carsat"})
    assert "pour cette sélection ; les appelants en ont" in said(app)


def test_without_a_callers_file_the_hours_are_unknown(
    open_dashboard: OpenDashboard, sample_base: Base
) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM appelants")
    sample_base.close()
    app = open_dashboard(sample_base.path, "coordination", screen="campagne")
    assert "aucun fichier d'appelants n'est chargé, les heures disponibles sont inconnues" in said(app)


def test_a_campaign_that_stopped_never_ends(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="campagne", address={"date": "2026-03-01"})
    assert "jamais à ce rythme" in said(app)


def test_before_the_first_call_the_page_says_so(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file,
        "coordination",
        screen="campagne",
        address={"date": "2025-09-10", "avant": "2025-09-03"},
    )
    assert "Aucun appel n'est enregistré au 10 septembre 2025" in said(app)
    assert "Aucune personne évaluée" in said(app)
