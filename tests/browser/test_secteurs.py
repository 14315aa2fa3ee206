"""The sectors in a real browser: a zone clicked on the map moves, and the map shows it where it was left."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ZONE, NAME = "99115", "Lussignolles"
FILL = "Object.values(map._layers).find(l => l.feature && l.options.fill && l.feature.properties.code === '{}').options.fillColor"


def test_a_zone_clicked_forms_a_sector_at_once_and_the_gesture_is_taken_back(
    page: Page,
    fresh_dashboard_url: Callable[..., str],
    map_frame: Callable,
    sample_base_file: Path,
    tmp_path: Path,
) -> None:
    base = Path(shutil.copy(sample_base_file, tmp_path))
    page.goto(f"{fresh_dashboard_url(base=base, role='coordination')}/secteurs")
    expect(page.get_by_text("Découpage proposé")).to_be_visible(timeout=60_000)
    seen = map_frame(page)
    before = seen.frame.evaluate(FILL.format(ZONE))
    seen.click(ZONE)
    expect(page.get_by_role("heading", level=2, name=NAME)).to_be_visible()
    page.get_by_role("button", name="Nouveau secteur").click()
    # The list of the modifications says the same sentence, one rerun later.
    notice = page.get_by_test_id("stAlertContentSuccess")
    expect(notice.filter(has_text=f"{NAME} quitte le secteur")).to_be_visible()
    seen.frame.wait_for_function(f"{FILL.format(ZONE)} !== '{before}'")
    expect(page.get_by_role("heading", level=2, name=NAME)).to_be_visible()
    page.get_by_role("button", name="Annuler la dernière modification").click()
    expect(page.get_by_text("Dernière modification annulée.")).to_be_visible()
    seen.frame.wait_for_function(f"{FILL.format(ZONE)} === '{before}'")
    # Without the mouse: the zone by its name, the sector in the list, the button.
    page.get_by_role("combobox", name="Choisir une zone").focus()
    page.keyboard.type("Ormesac")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Ormesac")).to_be_visible()
    # A page that still draws takes the list away with what is chosen in it.
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    page.get_by_role("combobox", name="Déplacer la zone vers").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Déplacer", exact=True)).to_be_enabled()
    page.get_by_role("button", name="Déplacer", exact=True).focus()
    page.keyboard.press("Enter")
    expect(notice.filter(has_text="Ormesac passe du secteur")).to_be_visible()
