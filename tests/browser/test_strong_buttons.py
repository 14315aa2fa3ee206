"""The buttons that stand out are read on both grounds, as computed by a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

COLOURS = "one => [getComputedStyle(one.querySelector('p')).color, getComputedStyle(one).backgroundColor]"
READABLE = 7.0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_strong_button_contrasts(
    scheme: Literal["light", "dark"], page: Page, dashboard_url: Callable[..., str]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{dashboard_url()}/lettre")
    button = page.get_by_role("button", name="Garder cette lettre")
    expect(button).to_be_visible(timeout=60_000)
    ink, ground = (luminance(colour) for colour in button.evaluate(COLOURS))
    page.goto("about:blank")
    assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= READABLE


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)`, as WCAG 2 defines it."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
