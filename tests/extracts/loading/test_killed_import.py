"""Killed at many moments of its imports, the base is as before one of them or as after it."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extracts.loading.killed_imports import AT, NUMBER
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

PIVOT = ROOT / "sample_data" / "pivot"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def first_lines(name: str, folder: Path, number: int, *, references: set[str]) -> Path:
    """The header and the first lines about these references (all lines when none is given)."""
    header, *lines = (PIVOT / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not references or line.split(",")[0] in references]
    path = folder / f"{name}.csv"
    path.write_text(header + "".join(kept[:number]), encoding="utf-8")
    return path


def everything(base: Base) -> dict[str, list[str]]:
    """Every row of every table, as texts; of the journal, what does not depend on the hour."""
    with base.references() as cursor:
        names = [
            name
            for (name,) in cursor.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary "
                "AND database_name = current_database()"
            ).fetchall()
        ]
        columns = {"journal": "numero, auteur, acte, details"}
        return {
            name: sorted(map(repr, cursor.execute(f"SELECT {columns.get(name, '*')} FROM {name}").fetchall()))
            for name in sorted(names)
        }


def test_a_killed_import_leaves_the_base_before_or_after(tmp_path: Path) -> None:
    people = first_lines("personnes", tmp_path, 60, references=set())
    known = {line.split(",")[0] for line in people.read_text(encoding="utf-8").splitlines()[1:]}
    calls = first_lines("appels", tmp_path, 150, references=known)
    needs = first_lines("besoins", tmp_path, 60, references=known)
    earlier = tmp_path / "personnes_avant.csv"
    text = people.read_text(encoding="utf-8").splitlines(keepends=True)
    earlier.write_text("".join(text[:40]).replace(",oui,", ",non,", 8), encoding="utf-8")
    template = tmp_path / "avant.duckdb"
    with Base(template) as base:
        load_extract(base, read_extract(earlier), at=AT)
    paths = [ROOT / "geodata" / "communes.geojson", people, calls, needs]

    states = []
    whole = tmp_path / "etapes.duckdb"
    whole.write_bytes(template.read_bytes())
    with Base(whole) as base:
        states.append(everything(base))
        for path in paths:
            load_extract(base, read_extract(path), at=AT)
            states.append(everything(base))
        undo_last(base, at=AT)
        states.append(everything(base))
    assert all(left != right for left, right in itertools.pairwise(states)), "each step changes it"

    copies = tmp_path / "copies"
    copies.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.extracts.loading.killed_imports", template, copies, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == NUMBER
    reached = set()
    for copy in sorted(copies.glob("[0-9]*.duckdb")):
        with Base(copy) as base:
            found = everything(base)
        assert found in states, copy.name
        reached.add(states.index(found))
    assert reached == set(range(len(states))), "the moments are spread over the whole run"
