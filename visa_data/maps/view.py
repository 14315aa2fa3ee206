"""What a map shows: an extent and folium groups, turned once into the script that draws them."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import folium
from branca.element import Element

from visa_data.maps.assets import descendants, refuse_remote_assets
from visa_data.maps.colours import INK, Theme

Bounds = tuple[float, float, float, float]

_VIEW_JS = (Path(__file__).parent / "view.js").read_text(encoding="utf-8").strip()


@dataclass(eq=False)
class MapView:
    """A map to show, in EPSG:4326.

    The groups are consumed by `script`, once: afterwards the view no longer changes, so that it may be kept
    in a cache shared by several readers. Build the groups anew for another view.

    Attributes:
        bounds: extent to fit, (south, west, north, east) in degrees. The map moves only when it changes.
        groups: what is drawn, bottom first. A zone's feature carries its `code` among its properties, with
            nothing personal there: the browser receives all of it.
        center: (latitude, longitude) to move to instead, for instance a zone searched for.
        zoom: Leaflet's zoom level that goes with it.
        tiles: basemap, only where the settings allow another host; none by default.
        label: French name of the map, for those who cannot see it.
    """

    bounds: Bounds
    groups: Sequence[folium.FeatureGroup]
    center: tuple[float, float] | None = None
    zoom: int | None = None
    tiles: folium.TileLayer | None = None
    label: str = "Carte du territoire"
    _drawing: str | None = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def script(self, theme: Theme = "light") -> str:
        """JavaScript expression that draws the groups; apply it to the Leaflet layer that receives them.

        The same content gives the same text, so that the browser redraws only what changed.

        Raises:
            RemoteAssetError: a group needs a script, style or picture of another host.
        """
        with self._lock:
            if self._drawing is None:
                self._drawing = _drawing_script(self.groups)
        south, west, north, east = self.bounds
        view = {
            "bounds": [[south, west], [north, east]],
            "theme": theme,
            "ink": INK[theme],
            "label": self.label,
        }
        options = json.dumps(view, ensure_ascii=False).replace("</", "<\\/")
        return f"(function (layer) {{\n({_VIEW_JS})(layer, {options}, {self._drawing});\n}})"


def _drawing_script(groups: Sequence[folium.FeatureGroup]) -> str:
    """folium's own script for the groups, as a JavaScript function of the layer that receives them."""
    carrier = folium.Map(location=(0, 0), tiles=None)
    texts: dict[str, str] = {}
    for place, group in enumerate(groups):
        refuse_remote_assets(group)
        for rank, part in enumerate(descendants(group)):
            # folium names its variables at random; the browser would take each run for a new drawing.
            part._id = f"g{place}n{rank}"
            if isinstance(part, folium.Tooltip):
                part.text = _inside_template_literal(part.text)
            part._template = cast(Any, _ScriptKept(part, texts))
        group.add_to(carrier)
    root: Any = carrier.get_root()
    root.render()
    scripts = [
        texts.get(name) or element.render()
        for name, element in root.script._children.items()
        if name != carrier.get_name()
    ]
    body = "\n".join(line.strip() for line in "\n".join(scripts).splitlines() if line.strip())
    return f"function ({carrier.get_name()}) {{\n{body}\n}}".replace(carrier.get_name(), "layer")


class _ScriptKept:
    """Stands for an element's template, keeps the script it writes and hands folium an empty one.

    folium compiles each written script once more as a Jinja template: a zone called "{{ … }}" in a file would
    run on the server. What is kept here is never compiled again.
    """

    def __init__(self, part: Element, texts: dict[str, str]) -> None:
        written: dict[str, Any] = part._template.module.__dict__

        def script(this: Element, kwargs: dict[str, Any]) -> str:
            texts[this.get_name()] = written["script"](this, kwargs)
            return ""

        self.module = SimpleNamespace(script=script if "script" in written else None)


def _inside_template_literal(text: str) -> str:
    """HTML that folium writes between backquotes, made unable to close them or to run an expression."""
    return text.replace("\\", "&#92;").replace("`", "&#96;").replace("${", "&#36;{")
