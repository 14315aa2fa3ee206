"""The map in a real browser without internet: drawn, clicked, moved, recoloured."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.awaiting import until

pytestmark = pytest.mark.browser

ZONES = 36


@pytest.fixture(scope="module")
def grid_url(demo_app_url: Callable[[str], str]) -> Iterator[str]:
    return demo_app_url("grid")


@pytest.fixture
def grid(page: Page, grid_url: str, map_frame: Callable):
    page.goto(grid_url)
    expect(page.get_by_text("Aucune zone choisie")).to_be_visible()
    return map_frame(page)


def test_zones_are_drawn_and_fill_the_frame_and_everything_is_named_in_french(grid):
    assert grid.paths() == ZONES + 1
    shown = grid.frame.evaluate(
        "() => { const b = map.getBounds(); return [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()]; }"
    )
    south, west, north, east = shown
    assert south < 50.0 and west < 3.0 and north > 50.3 and east > 3.3
    assert north - south < 2 * 0.3, "the grid fills the height of the map"
    box = grid.iframe.bounding_box()
    assert box is not None and box["height"] >= 500
    painted = grid.frame.evaluate(
        """() => {
            const canvas = document.querySelector('.leaflet-overlay-pane canvas');
            const size = map.getSize(), ratio = canvas.width / canvas.clientWidth;
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            let filled = 0;
            for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 200) filled += 1;
            return filled / (size.x * size.y * ratio * ratio);
        }"""
    )
    assert painted > 0.15
    assert grid.frame.get_by_role("region", name="Grille inventée").count() == 1
    assert grid.frame.get_by_role("button", name="Agrandir la carte").count() == 1
    assert grid.frame.get_by_role("button", name="Réduire la carte").count() == 1
    assert grid.frame.locator(".leaflet-control-scale-line").count() == 1


def test_a_click_opens_the_card_and_reruns_the_fragment_only(grid, page: Page):
    grid.click("Z22")
    expect(page.get_by_role("heading", name="Fiche de la zone Z22")).to_be_visible()
    expect(page.get_by_text("Exécutions de la page : 1.")).to_be_visible()
    expect(page.get_by_text("Exécutions du fragment : 2.")).to_be_visible()
    # The component's own delayed answer has nothing to add.
    page.wait_for_timeout(600)
    expect(page.get_by_text("Exécutions du fragment : 2.")).to_be_visible()


def test_the_card_follows_each_click_and_once_closed_opens_again_on_the_same_zone(grid, page: Page):
    for code in ("Z22", "Z33", "Z42"):
        grid.click(code)
        expect(page.get_by_role("heading", name=f"Fiche de la zone {code}")).to_be_visible()
    page.get_by_role("button", name="Fermer la fiche").click()
    expect(page.get_by_text("Aucune zone choisie")).to_be_visible()
    grid.click("Z42")
    expect(page.get_by_role("heading", name="Fiche de la zone Z42")).to_be_visible()


def test_moving_and_zooming_rerun_nothing(grid, page: Page):
    x, y = grid.point_of("Z22")
    before = grid.frame.evaluate("[map.getCenter().lat, map.getZoom()]")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 60, steps=5)
    page.mouse.up()
    grid.frame.get_by_role("button", name="Agrandir la carte").click()
    page.wait_for_timeout(1000)
    after = grid.frame.evaluate("[map.getCenter().lat, map.getZoom()]")
    assert after[0] != before[0] and after[1] > before[1]
    expect(page.get_by_text("Exécutions de la page : 1.")).to_be_visible()
    expect(page.get_by_text("Exécutions du fragment : 1.")).to_be_visible()


def test_recolouring_keeps_the_map_its_place_and_the_chosen_zone(grid, page: Page):
    grid.click("Z22")
    expect(page.get_by_role("heading", name="Fiche de la zone Z22")).to_be_visible()
    grid.frame.get_by_role("button", name="Agrandir la carte").click()
    page.wait_for_timeout(400)
    grid.frame.evaluate("window.mountedOnce = true")
    place = grid.frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    colours = (
        "Object.values(map._layers).filter(l => l.feature && l.options.fill).map(l => l.options.fillColor)"
    )
    assert set(grid.frame.evaluate(colours)) == {"#DCEAF7", "#1F66A0"}
    page.get_by_text("Orange").click()
    grid.frame.wait_for_function(f"new Set({colours}).has('#B85A12')")
    assert set(grid.frame.evaluate(colours)) == {"#F6E0CC", "#B85A12"}
    assert grid.frame.evaluate("window.mountedOnce") is True
    assert grid.frame.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]") == place
    # 36 zones, the landmark, and the outline of the chosen zone: nothing left over from before.
    assert grid.paths() == ZONES + 2
    expect(page.get_by_role("heading", name="Fiche de la zone Z22")).to_be_visible()


def test_what_a_file_calls_a_zone_is_shown_not_run(grid, page: Page):
    x, y = grid.point_of("Z23")
    page.mouse.move(x, y)
    tooltip = grid.frame.locator(".leaflet-tooltip")
    expect(tooltip).to_have_text("Zone `2` ${3} {{ 7 * 7 }} <b>")
    landmark = grid.frame.evaluate(
        """() => {
            const mark = Object.values(map._layers).find(l => l instanceof L.CircleMarker);
            const point = map.latLngToContainerPoint(mark.getLatLng());
            return [point.x, point.y];
        }"""
    )
    named = tooltip.filter(has_text="Repère")
    for nudge in range(20):
        # On a busy machine the page may still be settling under the pointer: look where the map is, again.
        box = grid.iframe.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + landmark[0] + nudge % 2, box["y"] + landmark[1])
        page.wait_for_timeout(100)
        if named.count():
            break
    expect(named).to_have_text("`Repère` ${window.broken = true} {{ 7 * 7 }}")
    assert grid.frame.evaluate("window.broken") is None


def test_the_map_follows_the_dark_theme(page: Page, grid_url: str, map_frame: Callable):
    page.emulate_media(color_scheme="dark")
    page.goto(grid_url)
    shown = map_frame(page)
    shown.frame.wait_for_function("map.getContainer().dataset.theme === 'dark'")
    ground = shown.frame.evaluate("getComputedStyle(map.getContainer()).backgroundColor")
    assert ground == "rgb(24, 34, 44)"


def test_a_map_that_fills_the_window_leaves_the_page_its_wheel_and_answers_the_keyboard(
    page: Page, grid_url: str, map_frame: Callable
):
    page.goto(f"{grid_url}?pleine=1")
    full = map_frame(page)
    box = full.iframe.bounding_box()
    assert box is not None and box["height"] >= 420 and box["width"] > 0.8 * 1280
    expect(full.frame.get_by_text("Deux bleus")).to_be_visible()

    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    zoom = full.frame.evaluate("map.getZoom()")
    page.mouse.move(box["x"] + 700, box["y"] + 100)
    page.mouse.wheel(0, 120)
    until(page, f"{scrolled} > 50")
    assert full.frame.evaluate("map.getZoom()") == zoom
    page.evaluate(f"{scrolled} = 0")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    whole = "map.getBounds().contains([[50.0, 3.0], [50.3, 3.3]])"
    full.frame.wait_for_function(f"map.getZoom() > {zoom} && !{whole} && !map._animatingZoom")
    full.frame.get_by_role("button", name="Voir tout le territoire").click()
    full.frame.wait_for_function(whole)

    # By keyboard: the zones in the order given, then the others; Enter opens the card, which closes again.
    full.frame.get_by_role("listbox").focus()
    chosen = full.frame.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Zone `3` ${3}")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("Zone `0` ${5}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Fiche de la zone Z05")).to_be_focused()
    outline = "window.visaMap.outline && window.visaMap.outline.getBounds().getCenter().lng.toFixed(3)"
    assert full.frame.evaluate(outline) == "3.275"
    full.frame.evaluate("visaMap.groups[0].drawnOnce = true")
    page.get_by_role("button", name="Fermer la fiche").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Fiche de la zone")).to_have_count(0)
    full.frame.wait_for_function("window.visaMap.outline === null")
    expect(full.frame.get_by_role("listbox")).to_be_focused()

    # Chosen elsewhere in the page: the map goes there, nothing is drawn anew.
    page.get_by_role("button", name="Aller en Z51").click()
    expect(page.get_by_role("heading", name="Fiche de la zone Z51")).to_be_visible()
    full.frame.wait_for_function("window.visaMap.chosen === 'Z51' && window.visaMap.outline")
    assert full.frame.evaluate("visaMap.groups[0].drawnOnce") is True
    full.frame.get_by_role("button", name="Plein écran").click()
    until(page, "document.fullscreenElement && document.fullscreenElement.querySelector('h3')")
