"""What is destroyed, by which rule, how it is told, and that nothing of it is left in any byte that we wrote."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.plain_text import plain
from tests.retention.killed_purges import AFTER_CRISIS, kill_many
from tests.retention.lived_base import (
    GONE,
    LEFT_ON,
    PEOPLE,
    RADIATED,
    REFERENCES,
    STAYING,
    fingerprints_of,
    found_in,
    live,
)
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.extracts.answers.consents import REMEMBERED
from visa_data.extracts.kinds import every_table
from visa_data.extracts.loading.history import FORGOTTEN, history, undo_import, undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.retention.content import content_fingerprint
from visa_data.retention.due import Cause, due, tables_about_people
from visa_data.retention.purge import purge
from visa_data.settings import load
from visa_data.vocabulary import MotifEcart

USUAL = load()
AT = datetime(2021, 3, 1, 9, 0)
DAY = AT.date()


@pytest.fixture(scope="module")
def lived_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vecue") / "base.duckdb"
    live(path)
    return path


@pytest.fixture
def lived(lived_file: Path, tmp_path: Path) -> Base:
    folder = tmp_path / "base"
    shutil.copytree(lived_file.parent, folder)
    return Base(folder / "base.duckdb")


def counts(base: Base) -> dict[str, int]:
    with base.references() as cursor:
        return {
            name: cursor.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for table in every_table()
            for name in table.in_schema()
        }


def test_radiated_people_go_and_nobody_else(lived: Base) -> None:
    others = {
        name: rows for name, rows in counts(lived).items() if name in ("imports", "reunions", "decisions")
    }
    with lived:
        purged = purge(lived, DAY, USUAL, at=AT)
        assert purged is not None
        [part] = purged.done.due
        # Two of the references are one person.
        assert (part.cause, part.people, part.since) == (Cause.RADIATION, RADIATED - 1, LEFT_ON)
        found = counts(lived)
        with lived.references() as cursor:
            left = {one for (one,) in cursor.execute("SELECT reference FROM personnes").fetchall()}
        assert left == set(STAYING)
        assert found["appels"] == found["anciens_appels"] == PEOPLE - RADIATED
        assert {name: found[name] for name in others} == others
        assert purge(lived, DAY, USUAL, at=AT) is None, "nothing is due twice"


@pytest.mark.parametrize(
    ("settings", "gone"), [(USUAL, GONE), (AFTER_CRISIS, REFERENCES)], ids=["radiation", "fin de crise"]
)
def test_no_byte_of_who_is_purged_is_left(lived: Base, settings, gone: list[str]) -> None:  # type: ignore[no-untyped-def]
    folder = lived.path.parent
    needles = [one.encode() for one in gone]
    prints = fingerprints_of(lived.path, gone)
    assert found_in(folder, needles) == {"base.duckdb": len(gone)}
    assert found_in(folder, prints)["base.duckdb"] > len(prints) / 2
    with lived:
        purged = purge(lived, DAY, settings, at=AT)
        assert purged is not None and purged.rewritten
        # Open, with its log beside it, then closed.
        assert found_in(folder, needles) == found_in(folder, prints) == {}
    assert found_in(folder, needles) == found_in(folder, prints) == {}


def test_the_end_of_a_crisis_leaves_nothing_about_anybody(lived: Base, tmp_path: Path) -> None:
    with lived:
        purged = purge(lived, DAY, AFTER_CRISIS, at=AT)
        assert purged is not None
        [part] = purged.done.due
        assert (part.cause, part.people, part.since) == (Cause.CRISE, PEOPLE - 1, date(2020, 10, 10))
        found = counts(lived)
        assert {name for name in tables_about_people() if found[name]} == set()
        assert found["imports"] > 0
        # An old file registers nobody, and a later one does: no fingerprint of anybody is kept for that.
        header = "Référence;Origine;Date d'inscription;Consentement"
        path = tmp_path / "r.csv"
        path.write_text(
            f"{header}\n{REFERENCES[0]};Registre;01/03/2021;oui\n{REFERENCES[1]};CAF;02/03/2021;en attente\n",
            encoding="utf-8",
        )
        outcome = load_extract(lived, read_extract(path), at=AT)
        assert [one.reason for one in outcome.problems] == [REMEMBERED[MotifEcart.FIN_DE_CRISE]]
        assert (outcome.counts.ajoutees, outcome.counts.ecartees) == (1, 1)
        reports = tmp_path / "s.csv"
        reports.write_text(
            "N°;Reçu le;Par;Suite\nG1;01/03/2021;Un tiers;En cours\nG2;02/03/2021;Un tiers;En cours\n",
            encoding="utf-8",
        )
        outcome = load_extract(lived, read_extract(reports), at=AT)
        assert (outcome.counts.ajoutees, outcome.counts.ecartees) == (1, 1)
        assert counts(lived)["personnes_ecartees"] == 1


def test_an_old_file_and_undos_bring_nobody_back(lived: Base, tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_text(
        "Référence;Origine;Date d'inscription;Consentement\n"
        + "".join(f"{one};Registre;12/02/2019;oui\n" for one in REFERENCES),
        encoding="utf-8",
    )
    with lived:
        purge(lived, DAY, USUAL, at=AT)
        outcome = load_extract(lived, read_extract(path), at=AT)
        assert outcome.counts.ecartees == RADIATED
        assert {one.reason for one in outcome.problems} == {REMEMBERED[MotifEcart.RADIATION]}
        while not history(lived)["annule_le"].notna().all():
            undo_last(lived, at=AT)
            with lived.references() as cursor:
                back = cursor.execute(
                    "SELECT count(*) FROM personnes WHERE reference IN (SELECT unnest(?))", [GONE]
                ).fetchone()
            assert back == (0,)


def test_old_journals_keep_the_counts_of_an_import_and_nothing_else(lived: Base, tmp_path: Path) -> None:
    later = datetime(2021, 5, 11, 9)
    with lived, lived.references() as cursor:
        assert due(cursor, date(2021, 5, 10), USUAL).parts[2].total == 0
        assert due(cursor, date(2021, 5, 10), USUAL).parts[2].next_on == date(2021, 5, 11)
    with lived:
        before = history(lived)
        purged = purge(lived, later.date(), USUAL, at=later)
        assert purged is not None
        assert {part.cause for part in purged.done.due} == {Cause.RADIATION, Cause.JOURNAUX}
        after = history(lived)
        kept = ["id", "horodatage", "type", "lues", "ajoutees", "modifiees", "ecartees", "rejetees"]
        assert after[kept].equals(before[kept])
        assert set(after["fichier"]) == {FORGOTTEN} and set(after["empreinte"]) == {""}
        found = counts(lived)
        assert [name for name, rows in found.items() if name.startswith("anciens_") and rows] == []
        assert found["lignes_signalees"] == found["imports_circonstances"] == 0
        for undo in (lambda: undo_last(lived, at=AT), lambda: undo_import(lived, 1, at=AT)):
            with pytest.raises(VisaError, match="a été détruit : la base ne sait plus"):
                undo()
        # The next import takes a number of its own.
        path = tmp_path / "r.csv"
        path.write_text(
            "Référence;Origine;Date d'inscription;Consentement\nN1;Registre;12/05/2021;oui\n",
            encoding="utf-8",
        )
        assert load_extract(lived, read_extract(path), at=later).import_id == len(before) + 1


def test_nothing_due_writes_nothing(lived: Base) -> None:
    with lived:
        version = lived.data_version()
        assert purge(lived, date(2020, 4, 19), USUAL, at=AT) is None
        assert lived.data_version().split(":")[1] == version.split(":")[1]


def test_a_day_to_come_is_refused(lived: Base) -> None:
    with lived, pytest.raises(VisaError, match="rien ne se détruit au 2 mars 2021 avant ce jour"):
        purge(lived, date(2021, 3, 2), USUAL, at=AT)


def test_people_registered_since_are_said_before_they_go_too(lived: Base) -> None:
    with lived:
        with lived.transaction() as cursor:
            cursor.execute(
                "UPDATE personnes SET date_inscription = '2021-01-15' WHERE reference = ?", [STAYING[0]]
            )
        with lived.references() as cursor:
            found = due(cursor, DAY, AFTER_CRISIS)
    assert plain(found.warning).startswith("Dont 1 référence inscrite après le 10 octobre 2020.")


def test_the_memory_of_refusals_has_its_end(lived: Base, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "Référence;Origine;Date d'inscription;Consentement\nN1;Registre;12/02/2019;non\n", encoding="utf-8"
    )
    with lived:
        load_extract(lived, read_extract(path), at=AT)
        with lived.references() as cursor:
            part = due(cursor, DAY, USUAL).parts[3]
            assert (part.people, part.next_on, part.next_count) == (0, date(2024, 3, 1), 1)
        late = datetime(2024, 3, 1, 9)
        settings = replace(USUAL, conservation_journaux_mois=36, conservation_radiation_jours=0)
        purge(lived, late.date(), settings, at=late)
        with lived.references() as cursor:
            rows = cursor.execute("SELECT DISTINCT motif FROM personnes_ecartees").fetchall()
        assert rows == [("radiation",)], "those remembered that day stay"


def test_the_fingerprint_is_of_the_rows_in_whatever_order_and_file(lived: Base, tmp_path: Path) -> None:
    with lived:
        with lived.references() as cursor:
            first = content_fingerprint(cursor)
        with lived.transaction() as cursor:
            cursor.execute("CREATE TEMP TABLE tournes AS FROM appels ORDER BY hash(reference)")
            cursor.execute("DELETE FROM appels")
            cursor.execute("INSERT INTO appels FROM tournes")
        with lived.references() as cursor:
            assert content_fingerprint(cursor) == first
        with lived.transaction() as cursor:
            cursor.execute("INSERT INTO appels FROM appels LIMIT 1")
        with lived.references() as cursor:
            assert content_fingerprint(cursor) != first


@dataclass(frozen=True)
class Asked:
    path: Path
    why: str = ""


@pytest.mark.parametrize(
    ("settings", "gone"), [(USUAL, GONE), (AFTER_CRISIS, REFERENCES)], ids=["radiation", "fin de crise"]
)
def test_backups_lose_the_same_people_or_are_named(  # type: ignore[no-untyped-def]
    lived: Base, tmp_path: Path, settings, gone: list[str]
) -> None:
    """A backup from before anybody was radiated: the memory alone says who is to go."""
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    copy = folder / "hier.duckdb"
    lived.close()
    shutil.copy(lived.path, copy)
    with Base(copy) as backup, backup.transaction() as cursor:
        cursor.execute("UPDATE personnes SET date_radiation = NULL")

    def reach(_base: Base, erase: Callable[[duckdb.DuckDBPyConnection], object]) -> list[Asked]:
        with Base(copy) as backup, backup.transaction() as cursor:
            erase(cursor)
        return [Asked(copy), Asked(tmp_path / "loin.duckdb", "le disque n'est pas là")]

    with lived:
        purged = purge(lived, DAY, settings, at=AT, reach_backups=reach)
    assert purged is not None and purged.backups is not None
    assert purged.backups.reached == ("hier.duckdb",)
    assert purged.backups.unreachable == ("loin.duckdb : le disque n'est pas là",)
    assert found_in(folder, [one.encode() for one in gone]) == {}
    with Base(copy) as backup:
        assert counts(backup)["personnes"] == PEOPLE - len(gone)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize(
    ("settings", "gone"), [(USUAL, GONE), (AFTER_CRISIS, REFERENCES)], ids=["radiation", "fin de crise"]
)
def test_a_killed_purge_leaves_before_or_after(tmp_path: Path, settings, gone: list[str]) -> None:  # type: ignore[no-untyped-def]
    states = kill_many(tmp_path, 10, settings, gone)
    assert set(states) == {"avant", "apres"}
