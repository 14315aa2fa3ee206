"""The sign-ins of a server while it runs: open, or closed by the hours, by idleness, by who signed out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Any

from visa_data.access.settings import SignIn

SKEW = 120.0
"""Seconds by which the clock of a provider may be ahead of ours."""
MINUTE, HOUR = 60.0, 3600.0


class State(StrEnum):
    """What becomes of a sign-in. Closed, it stays so: one signs in anew."""

    OPEN = "ouverte"
    WORN = "durée atteinte"
    IDLE = "sans geste"
    LEFT = "quittée"
    UNKNOWN = "sans date"


@dataclass
class _Kept:
    since: float
    gesture: float
    state: State = State.OPEN


class SignIns:
    """Every sign-in seen, by what tells one from another: a copy of a cookie is the same sign-in.

    Moments are seconds since 1970, given by the caller. In memory alone: a server that starts again knows none, and
    its cookies are signed with another key.
    """

    def __init__(self, settings: SignIn) -> None:
        self.longest = settings.hours * HOUR
        self.idle = settings.idle_minutes * MINUTE
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def state(self, claims: Mapping[str, Any], now: float) -> State:
        """Where the sign-in of a token stands."""
        with self._lock:
            kept = self._found(claims, now)
            return State.UNKNOWN if kept is None else kept.state

    def note_gesture(self, claims: Mapping[str, Any], now: float) -> None:
        """Somebody did something; a sign-in that was closed meanwhile stays closed."""
        with self._lock:
            kept = self._found(claims, now)
            if kept is not None and kept.state is State.OPEN:
                kept.gesture = now

    def close(self, claims: Mapping[str, Any], now: float) -> None:
        """The person signs out: every copy of the cookie is closed."""
        with self._lock:
            kept = self._found(claims, now)
            if kept is not None and kept.state is State.OPEN:
                kept.state = State.LEFT

    def _found(self, claims: Mapping[str, Any], now: float) -> _Kept | None:
        since = claims.get("iat")
        if isinstance(since, bool) or not isinstance(since, int | float) or since > now + SKEW:
            return None
        key = _key_of(claims)
        if key not in self._kept:
            # Those that have had their hours are refused by their date alone.
            self._kept = {one: kept for one, kept in self._kept.items() if now - kept.since < self.longest}
            self._kept[key] = _Kept(float(since), float(since))
        kept = self._kept[key]
        if kept.state is State.OPEN and now - kept.since >= self.longest:
            kept.state = State.WORN
        elif kept.state is State.OPEN and now - kept.gesture >= self.idle:
            kept.state = State.IDLE
        return kept


def _key_of(claims: Mapping[str, Any]) -> str:
    told = [claims.get(name) for name in ("iss", "sub", "iat", "nonce")]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
