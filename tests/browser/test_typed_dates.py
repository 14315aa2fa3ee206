"""A date typed in the side bar: taken by Enter and by Tab, and told why where it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_french_words import settled

pytestmark = pytest.mark.browser


def test_a_date_typed_and_entered_is_taken_at_once(page: Page, dashboard_url: Callable[..., str]) -> None:
    page.goto(f"{dashboard_url(role='coordination')}/definitions")
    field = page.locator(".st-key-date")
    compared = page.locator(".st-key-avant")

    def type_in(text: str, key: str) -> None:
        settled(page)
        field.get_by_role("spinbutton").first.click()
        page.keyboard.type(text)
        page.keyboard.press(key)

    def shown(day: str) -> re.Pattern[str]:
        return re.compile(r"\s*/\s*".join(day.split("/")))

    expect(field).to_contain_text(shown("06/12/2025"))
    type_in("01/11/2025", "Enter")
    expect(page).to_have_url(re.compile("date=2025-11-01"))
    expect(compared).to_contain_text(shown("25/10/2025"))
    # The calendar is closed, the field still has the focus: once more, without a click.
    settled(page)
    page.keyboard.type("2024")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("date=2024-11-01"))
    type_in("08/11/2025", "Tab")
    expect(page).to_have_url(re.compile("date=2025-11-08"))
    expect(compared).to_contain_text(shown("01/11/2025"))
    type_in("31/09/2025", "Enter")
    expect(field.get_by_role("alert")).to_have_text(
        "Le 31 septembre 2025 n'existe pas\u00a0: le 30 septembre est pris à la place."
    )
    expect(page).to_have_url(re.compile("date=2025-09-30"))
    type_in("10/05/1990", "Enter")
    outside = "Hors du calendrier\u00a0: choisissez une date du 08/01/2000 au 31/12/2100."
    expect(field.get_by_role("alert")).to_have_text(outside)
    expect(field.locator(".visa-date-impossible")).to_have_text(outside)
    expect(page).to_have_url(re.compile("date=2025-09-30"))
    page.goto("about:blank")
