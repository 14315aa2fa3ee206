"""A real Chromium, and servers to visit, for the tests that click.

Every page visited is watched: a request to another host or an error in its console fails the test.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

from tests.browser.awaiting import until

ROOT = Path(__file__).resolve().parents[2]
APPS = Path(__file__).parent / "apps"
HOST = "127.0.0.1"
START_TIMEOUT = 60.0
# Speed is measured in benchmarks: a busy machine must not fail a test of what is shown.
expect.set_options(timeout=30_000)
# At the address of a page, Streamlit's front end first looks for its server under that page, and is told 404.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")
# What it tells the console of a wrong address, beside the dialog that the visitor reads.
WRONG_ADDRESS = "The page that you have requested does not seem to exist."

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    # No internet: any other name leads nowhere, even on a connected machine.
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HOST}",
]


def find_chromium() -> str | None:
    """Chromium as scripts/setup.py finds it; None leaves Playwright with its own."""
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "scripts" / "setup.py")
    assert spec is not None and spec.loader is not None
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    return setup.find_chromium()


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserContext]:
    """A browser without internet, that reads French; its pages share the scripts that it has read once.

    One a module: Playwright keeps an event loop that other tests must not meet.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        yield browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 720})
        browser.close()


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    """A blank page; fails the test on a request to another host or a console error."""
    elsewhere: list[str] = []
    errors: list[str] = []

    def note_address(source: Request | WebSocket) -> None:
        address = urlsplit(source.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname != HOST:
            elsewhere.append(source.url)

    def note_error(message: ConsoleMessage) -> None:
        expected = message.location["url"].endswith(STREAMLIT_PROBES) or message.text.startswith(
            WRONG_ADDRESS
        )
        if message.type == "error" and not expected:
            errors.append(message.text)

    chromium.on("request", note_address)
    visited = chromium.new_page()
    visited.on("websocket", note_address)
    visited.on("console", note_error)
    visited.on("pageerror", lambda error: errors.append(str(error)))
    yield visited
    for opened in chromium.pages:
        opened.close()
    chromium.remove_listener("request", note_address)
    assert elsewhere == [], "requests to other hosts"
    assert errors == [], "errors in the browser's console"


@pytest.fixture(scope="session")
def dashboard_url(
    sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., str]]:
    """Address of the dashboard for a role and a base (the sample by default); one server for the same pair."""
    started: dict[tuple[Path, str, Path | None], str] = {}
    with ExitStack() as servers:

        def start(
            *, role: str = "coordination", base: Path = sample_books_file, book: Path | None = None
        ) -> str:
            if (base, role, book) not in started:
                alone = {} if book is None else {"VISA_DOSSIER": str(book)}
                server = running(
                    ROOT / "dashboard.py",
                    tmp_path_factory.mktemp("server"),
                    VISA_BASE=str(base if book is None else book.with_name("jamais.duckdb")),
                    VISA_ROLE=role,
                    **alone,
                )
                started[base, role, book] = servers.enter_context(server)
            return started[base, role, book]

        yield start


@pytest.fixture
def fresh_dashboard_url(page: Page, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """As dashboard_url, for a test that writes: its own server on its own base, stopped with the test."""
    with ExitStack() as servers:
        # Stopped last in, first out: the page leaves before, or it would miss its server in the console.

        def start(*, base: Path, role: str = "coordination") -> str:
            server = running(ROOT / "dashboard.py", tmp_path, VISA_BASE=str(base), VISA_ROLE=role)
            address = servers.enter_context(server)
            servers.callback(page.goto, "about:blank")
            return address

        yield start


@pytest.fixture(scope="module")
def demo_app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Address of a small application of tests/browser/apps, by name, served with the project's static files."""
    with ExitStack() as servers:

        def start(name: str) -> str:
            # Streamlit serves the static folder that stands beside the script.
            folder = tmp_path_factory.mktemp(name)
            shutil.copytree(ROOT / "static", folder / "static")
            script = shutil.copy(APPS / f"{name}.py", folder)
            return servers.enter_context(running(Path(script), folder))

        yield start


@contextmanager
def running(script: Path, folder: Path, **environment: str) -> Iterator[str]:
    """A Streamlit server on a free port of this machine; gives its address, stops it at the end."""
    with socket.socket() as reserved:
        reserved.bind((HOST, 0))
        port = reserved.getsockname()[1]
    command = [sys.executable, str(ROOT / "scripts" / "serve.py"), str(script), "--server.port", str(port)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    log_file = folder / "server.log"
    with log_file.open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://{HOST}:{port}"
            wait_for_health(address, server, log_file)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for_health(address: str, server: subprocess.Popen[bytes], log_file: Path) -> None:
    """Return once the server answers; fail with its own words where it stops or stays silent."""
    wait_for_answer(f"{address}/_stcore/health", server, log_file)


def wait_for_answer(address: str, server: subprocess.Popen[bytes], log_file: Path) -> None:
    """The same, of any server and any address of it."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end and server.poll() is None:
        try:
            with direct.open(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log_file.read_text(errors='replace')}")


class MapFrame:
    """A map drawn in a page: what it shows, where its zones are, clicks on them."""

    def __init__(self, page: Page, place: int) -> None:
        self.page = page
        self.iframe = page.locator("[data-testid=stCustomComponentV1]").nth(place)
        self.iframe.wait_for()
        self.frame: Frame = self.iframe.element_handle().content_frame()
        until(self.frame, "Boolean(window.map && window.visaMap && window.visaMap.bounds !== '')")

    def paths(self) -> int:
        """Number of outlines, points and lines drawn."""
        return self.frame.evaluate("Object.values(map._layers).filter(l => l instanceof L.Path).length")

    def point_of(self, code: str) -> tuple[float, float]:
        """Where the middle of a zone is, in pixels of the page."""
        self.iframe.scroll_into_view_if_needed()
        inside = self.frame.evaluate(
            """code => {
                const zone = Object.values(map._layers).find(
                    l => l.feature && l.getCenter && String(l.feature.properties.code) === code);
                const point = map.latLngToContainerPoint(zone.getCenter());
                return [point.x, point.y];
            }""",
            code,
        )
        box = self.iframe.bounding_box()
        assert box is not None
        return box["x"] + inside[0], box["y"] + inside[1]

    def click(self, code: str) -> None:
        """Click in the middle of a zone."""
        self.page.mouse.click(*self.point_of(code))


@pytest.fixture
def map_frame() -> Callable[..., MapFrame]:
    """The map of a page, by place on it (the first by default), once drawn."""
    return lambda page, place=0: MapFrame(page, place)
