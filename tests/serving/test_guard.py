"""Who is answered, in *poste* and in *serveur*: each request as a browser, or a program, would send it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from pages.serving.door import Door
from pages.serving.guard import Guard, closed
from visa_data.access.address import Address
from visa_data.access.mode import Served
from visa_data.access.settings import SignIn

HERE = {"host": "127.0.0.1:8501"}
OURS = HERE | {"origin": "http://127.0.0.1:8501"}
SETTINGS = SignIn(
    "https://connexion.ville.example/.well-known/openid-configuration",
    *("visa", "secret-du-client", "0123456789abcdef" * 2, 12, 30, "", {}, Path("absente.acces")),
)
PUBLIC = Door(Served(Address("https", "visa.ville.example"), SETTINGS))
THERE = {"host": "visa.ville.example"}
PAGE = "<script>const one = 1;</script><script src='./a.js'></script>"


def answered(
    said: dict[str, str],
    path: str = "/",
    *,
    method: str = "GET",
    public: Door | None = None,
    kind: str = "http",
) -> tuple[int, dict[str, str]]:
    """The status and headers of an answer; 200 is that of Streamlit, which lends what it answers to any origin."""
    sent: list[dict[str, Any]] = []

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        if kind == "websocket":
            await send({"type": "websocket.accept"})
            return
        theirs = [(b"access-control-allow-origin", b"*"), (b"cache-control", b"public")]
        await send({"type": "http.response.start", "status": 200, "headers": theirs})

    async def keep(message: dict[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": kind,
        "path": path,
        "server": ("127.0.0.1", 8501),
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
    }
    if kind == "http":
        scope["method"] = method
    guard = Guard(streamlit, door=public, page=PAGE)
    asyncio.run(guard(scope, None, keep))  # type: ignore[arg-type]
    if kind == "websocket":
        return (101 if sent[0]["type"] == "websocket.accept" else 403), {}
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"host": "attaque.example:8501"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:8502"},
        {"host": "127.0.0.1:8501.attaque.example"},
        {"host": "visa.ville.example"},
        HERE | {"origin": "http://127.0.0.1:9999"},
        HERE | {"origin": "http://localhost:8501"},
        HERE | {"origin": "https://127.0.0.1:8501"},
        HERE | {"origin": "null"},
        HERE | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        HERE | {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/carte", "/_stcore/health", "/media/a.png", "/_stcore/stream"])
def test_refused_at_this_machine(said: dict[str, str], path: str) -> None:
    assert answered(said, path)[0] == 403
    assert answered(said, path, kind="websocket")[0] == 403


@pytest.mark.parametrize(
    "said",
    [
        HERE,
        {"host": "localhost:8501"},
        {"host": "[::1]:8501"},
        OURS | {"sec-fetch-site": "same-origin"},
        HERE | {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        HERE | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    ],
)
def test_answered_at_this_machine(said: dict[str, str]) -> None:
    assert answered(said)[0] == 200


def test_a_websocket_says_where_it_comes_from() -> None:
    assert answered(OURS, "/_stcore/stream", kind="websocket")[0] == 101
    assert answered(HERE, "/_stcore/stream", kind="websocket")[0] == 403


def test_what_writes_says_where_it_comes_from() -> None:
    assert answered(HERE, "/_stcore/upload_file/a/b", method="DELETE")[0] == 403
    assert answered(OURS, "/_stcore/upload_file/a/b", method="DELETE")[0] == 200


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/carte/_stcore/metrics"]
)
def test_what_no_page_needs_is_not_there(path: str) -> None:
    assert answered(HERE, path)[0] == 404


def test_in_serveur_one_address_is_answered() -> None:
    assert answered(THERE, public=PUBLIC)[0] == 200
    assert answered(THERE | {"origin": "https://visa.ville.example"}, public=PUBLIC)[0] == 200
    assert answered(THERE | {"origin": "http://visa.ville.example"}, public=PUBLIC)[0] == 403
    assert answered(THERE | {"origin": "https://autre.ville.example"}, public=PUBLIC)[0] == 403
    assert answered(HERE, public=PUBLIC)[0] == 403
    assert answered({"host": "visa.ville.example:8501"}, public=PUBLIC)[0] == 403


def test_in_serveur_the_health_is_asked_from_beside_it() -> None:
    assert answered(HERE, "/_stcore/health", public=PUBLIC)[0] == 200
    assert answered(HERE, "/_stcore/host-config", public=PUBLIC)[0] == 403
    assert answered(OURS, "/_stcore/health", public=PUBLIC, kind="websocket")[0] == 403


def test_nobody_signs_another_out_by_a_link() -> None:
    link = THERE | {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert answered(link, "/auth/logout", public=PUBLIC)[0] == 403
    assert answered(link, "/oauth2callback", public=PUBLIC)[0] == 200


def test_every_answer_is_held_to_its_page() -> None:
    _, headers = answered(HERE)
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["frame-ancestors"] == "'none'" and headers["x-frame-options"] == "DENY"
    assert "unsafe" not in policy["script-src"] and "'sha256-" in policy["script-src"]
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers
    assert "strict-transport-security" not in headers
    assert answered(THERE, public=PUBLIC)[1]["strict-transport-security"] == "max-age=31536000"
    refused = answered({"host": "attaque.example"})[1]
    assert refused["content-security-policy"] == headers["content-security-policy"]


def test_figures_are_kept_by_nobody() -> None:
    assert answered(HERE, "/media/a.png")[1]["cache-control"] == "no-store"
    assert answered(HERE, "/static/js/a.js")[1]["cache-control"] == "public"


def test_the_frame_of_a_map_is_shown_by_our_pages_only() -> None:
    _, headers = answered(HERE, "/component/streamlit_folium.st_folium/index.html")
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_in_serveur_a_figure_is_for_who_is_signed_in() -> None:
    assert answered(THERE, "/media/a.png", public=PUBLIC)[0] == 403
    assert answered(THERE | {"cookie": "_streamlit_user=forged"}, "/media/a.png", public=PUBLIC)[0] == 403


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            "_streamlit_user=a|b; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax",
            "_streamlit_user=a|b; HttpOnly; Path=/; SameSite=Strict; Secure",
        ),
        (
            '_streamlit_user_tokens=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=lax',
            '_streamlit_user_tokens=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Strict; Secure',
        ),
        (
            "_streamlit_session=a; path=/; httponly; samesite=lax",
            "_streamlit_session=a; path=/; httponly; samesite=lax; Secure",
        ),
        (
            "_streamlit_xsrf=2|a; Path=/; SameSite=Lax; Secure",
            "_streamlit_xsrf=2|a; Path=/; SameSite=Lax; Secure",
        ),
    ],
)
def test_in_serveur_cookies_are_closed(sent: str, kept: str) -> None:
    assert closed(sent.encode()).decode() == kept
