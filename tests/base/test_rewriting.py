"""What was erased is in no byte left in the folder; killed at any moment, the base is one file or the other."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.killed_actions import kill_again_and_again
from visa_data.base import Base, file, rewriting
from visa_data.base.rewriting import awaits_rewriting, folder_aside, mark_erasure
from visa_data.duplicates.joining import PairDecision, decide, withdraw
from visa_data.duplicates.key import KeyFile
from visa_data.errors import BaseBusy, BaseRefused
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
HEADER = "Référence;Nom;Prénom;Date de naissance;Code INSEE;Origine;Date d'inscription;Consentement\n"
GONE = [f"ZZQX-{number:04d}" for number in range(1000, 1050)]
STAYING = [f"KEEP-{number:04d}" for number in range(2000, 2050)]


@pytest.fixture(autouse=True)
def _texts_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB compresses texts: written plain, each reference that is left somewhere is seen."""
    monkeypatch.setitem(file.CONFIG, "force_compression", "uncompressed")


@pytest.fixture
def base(tmp_path: Path):
    with Base(tmp_path / "data" / "visa.duckdb") as base:
        yield base


def register(base: Base, references: list[str], consent: str, *, year: int = 1931) -> None:
    folder = base.path.parent.parent
    path = folder / "registre.csv"
    lines = [
        f"{reference};Inventois{reference[-2:]};Odette;11/04/{year};99001;Registre;12/02/2019;{consent}\n"
        for reference in references
    ]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    load_extract(base, read_extract(path, key=KeyFile(folder / "cle")), at=AT)


def calls(base: Base, references: list[str], level: int) -> None:
    path = base.path.parent.parent / "appels.csv"
    lines = [f"{reference};04/05/2020;10:00;Joint;{level}\n" for reference in references]
    path.write_text("Référence;Date;Heure;Résultat;Niveau\n" + "".join(lines), encoding="utf-8")
    load_extract(base, read_extract(path), at=AT)


