"""The five kinds of blank side by side: each whole, whatever the width of the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TITLES = ("Sans équipe", "Sans ressource", "Non appelée", "Registre aveugle", "Sans relais")


def test_five_maps_at_every_width(page: Page, dashboard_url: Callable[..., str]) -> None:
    page.goto(f"{dashboard_url()}/zones_blanches")
    charts = page.get_by_test_id("stPlotlyChart")
    expect(charts.nth(4)).to_be_visible(timeout=60_000)
    for title in TITLES:
        expect(page.get_by_role("heading", level=6, name=title)).to_be_visible()
    for width, on_a_row in ((1024, 2), (1280, 3), (1440, 3), (1920, 5)):
        page.set_viewport_size({"width": width, "height": 1080})
        page.wait_for_timeout(400)
        boxes = [charts.nth(rank).bounding_box() for rank in range(5)]
        placed = [box for box in boxes if box is not None]
        assert len(placed) == 5
        assert max(box["x"] + box["width"] for box in placed) <= width, width
        assert min(box["width"] for box in placed) >= 240, width
        edges = {round(box["x"]) for box in placed}
        assert len(edges) == on_a_row, (width, edges)
