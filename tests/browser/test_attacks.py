"""A page of somebody else, in the same browser: it opens nothing of the dashboard, and reads none of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocket, expect, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import CHROMIUM_ARGUMENTS, find_chromium

pytestmark = pytest.mark.browser

NAME = "attaque.example"
ATTEMPTS = """async (server) => {
    const seen = {};
    const read = async (path, options) => {
        try {
            const answer = await fetch(server + path, options);
            return answer.type === "opaque" ? "opaque" : `${answer.status} ${(await answer.text()).length}`;
        } catch (error) { return "refused"; }
    };
    seen.page = await read("/");
    seen.health = await read("/_stcore/health");
    seen.metrics = await read("/_stcore/metrics");
    seen.upload = await read("/_stcore/upload_file/a/b", { method: "PUT", body: "x" });
    seen.simple = await read("/_stcore/upload_file/a/b", { method: "POST", body: "x", mode: "no-cors" });
    seen.socket = await new Promise((done) => {
        const socket = new WebSocket(server.replace("http", "ws") + "/_stcore/stream", ["streamlit"]);
        socket.onopen = () => done("opened");
        socket.onerror = () => done("refused");
    });
    seen.frame = await new Promise((done) => {
        const frame = document.createElement("iframe");
        frame.src = server + "/";
        frame.onload = () => done(frame.contentDocument === null ? "closed" : "read");
        document.body.append(frame);
    });
    seen.script = await new Promise((done) => {
        const script = document.createElement("script");
        script.src = server + "/app/static/map.css";
        script.onload = () => done("loaded");
        script.onerror = () => done("refused");
        document.body.append(script);
    });
    return seen;
}"""


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Ailleurs</title><body>")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of another server of this machine: another origin, the same site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def attacker() -> Iterator[Page]:
    """A page of a browser in which the attacker's name leads to this machine, as after a rebinding."""
    rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        arguments = [one for one in CHROMIUM_ARGUMENTS if "host-resolver" not in one]
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*arguments, rules])
        yield browser.new_page()
        browser.close()


def test_another_page_of_this_machine_opens_nothing(
    attacker: Page, elsewhere: str, dashboard_url: Callable[..., str]
) -> None:
    server = dashboard_url()
    attacker.goto(elsewhere)
    frames: list[str] = []
    attacker.on("response", lambda answer: frames.append(f"{answer.status} {urlsplit(answer.url).path}"))
    seen = attacker.evaluate(ATTEMPTS, server)
    assert seen == {
        "page": "refused",
        "health": "refused",
        "metrics": "refused",
        "upload": "refused",
        "simple": "refused",
        "socket": "refused",
        "frame": "closed",
        "script": "refused",
    }
    assert "403 /" in frames and not any(one.startswith("2") for one in frames)


def test_under_the_attacker_s_name_nothing_answers(attacker: Page, dashboard_url: Callable[..., str]) -> None:
    port = urlsplit(dashboard_url()).port
    answer = attacker.goto(f"http://{NAME}:{port}/")
    assert answer is not None and answer.status == 403 and answer.text() == "Refusé."
    seen = attacker.evaluate(ATTEMPTS.replace("seen.frame", "if (0) seen.frame"), f"http://{NAME}:{port}")
    assert seen["page"] == seen["health"] == "403 7" and seen["socket"] == "refused"


def test_a_link_elsewhere_still_opens_the_dashboard(
    attacker: Page, elsewhere: str, dashboard_url: Callable[..., str]
) -> None:
    attacker.goto(elsewhere)
    attacker.evaluate(
        "server => { const link = document.createElement('a'); link.href = server + '/definitions'; "
        "link.textContent = 'Voir'; document.body.append(link); }",
        dashboard_url(),
    )
    attacker.get_by_role("link", name="Voir").click()
    expect(attacker.get_by_role("heading", level=1, name="Définitions")).to_be_visible(timeout=60_000)


SEND = """async (session) => {
    const token = document.cookie.match(/_streamlit_xsrf=([^;]*)/)[1];
    const body = new FormData();
    body.append("file", new Blob(["reference;source\\nX1;caf"]), "registre.csv");
    const answer = await fetch(`/_stcore/upload_file/${session}/${crypto.randomUUID()}`,
        { method: "PUT", body, headers: { "X-Xsrftoken": token } });
    return answer.status;
}"""


@pytest.mark.parametrize(("role", "status"), [("coordination", 204), ("comite", 403)])
def test_a_session_sends_files_if_its_role_imports(
    role: str, status: int, attacker: Page, dashboard_url: Callable[..., str]
) -> None:
    sessions: list[str] = []

    def note_session(payload: str | bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.WhichOneof("type") == "new_session":
            sessions.append(message.new_session.initialize.session_id)

    def note_socket(socket: WebSocket) -> None:
        socket.on("framereceived", note_session)

    attacker.on("websocket", note_socket)
    attacker.goto(f"{dashboard_url(role=role)}/importer")
    expect(attacker.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    expect(attacker.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    assert attacker.evaluate(SEND, sessions[0]) == status
    assert attacker.evaluate(SEND, "une-autre") == 403


def test_the_policy_is_in_force(attacker: Page, dashboard_url: Callable[..., str]) -> None:
    """What a page could be made to hold does not run, nor take anything elsewhere; other tests read the console."""
    attacker.goto(f"{dashboard_url()}/definitions")
    expect(attacker.get_by_role("heading", level=1, name="Définitions")).to_be_visible(timeout=60_000)
    done = attacker.evaluate(
        """async () => {
            const broken = [];
            document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.entered = true";
            document.body.append(script);
            const image = new Image();
            await new Promise((end) => { image.onerror = end; image.src = "http://ailleurs.example/a.png"; });
            await fetch("http://ailleurs.example/").catch(() => {});
            await new Promise((end) => setTimeout(end));
            return { entered: window.entered === true, broken: broken.sort() };
        }"""
    )
    assert done == {"entered": False, "broken": ["connect-src", "img-src", "script-src-elem"]}
