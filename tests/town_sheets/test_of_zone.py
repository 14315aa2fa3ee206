"""The coordination's sheets, against the contract's worked example and the rows of its files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.plain_text import plain
from tests.shared_data import shared_folder
from tests.town_sheets.conftest import opened, pages_of, sheet_of, texts
from tests.traces import traces_of
from visa_data.base import Base
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision, update_status
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.settings import load
from visa_data.town_sheets.making import places_asked, sheets
from visa_data.town_sheets.of_zone import FILTERED, FOR_THE_MAYOR
from visa_data.town_sheets.sheet import TownSheet
from visa_data.vocabulary import Besoin, StatutDecision

DAY, BEFORE = date(2020, 5, 10), date(2020, 5, 3)
AT = datetime(2020, 5, 10, 9)


@pytest.fixture(scope="module")
def read(worked_example_file: Path) -> dict[str, TownSheet]:
    with opened(worked_example_file, DAY, BEFORE) as book:
        return {one.code: one for one in sheets(book, places_asked(book, []))}


def expected(name: str) -> list[dict[str, str]]:
    path = shared_folder("design", "worked-example", "expected", f"{name}.csv")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def facts(sheet: TownSheet) -> dict[str, str]:
    return {one.label: plain(one.value) for one in sheet.facts}


def test_what_each_mayor_is_told(read: dict[str, TownSheet]) -> None:
    assert [plain(one.opening) for one in read.values()] == [
        "1 personne isolée, à portée d'une équipe ; aucune équipe n'y a de place libre.",
        "2 personnes isolées, toutes à portée d'une équipe.",
        "1 personne isolée, personne n'y va.",
        "Personne n'y est inscrit : nous ne savons pas qui y vit isolé.",
    ]
    assert [one.name for one in read.values()] == ["Aubrives", "Boismont", "Corvilly", "Dormans"]


def test_who_may_go_there(read: dict[str, TownSheet]) -> None:
    """E1 has one place for P1; E2 has four for P4 and P5; E3 sleeps."""
    assert read["99001"].who.tables[0].rows == (("A. Équipe d'Aubrives", "1", "aucune"),)
    assert read["99002"].who.tables[0].rows == (("A. Équipe de Boismont", "2", "2"),)
    assert [plain(text) for text in read["99003"].who.sentences] == [
        "Aucune équipe citoyenne n'y va.",
        "La plus proche : Équipe de Boismont, à 3,6 km à vol d'oiseau (distance médiane des personnes isolées) ; "
        "places libres : 2.",
    ]
    assert not read["99003"].who.tables
    assert "(depuis le milieu de la zone)" in read["99004"].who.sentences[1]


def test_the_figures_and_needs_are_those_of_the_contract(read: dict[str, TownSheet]) -> None:
    needs = expected("besoins_par_zone")
    for row in expected("couverture_par_zone"):
        sheet = read.get(row["code_zone"])
        if sheet is None:
            continue
        found = facts(sheet)
        assert found["Personnes inscrites"] == row["inscrits"]
        assert found["Perdues de vue"] == row["perdus_de_vue"]
        rate = row["taux_joints"]
        assert found["Part jointe"] == (f"{float(rate) * 100:.0f} %" if rate else "–")
        mine = [need for need in needs if need["code_zone"] == sheet.code]
        assert found["Besoins non pourvus"] == str(sum(int(need["non_pourvus"]) for need in mine))
        told = {row[0]: row[1:] for part in sheet.parts[:1] for table in part.tables for row in table.rows}
        assert told == {
            Besoin(need["besoin"]).label: (need["ouverts"], need["non_pourvus"], need["ressources"])
            for need in mine
            if need["ouverts"] != "0" or need["ressources"] == "0"
        }


def test_when_a_need_is_unmet_is_told_as_the_settings_have_it(worked_example_file: Path) -> None:
    for days in (7, 30):
        with opened(worked_example_file, DAY, BEFORE) as book:
            book.settings = replace(book.settings, besoin_non_pourvu=days)
            assert f"depuis {days} jours" in plain(sheet_of(book, "99001").parts[0].notes[-1])


def test_the_change_since_the_compared_day(worked_example_file: Path) -> None:
    """P6, who lives alone in Boismont, left on 1 May."""
    with opened(worked_example_file, DAY, date(2020, 4, 30)) as book:
        sheet = sheet_of(book, "99002")
    assert plain(sheet.since) == "Les chiffres, et depuis le 30 avr."
    changes = {one.label: one.change for one in sheet.facts}
    assert changes["Personnes inscrites"] == changes["Personnes isolées"] == "−1"


def test_resources_that_reach_it(read: dict[str, TownSheet]) -> None:
    assert [plain(text) for text in read["99002"].parts[1].tables[0].rows[0]] == [
        "Club des aînés",
        "Parler avec autrui et Pouvoir sortir et maintenir une activité physique",
        "jamais",
    ]
    assert [plain(row[2]) for row in read["99001"].parts[1].tables[0].rows] == ["1er mars 2020"]
    assert read["99003"].parts[1].sentences == ("Aucune ressource active n'y va.",)


def test_the_drawing_names_what_borders_it(read: dict[str, TownSheet]) -> None:
    sheet = read["99002"]
    assert sheet.drawing is not None and "Boismont" in sheet.drawing.svg
    assert (
        plain(sheet.said)
        == "Carte : Boismont, bordée par Aubrives et Corvilly. Équipes sur la carte : A et ◆."
    )
    assert {*sheet.drawing.unnamed} | {
        name for name in ("Aubrives", "Corvilly") if name in sheet.drawing.svg
    } == {
        "Aubrives",
        "Corvilly",
    }


def test_what_was_decided_there(contract: Callable[[], Path]) -> None:
    path, settings = contract(), load()
    with Base(path) as base:
        for text, zone in (("Ouvrir un arrêt", "99003"), ("Écrire au CLIC", "99001"), ("Revoir tout", "")):
            record_decision(base, BEFORE, Draft(text, "CCAS", date(2020, 5, 8), zone), AT, settings)
        dropped = record_decision(base, BEFORE, Draft("Fermer", "CCAS", DAY, "99003"), AT, settings)
        update_status(base, dropped.id, 1, StatutDecision.ABANDONNEE, DAY, AT)
        done = record_decision(base, BEFORE, Draft("Appeler", "Mairie", DAY, "99003"), AT, settings)
        update_status(base, done.id, 1, StatutDecision.FAITE, DAY, AT)
    with opened(path, DAY, BEFORE) as book:
        decided = sheet_of(book, "99003").parts[2]
        nothing = sheet_of(book, "99002").parts[2]
    assert [tuple(map(plain, row)) for row in decided.tables[0].rows] == [
        ("Ouvrir un arrêt", "CCAS", "8 mai 2020", "En retard de 2 jours"),
        ("Appeler", "Mairie", "10 mai 2020", "Faite le 10 mai"),
    ]
    assert nothing.sentences == ("Aucune décision n'a encore été prise ici.",)


def test_whose_version_and_filters_are_said(worked_example_file: Path) -> None:
    with opened(worked_example_file, DAY, BEFORE) as book:
        assert FOR_THE_MAYOR in sheet_of(book, "99001").lead
        assert FILTERED not in sheet_of(book, "99001").lead
    with opened(worked_example_file, DAY, BEFORE, Filters(sources=("carsat",))) as book:
        sheet = sheet_of(book, "99002")
    assert FILTERED in sheet.lead and plain(sheet.opening).startswith("1 personne isolée")


def test_without_any_team(contract: Callable[[], Path]) -> None:
    path = contract()
    with Base(path) as base, base.transaction() as cursor:
        cursor.execute("UPDATE equipes SET statut = 'en_sommeil'")
    with opened(path, DAY, BEFORE) as book:
        sheet = sheet_of(book, "99001")
    assert sheet.who.sentences == ("Aucune équipe citoyenne n'est active à cette date.",)
    assert plain(sheet.opening) == "1 personne isolée, personne n'y va."


def test_one_zone_in_the_territory(contract: Callable[[], Path]) -> None:
    path = contract()
    with Base(path) as base, base.transaction() as cursor:
        cursor.execute("DELETE FROM zones WHERE code <> '99003'")
    with opened(path, DAY, BEFORE) as book:
        assert [one.code for one in sheets(book, places_asked(book, []))] == ["99003"]
        sheet = sheet_of(book, "99003")
        assert len(pages_of(book).pages) == 1
    assert plain(sheet.opening) == "1 personne isolée, personne n'y va."
    assert "sans voisine dans le territoire" in sheet.said


def test_a_code_that_is_none_s(worked_example_file: Path) -> None:
    with opened(worked_example_file, DAY, BEFORE) as book:
        with pytest.raises(VisaError, match="« 99009 » n'est le code d'aucune zone de la base"):
            places_asked(book, ["99001", "99009"])
        assert places_asked(book, ["99003", "99001", "99003"]) == ["99001", "99003"]


def test_a_base_without_zones(empty_base: Base) -> None:
    empty_base.close()
    with opened(empty_base.path, DAY, BEFORE) as book, pytest.raises(VisaError, match="aucun contour"):
        places_asked(book, [])


def test_nothing_of_anyone(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        traces = traces_of(cursor)
    sample_base.close()
    with opened(sample_base.path, date(2025, 12, 6), date(2025, 11, 29)) as book:
        content = "\n".join(text for one in sheets(book, places_asked(book, [])) for text in texts(one))
    assert "Lussignolles" in content and "personnes et lieux inventés" in content
    assert traces.found_in(content.encode()) == []
