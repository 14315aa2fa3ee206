"""What stands before Streamlit: who is answered at all, and with which headers.

Streamlit alone answers whatever name it is called by, and opens its websocket to any page of this machine: a page of
another site, under a name that it points here, reads every figure. Here a request says our address, comes from our
own pages or from nobody's, and asks for what a page needs; the rest is told 403 or 404, and reaches nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from starlette.requests import cookie_parser
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.serving import headers
from pages.serving.door import Door, claims_of
from pages.serving.sessions import receiving

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CORE = "/_stcore/"
HEALTH = "/_stcore/health"
UPLOADS = "/_stcore/upload_file/"
SIGN_IN, SIGN_OUT = "/auth/login", "/auth/logout"
UNREACHABLE = 503
NO_PROVIDER = (
    "Le service de connexion ne répond pas. Revenez en arrière et réessayez dans quelques minutes ; sinon, prévenez "
    "la personne qui administre le tableau de bord."
)
NEEDED = ("health", "host-config", "stream", "upload_file/", "bidi-components/")
"""Of what Streamlit answers under `CORE`, what its pages ask for: neither its metrics nor its agents' doors."""
COMPONENTS = "/component/"
OF_A_PERSON = ("/media/", UPLOADS)
"""What holds figures, or files: kept by nobody, and in *serveur* for who is signed in."""
REFUSALS = {403: "Refusé.", 404: "Introuvable.", 411: "Taille non dite.", 413: "Trop de fichiers à la fois."}
READS = ("GET", "HEAD", "OPTIONS")


class Guard:
    """An ASGI application around another.

    door: that of *serveur*, which has one address; None in *poste*, where the machine's own names are answered. page:
    the first page, as it is sent.
    """

    def __init__(self, app: App, *, door: Door | None, page: str) -> None:
        self.app = app
        self.door = door
        self.public = None if door is None else door.served.address
        self.policies = {False: headers.of_the_page(page), True: headers.of_a_component()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through and dress the answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        send = self._dressed(scope, send)
        if status := self.refused(scope):
            await _refuse(scope, send, status)
        elif scope["path"].startswith(UPLOADS) and scope["method"] == "PUT":
            with receiving(scope["path"].split("/")[3], _length(scope)) as status:
                await (_refuse(scope, send, status) if status else self.app(scope, receive, send))
        else:
            await self.app(scope, receive, send)

    def refused(self, scope: Scope) -> int:
        """The status of a request that goes no further; 0 for the others."""
        path, said = scope["path"], _headers(scope)
        origin = self._origin(scope, said.get("host", []))
        if origin is None:
            return 403
        if not _asked_from_here(scope, said, origin):
            return 403
        if CORE in path and not path.rpartition(CORE)[2].startswith(NEEDED):
            return 404
        known = self.door is None or not path.startswith(OF_A_PERSON) or self._knows(said)
        return 0 if known else 403

    def _knows(self, said: dict[str, list[str]]) -> bool:
        """Whether a request comes with the cookie of somebody who is still let in."""
        cookies: dict[str, str] = {}
        for line in said.get("cookie", []):
            cookies |= cookie_parser(line)
        return self.door is not None and self.door.let_in(claims_of(cookies)) is not None

    def _origin(self, scope: Scope, hosts: list[str]) -> str | None:
        """Our origin by the name that the request calls us; None for a name that is not ours."""
        if len(hosts) != 1:
            return None
        called = hosts[0].lower()
        if self.public is not None:
            if called == self.public.place:
                return self.public.origin
            # What watches over the server asks from beside it, without the proxy.
            near = scope["path"] == HEALTH and scope["type"] == "http" and called in _near(scope)
            return f"http://{called}" if near else None
        return f"http://{called}" if called in _near(scope) else None

    def _dressed(self, scope: Scope, send: Send) -> Send:
        path = scope["path"]
        added = headers.ALWAYS | {
            "content-security-policy": self.policies[path.startswith(COMPONENTS)],
            "x-frame-options": "SAMEORIGIN" if path.startswith(COMPONENTS) else "DENY",
        }
        if path.startswith(OF_A_PERSON):
            added["cache-control"] = "no-store"
        if self.public is not None and self.public.secure:
            added["strict-transport-security"] = headers.FOR_A_YEAR

        async def dressed(message: Message) -> None:
            if path == SIGN_IN and message["type"].startswith("http.response."):
                message = _in_french(message)
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                theirs = _kept(message.get("headers", ()), added)
                if self.public is not None:
                    theirs = [
                        (name, closed(value) if name == b"set-cookie" else value) for name, value in theirs
                    ]
                message["headers"] = [*theirs, *_as_bytes(added)]
            await send(message)

        return dressed


def _in_french(message: Message) -> Message:
    """The answer of a sign-in that could not begin, which Streamlit gives in English; another one as it is."""
    if message["type"] == "http.response.start" and message["status"] >= 400:
        plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        return {"type": "http.response.start", "status": UNREACHABLE, "headers": plain}
    return message | {"body": NO_PROVIDER.encode()} if message.get("body") else message


def closed(cookie: bytes) -> bytes:
    """A cookie of Streamlit's as *serveur* sends it: by HTTPS alone; that of who signed in, to our own pages alone.

    It goes with the browser, where Streamlit would leave it there for thirty days.
    """
    parts = [part for part in cookie.decode("latin-1").split("; ") if part.casefold() != "secure"]
    if parts[0].startswith(USER_COOKIE_NAME):
        gone = any(part.casefold() == "max-age=0" for part in parts)
        dropped = ("samesite=",) if gone else ("samesite=", "max-age=", "expires=")
        parts = [*(part for part in parts if not part.casefold().startswith(dropped)), "SameSite=Strict"]
    return "; ".join([*parts, "Secure"]).encode("latin-1")


def _near(scope: Scope) -> set[str]:
    """The names of this machine for itself, at the port that was reached."""
    port = scope["server"][1]
    names = ("127.0.0.1", "localhost", "[::1]")
    return {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())


def _asked_from_here(scope: Scope, said: dict[str, list[str]], origin: str) -> bool:
    """Whether a request comes from our pages, or from no page at all.

    Two ports of one machine are two origins but one site, for a browser: only the first counts here.
    """
    origins = said.get("origin", [])
    if any(one != origin for one in origins):
        return False
    if not origins and (scope["type"] == "websocket" or scope["method"] not in READS):
        return False
    if not set(said.get("sec-fetch-site", [])) - {"same-origin", "none"}:
        return True
    # A link elsewhere may open our page, in its own tab, and a sign-in comes back by one; nothing else may.
    opened = said.get("sec-fetch-mode") == ["navigate"] and said.get("sec-fetch-dest") == ["document"]
    return opened and scope.get("method") == "GET" and scope["path"] != SIGN_OUT


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _length(scope: Scope) -> int | None:
    """Bytes that a request says to hold; the server reads no more of it. None where it says nothing of the kind."""
    said = _headers(scope).get("content-length", [])
    return int(said[0]) if len(said) == 1 and said[0].isdecimal() else None


def _kept(theirs: Iterable[tuple[bytes, bytes]], added: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """Streamlit's own headers, but those that are ours, and any that would lend an answer to another origin."""
    return [
        (name, value)
        for name, value in theirs
        if (said := name.decode("latin-1").lower()) not in added and not said.startswith("access-control-")
    ]


def _as_bytes(added: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in added.items()]


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    said = REFUSALS[status].encode()
    plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": plain})
    await send({"type": "http.response.body", "body": said})
