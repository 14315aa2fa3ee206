"""The first visit to a server just started, at the address of a page other than the home."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_first_visitor_gets_the_page_asked_for(
    page: Page, fresh_dashboard_url: Callable[..., str], sample_base: Path, tmp_path: Path
):
    base = Path(shutil.copy(sample_base, tmp_path))
    page.goto(f"{fresh_dashboard_url(base=base)}/carte")
    expect(page.get_by_role("heading", name="Carte du territoire", level=1)).to_be_visible(timeout=60_000)
    assert page.url.endswith("/carte")
    assert page.get_by_role("dialog").count() == 0
