"""The one place that puts a map in a page.

A page gives what to draw and, where a click on a zone opens its card, the function that writes it:

    def card(code: str | None) -> None:
        if code is None:
            st.caption("Cliquez sur une zone pour voir sa fiche.")
        else:
            zone_card(code, ...)

    show_map(view, key="territoire", card=card)

Map and card live in one fragment: a click reruns the card alone (neither the page nor the map), moving or
zooming the map reruns nothing. The code of the chosen zone stays in session state under
`selection_key(key)`: read it elsewhere in the page, or set it before `show_map` (a search box, an address).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import folium
import streamlit as st
from branca.element import MacroElement
from streamlit_folium import st_folium

from pages.parts.context import sentence_at_worst
from visa_data.maps.assets import use_local_assets
from visa_data.maps.colours import Theme
from visa_data.maps.view import MapView

CLICKED_FEATURE = ("last_active_drawing",)
CLICKED_PLACE = ("last_clicked",)
MAX_ZOOM = 18

# The base map never changes: what st_folium sees as a new map, it mounts anew, with a white flash.
BASE_LOCATION = (46.6, 2.5)
BASE_ZOOM = 5


def selection_key(key: str) -> str:
    """Session state key of the code of the zone chosen on the map called `key`."""
    return f"{key}_zone"


def show_map(
    view: MapView,
    *,
    key: str,
    height: int = 560,
    card: Callable[[str | None], None] | None = None,
    card_share: float = 0.36,
    on_zone: Callable[[str], None] | None = None,
    returned: Sequence[str] = CLICKED_FEATURE,
) -> dict[str, Any] | None:
    """Show a map, and beside it the card of the zone clicked.

    Args:
        view: what to draw, from visa_data.maps.
        key: name of the map, unique in the application; the map keeps its place between two runs.
        height: pixels.
        card: writes the card of a zone code (None: nothing chosen yet), beside the map, in its fragment.
        card_share: part of the width given to the card.
        on_zone: told of each new click on a zone, with its code, before the card is written.
        returned: what the map hands back; each addition to CLICKED_FEATURE costs reruns. CLICKED_PLACE
            gives the point clicked anywhere, to place something on the map.

    Returns:
        What the map handed back on the page's last full run, None before the first click. On the fragment's
        own reruns only `card` and `on_zone` are called: use them, or session state.
    """
    use_local_assets(st.get_option("server.baseUrlPath") or "")
    return _map_and_card(view, key, height, card, card_share, on_zone, tuple(returned))


@st.fragment
@sentence_at_worst()
def _map_and_card(
    view: MapView,
    key: str,
    height: int,
    card: Callable[[str | None], None] | None,
    card_share: float,
    on_zone: Callable[[str], None] | None,
    returned: tuple[str, ...],
) -> dict[str, Any] | None:
    """Map on the left, card on the right; alone to rerun after a click."""
    if card is None:
        answer = _map(view, key, height, returned)
        _remember_click(answer, key, on_zone)
        return answer
    left, right = st.columns([1 - card_share, card_share], gap="medium")
    with left:
        answer = _map(view, key, height, returned)
    _remember_click(answer, key, on_zone)
    with right:
        card(st.session_state.get(selection_key(key)))
    return answer


def theme() -> Theme:
    """Ground the reader chose, for the colours of a map and of its legend."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _map(view: MapView, key: str, height: int, returned: tuple[str, ...]) -> dict[str, Any] | None:
    """The component itself, its drawing rendered beforehand: a rerun costs milliseconds."""
    answer = st_folium(
        _base_map(view.tiles),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=list(returned),
        feature_group_to_add=_Drawing(view.script(theme())),
        center=view.center,
        zoom=view.zoom,
    )
    return answer or None


def _base_map(tiles: folium.TileLayer | None) -> folium.Map:
    """An empty map with French controls; without tiles unless some are given."""
    # maxZoom and not max_zoom: folium keeps the latter for its tiles.
    base = folium.Map(
        location=BASE_LOCATION,
        zoom_start=BASE_ZOOM,
        tiles=tiles,
        prefer_canvas=True,
        zoom_control=False,
        maxZoom=MAX_ZOOM,
        zoomSnap=0.25,
    )
    base.add_child(_Controls())
    return base


class _Controls(MacroElement):
    """Zoom buttons and metric scale, named in French."""

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
        L.control.zoom({zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte"})
            .addTo({{ this._parent.get_name() }});
        L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class _Drawing(folium.FeatureGroup):
    """Leaflet group filled by a script written beforehand; st_folium swaps it, the map stays mounted."""

    def __init__(self, script: str) -> None:
        super().__init__()
        self.add_child(_Script(script))


class _Script(MacroElement):
    """A JavaScript function applied to the group that holds it."""

    _template = folium.template.Template(
        "{% macro script(this, kwargs) %}{{ this.script }}({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self, script: str) -> None:
        super().__init__()
        self._name = "Script"
        self.script = script

    def render(self, **kwargs: Any) -> None:
        """Nothing: st_folium asks the template itself, and folium would compile the script as a template."""


def _remember_click(answer: dict[str, Any] | None, key: str, on_zone: Callable[[str], None] | None) -> None:
    """Keep the code of a newly clicked zone; a click already seen does not undo what the page chose since."""
    clicked = (answer or {}).get("last_active_drawing")
    seen_key = f"{key}_last_click"
    if not clicked or clicked == st.session_state.get(seen_key):
        return
    st.session_state[seen_key] = clicked
    code = clicked["properties"].get("code")
    if code is None:
        return
    st.session_state[selection_key(key)] = str(code)
    if on_zone is not None:
        on_zone(str(code))
