"""A made-up grid of zones on a map, to test the map's own behaviour: counters show what reruns.

`?pleine`: the map fills the window, its card over it.
"""

import folium
import streamlit as st
from shapely.geometry import box, mapping

from pages.parts.map_view import choose, selection_key, show_full_map, show_map
from visa_data.maps.view import MapView

SIDE = 6
STEP = 0.05
SOUTH, WEST = 50.0, 3.0
PALETTES = {"Bleu": ("#DCEAF7", "#1F66A0"), "Orange": ("#F6E0CC", "#B85A12")}

st.set_page_config(page_title="Grille inventée", layout="wide")


def count(name: str) -> int:
    """How many times this line ran in the session."""
    st.session_state[name] = st.session_state.get(name, 0) + 1
    return st.session_state[name]


def grid(colours: tuple[str, str]) -> folium.FeatureGroup:
    """SIDE × SIDE square zones, of two colours, with names that break careless tooltips."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": f"Z{row}{column}",
                "nom": f"Zone `{row}` ${{{column}}} {{{{ 7 * 7 }}}} &lt;b&gt;",
            },
            "geometry": mapping(
                box(
                    WEST + column * STEP,
                    SOUTH + row * STEP,
                    WEST + (column + 1) * STEP,
                    SOUTH + (row + 1) * STEP,
                )
            ),
        }
        for row in range(SIDE)
        for column in range(SIDE)
    ]
    group = folium.FeatureGroup()
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: {
            "fillColor": colours[int(feature["properties"]["code"][-1]) % 2],
            "fillOpacity": 0.9,
            "color": "#16202B",
            "weight": 1,
        },
        highlight_function=lambda feature: {"weight": 3},
        tooltip=folium.GeoJsonTooltip(["nom"], labels=False),
    ).add_to(group)
    folium.CircleMarker(
        [SOUTH, WEST], radius=5, tooltip="`Repère` ${window.broken = true} {{ 7 * 7 }}"
    ).add_to(group)
    return group


def card(code: str | None) -> None:
    """The card of a zone: its code, and how often the fragment ran."""
    st.write(f"Exécutions du fragment : {count('fragment_runs')}.")
    st.subheader(f"Fiche de la zone {code}" if code else "Aucune zone choisie")
    if st.button("Fermer la fiche"):
        st.session_state[selection_key("grille")] = None
        st.rerun(scope="fragment")


def full_card(code: str) -> None:
    """The card that lies over the map."""
    st.subheader(f"Fiche de la zone {code}")


st.write(f"Exécutions de la page : {count('page_runs')}.")
palette = st.radio("Couleurs", list(PALETTES), horizontal=True)
extent = (SOUTH, WEST, SOUTH + SIDE * STEP, WEST + SIDE * STEP)
view = MapView(
    extent,
    [grid(PALETTES[palette])],
    label="Grille inventée",
    legend="<p>Deux bleus</p>",
    order=["Z33", "Z05"],
)
if "pleine" in st.query_params:
    if st.button("Aller en Z51"):
        choose("grille", "Z51")
    show_full_map(view, key="grille", card=full_card, on_zone=lambda code: None)
    for line in range(60):
        st.write(f"Sous la carte, ligne {line}")
else:
    show_map(view, key="grille", height=500, card=card)
