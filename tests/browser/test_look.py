"""What every page looks like, as a real browser computes it: read on both grounds, nothing cropped, nothing that jumps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

COLOURS = """one => {
    const ground = (node) => {
        const colour = getComputedStyle(node).backgroundColor;
        return /, 0\\)$/.test(colour) && node.parentElement ? ground(node.parentElement) : colour;
    };
    return [getComputedStyle(one.querySelector('p') ?? one).color, ground(one)];
}"""
READABLE, PROJECTED = 4.5, 7.0
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) { if (!one.hadRecentInput) { window.shifts += one.value; } }
}).observe({ type: "layout-shift", buffered: true });
"""
STEADY = 0.1
"""Core Web Vitals: what a visitor does not notice."""
CUT = """() => [...document.querySelectorAll('[data-testid=stMetric] *, [data-testid=stSidebarNav] *, h1')]
    .filter((one) => getComputedStyle(one).overflow !== 'visible' && one.clientWidth > 1
        && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""
HEAD = 84
"""Pixels: what the head may take of a screen 1366 wide, the side bar beside it."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_out_and_what_is_small_are_read(
    scheme: Literal["light", "dark"], page: Page, dashboard_url: Callable[..., str]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{dashboard_url()}/lettre")
    button = page.get_by_role("button", name="Garder cette lettre")
    expect(button).to_be_visible(timeout=60_000)
    assert contrast(*button.evaluate(COLOURS)) >= PROJECTED
    captions = page.get_by_test_id("stCaptionContainer").all()
    read = [contrast(*one.evaluate(COLOURS)) for one in captions if one.is_visible()]
    page.goto("about:blank")
    assert read and min(read) >= READABLE


def test_a_page_comes_in_its_place(page: Page, dashboard_url: Callable[..., str]) -> None:
    """A sentence before anything runs, a short head, whole tiles at every width, and nothing that jumps on the way."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.add_init_script(SHIFTS)
    answer = page.goto(f"{dashboard_url()}/aidants")
    assert answer is not None
    first = answer.text()
    assert '<html lang="fr">' in first and "Ouverture du tableau de bord…" in first
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=120_000
    )
    expect(page.get_by_test_id("stMetric").last).to_be_visible()
    head = page.locator(".st-key-entete").bounding_box()
    assert head is not None and head["height"] <= HEAD
    assert page.evaluate("window.shifts") <= STEADY
    assert not page.get_by_text("Ouverture du tableau de bord…").is_visible()
    for width in (1920, 1366, 1024, 320):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_timeout(300)
        assert page.evaluate(CUT) == [], width
        if width == 320:
            expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.goto("about:blank")


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two `rgb(r, g, b)`."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)`, as WCAG 2 defines it."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
