"""Damaged files of every format: each is read or refused in a sentence, and nothing is taken down.

Two thousand more: `python -m benchmarks.damaged_files`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.damage.drawn import damaged
from tests.damage.reading import Read, failures, read_all
from tests.damage.valid_files import MAKERS

SEED = 16
FILES = 66
MEGABYTES = 1024


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    folder = tmp_path_factory.mktemp("damage") / "abimes"
    folder.mkdir()
    for number in range(FILES):
        file = damaged(SEED, number)
        (folder / file.name).write_bytes(file.content)
    return read_all(folder)


def test_each_is_read_or_refused_in_a_sentence(reads: list[Read]) -> None:
    assert len(MAKERS) <= FILES == len(reads)
    assert failures(reads) == []


def test_none_takes_more_than_a_gigabyte(reads: list[Read]) -> None:
    assert [read for read in reads if read.megabytes > MEGABYTES] == []


def test_whole_files_are_read_through_the_same_door(tmp_path: Path) -> None:
    """Else a door that refuses everything would pass."""
    folder = tmp_path / "entiers"
    folder.mkdir()
    for form in ("csv ;", "xlsx", "ods", "geojson"):
        suffix, make = MAKERS[form]
        (folder / f"{form[0]}{suffix}").write_bytes(make())
    assert [read.outcome for read in read_all(folder)] == ["read"] * 4
