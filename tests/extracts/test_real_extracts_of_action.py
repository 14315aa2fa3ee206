"""Who acts in the Pays de Mormal, as organisations send it and in pivot format: the same tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extracts.test_real_extracts import load_style
from tests.plain_text import plain
from tests.shared_data import shared_folder
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.cooperation import Cooperation
from visa_data.cooperation.account import Account
from visa_data.errors import Severity
from visa_data.extracts.kinds import KINDS
from visa_data.vocabulary import Besoin

pytestmark = pytest.mark.real_data
ACTION = ("data", "extracts", "pays_de_mormal_action")


def load_action(style: str, folder: Path) -> tuple[Base, Account]:
    """A base with the first part's files of a style, then all of this one's in one go, by themselves."""
    base, _ = load_style(style, folder / "visa.duckdb")
    base.close()
    with Cooperation(base.path) as door:
        account = door.load(*sorted(shared_folder(*ACTION, style).iterdir()))
    return Base(base.path), account


@pytest.fixture(scope="module")
def ccas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, Account]]:
    base, account = load_action("ccas", tmp_path_factory.mktemp("ccas"))
    yield base, account
    base.close()


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, Account]]:
    base, account = load_action("clean", tmp_path_factory.mktemp("clean"))
    yield base, account
    base.close()


def counts(account: Account) -> dict[tuple[str, str], tuple[int, ...]]:
    """By file and kind: lues, ajoutees, modifiees, inchangees, ecartees, rejetees."""
    columns = ["lues", "ajoutees", "modifiees", "inchangees", "ecartees", "rejetees"]
    return {
        (row["fichier"], row["type"]): tuple(int(row[name]) for name in columns)
        for row in account.counts.to_dict("records")
    }


def test_each_line_of_the_organisations_files_is_accounted_for(ccas: tuple[Base, Account]) -> None:
    assert counts(ccas[1]) == {
        ("dispositifs.csv", "dispositifs"): (35, 35, 0, 0, 0, 0),
        ("cooperations_monalisa.csv", "cooperations"): (17, 17, 0, 0, 0, 0),
        ("registre_aidants_parrains.csv", "personnes"): (1200, 3, 967, 198, 32, 0),
        ("appelants.csv", "appelants"): (85, 85, 0, 0, 0, 0),
        ("acteurs.xlsx", "acteurs"): (45, 45, 0, 0, 0, 0),
        ("je_vous_visite.xlsx", "appels"): (99, 99, 0, 0, 0, 0),
        ("suivi_orientations.csv", "suites"): (826, 823, 0, 1, 0, 2),
        ("signalements.csv", "signalements"): (150, 150, 0, 0, 0, 0),
        ("je_vous_visite.xlsx", "binomes"): (111, 111, 0, 0, 0, 0),
    }


def test_each_line_of_the_clean_files_is_accounted_for(clean: tuple[Base, Account]) -> None:
    assert counts(clean[1]) == {
        ("dispositifs.csv", "dispositifs"): (35, 35, 0, 0, 0, 0),
        ("cooperations.csv", "cooperations"): (17, 17, 0, 0, 0, 0),
        ("personnes.csv", "personnes"): (1200, 0, 965, 203, 32, 0),
        ("appelants.csv", "appelants"): (85, 85, 0, 0, 0, 0),
        ("acteurs.csv", "acteurs"): (45, 45, 0, 0, 0, 0),
        ("visites.csv", "appels"): (99, 99, 0, 0, 0, 0),
        ("suites.csv", "suites"): (825, 825, 0, 0, 0, 0),
        ("signalements.csv", "signalements"): (150, 150, 0, 0, 0, 0),
        ("binomes.csv", "binomes"): (111, 111, 0, 0, 0, 0),
    }


def test_the_spoilt_lines_are_told(ccas: tuple[Base, Account]) -> None:
    suites = next(one for one in ccas[1].outcomes if one.kind == "suites")
    rejected = [p for p in suites.problems if p.severity is Severity.REJECTED]
    assert [(p.line, p.column, p.value, plain(p.reason)) for p in rejected] == [
        (10, "Suite donnée", "Prise en chrage", "Statut de suite inconnu"),
        (11, "N° registre", "", "Valeur obligatoire absente"),
    ]
    assert [proposal.correction.value for proposal in suites.proposals] == ["Prise en charge"]
    repeated = [p.line for p in suites.problems if "répétée à l'identique" in plain(p.reason)]
    assert repeated == [7]
    other = [
        p
        for one in ccas[1].outcomes
        for p in one.problems
        if one.kind != "suites" and p.severity is Severity.REJECTED
    ]
    assert other == []


def rows_of(base: Base, table: str, *without: str) -> set[tuple[object, ...]]:
    kind = KINDS[table]
    columns = [name for name in (*kind.table.key, *kind.table.columns) if name not in without]
    with base.cursor() as cursor:
        found = cursor.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("table", ["acteurs", "appelants", "binomes", "dispositifs", "cooperations"])
def test_both_styles_hold_the_same_rows(
    ccas: tuple[Base, Account], clean: tuple[Base, Account], table: str
) -> None:
    assert rows_of(ccas[0], table) == rows_of(clean[0], table) != set()


def test_both_styles_hold_the_same_visits_but_for_the_needs_that_one_does_not_ask(
    ccas: tuple[Base, Account], clean: tuple[Base, Account]
) -> None:
    visits = []
    for base, _ in (ccas, clean):
        with base.cursor() as cursor:
            rows = cursor.execute(
                "SELECT * EXCLUDE (import_id, besoins) FROM appels WHERE type_appel = 'visite'"
            ).fetchall()
        visits.append(set(rows))
    assert len(visits[0]) == 99
    assert visits[0] == visits[1]


def test_both_styles_hold_the_same_reports_but_for_the_coordinates_that_one_lacks(
    ccas: tuple[Base, Account], clean: tuple[Base, Account]
) -> None:
    raw, pivot = (rows_of(one[0], "signalements", "latitude", "longitude") for one in (ccas, clean))
    assert len(raw) == 150
    assert raw == pivot


def test_both_styles_hold_the_same_follow_ups_but_for_the_spoilt_lines(
    ccas: tuple[Base, Account], clean: tuple[Base, Account]
) -> None:
    raw, pivot = (rows_of(one[0], "suites") for one in (ccas, clean))
    assert raw < pivot
    key = KINDS["suites"].table.key
    missing = sorted(
        (row["reference"], str(row["date"]), row["objet"])
        for row in (dict(zip(key, one, strict=False)) for one in pivot - raw)
    )
    assert missing == [("R000008", "2020-04-24", "orientation"), ("R000008", "2020-04-28", "orientation")]


def test_the_base_holds_what_the_clean_files_say(clean: tuple[Base, Account]) -> None:
    """Cell by cell, by another reader; of needs, the order is the guide's."""
    order = [need.value for need in Besoin]
    for table in ("acteurs", "appelants", "suites", "signalements", "binomes", "dispositifs", "cooperations"):
        with (shared_folder(*ACTION, "clean") / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
        columns = list(written[0])
        with clean[0].cursor() as cursor:
            kept = cursor.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        if table == "acteurs":
            for row in written:
                row["besoins"] = "|".join(sorted(filter(None, row["besoins"].split("|")), key=order.index))
        assert sorted(_texts(columns, row) for row in kept) == sorted(
            _texts(columns, [row[name] for name in columns]) for row in written
        ), table


def _texts(columns: list[str], row: object) -> tuple[str, ...]:
    numbers = {"latitude", "longitude", "heures", "heures_semaine", "cout_eur"}
    return tuple(
        ""
        if value in (None, "")
        else f"{float(value):.6f}"
        if name in numbers
        else str(value)[: 7 if name == "mois" else None]
        for name, value in zip(columns, row, strict=True)  # type: ignore[call-overload]
    )


def test_nobody_s_name_nor_a_comment_enters_the_base(ccas: tuple[Base, Account]) -> None:
    base, account = ccas
    left = {column.header for extract in account.extracts for column in extract.recognition.excluded}
    assert left == {"Prénom", "Nom de la personne signalée", "Commentaire"}
    base.close()
    content = base.path.read_bytes()
    assert [word for word in ("Wallet", "Karim", "sa fille") if word.encode() in content] == []


def test_each_file_is_loaded_by_the_command_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One by one, whatever the order: only what its people or its callers bring is waited for."""
    for style in ("clean", "ccas"):
        base = str(tmp_path / f"{style}.duckdb")
        register = next(
            p for p in shared_folder(*ACTION, style).iterdir() if p.stem.startswith(("personnes", "registre"))
        )
        assert main(["importer", "--base", base, str(register)]) == 0
        codes = {
            path.name: main(["importer", "--base", base, str(path)])
            for path in sorted(shared_folder(*ACTION, style).iterdir(), reverse=True)
            if path != register
        }
        assert {name for name, code in codes.items() if code} == (
            {"suivi_orientations.csv"} if style == "ccas" else set()
        ), capsys.readouterr()
