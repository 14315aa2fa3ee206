"""An encrypted base: what opens it, what does not, and no plain byte of it anywhere."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.killed_actions import kill_again_and_again
from visa_data.base import Base, file
from visa_data.base.conversion import decrypt, encrypt
from visa_data.base.rewriting import mark_erasure
from visa_data.command_line import main
from visa_data.errors import BaseRefused, VisaError
from visa_data.sample import fill_with_sample

AT = datetime(2020, 5, 11, 8, 0)
SAID = b"ZZQX-phrase-inventee"

pytest.importorskip(
    "duckdb_extension_httpfs", reason="sans cette extension, DuckDB n'écrit pas de base chiffrée"
)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "ailleurs" / "cle_base"


def write(base: Base, rows: int = 1) -> None:
    with base.transaction() as cursor:
        cursor.execute(
            f"INSERT INTO meta SELECT 'essai' || i, '{SAID.decode()}' || i FROM range({rows}) t(i)"
        )


def plain(folder: Path) -> set[str]:
    """The files of the folder in which what was written can be read."""
    return {path.name for path in folder.rglob("*") if path.is_file() and SAID in path.read_bytes()}


@pytest.fixture(autouse=True)
def _texts_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(file.CONFIG, "force_compression", "uncompressed")


def test_a_new_base_with_a_key_is_encrypted_with_its_log(tmp_path: Path, key: Path) -> None:
    folder = tmp_path / "data"
    with Base(folder / "visa.duckdb", key=key) as base:
        assert base.encrypted
        write(base)
        log = folder / "visa.duckdb.wal"
        assert log.stat().st_size and plain(folder) == set()
        if os.name == "posix":
            assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir() if path.is_file()} == {
                "0o600"
            }
    assert plain(folder) == set()
    assert [oct(key.stat().st_mode & 0o777), len(key.read_bytes())] == ["0o600", 32]
    with Base(folder / "visa.duckdb", key=key) as base:
        assert base.meta("essai0") == f"{SAID.decode()}0"
        base.rewrite()
        assert base.meta("essai0") == f"{SAID.decode()}0"
    assert plain(folder) == set()


def test_what_a_query_spills_to_the_disk_is_encrypted(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(file.CONFIG, "memory_limit", "60MB")
    path = tmp_path / "data" / "visa.duckdb"
    many = f"CREATE TEMP TABLE beaucoup AS SELECT '{SAID.decode()}' || i || md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS m FROM range(1500000) t(i)"
    for own, seen in ((None, True), (key, False)):
        where = path if own else path.with_name("en_clair.duckdb")
        with Base(where, key=own) as base, base.cursor() as cursor:
            cursor.execute(many)
            spilled = where.with_name(f"{where.name}.tmp")
            assert list(spilled.iterdir()), "or nothing is shown"
            assert bool(plain(spilled)) == seen
        assert not spilled.exists() or not list(spilled.iterdir())


def test_cursors_of_an_encrypted_base_see_what_those_of_a_plain_one_do(tmp_path: Path, key: Path) -> None:
    with Base(tmp_path / "visa.duckdb", key=key) as base:
        fill_with_sample(base, at=AT)
        with base.cursor() as cursor:
            assert cursor.execute("SELECT count(*) > 0 FROM personnes").fetchone() == (True,)
            assert cursor.execute("SELECT count(*) > 0 FROM zones_actives").fetchone() == (True,)
        with base.transaction() as cursor:
            mark_erasure(cursor)
        assert base.meta("a_reecrire") is None


def refused(path: Path, key: Path | None) -> str:
    with pytest.raises(VisaError) as told, Base(path, key=key).cursor():
        pass
    return str(told.value)


def test_a_key_that_is_not_the_base_s_is_one_sentence(tmp_path: Path, key: Path) -> None:
    path, another = tmp_path / "visa.duckdb", tmp_path / "une_autre"
    with Base(path, key=key) as base:
        write(base)
    another.write_bytes(bytes(32))
    another.chmod(0o600)
    before = path.read_bytes()
    assert refused(path, another).startswith(
        "Clé de la base refusée : la clé que VISA_CLE_BASE indique n'est pas celle de"
    )
    assert refused(path, None).startswith("Base chiffrée : ")
    assert refused(path, tmp_path / "absente").startswith("Clé de la base introuvable : ")
    another.write_bytes(b"court")
    assert "n'est pas une clé (32 octets attendus)" in refused(path, another)
    assert path.read_bytes() == before and not (tmp_path / "absente").exists()
    with Base(tmp_path / "claire.duckdb") as base, base.cursor():
        pass
    assert refused(tmp_path / "claire.duckdb", key).startswith("Base non chiffrée : ")


def test_no_error_of_duckdb_s_says_the_key(tmp_path: Path, key: Path) -> None:
    """Whatever is asked on a connection that has it, and whatever prevents it from being attached."""
    path = tmp_path / "visa.duckdb"
    with Base(path, key=key) as base, base.cursor() as cursor:
        secret = base.secret
        assert secret is not None
        told = []
        for asked in (
            "ATTACH 'nulle/part' AS autre (ENCRYPTION_KEY 1, INCONNU 2)",
            "FROM absente",
            f"ATTACH '{path}' AS autre",
        ):
            with pytest.raises(duckdb.Error) as error:
                cursor.execute(asked)
            told.append(str(error.value))
        for table in ("duckdb_settings()", "duckdb_databases()", "duckdb_variables()"):
            told += map(str, cursor.execute(f"FROM {table}").fetchall())
    (tmp_path / "dossier").mkdir()
    told += [refused(tmp_path / "dossier", key), repr(base.key)]
    forms = [secret.hex(), repr(secret)[2:-1], __import__("base64").b64encode(secret).decode()]
    assert not [one for one in told for form in forms if form in one]


def test_without_the_extension_it_is_a_sentence(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visa_data.base.extensions.find_spec", lambda _name: None)
    assert "duckdb-extension-httpfs" in refused(tmp_path / "visa.duckdb", key)
    assert not (tmp_path / "visa.duckdb").exists()


def test_chiffrer_and_dechiffrer(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data" / "visa.duckdb"
    with Base(path) as base:
        write(base, 300)
    assert plain(path.parent) == {"visa.duckdb"}
    asked = ["--base", str(path)]
    monkeypatch.delenv("VISA_CLE_BASE", raising=False)
    assert main(["chiffrer", *asked]) == 2
    assert "VISA_CLE_BASE" in capsys.readouterr().err
    monkeypatch.setenv("VISA_CLE_BASE", str(key))
    assert main(["chiffrer", *asked]) == 0
    said = capsys.readouterr()
    assert (
        "Gardez une copie de cette clé à part" in said.out
        and key.read_bytes().hex() not in said.out + said.err
    )
    assert plain(path.parent) == set()
    assert main(["chiffrer", *asked]) == 2
    assert capsys.readouterr().err.startswith("Base chiffrée : ")
    with Base(path, key=key) as base:
        assert base.meta("essai299") == f"{SAID.decode()}299"
    assert main(["dechiffrer", *asked]) == 0
    assert main(["dechiffrer", *asked]) == 2
    assert "n'est pas chiffrée" in capsys.readouterr().err
    with Base(path) as base:
        assert base.meta("essai299") == f"{SAID.decode()}299"
    assert main(["chiffrer", "--base", str(tmp_path / "absente.duckdb")]) == 2
    assert not (tmp_path / "absente.duckdb").exists()


def encrypt_it(folder: Path) -> None:
    encrypt(folder / "data" / "visa.duckdb", folder / "cle")


def decrypt_it(folder: Path) -> None:
    decrypt(folder / "data" / "visa.duckdb", folder / "cle")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("action", ["encrypt_it", "decrypt_it"])
def test_killed_at_any_moment_the_base_opens_with_its_key_or_without(tmp_path: Path, action: str) -> None:
    template = tmp_path / "avant"
    with Base(template / "data" / "visa.duckdb") as base:
        write(base, 300)
    if action == "decrypt_it":
        encrypt_it(template)
    traced = ("visa_data.base.rewriting", "visa_data.base.conversion")
    outcomes = set()
    for left in kill_again_and_again(
        f"tests.base.test_encryption:{action}", template, tmp_path / "tues", traced
    ):
        path = left / "data" / "visa.duckdb"
        try:
            with Base(path) as base:
                assert base.meta("essai299") == f"{SAID.decode()}299"
            outcomes.add("claire")
        except BaseRefused:
            with Base(path, key=left / "cle") as base:
                assert base.meta("essai299") == f"{SAID.decode()}299"
            outcomes.add("chiffrée")
            assert plain(left) == set()
        assert {one.name for one in path.parent.iterdir()} <= {"visa.duckdb", "visa.duckdb.tour"}
    assert outcomes == {"claire", "chiffrée"}
