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
`selection_key(key)`: read it elsewhere in the page; `choose` changes it and takes the map there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import folium
import streamlit as st
import streamlit_folium

from pages.parts.context import sentence_at_worst
from visa_data.maps.assets import use_local_assets
from visa_data.maps.colours import Theme
from visa_data.maps.frame import Frame
from visa_data.maps.view import MapView, Shown
from visa_data.pictures.tones import COLOURS

CLICKED_FEATURE = ("last_active_drawing",)
CLICKED_PLACE = ("last_clicked",)
MAX_ZOOM = 18
Place = tuple[float, float]

# The base map never changes: what st_folium sees as a new map, it mounts anew, with a white flash.
BASE_LOCATION = (46.6, 2.5)
BASE_ZOOM = 5
CARD_WIDTH = 420
# The group that the component swaps at each drawing, as st_folium names it; the map stays mounted.
GROUP = """var feature_group_0 = L.featureGroup({});
(%s)(feature_group_0);
map_div.addLayer(feature_group_0);
window.feature_group = window.feature_group || [];
window.feature_group.push(feature_group_0);
"""
FULL = Path(__file__).with_name("map_full.css").read_text(encoding="utf-8")


def selection_key(key: str) -> str:
    """Session state key of the code of the zone chosen on the map called `key`."""
    return f"{key}_zone"


def choose(key: str, code: str | None, place: Place | None = None) -> None:
    """Open the card of a code (None: close it) and take the map there, as no click on the map would.

    place: its (latitude, longitude), where nothing drawn says it.
    """
    st.session_state[selection_key(key)] = code
    rank = _asked(key)[0] + 1
    st.session_state[f"{key}_demande"] = (rank, code, place)


def _asked(key: str) -> tuple[int, str | None, Place | None]:
    """Rank, code and place of the last thing chosen elsewhere than on the map."""
    asked: tuple[int, str | None, Place | None] = st.session_state.get(f"{key}_demande", (0, None, None))
    return asked


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


def show_full_map(
    view: MapView,
    *,
    key: str,
    card: Callable[[str], None],
    on_zone: Callable[[str | None], None],
    beside: Callable[[str], Sequence[str]] = lambda code: (),
    under: Callable[[str | None], None] = lambda code: None,
) -> None:
    """Show a map that fills what the window leaves it; the card of what is chosen lies over its right side.

    card: writes the card of a code, in the map's fragment. on_zone: told of each new choice made here (None: the card
    was closed). beside: codes that the one chosen is compared with. under: writes what follows the code chosen, under
    the map and in its fragment. The rest as `show_map`.
    """
    use_local_assets(st.get_option("server.baseUrlPath") or "")
    _full_map(view, key, card, on_zone, beside, under)


@st.fragment
@sentence_at_worst()
def _full_map(
    view: MapView,
    key: str,
    card: Callable[[str], None],
    on_zone: Callable[[str | None], None],
    beside: Callable[[str], Sequence[str]],
    under: Callable[[str | None], None],
) -> None:
    """The map, then the card over it; alone to rerun after a click."""
    st.html(f"<style>{_full_style(key)}</style>")
    with st.container(key=f"{key}_plein"):
        opened = st.session_state.get(selection_key(key))
        compared = tuple(beside(opened)) if opened is not None else ()
        answer = _map(view, key, 700, CLICKED_FEATURE, full=True, beside=compared)
        _remember_click(answer, key, on_zone)
        code = st.session_state.get(selection_key(key))
        if code is not None:
            with st.container(key=f"{key}_fiche"):
                closed = st.button("✕ Fermer la fiche", key=f"{key}_fermer", type="tertiary")
                if closed:
                    choose(key, None)
                    on_zone(None)
                    st.rerun(scope="fragment")
                card(code)
    under(code)


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


def _full_style(key: str) -> str:
    """Style of a map that fills the window, on both grounds."""
    papers = {
        f"%{name.upper()}%": f"light-dark({COLOURS['light'][name]}, {COLOURS['dark'][name]})"
        for name in ("papier", "bord")
    }
    style = FULL
    for mark, value in {"%CLE%": key, "%LARGEUR%": str(CARD_WIDTH), **papers}.items():
        style = style.replace(mark, value)
    return style


def _map(
    view: MapView,
    key: str,
    height: int,
    returned: tuple[str, ...],
    *,
    full: bool = False,
    beside: tuple[str, ...] = (),
) -> dict[str, Any] | None:
    """The component itself. Nothing of what it is given is rendered again in a rerun, which a click waits for."""
    rank, code, place = _asked(key)
    shown = Shown(full, CARD_WIDTH if full else 0, rank, code, place, beside)
    with st.container(key=f"{key}_cadre"):
        if not full:
            # Its room is kept while the map comes: nothing under it jumps.
            st.html(f"<style>.st-key-{key}_cadre {{ min-height: {height}px; }}</style>")
        answer = streamlit_folium._component_func(
            **_mounted(view.tiles),
            css_links=[link for _, link in folium.Map.default_css],
            js_links=[link for _, link in folium.Map.default_js],
            key=key,
            height=height,
            width=None,
            returned_objects=list(returned),
            default=dict.fromkeys(returned),
            feature_group=GROUP % view.script(theme(), shown),
        )
    return answer or None


@lru_cache(maxsize=4)
def _mounted(tiles: folium.TileLayer | None) -> dict[str, Any]:
    """What st_folium tells its component of the base map. It would render it, and read the whole drawing through four
    times, at each rerun: 75 ms on a département."""
    base = _base_map(tiles)
    base.get_root().render()
    return {
        "id": "map_div",
        "html": streamlit_folium._get_html(base),
        "header": streamlit_folium._get_header(base),
        "script": streamlit_folium._get_map_string(base),
        **dict.fromkeys(("zoom", "center", "layer_control")),
        **dict.fromkeys(("return_on_hover", "pixelated", "wrap_longitude"), False),
    }


def _base_map(tiles: folium.TileLayer | None) -> folium.Map:
    """An empty map with what every map has; without tiles unless some are given."""
    # maxZoom and not max_zoom: folium keeps the latter for its tiles.
    base = folium.Map(
        location=BASE_LOCATION,
        zoom_start=BASE_ZOOM,
        tiles=tiles,
        prefer_canvas=True,
        zoom_control=False,
        # The list of zones has the keys (zone_list.js); Leaflet's own would take the focus, and scroll the page, at each click.
        keyboard=False,
        maxZoom=MAX_ZOOM,
        zoomSnap=0.25,
    )
    base.add_child(Frame())
    return base


def _remember_click(answer: dict[str, Any] | None, key: str, on_zone: Callable[[str], object] | None) -> None:
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
