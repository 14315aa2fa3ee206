"""One owner of the file, a cursor for each use, taking turns with other processes."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from visa_data.base import Base
from visa_data.base.migrations import schema_version, steps
from visa_data.errors import BaseBusy, BaseRefused

HOLD = """
import sys, time
from visa_data.base import Base
base = Base(sys.argv[1])
with base.cursor():
    print("tenue", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the base until its standard input closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "visa.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdin is not None
    assert process.stdout.readline() == "tenue\n"
    yield process
    process.communicate("\n")


def test_new_file_gets_the_newest_schema(tmp_path: Path) -> None:
    with Base(tmp_path / "dossier" / "visa.duckdb") as base, base.cursor() as cursor:
        assert schema_version(cursor) == steps()[-1][0]


@pytest.mark.skipif(os.name == "nt", reason="les droits d'un fichier se disent autrement sous Windows")
def test_a_new_base_and_its_folders_are_their_owner_s_alone_from_the_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, everyone_s_umask: None
) -> None:
    path = tmp_path / "au_dessus" / "neuf" / "visa.duckdb"
    with monkeypatch.context() as within:
        # A mode mended afterwards leaves a time when others may open the file.
        within.setattr(os, "chmod", lambda *arguments, **named: pytest.fail("mended afterwards"))
        with Base(path) as base:
            with base.cursor():
                assert modes(path) == EVERYTHING, "the schema is written, and its log is there"
            with base.transaction() as cursor:
                cursor.execute("INSERT INTO meta VALUES ('essai', 'oui')")
            assert modes(path) == EVERYTHING
    assert modes(path) == {"visa.duckdb": "0o600"}
    assert {oct(folder.stat().st_mode & 0o777) for folder in list(path.parents)[:2]} == {"0o700"}
    path.chmod(0o640)
    with Base(path) as base:
        with base.transaction() as cursor:
            cursor.execute("INSERT OR REPLACE INTO meta VALUES ('essai', 'encore')")
        assert modes(path) == EVERYTHING | {"visa.duckdb": "0o640", "visa.duckdb.wal": "0o640"}, (
            "what the owner chose stays"
        )


EVERYTHING = {"visa.duckdb": "0o600", "visa.duckdb.wal": "0o600", "visa.duckdb.tmp": "0o700"}


def modes(base: Path) -> dict[str, str]:
    return {file.name: oct(file.stat().st_mode & 0o777) for file in base.parent.iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="les droits d'un fichier se disent autrement sous Windows")
def test_a_log_that_others_may_read_is_closed_to_them_before_the_next_commit(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path) as base:
        with base.cursor():
            pass
        log = tmp_path / "visa.duckdb.wal"
        log.touch()
        log.chmod(0o644)
        with base.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('essai', 'oui')")
            cursor.execute("SELECT 1")
        assert modes(path)["visa.duckdb.wal"] == "0o600"
        assert log.stat().st_size > 0


def test_a_held_base_is_one_french_sentence(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(BaseBusy) as refusal, Base(tmp_path / "visa.duckdb", wait=0.3).cursor():
        pass
    assert str(refusal.value) == (
        f"Base occupée : « {tmp_path / 'visa.duckdb'} » est utilisée par un autre programme "
        "(tableau de bord ou commande en cours). Attendez qu'il ait terminé, puis recommencez."
    )


def test_waits_its_turn(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    letting_go = threading.Timer(0.4, holder.terminate)
    letting_go.start()
    with Base(tmp_path / "visa.duckdb", wait=10) as base, base.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)
    letting_go.join()


def test_lets_the_file_go_when_idle(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path, idle=0.1) as base:
        with base.cursor() as cursor:
            cursor.execute("SELECT 1")
        time.sleep(0.5)
        code = f"from visa_data.base import Base\nwith Base({str(path)!r}, wait=0).cursor() as c: print(c.execute('SELECT 41 + 1').fetchone()[0])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "42\n"
        with base.cursor() as cursor:
            assert cursor.execute("SELECT 2").fetchone() == (2,)


def test_eight_threads_read_what_is_there(tmp_path: Path) -> None:
    wrong: list[object] = []
    with Base(tmp_path / "visa.duckdb") as base:

        def read(number: int) -> None:
            for i in range(30):
                with base.cursor() as cursor:
                    row = cursor.execute(
                        "SELECT ?::INT * 1000 + sum(i) FROM range(?) t(i)", [number, i]
                    ).fetchone()
                    if row != (number * 1000 + i * (i - 1) // 2 if i else None,):
                        wrong.append((number, i, row))

        threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_two_writers_take_turns(tmp_path: Path) -> None:
    with Base(tmp_path / "visa.duckdb") as base:

        def write() -> None:
            for _ in range(10):
                with base.transaction() as cursor:
                    cursor.execute(
                        "INSERT OR REPLACE INTO meta SELECT 'essai', "
                        "(coalesce((SELECT valeur::INT FROM meta WHERE cle = 'essai'), 0) + 1)::VARCHAR"
                    )

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert base.meta("essai") == "40"


def test_a_failed_write_leaves_nothing_and_the_version_stays(tmp_path: Path) -> None:
    with Base(tmp_path / "visa.duckdb") as base:
        version = base.data_version()
        with pytest.raises(duckdb.Error), base.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('perdu', 'oui')")
            cursor.execute("INSERT INTO table_absente VALUES (1)")
        assert base.meta("perdu") is None
        assert base.data_version() == version
        with base.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('garde', 'oui')")
        assert base.data_version() != version


@pytest.mark.parametrize("content", [b"ceci n'est pas une base", b"\x89PNG\r\n\x1a\n" + b"0" * 5000])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "visa.duckdb"
    path.write_bytes(content)
    with pytest.raises(BaseRefused, match="ne peut pas être ouvert"), Base(path).cursor():
        pass
    assert path.read_bytes() == content


def test_a_foreign_duckdb_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "autre.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE ventes (montant INT)")
    with pytest.raises(BaseRefused, match="d'un autre usage"), Base(path).cursor():
        pass


def test_a_newer_base_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path) as base, base.transaction() as cursor:
        cursor.execute("UPDATE meta SET valeur = '9999' WHERE cle = 'version_schema'")
    with pytest.raises(BaseRefused, match="Mettez le tableau de bord à jour"), Base(path).cursor():
        pass
