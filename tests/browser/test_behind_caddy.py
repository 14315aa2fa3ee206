"""Two territories of one machine in *serveur*, behind the Caddy of `deploiement/`, over HTTPS, under names of their own.

Its certificates are those of an authority that Caddy makes in the test's folder, trusted by nothing else.
"""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import oidc_provider_mock
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.access.settings_file import SECRET, write_settings
from tests.browser.conftest import CHROMIUM_ARGUMENTS, HOST, ROOT, START_TIMEOUT, find_chromium, running
from visa_data.access.listed import fingerprint, write_listed
from visa_data.roles import Role

CADDY = shutil.which("caddy")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CADDY is None, reason="caddy n'est pas installé (Debian : apt-get install caddy)"),
]
DELIVERED = ROOT / "deploiement" / "caddy"
NORTH, SOUTH, MIRROR = "nord.visa.example", "sud.visa.example", "miroir.visa.example"
HEADERS_OF_A_PAGE = (
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
)
SOMEBODY = "coordination@ville.example"
LARGEST_UPLOAD = 401 * 2**20


@dataclass(frozen=True)
class Answer:
    """What a request was told: its status, its headers as they came, its body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name]


class Mirror(BaseHTTPRequestHandler):
    """Behind the third address: tells back what reached it, and how many bytes of body did."""

    def answer(self) -> None:
        said = int(self.headers.get("Content-Length") or 0)
        received = 0
        while received < said and (part := self.rfile.read(min(said - received, 2**20))):
            received += len(part)
        if received < said:
            # Cut on the way: whoever sent it has gone.
            self.close_connection = True
            return
        told = json.dumps({"headers": dict(self.headers), "received": received}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_PUT = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@dataclass
class Proxy:
    """A Caddy that runs the delivered file."""

    https: int
    http: int
    folder: Path
    stop: dict[str, Callable[[], None]]

    def ask(
        self,
        name: str,
        path: str = "/",
        *,
        method: str = "GET",
        called: str | None = None,
        headers: dict[str, str] | None = None,
        body: Iterator[bytes] | bytes | None = None,
    ) -> Answer:
        """A request in HTTPS to a name, whose certificate is checked; called: the `Host` said, where it is another."""
        root = self.folder / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        context = ssl.create_default_context(cafile=root)
        plain = socket.create_connection((HOST, self.https), timeout=60)
        connection = http.client.HTTPConnection(name, self.https, timeout=60)
        with closing(context.wrap_socket(plain, server_hostname=name)) as connection.sock:
            said = {"Host": called or f"{name}:{self.https}"} | (headers or {})
            connection.request(method, path, body=body, headers=said)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())

    def ask_in_clear(self, called: str, path: str = "/") -> Answer:
        """A request without encryption."""
        with closing(http.client.HTTPConnection(HOST, self.http, timeout=30)) as connection:
            connection.request("GET", path, headers={"Host": called})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())

    def log(self, expected: str) -> str:
        """What Caddy has written, once `expected` stands there."""
        end = time.monotonic() + START_TIMEOUT
        while expected not in (written := (self.folder / "caddy.log").read_text()):
            assert time.monotonic() < end, written
            time.sleep(0.1)
        return written


def free_port() -> int:
    """A port that nothing listens to."""
    with socket.socket() as reserved:
        reserved.bind((HOST, 0))
        return reserved.getsockname()[1]


def lay_down(folder: Path, upstreams: dict[str, str]) -> None:
    """The delivered files as an administrator lays them down: the one nobody edits, and a copy of the model by territory."""
    shutil.copy(DELIVERED / "Caddyfile", folder)
    (folder / "territoires").mkdir()
    model = (DELIVERED / "territoires" / "ville.caddy.exemple").read_text(encoding="utf-8")
    for name, upstream in upstreams.items():
        written = model.replace("visa.ville.example", name).replace("127.0.0.1:8501", upstream)
        assert name in written and upstream in written
        # What an essay needs besides: its own authority, and this machine only.
        written = written.replace(
            "import territoire\n", f"import territoire\n\ttls internal\n\tbind {HOST}\n"
        )
        (folder / "territoires" / f"{name}.caddy").write_text(written, encoding="utf-8")


@contextmanager
def in_front(proxy: Proxy, upstreams: dict[str, str]) -> Iterator[None]:
    """Caddy with the delivered settings, until the end."""
    folder = proxy.folder
    lay_down(folder, upstreams)
    environment = os.environ | {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "VISA_PORT_HTTP": str(proxy.http),
        "VISA_PORT_HTTPS": str(proxy.https),
    }
    command = [str(CADDY), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with (folder / "caddy.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
        try:
            for name in upstreams:
                wait_for(lambda name=name: proxy.ask(name), server, folder / "caddy.log")
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(asked: Callable[[], Answer], server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once there is an answer."""
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end and server.poll() is None:
        try:
            asked()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    pytest.fail(f"caddy did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def proxy(sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Two dashboards, each with its base and its settings, and a mirror: one Caddy in front."""
    proxy = Proxy(free_port(), free_port(), tmp_path_factory.mktemp("caddy"), {})
    person = oidc_provider_mock.User(sub=SOMEBODY, claims={"email": SOMEBODY, "email_verified": True})
    with ExitStack() as running_here:
        provider = running_here.enter_context(oidc_provider_mock.run_server_in_thread(user_claims=[person]))
        issuer = f"http://{HOST}:{provider.server_port}"
        upstreams = {}
        for name in (NORTH, SOUTH):
            folder = tmp_path_factory.mktemp(name)
            settings = write_settings(folder, fournisseur=f"{issuer}/.well-known/openid-configuration")
            write_listed(settings.with_suffix(".acces"), {fingerprint(SOMEBODY, SECRET): Role.COORDINATION})
            said = {
                "VISA_MODE": "serveur",
                "VISA_ADRESSE": f"https://{name}:{proxy.https}",
                "VISA_CONNEXION": str(settings),
                "VISA_BASE": str(shutil.copy(sample_books_file, folder)),
            }
            one = running_here.enter_context(ExitStack())
            address = one.enter_context(running(ROOT / "dashboard.py", folder, **said))
            upstreams[name], proxy.stop[name] = address.removeprefix("http://"), one.close
        mirror = ThreadingHTTPServer((HOST, 0), Mirror)
        running_here.callback(mirror.server_close)
        Thread(target=mirror.serve_forever, daemon=True).start()
        running_here.callback(mirror.shutdown)
        upstreams[MIRROR] = f"{HOST}:{mirror.server_port}"
        running_here.enter_context(in_front(proxy, upstreams))
        yield proxy


@pytest.fixture(scope="module")
def visitor() -> Iterator[Page]:
    """A browser for which the names of the territories are this machine, and no other name is anything."""
    rules = f"MAP *.visa.example {HOST} , MAP * ~NOTFOUND , EXCLUDE {HOST}"
    arguments = [one for one in CHROMIUM_ARGUMENTS if "host-resolver-rules" not in one]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*arguments, f"--host-resolver-rules={rules}"]
        )
        context = browser.new_context(locale="fr-FR", ignore_https_errors=True)
        yield context.new_page()
        browser.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider's own libraries, in this process
