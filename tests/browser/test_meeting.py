"""The whole meeting in a real browser, with the keyboard alone: sizes, contrasts and heights as computed there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.awaiting import until
from tests.browser.axe import findings, ours
from visa_data.meeting.steps import agenda

pytestmark = pytest.mark.browser

KEYS = [item.key for item in agenda()]
MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
LARGE, SMALL = ViewportSize(width=1920, height=1080), ViewportSize(width=1280, height=720)
TABLETS = (ViewportSize(width=1366, height=768), ViewportSize(width=1024, height=768))
ZOOMED = ViewportSize(width=960, height=540)
"""A screen of 1920 × 1080 in a browser that zooms to 200 %: a pixel of the page is two of the screen."""
READ_PX = 15.9
"""Under which no projected text goes, whatever the screen."""
FIRST_MS = 30_000
NEXT_MS = 20_000
SETTLING, SETTLING_MS = 4, 250
"""Looks at a board that a busy machine may still be laying out in its new room."""
BODY_PX, MAIN_PX = 24.0, 64.0
"""Least sizes at 1920 × 1080; smaller screens in proportion."""
CONTRAST = 7.0
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 24, 32)"}


def shown(page: Page, key: str, *, within: float = NEXT_MS) -> None:
    """Wait until the board shows that step."""
    expect(page.locator(f".planche[data-etape='{key}']")).to_be_visible(timeout=within)


@pytest.mark.parametrize(
    ("territory", "scheme"), [("sample_books_file", "light"), ("mormal_books_file", "dark")]
)
def test_the_whole_meeting_with_the_keyboard_alone(
    territory: str,
    scheme: str,
    page: Page,
    dashboard_url: Callable[..., str],
    request: pytest.FixtureRequest,
) -> None:
    """Each step is measured on every screen: a window resized is laid out anew.

    Every colour on both grounds: `tests/figures/test_pictures.py`. axe-core reads each step in the last of these windows.
    """
    page.set_viewport_size(LARGE)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(dashboard_url(role="comite", base=request.getfixturevalue(territory)))
    shown(page, KEYS[0], within=FIRST_MS)
    page.keyboard.press("p")
    expect(page.locator(".reunion.projetee")).to_be_visible(timeout=NEXT_MS)
    faults: list[str] = []
    passed = page.locator(".avance li .passee").evaluate_all("all => all.map(one => one.dataset.aller)")
    walked = [key for key in KEYS if key not in passed]
    for rank, key in enumerate(walked):
        if rank:
            page.keyboard.press("PageDown" if rank % 2 else "ArrowRight")
        shown(page, key)
        expect(page.locator(".rang-sur")).to_have_text(f"{KEYS.index(key) + 1} / {len(KEYS)}")
        expect(page.locator(".retenir")).to_contain_text("À retenir")
        screens = (LARGE, SMALL, *TABLETS, ZOOMED)
        for size in screens if rank % 2 else screens[::-1]:
            page.set_viewport_size(size)
            until(page, "width => window.innerWidth === width", arg=size["width"])
            found = measured(page, size, scheme)
            for _ in range(SETTLING):
                if not found:
                    break
                page.wait_for_timeout(SETTLING_MS)
                found = measured(page, size, scheme)
            faults += [f"{key}, {size['width']}: {fault}" for fault in found]
        faults += [f"{key}: {one}" for one in ours(findings(page))]
    assert f"etape={KEYS[-1]}" in page.url and "projection=true" in page.url
    page.keyboard.press("ArrowLeft")
    shown(page, walked[-2])
    page.keyboard.press("PageUp")
    shown(page, walked[-3])
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible(timeout=NEXT_MS)
    page.goto("about:blank")
    assert faults == []


def test_five_decisions_are_taken_with_the_keyboard_alone(
    page: Page, fresh_dashboard_url: Callable[..., str], sample_books_file: Path, tmp_path: Path
) -> None:
    """From the first step to the fifth decision, in projection, in the committee's role."""
    page.set_viewport_size(LARGE)
    page.goto(
        fresh_dashboard_url(base=Path(shutil.copy(sample_books_file, tmp_path / "ecrite")), role="comite")
    )
    shown(page, KEYS[0], within=FIRST_MS)
    page.keyboard.press("p")
    expect(page.locator(".reunion.projetee")).to_be_visible(timeout=NEXT_MS)
    for key in KEYS[1:]:
        page.keyboard.press("End" if key == KEYS[-1] else "PageDown")
        if key == KEYS[-1]:
            shown(page, key)
    for taken in range(1, 6):
        first = page.locator(".planche .image")
        expect(first).to_contain_text(re.compile(r"1\. "), timeout=NEXT_MS)
        # A key pressed while the page is drawn is that of the proposal drawn before: it is noted once.
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning", timeout=NEXT_MS
        )
        page.keyboard.press("1")
        expect(page.locator(".retenir")).to_contain_text(
            re.compile(rf"{taken}\sdécisions?\s: {taken}\sà faire"), timeout=NEXT_MS
        )
    expect(page.locator(".planche .image")).not_to_contain_text("Proposées aujourd'hui")


