"""Sign-in in *serveur*: what Streamlit is told of the provider, and whether the person of a session is still let in."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks, is_authlib_installed
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from visa_data.access.mode import Served
from visa_data.access.person import Who, who_signed_in
from visa_data.access.sign_ins import SignIns, State
from visa_data.errors import VisaError

CALLED_BACK = "/oauth2callback"


class Door:
    """The door of a server: asked at each run, each message and each file."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.sign_ins = SignIns(served.sign_in)
        # Drawn at each start, and kept nowhere: a server that starts again lets nobody in by an old cookie.
        self._cookie_secret = secrets.token_hex(32)

    def tell_streamlit(self) -> None:
        """Give Streamlit the provider, in memory: no file of it is left for anybody to read.

        Raises VisaError where the library that talks to it is absent.
        """
        if not is_authlib_installed():
            raise VisaError(
                "Connexion impossible",
                "la bibliothèque Authlib n'est pas installée : relancez l'installation.",
            )
        given = self.served.sign_in
        provider = {
            "redirect_uri": f"{self.served.address.origin}{CALLED_BACK}",
            "cookie_secret": self._cookie_secret,
            "client_id": given.client,
            "client_secret": given.client_secret,
            "server_metadata_url": given.provider,
            # Neither a name nor a picture: an address is enough, and it is not kept.
            "client_kwargs": {"scope": "openid email", "prompt": "select_account"},
        }
        secrets_singleton.merge_programmatic_secrets({"auth": provider})

    def state(self, claims: Mapping[str, Any]) -> State | None:
        """Where the sign-in of a session stands; None where nobody has signed in."""
        return self.sign_ins.state(claims, time.time()) if claims.get("is_logged_in") is True else None

    def who(self, claims: Mapping[str, Any]) -> Who:
        """The person of a sign-in. Raises VisaError for somebody who has no role, or has it no more."""
        return who_signed_in(claims, self.served.sign_in)

    def let_in(self, claims: Mapping[str, Any]) -> Who | None:
        """The person of a session that may go on; None for nobody, a closed sign-in, or somebody without a role."""
        if self.state(claims) is not State.OPEN:
            return None
        try:
            return self.who(claims)
        except VisaError:
            return None

    def note_gesture(self, claims: Mapping[str, Any]) -> None:
        """Somebody did something in a session."""
        self.sign_ins.note_gesture(claims, time.time())

    def close(self, claims: Mapping[str, Any]) -> None:
        """The person of a session signs out, in every tab."""
        self.sign_ins.close(claims, time.time())


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the cookie of a sign-in says, empty where it is absent or was not signed here."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1"))

    held = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    try:
        claims = json.loads(held) if held else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


_doors: list[Door] = []


def set_door(door: Door) -> None:
    """Said once, before the server runs."""
    _doors[:] = [door]


def current_door() -> Door | None:
    """The door of this server; None in *poste*."""
    return _doors[0] if _doors else None