def test_one_signs_in_at_a_territory_and_at_no_other(proxy: Proxy, visitor: Page) -> None:
    sockets: list[str] = []
    visitor.on("websocket", lambda opened: sockets.append(opened.url))
    visitor.goto(f"https://{NORTH}:{proxy.https}/")
    visitor.get_by_role("button", name="Se connecter").click()
    visitor.get_by_role("button", name=SOMEBODY).click()
    expect(visitor.get_by_role("button", name="Se déconnecter")).to_be_visible()
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    assert visitor.url.startswith(f"https://{NORTH}:{proxy.https}/")
    assert sockets[-1].startswith(f"wss://{NORTH}:{proxy.https}/_stcore/stream")
    kept = [one for one in visitor.context.cookies() if one["domain"] == NORTH]
    assert all(one["secure"] and one["sameSite"] != "None" for one in kept)
    assert [one["httpOnly"] for one in kept if one["name"] == "_streamlit_user"] == [True]
    visitor.goto(f"https://{SOUTH}:{proxy.https}/")
    expect(visitor.get_by_role("button", name="Se connecter")).to_be_visible()
    proxy.ask(MIRROR, "/apres-la-connexion")
    written = proxy.log("/apres-la-connexion")
    assert '"/oauth2callback"' in written
    for secret in ("code=", "state=", SOMEBODY):
        assert secret not in written


def test_in_clear_one_is_sent_to_https(proxy: Proxy) -> None:
    answer = proxy.ask_in_clear(NORTH, "/carte")
    assert answer.status in (301, 308)
    assert answer.all("location") == [f"https://{NORTH}/carte"]


def test_the_health_answers_and_the_measures_do_not(proxy: Proxy) -> None:
    assert proxy.ask(NORTH, "/_stcore/health").body == b"ok"
    for path in ("/_stcore/metrics", "/carte/_stcore/metrics", "/_STCORE/metrics", "/_stcore/%6Detrics"):
        # Where the dashboard would not refuse it itself.
        assert proxy.ask(MIRROR, path).status == 404, path


