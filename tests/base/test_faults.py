"""A base damaged, in use, protected, replaced, or on a full disk: each its sentence, at once, and the base unharmed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.errors import BaseBusy, BaseRefused, VisaError

DAMAGED = (
    "Base abîmée : « {path} » ne se relit pas : une partie du fichier est abîmée ou manque. Mettez-la de côté, "
    "avec « {name}.wal » s'il est à côté d'elle, remettez en place la dernière sauvegarde, puis chargez de "
    "nouveau les fichiers reçus depuis."
)
FOREIGN = (
    "Ce n'est pas une base VISA : « {path} » ne peut pas être ouvert comme une base : c'est un fichier d'un autre "
    "type, ou son début est abîmé. Choisissez un autre fichier, ou remettez en place la dernière sauvegarde."
)
NEWER = (
    "Base plus récente que le programme : la base « {path} » a été créée par une version plus récente. "
    "Mettez le tableau de bord à jour."
)
FULL = (
    "Disque plein : il n'y a plus de place pour écrire dans « {folder} » : rien de cette action n'a été enregistré. "
    "Libérez de la place sur le disque, puis recommencez."
)
FILE_PROTECTED = (
    "Base protégée en écriture : vos droits ne permettent pas d'écrire dans « {path} » : rien n'a été enregistré. "
    "Demandez le droit d'y écrire, ou choisissez un autre fichier."
)
FOLDER_PROTECTED = (
    "Dossier de la base protégé en écriture : vos droits ne permettent pas d'écrire dans le dossier « {folder} », où "
    "la base tient aussi son journal : rien n'a été enregistré. Demandez le droit d'y écrire, ou choisissez un "
    "autre dossier."
)
GONE = (
    "Base disparue : « {path} » n'est plus là : le fichier ou son dossier a été déplacé, renommé ou supprimé. "
    "Remettez-le à sa place, puis recommencez ; pour une base neuve, relancez le programme."
)
REPLACED = (
    "Base remplacée : un autre fichier a pris la place de « {path} » pendant l'action : rien n'en a été enregistré. "
    "Recommencez : l'action portera sur le nouveau fichier."
)

resource = pytest.importorskip("resource", reason="se dit autrement sous Windows")


def sentence(template: str, path: Path) -> str:
    return template.format(path=path, name=path.name, folder=path.parent)


def read_everything(path: Path) -> None:
    """Every row of every table; wait=0 would still hide a wait of 20 s behind nothing else."""
    with Base(path) as base, base.references() as cursor:
        for (table,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            cursor.execute(f"FROM {table}").fetchall()


def told(path: Path) -> str:
    """What is said of reading it whole; "" when all of it reads."""
    for leftover in path.parent.glob(f"{path.name}.*"):
        leftover.unlink()
    try:
        read_everything(path)
    except VisaError as error:
        return str(error)
    return ""


def test_bytes_flipped_anywhere(sample_base_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "visa_block_lock.duckdb"
    whole = sample_base_file.read_bytes()
    draw = random.Random(18)
    found = set()
    for place in [
        *range(32),
        *(draw.randrange(12288) for _ in range(20)),
        *range(20000, len(whole), 400_001),
    ]:
        damaged = bytearray(whole)
        damaged[place] ^= draw.randrange(1, 256)
        path.write_bytes(bytes(damaged))
        said = told(path)
        # A byte of a block that nothing uses changes nothing; one of the magic word makes another file of it.
        assert said in {"", sentence(DAMAGED, path), sentence(FOREIGN, path)}
        assert said != "" or place > 12288
        assert (said == sentence(FOREIGN, path)) == (8 <= place < 12)
        found.add(said)
    assert sentence(DAMAGED, path) in found


def test_cut_anywhere(sample_base_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    whole = sample_base_file.read_bytes()
    draw = random.Random(19)
    for length in [
        0,
        1,
        11,
        12,
        100,
        4095,
        4096,
        8192,
        12288,
        *(draw.randrange(12289, 5_000_000) for _ in range(8)),
    ]:
        path.write_bytes(whole[:length])
        assert told(path) == sentence(FOREIGN if 0 < length < 12 else DAMAGED, path), length


def test_a_journal_that_cannot_be_replayed(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path) as base, base.cursor():
        pass
    killed = """
