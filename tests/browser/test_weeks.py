"""The map played week by week in a real browser: dates, two maps, what changed; the keyboard, the card, other figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FILLS = """() => Object.fromEntries(Object.values(map._layers)
    .filter(l => l.feature && l.feature.geometry.type === 'Polygon' && l.options.interactive !== false)
    .map(l => [l.feature.properties.code, l.options.fillColor]))"""
MARKS = """() => Object.fromEntries(Object.values(map._layers)
    .filter(l => l.feature && l.feature.geometry.type === 'Point')
    .map(l => [l.feature.properties.code, [l.options.shape, l.getRadius()]]))"""
BLANK = "#9C3400"


@pytest.fixture
def weeks(page: Page, demo_app_url: Callable[[str], str], map_frame: Callable):
    page.goto(demo_app_url("weeks"))
    shown = map_frame(page)
    shown.frame.wait_for_selector(".visa-semaines")
    return shown


def blank(weeks) -> int:
    return sum(fill == BLANK for fill in weeks.frame.evaluate(FILLS).values())


def test_a_campaign_is_played_compared_and_told_without_losing_the_card(weeks, page: Page) -> None:
    bar = weeks.frame.locator(".visa-semaines")
    date, slider = bar.locator("output"), bar.get_by_role("slider")
    told = bar.locator(".lecture .nombre")
    expect(date).to_have_text("semaine du 1er au 7 juin 2020")
    expect(told).to_have_text("6\u00a0zones blanches")
    assert blank(weeks) == 6
    weeks.frame.evaluate("window.first = Object.values(map._layers).find(l => l.feature)")

    # By keyboard: the first date, one more, the last.
    slider.focus()
    page.keyboard.press("Home")
    expect(date).to_have_text("semaine du 27 avril au 3 mai 2020")
    expect(told).to_have_text("36\u00a0zones blanches")
    assert blank(weeks) == 36
    page.keyboard.press("ArrowRight")
    assert blank(weeks) == 30
    expect(slider).to_have_attribute("aria-valuetext", "semaine du 4 au 10 mai 2020")
    # What is drawn was not made again, and a highlight that ends goes back to the date shown.
    assert weeks.frame.evaluate("map.hasLayer(window.first)")
    page.mouse.move(*weeks.point_of("Z0205"))
    tooltip = weeks.frame.locator("#map_div .leaflet-tooltip")
    # The one that the pointer leaves fades away: it may still be there.
    expect(tooltip.filter(has_text="Zone blanche, au 10 mai 2020")).to_contain_text("Zone <b>2</b> 5")
    page.mouse.move(5, 5)
    assert blank(weeks) == 30

    # Played to the end, where it stops; a press stops it before.
    bar.get_by_role("button", name="Lire").click()
    expect(date).to_have_text("semaine du 18 au 24 mai 2020")
    bar.get_by_role("button", name="Pause").click()
    stopped = date.text_content()
    page.wait_for_timeout(1200)
    assert date.text_content() == stopped
    bar.get_by_role("button", name="Lire").click()
    expect(date).to_have_text("semaine du 1er au 7 juin 2020")
    expect(bar.get_by_role("button", name="Lire")).to_be_visible()
    bar.get_by_role("button", name="Date précédente").click()
    expect(date).to_have_text("semaine du 25 au 31 mai 2020")

    # The card opens, and the date stays though the component has put the drawing back.
    weeks.click("Z0305")
    expect(page.get_by_role("heading", name="Fiche de la zone Z0305")).to_be_visible()
    page.wait_for_timeout(600)
    expect(date).to_have_text("semaine du 25 au 31 mai 2020")
    assert blank(weeks) == 12

    # Two maps, linked; a zone pointed at on one is named on the other, whose click opens the card too.
    bar.get_by_role("button", name="Deux dates côte à côte").click()
    second = weeks.frame.get_by_role("region", name="Carte de la seconde date")
    expect(second).to_be_visible()
    bar.get_by_role("combobox", name="Première date").select_option("au 3 mai 2020")
    expect(bar.locator(".dates .nombre").first).to_have_text("36\u00a0zones blanches")
    assert blank(weeks) == 36
    page.mouse.move(*weeks.point_of("Z0401"))
    expect(second.locator(".leaflet-tooltip")).to_contain_text("Couverte, au 7 juin 2020")
    box = second.bounding_box()
    assert box is not None
    middle = weeks.frame.evaluate(
        "() => { const p = map.latLngToContainerPoint([50.225, 3.125]); return [p.x, p.y]; }"
    )
    page.mouse.click(box["x"] + 3 + middle[0], box["y"] + middle[1])
    expect(page.get_by_role("heading", name="Fiche de la zone Z0402")).to_be_visible()

    # Where the device asks for less motion, nothing moves by itself, and that is said.
    bar.get_by_role("button", name="Semaine par semaine").click()
    expect(bar.get_by_text("Animations réduites")).to_be_hidden()
    page.emulate_media(reduced_motion="reduce")
    expect(bar.get_by_text("Animations réduites")).to_be_visible()
    slider.focus()
    page.keyboard.press("Home")
    bar.get_by_role("button", name="Lire").click()
    expect(date).to_have_text("semaine du 4 au 10 mai 2020")
    page.wait_for_timeout(1200)
    expect(date).to_have_text("semaine du 4 au 10 mai 2020")
    page.emulate_media(reduced_motion="no-preference")

    # What changed, in colours then in words.
    bar.get_by_role("button", name="Ce qui a changé").click()
    expect(second).to_have_count(0)
    expect(bar.locator(".bilan")).to_contain_text("30\u00a0zones ont changé de statut, 6 sans changement.")
    expect(bar.locator(".bilan")).to_contain_text("Zone blanche → Couverte : 30.")
    assert blank(weeks) == 0
    page.mouse.move(*weeks.point_of("Z0101"))
    expect(tooltip.filter(has_text="Zone blanche → Couverte, du 3 mai 2020 au 7 juin 2020")).to_be_visible()
    sizes = bar.locator("button, select").evaluate_all(
        "all => all.filter(one => one.offsetWidth).map(one => Math.min(one.offsetWidth, one.offsetHeight))"
    )
    assert min(sizes) >= 40

    # Another figure keeps the dates: rises of a count are arrows, nothing of the former drawing is left.
    page.get_by_text("Effectif", exact=True).click()
    expect(bar.locator(".bilan")).to_contain_text(
        "▲ 30\u00a0zones en hausse, ▼ 0 en baisse, 6 sans changement."
    )
    marks = weeks.frame.evaluate(MARKS)
    assert len(marks) == 36
    assert marks["Z0000"][1] == 0 and marks["Z0100"][0] == "up"
    weeks.frame.locator("button[data-mode='play']").click()
    marks = weeks.frame.evaluate(MARKS)
    assert marks["Z0505"] == ["circle", max(radius for _, radius in marks.values())]
    assert weeks.frame.locator(".visa-semaines").count() == 1
