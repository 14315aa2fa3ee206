"""The first visit to a server just started, straight to the address of a page: the entry has run all the same.

Each page at its own address, on a server already started: `test_hostile_names` and `test_nothing_of_anyone`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TITLES = {
    "": "Comité de pilotage",
    "preparer": "Préparer la réunion",
    "secteurs": "Secteurs",
    "carte": "Carte du territoire",
    "campagne": "Campagne d'appels",
    "fragilite": "Fragilité",
    "besoins": "Besoins essentiels",
    "zones_blanches": "Zones blanches",
    "equipes_ressources": "Équipes et ressources",
    "qui_agit": "Qui agit",
    "agir": "Listes pour agir",
    "visites": "Visites",
    "aidants": "Aidants et signalements",
    "reseau": "Réseau",
    "initiatives": "Initiatives inspirantes",
    "lettre": "La lettre",
    "importer": "Importer des données",
    "doublons": "Doublons",
    "cooperations": "Page réservée",
    "semblables": "Page réservée",
    "donnees": "Page réservée",
    "definitions": "Définitions",
}
SHARED_CHOICES = ("Date d'observation", "Comparée au", "Zones", "Sources")


def see_shared_choices(page: Page) -> None:
    """The choices that the entry makes for every page, which it makes before the page."""
    side = page.get_by_test_id("stSidebar")
    for choice in (*SHARED_CHOICES, "Rôle"):
        expect(side.get_by_text(choice, exact=True)).to_be_visible()


def test_every_screen_is_visited() -> None:
    screens = Path(__file__).resolve().parents[2] / "pages" / "screens"
    stems = {path.stem for path in screens.glob("*.py")} - {"__init__", "comite"}
    assert stems == set(TITLES) - {""}


def test_the_first_visit_goes_through_the_entry(
    page: Page, fresh_dashboard_url: Callable[..., str], sample_books_file: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copy(sample_books_file, tmp_path))
    page.goto(f"{fresh_dashboard_url(base=base, role='coordination')}/carte")
    expect(page.get_by_role("heading", level=1, name=TITLES["carte"])).to_be_visible(timeout=60_000)
    see_shared_choices(page)
    expect(page).to_have_title(f"{TITLES['carte']} – VISA")
    assert page.get_by_role("dialog").count() == 0
    assert page.url.split("?")[0].endswith("/carte")
    leave(page)


def test_the_committee_s_first_visit_goes_through_the_role(
    page: Page, fresh_dashboard_url: Callable[..., str], sample_books_file: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copy(sample_books_file, tmp_path))
    page.goto(f"{fresh_dashboard_url(base=base, role='comite')}/importer")
    heading = page.get_by_role("heading", level=1, name="Page réservée à la coordination")
    expect(heading).to_be_visible(timeout=60_000)
    side = page.get_by_test_id("stSidebar")
    expect(side.get_by_text("Rôle", exact=True)).to_be_visible()
    assert side.get_by_text("Zones", exact=True).count() == 0
    leave(page)


def test_a_link_opens_the_same_view(
    page: Page, fresh_dashboard_url: Callable[..., str], sample_books_file: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copy(sample_books_file, tmp_path))
    page.goto(f"{fresh_dashboard_url(base=base)}/campagne?date=2025-11-01&avant=2025-10-01")
    expect(page.get_by_text("situation au 1er novembre 2025")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("comparée au 1er octobre 2025")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Fragilité").click()
    expect(page.get_by_role("heading", level=1, name="Fragilité")).to_be_visible()
    expect(page.get_by_text("situation au 1er novembre 2025")).to_be_visible()
    carried = set(page.url.split("?")[1].split("&"))
    assert carried >= {"date=2025-11-01", "avant=2025-10-01"}, "the dates go from page to page"
    leave(page)


def leave(page: Page) -> None:
    """Close the page before its server stops: what it was still fetching would count as an error."""
    page.goto("about:blank")
