"""The loop of a mobile service: whom it counts, what it refuses in a sentence, what it says when it is not sure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.indicators.small_base import add_needs, add_person, add_zones
from tests.plain_text import plain
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.tournee import tour

DAY = date(2020, 5, 10)
SETTINGS = settings.load()
STEP_KM = 7.1
"""Between the points of two neighbouring zones, a little more."""


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Four zones side by side; two people who need to talk in the second, three in the fourth, one nowhere."""
    with Base(tmp_path / "tournee.duckdb") as opened:
        add_zones(opened, "99001", "99002", "99003", "99004")
        for number, longitude in enumerate((3.15, 3.15, 3.35, 3.35, 3.35)):
            zone = "99002" if number < 2 else "99004"
            source = "carsat" if number == 4 else "registre_communal"
            add_person(opened, f"R{number}", zone=zone, point=(50.05, longitude), source=source)
        add_person(opened, "R5", zone="99002")
        add_person(opened, "R6", zone="99003", point=(50.05, 3.25))
        add_needs(opened, *((f"R{number}", "parler", "2020-05-01", "exprime") for number in range(6)))
        add_needs(opened, ("R6", "parler", "2020-05-01", "exprime"), ("R6", "parler", "2020-05-09", "pourvu"))
        yield opened


def asked(base: Base, filters: Filters = EVERYBODY, seconds: int = 20, **more: Any) -> Any:
    with base.cursor() as cursor:
        thresholds = replace(SETTINGS, solveur_secondes=seconds)
        return tour(cursor, DAY, thresholds, filters, **{"need": "parler", "start": "99001", **more})


def places(base: Base, **more: Any) -> list[tuple[str, int, int]]:
    table = asked(base, **more)
    return list(
        zip(
            table["code_zone"],
            table["nouvelles_personnes"].tolist(),
            table["cumul"].tolist(),
            strict=True,
        )
    )


def test_counts_those_whose_need_is_open_near_a_stop(base: Base) -> None:
    """Whose need has been met and who has no coordinates are not counted; the zone without need is no stop."""
    assert places(base) == [("99002", 2, 2), ("99004", 3, 5), ("99001", 0, 5)]
    table = asked(base)
    legs = table["km_depuis_precedent"].tolist()
    assert legs == pytest.approx([STEP_KM, 2 * STEP_KM, 3 * STEP_KM], rel=0.02)
    assert sum(legs) == pytest.approx(table.attrs["loop_km"])
    assert table.attrs["optimal"] and table.attrs["bound"] == 5


def test_the_loop_and_the_number_of_stops_are_limits(base: Base) -> None:
    assert places(base, stops=1) == [("99004", 3, 3), ("99001", 0, 3)]
    assert places(base, loop_km=20.0) == [("99002", 2, 2), ("99001", 0, 2)]
    assert places(base, loop_km=20.0, start="99004") == [("99004", 3, 3), ("99004", 0, 3)]
    assert places(base, radius_km=8.0, stops=1, loop_km=50.0)[0] == ("99003", 5, 5)


def test_filters_choose_whom_it_counts(base: Base) -> None:
    assert places(base, filters=Filters(sources=("carsat",))) == [("99004", 1, 1), ("99001", 0, 1)]


def test_who_cannot_be_counted_and_that_nobody_can_be_reached_are_told(base: Base) -> None:
    assert asked(base).attrs["note"] == (
        "Une personne dont ce besoin est ouvert, sans coordonnées, ne peut être comptée."
    )
    empty = asked(base, need="sortir")
    assert empty.empty and empty.attrs["note"] == (
        "Aucune tournée : personne dont ce besoin est ouvert ne vit assez près d'un arrêt que la boucle permet."
    )
    assert asked(base, loop_km=10.0).empty


def test_out_of_time_it_says_the_bound(base: Base) -> None:
    table = asked(base, seconds=0, start="99003")
    assert not table.attrs["optimal"]
    assert plain(table.attrs["note"]).startswith(
        "Tournée la meilleure trouvée dans le temps prévu, sans preuve qu'elle est optimale : aucune n'atteindrait plus "
        "de 5 personnes."
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "Besoin à choisir : donnez avec --besoin le code d'un des dix besoins : se_nourrir,"),
        (["--besoin", "danser"], "Besoin inconnu : donnez avec --besoin"),
        (["--besoin", "parler"], "Départ à choisir : donnez avec --depart le code d'une zone"),
        (
            ["--besoin", "parler", "--depart", "75056"],
            "Départ inconnu : « 75056 » n'est pas le code d'une zone du territoire.",
        ),
        (["--besoin", "parler", "--depart", "99001", "--arrets", "0"], "Valeur hors bornes : --arrets"),
        (["--besoin", "parler", "--depart", "99001", "--arrets", "11"], "Valeur hors bornes : --arrets"),
        (["--besoin", "parler", "--depart", "99001", "--rayon-km", "0"], "Valeur hors bornes : --arrets"),
        (["--besoin", "parler", "--depart", "99001", "--boucle-km", "nan"], "Valeur hors bornes : --arrets"),
    ],
)
def test_what_it_cannot_do_is_one_sentence(
    base: Base, capsys: pytest.CaptureFixture[str], options: list[str], sentence: str
) -> None:
    base.close()
    told = ["indicateur", "tournee", "--base", str(base.path), "--date", "2020-05-10", *options]
    assert main(told) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and plain(printed.err).strip().startswith(sentence)
    assert "\n" not in printed.err.strip()


def test_the_command_gives_the_loop_and_the_radius_that_implantations_has_too(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    base.close()
    told = ["--base", str(base.path), "--date", "2020-05-10"]
    assert main(["indicateur", "tournee", "--besoin", "parler", "--depart", "99001", *told]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == [
        "ordre",
        "code_zone",
        "nom_zone",
        "nouvelles_personnes",
        "cumul",
        "km_depuis_precedent",
    ]
    assert [row[:5] for row in rows[1:]] == [
        ["1", "99002", "Zone 99002", "2", "2"],
        ["2", "99004", "Zone 99004", "3", "5"],
        ["3", "99001", "Zone 99001", "0", "5"],
    ]
    assert all(len(row[5].partition(".")[2]) == 2 for row in rows[1:])
