"""Every page, by who reads it and on both grounds, can be read by everyone: axe-core, headings, titles, frames, widths, shifts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings, ours
from tests.browser.test_every_address import TITLES
from tests.browser.test_look import SHIFTS, STEADY
from tests.browser.test_nothing_of_anyone import PAGES, RESERVED

pytestmark = pytest.mark.browser

SCREEN = {"width": 1366, "height": 768}
NARROW = ({"width": 960, "height": 540}, {"width": 320, "height": 640})
"""A screen of 1920 × 1080 at 200 %, and the least width of WCAG 1.4.10."""
OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")]
    .filter((one) => one.getClientRects().length && !one.closest("[aria-hidden=true]"))
    .map((one) => [Number(one.getAttribute("aria-level") ?? one.tagName[1]), one.innerText.trim().slice(0, 60)])"""
FRAMES = "() => [...document.querySelectorAll('iframe')].map((one) => [one.title, one.contentDocument.documentElement.lang])"
WIDER = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const beyond = [...main.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1
        && one.checkVisibility() && one.getClientRects().length && !hidden(one));
    function hidden(one) {
        for (let at = one.parentElement; at && at !== main; at = at.parentElement) {
            if (getComputedStyle(at).overflowX !== "visible") { return true; }
        }
        return false;
    }
    const wide = [document.documentElement, main].some((one) => one.scrollWidth > one.clientWidth + 1);
    return wide || beyond.length ? [main.scrollWidth, ...beyond.slice(0, 3).map((one) => one.outerHTML.slice(0, 160))] : [];
}"""
SETTLING_MS, LOOKS = 400, 40
OF_A_ROLE = {
    "coordination": {**TITLES, "carte?fiche=991010201": "Carte du territoire"},
    "comite": {**PAGES, "definitions": "Définitions"},
    "delegue": {"donnees": "Données et confidentialité"},
}


@pytest.mark.parametrize("role", OF_A_ROLE)
def test_every_page(role: str, page: Page, dashboard_url: Callable[..., str], sample_book_file: Path) -> None:
    """Each page once: shift as it comes, axe-core on both grounds, outline, title, frames, then two narrow windows."""
    server = dashboard_url(role=role, **({"book": sample_book_file} if role == "comite" else {}))
    faults: list[str] = []
    page.add_init_script(SHIFTS)
    for address, title in OF_A_ROLE[role].items():
        with collecting(faults, address) as note:
            page.set_viewport_size(SCREEN)
            page.emulate_media(color_scheme="light")
            page.goto(f"{server}/{address}")
            settled(page, title)
            note("moves by", [shift for shift in [page.evaluate("window.shifts")] if shift > STEADY])
            note("", ours(findings(page)))
            note("outline", holes(page.evaluate(OUTLINE)))
            note("frame", [one for one in page.evaluate(FRAMES) if not is_named(one)])
            if not RESERVED.startswith(title):
                expect(page).to_have_title(re.compile(rf"^{title} – VISA$"))
            page.emulate_media(color_scheme="dark")
            settled(page, title)
            note("dark", lasting(page, lambda: ours(findings(page, "color-contrast"))))
            for size in NARROW:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                note(f"wider than {size['width']}", lasting(page, lambda: page.evaluate(WIDER)))
    page.goto("about:blank")
    assert faults == [], "\n".join(faults)


@contextmanager
def collecting(faults: list[str], address: str) -> Iterator[Callable[[str, list[Any]], None]]:
    """Gives what notes faults of one page: all are told at once."""

    def note(kind: str, found: list[Any]) -> None:
        faults.extend(f"{address or 'comite'} {kind}: {one}" for one in found)

    yield note


def settled(page: Page, title: str) -> None:
    """Wait until the page has run, and drawn what it has."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=120_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=120_000
    )
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(SETTLING_MS)


def lasting(page: Page, look: Callable[[], list[Any]]) -> list[Any]:
    """What is still seen once the page has had time to draw itself anew: what stands while it does is pale, or too wide."""
    for _ in range(LOOKS):
        page.wait_for_timeout(SETTLING_MS)
        if not (seen := look()):
            break
    return seen


def holes(outline: list[tuple[int, str]]) -> list[str]:
    """Headings that are not where the levels before them allow; no title, or two."""
    levels = [level for level, _ in outline]
    faults = [] if levels.count(1) == 1 and levels[0] == 1 else [f"titles: {outline}"]
    return faults + [
        f"level {level} after {before}: {text}"
        for before, (level, text) in zip(levels, outline[1:], strict=False)
        if level > before + 1
    ]


def is_named(frame: list[str]) -> bool:
    """Whether a frame has a title in French words, and a language."""
    title, language = frame
    return title.startswith("Carte") and language == "fr"
