"""Columns of coordinates brought to degrees as a whole: a projection in metres, latitude and longitude swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from visa_data.extracts.formats import Refusal, read_coordinate, read_pair
from visa_data.extracts.texts.cells import bare_cell
from visa_data.typography import counted, french

# Latitudes and longitudes (south, north, west, east) of mainland France and of each overseas territory.
_FRANCE = (
    (41.0, 51.6, -5.6, 10.0),
    (14.2, 18.2, -63.3, -60.6),
    (2.0, 6.0, -55.0, -51.3),
    (-21.6, -20.7, 55.0, 56.0),
    (-13.2, -12.4, 44.9, 45.5),
    (46.6, 47.3, -56.6, -56.0),
)
_MOST = 0.9
_DECIMALS = 6


@dataclass(frozen=True)
class _Projection:
    """A projection in metres and the numbers of France in it."""

    label: str
    epsg: int
    x: tuple[float, float]
    y: tuple[float, float]

    def holds(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (x >= self.x[0]) & (x <= self.x[1]) & (y >= self.y[0]) & (y <= self.y[1])


# Each conical projection CC42 to CC50 has its own million of northings (IGN).
_PROJECTIONS = (
    _Projection("Lambert-93", 2154, (75_000, 1_245_000), (6_000_000, 7_150_000)),
    _Projection("Lambert II étendu", 27572, (30_000, 1_210_000), (1_600_000, 2_700_000)),
    *(
        _Projection(
            f"Lambert conique CC{n}",
            3900 + n,
            (1_245_000, 2_250_000),
            ((n - 41) * 1e6 + 5e4, (n - 41) * 1e6 + 35e4),
        )
        for n in range(42, 51)
    ),
)


@dataclass(frozen=True)
class _Reading:
    """How a pair of columns is to be understood: which is which, and in what projection (None: degrees)."""

    swapped: bool
    projection: _Projection | None

    def holds(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Which pairs (column of latitudes, column of longitudes) are of France when read so."""
        north, east = (second, first) if self.swapped else (first, second)
        if self.projection:
            return self.projection.holds(east, north)
        return _in_france(north, east)

    def degrees(self, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Latitudes and longitudes (EPSG:4326) of pairs read so."""
        north, east = (second, first) if self.swapped else (first, second)
        if self.projection is None:
            return north, east
        from pyproj import Transformer  # slow to import, and few files need it

        to_degrees = Transformer.from_crs(self.projection.epsg, 4326, always_xy=True)
        longitude, latitude = to_degrees.transform(east, north)
        return latitude, longitude


_AS_WRITTEN = _Reading(False, None)
_READINGS = (
    _Reading(True, None),
    *(_Reading(swapped, projection) for projection in _PROJECTIONS for swapped in (False, True)),
)


class Positions:
    """Brings the cells of two columns to degrees, block after block, all in one way.

    headers: of the column of latitudes and of that of longitudes. The way is settled by the first block with
    coordinates: nine pairs in ten of it must be of France when read so, and not as they are written.
    Pairs that are not are left as written, for the formats to read or refuse; both are counted.
    """

    def __init__(self, headers: tuple[str, str]) -> None:
        self.headers = headers
        self.converted = 0
        self.left = 0
        self._reading: _Reading | None = None

    def in_degrees(self, latitudes: pa.Array, longitudes: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Return the two columns of texts, in degrees where they were something else."""
        if self._reading is _AS_WRITTEN:
            return latitudes, longitudes
        first, second = _numbers(latitudes), _numbers(longitudes)
        both = ~np.isnan(first) & ~np.isnan(second)
        if not both.any():
            return latitudes, longitudes
        if self._reading is None:
            self._reading = _likely(first[both], second[both])
            if self._reading is _AS_WRITTEN:
                return latitudes, longitudes
        held = both.copy()
        held[both] = self._reading.holds(first[both], second[both])
        self.converted += int(held.sum())
        self.left += int((both & ~held).sum())
        north, east = self._reading.degrees(first[held], second[held])
        return _rewritten(latitudes, held, north), _rewritten(longitudes, held, east)

    def notices(self) -> list[str]:
        """What was done, with the number of lines."""
        if self._reading is None or self._reading is _AS_WRITTEN:
            return []
        first, second = self.headers
        named = f"Colonne « {first} »" if first == second else f"Colonnes « {first} » et « {second} »"
        done = []
        if self._reading.projection:
            done.append(
                f"coordonnées en {self._reading.projection.label}, converties en latitude et longitude"
            )
        if self._reading.swapped:
            done.append("latitude et longitude inversées dans le fichier, remises dans l'ordre")
        told = f"{named} : {' ; '.join(done)} ({counted(self.converted, 'ligne', 'lignes')})"
        if self.left:
            told += f" ; {counted(self.left, 'autre ligne laissée telle quelle', 'autres lignes laissées telles quelles')}"
        return [french(told + ".")]


def look_swapped(latitude: float, longitude: float) -> bool:
    """Tell whether a point (degrees) out of France would be in it with its two numbers exchanged."""
    first, second = np.array([latitude]), np.array([longitude])
    return bool(_in_france(second, first)[0] and not _in_france(first, second)[0])


def split_positions(cells: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the latitudes and the longitudes of a column that has both, as texts.

    A cell that is no pair is left whole with the latitudes, which refuse it.
    """
    encoded = cells.dictionary_encode()
    pairs = [read_pair(bare_cell(cell)) or (cell, "") for cell in encoded.dictionary.to_pylist()]
    return (
        pa.array([pair[0] for pair in pairs], pa.string()).take(encoded.indices),
        pa.array([pair[1] for pair in pairs], pa.string()).take(encoded.indices),
    )


def _likely(first: np.ndarray, second: np.ndarray) -> _Reading:
    if _AS_WRITTEN.holds(first, second).mean() > 1 - _MOST:
        return _AS_WRITTEN
    shares = [reading.holds(first, second).mean() for reading in _READINGS]
    best = int(np.argmax(shares))
    return _READINGS[best] if shares[best] >= _MOST else _AS_WRITTEN


def _in_france(north: np.ndarray, east: np.ndarray) -> np.ndarray:
    inside = np.zeros(len(north), dtype=bool)
    for south, top, west, right in _FRANCE:
        inside |= (north >= south) & (north <= top) & (east >= west) & (east <= right)
    return inside


def _numbers(cells: pa.Array) -> np.ndarray:
    """The coordinates of a column of texts; NaN where there is none that can be read."""
    encoded = cells.dictionary_encode()
    values = []
    for cell in encoded.dictionary.to_pylist():
        try:
            values.append(read_coordinate(bare_cell(cell)))
        except Refusal:
            values.append(np.nan)
    return np.array(values, dtype=float)[encoded.indices.to_numpy()] if values else np.empty(0)


def _rewritten(cells: pa.Array, where: np.ndarray, values: np.ndarray) -> pa.Array:
    texts: list[str] = cells.to_pylist()
    written: Sequence[float] = np.round(values, _DECIMALS).tolist()
    for place, value in zip(np.flatnonzero(where).tolist(), written, strict=True):
        texts[place] = f"{value:.{_DECIMALS}f}"
    return pa.array(texts, pa.string())
