"""A lake while somebody looks after it, and one of another format: all that it holds, or a sentence."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.network.invented import books, towns
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.errors import VisaError
from visa_data.network.lake import Place, attached, place_of
from visa_data.network.members import enrol
from visa_data.network.publishing import publish
from visa_data.network.reading import days_of, read_told
from visa_data.network.upkeep import maintain, size_of, verify

TOWN = towns(1)[0]


def filled(lake: Place, weeks: int = 4) -> Place:
    enrol(lake, TOWN.member)
    for sent in books(TOWN, weeks):
        assert next(iter(publish(lake, [sent]))).new
    return lake


READ = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from visa_data.errors import VisaError
from visa_data.network import reading
from visa_data.network.lake import place_of
place = place_of(Path(sys.argv[1]))
day = reading.days_of(place)[1][0]
ask = reading._asked

def paused(*asked):
    found = ask(*asked)
    if "QUALIFY" in asked[1]:
        print("commencé", flush=True)
        sys.stdin.readline()
    return found

reading._asked = paused
try:
    told = reading.read_told(place, day)
except VisaError as error:
    print(error)
else:
    print(told.books.to_csv(), told.totals.to_csv(), told.weeks.to_csv(), sep="\\n")
"""


def test_who_reads_while_old_states_go_reads_to_the_end(lake: Place) -> None:
    filled(lake)
    day = days_of(lake)[1][0]
    told = read_told(lake, day)
    words = [sys.executable, "-c", READ.format(root=str(ROOT)), lake.told]
    reader = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert reader.stdout is not None and reader.stdout.readline() == "commencé\n"
    kept: list[int] = []

    def look_after() -> None:
        # Twice: what is merged the first time goes the second.
        for _ in range(2):
            kept.extend(one.snapshots for one in maintain(lake, timedelta(0)))

    keeper = threading.Thread(target=look_after)
    keeper.start()
    # Where the catalogue is a server's, at once; a folder's is let go by who reads first.
    keeper.join(timeout=60 if lake.folder is None else 0.5)
    assert keeper.is_alive() is (lake.folder is not None)
    said, _ = reader.communicate("\n", timeout=60)
    keeper.join(timeout=60)
    assert reader.returncode == 0 and len(kept) == 4 and kept[-1] < kept[0]
    assert said.rstrip("\n") == "\n".join(
        frame.to_csv() for frame in (told.books, told.totals, told.weeks)
    ).rstrip("\n")


def test_a_state_that_is_gone_is_said_to_whoever_still_held_it(remote_lake: Callable[[], Path]) -> None:
    """Within one transaction: all of its rows, or a sentence."""
    lake = filled(place_of(remote_lake()))
    with attached(lake) as connection:
        expected = connection.execute("FROM lac.totaux ORDER BY ALL").fetchall()
    with (
        pytest.raises(VisaError, match="n'a pas répondu comme attendu") as refusal,
        attached(lake) as connection,
    ):
        connection.begin()
        connection.execute("SELECT count(*) FROM lac.livres").fetchone()
        before, after = maintain(lake, timedelta(0))
        assert after.files < before.files
        maintain(lake, timedelta(0))
        connection.execute("FROM lac.totaux ORDER BY ALL").fetchall()
    assert "127.0.0.1" not in str(refusal.value)
    with attached(lake) as connection:
        assert connection.execute("FROM lac.totaux ORDER BY ALL").fetchall() == expected
    assert verify(lake).faults == ()


@pytest.mark.parametrize("version", ["9.0", "0.1"])
def test_a_lake_of_another_format_of_ducklake_is_left_alone(version: str, tmp_path: Path) -> None:
    lake = filled(place_of(tmp_path / "lac"), 1)
    catalogue = tmp_path / "lac" / "catalogue.ducklake"
    with duckdb.connect(str(catalogue)) as connection:
        connection.execute("UPDATE ducklake_metadata SET value = ? WHERE key = 'version'", [version])
    before = catalogue.read_bytes()
    for ask in (
        lambda: days_of(lake),
        lambda: list(publish(lake, books(TOWN, 2))),
        lambda: enrol(lake, TOWN.member),
        lambda: maintain(lake, timedelta(0)),
        lambda: size_of(lake),
    ):
        with pytest.raises(
            VisaError, match="format de DuckLake que cette installation ne lit pas"
        ) as refusal:
            ask()
        assert refusal.value.title == "Lac d'un autre format" and str(tmp_path / "lac") in plain(
            refusal.value.message
        )
    assert catalogue.read_bytes() == before
