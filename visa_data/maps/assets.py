"""Where the browser takes the map's scripts and styles from: this server, never another host.

folium names its scripts on public networks; without internet the first one that fails leaves a blank map.
`use_local_assets` replaces that list, once and for the whole class, by Leaflet as fetched into
static/vendor. Bootstrap, jQuery and icon fonts are left out: they serve popups and icon markers, which this
project does not use (tooltips, and cards beside the map).
"""

from __future__ import annotations

from collections.abc import Iterator

import folium
from branca.colormap import ColorMap
from branca.element import Element

STATIC_PREFIX = "/app/static/"
SCRIPTS = [("leaflet", "vendor/leaflet/leaflet.js")]
STYLES = [("leaflet_css", "vendor/leaflet/leaflet.css"), ("map_css", "map.css")]


class RemoteAssetError(ValueError):
    """A map element would ask another host for a script or a style."""


def use_local_assets(base_path: str = "") -> None:
    """Make every folium map load Leaflet from this server; calling it again changes nothing.

    Args:
        base_path: the server's own prefix (Streamlit's server.baseUrlPath), with or without slashes.
    """
    base = base_path.strip("/")
    prefix = f"/{base}{STATIC_PREFIX}" if base else STATIC_PREFIX
    folium.Map.default_js = [(name, prefix + file) for name, file in SCRIPTS]
    folium.Map.default_css = [(name, prefix + file) for name, file in STYLES]


def refuse_remote_assets(element: Element) -> None:
    """Check an element and all it holds before it reaches the browser.

    Raises:
        RemoteAssetError: something in it needs a file of another host (most folium plugins, Choropleth,
            branca colour maps) or the default marker, whose picture has no local address.
    """
    for part in descendants(element):
        if isinstance(part, ColorMap):
            raise RemoteAssetError(
                "A branca colour map loads d3 from another host: see visa_data.maps.legend."
            )
        for _, address in [*getattr(part, "default_js", []), *getattr(part, "default_css", [])]:
            if not is_local(address):
                raise RemoteAssetError(f"{type(part).__name__} loads {address}.")
        if isinstance(part, folium.Popup):
            raise RemoteAssetError("A popup needs jQuery: use a tooltip, or the card beside the map.")
        if type(part) is folium.Marker and not any(
            isinstance(child, folium.DivIcon) for child in part._children.values()
        ):
            raise RemoteAssetError("A marker needs a picture: use folium.CircleMarker or folium.DivIcon.")


def descendants(element: Element) -> Iterator[Element]:
    """The element, then everything it holds, depth first."""
    yield element
    for child in element._children.values():
        yield from descendants(child)


def is_local(address: str) -> bool:
    """Whether an address is a path of this server: no scheme, no host."""
    return address.startswith("/") and not address.startswith("//") and STATIC_PREFIX in address
