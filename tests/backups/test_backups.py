"""Backups: the same figures, known to the base, rotated, purged and put back, whatever is killed on the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.killed_actions import kill_again_and_again
from tests.plain_text import plain
from visa_data.backups import restoring
from visa_data.backups.making import Backup, back_up, known_backups
from visa_data.backups.manifest import checked_manifest, manifest_path
from visa_data.backups.purging import purge_backups
from visa_data.backups.restoring import restore
from visa_data.base import Base, file
from visa_data.base.rewriting import mark_backups
from visa_data.command_line import main
from visa_data.errors import VisaError
from visa_data.extracts.loading.erasure import erase_people
from visa_data.indicators.evolution import key_figures
from visa_data.indicators.state import last_call_day
from visa_data.sample import fill_with_sample
from visa_data.settings import load as load_settings

AT = datetime(2026, 3, 2, 4, 0)
HERS, HIS = "ZZQX-00001", "KEEP-00002"


@pytest.fixture(autouse=True)
def _texts_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB compresses texts: written plain, each reference that is left somewhere is seen."""
    monkeypatch.setitem(file.CONFIG, "force_compression", "uncompressed")
    monkeypatch.delenv("VISA_CLE_BASE", raising=False)


def enrol(base: Base, *references: str) -> None:
    with base.transaction() as cursor:
        for reference in references:
            cursor.execute(
                "INSERT INTO personnes (reference, source, date_inscription, consentement, import_id) "
                "VALUES (?, 'caf', DATE '2020-01-01', 'oui', 1)",
                [reference],
            )


def enrolled(base: Base) -> list[str]:
    with base.references() as cursor:
        return [one for (one,) in cursor.execute("SELECT reference FROM personnes ORDER BY 1").fetchall()]


def erased(base: Base, *references: str) -> None:
    with base.transaction() as cursor:
        erase_people(cursor, references)


@pytest.fixture
def base(tmp_path: Path):
    with Base(tmp_path / "data" / "visa.duckdb") as base:
        enrol(base, HERS, HIS)
        yield base


def made(base: Base, *, day: int = 0, **options: object) -> Backup:
    return back_up(base, load_settings(), at=AT + timedelta(days=day), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [["sauvegarder"], ["purger", "--executer"]], ids=" ".join)
def test_who_refuses_leaves_the_backups_of_before(
    base: Base,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    """Nothing is due, and yet: she refused by a file, which no backup of before knows."""
    before, gone = made(base), made(base, day=1, folder=tmp_path / "cle_usb")
    base.close()
    monkeypatch.setenv("VISA_BASE", str(base.path))
    extract = tmp_path / "personnes.csv"
    extract.write_text(
        f"reference,source,date_inscription,consentement\n{HERS},caf,2020-01-01,non\n", encoding="utf-8"
    )
    assert main(["importer", str(extract)]) == 1, "she is counted aside"
    assert HERS.encode() in before.path.read_bytes()
    shutil.move(gone.path.parent, tmp_path / "debranchee")
    capsys.readouterr()
    for again in (False, True):
        assert main(command) == 0
        said = plain(capsys.readouterr().out)
        assert ("1 sauvegarde : ce qui a été effacé de la base n'y est plus." in said) == (not again)
        assert f"Sauvegarde à détruire à la main, elle n'a pas pu être atteinte : {gone.path.name}" in said
    assert HERS.encode() not in before.path.read_bytes()
    assert HIS.encode() in before.path.read_bytes()


def readable(folder: Path, word: str) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()}


def figures(base: Base) -> str:
    with base.cursor() as cursor:
        day = last_call_day(cursor)
        assert day is not None
        return repr(key_figures(cursor, day, load_settings()))


