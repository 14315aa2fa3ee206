"""Every kind of picture on the board, in a real browser: whole, large enough and contrasted on every screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from pages.parts.meeting_board import HERE, style
from tests.browser.awaiting import until
from tests.browser.test_meeting import LARGE, SMALL, TABLETS, ZOOMED, measured
from tests.reports.composed import composed
from tests.reports.handmade import FIGURES, a_step, chessboard, outlined
from visa_data.meeting.board import board_html
from visa_data.meeting.steps import agenda
from visa_data.pictures.tones import GROUNDS

pytestmark = pytest.mark.browser

ZONES = chessboard()
MOUNT = """([html, ground]) => window.mount({
    parentElement: document.body, setTriggerValue: () => {},
    data: { html, key: "a", keys: ["a"], toggle: "", projected: true, ground, sent: Math.random() },
})"""


def boards() -> dict[str, str]:
    """A board alone for each kind, and one beside figures."""
    steps = {kind: a_step(1, "a", "Une étape", one, figures=()) for kind, one in composed(ZONES).items()}
    steps["noted bars beside figures"] = a_step(
        1, "a", "Une étape", composed(ZONES)["noted bars"], figures=FIGURES[:2]
    )
    where = ("Val d'Aurette · exemple inventé", "au 6 décembre 2025, comparé au 29 novembre 2025")
    return {kind: board_html(step, outlined(ZONES), agenda(), where=where) for kind, step in steps.items()}


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_kind_is_read_on_every_screen(ground: str, page: Page) -> None:
    script = (Path(HERE) / "meeting_board.js").read_text(encoding="utf-8")
    page.set_content(
        f"<!DOCTYPE html><style>body {{ margin: 0 }} {style()}</style>"
        '<main data-testid="stMain"><div class="reunion"></div></main>'
    )
    page.add_script_tag(content=script.replace("export default function", "window.mount = function"))
    faults: list[str] = []
    for kind, html in boards().items():
        page.evaluate(MOUNT, [html, ground])
        for size in (LARGE, SMALL, *TABLETS, ZOOMED):
            page.set_viewport_size(size)
            until(page, "width => window.innerWidth === width", arg=size["width"])
            faults += [f"{kind}, {size['width']}: {fault}" for fault in measured(page, size, ground)]
    assert faults == []
