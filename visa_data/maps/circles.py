"""Counts as circles on the zones' own points: areas in proportion, small ones over large ones, a donut of what makes one up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement

from visa_data import french
from visa_data.maps.circle_scale import CircleScale, circle_scale
from visa_data.maps.colours import ZERO, Theme, contrast
from visa_data.maps.donuts import Part
from visa_data.maps.in_script import in_script
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.zone_layer import TOOLTIP_STYLE

WITHHELD_RADIUS = 8.0
"""Pixels of the circle of a value that a book withholds: dashed, whatever hides behind it."""
OPACITY = 0.85
_HERE = Path(__file__).parent
MARKS_JS = (_HERE / "marks.js").read_text(encoding="utf-8").strip()
_CIRCLES_JS = (_HERE / "circles.js").read_text(encoding="utf-8").strip()


def circles_layer(
    shapes: ZoneShapes,
    values: Mapping[str, float],
    texts: Mapping[str, str],
    *,
    parts: Mapping[str, Sequence[Part]] | None = None,
    withheld: Mapping[str, str] | None = None,
    colour: str,
    theme: Theme = "light",
    name: str = "Effectifs",
    scale: CircleScale | None = None,
) -> folium.FeatureGroup:
    """One circle a zone, the largest drawn first; none for nobody.

    values: zone code → count. texts: zone code → what its tooltip says under the name, plain text, escaped here.
    parts: zone code → what its count is made of: a donut, with the count inside where it fits. withheld: zone code →
    words of a count that a book withholds: a small dashed circle, of one size. scale: that of these values by default.

    A feature carries `code`, `nom` and `texte`, as a zone's does. Raises ValueError where parts do not add up to the count.
    """
    used = scale or circle_scale(shapes, [values])
    inks, hidden = INKS[theme], withheld or {}
    inside_ink = max((inks.paper, inks.ink), key=lambda ink: contrast(ink, colour))
    rows = sorted(
        (row for row, code in enumerate(shapes.codes) if used.radius(values.get(code, 0)) or code in hidden),
        key=lambda row: -values.get(shapes.codes[row], 0) if shapes.codes[row] not in hidden else 0,
    )
    circles = []
    for row in rows:
        code = shapes.codes[row]
        style: dict[str, Any] = {"radius": used.radius(values.get(code, 0)), "fillColor": colour}
        if code in hidden:
            style |= {
                "radius": WITHHELD_RADIUS,
                "dashArray": "3 3",
                "color": inks.ink,
                "fillColor": inks.paper,
            }
        elif parts and (made := parts.get(code)):
            if sum(part.count for part in made) != values[code]:
                raise ValueError(f"the parts of {code} do not add up to {values[code]}")
            style |= {
                "parts": [[part.colour, part.count] for part in made],
                "inside": french.number(values[code]),
            }
        circles.append(
            {
                "latitude": round(float(shapes.latitude[row]), 5),
                "longitude": round(float(shapes.longitude[row]), 5),
                "style": style,
                "properties": {
                    "code": code,
                    "nom": escape(shapes.names[row]),
                    "texte": escape(texts.get(code, "")),
                },
            }
        )
    group = folium.FeatureGroup(name=name)
    if circles:
        style = {
            "color": inks.halo,
            "weight": 2,
            "fill": True,
            "fillOpacity": OPACITY,
            "paper": inks.paper,
            "ink": inks.ink,
            "insideInk": inside_ink,
        }
        Circles({"circles": circles, "style": style, "tooltip": TOOLTIP_STYLE}).add_to(group)
    return group


def pale_zones(
    shapes: ZoneShapes, values: Mapping[str, float], withheld: Mapping[str, str], theme: Theme
) -> dict[str, str]:
    """Zone code → fill of the ground under circles: the same for every zone whose count is known or withheld.

    A zone without a count is left out, and drawn as « sans donnée » (see `zone_layer`).
    """
    known = {code for code, value in values.items() if value == value} | set(withheld)
    return {code: ZERO[theme] for code in shapes.codes if code in known}


class Circles(MacroElement):
    """The circles of a group, drawn by circles.js with the marks of marks.js."""

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
        ({{ this.code }})({{ this._parent.get_name() }}, {{ this.given }}, {{ this.marks }});
        {% endmacro %}
        """
    )

    def __init__(self, stated: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "Circles"
        self.stated = stated
        self.code, self.marks = _CIRCLES_JS, MARKS_JS
        self.given = in_script(stated)