def measured(page: Page, size: ViewportSize, scheme: str) -> list[str]:
    """What a room could not read on this step: too small, too pale, on a pattern, cut, or scrolling.

    Zoomed in, texts are larger than the screen holds: the board then scrolls, and hides nothing beside its edge.
    """
    scale = min(size["width"] / LARGE["width"], size["height"] / LARGE["height"])
    # The board lays itself out anew in the frame after its room has changed.
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    until(page, "document.querySelector('.planche').getAnimations({subtree: true}).length === 0")
    seen = page.evaluate(MEASURES)
    faults = [*seen["cut"], *seen["over"]]
    if seen["scrolls"] and size != ZOOMED:
        faults.append("the page scrolls")
    faults += [f"{name} shows" for name in seen["chrome"]]
    if seen["colours"] != GROUNDS[scheme]:
        faults.append(f"the ground is {seen['colours']}")
    assert len(seen["texts"]) > 10
    for text in seen["texts"]:
        least = max((MAIN_PX if text["main"] else BODY_PX) * scale, READ_PX)
        if text["size"] < least - 0.05:
            faults.append(f"« {text['text']} » is {text['size']:.1f} px, less than {least:.1f}")
        if text["patterned"]:
            faults.append(f"« {text['text']} » stands on a pattern")
        # Where the board scrolls, what lies under the window's edge has no ground; the other screens show it all.
        if text["contrast"] < CONTRAST and not seen["scrolls"]:
            faults.append(f"« {text['text']} » contrasts by {text['contrast']:.2f}")
    return faults


@pytest.fixture
def meeting(page: Page, dashboard_url: Callable[..., str]) -> Callable[..., Page]:
    """Open the meeting of the sample at an address, in the committee's role unless another is asked."""

    def open_at(query: str, role: str = "comite") -> Page:
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{dashboard_url(role=role)}/{query}")
        expect(page.locator(".planche")).to_be_visible(timeout=FIRST_MS)
        return page

    return open_at


def test_an_address_opens_its_step_at_its_dates_and_a_reload_too(meeting: Callable[..., Page]) -> None:
    page = meeting("?etape=urgences&date=2025-11-01&avant=2025-10-01&projection=true", "coordination")
    for _ in range(2):
        shown(page, "urgences")
        expect(page.locator(".lieu")).to_contain_text("au 1er novembre 2025, comparé au 1er octobre 2025")
        expect(page.locator(".reunion.projetee")).to_be_visible()
        page.reload()
    shown(page, "urgences")
    page.goto("about:blank")


def test_a_wrong_address_opens_the_first_step(meeting: Callable[..., Page]) -> None:
    page = meeting("?etape=%3Cb%3Enimporte")
    shown(page, KEYS[0])
    expect(page).to_have_url(re.compile(rf"etape={KEYS[0]}$"))
    page.goto("about:blank")


def test_presses_in_quick_succession_are_all_counted(meeting: Callable[..., Page]) -> None:
    page = meeting("?projection=true")
    for key, last in (("PageDown", KEYS[-1]), ("PageUp", KEYS[0]), ("ArrowRight", KEYS[-1])):
        for _ in KEYS:
            page.keyboard.press(key)
        shown(page, last)
    page.keyboard.press("Home")
    shown(page, KEYS[0])
    page.goto("about:blank")


def test_a_presenter_s_remote_goes_on_and_back(meeting: Callable[..., Page]) -> None:
    page = meeting("?projection=true")
    place = 0
    for key, by in (
        *(("Space", 1), ("Enter", 1), ("ArrowDown", 1), ("PageDown", 1), ("ArrowRight", 1)),
        *(("Shift+Space", -1), ("Backspace", -1), ("ArrowUp", -1), ("PageUp", -1), ("ArrowLeft", -1)),
    ):
        page.keyboard.press(key)
        place += by
        shown(page, KEYS[place])
    page.goto("about:blank")


def test_space_presses_the_button_that_has_the_focus_and_goes_nowhere(
    meeting: Callable[..., Page],
) -> None:
    page = meeting("?etape=besoins")
    see = page.get_by_role("button", name="Voir les chiffres")
    for key in ("Space", "Enter"):
        see.focus()
        page.keyboard.press(key)
        expect(page.locator(".grande:popover-open")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".grande:popover-open")).to_have_count(0)
    see.click()
    page.keyboard.press("Escape")
    shown(page, "besoins")
    # Pressed with the mouse, it does not keep the focus.
    page.keyboard.press("Space")
    shown(page, "prochaine-equipe")
    page.goto("about:blank")


