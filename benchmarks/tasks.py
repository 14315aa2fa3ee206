"""In a real Chromium: twelve things that a coordination does, on the Pays de Mormal; gestures and time of each, from the first page.

`python -m benchmarks.tasks --adresse http://127.0.0.1:8501 [--lieu Landrecies --autre Bavay --code 59331 --jour 31/05/2020]`: a
dashboard already running, for the coordination. A gesture is a click, a key, a text typed or a file read from the clipboard; waiting
is counted in the time. Each task starts from the first page, loaded, in a browser of its own.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, sync_playwright

from tests.browser.awaiting import until
from tests.browser.conftest import CHROMIUM_ARGUMENTS, find_chromium

PATIENCE = 60_000
IDLE = "!document.querySelector('[data-testid=stStatusWidget]')"
CARD, MAP = ".st-key-carte_fiche", "[data-testid=stCustomComponentV1]"
"""Milliseconds before a task is said not done; a page at rest; what holds the card, and the map."""


@dataclass
class Visit:
    """A page that counts what is done on it."""

    page: Page
    options: argparse.Namespace
    gestures: int = 0
    seen: list[str] = field(default_factory=list)

    def click(self, what: Locator) -> None:
        self.gestures += 1
        what.click()

    def write(self, what: Locator, text: str) -> None:
        """Click in a field, then type."""
        self.click(what)
        self.gestures += 1
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text, delay=15)

    def press(self, key: str) -> None:
        self.gestures += 1
        self.page.keyboard.press(key)

    def go(self, title: str) -> None:
        """By the menu."""
        self.click(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title))
        self.page.get_by_role("heading", level=1, name=title).wait_for()

    def reads(self, where: Locator, text: str) -> None:
        """What the task was for is on screen."""
        where.filter(has_text=text).first.wait_for()
        self.seen.append(text)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator(MAP).first

    def search(self, text: str, label: str) -> None:
        """A place by what one types of it."""
        self.write(self.page.get_by_label(label).first, text)
        self.page.get_by_role("option").first.wait_for()
        self.press("Enter")

    def at_card(self) -> Locator:
        return self.page.locator(CARD)


def why_not_reached(visit: Visit) -> None:
    visit.go("Zones blanches")
    visit.reads(visit.page.get_by_role("main"), "Qui ?")


def card_by_click(visit: Visit) -> None:
    visit.go("Carte du territoire")
    frame = visit.page.locator(MAP).first
    handle = frame.element_handle()
    inside = handle.content_frame() if handle else None
    assert inside is not None
    inside.wait_for_function("window.visaMap && window.visaMap.drawing", polling=100)
    x, y = inside.evaluate(
        "code => { const at = map.latLngToContainerPoint(window.visaMap.find(code).getCenter()); return [at.x, at.y]; }",
        visit.options.code,
    )
    box = frame.bounding_box()
    assert box is not None
    visit.gestures += 1
    visit.page.mouse.click(box["x"] + x, box["y"] + y)
    visit.reads(visit.at_card(), visit.options.lieu)


def card_by_search(visit: Visit) -> None:
    visit.go("Carte du territoire")
    visit.search(visit.options.code, "Chercher")
    visit.reads(visit.at_card(), visit.options.lieu)


def another_date(visit: Visit) -> None:
    visit.write(visit.page.locator(".st-key-date").get_by_role("spinbutton").first, visit.options.jour)
    visit.press("Enter")
    visit.page.wait_for_url("**date=**")
    visit.reads(visit.page.get_by_role("main"), "mai 2020")


def one_source(visit: Visit) -> None:
    visit.go("Campagne d'appels")
    visit.click(visit.page.get_by_test_id("stSidebar").get_by_label("Sources"))
    visit.click(visit.page.get_by_role("option", name="Carsat"))
    visit.page.wait_for_url("**sources=**")
    until(visit.page, IDLE)
    visit.reads(visit.page.get_by_test_id("stMain"), "source : Carsat")


def needs_of_a_place(visit: Visit) -> None:
    visit.go("Besoins essentiels")
    row = visit.page.locator(".besoins_matrice").get_by_role("row")
    visit.click(row.filter(has_text=visit.options.lieu).get_by_role("button").first)
    visit.reads(visit.page.get_by_role("main"), "répondre")


def calls_of_tomorrow(visit: Visit) -> None:
    visit.go("Listes pour agir")
    button = visit.page.get_by_role("button", name="Télécharger (CSV)").first
    with visit.page.expect_download() as waited:
        visit.click(button)
    visit.seen.append(waited.value.suggested_filename)


def address_shared(visit: Visit) -> None:
    card_by_search(visit)
    address = visit.page.url
    other = visit.page.context.new_page()
    other.goto(address)
    other.locator(CARD).filter(has_text=visit.options.lieu).wait_for()
    visit.gestures += 1
    visit.seen.append("fiche=" if "fiche=" in address else address)


def page_printed(visit: Visit) -> None:
    visit.go("Besoins essentiels")
    visit.page.get_by_role("row").first.wait_for()
    visit.gestures += 1
    visit.seen.append(f"{len(visit.page.pdf(format='A4')) // 1024} ko")


def two_places_compared(visit: Visit) -> None:
    card_by_search(visit)
    visit.click(visit.page.get_by_role("button", name="Comparer").first)
    visit.page.get_by_role("combobox", name="Comparer").and_(visit.page.locator(":focus")).wait_for()
    visit.gestures += 1
    visit.page.keyboard.type(visit.options.autre, delay=15)
    visit.page.get_by_role("option").first.wait_for()
    visit.press("Enter")
    visit.reads(visit.at_card(), visit.options.autre)


def one_team(visit: Visit) -> None:
    visit.go("Carte du territoire")
    visit.search("equipe", "Chercher")
    visit.reads(visit.at_card(), "quipe")


def a_week_played(visit: Visit) -> None:
    visit.go("Carte du territoire")
    visit.click(visit.page.get_by_test_id("stCheckbox").filter(has_text="Par semaine"))
    play = visit.map.get_by_role("button", name="Lire")
    play.wait_for()
    told = visit.map.locator("output.date")
    before = told.text_content()
    visit.click(play)
    visit.page.wait_for_timeout(1500)
    after = told.text_content()
    assert before != after, "nothing moved"
    visit.seen.append(str(after))


def sheet_of_a_town(visit: Visit) -> None:
    card_by_search(visit)
    button = visit.page.get_by_role("button", name="Fiche à remettre").first
    with visit.page.expect_download() as waited:
        visit.click(button)
    visit.seen.append(waited.value.suggested_filename)


TASKS: dict[str, Callable[[Visit], None]] = {
    "communes où personne ne va, et pourquoi": why_not_reached,
    "fiche par un clic sur la carte": card_by_click,
    "fiche par la recherche": card_by_search,
    "changer de date": another_date,
    "une seule source": one_source,
    "besoins d'une commune, qui peut y répondre": needs_of_a_place,
    "liste à appeler demain, téléchargée": calls_of_tomorrow,
    "adresse partagée": address_shared,
    "page imprimée": page_printed,
    "deux communes comparées": two_places_compared,
    "une équipe": one_team,
    "une semaine jouée": a_week_played,
    "fiche à remettre au maire": sheet_of_a_town,
}


def measured(browser: BrowserContext, options: argparse.Namespace, act: Callable[[Visit], None]) -> str:
    """One task, from the first page."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(options.adresse, wait_until="networkidle")
    page.get_by_role("heading", level=1).wait_for()
    until(page, IDLE)
    visit = Visit(page, options)
    start = time.perf_counter()
    act(visit)
    spent = time.perf_counter() - start
    page.close()
    return f"{visit.gestures} | {spent:.1f} | {visit.seen[-1]}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Douze gestes de la coordination, dans Chromium.")
    parser.add_argument("--adresse", default="http://127.0.0.1:8501")
    parser.add_argument("--lieu", default="Landrecies")
    parser.add_argument("--code", default="59331")
    parser.add_argument("--autre", default="Bavay")
    parser.add_argument("--jour", default="31/05/2020")
    parser.add_argument("--seule", default="", help="Début du nom d'une tâche.")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        print("| tâche | gestes | secondes | vu |\n|---|---|---|---|")
        for name, act in TASKS.items():
            if not name.startswith(options.seule):
                continue
            context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
            try:
                print(f"| {name} | {measured(context, options, act)} |", flush=True)
            finally:
                context.close()
        browser.close()


main()
