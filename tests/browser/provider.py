"""A small OpenID Connect provider that lies on request: whoever comes is signed in at once, with a token to measure."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

Claims = dict[str, Any]
Token = Callable[[Claims], str]


class Provider(ThreadingHTTPServer):
    """What it says of itself, the key that it shows, and how it makes the token of a person."""

    daemon_threads = True

    def __init__(self, person: Mapping[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.person = dict(person)
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.token: Token = self.signed
        self.nonces: dict[str, str] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def signed(self, claims: Claims, key: RSAKey | None = None) -> str:
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key or self.key)

    def claims(self, client: str, nonce: str) -> Claims:
        now = int(time.time())
        told = {"iss": self.issuer, "aud": client, "iat": now, "exp": now + 300, "nonce": nonce}
        return self.person | told


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path == "/authorize":
            code = f"code{len(self.server.nonces)}"
            self.server.nonces[code] = asked["nonce"][0]
            back = urlencode({"code": code, "state": asked["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif path == "/jwks":
            self.say({"keys": [self.server.key.as_dict(private=False)]})
        else:
            ends = {"authorization": "authorize", "token": "token"}
            said = {f"{name}_endpoint": f"{self.server.issuer}/{end}" for name, end in ends.items()}
            self.say(
                said
                | {
                    "issuer": self.server.issuer,
                    "jwks_uri": f"{self.server.issuer}/jwks",
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                }
            )

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        claims = self.server.claims("visa", self.server.nonces[form["code"][0]])
        self.say({"access_token": "a", "token_type": "Bearer", "id_token": self.server.token(claims)})

    def say(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def provider_of(person: Mapping[str, Any]) -> Iterator[Provider]:
    """A provider that answers on this machine, and knows one person."""
    provider = Provider(person)
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
