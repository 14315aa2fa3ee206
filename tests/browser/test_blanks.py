"""Zones blanches: its answer beside its maps at every width; an imagined team counted while it moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.awaiting import settled
from tests.browser.conftest import MapFrame
from visa_data import french
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.moved_team import outcome_of
from visa_data.indicators.what_if import ImaginedTeam, compared, what_if
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import load

pytestmark = pytest.mark.browser

TITLES = ("Sans équipe", "Sans ressource", "Non appelée", "Registre aveugle", "Sans relais")
TRIES = 5
STEPS = 3
DAY = date(2025, 12, 6)


@pytest.mark.parametrize("role", ["coordination", "comite"])
def test_the_answer_then_five_maps_at_every_width(
    role: str, page: Page, dashboard_url: Callable[..., str]
) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{dashboard_url(role=role)}/zones_blanches")
    charts = page.get_by_test_id("stPlotlyChart")
    expect(charts.nth(4)).to_be_visible(timeout=60_000)
    for title in TITLES:
        expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
    places = page.locator(".st-key-blancs_lieux [data-testid='stHtml']")
    expect(places.nth(3)).to_be_in_viewport()
    for width, beside, on_a_row in ((1024, False, 3), (1366, True, 2), (1920, True, 3)):
        page.set_viewport_size({"width": width, "height": 1080})
        page.wait_for_timeout(400)
        boxes = [charts.nth(rank).bounding_box() for rank in range(5)]
        placed = [box for box in boxes if box is not None]
        assert len(placed) == 5
        assert max(box["x"] + box["width"] for box in placed) <= width, width
        assert min(box["width"] for box in placed) >= 185, width
        assert len({round(box["x"]) for box in placed}) == on_a_row, width
        answer = page.locator(".st-key-blancs_lieux").bounding_box()
        assert answer is not None
        assert (answer["x"] + answer["width"] <= placed[0]["x"]) == beside, width
        main = page.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), width
    # Any of the maps answers, in one place.
    for rank in (0, 2):
        box = charts.nth(rank).bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        answer = page.locator(".st-key-blancs_choisie")
        expect(answer.get_by_role("link", name="Fiche sur la carte")).to_be_visible()
        for _ in range(TRIES):
            # The two clicks of a busy page may be heard as one and another: who sees nothing change does it again.
            settled(page)
            page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            settled(page)
            if answer.get_by_text("Cliquez sur la carte").is_visible():
                break
        expect(answer.get_by_text("Cliquez sur la carte")).to_be_visible()
    page.locator(".st-key-blancs_lieux").get_by_role("button", name="Ouvrir").first.click()
    expect(page.get_by_role("link", name="Fiche sur la carte")).to_be_visible()


def test_an_imagined_team_is_counted_while_it_moves(
    page: Page, dashboard_url: Callable[..., str], sample_base: Base
) -> None:
    def figure(latitude: float, longitude: float) -> str:
        """What « et si ? » gives for the team there, computing every zone."""
        team = ImaginedTeam("Ici", round(latitude, 5), round(longitude, 5), 5.0, 60)
        with sample_base.cursor() as cursor:
            before = zones_blanches_by_zone(cursor, DAY, load(), EVERYBODY)
            after = what_if(cursor, DAY, load(), EVERYBODY, added=(team,))
        reached = outcome_of(compared(before, after)).reached
        return french.signed(reached) if reached else "0"

    def place() -> tuple[float, float]:
        return tuple(
            shown.frame.evaluate(
                """() => {
                    const team = Object.values(map._layers).find(l => l.options && l.options.draggable);
                    return [team.getLatLng().lat, team.getLatLng().lng];
                }"""
            )
        )

    page.goto(f"{dashboard_url()}/zones_blanches?et_si=47.22443,1.73036,5,60,")
    shown = MapFrame(page, 0)
    team = shown.frame.get_by_role("button", name=re.compile("^Équipe imaginée 1"))
    count = page.get_by_role("status").filter(has_text=re.compile("isolées? atteinte")).locator("b")
    first = figure(*place())
    expect(count).to_have_text(first)

    team.scroll_into_view_if_needed()
    box = team.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 74, box["y"] + 54, steps=6)
    moving = figure(*place())
    assert moving != first
    expect(count).to_have_text(moving)
    assert "47.22443" in page.url, "the address waits until the team is put down"
    page.mouse.up()
    latitude, longitude = place()
    expect(page).to_have_url(re.compile(f"et_si={latitude:.5f}.*{longitude:.5f}"))
    expect(count).to_have_text(moving)

    team.focus()
    for _ in range(STEPS):
        before = page.url
        page.keyboard.press("Shift+ArrowUp")
        # The team is put down, and the address changes before the map is drawn anew: a key pressed meanwhile counts.
        page.wait_for_url(re.compile(f"^(?!{re.escape(before)})"))
        page.keyboard.press("Shift+ArrowUp")
    moved = place()[0]
    # Each drawing rounds to five decimals, a metre.
    assert moved == pytest.approx(latitude + 2 * STEPS / 111.195, abs=1e-5 * 2 * STEPS)
    expect(page).to_have_url(re.compile(f"et_si={moved:.5f}"))
    expect(count).to_have_text(figure(moved, longitude))
    expect(team).to_be_focused()

    shown.frame.get_by_role("button", name=re.compile("^Site proposé 1")).press("Enter")
    page.get_by_role("button", name="Ajouter ici").click()
    expect(shown.frame.get_by_role("button", name=re.compile("^Équipe imaginée 2"))).to_be_visible()
