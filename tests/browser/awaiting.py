"""Waiting for a page that lets no text be run as a program: asked from outside, again and again."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

SECONDS = 30.0


def settled(page: Page) -> None:
    """Wait until what was just done has run, then long enough for what it drew to stand: texts in French, charts that answer."""
    page.wait_for_timeout(400)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(500)


def until(page: Page | Frame, expression: str, arg: Any = None) -> None:
    """Wait until a JavaScript expression is true. Playwright's own waiting evaluates a text in the page, which it forbids."""
    deadline = time.monotonic() + SECONDS
    while not page.evaluate(expression, arg):
        if time.monotonic() > deadline:
            pytest.fail(f"never true: {expression}")
        page.wait_for_timeout(20)