def test_every_header_comes_once(proxy: Proxy) -> None:
    answer = proxy.ask(NORTH)
    assert answer.status == 200
    for name in HEADERS_OF_A_PAGE:
        assert len(answer.all(name)) == 1, name
    for one in (answer, proxy.ask(NORTH, "/_stcore/metrics")):
        assert not one.all("server") and not one.all("via")


def test_the_dashboard_is_told_the_name_and_not_the_visitor(proxy: Proxy) -> None:
    told = json.loads(proxy.ask(MIRROR, headers={"X-Forwarded-For": "192.0.2.7"}).body)["headers"]
    assert told["Host"] == f"{MIRROR}:{proxy.https}"
    assert "X-Forwarded-For" not in told


@pytest.mark.parametrize(
    ("path", "limit"), [("/_stcore/upload_file/seance/fichier", LARGEST_UPLOAD), ("/auth/login", 64 * 2**10)]
)
def test_a_body_over_the_limit_is_refused(proxy: Proxy, path: str, limit: int) -> None:
    def sent(size: int) -> Answer:
        piece = bytes(min(2**20, limit))
        body = (piece[: size - start] for start in range(0, size, len(piece)))
        return proxy.ask(MIRROR, path, method="PUT", body=body, headers={"Content-Length": str(size)})

    within = sent(limit)
    assert within.status == 200 and json.loads(within.body)["received"] == limit
    # 413 since Caddy 2.7.
    assert sent(limit + 1).status in (413, 502)


def test_a_foreign_name_reaches_nothing(proxy: Proxy) -> None:
    with pytest.raises(ssl.SSLError):
        proxy.ask("attaque.example")
    assert proxy.ask(NORTH, called="attaque.example").status == 421
    assert proxy.ask(NORTH, called=f"{SOUTH}:{proxy.https}").status == 421
    assert proxy.ask_in_clear("attaque.example").status == 404


def test_the_log_holds_no_question_and_nobody(proxy: Proxy) -> None:
    private = {
        "User-Agent": "Navigateur-de-quelqu-un",
        "Cookie": "temoin=jeton-secret",
        "Referer": "https://ailleurs.example/?reference=R-000012",
    }
    proxy.ask(NORTH, "/besoins?zone=59545&reference=R-000012", headers=private)
    proxy.ask(
        MIRROR, "/_stcore/upload_file/seance-7f3a/fichier-9c1b", method="PUT", body=b"x", headers=private
    )
    proxy.ask(MIRROR, "/ecrit-en-dernier")
    written = proxy.log("/ecrit-en-dernier")
    lines = [json.loads(line) for line in written.splitlines() if '"http.log.' in line]
    asked = [line["request"] for line in lines]
    assert {"/besoins", "/_stcore/upload_file"} <= {one["uri"] for one in asked}
    assert {one["remote_ip"] for one in asked} == {"127.0.0.0"}
    assert {key for one in asked for key in one} == {"remote_ip", "proto", "method", "host", "uri"}
    # A moment, a duration or a size may hold the digits of anything.
    told = re.sub(r'"(ts|duration|size)":[\d.e-]+', "", written)
    for secret in ("59545", "R-000012", "jeton-secret", "quelqu-un", "ailleurs", "7f3a", "9c1b"):
        assert secret not in told


def test_a_dashboard_that_stops_is_said_and_stops_no_other(proxy: Proxy) -> None:
    proxy.stop[SOUTH]()
    answer = proxy.ask(SOUTH, "/besoins?zone=59606")
    assert answer.status == 502
    assert answer.body.decode().startswith("Le tableau de bord ne répond pas")
    assert not answer.all("server")
    assert proxy.ask(NORTH, "/_stcore/health").status == 200
    proxy.ask(MIRROR, "/apres-l-arret")
    assert "=59606" not in proxy.log("/apres-l-arret")


def test_what_is_sent_at_most_is_what_the_dashboard_takes() -> None:
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert f"maxUploadSize = {LARGEST_UPLOAD // 2**20 - 1}\n" in settings


def test_the_delivered_files_are_written_as_caddy_writes_them() -> None:
    for file in (DELIVERED / "Caddyfile", DELIVERED / "territoires" / "ville.caddy.exemple"):
        done = subprocess.run([str(CADDY), "fmt", str(file)], capture_output=True, check=False)
        assert done.stdout == file.read_bytes(), file
