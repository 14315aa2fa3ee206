"""What a map shows: an extent and folium groups, turned once into the script that draws them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from types import SimpleNamespace
from typing import Any, cast

import folium
from branca.element import Element

from visa_data.maps.assets import descendants, refuse_remote_assets
from visa_data.maps.colours import INK, Theme
from visa_data.maps.in_script import in_script

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shown:
    """How a page shows a map, and what it asks of it.

    Attributes:
        full: the map takes the height that its page gives to the frame.
        room: pixels that a card takes over the right of the map: what is chosen stays clear of them.
        asked: rank of the last thing that the page, not a click, chose; the map goes there when it changes.
        chosen: code of what is chosen, None when nothing is.
        place: its (latitude, longitude), where nothing drawn says it.
        beside: codes of the areas that it is compared with: dashed outlines, brought in sight with it.
    """

    full: bool = False
    room: int = 0
    asked: int = 0
    chosen: str | None = None
    place: tuple[float, float] | None = None
    beside: tuple[str, ...] = ()


@dataclass(eq=False)
class MapView:
    """A map to show, in EPSG:4326.

    The groups are consumed by `script`, once: afterwards the view no longer changes, so that it may be kept
    in a cache shared by several readers. Build the groups anew for another view.

    Attributes:
        bounds: extent to fit, (south, west, north, east) in degrees. The map moves only when it changes.
        groups: what is drawn, bottom first. A zone's feature carries its `code` among its properties, with
            nothing personal there: the browser receives all of it.
        tiles: basemap, only where the settings allow another host; none by default.
        label: French name of the map, for those who cannot see it.
        legend: HTML shown over a corner of the map, every text in it escaped; none when empty.
        order: codes of the zones in the order that the keyboard goes through them; as drawn when empty.
    """

    bounds: Bounds
    groups: Sequence[folium.FeatureGroup]
    tiles: folium.TileLayer | None = None
    label: str = "Carte du territoire"
    legend: str = ""
    order: Sequence[str] = ()
    _drawing: str | None = field(default=None, init=False, repr=False)
    _mark: str = field(default="", init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def script(self, theme: Theme = "light", shown: Shown | None = None) -> str:
        """JavaScript expression that draws the groups; apply it to the Leaflet layer that receives them.

        The same content gives the same text, so that the browser redraws only what changed. shown: how the page
        shows it, and what it asks of the map besides.

        Raises:
            RemoteAssetError: a group needs a script, style or picture of another host.
        """
        with self._lock:
            if self._drawing is None:
                self._drawing = _drawing_script(self.groups)
                self._mark = sha256(self._drawing.encode()).hexdigest()[:16]
                # Thousands of objects, which whoever keeps the view would keep too.
                self.groups = ()
        south, west, north, east = self.bounds
        view = {
            "bounds": [[south, west], [north, east]],
            "theme": theme,
            "ink": INK[theme],
            "label": self.label,
            "legend": self.legend,
            "order": list(self.order),
            "drawing": self._mark,
            **asdict(shown or Shown()),
        }
        options = in_script(view)
        return f"(function (layer) {{\nwindow.visaMap.show(layer, {options}, {self._drawing});\n}})"


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
