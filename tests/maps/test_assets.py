"""No map asks another host for anything, whatever is put in it."""

import json
import re
from pathlib import Path

import folium
import folium.plugins
import pytest
import streamlit_folium
from branca.colormap import LinearColormap
from streamlit.testing.v1 import AppTest

from visa_data.maps.assets import (
    SCRIPTS,
    STATIC_PREFIX,
    STYLES,
    RemoteAssetError,
    is_local,
    refuse_remote_assets,
    use_local_assets,
)

ROOT = Path(__file__).resolve().parents[2]
SQUARE = {
    "type": "Feature",
    "properties": {"code": "Z1", "nom": "Zone inventée"},
    "geometry": {"type": "Polygon", "coordinates": [[[3, 50], [3.1, 50], [3.1, 50.1], [3, 50]]]},
}


@pytest.fixture(autouse=True)
def restore_folium(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folium.Map, "default_js", folium.Map.default_js)
    monkeypatch.setattr(folium.Map, "default_css", folium.Map.default_css)


def test_every_link_of_a_map_stays_on_this_server():
    use_local_assets()
    links = [address for _, address in [*folium.Map.default_js, *folium.Map.default_css]]
    assert links == [
        "/app/static/vendor/leaflet/leaflet.js",
        "/app/static/vendor/leaflet/leaflet.css",
        "/app/static/map.css",
    ]


def test_calling_it_twice_changes_nothing():
    use_local_assets()
    once = (list(folium.Map.default_js), list(folium.Map.default_css))
    use_local_assets()
    assert (folium.Map.default_js, folium.Map.default_css) == once


@pytest.mark.parametrize("base_path", ["visa", "/visa", "visa/", "/visa/"])
def test_links_follow_the_servers_own_prefix(base_path: str):
    use_local_assets(base_path)
    assert folium.Map.default_js == [("leaflet", "/visa/app/static/vendor/leaflet/leaflet.js")]
    assert all(is_local(address) for _, address in folium.Map.default_css)


def test_every_file_named_is_fetched_by_the_set_up_or_ours():
    setup = (ROOT / "scripts" / "setup.py").read_text(encoding="utf-8")
    for _, file in [*SCRIPTS, *STYLES]:
        package, _, name = file.removeprefix("vendor/").partition("/")
        if file.startswith("vendor/"):
            assert f'"{package}": (' in setup and f'"dist/{name}"' in setup
        else:
            assert (ROOT / "static" / file).is_file()


def test_the_lock_holds_integrity_and_no_download_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for package in packages.values():
        assert "resolved" not in package
        assert package["integrity"].startswith("sha512-")


def test_our_style_asks_nothing_elsewhere():
    style = (ROOT / "static" / "map.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|//", style)


@pytest.mark.parametrize(
    "foreign",
    [
        folium.plugins.MarkerCluster(),
        folium.plugins.HeatMap([[50, 3, 1]]),
        folium.plugins.Fullscreen(),
        folium.Marker([50, 3]),
        folium.CircleMarker([50, 3], popup="x"),
        LinearColormap(["white", "black"]),
    ],
    ids=lambda element: type(element).__name__,
)
def test_what_needs_another_host_is_refused(foreign):
    group = folium.FeatureGroup()
    group.add_child(foreign)
    with pytest.raises(RemoteAssetError):
        refuse_remote_assets(group)


@pytest.mark.parametrize(
    "own",
    [
        folium.GeoJson(SQUARE, tooltip=folium.GeoJsonTooltip(["nom"])),
        folium.CircleMarker([50, 3], tooltip="x"),
        folium.Circle([50, 3], radius=500),
        folium.Marker([50, 3], icon=folium.DivIcon(html="A")),
    ],
    ids=lambda element: type(element).__name__,
)
def test_what_leaflet_draws_alone_is_accepted(own):
    group = folium.FeatureGroup()
    group.add_child(own)
    refuse_remote_assets(group)


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("/app/static/vendor/leaflet/leaflet.js", True),
        ("/visa/app/static/map.css", True),
        ("//ailleurs.example/app/static/leaflet.js", False),
        ("https://ailleurs.example/app/static/leaflet", False),
        ("leaflet.js", False),
    ],
)
def test_local_addresses(address: str, local: bool):
    assert is_local(address) is local


def test_what_reaches_the_component_is_local_and_steady(monkeypatch: pytest.MonkeyPatch):
    """The component's own arguments, from a page: local links, the same key when only colours change."""
    calls: list[dict] = []

    def component(**arguments):
        calls.append(arguments)
        return

    monkeypatch.setattr(streamlit_folium, "_component_func", component)

    def script(colour: str) -> None:
        import folium

        from pages.parts.map_view import show_map
        from visa_data.maps.view import MapView

        zone = {
            "type": "Feature",
            "properties": {"code": "Z1", "nom": "Zone inventée"},
            "geometry": {"type": "Polygon", "coordinates": [[[3, 50], [3.1, 50], [3.1, 50.1], [3, 50]]]},
        }
        group = folium.FeatureGroup()
        folium.GeoJson(zone, style_function=lambda _: {"fillColor": colour}).add_to(group)
        show_map(MapView((50, 3, 50.1, 3.1), [group]), key="essai")

    for colour in ("#000000", "#000000", "#FFFFFF"):
        run = AppTest.from_function(script, args=(colour,)).run()
        assert not run.exception
    first, again, recoloured = calls
    assert [
        link for call in calls for link in call["js_links"] + call["css_links"] if not is_local(link)
    ] == []
    assert first["js_links"] == [f"{STATIC_PREFIX}vendor/leaflet/leaflet.js"]
    assert first["feature_group"] == again["feature_group"], "the same map is not drawn again"
    assert first["feature_group"] != recoloured["feature_group"]
    assert first["key"] == recoloured["key"], "a recoloured map is not mounted again"
    assert "maxZoom" in first["script"] and "http" not in first["script"]
    assert first["returned_objects"] == ["last_active_drawing"]
    stock = st_folium_arguments(calls)
    assert set(first) == set(stock) - {"on_change"}
    told = ("script", "header", "html", "id", "default", "width", "css_links", "js_links")
    assert {name: first[name] for name in told} == {name: stock[name] for name in told}


def st_folium_arguments(calls: list[dict]) -> dict:
    """What st_folium itself tells its component of the base map of our pages."""
    from pages.parts.map_view import CLICKED_FEATURE, _base_map

    streamlit_folium.st_folium(
        _base_map(None),
        key="essai",
        use_container_width=True,
        returned_objects=list(CLICKED_FEATURE),
        feature_group_to_add=folium.FeatureGroup(),
    )
    return calls[-1]
