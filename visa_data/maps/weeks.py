"""A figure played date by date in the browser: colours or circles of every date sent once, with common classes and sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import folium
import numpy as np
from branca.element import MacroElement

from visa_data import french, tokens
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.circles import MARKS_JS, OPACITY, WITHHELD_RADIUS
from visa_data.maps.colours import Theme
from visa_data.maps.dated import DatedFigure, titles, whole_of
from visa_data.maps.drawn import drawn_as
from visa_data.maps.in_script import in_script
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.week_drawing import Indexed, Played, as_circles, as_colours, colours_of
from visa_data.maps.zone_layer import MEMBERS_STYLE, OUT_OF_CHOICE, TOOLTIP_STYLE, zone_layer

LARGEST_ARROW = 22.0
"""Pixels of radius of the circle that has the area of the largest arrow."""
_HERE = Path(__file__).parent
_WEEKS_JS = (_HERE / "weeks.js").read_text(encoding="utf-8").strip()
_PARTS_JS = ", ".join(
    f"{name}: " + (_HERE / f"week_{name}.js").read_text(encoding="utf-8").strip()
    for name in ("bar", "change", "twin")
)
_WEEKS_CSS = (_HERE / "weeks.css").read_text(encoding="utf-8").strip()


@dataclass(frozen=True)
class Weeks:
    """What is played. stated: all that the browser receives. legend: HTML, for st.html."""

    shapes: ZoneShapes
    stated: Mapping[str, Any]
    legend: str
    theme: Theme

    def group(self) -> folium.FeatureGroup:
        """The zones as at the last date, and what plays the others; built anew at each call (a drawing is rendered once)."""
        last = self.stated["frames"][-1]
        codes = self.stated["codes"]
        fills = {
            code: self.stated["fills"][fill]
            for code, fill in zip(codes, last["fill"], strict=True)
            if fill >= 0
        }
        group = zone_layer(self.shapes, fills, {}, theme=self.theme, name="Semaines")
        zones = next((child for child in group._children.values() if isinstance(child, folium.GeoJson)), None)
        if zones is not None:
            PlayedWeeks(zones, self.stated).add_to(group)
        return group


def weeks_of(
    shapes: ZoneShapes,
    frames: Sequence[DatedFigure],
    figure: Played,
    *,
    under: Mapping[str, str] | None = None,
    compared: int = 0,
    books: bool = False,
) -> Weeks:
    """Frames of one figure, the oldest first, ready to play. Raises ValueError with fewer than two.

    under: code → members of a sector. compared: the frame that the last is compared with at first. books: the dates
    are those of meetings, whose figures are protected: nothing is added up.
    """
    if len(frames) < 2:
        raise ValueError("one date is not played")
    column, share, theme = figure.column, figure.share, figure.theme
    circles = drawn_as(column, share) == "circles"
    made = (as_circles if circles else as_colours)(shapes, frames, figure)
    unit = Unit.RATE if share else column.unit
    known = [_values(frame, shapes, column, figure.chosen) for frame in frames]
    more = under or {}
    written_titles = titles([frame.day for frame in frames], books=books)
    texts, said = Indexed(), Indexed()
    stated = {
        "kind": "status" if column.unit is Unit.STATUS else "circles" if circles else "colours",
        "codes": shapes.codes,
        "points": [
            [round(float(latitude), 5), round(float(longitude), 5)]
            for latitude, longitude in zip(shapes.latitude, shapes.longitude, strict=True)
        ],
        "under": [
            f'<br><span style="{MEMBERS_STYLE}">{escape(more[code])}</span>' if code in more else ""
            for code in shapes.codes
        ],
        "fills": made.fills,
        "frames": [
            {
                "title": large,
                "day": short,
                "on": french.day(frame.day),
                "whole": frame.whole
                if books
                else whole_of(
                    frame.values,
                    column,
                    counted=figure.counted,
                    places=figure.places,
                    share=share,
                    chosen=figure.chosen,
                ),
                "fill": [made.fill[row].get(code, -1) for code in shapes.codes],
                "text": [texts.of(escape(made.texts[row].get(code, OUT_OF_CHOICE))) for code in shapes.codes],
                "said": [said.of(escape(made.said[row].get(code, ""))) for code in shapes.codes],
                "value": values,
                "hidden": [place for place, code in enumerate(shapes.codes) if code in frame.withheld],
            }
            for row, (frame, values, (large, short)) in enumerate(
                zip(frames, known, written_titles, strict=True)
            )
        ],
        "texts": texts.found,
        "said": said.found,
        "sizes": made.sizes,
        "compared": compared,
        "places": figure.places,
        "change": _change(known, unit, figure),
        "colours": colours_of(column, theme),
        "bar": {
            "ground": tokens.MAP_GROUND[theme],
            "panel": tokens.MAP_PANEL[theme],
            "ink": tokens.INK[theme],
            "edge": tokens.BORDER[theme],
            "strong": tokens.PRIMARY[theme],
            "on-strong": tokens.PAPER[theme],
        },
        "opacity": OPACITY,
        "withheldRadius": WITHHELD_RADIUS,
        "tooltip": TOOLTIP_STYLE,
    }
    return Weeks(shapes, stated, made.legend, theme)


def _values(
    frame: DatedFigure, shapes: ZoneShapes, column: Column, chosen: tuple[str, ...]
) -> list[float | None]:
    """The numbers of the zones in their order, None for what is unknown, withheld or out of those chosen."""
    if column.unit is Unit.STATUS:
        return []
    kept = chosen_rows(frame.values, chosen)
    known = {
        code: float(value)
        for code, value in zip(kept["code_zone"], kept["valeur"], strict=True)
        if value == value and code not in frame.withheld
    }
    return [known.get(code) for code in shapes.codes]


def _change(
    known: Sequence[Sequence[float | None]],
    unit: Unit,
    figure: Played,
) -> dict[str, Any] | None:
    """How the browser draws and writes a difference; None for what has no number."""
    if figure.column.unit is Unit.STATUS:
        return None
    table = np.array(known, dtype=float)
    seen = table[:, ~np.isnan(table).all(axis=0)]
    most = float((np.nanmax(seen, axis=0) - np.nanmin(seen, axis=0)).max()) if seen.size else 0.0
    factor = 100 if unit is Unit.RATE else 1
    decimals = {Unit.KM: 1, Unit.RATIO: 2, Unit.DAYS: 1}.get(unit, 0)
    words = {
        Unit.RATE: ("point", "points"),
        Unit.COUNT: figure.counted,
        Unit.KM: ("km", "km"),
        Unit.DAYS: ("jour", "jours"),
    }.get(unit, ("", ""))
    return {
        "most": most,
        "largest": LARGEST_ARROW,
        "factor": factor,
        "decimals": decimals,
        "words": words,
        "worse": figure.column.worse,
    }


class PlayedWeeks(MacroElement):
    """Plays the dates on the zones of `layer`: weeks.js, its bar, its changes and its second map, with the marks of marks.js."""

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
        ({{ this.code }})({{ this._parent.get_name() }}, {{ this.layer }}, {{ this.given }}, {{ this.marks }}, {{ this.css }}, { {{ this.parts }} });
        {% endmacro %}
        """
    )

    def __init__(self, layer: folium.GeoJson, stated: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "PlayedWeeks"
        self._layer = layer
        self.code, self.parts, self.marks = _WEEKS_JS, _PARTS_JS, MARKS_JS
        self.given, self.css = in_script(stated), in_script(_WEEKS_CSS)

    @property
    def layer(self) -> str:
        """Name of the zones' variable when the map is drawn."""
        return str(self._layer.get_name())
