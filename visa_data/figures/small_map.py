"""A small map to compare with others: filled outlines in a plain chart, no tiles, no WebGL."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from visa_data.figures.style import dress, safe
from visa_data.maps.colours import NO_DATA, Theme
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.zone_layer import OUT_OF_CHOICE

HOVER_PIXELS = 40
LINE = 44
"""Letters a line of what hovering says."""


def small_map(
    shapes: ZoneShapes,
    colours: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    hatched: str = "",
    theme: Theme = "light",
    height: int = 300,
    under: Mapping[str, str] | None = None,
) -> go.Figure:
    """Zones filled by colour: one trace a colour, so that a map stays light; then their points, in their order, to be chosen.

    colours: zone code → fill; the others are « sans donnée ». texts: zone code → what hovering says (plain text).
    hatched: the fill that also bears stripes, so that what matters most is seen without colours. under: zone code → a
    second line, the members of a sector.
    """
    more = under or {}
    inks = INKS[theme]
    by_fill: dict[str, list[int]] = {}
    for row, code in enumerate(shapes.codes):
        by_fill.setdefault(colours.get(code, NO_DATA[theme]), []).append(row)
    figure = go.Figure()
    for fill, rows in by_fill.items():
        x, y = _outlines(shapes, rows)
        stripes = {"shape": "/", "size": 7, "solidity": 0.28, "fgcolor": inks.halo, "bgcolor": fill}
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            fill="toself",
            fillcolor=fill,
            line={"color": inks.border, "width": 0.8},
            hoverinfo="skip",
            **({"fillpattern": stripes} if fill == hatched else {}),
        )
    figure.add_scatter(
        x=shapes.longitude.astype(np.float32),
        y=shapes.latitude.astype(np.float32),
        mode="markers",
        marker={"size": 12, "opacity": 0},
        # The zone that is chosen bears a point; plotly.js reads both of the two as soon as one is given.
        selected_marker={"opacity": 1, "color": inks.ink, "size": 12},
        unselected_marker={"opacity": 0},
        hoverinfo="text",
        hovertext=[
            f"<b>{safe(name)}</b><br>{safe(texts.get(code, OUT_OF_CHOICE))}"
            + "".join(f"<br>{safe(line)}" for line in textwrap.wrap(more.get(code, ""), LINE))
            for code, name in zip(shapes.codes, shapes.names, strict=True)
        ],
    )
    dress(figure, height=height)
    south, west, north, east = shapes.bounds
    margin = 0.03 * max(north - south, east - west)
    figure.update_layout(
        hovermode="closest", hoverdistance=HOVER_PIXELS, margin={"l": 0, "r": 0, "t": 0, "b": 0}
    )
    figure.update_xaxes(visible=False, range=[west - margin, east + margin], constrain="domain")
    figure.update_yaxes(
        visible=False,
        range=[south - margin, north + margin],
        scaleanchor="x",
        scaleratio=1 / math.cos(math.radians((south + north) / 2)),
        constrain="domain",
    )
    return figure


def _outlines(shapes: ZoneShapes, rows: list[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Rings of the zones as one path, rings parted by NaN."""
    points = np.concatenate([shapes.paths[row] for row in rows])[:-1]
    return points[:, 0], points[:, 1]
