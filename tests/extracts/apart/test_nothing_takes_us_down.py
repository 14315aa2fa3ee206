"""Whatever a reader does with a file, whoever asked goes on, says one sentence, and leaves nothing behind."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import psutil
import pytest
import shapely

from tests.extracts.apart.hungry import (
    breaks_off,
    eats_memory,
    fails_with_a_name,
    never_ends,
    who_reads,
)
from tests.extracts.made_files import CALLS, bomb, ods, ods_row
from tests.extracts.old_workbook import old_workbook
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.errors import FileRefused
from visa_data.extracts.apart import bounds, door, read_apart, workers
from visa_data.extracts.apart.door import apart

OLD = {(row, column): text for row, cells in enumerate(CALLS) for column, text in enumerate(cells)}
FAR = {**OLD, (65535, 65535): "x"}
BROKE_OFF = (
    "Lecture interrompue : La lecture de ce fichier s'est arrêtée net : il est abîmé, ou demande plus que les 1 500 Mo "
    "de mémoire permis. Ouvrez-le dans le logiciel d'où il vient, enregistrez-le de nouveau, puis recommencez."
)
TOO_HEAVY = (
    "Fichier trop lourd à lire : Lire ce fichier demande plus de mémoire que les 300 Mo permis : la lecture a été arrêtée. "
    "Gardez les feuilles, les colonnes et les lignes utiles, ou enregistrez le tableau en CSV, puis recommencez."
)
NOWHERE = Path("nulle part")
TOO_LONG = (
    "Lecture trop longue : La lecture de ce fichier a dépassé 1 seconde : elle a été arrêtée. "
    "Gardez les feuilles, les colonnes et les lignes utiles, ou enregistrez le tableau en CSV, puis recommencez."
)
UNFORESEEN = (
    "Fichier illisible : La lecture de ce fichier a échoué (LookupError, hungry.py, ligne {}) : il est sans doute abîmé. "
    "Ouvrez-le dans le logiciel d'où il vient, enregistrez-le de nouveau, puis recommencez. Si la phrase revient, "
    "signalez-la à la personne qui entretient le tableau de bord."
)


with_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a file without end is a named pipe")


@pytest.fixture(params=[True, False], ids=["held by the system", "watched"])
def held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Both ways of holding a reader: the system's (Linux), and ours (elsewhere)."""
    if request.param and not bounds.HELD:
        pytest.skip("this system does not hold a process to its memory")
    forget_readers()
    monkeypatch.setattr(bounds, "HELD", request.param)
    yield request.param
    forget_readers()


