"""A page printed by the browser: whole, with nothing that only a screen answers to."""

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.awaiting import settled
from tests.browser.conftest import MapFrame

pytestmark = pytest.mark.browser

SCREEN_ONLY = (
    "Télécharger",
    "Imprimer",
    "Couches et classes",
    "Date d'observation",
    "Voir les chiffres",
    "Cliquez",
)


def letters(text: str) -> str:
    """Without spaces nor hyphens, which the width of a column adds."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def printed(page: Page) -> str:
    """The words of the PDF that the browser makes."""
    expect(page.get_by_role("button", name="Imprimer", exact=True)).to_be_visible()
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(reader.pages) == int(re.findall(r"/ (\d+)", reader.pages[0].extract_text())[-1]), "numbered"
    return letters("".join(sheet.extract_text() for sheet in reader.pages))


def test_pages_print_as_documents(
    page: Page, dashboard_url: Callable[..., str], map_frame: Callable[..., MapFrame]
) -> None:
    address = dashboard_url()
    page.goto(f"{address}/besoins")
    page.locator(".js-plotly-plot .main-svg .bartext").first.wait_for()
    rows = page.locator(".besoins_matrice tbody th .nom").all_text_contents()
    hidden = page.locator(".besoins_matrice tbody tr.papier").count()
    bars = page.locator(".js-plotly-plot .bartext").all_text_contents()
    assert hidden and len(rows) > hidden
    expect(page.locator(".besoins_matrice tbody tr.papier").first).to_be_hidden()
    said = printed(page)
    assert [row for row in rows if letters(row) not in said] == []
    assert bars and [bar for bar in bars if letters(bar) not in said] == []
    assert [word for word in SCREEN_ONLY if letters(word) in said] == []

    page.goto(f"{address}/carte")
    drawn = map_frame(page)
    legend = drawn.frame.locator(".visa-legende").inner_text().splitlines()[1]
    table = page.locator(".tableau-lu tbody tr")
    names = [cells.split("\t")[1] for cells in table.all_inner_texts() if "\t" in cells]
    # Fitted to its legend once that is laid out; fitted again, it moves by a pixel.
    settled(page)
    seen = "[map.getCenter().lat.toFixed(2), map.getZoom(), map.getSize().x]"
    before = drawn.frame.evaluate(seen)
    said = printed(page)
    assert letters(legend) in said
    assert [name for name in names if letters(name) not in said] == []
    assert [word for word in SCREEN_ONLY if letters(word) in said] == []
    assert drawn.frame.evaluate(seen) == before, "the screen is as it was"

    page.goto(address)
    page.locator(".reunion .planche h2").wait_for()
    # Without its « ? », a button.
    title = page.locator(".reunion .planche h2").inner_text().removesuffix("?")
    assert letters(title) in printed(page)