def test_a_backup_put_back_gives_the_same_figures(tmp_path: Path) -> None:
    path = tmp_path / "data" / "visa.duckdb"
    with Base(path) as base:
        fill_with_sample(base, at=AT)
        before = figures(base)
        done = made(base)
        told = json.loads(manifest_path(done.path).read_text(encoding="utf-8"))
        assert (
            done.path.parent == path.parent / "sauvegardes"
            and done.path.name == "visa_2026-03-02_04h00m00.duckdb"
        )
        assert (told["chiffree"], told["lignes"]["personnes"] > 0, len(told["empreintes"])) == (
            False,
            True,
            1,
        )
        if os.name == "posix":
            modes = [
                oct(one.stat().st_mode & 0o777)
                for one in (done.path.parent, *sorted(done.path.parent.iterdir()))
            ]
            assert modes == ["0o700", "0o600", "0o600"]
        with base.transaction() as cursor:
            cursor.execute(
                "DELETE FROM appels WHERE date_appel > (SELECT min(date_appel) + INTERVAL 20 DAY FROM appels)"
            )
        assert figures(base) != before
        version = base.data_version()
    restored = restore(path, done.path, at=AT + timedelta(days=1))
    assert restored.carried and restored.kept is not None and checked_manifest(restored.kept)
    with Base(path) as base:
        assert figures(base) == before
        assert int(base.data_version().rpartition(":")[2]) > int(version.rpartition(":")[2])
        with base.references() as cursor:
            assert [(one.path, one.whole) for one in known_backups(cursor)] == [
                (restored.kept, True),
                (done.path, True),
            ]
    assert {one.name for one in path.parent.iterdir()} <= {
        "visa.duckdb",
        "visa.duckdb.wal",
        "sauvegardes",
        "cle_doublons",
    }


