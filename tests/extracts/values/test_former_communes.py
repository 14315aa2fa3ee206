"""Communes since merged: people, teams and population under a former code are found again, and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.extracts.loading.test_load import PEOPLE, ZONES
from tests.shared_data import shared_folder
from visa_data import settings
from visa_data.base import Base
from visa_data.errors import Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registre_aveugle import blind_register_by_zone
from visa_data.territory.former_codes import former_codes
from visa_data.territory.zones import read_zones

AT = datetime(2025, 5, 11, 8, 0)
# Invented communes, in INSEE's columns: 99003 joined 99002, which had joined 99001; 99004 was restored; 99005 was
# shared out; 99006 changed its name only; 99007 came back under its own code before it merged again.
MOVEMENTS = (
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,NCC_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,NCC_AP,LIBELLE_AP\n"
    "32,2025-01-01,COM,99012,CHARDOY,Chardoy,COM,99001,AUBRIVES,Aubrives\n"
    "32,2025-01-01,COM,99012,CHARDOY,Chardoy,COMD,99012,CHARDOY,Chardoy\n"
    "32,2025-01-01,COM,99001,AUBRIVES,Aubrives,COM,99001,AUBRIVES,Aubrives\n"
    "31,1972-01-01,COM,99003,DROUVAL,Drouval,COM,99012,CHARDOY,Chardoy\n"
    "33,1973-01-01,COM,99004,ERMOY,Ermoy,COM,99002,BOISMONT,Boismont\n"
    "21,1990-01-01,COMA,99004,ERMOY,Ermoy,COM,99004,ERMOY,Ermoy\n"
    "21,1990-01-01,COM,99002,BOISMONT,Boismont,COM,99004,ERMOY,Ermoy\n"
    "30,1980-01-01,COM,99005,FLINES,Flines,COM,99001,AUBRIVES,Aubrives\n"
    "30,1980-01-01,COM,99005,FLINES,Flines,COM,99002,BOISMONT,Boismont\n"
    "10,1985-01-01,COM,99006,GRAND,Grand,COM,99006,GRANDVAL,Grandval\n"
    "20,1950-01-01,,,,,COM,99001,AUBRIVES,Aubrives\n"
    "31,1960-01-01,COM,99007,HOUDAIN,Houdain,COM,99001,AUBRIVES,Aubrives\n"
    "21,1970-01-01,COM,99001,AUBRIVES,Aubrives,COM,99007,HOUDAIN,Houdain\n"
    "31,2000-01-01,COM,99007,HOUDAIN,Houdain,COM,99002,BOISMONT,Boismont\n"
)


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Callable[..., Outcome]:
    return lambda text, name: load_extract(empty_base, read(text, name), at=AT)


def rows(base: Base, query: str) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute(query).fetchall()


def test_every_line_of_the_file_is_kept_once(load: Callable[..., Outcome]) -> None:
    first, again = load(MOVEMENTS, "mouvements.csv"), load(MOVEMENTS, "mouvements.csv")
    assert (first.kind, first.counts.ajoutees, first.counts.lues) == ("mouvements_communes", 14, 14)
    assert (again.counts.inchangees, again.counts.lues) == (14, 14)


def test_former_codes_lead_to_the_zone_that_took_them_over(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(ZONES, "zones.geojson")
    load(MOVEMENTS, "mouvements.csv")
    with empty_base.cursor() as cursor:
        assert former_codes(cursor) == {"99012": "99001", "99003": "99001", "99007": "99002"}


def test_people_are_placed_by_a_former_code_and_told_apart(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(ZONES, "zones.geojson")
    people = PEOPLE + "A,caf,2020-01-10,,,99003,,,oui,oui\nB,caf,2020-01-10,,,99004,,,oui,oui\n"
    load(people, "avant.csv")
    placed = "SELECT reference, code_zone, ecart FROM placements ORDER BY reference"
    assert rows(empty_base, placed) == [("A", None, "code_inconnu"), ("B", None, "code_inconnu")]
    load(MOVEMENTS, "mouvements.csv")
    assert rows(empty_base, placed) == [("A", "99001", "code_ancien"), ("B", None, "code_inconnu")]
    outcome = load(people.replace("2020-01-10", "2020-01-11"), "apres.csv")
    assert [(p.line, p.reason) for p in outcome.problems if p.severity is Severity.WARNING] == [
        (2, "Ancien code de commune : la personne est placée dans la commune qui l'a reprise"),
        (3, "Code de zone qui n'est dans aucun contour chargé"),
    ]
    assert rows(empty_base, "SELECT code_zone FROM personnes ORDER BY reference") == [("99003",), ("99004",)]
    undo_last(empty_base, at=AT)
    undo_last(empty_base, at=AT)
    assert rows(empty_base, placed) == [("A", None, "code_inconnu"), ("B", None, "code_inconnu")]


def test_a_team_s_former_communes_are_reached(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(MOVEMENTS, "mouvements.csv")
    load(ZONES, "zones.geojson")
    with empty_base.cursor() as cursor:
        zones = read_zones(cursor)
    assert [zones.codes[row] for row in zones.rows_of("99012|99003")] == ["99001"]
    assert zones.rows_of("99004") == []


def test_the_population_of_merged_communes_adds_up_within_one_file(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(ZONES, "zones.geojson")
    load(MOVEMENTS, "mouvements.csv")
    header = "code_zone,annee,plus_75_ans,plus_75_ans_seuls\n"
    load(header + "99001,2020,100,40\n99012,2020,30,\n99002,2020,50,20\n", "population.csv")

    def older() -> list[tuple[float, float]]:
        with empty_base.cursor() as cursor:
            frame = blind_register_by_zone(cursor, date(2025, 5, 11), settings.load(), EVERYBODY)
        return list(zip(frame["plus_75_ans"], frame["plus_75_ans_seuls"].fillna(-1), strict=True))

    assert older() == [(130, -1), (50, 20)], "the number alone is not known for one of the two"
    load(header + "99001,2020,128,52\n", "population_2025.csv")
    assert older() == [(128, 52), (50, 20)], "another file may count the merged commune already"


@pytest.mark.real_data
def test_bermeries_is_found_again_in_l_oree_de_mormal(empty_base: Base, tmp_path: Path) -> None:
    movements = read_extract(shared_folder("data", "territoire", "mouvements-communes.csv"))
    outcome = load_extract(empty_base, movements, at=AT)
    assert (outcome.kind, outcome.counts.ajoutees, outcome.counts.rejetees) == (
        "mouvements_communes",
        movements.lines_read,
        0,
    )
    outlines = json.loads(
        shared_folder("data", "contours", "pays_de_mormal_2023_53_communes.geojson").read_text("utf-8")
    )
    kept = [f for f in outlines["features"] if f["properties"]["INSEE_COM"] != "59070"]
    assert len(kept) == 52
    (tmp_path / "zones.geojson").write_text(json.dumps(outlines | {"features": kept}), encoding="utf-8")
    load_extract(empty_base, read_extract(tmp_path / "zones.geojson"), at=AT)
    with empty_base.cursor() as cursor:
        assert former_codes(cursor)["59070"] == "59006"
