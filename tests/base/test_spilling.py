"""What DuckDB's memory does not hold goes where its owner alone may read, and goes away."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from visa_data.base import Base

SPILLING = (
    "SET memory_limit = '40MB'",
    "SET threads = 1",
    "CREATE TEMP TABLE large AS SELECT i, md5(i::VARCHAR) AS texte FROM range(1500000) t(i)",
)


@pytest.mark.skipif(os.name == "nt", reason="les droits d'un fichier se disent autrement sous Windows")
def test_rows_that_spill_are_behind_a_folder_of_their_owner_s(tmp_path: Path, everyone_s_umask: None) -> None:
    folder = tmp_path / "visa.duckdb.tmp"
    with Base(tmp_path / "visa.duckdb") as base, base.references() as cursor:
        for statement in SPILLING:
            cursor.execute(statement)
        assert list(folder.iterdir()), "this test would say nothing if nothing spilled"
        assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert not folder.exists()


def test_what_a_killed_process_left_goes_at_the_next_opening(tmp_path: Path) -> None:
    folder = tmp_path / "visa.duckdb.tmp"
    folder.mkdir()
    (folder / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"des lignes")
    with Base(tmp_path / "visa.duckdb") as base, base.cursor():
        assert list(folder.iterdir()) == []
    assert not folder.exists()


def test_a_second_owner_in_the_same_process_is_refused_before_it_touches_what_spilled(tmp_path: Path) -> None:
    folder = tmp_path / "visa.duckdb.tmp"
    with Base(tmp_path / "visa.duckdb") as first, first.references() as cursor:
        for statement in SPILLING:
            cursor.execute(statement)
        spilled = sorted(folder.iterdir())
        with Base(tmp_path / "visa.duckdb") as second, pytest.raises(duckdb.Error), second.cursor():
            pass
        assert spilled and sorted(folder.iterdir()) == spilled
        assert cursor.execute("SELECT count(DISTINCT texte) FROM large").fetchone() == (1500000,)
