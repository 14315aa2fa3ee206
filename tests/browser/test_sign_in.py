"""Signing in, in a real browser, against a real provider, then against one that lies."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.access.settings_file import SECRET, write_settings
from tests.browser.conftest import CHROMIUM_ARGUMENTS, ROOT, find_chromium, wait_for_answer, wait_for_health
from tests.browser.provider import Claims, Provider, provider_of
from visa_data.access.listed import fingerprint, write_listed
from visa_data.roles import Role

pytestmark = pytest.mark.browser
pytest.importorskip("oidc_provider_mock", reason="no provider to sign in with")

COORDINATION, TEAMS, UNLISTED, UNVERIFIED = (
    f"{name}@ville.example" for name in ("coordination", "equipes", "inconnue", "non-verifiee")
)
LISTED = {COORDINATION: Role.COORDINATION, TEAMS: Role.EQUIPES, UNVERIFIED: Role.COORDINATION}
PEOPLE = [
    {"sub": address, "email": address, "email_verified": address != UNVERIFIED}
    for address in (*LISTED, UNLISTED)
]
TERRITORY = "Val d'Aurette"
SIGN_IN = "Se connecter"


@dataclass
class Server:
    """A server in *serveur*: its address, the list that it reads, the file that moves its clock, the hosts it asked."""

    address: str
    listed: Path
    clock: Path
    asked: Path

    def list_people(self, listed: dict[str, Role]) -> None:
        write_listed(self.listed, {fingerprint(one, SECRET): role for one, role in listed.items()})


def free_port() -> int:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        return int(reserved.getsockname()[1])


@contextmanager
def real_provider(log: Path) -> Iterator[str]:
    """The address of oidc-provider-mock, in a process of its own: what it warns of is no failure of ours."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
    for person in PEOPLE:
        command += ["--user-claims", json.dumps(person)]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
        try:
            wait_for_answer(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def served(folder: Path, base: Path, provider: str) -> Iterator[Server]:
    port = free_port()
    settings = write_settings(folder, fournisseur=f"{provider}/.well-known/openid-configuration")
    server = Server(
        f"http://127.0.0.1:{port}", settings.with_suffix(".acces"), folder / "avance", folder / "interroges"
    )
    server.clock.write_text("0")
    server.list_people(LISTED)
    said = {
        "VISA_MODE": "serveur",
        "VISA_ADRESSE": server.address,
        "VISA_CONNEXION": str(settings),
        "VISA_BASE": str(base),
        "AVANCE": str(server.clock),
        "INTERROGES": str(server.asked),
        "PYTHONPATH": str(ROOT),
    }
    script = ROOT / "tests" / "browser" / "apps" / "serve_at_another_time.py"
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, str(script), "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | said,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for_health(server.address, process, log)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert "ville.example" not in log.read_text(errors="replace"), "an address in the server's log"


@pytest.fixture(scope="module")
def server(sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("serveur")
    with (
        real_provider(folder / "provider.log") as provider,
        served(folder, sample_books_file, provider) as one,
    ):
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of somebody who has never come; all that our server sends it is kept in `received`."""
    server.list_people(LISTED)
    server.clock.write_text("0")
    context = browser.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


def sign_in(page: Page, server: Server, person: str, path: str = "") -> None:
    page.goto(f"{server.address}/{path}")
    page.get_by_role("button", name=SIGN_IN).click()
    page.get_by_role("button", name=person, exact=True).click()
    page.wait_for_url(f"{server.address}/**")


def see_nothing_but_sign_in(page: Page) -> None:
    expect(page.get_by_role("button", name=SIGN_IN)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1, name="Tableau de bord VISA")).to_be_visible()
    expect(page.get_by_text(TERRITORY)).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


def see_the_board(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Comité de pilotage")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()


@pytest.mark.parametrize("path", ["", "carte", "importer", "definitions?date=2025-11-01"])
def test_before_signing_in_there_is_one_screen(path: str, visitor: Page, server: Server) -> None:
    received: list[bytes] = []
    visitor.on(
        "websocket",
        lambda one: one.on(
            "framereceived", lambda data: received.append(data if isinstance(data, bytes) else b"")
        ),
    )
    visitor.goto(f"{server.address}/{path}")
    see_nothing_but_sign_in(visitor)
    content = b"".join(received)
    assert SIGN_IN.encode() in content and b"Aurette" not in content
    assert visitor.get_by_role("dialog").count() == 0


def test_without_signing_in_no_file_is_given_nor_taken(server: Server) -> None:
    def status(path: str, method: str = "GET") -> int:
        asked = urllib.request.Request(
            f"{server.address}{path}", method=method, headers={"Origin": server.address}
        )
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    assert status("/media/abc.png") == status("/_stcore/upload_file/a/b", "PUT") == 403
    assert status("/_stcore/metrics") == 404 and status("/_stcore/health") == 200


def test_signing_in_and_out(visitor: Page, server: Server, browser: Browser) -> None:
    sign_in(visitor, server, COORDINATION)
    see_the_board(visitor)
    side = visitor.get_by_test_id("stSidebar")
    expect(side.get_by_role("link", name="Importer des données")).to_be_visible()
    assert "ville.example" not in visitor.content()
    cookies = {cookie["name"]: cookie for cookie in visitor.context.cookies(server.address)}
    mine = cookies["_streamlit_user"]
    assert mine["secure"] and mine["httpOnly"] and mine["sameSite"] == "Strict" and mine["expires"] == -1
    assert cookies["_streamlit_user_tokens"]["httpOnly"] and all(one["secure"] for one in cookies.values())

    elsewhere = browser.new_context()
    elsewhere.add_cookies(visitor.context.cookies())  # type: ignore[arg-type]
    copied, other_tab = elsewhere.new_page(), visitor.context.new_page()
    for page in (copied, other_tab):
        page.goto(server.address)
        see_the_board(page)
    with visitor.expect_request(re.compile("/oauth2/end_session")) as ended:
        side.get_by_role("button", name="Se déconnecter").click()
    assert "post_logout_redirect_uri" in ended.value.url
    visitor.wait_for_url(re.compile("/oauth2/end_session"))
    visitor.goto(server.address)
    see_nothing_but_sign_in(visitor)
    # Nobody touches them: they ask by themselves.
    see_nothing_but_sign_in(other_tab)
    see_nothing_but_sign_in(copied)
    copied.reload()
    see_nothing_but_sign_in(copied)
    elsewhere.close()


def test_a_figure_is_given_to_who_is_signed_in(visitor: Page, server: Server) -> None:
    sign_in(visitor, server, COORDINATION, "preparer")
    see_the_board(visitor)
    with visitor.expect_response(f"{server.address}/media/**") as given:
        visitor.goto(f"{server.address}/equipes_ressources")
        visitor.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    assert given.value.status == 200 and given.value.headers["cache-control"] == "no-store"
    anonymous = urllib.request.Request(given.value.url)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(anonymous)


@pytest.mark.parametrize(
    ("person", "sentence"),
    [(UNLISTED, "Votre compte n'a pas de rôle"), (UNVERIFIED, "ne garantit pas votre adresse de courriel")],
)
def test_who_has_no_role_sees_nothing(person: str, sentence: str, visitor: Page, server: Server) -> None:
    sign_in(visitor, server, person)
    expect(visitor.get_by_role("heading", level=1, name="Accès refusé")).to_be_visible(timeout=60_000)
    expect(visitor.get_by_text(sentence)).to_be_visible()
    expect(visitor.get_by_text(TERRITORY)).to_have_count(0)
    assert person not in visitor.content()
    visitor.get_by_role("button", name="Changer de compte").click()
    visitor.wait_for_url(re.compile("/oauth2/end_session"))


def test_a_role_opens_its_own_pages(visitor: Page, server: Server) -> None:
    sign_in(visitor, server, TEAMS)
    expect(visitor.get_by_role("heading", level=1, name="Équipes et ressources")).to_be_visible(
        timeout=60_000
    )
    links = visitor.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
    assert links == ["Équipes et ressources", "Définitions"]
    visitor.goto(f"{server.address}/importer")
    expect(visitor.get_by_role("heading", level=1, name="Page réservée")).to_be_visible(timeout=60_000)


def test_a_role_taken_away_shows_nothing_more(visitor: Page, server: Server) -> None:
    sign_in(visitor, server, COORDINATION)
    see_the_board(visitor)
    server.list_people({COORDINATION: Role.EQUIPES})
    # A piece of the page would run alone: it does not, with the role that was.
    visitor.keyboard.press("PageDown")
    expect(visitor.get_by_role("heading", level=1, name="Équipes et ressources")).to_be_visible(
        timeout=60_000
    )
    expect(visitor.get_by_text("Réunion du")).to_be_visible()
    server.list_people({})
    expect(visitor.get_by_role("heading", level=1, name="Accès refusé")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [(31, "fermée après 30 minutes sans geste"), (12 * 60 + 1, "connectez-vous de nouveau")],
)
def test_a_screen_left_open_closes(minutes: int, sentence: str, visitor: Page, server: Server) -> None:
    sign_in(visitor, server, COORDINATION)
    see_the_board(visitor)
    server.clock.write_text(str(minutes * 60))
    expect(visitor.get_by_text(sentence)).to_be_visible(timeout=60_000)
    see_nothing_but_sign_in(visitor)
    visitor.reload()
    see_nothing_but_sign_in(visitor)


def test_gestures_keep_a_screen_open_till_its_hours_are_over(visitor: Page, server: Server) -> None:
    sign_in(visitor, server, COORDINATION)
    see_the_board(visitor)
    for minutes in (20, 40, 60):
        server.clock.write_text(str(minutes * 60))
        visitor.get_by_test_id("stSidebarNav").get_by_role("link", name="Définitions").click()
        expect(visitor.get_by_role("heading", level=1, name="Définitions")).to_be_visible()
        visitor.get_by_test_id("stSidebarNav").get_by_role("link", name="Comité de pilotage").click()
        see_the_board(visitor)


def test_a_cookie_signed_elsewhere_is_nobody_s(visitor: Page, server: Server) -> None:
    claims = {"email": COORDINATION, "email_verified": True, "is_logged_in": True, "iat": 1}
    value = base64.b64encode(json.dumps(claims).encode()).decode()
    for forged in (value, f"2|1:0|10:1800000000|15:_streamlit_user|{len(value)}:{value}|{'0' * 64}"):
        visitor.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": server.address}])
        visitor.goto(server.address)
        see_nothing_but_sign_in(visitor)


@pytest.fixture(scope="module")
def liar() -> Iterator[Provider]:
    with provider_of({"sub": "u1", "email": COORDINATION, "email_verified": True}) as provider:
        yield provider


@pytest.fixture(scope="module")
def deceived(
    liar: Provider, sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("trompe"), sample_books_file, liar.issuer) as one:
        yield one


@pytest.fixture
def caller(browser: Browser, deceived: Server, liar: Provider) -> Iterator[BrowserContext]:
    liar.token = liar.signed
    context = browser.new_context(locale="fr-FR")
    yield context
    context.close()


def begin(page: Page, server: Server) -> str:
    """Sign in at once; returns the address by which the provider sent the browser back."""
    page.goto(server.address)
    with page.expect_request(re.compile("/oauth2callback")) as back:
        page.get_by_role("button", name=SIGN_IN).click()
    page.wait_for_url(re.compile(re.escape(server.address) + r"/(\?.*)?$"))
    return back.value.url


def unsigned(claims: Claims) -> str:
    def part(content: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(claims)}."


def altered(token: str) -> str:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return f"{head}.{unsigned(claims | {'sub': 'u2'}).split('.')[1]}.{signature}"


LIES: dict[str, Callable[[Provider, Claims], str]] = {
    "unsigned": lambda provider, claims: unsigned(claims),
    "altered": lambda provider, claims: altered(provider.signed(claims)),
    "another key": lambda provider, claims: provider.signed(claims, RSAKey.generate_key(2048, {"kid": "k1"})),
    "another issuer": lambda provider, claims: provider.signed(claims | {"iss": "http://127.0.0.1:1"}),
    "another client": lambda provider, claims: provider.signed(claims | {"aud": "autre"}),
    "another sign-in": lambda provider, claims: provider.signed(claims | {"nonce": "rejoue"}),
    "out of date": lambda provider, claims: provider.signed(
        claims | {"iat": 1_700_000_000, "exp": 1_700_000_300}
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_forged_token_lets_nobody_in(
    lie: str, caller: BrowserContext, deceived: Server, liar: Provider
) -> None:
    liar.token = lambda claims: LIES[lie](liar, claims)
    page = caller.new_page()
    begin(page, deceived)
    see_nothing_but_sign_in(page)
    assert not [one for one in caller.cookies() if one["name"].startswith("_streamlit_user")]


def test_an_old_token_is_no_sign_in(caller: BrowserContext, deceived: Server, liar: Provider) -> None:
    """Signed, still valid for the provider, but given out a day ago."""
    liar.token = lambda claims: liar.signed(claims | {"iat": claims["iat"] - 86_400})
    page = caller.new_page()
    begin(page, deceived)
    see_nothing_but_sign_in(page)


def test_an_answer_serves_once_and_in_its_own_browser(
    caller: BrowserContext, deceived: Server, browser: Browser
) -> None:
    page = caller.new_page()
    answer = begin(page, deceived)
    see_the_board(page)
    stranger = browser.new_context(locale="fr-FR")
    other = stranger.new_page()
    for address in (
        answer,
        re.sub("state=[^&]*", "state=autre", answer),
        f"{deceived.address}/oauth2callback",
    ):
        other.goto(address)
        see_nothing_but_sign_in(other)
    stranger.close()
    with page.expect_navigation():
        page.get_by_role("button", name="Se déconnecter").click()
    see_nothing_but_sign_in(page)
    page.goto(answer)
    see_nothing_but_sign_in(page)


def test_a_refused_origin_makes_the_server_ask_nobody(caller: BrowserContext, deceived: Server) -> None:
    """By itself, Streamlit would ask a public service for its address, to compare the origin with."""
    begin(caller.new_page(), deceived)
    place = deceived.address.removeprefix("http://")
    host, port = place.split(":")
    for name, origin in ((place, "http://attaque.example"), ("attaque.example", "http://attaque.example")):
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(
                f"GET /_stcore/stream HTTP/1.1\r\nHost: {name}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\n"
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
            )
            assert line.recv(100).startswith(b"HTTP/1.1 403")
    assert set(deceived.asked.read_text().split()) == {"127.0.0.1"}, "the provider of this test"


def test_a_provider_that_does_not_answer(browser: Browser, sample_books_file: Path, tmp_path: Path) -> None:
    with served(tmp_path, sample_books_file, f"http://127.0.0.1:{free_port()}") as alone:
        page = browser.new_page()
        page.goto(alone.address)
        page.get_by_role("button", name=SIGN_IN).click()
        expect(page.get_by_text("Le service de connexion ne répond pas.")).to_be_visible(timeout=60_000)
        page.close()


def test_what_cannot_be_served_does_not_start(tmp_path: Path) -> None:
    complete = {
        "VISA_MODE": "serveur",
        "VISA_ADRESSE": "https://visa.ville.example",
        "VISA_CONNEXION": str(write_settings(tmp_path)),
    }
    cases: list[tuple[dict[str, str], list[str], str]] = [
        ({"VISA_MODE": "serveur"}, [], "Adresse refusée : VISA_ADRESSE doit dire"),
        (complete | {"VISA_CONNEXION": ""}, [], "Connexion non réglée : VISA_CONNEXION doit nommer"),
        ({"VISA_MODE": "Serveur"}, [], "Mode inconnu : VISA_MODE vaut"),
        ({}, ["--server.address", "0.0.0.0"], "Adresse d'écoute refusée : en mode « poste »"),
        ({"STREAMLIT_SERVER_ADDRESS": "::"}, [], "Adresse d'écoute refusée : en mode « poste »"),
    ]
    for said, arguments, sentence in cases:
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "serve.py"), "--server.port", "0", *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "VISA_BASE": str(tmp_path / "jamais.duckdb")} | said,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2, (said, arguments, done.stderr)
        assert sentence in done.stderr and "Traceback" not in done.stderr
