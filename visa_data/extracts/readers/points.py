"""A layer of points as a table: its attributes, with the latitude and longitude of each point in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import pandas as pd
import shapely

from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.readers.projection import in_degrees
from visa_data.extracts.readers.records import Block
from visa_data.extracts.readers.tables import HEAD_LINES, Head, TableSource
from visa_data.extracts.readers.vector import Layer
from visa_data.extracts.readers.workbook import BLOCK_ROWS, cell_text
from visa_data.typography import counted

COORDINATES = ("latitude", "longitude")
_DECIMALS = 6


class PointsSource(TableSource):
    """The points of one layer; the header is row 1, and each feature's row its number plus one."""

    def __init__(self, layer: Layer, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.encoding = layer.label
        self._layer = layer
        shapes, self._told = in_degrees(layer.frame)
        kinds = shapely.get_type_id(shapes)
        # A MultiPoint of one point is a point, as many programs write them all.
        single = (kinds == 4) & (shapely.get_num_geometries(shapes) == 1)
        shapes = np.where(single, shapely.get_geometry(shapes, 0), shapes)
        self._points = shapes.copy()
        self._points[shapely.get_type_id(shapes) != 0] = None
        self._unplaced = int((shapely.is_missing(self._points) | shapely.is_empty(self._points)).sum())

    def heads(self, choice: Choice) -> list[Head]:
        """See TableSource."""
        rows = list(islice(self._rows(), HEAD_LINES))
        return [Head(self._layer.name, list(range(1, len(rows) + 1)), rows, is_sheet=True)]

    def blocks(self, name: str, width: int, header_line: int) -> Iterator[Block]:
        """See TableSource."""
        numbered = enumerate(self._rows(), start=1)
        while rows := list(islice(numbered, BLOCK_ROWS)):
            block = Block.of_rows(rows, width)
            block.done = rows[-1][0] / (len(self._points) + 1)
            yield block

    def notices(self, names: Sequence[str]) -> list[str]:
        """See TableSource."""
        found = [*self._layer.notices, *self._told]
        if self._unplaced:
            found.append(
                f"Formes qui ne sont pas un point : {counted(self._unplaced, 'ligne', 'lignes')} sans position."
            )
        return found

    def _rows(self) -> Iterator[list[str]]:
        frame = self._layer.frame
        attributes = frame.drop(columns=frame.geometry.name)
        yield [*COORDINATES, *map(str, attributes.columns)]
        x, y = shapely.get_x(self._points), shapely.get_y(self._points)
        columns = [attributes[name].astype(object).tolist() for name in attributes.columns]
        for place, (longitude, latitude) in enumerate(zip(x, y, strict=True)):
            position = (
                ["", ""] if np.isnan(latitude) else [f"{d:.{_DECIMALS}f}" for d in (latitude, longitude)]
            )
            yield position + [_text(column[place]) for column in columns]


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value is pd.NaT or value != value else cell_text(value)