import os, sys
from visa_data.base import Base
base = Base(sys.argv[1])
for number in range(20):
    with base.transaction() as cursor:
        cursor.execute("INSERT INTO meta SELECT 'cle' || ? || '/' || i, 'x' FROM range(50) t(i)", [number])
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", killed, str(path)], check=False)
    journal = tmp_path / "visa.duckdb.wal"
    content = bytearray(journal.read_bytes())
    content[len(content) // 2] ^= 1
    journal.write_bytes(bytes(content))
    with pytest.raises(BaseRefused) as refusal:
        read_everything(path)
    assert str(refusal.value) == sentence(DAMAGED, path)


def test_files_of_another_kind_or_of_a_later_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    path.write_bytes(b"SQLite format 3\x00" + bytes(4096))
    assert told(path) == sentence(FOREIGN, path)
    path.write_bytes(b"PAR1" + bytes(500) + b"PAR1")
    assert told(path) == sentence(FOREIGN, path)
    folder = tmp_path / "dossier.duckdb"
    folder.mkdir()
    assert told(folder) == sentence(FOREIGN, folder)
    path.unlink()
    with Base(path) as base, base.cursor():
        pass
    later = bytearray(path.read_bytes())
    later[12:20] = (9999).to_bytes(8, "little")
    checksum = 5381
    for place in range(8, 4096, 8):
        checksum ^= int.from_bytes(later[place : place + 8], "little") * 0xBF58476D1CE4E5B9 % 2**64
    later[:8] = checksum.to_bytes(8, "little")
    path.write_bytes(bytes(later))
    assert told(path) == sentence(NEWER, path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    disk = tmp_path / "disque"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("seul l'administrateur peut monter un petit disque")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


FILL = "INSERT INTO appels SELECT uuid()::VARCHAR, now()::TIMESTAMP, true, uuid()::VARCHAR, 0, NULL, 'joint', NULL, NULL, NULL, 0 FROM range({rows})"


@pytest.mark.parametrize("rows", [2_000, 50_000, 300_000])
def test_a_full_disk_leaves_what_was_there_and_says_so(small_disk: Path, rows: int) -> None:
    """Few rows fill it at a commit or a checkpoint, many during the statement."""
    path = small_disk / "visa.duckdb"
    kept = 0
    with Base(path) as base:
        with pytest.raises(BaseRefused) as refusal:
            while True:
                with base.transaction() as cursor:
                    cursor.execute(FILL.format(rows=rows))
                kept += rows
        assert str(refusal.value) == sentence(FULL, path)
        with base.references() as cursor:
            assert cursor.execute("SELECT count(*) FROM appels").fetchone() == (kept,)
    with Base(path) as again, again.references() as cursor:
        assert cursor.execute("SELECT count(*) FROM appels").fetchone() == (kept,)


def test_a_base_begun_on_a_full_disk_begins_again_when_there_is_room(small_disk: Path) -> None:
    path = small_disk / "visa.duckdb"
    ballast = small_disk / "lest"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    with pytest.raises(BaseRefused) as refusal, Base(path).cursor():
        pass
    assert str(refusal.value) == sentence(FULL, path)
    ballast.unlink()
    with Base(path) as base:
        assert base.meta("version_donnees") == "0"


def in_a_process(act: Callable[[], None]) -> str:
    """What `act` raises in a process of its own, whose rights and limits are changed without harm."""
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        try:
            act()
            said = ""
        except VisaError as error:
            said = str(error)
        except BaseException as error:  # noqa: BLE001 - the parent must see whatever it is
            said = repr(error)
        os.write(sending, said.encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return said


def test_no_right_to_more_of_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"

    def act() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
        with Base(path) as base, base.transaction() as cursor:
            cursor.execute(FILL.format(rows=300_000))

    assert in_a_process(act) == sentence(FULL, path)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "expected"),
    [(0o444, 0o777, FILE_PROTECTED), (0o444, 0o555, FILE_PROTECTED), (0o666, 0o555, FOLDER_PROTECTED)],
)
def test_read_only(tmp_path: Path, file_mode: int, folder_mode: int, expected: str) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    path = folder / "visa.duckdb"
    with Base(path) as base, base.cursor():
        pass
    path.chmod(file_mode)
    folder.chmod(folder_mode)

    def act() -> None:
        as_nobody(tmp_path)
        with Base(path) as base, base.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('essai', 'oui')")

    assert in_a_process(act) == sentence(expected, path)


def test_no_right_to_make_the_file_or_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    folder.chmod(0o555)
    path = folder / "visa.duckdb"

    def make(base: Path) -> Callable[[], None]:
        def act() -> None:
            as_nobody(tmp_path)
            with Base(base) as opened, opened.cursor():
                pass

        return act

    assert in_a_process(make(path)) == sentence(FOLDER_PROTECTED, path)
    assert in_a_process(make(folder / "absent" / "visa.duckdb")) == (
        f"Dossier de la base inaccessible : le dossier « {folder / 'absent'} » ne peut pas être créé. "
        "Vérifiez vos droits ou choisissez un autre fichier."
    )


def as_nobody(folder: Path) -> None:
    """Modes mean nothing to root: become somebody else."""
    if os.getuid() == 0:
        for parent in folder.parents:
            if parent.stat().st_mode & 0o001 == 0:
                parent.chmod(parent.stat().st_mode | 0o011)
        folder.chmod(0o755)
        os.setgid(65534)
        os.setuid(65534)


def test_a_file_that_vanishes_is_neither_written_to_nor_made_again(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    away = tmp_path / "ailleurs.duckdb"
    with Base(path) as base:
        with pytest.raises(BaseRefused) as refusal, base.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('essai', 'oui')")
            path.rename(away)
        assert str(refusal.value) == sentence(GONE, path)
        for _ in range(2):
            with pytest.raises(BaseRefused) as refusal, base.cursor():
                pass
            assert str(refusal.value) == sentence(GONE, path)
        assert not path.exists()
        away.rename(path)
        assert base.meta("essai") is None


def test_a_file_put_in_its_place_is_the_one_that_is_read_and_written(tmp_path: Path) -> None:
    path, other = tmp_path / "visa.duckdb", tmp_path / "sauvegarde.duckdb"
    with Base(other) as saved, saved.transaction() as cursor:
        cursor.execute("INSERT INTO meta VALUES ('origine', 'sauvegarde')")
    with Base(path) as base:
        with pytest.raises(BaseRefused) as refusal, base.transaction() as cursor:
            cursor.execute("INSERT INTO meta VALUES ('origine', 'ancienne')")
            other.replace(path)
        assert str(refusal.value) == sentence(REPLACED, path)
        assert base.meta("origine") == "sauvegarde"


def test_too_little_memory(sample_base: Base) -> None:
    with pytest.raises(VisaError) as refusal, sample_base.references() as cursor:
        cursor.execute("SET memory_limit = '30MB'")
        cursor.execute("SET max_temp_directory_size = '1MB'")
        cursor.execute(
            "SELECT list(s ORDER BY s) FROM (SELECT uuid()::VARCHAR s FROM range(3000000))"
        ).fetchall()
    assert str(refusal.value) == (
        "Mémoire insuffisante : cette action demande plus de mémoire ou de place temporaire qu'il n'y en a : rien n'en "
        "a été enregistré. Fermez d'autres programmes et libérez de la place sur le disque, puis recommencez."
    )


def test_a_fault_of_the_statement_stays_what_it_is(empty_base: Base) -> None:
    """Even when what it quotes looks like the system's words."""
    with pytest.raises(duckdb.ConversionException), empty_base.references() as cursor:
        cursor.execute("SELECT ?::INTEGER", ["x: No space left on device"])
    with pytest.raises(duckdb.CatalogException), empty_base.references() as cursor:
        cursor.execute('FROM "table: Permission denied"')


@pytest.mark.parametrize("gesture", ["page", "commande"])
def test_a_damaged_base_where_it_is_used(sample_base_file: Path, tmp_path: Path, gesture: str) -> None:
    path = tmp_path / "visa.duckdb"
    content = bytearray(sample_base_file.read_bytes())
    content[13000] ^= 255
    path.write_bytes(bytes(content))
    if gesture == "commande":
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "visa_data",
                "indicateur",
                "couverture",
                "--base",
                str(path),
                "--date",
                "2025-12-07",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence(DAMAGED, path) + "\n")
        return
    from streamlit.testing.v1 import AppTest

    environment = pytest.MonkeyPatch()
    with environment.context() as patch:
        patch.setenv("VISA_BASE", str(path))
        page = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60).run()
    title, message = sentence(DAMAGED, path).split(" : ", 1)
    # What stands before a mark, so that a path is shown as it is.
    assert [error.value.replace("\\", "") for error in page.error] == [f"**{title}.** {message}"]
    assert not page.exception
    assert not issubclass(BaseRefused, BaseBusy)