@pytest.fixture
def bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set one bound of a reading."""

    def write(line: str) -> None:
        (tmp_path / "reglages.toml").write_text(line)
        monkeypatch.setenv("VISA_REGLAGES", str(tmp_path / "reglages.toml"))

    return write


def forget_readers() -> None:
    while workers._idle:
        workers._idle.pop().kill()


def readers_of(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children(recursive=True) if "visa_data" in " ".join(child.cmdline())]


def test_an_old_workbook_that_asks_for_137_gigabytes(tmp_path: Path) -> None:
    (tmp_path / "appels.xls").write_bytes(old_workbook(OLD))
    assert read_apart(tmp_path / "appels.xls").lines_read == len(CALLS) - 1
    (tmp_path / "loin.xls").write_bytes(old_workbook(FAR))
    with pytest.raises(FileRefused) as refused:
        read_apart(tmp_path / "loin.xls")
    assert plain(str(refused.value)) == BROKE_OFF
    assert read_apart(tmp_path / "appels.xls").lines_read == len(CALLS) - 1


def test_the_command_line_says_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "loin.xls").write_bytes(old_workbook(FAR))
    done = subprocess.run(
        [sys.executable, "-m", "visa_data", "importer", "loin.xls", "--base", "b.duckdb"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert plain(done.stderr) == f"loin.xls refusé, rien n'a été écrit : {BROKE_OFF}\n"
    assert {path.name for path in tmp_path.iterdir()} == {"loin.xls"}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([ods_row(*CALLS[0]), ods_row("x", attributes=' table:number-rows-repeated="900000000"')], "étendue"),
        (
            [
                ods_row(*CALLS[0]),
                ods_row("", attributes=' table:number-rows-repeated="1048000"'),
                ods_row("x").replace(
                    "<table:table-cell", '<table:table-cell table:number-columns-repeated="900"'
                ),
            ],
            "étendue",
        ),
        ([ods_row(*CALLS[0]), ods_row("x", attributes=' table:number-rows-repeated="1048000"')], "étendue"),
        ([ods_row(*CALLS[0]), ods_row("R1" + '<text:s text:c="900000000"/>')], "volumineux"),
        (
            [ods_row(*CALLS[0]), ods_row("x" * 30_000, attributes=' table:number-rows-repeated="20000"')],
            "volumineux",
        ),
    ],
    ids=["rows", "a far cell", "rows of one cell", "spaces", "texts"],
)
def test_a_small_opendocument_that_repeats(tmp_path: Path, rows: list[str], title: str) -> None:
    (tmp_path / "a.ods").write_bytes(ods(*rows))
    with pytest.raises(FileRefused) as refused:
        read_apart(tmp_path / "a.ods")
    assert refused.value.title in {"Feuille trop étendue", "Fichier trop volumineux"}
    assert title in refused.value.title


def test_the_place_of_what_is_repeated_is_told(tmp_path: Path) -> None:
    rows = [
        ods_row(*CALLS[0]),
        ods_row("12/05/2020", "R1", "Joint", attributes=' table:number-rows-repeated="9000000"'),
    ]
    (tmp_path / "a.ods").write_bytes(ods(*rows))
    with pytest.raises(FileRefused) as refused:
        read_apart(tmp_path / "a.ods")
    assert plain(str(refused.value)) == (
        "Feuille trop étendue : Une feuille de ce classeur (peut-être masquée) a des cellules remplies jusqu'à la ligne "
        "9000001 et la colonne n° 4 : elle n'a pas été ouverte. Effacez les cellules isolées loin du tableau, ou "
        "enregistrez le tableau seul, puis recommencez."
    )


def test_what_spreadsheets_repeat_at_the_end_is_read(tmp_path: Path) -> None:
    end = '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    rows = [ods_row(*row).replace("</table:table-row>", end) for row in CALLS]
    rest = '<table:table-row table:number-rows-repeated="1048547"><table:table-cell/></table:table-row>'
    (tmp_path / "a.ods").write_bytes(ods(*rows, rest))
    assert read_apart(tmp_path / "a.ods").lines_read == len(CALLS) - 1


def test_a_compressed_file_that_unfolds_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(bomb(310_000_000))
    with pytest.raises(FileRefused) as refused:
        read_apart(tmp_path / "a.csv.gz")
    assert refused.value.title == "Fichier trop volumineux"


@pytest.mark.usefixtures("held")
def test_more_memory_than_permitted(bound: Callable[[str], None]) -> None:
    bound("lecture_memoire = 300")
    with pytest.raises(FileRefused) as refused:
        apart(eats_memory)(NOWHERE)
    assert plain(str(refused.value)) == TOO_HEAVY


@pytest.mark.usefixtures("held")
def test_longer_than_permitted(bound: Callable[[str], None]) -> None:
    bound("lecture_duree = 1")
    with pytest.raises(FileRefused) as refused:
        apart(never_ends)(NOWHERE)
    assert plain(str(refused.value)) == TOO_LONG


def test_a_small_file_has_little_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("reference\n")
    monkeypatch.setattr(door, "_LEAST_SECONDS", 0.5)
    with pytest.raises(FileRefused) as refused:
        apart(never_ends)(tmp_path / "a.csv")
    assert plain(str(refused.value)) == TOO_LONG


def test_an_endless_view_is_not_read(tmp_path: Path) -> None:
    """A GeoPackage of a few pages may hold one: GDAL counts its rows for ever."""
    square = gpd.GeoDataFrame({"code": ["59001"]}, geometry=[shapely.box(3, 50, 3.1, 50.1)], crs=4326)
    square.to_file(tmp_path / "a.gpkg", layer="communes")
    with closing(sqlite3.connect(tmp_path / "a.gpkg")) as inside:
        for (name,) in inside.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            inside.execute(f'DROP TRIGGER "{name}"')
        inside.execute("ALTER TABLE communes RENAME TO anciennes")
        inside.execute(
            "CREATE VIEW communes AS WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) "
            "SELECT x.n AS fid, a.geom, a.code || x.n AS code FROM x, anciennes a"
        )
        inside.commit()
    with pytest.raises(FileRefused) as refused:
        read_apart(tmp_path / "a.gpkg")
    assert plain(str(refused.value)) == (
        "Contours calculés : Les couches de ce fichier sont des vues, calculées à l'ouverture : elles ne sont pas lues. "
        "Enregistrez la couche utile dans un nouveau fichier, puis recommencez avec lui."
    )
    square.to_file(tmp_path / "a.gpkg", layer="cantons")
    extract = read_apart(tmp_path / "a.gpkg")
    assert extract.lines_read == 1
    assert plain(extract.recognition.notices[-1]) == (
        "Vues non lues (elles se calculent à l'ouverture) : « communes »."
    )


@pytest.mark.usefixtures("held")
def test_a_fault_in_a_library() -> None:
    for _ in range(2):
        with pytest.raises(FileRefused) as refused:
            apart(breaks_off)(NOWHERE)
        assert plain(str(refused.value)) == BROKE_OFF


@pytest.mark.usefixtures("held")
def test_what_nobody_foresaw_is_told_without_its_message(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    line = fails_with_a_name.__code__.co_firstlineno + 3
    log = logging.getLogger("visa_data")
    log.addHandler(caplog.handler)
    try:
        with pytest.raises(FileRefused) as refused:
            apart(fails_with_a_name)(NOWHERE)
    finally:
        log.removeHandler(caplog.handler)
    assert plain(str(refused.value)) == UNFORESEEN.format(line)
    assert f"hungry.py, ligne {line}" in caplog.text
    assert "MARTIN" not in caplog.text + "".join(capfd.readouterr()) + str(refused.value)


def test_files_one_after_the_other_are_read_by_as_many_processes(held: bool) -> None:
    readers = [apart(who_reads)(NOWHERE) for _ in range(3)]
    assert len({os.getpid(), *readers}) == 4


@with_pipes
@pytest.mark.usefixtures("held")
def test_stopping_ends_the_reading_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "sans_fin.csv")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporaire"))
    monkeypatch.setattr(workers, "_root", None)
    (tmp_path / "temporaire").mkdir()

    class Stopped(Exception):
        """What a page raises when somebody clicks."""

    seen: list[psutil.Process] = []
    # Those of dashboards that other tests have open.
    others = readers_of(psutil.Process())

    def tell(_fraction: float) -> None:
        # A name is in no list of processes that everybody can read.
        seen.extend(one for one in readers_of(psutil.Process()) if one not in (*seen, *others))
        assert not any("sans_fin" in " ".join(one.cmdline()) for one in seen if one.is_running())
        if len(calls) > 30 or (seen and len(calls) > 10):
            raise Stopped
        calls.append(0)

    calls: list[int] = []
    with pytest.raises(Stopped):
        read_apart(tmp_path / "sans_fin.csv", progress=tell)
    assert seen
    assert psutil.wait_procs(seen, timeout=10)[1] == []
    assert [path for path in (tmp_path / "temporaire").rglob("*") if path.is_file()] == []


ASKS = """
import sys
from pathlib import Path
from pathlib import Path
from visa_data.extracts.apart import bounds
bounds.HELD = sys.argv[2] == "True"
from visa_data.extracts.received_files import Received, read_received
from visa_data.extracts.apart.door import apart
from visa_data.extracts.apart import private_folder
from tests.extracts.apart.hungry import never_ends
with private_folder() as folder:
    (folder / "appels.csv").write_text("MARTIN Ginette")
    print("go", flush=True)
    apart(never_ends)(Path('nulle part'), progress=lambda fraction: print(fraction, flush=True))