def test_one_key_opens_the_whole_table_and_it_is_read_to_its_end(
    page: Page, dashboard_url: Callable[..., str]
) -> None:
    page.set_viewport_size(SMALL)
    page.goto(f"{dashboard_url()}/?etape=qui-perdons-nous&projection=true")
    shown(page, "qui-perdons-nous", within=FIRST_MS)
    page.keyboard.press("c")
    table = page.locator(".grande:popover-open .tout")
    expect(table).to_be_visible()
    rows = table.locator("tbody tr")
    assert rows.count() > 20
    expect(rows.last).not_to_be_in_viewport()
    for _ in range(10):
        page.keyboard.press("PageDown")
        if table.evaluate("t => t.scrollTop + t.clientHeight >= t.scrollHeight - 1"):
            break
    expect(rows.last).to_be_in_viewport()
    assert table.evaluate("t => t.scrollWidth <= t.clientWidth")
    shown(page, "qui-perdons-nous")
    page.keyboard.press("c")
    expect(table).to_have_count(0)
    page.keyboard.press("PageDown")
    shown(page, "fragilite")
    page.goto("about:blank")


FULL = "Boolean(document.fullscreenElement)"


def test_projecting_goes_full_screen_and_leaving_it_leaves_the_projection(
    meeting: Callable[..., Page],
) -> None:
    page = meeting("")
    projected = page.locator(".reunion.projetee")
    for project in (
        lambda: page.keyboard.press("p"),
        lambda: page.get_by_role("button", name="Projeter").click(),
    ):
        project()
        expect(projected).to_be_visible(timeout=NEXT_MS)
        until(page, FULL)
        page.evaluate("document.exitFullscreen()")
        expect(projected).to_have_count(0, timeout=NEXT_MS)
    page.keyboard.press("p")
    expect(projected).to_be_visible(timeout=NEXT_MS)
    page.keyboard.press("Escape")
    expect(projected).to_have_count(0, timeout=NEXT_MS)
    until(page, f"!{FULL}")
    page.goto("about:blank")


def test_a_browser_that_refuses_full_screen_projects_without(
    page: Page, meeting: Callable[..., Page]
) -> None:
    page.add_init_script(
        "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'))"
    )
    meeting("").keyboard.press("p")
    expect(page.locator(".reunion.projetee")).to_be_visible(timeout=NEXT_MS)
    page.keyboard.press("PageDown")
    shown(page, KEYS[1])
    page.goto("about:blank")


def test_a_narrow_window_scrolls_and_reaches_everything(meeting: Callable[..., Page]) -> None:
    page = meeting("?etape=campagne&projection=true")
    page.set_viewport_size({"width": 500, "height": 700})
    until(page, "window.innerWidth === 500")
    for name in (".retenir", ".chiffre-cle", ".image", ".notes > .voir", "[data-projection]"):
        one = page.locator(name).last
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport()
    board = page.locator(".planche")
    assert board.evaluate("b => b.scrollWidth <= b.clientWidth + 1"), "only the drawing moves sideways"
    drawing = page.locator(".image")
    assert drawing.evaluate("d => d.scrollWidth > d.clientWidth && getComputedStyle(d).overflowX === 'auto'")
    page.goto("about:blank")


def test_keys_typed_in_a_field_leave_the_meeting_alone(meeting: Callable[..., Page]) -> None:
    page = meeting("?etape=heures", "coordination")
    page.locator(".st-key-date [role=spinbutton]").first.click()
    page.keyboard.type("p")
    for key in ("ArrowRight", "PageDown", "ArrowLeft", "PageUp"):
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)
    shown(page, "heures")
    assert page.locator(".reunion.projetee").count() == 0
    page.goto("about:blank")


def test_every_step_is_one_click_away(meeting: Callable[..., Page]) -> None:
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
    meeting: Callable[..., Page],
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
    page: Page, fresh_dashboard_url: Callable[..., str], sample_books_file: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copy(sample_books_file, tmp_path))
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
    expect(page.locator(".planche .image")).to_contain_text("Lussignolles", timeout=NEXT_MS)
    expect(page.locator(".planche .image")).to_contain_text("CCAS")
    page.get_by_role("button", name="Clore la réunion").click()
    page.get_by_role("dialog").get_by_role("button", name="Clore la réunion").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=NEXT_MS)
    page.get_by_role("button", name="Clore la réunion").click()
    expect(page.get_by_role("dialog")).to_contain_text("déjà close")
    page.goto("about:blank")


def test_at_the_desk_the_board_holds_on_the_screen_beside_the_menus(meeting: Callable[..., Page]) -> None:
    page = meeting("?etape=besoins")
    for width, height in ((1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.get_by_test_id("stSidebar")).to_be_visible()
        box = page.locator(".planche").bounding_box()
        assert box is not None
        assert box["y"] > 0 and box["y"] + box["height"] <= height
        assert box["x"] > 0 and box["x"] + box["width"] <= width
    page.goto("about:blank")
