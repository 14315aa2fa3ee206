"""What Streamlit writes by itself is said in French, and names from files are left alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.awaiting import settled, until
from tests.browser.test_every_address import TITLES

pytestmark = pytest.mark.browser

ENGLISH = re.compile(
    r"\b(?:Select all|Clear all|Choose|Help for|Remove|Selected values|Open|Close|Upload|Browse|Search|"
    r"Skip to|Sidebar|per file|Drag and drop|No results|Download|month|year|Help|Increment|Decrement|file upload|"
    r"Use arrow|Selected Date|options? available|Link to heading|Press)\b"
)


def attributes(page: Page) -> list[str]:
    """What a page says without writing it: names, titles and hints of its elements."""
    return page.evaluate(
        """() => ["aria-label", "title", "placeholder"].flatMap(
            (name) => [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)))"""
    )


def test_no_english_word_is_left(page: Page, dashboard_url: Callable[..., str]) -> None:
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(f"{dashboard_url(role='coordination')}/importer")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_attached()
    settled(page)
    page.locator(".st-key-zones input").click()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Tout choisir")).to_be_visible()
    page.get_by_role("option").nth(1).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("^Retirer "))).to_be_attached()
    settled(page)
    assert ENGLISH.findall(page.locator("body").aria_snapshot()) == []
    page.locator(".st-key-date button").last.click()
    expect(page.get_by_role("button", name="Mois précédent")).to_be_visible()
    settled(page)
    assert ENGLISH.findall(page.locator("body").aria_snapshot()) == [], "the calendar"
    assert ENGLISH.findall(" ".join(attributes(page))) == []
    page.keyboard.press("Escape")
    for address in ("carte", "campagne", ""):
        title = TITLES[address]
        page.get_by_test_id("stSidebar").get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        settled(page)
        assert ENGLISH.findall(page.locator("body").aria_snapshot()) == [], title
    assert page.locator("html").get_attribute("lang") == "fr"
    page.goto("about:blank")


def test_a_wrong_address_is_told_in_french(page: Page, dashboard_url: Callable[..., str]) -> None:
    page.goto(f"{dashboard_url(role='coordination')}/nulle-part")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Page introuvable", timeout=30_000)
    expect(dialog).to_contain_text("Cette adresse ne mène à aucune page : voici l'accueil.")
    assert ENGLISH.findall(dialog.aria_snapshot()) == []
    page.goto("about:blank")


def test_no_line_of_ours_can_start_with_a_sign(page: Page, dashboard_url: Callable[..., str]) -> None:
    page.goto(f"{dashboard_url(role='coordination')}/campagne")
    retenir = page.get_by_text("À retenir").first.locator(
        "xpath=ancestor::*[@data-testid='stMarkdownContainer']"
    )
    expect(retenir).to_be_visible(timeout=30_000)
    until(page, "el => el.textContent.includes('\\u00a0;')", arg=retenir.element_handle())
    assert re.search(r" [:;?!%»]", retenir.text_content() or "") is None
    page.goto("about:blank")