def test_it_is_made_while_another_process_reads_and_writes(base: Base) -> None:
    base.close()
    code = (
        "import sys, threading\nfrom visa_data.base import Base\nbase = Base(sys.argv[1], idle=5.0)\n"
        "over = threading.Event()\n"
        "def read():\n    while not over.wait(0.02):\n        with base.cursor() as c: c.execute('SELECT count(*) FROM personnes').fetchone()\n"
        "one = threading.Thread(target=read)\none.start()\nprint('ouvert', flush=True)\nsys.stdin.readline()\nover.set()\none.join()\nbase.close()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(base.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None and reader.stdout.readline() == "ouvert\n"
        done = made(base)
        base.close()
        _, err = reader.communicate("\n")
        assert (reader.returncode, err) == (0, "")
    assert checked_manifest(done.path).lignes["personnes"] == 2


def test_the_newest_are_kept_and_the_others_go_with_their_manifest(base: Base, tmp_path: Path) -> None:
    elsewhere = made(base, folder=tmp_path / "disque")
    days = [made(base, day=day, keep=2) for day in range(3)]
    assert days[-1].removed == (days[0].path,)
    assert sorted(one.name for one in days[0].path.parent.iterdir()) == sorted(
        name for one in days[1:] for name in (one.path.name, f"{one.path.name}.json")
    )
    with base.references() as cursor:
        assert {one.path for one in known_backups(cursor)} == {elsewhere.path, days[1].path, days[2].path}


def test_a_folder_that_cannot_be_written_is_named(base: Base, tmp_path: Path) -> None:
    (tmp_path / "occupe").write_text("un fichier")
    with pytest.raises(VisaError, match="Vérifiez vos droits et la place libre") as told:
        made(base, folder=tmp_path / "occupe")
    assert str(tmp_path / "occupe") in str(told.value)
    assert enrolled(base) == [HIS, HERS]


def test_a_purge_reaches_every_backup_or_names_it(base: Base, tmp_path: Path) -> None:
    one, other = made(base), made(base, day=1, folder=tmp_path / "disque")
    changed, lost = made(base, day=2), made(base, day=3, folder=tmp_path / "cle_usb")
    with changed.path.open("ab") as stream:
        stream.write(b"x")
    shutil.move(lost.path.parent, tmp_path / "debranchee")
    assert purge_backups(base, lambda cursor: erase_people(cursor, [HERS])) == [], "nobody was erased"
    erased(base, HERS)
    after = made(base, day=4)
    found = {
        reached.path: reached.why
        for reached in purge_backups(base, lambda cursor: erase_people(cursor, [HERS]))
    }
    assert after.path not in found, "it was made without her"
    with base.references() as cursor:
        behind = {known.path for known in known_backups(cursor) if known.late}
    assert behind == {changed.path, lost.path}, "what could not be reached stays to be"
    assert (found[one.path], found[other.path]) == ("", "")
    assert "n'est plus le fichier qui a été écrit" in found[changed.path]
    assert "n'existe pas" in found[lost.path]
    for path in (one.path, other.path):
        assert HERS.encode() not in path.read_bytes() and HIS.encode() in path.read_bytes()
        assert checked_manifest(path).lignes["personnes"] == 1
        restore(tmp_path / "essai.duckdb", path, at=AT)
        with Base(tmp_path / "essai.duckdb") as restored:
            assert enrolled(restored) == [HIS]
        (tmp_path / "essai.duckdb").unlink()
    assert readable(tmp_path / "disque", HERS) == set()


def test_what_was_known_since_stays_known_and_who_was_erased_since_stays_out(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "CARRIED", (*restoring.CARRIED, "codes_anciens"))
    with base.transaction() as cursor:
        cursor.execute("INSERT INTO codes_anciens VALUES ('A', 'avant', 'B')")
    done = made(base)
    with base.transaction() as cursor:
        cursor.execute("INSERT INTO codes_anciens VALUES ('C', 'depuis', 'D')")
        erase_people(cursor, [HERS])
    base.close()
    restored = restore(
        base.path, done.path, at=AT + timedelta(days=1), again=[lambda cursor: erase_people(cursor, [HERS])]
    )
    assert enrolled(base) == [HIS]
    with base.references() as cursor:
        assert cursor.execute("SELECT ancien FROM codes_anciens ORDER BY 1").fetchall() == [("A",), ("C",)]
    base.close()
    assert HERS.encode() not in base.path.read_bytes()
    assert restored.kept is not None and HERS.encode() not in restored.kept.read_bytes()


@pytest.mark.parametrize("state", ["lost", "damaged"])
def test_a_lost_or_damaged_base_is_replaced_all_the_same(
    base: Base, state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = made(base)
    base.close()
    if state == "lost":
        base.path.unlink()
    else:
        base.path.write_bytes(b"plus rien de lisible" * 500)
    assert main(["restaurer", "--base", str(base.path), str(done.path)]) == 1
    said = capsys.readouterr()
    assert "Base restaurée" in said.out and "n'a pas pu être repris" in said.err
    assert ("La base illisible est gardée telle quelle" in said.err) == (state == "damaged")
    with Base(base.path) as restored:
        assert enrolled(restored) == sorted([HERS, HIS])
        unreached = [one for one in purge_backups(restored, lambda cursor: None) if one.why]
        assert len(unreached) == (state == "damaged"), "what nobody can purge is named"


def test_what_is_not_a_backup_of_ours_changes_nothing(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = made(base)
    base.close()
    before = base.path.read_bytes()
    alone, cut = tmp_path / "seule.duckdb", tmp_path / "coupee.duckdb"
    shutil.copy(done.path, alone)
    cut.write_bytes(done.path.read_bytes()[:-4096])
    shutil.copy(manifest_path(done.path), manifest_path(cut))
    for path, sentence in (
        (alone, "Ce n'est pas une sauvegarde : la fiche « seule.duckdb.json »"),
        (cut, "Sauvegarde abîmée : "),
        (tmp_path / "absente.duckdb", "Sauvegarde introuvable : "),
    ):
        assert main(["restaurer", "--base", str(base.path), str(path)]) == 2
        assert sentence in capsys.readouterr().err
    assert base.path.read_bytes() == before
    assert main(["sauvegarder", "--base", str(tmp_path / "absente.duckdb")]) == 2
    assert "Base introuvable" in capsys.readouterr().err
    assert main(["sauvegarder", "--base", str(base.path), "--garder", "0"]) == 2
    assert "n'est pas un nombre à partir de 1" in capsys.readouterr().err


def test_an_encrypted_base_has_encrypted_backups_and_the_key_is_in_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip(
        "duckdb_extension_httpfs", reason="sans cette extension, DuckDB n'écrit pas de base chiffrée"
    )
    path, key, another = tmp_path / "data" / "visa.duckdb", tmp_path / "cles" / "cle", tmp_path / "une_autre"
    asked = ["--base", str(path)]
    with Base(path) as base:
        enrol(base, HERS, HIS)
        plain = made(base)
    monkeypatch.setenv("VISA_CLE_BASE", str(key))
    assert main(["chiffrer", *asked]) == 0
    assert main(["sauvegarder", *asked, "--vers", str(tmp_path / "disque")]) == 0
    (backup,) = (tmp_path / "disque").glob("*.duckdb")
    assert "Elle est chiffrée" in capsys.readouterr().out
    assert readable(tmp_path / "disque", HERS) == set()
    assert not [
        one
        for one in tmp_path.rglob("*")
        if one.is_file() and one != key and key.read_bytes() in one.read_bytes()
    ]
    with Base(path, key=key) as base:
        erased(base, HERS)
        assert [one.why for one in purge_backups(base, lambda cursor: erase_people(cursor, [HERS]))] == [
            "",
            "",
        ]
    assert HERS.encode() not in plain.path.read_bytes()
    another.write_bytes(bytes(32))
    another.chmod(0o600)
    for wrong, sentence in (("", "Sauvegarde chiffrée"), (str(another), "Clé de la base refusée")):
        monkeypatch.setenv("VISA_CLE_BASE", wrong)
        assert main(["restaurer", *asked, str(backup)]) == 2
        assert sentence in capsys.readouterr().err
    monkeypatch.setenv("VISA_CLE_BASE", str(key))
    assert main(["restaurer", *asked, str(backup)]) == 0
    assert main(["restaurer", *asked, str(plain.path)]) == 0
    assert "La sauvegarde n'était pas chiffrée ; la base l'est" in capsys.readouterr().out
    with Base(path, key=key) as base:
        assert enrolled(base) == [HIS]


def back_it_up(folder: Path) -> None:
    with Base(folder / "data" / "visa.duckdb") as base:
        made(base, day=1, keep=1)


def put_it_back(folder: Path) -> None:
    (backup,) = (folder / "data" / "sauvegardes").glob("*.duckdb")
    restore(
        folder / "data" / "visa.duckdb",
        backup,
        at=AT + timedelta(days=1),
        again=[lambda cursor: erase_people(cursor, ["PART-3"])],
    )


def purge_it(folder: Path) -> None:
    with Base(folder / "data" / "visa.duckdb") as base:
        # The template was written elsewhere.
        with base.transaction() as cursor:
            mark_backups(cursor)
            cursor.execute(
                "UPDATE sauvegardes SET chemin = ?",
                [str(next((folder / "data" / "sauvegardes").glob("*.duckdb")))],
            )
        purge_backups(base, lambda cursor: erase_people(cursor, [HERS]))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("action", ["back_it_up", "put_it_back", "purge_it"])
def test_killed_at_any_moment_nothing_is_lost_and_no_half_backup_counts(tmp_path: Path, action: str) -> None:
    template = tmp_path / "avant"
    with Base(template / "data" / "visa.duckdb") as base:
        enrol(base, HERS, HIS)
        made(base)
        if action == "put_it_back":
            enrol(base, "PART-3")
    traced = tuple(
        f"visa_data.{name}"
        for name in (
            "backups.making",
            "backups.purging",
            "backups.restoring",
            "backups.manifest",
            "base.rewriting",
        )
    )
    outcomes = set()
    for left in kill_again_and_again(
        f"tests.backups.test_backups:{action}", template, tmp_path / "tues", traced
    ):
        folder = left / "data"
        with Base(folder / "visa.duckdb") as base:
            people = enrolled(base)
            assert people in ([HIS, HERS], [HIS, "PART-3", HERS])
            # What is left half made goes with the next backup, and the purge that was cut is done again.
            if action == "purge_it":
                with base.references() as cursor:
                    begun = known_backups(cursor)[0].path.is_relative_to(left)
                if begun:
                    reached = purge_backups(base, lambda cursor: erase_people(cursor, [HERS]))
                    assert [one.why for one in reached if one.why] == []
                    assert readable(folder / "sauvegardes", HERS) == set()
            whole = [one for one in (folder / "sauvegardes").glob("*.duckdb") if manifest_path(one).exists()]
            assert len(whole) == len(list((folder / "sauvegardes").glob("*.duckdb"))) >= 1
            outcomes.add(
                (
                    len(whole),
                    len(people),
                    *sorted({checked_manifest(one).lignes["personnes"] for one in whole}),
                )
            )
        assert {one.name for one in folder.iterdir()} <= {"visa.duckdb", "visa.duckdb.tour", "sauvegardes"}
    assert len(outcomes) > 1, "before and after were both seen"
