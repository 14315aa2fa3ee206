"""The script a view draws with: steady, and deaf to what files call things."""

import re

import folium
import pytest

from visa_data.maps.assets import RemoteAssetError
from visa_data.maps.view import MapView, Shown

EXTENT = (50.0, 3.0, 50.1, 3.1)


def zone(name: str, colour: str = "#123456") -> folium.FeatureGroup:
    feature = {
        "type": "Feature",
        "properties": {"code": "Z1", "nom": name},
        "geometry": {"type": "Polygon", "coordinates": [[[3, 50], [3.1, 50], [3.1, 50.1], [3, 50]]]},
    }
    group = folium.FeatureGroup()
    folium.GeoJson(
        feature,
        style_function=lambda _: {"fillColor": colour},
        tooltip=folium.GeoJsonTooltip(["nom"], labels=False),
    ).add_to(group)
    folium.CircleMarker([50, 3], radius=3, tooltip=name).add_to(group)
    return group


def test_the_same_content_gives_the_same_script():
    assert MapView(EXTENT, [zone("A")]).script() == MapView(EXTENT, [zone("A")]).script()


def test_the_script_may_be_asked_again():
    view = MapView(EXTENT, [zone("A")])
    assert view.script() == view.script()
    assert view.script("dark") != view.script("light")


def test_a_colour_changes_the_script():
    assert MapView(EXTENT, [zone("A")]).script() != MapView(EXTENT, [zone("A", "#654321")]).script()


def test_what_is_asked_of_the_map_leaves_its_drawing_as_it_was():
    """So that choosing a zone elsewhere redraws nothing: the browser compares the drawing's name."""
    view = MapView(EXTENT, [zone("A")])
    names = {
        re.search(r'"drawing": "(\w+)"', text).group(1)
        for text in (view.script(), view.script(shown=Shown(asked=1, chosen="Z1")))
    }
    assert len(names) == 1
    assert view.script() != view.script(shown=Shown(asked=1, chosen="Z1"))


def test_groups_are_drawn_in_order():
    script = MapView(EXTENT, [zone("dessous"), zone("dessus")]).script()
    assert script.index("dessous") < script.index("dessus")


@pytest.mark.parametrize("name", ["{{ 7 * 7 }}", "{% for %}", "{# rien", "{{ cycler.__init__ }}"])
def test_a_name_is_never_run_as_a_template(name: str):
    assert name in MapView(EXTENT, [zone(name)]).script()


@pytest.mark.parametrize("name", ["`", "${alert(1)}", "\\", "a`b${c}\\"])
def test_a_tooltip_cannot_close_its_literal(name: str):
    script = MapView(EXTENT, [zone(name)]).script()
    literal = script[script.index("`<div>") + 1 :]
    literal = literal[: literal.index("`")]
    assert literal.rstrip().endswith("</div>")
    assert "${" not in literal and "\\" not in literal


def test_extent_and_label_are_stated_south_west_first():
    script = MapView(EXTENT, [], label="Carte d'essai </script>").script()
    assert '"bounds": [[50.0, 3.0], [50.1, 3.1]]' in script
    assert "</script>" not in script


def test_a_plugin_of_another_host_never_gets_drawn():
    group = folium.FeatureGroup()
    folium.Marker([50, 3]).add_to(group)
    with pytest.raises(RemoteAssetError):
        MapView(EXTENT, [group]).script()
