"""The card on the map: both places compared in sight, its teams opened from it, the table under the map that follows it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.awaiting import until

pytestmark = pytest.mark.browser

IN_SIGHT = (
    """() => [visaMap.outline, ...visaMap.beside].every(one => map.getBounds().contains(one.getBounds()))"""
)
SETTLED = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
DASHES = "() => visaMap.beside.map(one => one.getLayers()[0].options.dashArray)"


def test_two_places_in_sight_then_a_team_then_a_row(
    page: Page, dashboard_url: Callable[..., str], map_frame: Callable
) -> None:
    page.goto(f"{dashboard_url()}/carte?fiche=99115&comparee=99143")
    shown = map_frame(page).frame
    shown.wait_for_function("visaMap.chosen === '99115' && visaMap.beside.length === 1")
    assert shown.evaluate(IN_SIGHT) and shown.evaluate(DASHES) == ["9 7"]
    page.get_by_role("button", name="Fermer la comparaison").click()
    shown.wait_for_function("visaMap.beside.length === 0")
    # Asked for, the search of the other place is where one types. A card that is being written again is not yet one to press.
    until(page, SETTLED)
    page.get_by_role("button", name="Comparer à…").click()
    expect(page.get_by_role("combobox", name="Comparer à")).to_be_focused()
    page.keyboard.type("99143")
    page.keyboard.press("Enter")
    shown.wait_for_function("visaMap.beside.length === 1")
    until(page, SETTLED)
    page.get_by_role("button", name="Fermer la comparaison").click()
    shown.wait_for_function("visaMap.beside.length === 0")

    card = page.locator(".st-key-carte_fiche")
    team = card.locator("a[href*='equipe']").first
    name = team.inner_text()
    shown.evaluate("visaMap.groups[0].drawnOnce = true")
    until(page, SETTLED)
    team.click()
    expect(card.get_by_role("heading", name=name)).to_be_visible()
    expect(page).to_have_url(re.compile("fiche=equipe"))
    zone = card.locator("a[href*='fiche=99']").first
    name = zone.inner_text()
    until(page, SETTLED)
    zone.click()
    expect(card.get_by_role("heading", name=name)).to_be_visible()
    expect(page).not_to_have_url(re.compile("fiche=equipe"))
    assert shown.evaluate("visaMap.groups[0].drawnOnce"), "the map was drawn anew"
    page.go_back()
    expect(page).to_have_url(re.compile("fiche=equipe"))

    page.get_by_text("Voir les chiffres de cette carte").click()
    table = page.get_by_test_id("stDataFrame").first
    rows = table.locator("[role=row]")
    expect(rows.nth(4)).to_be_attached()
    for rank in (3, 2):
        code = re.search("99[0-9]+", str(rows.nth(rank).text_content()))
        box = table.bounding_box()
        assert box is not None and code is not None
        page.mouse.click(box["x"] + 200, box["y"] + 35 * rank + 15)
        expect(page).to_have_url(re.compile(f"fiche={code[0]}$"))
        expect(rows.nth(rank)).to_have_attribute("aria-selected", "true")
        shown.wait_for_function("code => visaMap.chosen === code", arg=code[0])
    # A place chosen on the map since: the row of the table goes with it, and the one left answers again.
    shown.evaluate(
        "() => { const one = visaMap.find('99115'); one.fire('click', { latlng: one.getCenter() }, true); }"
    )
    expect(card.get_by_role("heading", name="Lussignolles")).to_be_visible()
    expect(rows.nth(2)).to_have_attribute("aria-selected", "false")
    page.mouse.click(box["x"] + 200, box["y"] + 35 * 2 + 15)
    expect(page).to_have_url(re.compile(f"fiche={code[0]}$"))


def test_a_link_of_the_card_opens_its_page_without_loading_the_dashboard_anew(
    page: Page, dashboard_url: Callable[..., str]
) -> None:
    page.goto(f"{dashboard_url()}/carte?fiche=99115")
    link = page.locator(".st-key-carte_fiche a", has_text="Sa campagne d'appels")
    expect(link).to_be_visible(timeout=60_000)
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    assert page.locator(".st-key-carte_fiche .defile").evaluate_all(cut) == []
    page.evaluate("window.sameDocument = true")
    link.click()
    expect(page.get_by_role("heading", level=1, name="Campagne d'appels")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/campagne[?]zones=Lussignolles"))
    expect(page.get_by_role("main").get_by_text("Lussignolles").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Carte du territoire")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/carte[?]fiche=99115$"))
    assert page.evaluate("window.sameDocument"), "the page was loaded anew"


def test_the_marks_of_teams_are_dots_where_they_would_hide_the_zones(
    page: Page, dashboard_url: Callable[..., str], map_frame: Callable
) -> None:
    page.goto(f"{dashboard_url()}/carte")
    shown = map_frame(page).frame
    dots = "map.getContainer().classList.contains('visa-serre')"
    wide = "document.querySelector('.visa-equipe span').getBoundingClientRect().width"
    shown.wait_for_function("document.querySelector('.visa-equipe')")
    assert not shown.evaluate(dots)
    before = shown.evaluate(wide)
    shown.evaluate("map.setZoom(map.getZoom() - 4, { animate: false })")
    assert shown.evaluate(dots) and shown.evaluate(wide) < before * 0.6
    shown.evaluate("map.setZoom(map.getZoom() + 4, { animate: false })")
    assert not shown.evaluate(dots) and shown.evaluate(wide) == before
