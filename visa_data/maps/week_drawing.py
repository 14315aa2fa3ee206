"""The colours, sizes and words of one figure at several dates: classes and scales common to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from visa_data import french, tokens
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.circle_scale import CircleScale, circle_scale
from visa_data.maps.circles import pale_zones
from visa_data.maps.circles_legend import circles_legend
from visa_data.maps.classes import Scheme
from visa_data.maps.coloured import coloured_zones
from visa_data.maps.colours import NO_DATA, ZERO, Theme
from visa_data.maps.dated import DatedFigure
from visa_data.maps.drawn import count_colour
from visa_data.maps.legend import LegendRow, legend_html
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes

MOST_DISTINCT = 1500
"""Values that natural breaks are looked for among: more are rounded first, for the classes alone."""


@dataclass(frozen=True)
class Played:
    """What is played.

    title: over the legend. label: the figure's name in a tooltip. counted: what a count counts, one and many. chosen:
    zones drawn (all when empty). places: what they are called.
    """

    column: Column
    title: str
    label: str
    counted: tuple[str, str]
    scheme: Scheme = Scheme.NATURAL
    share: bool = False
    theme: Theme = "light"
    chosen: tuple[str, ...] = ()
    places: tuple[str, str] = ("zone", "zones")


@dataclass(frozen=True)
class Drawn:
    """By date: fills (rank in `fills`) and words by zone; sizes of circles by date and zone."""

    fills: list[str]
    fill: list[dict[str, int]]
    texts: list[dict[str, str]]
    said: list[dict[str, str]]
    sizes: list[list[float]] | None
    scale: CircleScale | None
    legend: str


def as_colours(shapes: ZoneShapes, frames: Sequence[DatedFigure], figure: Played) -> Drawn:
    """All the dates classed as one table, whose zones are named with the rank of their date."""
    table = pd.concat(
        [
            frame.values[frame.values["code_zone"] != ""].assign(
                code_zone=lambda part, row=row: f"{row}|" + part["code_zone"]
            )
            for row, frame in enumerate(frames)
        ],
        ignore_index=True,
    )
    withheld = {
        f"{row}|{code}": words
        for row, frame in enumerate(frames)
        for code, words in frame.withheld.items()
        if code
    }
    every = tuple(f"{row}|{code}" for row in range(len(frames)) for code in figure.chosen)
    classed = _rounded(table, figure)
    paint = partial(
        coloured_zones,
        column=figure.column,
        share=figure.share,
        theme=figure.theme,
        chosen=every,
        withheld=withheld,
    )
    painted = paint(classed, scheme=figure.scheme)
    # Words are those of the values themselves; only their class is looked for among rounded ones.
    worded = painted if classed is table else paint(table, scheme=Scheme.QUANTILES)
    fills = Indexed()
    legend = legend_html(
        figure.title,
        [LegendRow(row.label, row.colour, None, row.pattern) for row in painted.legend],
        theme=figure.theme,
        note=f"Mêmes couleurs pour les {french.number(len(frames))} dates.",
        counted=figure.places,
    )
    said = worded.values if figure.column.unit is not Unit.STATUS else worded.texts
    return Drawn(
        fills.found,
        [
            {code: fills.of(fill) for code, fill in one.items()}
            for one in _apart(painted.colours, len(frames))
        ],
        [
            opened(frame, texts)
            for frame, texts in zip(frames, _apart(worded.texts, len(frames)), strict=True)
        ],
        _apart(said, len(frames)),
        None,
        None,
        legend,
    )


def as_circles(shapes: ZoneShapes, frames: Sequence[DatedFigure], figure: Played) -> Drawn:
    """Sizes of one scale for all the dates."""
    values = []
    for frame in frames:
        kept = chosen_rows(frame.values, figure.chosen)
        values.append(dict(zip(kept["code_zone"], kept["valeur"].astype(float), strict=True)))
    scale = circle_scale(shapes, values)
    said: list[dict[str, str]] = []
    texts: list[dict[str, str]] = []
    for frame, one in zip(frames, values, strict=True):
        words = {
            code: frame.withheld.get(code)
            or (french.counted(value, *figure.counted) if value == value else "sans donnée")
            for code, value in one.items()
        }
        said.append(words)
        # As on the map of one day: the figure, then its value.
        told = {code: f"{figure.label}{french.NBSP}: {text}" for code, text in words.items()}
        texts.append(opened(frame, told))
    last = frames[-1]
    return Drawn(
        [ZERO[figure.theme]],
        [
            dict.fromkeys(pale_zones(shapes, one, frame.withheld, figure.theme), 0)
            for one, frame in zip(values, frames, strict=True)
        ],
        texts,
        said,
        [[scale.radius(one.get(code, 0.0)) for code in shapes.codes] for one in values],
        scale,
        circles_legend(
            figure.title,
            shapes,
            values[-1],
            scale,
            colour=colours_of(figure.column, figure.theme)["circle"],
            counted=figure.counted,
            places=figure.places,
            withheld=last.withheld,
            theme=figure.theme,
            note=f"Même échelle pour les {french.number(len(frames))} dates ; ce qui n'est pas dessiné "
            f"est compté au {french.day(last.day)}.",
        ),
    )


def opened(frame: DatedFigure, texts: Mapping[str, str]) -> dict[str, str]:
    """Each text after the sentence that its tooltip opens with."""
    return {
        code: f"{frame.openings[code]} {text}" if code in frame.openings else text
        for code, text in texts.items()
    }


def _rounded(table: pd.DataFrame, figure: Played) -> pd.DataFrame:
    """The table with fewer distinct values, where breaks would be looked for among too many."""
    if figure.column.unit is Unit.STATUS or table["valeur"].nunique() <= MOST_DISTINCT:
        return table
    decimals = (
        3 if figure.share or figure.column.unit is Unit.RATE else 2 if figure.column.unit is Unit.RATIO else 1
    )
    return table.assign(valeur=table["valeur"].round(decimals))


def _apart(found: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    """By date again, what was found for « rank|code »."""
    by_date: list[dict[str, Any]] = [{} for _ in range(number)]
    for key, value in found.items():
        rank, code = key.split("|", 1)
        by_date[int(rank)][code] = value
    return by_date


def colours_of(column: Column, theme: Theme) -> dict[str, str]:
    """What is drawn over the zones: a circle, a rise that is bad or good news, pale ground, lines."""
    inks = INKS[theme]
    return {
        "circle": count_colour(column, theme),
        "worse": tokens.WORSE[theme],
        "better": tokens.BETTER[theme],
        "neither": inks.ink,
        "pale": ZERO[theme],
        "none": NO_DATA[theme],
        "border": inks.border,
        "ink": inks.ink,
        "halo": inks.halo,
        "paper": inks.paper,
    }


class Indexed:
    """Values met once each, and the rank of each: what is said of a thousand zones is often the same."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._rank: dict[str, int] = {}

    def of(self, value: str) -> int:
        """Its rank."""
        if value not in self._rank:
            self._rank[value] = len(self.found)
            self.found.append(value)
        return self._rank[value]
