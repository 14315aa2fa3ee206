"""Clean extracts polluted as real files are: read exactly, offered, refused or told, never lost silently."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.extracts.pollutions import SOURCES, clean_rows, pollutions, written
from visa_data.errors import FileRefused, Severity
from visa_data.extracts.answers.choices import ChoiceNeeded
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.reading import read_extract

TODAY = date(2026, 1, 15)
EXACT, OFFERED, REFUSED, TOLD, LOST = (
    "lu exactement",
    "proposé",
    "refusé",
    "lignes rejetées, dites",
    "perdu sans le dire",
)


def read(folder: Path, content: bytes) -> Extract:
    path = folder / "extrait"
    path.write_bytes(content)
    return read_extract(path, today=TODAY)


def cells(extract: Extract) -> list[dict[str, object]]:
    return extract.table.drop_columns("ligne").to_pylist()


def fate(folder: Path, clean: Extract, content: bytes) -> str:
    """What became of a polluted extract, beside the clean one: row by row, cell by cell."""
    try:
        seen = read(folder, content)
    except ChoiceNeeded:
        return OFFERED
    except FileRefused:
        return REFUSED
    if seen.kind is not clean.kind:
        return LOST
    expected, found = cells(clean), cells(seen)
    rejected = {p.line for p in seen.problems if p.severity is Severity.REJECTED}
    if found == expected:
        return EXACT
    if len(found) + len(rejected) < len(expected):
        return LOST
    gone = set(clean.table.column_names) - set(seen.table.column_names)
    named = len(seen.recognition.ignored) > len(clean.recognition.ignored)
    kept = [
        {name: value for name, value in row.items() if name not in gone}
        for row in expected
        if named or all(row[name] is None for name in gone)
    ]
    return TOLD if all(row in kept for row in found) else LOST


def fates(folder: Path, source: str) -> dict[str, str]:
    rows = clean_rows(source)
    clean = read(folder, written(rows).encode())
    return {one.name: fate(folder, clean, one.content) for one in pollutions(rows)}


# What no file proves: titles that are not there.
NOT_READ = {"sans en-tête", "en-tête vide", "ligne blanche au lieu de l'en-tête"}
IN_PART = {"un titre vide", "un titre de moins, à droite", "un titre de trop"}


@pytest.mark.parametrize("source", [source for source in SOURCES if source.startswith("brut")])
def test_pollution_is_read_or_told(tmp_path: Path, source: str) -> None:
    """Those as organisations write them; `python -m tests.extracts.test_pollution` tells of all."""
    found = fates(tmp_path, source)
    assert {name: what for name, what in found.items() if what == LOST} == {}
    assert {found[name] for name in NOT_READ} <= {REFUSED}
    assert {found[name] for name in IN_PART} <= {EXACT, TOLD, REFUSED, OFFERED}
    others = {name: what for name, what in found.items() if name not in NOT_READ | IN_PART}
    assert {name: what for name, what in others.items() if what != EXACT} == {}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        total: dict[str, Counter[str]] = {}
        for source in SOURCES:
            for name, what in fates(Path(folder), source).items():
                total.setdefault(name, Counter())[what] += 1
    for name, counts in total.items():
        print(f"{name:55} {dict(counts)}")
    print(sum(total.values(), Counter()))