def readable(folder: Path, words: list[str]) -> set[str]:
    """Those of the words that are in the bytes of any file of the folder, in UTF-8 or UTF-16."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found |= {word for word in words if word.encode() in data or word.encode("utf-16-le") in data}
    return found


def fingerprints(base: Base, references: list[str]) -> list[bytes]:
    with base.references() as cursor:
        rows = cursor.execute(
            "SELECT empreinte FROM empreintes WHERE reference IN (SELECT unnest(?::VARCHAR[]))", [references]
        ).fetchall()
    return [int(value).to_bytes(8, "little", signed=True) for (value,) in rows]


def by_refusal(base: Base) -> None:
    register(base, GONE, "non")


def by_undo(base: Base) -> None:
    """The calls, the same calls changed, then the register."""
    for _ in range(3):
        undo_last(base, at=AT)


@pytest.mark.parametrize("gone", [by_refusal, by_undo])
def test_what_left_the_base_is_in_no_byte_of_its_folder(base: Base, gone: Callable[[Base], None]) -> None:
    folder = base.path.parent
    register(base, STAYING, "oui", year=1929)
    register(base, GONE, "oui")
    calls(base, GONE, 2)
    calls(base, GONE, 3)
    theirs = fingerprints(base, GONE)
    base.close()
    assert readable(folder, GONE) == set(GONE)
    assert any(one in base.path.read_bytes() for one in theirs), "or the search below would find nothing ever"
    gone(base)
    assert readable(folder, GONE) == set(), "while the base is open"
    others = set(fingerprints(base, STAYING))
    base.close()
    assert readable(folder, GONE) == set()
    assert not any(one in path.read_bytes() for path in folder.iterdir() for one in set(theirs) - others)
    assert readable(folder, STAYING) == set(STAYING)
    assert {path.name for path in folder.iterdir()} <= {"visa.duckdb", "visa.duckdb.wal", "cle_doublons"}


def test_who_was_joined_to_somebody_leaves_as_well(base: Base) -> None:
    register(base, [*STAYING, *GONE], "oui")
    decide(base, GONE[0], STAYING[0], PairDecision.SAME, at=AT, by="coordination")
    decide(base, GONE[1], STAYING[1], PairDecision.SAME, at=AT, by="coordination")
    withdraw(base, GONE[1], STAYING[1], at=AT, by="coordination")
    base.close()
    register(base, GONE, "non")
    # Joined to one who refuses, she is erased with her; parted from the other, she stays.
    assert readable(base.path.parent, [*GONE, *STAYING]) == set(STAYING[1:])


def test_the_new_file_says_all_that_the_old_one_said(base: Base) -> None:
    register(base, STAYING, "oui")
    with base.transaction() as cursor:
        cursor.execute("SELECT nextval('suite_decisions') FROM range(7)").fetchall()
    schema = (
        "SELECT table_name, sql FROM duckdb_tables() WHERE database_name = current_database() ORDER BY ALL",
        "SELECT view_name, sql FROM duckdb_views() WHERE NOT internal AND database_name = current_database() ORDER BY ALL",
        "SELECT table_name, constraint_text FROM duckdb_constraints() WHERE database_name = current_database() ORDER BY ALL",
    )

    def said() -> list[object]:
        with base.references() as cursor:
            tables = [name for name, _ in cursor.execute(schema[0]).fetchall()]
            return [
                *(cursor.execute(query).fetchall() for query in schema),
                *(cursor.execute(f'FROM "{name}"').fetchall() for name in tables),
            ]

    before, version = said(), base.meta("version_donnees")
    base.rewrite()
    assert said() == before, "the order of the rows included"
    assert base.meta("version_donnees") == version
    with base.transaction() as cursor:
        assert cursor.execute("SELECT nextval('suite_decisions')").fetchone() == (8,)
        with pytest.raises(duckdb.ConstraintException):
            cursor.execute("INSERT INTO personnes SELECT * FROM personnes LIMIT 1")
        cursor.rollback()
        cursor.begin()


@pytest.mark.skipif(os.name == "nt", reason="les droits d'un fichier se disent autrement sous Windows")
def test_the_new_file_has_the_rights_and_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "ailleurs" / "visa.duckdb"
    link = tmp_path / "visa.duckdb"
    with Base(path) as base, base.cursor():
        pass
    path.chmod(0o640)
    link.symlink_to(path)
    number = path.stat().st_ino
    with Base(link) as base:
        base.rewrite()
    assert link.is_symlink()
    assert (path.stat().st_ino != number, oct(path.stat().st_mode & 0o777)) == (True, "0o640")


def test_readers_wait_for_the_new_file_and_are_not_told_that_the_base_was_replaced(base: Base) -> None:
    register(base, STAYING, "oui")
    read: list[int] = []
    over = threading.Event()

    def act() -> None:
        while not over.is_set():
            with base.cursor() as cursor:
                read.append(cursor.execute("SELECT count(*) FROM personnes").fetchone()[0])

    readers = [threading.Thread(target=act) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        seen = len(read)
        with base.transaction() as cursor:
            mark_erasure(cursor)
        base.rewrite()
        while len(read) < seen + 8:
            over.wait(0.01)
    over.set()
    for reader in readers:
        reader.join()
    assert set(read) == {len(STAYING)}
    with base.transaction() as cursor:
        assert not awaits_rewriting(cursor)


def test_who_holds_a_cursor_keeps_the_file_and_the_last_one_given_back_has_it_rewritten(base: Base) -> None:
    with base.references() as reader:
        with base.transaction() as cursor:
            mark_erasure(cursor)
        number = base.path.stat().st_ino
        assert awaits_rewriting(reader), "her thread reads on"
    assert base.path.stat().st_ino != number
    with base.references() as reader:
        assert not awaits_rewriting(reader)


def test_a_cursor_kept_too_long_is_said(base: Base) -> None:
    base.close()
    base = Base(base.path, wait=0.2)
    lent, over = threading.Event(), threading.Event()

    def keep() -> None:
        with base.references():
            lent.set()
            over.wait()

    keeper = threading.Thread(target=keep)
    keeper.start()
    lent.wait()
    try:
        with pytest.raises(BaseBusy):
            base.rewrite()
    finally:
        over.set()
        keeper.join()
    base.rewrite()
    base.close()


def test_what_prevents_the_copy_undoes_nothing_and_the_next_opening_makes_it(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(base, GONE, "oui")
    base.close()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", full)
        register(base, GONE, "non")
        with base.references() as cursor:
            assert awaits_rewriting(cursor)
            assert cursor.execute("SELECT count(*) FROM personnes").fetchone() == (0,)
        with pytest.raises(BaseRefused, match="plus de place"):
            base.rewrite()
        assert not folder_aside(base.path).exists()
        base.close()
        assert readable(base.path.parent, GONE)
    with base.references() as cursor:
        assert not awaits_rewriting(cursor)
    assert not readable(base.path.parent, GONE)


def test_a_copy_that_lacks_rows_never_takes_the_place_of_the_base(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(base, STAYING, "oui")
    true = rewriting.contents
    monkeypatch.setattr(
        rewriting,
        "contents",
        lambda cursor, database: (
            true(cursor, database) | ({"personnes": (49, 0)} if database == rewriting.NEW else {})
        ),
    )
    with pytest.raises(BaseRefused, match="Copie de la base inexacte"):
        base.rewrite()
    with base.references() as cursor:
        assert cursor.execute("SELECT count(*) FROM personnes").fetchone() == (len(STAYING),)


def test_what_a_killed_query_had_spilled_goes_at_the_next_opening(base: Base) -> None:
    spilled = base.path.with_name("visa.duckdb.tmp")
    spilled.mkdir(parents=True)
    (spilled / "duckdb_temp_storage_DEFAULT-0.tmp").write_text(GONE[0])
    with base.cursor():
        assert not list(spilled.iterdir())
    base.close()
    assert not spilled.exists()


def erase_and_rewrite(folder: Path) -> None:
    """Run by tests.killed_actions: mark what was erased before, and what follows."""
    with Base(folder / "data" / "visa.duckdb") as base, base.transaction() as cursor:
        mark_erasure(cursor)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_killed_at_any_moment_it_is_one_file_or_the_other_and_nothing_stays_beside(tmp_path: Path) -> None:
    template = tmp_path / "avant"
    template.mkdir()
    with Base(template / "data" / "visa.duckdb") as base:
        register(base, [*STAYING, *GONE], "oui")
        with base.transaction() as cursor:
            cursor.execute("DELETE FROM personnes WHERE reference LIKE 'ZZQX%'")
            cursor.execute("DELETE FROM placements WHERE reference LIKE 'ZZQX%'")
            cursor.execute("DELETE FROM empreintes WHERE reference LIKE 'ZZQX%'")
    marked = set()
    for left in kill_again_and_again(
        "tests.base.test_rewriting:erase_and_rewrite",
        template,
        tmp_path / "tues",
        ("visa_data.base.rewriting", "visa_data.base.connection", "visa_data.base.file"),
    ):
        folder = left / "data"
        with Base(folder / "visa.duckdb") as base, base.references() as cursor:
            assert cursor.execute("SELECT count(*), min(reference) FROM personnes").fetchone() == (
                50,
                STAYING[0],
            )
            assert not awaits_rewriting(cursor)
        names = {path.name for path in folder.iterdir()}
        assert names <= {"visa.duckdb", "visa.duckdb.tour"}, left.name
        marked.add(bool(readable(folder, GONE)))
        assert readable(folder, STAYING) == set(STAYING)
    # Killed before it was marked, nothing was asked; marked, the next opening did what was left.
    assert marked == {True, False}
