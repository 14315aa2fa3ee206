"""All that the browser receives in the committee's role, byte by byte: nothing of any person.

On a server beside a base, and on one that serves a book and holds none.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, Request, WebSocket, expect

from tests.traces import traces_of, unfolded
from visa_data.base import Base
from visa_data.dossier.file import read_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.meeting.steps import agenda

pytestmark = pytest.mark.browser

RESERVED = "Page réservée à la coordination"
NUMBER = re.compile(r"\d+\.\d{5}")
PAGES = {
    "carte?fiche=S1": "Carte du territoire",
    "campagne": "Campagne d'appels",
    "fragilite": "Fragilité",
    "besoins": "Besoins essentiels",
    "zones_blanches": "Zones blanches",
    "equipes_ressources": "Équipes et ressources",
    "qui_agit": "Qui agit",
    "visites": "Visites",
    "aidants": "Aidants et signalements",
    "reseau": "Réseau",
    "initiatives": "Initiatives inspirantes",
    "agir": RESERVED,
    "doublons": RESERVED,
    "importer": RESERVED,
    "donnees": "Page réservée",
}


@pytest.mark.parametrize("alone", [False, True], ids=["beside a base", "a book alone"])
def test_every_page_and_every_step(
    alone: bool,
    page: Page,
    dashboard_url: Callable[..., str],
    sample_books_file: Path,
    sample_book_file: Path,
) -> None:
    """Frames of the socket, answers and the first files of each page."""
    with Base(sample_books_file) as base, base.cursor() as cursor:
        traces = traces_of(cursor)
        places = cursor.execute(
            "SELECT latitude, longitude FROM personnes WHERE latitude IS NOT NULL AND longitude IS NOT NULL"
        ).fetchall()
    drawn = public_numbers(FrozenBook.alone(read_book(sample_book_file)))
    received: list[bytes] = []

    def note_frame(payload: str | bytes) -> None:
        received.append(payload.encode() if isinstance(payload, str) else payload)

    def note_socket(socket: WebSocket) -> None:
        socket.on("framereceived", note_frame)

    def note_answer(request: Request) -> None:
        # Streamlit's own front end is the same for every base; a file is read once it is downloaded.
        if "/media/" in request.url:
            return
        answer = request.response()
        if answer is not None and answer.status == 200 and "/static/" not in request.url:
            received.append(answer.body())

    page.on("websocket", note_socket)
    page.on("requestfinished", note_answer)
    server = dashboard_url(role="comite", **({"book": sample_book_file} if alone else {}))
    for address, title in PAGES.items():
        page.goto(f"{server}/{address}")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        # A page that still draws puts other files in the place of those that its buttons give.
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
        for button in page.get_by_test_id("stDownloadButton").get_by_role("button").all()[:2]:
            with page.expect_download() as file:
                button.click()
            received.append(unfolded(file.value.path().read_bytes()))
    page.goto(server)
    for rank, item in enumerate(agenda()):
        if rank:
            page.keyboard.press("PageDown")
        expect(page.locator(f".planche[data-etape='{item.key}']")).to_be_visible()
    page.goto("about:blank")
    content = b"\n".join(received)
    assert content.count(b"data-etape=") >= len(agenda()), "the steps were not recorded"
    assert b"Secteur" in content and b"arrondis" in content, "the pages were not recorded"
    found = {rounded(one) for one in traces.found_in(content)} - drawn
    assert {one for one in found if not NUMBER.fullmatch(one)} == set(), "a reference, or an exact double"
    pairs = [tuple(f"{degrees:.5f}" for degrees in place) for place in places]
    assert [pair for pair in pairs if set(pair) <= found] == [], "the point of a person"


def public_numbers(book: FrozenBook) -> set[str]:
    """Degrees of the outlines that maps draw: among so many, some are the longitude of somebody, to the metre."""
    points = shapely.get_coordinates([*book.zones.outlines, *book.around]).ravel()
    return {f"{value:.5f}" for value in points} | {str(value)[: len(f"{value:.5f}")] for value in points}


def rounded(found: str) -> str:
    """As a map writes it; what is no number stays as it is."""
    try:
        return f"{float(found):.5f}"
    except ValueError:
        return found


def test_a_trace_would_be_seen(sample_books_file: Path) -> None:
    """The guard above sees each form in which somebody could be given away."""
    with Base(sample_books_file) as base, base.cursor() as cursor:
        traces = traces_of(cursor)
        reference, latitude = cursor.execute(
            "SELECT reference, latitude FROM personnes WHERE latitude IS NOT NULL LIMIT 1"
        ).fetchone()
    comma = str(latitude).replace(".", ",").encode()
    for leak in (
        reference.encode(),
        str(latitude).encode(),
        comma,
        f"{latitude:.5f}".encode(),
        struct.pack("<d", latitude),
    ):
        assert traces.found_in(b"\x01xyz" + leak + b"\x00" * 9) != [], leak
    assert traces.found_in(b"Corvilly 47.1 2.5") == []
