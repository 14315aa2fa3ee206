"""What would give somebody away in bytes: a reference of the register, a person's coordinates in any usual form."""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

ROOT = Path(__file__).resolve().parents[1]


def machine_places() -> list[bytes]:
    """Where this machine keeps the project, its Python, its user's files and its temporary ones."""
    places = {ROOT, Path(sys.prefix), Path.home(), Path(tempfile.gettempdir())}
    return [str(place).encode() for place in places if place != Path(place.anchor)] + [b"site-packages"]


NUMBER = re.compile(rb"\d{1,3}[.,]\d{5,}")


@dataclass(frozen=True)
class Traces:
    """References, and coordinates of persons that no public place shares (degrees)."""

    references: frozenset[bytes]
    coordinates: tuple[float, ...]

    def found_in(self, content: bytes) -> list[str]:
        """What this content holds of them: references as text, coordinates as text (5 decimals) or as doubles."""
        shape = re.compile(rb"VA0\d{4}")
        found = {name.decode() for name in set(shape.findall(content)) & self.references}
        written = {f"{value:.5f}".encode() for value in self.coordinates}
        cut = {str(value).encode()[: len(f"{value:.5f}")] for value in self.coordinates}
        for number in set(NUMBER.findall(content)):
            plain = number.replace(b",", b".")
            if {plain[: plain.index(b".") + 6], f"{float(plain):.5f}".encode()} & (written | cut):
                found.add(plain.decode())
        exact = np.array(self.coordinates, dtype="<f8").view("<u8")
        for start in range(8):
            whole = (len(content) - start) // 8 * 8
            if whole > 0 and np.isin(np.frombuffer(content[start : start + whole], dtype="<u8"), exact).any():
                found.add("a coordinate as a double")
        return sorted(found)


def traces_of(cursor: duckdb.DuckDBPyConnection) -> Traces:
    """Those of every person of the sample; places of teams and resources are public."""
    references = {row[0].encode() for row in cursor.execute("SELECT reference FROM personnes").fetchall()}
    places = cursor.execute(
        """
        WITH publics AS (
            SELECT latitude AS degres FROM equipes UNION SELECT longitude FROM equipes
            UNION SELECT latitude FROM ressources UNION SELECT longitude FROM ressources
        )
        SELECT latitude AS degres FROM personnes WHERE latitude IS NOT NULL
        UNION SELECT longitude FROM personnes WHERE longitude IS NOT NULL
        EXCEPT SELECT degres FROM publics
        """
    ).fetchall()
    return Traces(frozenset(references), tuple(row[0] for row in places))


def unfolded(content: bytes) -> bytes:
    """The content of a file, its members where it is an archive."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())
