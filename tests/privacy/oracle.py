"""What was kept or said of people: every text of every table, the bytes of the files, what was printed and logged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from tests.privacy.invented import folded

_PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{5,}")


class Haystack:
    """Texts, searched without accents, case or what stands between digits."""

    def __init__(self, texts: Iterable[str]) -> None:
        cells = {folded(text) for text in texts}
        self._words = "\n".join(cells)
        self._digits = "\n".join({re.sub(r"[^\d\n]", "", cell) for cell in cells})

    def holds(self, needle: str) -> bool:
        """Whether a word, a day or a number is there."""
        return needle in self._words or (needle.isdigit() and needle in self._digits)


def cells_of(path: Path) -> set[str]:
    """Every value of every table of a base, as text."""
    cells: set[str] = set()
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "SELECT table_name, list(column_name) FROM information_schema.columns "
            "WHERE table_schema = 'main' GROUP BY table_name"
        ).fetchall()
        for table, columns in tables:
            for column in columns:
                query = (
                    f'SELECT DISTINCT CAST("{column}" AS VARCHAR) FROM "{table}" WHERE "{column}" IS NOT NULL'
                )
                cells |= {row[0] for row in connection.execute(query).fetchall()}
    return cells


def strings_of(folder: Path) -> set[str]:
    """Every run of printable bytes of every file of a folder, as `strings` shows them."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.is_file():
            found |= {run.decode("utf-8", "replace") for run in _PRINTABLE.findall(path.read_bytes())}
    return found
