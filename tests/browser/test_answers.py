"""A cell of the matrix and a bar answer the mouse and the keyboard; nothing is cut nor over its neighbour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OVERFLOWING = """() => [...document.querySelectorAll(".besoins_matrice thead th, .besoins_matrice td button")]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"""
OVERLAPPING = """() => [...document.querySelectorAll(".besoins_matrice td button")].filter(cell => {
    const [disc, number] = [cell.querySelector(".disque"), cell.querySelector(".nombre")];
    return disc && number && disc.getBoundingClientRect().right > number.getBoundingClientRect().left;
}).map(cell => cell.title)"""
SMALL = """() => [...document.querySelectorAll(".besoins_matrice :is(.signe, .nombre, .disque, th, small)")]
    .filter(one => parseFloat(getComputedStyle(one).fontSize) < 12).map(one => one.outerHTML)"""


def test_a_cell_of_the_matrix_answers(page: Page, dashboard_url: Callable[..., str]) -> None:
    page.goto(f"{dashboard_url()}/besoins")
    cell = page.locator('.besoins_matrice button[data-zone="99129"][data-besoin="parler"]')
    expect(cell).to_be_visible(timeout=60_000)
    for width in (1024, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate(OVERFLOWING) == [], width
        assert page.evaluate(OVERLAPPING) == [] and page.evaluate(SMALL) == [], width
    cell.click()
    answer = page.locator(".st-key-besoins_case")
    expect(answer.get_by_text("Valombreux · Parler avec autrui")).to_be_in_viewport()
    expect(answer.get_by_role("link", name="Fiche sur la carte")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(answer.get_by_text("Valombreux · Pouvoir sortir")).to_be_visible()
    expect(page.locator('.besoins_matrice button[aria-pressed="true"]')).to_have_attribute(
        "data-besoin", "sortir"
    )
    answer.get_by_role("link", name="Équipes et ressources").click()
    expect(page.get_by_role("heading", level=1, name="Équipes et ressources")).to_be_visible()
    bar = page.locator(".st-key-charge_equipes .bars .point path").first
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("link", name="Fiche sur la carte")).to_be_visible()
