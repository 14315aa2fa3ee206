"""The whole meeting in a real browser, with the keyboard alone: sizes, contrasts and heights as computed there."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from visa_data.meeting.steps import agenda

pytestmark = pytest.mark.browser

KEYS = [item.key for item in agenda()]
MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
WHOLE_MEETING_S = 60.0
LARGE, SMALL = ViewportSize(width=1920, height=1080), ViewportSize(width=1280, height=720)
FIRST_MS = 30_000
NEXT_MS = 20_000
BODY_PX, MAIN_PX = 24.0, 64.0
"""Least sizes at 1920 × 1080; smaller screens in proportion."""
CONTRAST = 7.0
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 24, 32)"}


def shown(page: Page, key: str, *, within: float = NEXT_MS) -> None:
    """Wait until the board shows that step."""
    expect(page.locator(f".planche[data-etape='{key}']")).to_be_visible(timeout=within)


@pytest.mark.parametrize(("territory", "scheme"), [("sample_base_file", "light"), ("mormal_base", "dark")])
def test_the_whole_meeting_with_the_keyboard_alone(
    territory: str,
    scheme: str,
    page: Page,
    dashboard_url: Callable[..., str],
    request: pytest.FixtureRequest,
) -> None:
    """Each step is measured on both screens: a window resized is laid out anew.

    Every colour on both grounds: `tests/figures/test_pictures.py`.
    """
    page.set_viewport_size(LARGE)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(dashboard_url(role="comite", base=request.getfixturevalue(territory)))
    shown(page, KEYS[0], within=FIRST_MS)
    began = time.monotonic()
    page.keyboard.press("p")
    expect(page.locator(".reunion.projetee")).to_be_visible(timeout=NEXT_MS)
    faults: list[str] = []
    for rank, key in enumerate(KEYS):
        if rank:
            page.keyboard.press("PageDown" if rank % 2 else "ArrowRight")
        shown(page, key)
        expect(page.locator(".rang-sur")).to_have_text(f"{rank + 1} / {len(KEYS)}")
        expect(page.locator(".retenir")).to_contain_text("À retenir")
        for size in (LARGE, SMALL) if rank % 2 else (SMALL, LARGE):
            page.set_viewport_size(size)
            page.wait_for_function("width => window.innerWidth === width", arg=size["width"])
            found = measured(page, size["width"] / LARGE["width"], scheme)
            faults += [f"{key}, {size['width']}: {fault}" for fault in found]
    assert f"etape={KEYS[-1]}" in page.url and "projection=true" in page.url
    page.keyboard.press("ArrowLeft")
    shown(page, KEYS[-2])
    page.keyboard.press("PageUp")
    shown(page, KEYS[-3])
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible(timeout=NEXT_MS)
    spent = time.monotonic() - began
    page.goto("about:blank")
    assert faults == []
    assert spent < WHOLE_MEETING_S


def measured(page: Page, scale: float, scheme: str) -> list[str]:
    """What a room could not read on this step: too small, too pale, on a pattern, cut, or scrolling."""
    page.wait_for_function("document.querySelector('.planche').getAnimations({subtree: true}).length === 0")
    seen = page.evaluate(MEASURES)
    faults = [*seen["cut"], *seen["over"]]
    if seen["scrolls"]:
        faults.append("the page scrolls")
    faults += [f"{name} shows" for name in seen["chrome"]]
    if seen["colours"] != GROUNDS[scheme]:
        faults.append(f"the ground is {seen['colours']}")
    assert len(seen["texts"]) > 10
    for text in seen["texts"]:
        least = (MAIN_PX if text["main"] else BODY_PX) * scale
        if text["size"] < least - 0.05:
            faults.append(f"« {text['text']} » is {text['size']:.1f} px, less than {least:.1f}")
        if text["patterned"]:
            faults.append(f"« {text['text']} » stands on a pattern")
        if text["contrast"] < CONTRAST:
            faults.append(f"« {text['text']} » contrasts by {text['contrast']:.2f}")
    return faults


@pytest.fixture
def meeting(page: Page, dashboard_url: Callable[..., str]) -> Callable[[str], Page]:
    """Open the meeting of the sample at an address."""

    def open_at(query: str) -> Page:
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{dashboard_url(role='comite')}/{query}")
        expect(page.locator(".planche")).to_be_visible(timeout=FIRST_MS)
        return page

    return open_at


def test_an_address_opens_its_step_at_its_dates_and_a_reload_too(meeting: Callable[[str], Page]) -> None:
    page = meeting("?etape=urgences&date=2025-11-01&avant=2025-10-01&projection=true")
    for _ in range(2):
        shown(page, "urgences")
        expect(page.locator(".lieu")).to_contain_text("au 1er novembre 2025, comparé au 1er octobre 2025")
        expect(page.locator(".reunion.projetee")).to_be_visible()
        page.reload()
    shown(page, "urgences")
    page.goto("about:blank")


def test_a_wrong_address_opens_the_first_step(meeting: Callable[[str], Page]) -> None:
    page = meeting("?etape=%3Cb%3Enimporte")
    shown(page, KEYS[0])
    expect(page).to_have_url(re.compile(rf"etape={KEYS[0]}$"))
    page.goto("about:blank")


def test_presses_in_quick_succession_are_all_counted(meeting: Callable[[str], Page]) -> None:
    page = meeting("?projection=true")
    for key, last in (("PageDown", KEYS[-1]), ("PageUp", KEYS[0]), ("ArrowRight", KEYS[-1])):
        for _ in KEYS:
            page.keyboard.press(key)
        shown(page, last)
    page.keyboard.press("Home")
    shown(page, KEYS[0])
    page.goto("about:blank")


def test_keys_typed_in_a_field_leave_the_meeting_alone(meeting: Callable[[str], Page]) -> None:
    page = meeting("?etape=heures")
    page.locator(".st-key-date [role=spinbutton]").first.click()
    page.keyboard.type("p")
    for key in ("ArrowRight", "PageDown", "ArrowLeft", "PageUp"):
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)
    shown(page, "heures")
    assert page.locator(".reunion.projetee").count() == 0
    page.goto("about:blank")


def test_every_step_is_one_click_away(meeting: Callable[[str], Page]) -> None:
    page = meeting("")
    steps = page.get_by_role("navigation", name="Étapes de la réunion")
    for item in (agenda()[6], agenda()[1]):
        steps.get_by_title(f"{item.number}. {item.title}", exact=True).click()
        shown(page, item.key)
        expect(steps.locator("[aria-current=step]")).to_contain_text(str(item.number))
    steps.get_by_role("button", name="Suivante").click()
    shown(page, KEYS[2])
    steps.get_by_role("button", name="Précédente").click()
    shown(page, KEYS[1])
    page.goto("about:blank")


def test_definitions_and_figures_open_over_the_page_and_never_move_it(
    meeting: Callable[[str], Page],
) -> None:
    page = meeting("?etape=zones-blanches&projection=true")
    before = page.locator(".image").bounding_box()
    page.get_by_role("button", name="Définition").first.click()
    bubble = page.locator(".bulle:popover-open")
    expect(bubble).to_be_visible()
    assert len(bubble.inner_text()) > 20
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)
    expect(page.locator(".reunion.projetee")).to_be_visible()
    page.get_by_role("button", name="Voir les chiffres").click()
    expect(page.locator(".bulle:popover-open table")).to_be_visible()
    assert page.locator(".image").bounding_box() == before
    page.goto("about:blank")


def test_a_decision_is_noted_in_projection_and_shown_at_once(
    page: Page, fresh_dashboard_url: Callable[..., str], sample_base_file: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copy(sample_base_file, tmp_path))
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{fresh_dashboard_url(base=base, role='comite')}/?etape=decisions&projection=true")
    shown(page, "decisions", within=FIRST_MS)
    page.get_by_role("button", name="Noter une décision").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Décision").fill("Ouvrir une équipe à Lussignolles")
    dialog.get_by_role("combobox", name="Responsable").click()
    page.keyboard.type("CCAS")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Enregistrer la décision").click()
    expect(page.locator(".tableau")).to_contain_text("Ouvrir une équipe à Lussignolles", timeout=NEXT_MS)
    expect(page.locator(".tableau")).to_contain_text("CCAS")
    page.get_by_role("button", name="Clore la réunion").click()
    page.get_by_role("dialog").get_by_role("button", name="Clore la réunion").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=NEXT_MS)
    page.get_by_role("button", name="Clore la réunion").click()
    expect(page.get_by_role("dialog")).to_contain_text("déjà close")
    page.goto("about:blank")


def test_at_the_desk_the_board_holds_on_the_screen_beside_the_menus(meeting: Callable[[str], Page]) -> None:
    page = meeting("?etape=besoins")
    for width, height in ((1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.get_by_test_id("stSidebar")).to_be_visible()
        box = page.locator(".planche").bounding_box()
        assert box is not None
        assert box["y"] > 0 and box["y"] + box["height"] <= height
        assert box["x"] > 0 and box["x"] + box["width"] <= width
    page.goto("about:blank")