"""


@pytest.mark.parametrize("way", [True, False])
def test_readers_and_files_go_with_a_dashboard_that_is_killed(tmp_path: Path, way: bool) -> None:
    asks = subprocess.Popen(
        [sys.executable, "-c", ASKS, "x", str(way)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert asks.stdout
    with asks, asks.stdout:
        process = psutil.Process(asks.pid)
        readers: list[psutil.Process] = []
        for _ in asks.stdout:
            readers = readers_of(process)
            if len(readers) == 1 + way:
                break
        assert any(path.is_file() for path in tmp_path.rglob("*"))
        asks.send_signal(signal.SIGKILL)
    assert psutil.wait_procs(readers, timeout=20)[1] == []
    limit = time.monotonic() + 20
    while any(tmp_path.iterdir()) and time.monotonic() < limit:
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []


@with_pipes
def test_two_files_at_once_and_the_third_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sans_fin.csv")
    let_go = threading.Event()

    class Stopped(Exception):
        """The end of the test."""

    def tell(_fraction: float) -> None:
        if let_go.is_set():
            raise Stopped

    def hold() -> None:
        with pytest.raises(Stopped):
            read_apart(tmp_path / "sans_fin.csv", progress=tell)

    holding = [threading.Thread(target=hold) for _ in range(workers.AT_ONCE)]
    for thread in holding:
        thread.start()
    while workers._turns._value:
        time.sleep(0.01)
    waited: list[float] = []

    def wait(fraction: float) -> None:
        waited.append(fraction)
        if len(waited) == 3:
            let_go.set()

    (tmp_path / "appels.xls").write_bytes(old_workbook(OLD))
    assert read_apart(tmp_path / "appels.xls", progress=wait).lines_read == len(CALLS) - 1
    assert let_go.is_set()
    for thread in holding:
        thread.join()
