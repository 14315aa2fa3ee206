"""Where the figures come from: files and freshness, with counts as the role may see them."""

from __future__ import annotations

from datetime import datetime

import pytest

from visa_data.base import Base
from visa_data.dossier.sources import files, freshness
from visa_data.extracts.loading.history import undo_last
from visa_data.french import NBSP, NNBSP


def put(base: Base, number: int, kind: str, name: str, lines: int, loaded: datetime) -> None:
    with base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO imports VALUES (?, ?, ?, 'e', ?, '', ?, ?, 0, 0, 0, 0, 0, 0, NULL)",
            [number, loaded, name, kind, lines, lines],
        )


@pytest.fixture
def loaded(empty_base: Base) -> Base:
    put(empty_base, 1, "personnes", "registre.csv", 1737, datetime(2025, 11, 1, 8, 0))
    put(empty_base, 2, "personnes", "complement.csv", 4, datetime(2025, 12, 7, 8, 0))
    put(empty_base, 3, "equipes", "equipes.xlsx", 7, datetime(2025, 12, 8, 8, 0))
    return empty_base


def test_lines_about_people_are_rounded_or_withheld_for_the_committee(loaded: Base) -> None:
    with loaded.cursor() as cursor:
        table = files(cursor, 11, in_full=False)
    assert table.headers == ("Fichier", "Données", "Chargé le", "Lignes lues")
    assert [(row[0], row[3]) for row in table.rows] == [
        ("equipes.xlsx", "7"),
        ("complement.csv", f"<{NBSP}11"),
        ("registre.csv", f"environ 1{NNBSP}740"),
    ]


def test_the_coordination_reads_every_count(loaded: Base) -> None:
    with loaded.cursor() as cursor:
        table = files(cursor, 11, in_full=True)
    assert table.headers[3:] == ("Lignes lues", "Ajoutées", "Modifiées", "Inchangées", "Écartées", "Rejetées")
    assert table.rows[2] == (
        "registre.csv",
        "Personnes inscrites",
        "1er novembre 2025 à 08:00",
        f"1{NNBSP}737",
        f"1{NNBSP}737",
        "0",
        "0",
        "0",
        "0",
    )


@pytest.mark.parametrize(("day", "age"), [(8, "aujourd'hui"), (9, "hier"), (11, f"il y a 3{NBSP}jours")])
def test_freshness_names_the_last_file_and_its_age(loaded: Base, day: int, age: str) -> None:
    with loaded.cursor() as cursor:
        table = freshness(cursor, datetime(2025, 12, day, 10, 0))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Équipes citoyennes"] == ("equipes.xlsx", f"8 décembre 2025 ({age})", "sans date")
    assert rows["Personnes inscrites"][0] == "complement.csv"
    assert rows["Appels"] == ("aucun fichier chargé", "–", "sans date")


def test_an_undone_import_is_no_source(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        before = files(cursor, 11, in_full=False)
    undone = undo_last(sample_base, at=datetime(2025, 12, 9))
    with sample_base.cursor() as cursor:
        after = files(cursor, 11, in_full=False)
    assert before.rows[0][0] == undone.file_name
    assert after.rows == before.rows[1:]


def test_the_sample_says_up_to_when_its_data_go(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        rows = {row[0]: row for row in freshness(cursor, datetime(2025, 12, 8, 9, 0)).rows}
    assert rows["Appels"][3] == "6 décembre 2025"
    assert rows["Appels"][2] == "8 décembre 2025 (aujourd'hui)"


def test_public_reference_files_have_a_row_only_once_loaded(loaded: Base) -> None:
    def kinds() -> set[str]:
        with loaded.cursor() as cursor:
            return {row[0] for row in freshness(cursor, datetime(2025, 12, 8, 9, 0)).rows}

    assert not kinds() & {"Mouvements de communes", "Codes postaux"}
    put(loaded, 4, "mouvements_communes", "mouvements.csv", 13, datetime(2025, 12, 8, 8, 30))
    assert kinds() & {"Mouvements de communes", "Codes postaux"} == {"Mouvements de communes"}
