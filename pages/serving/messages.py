"""What a browser may ask of Streamlit by its websocket, and what is freed when it goes."""

from __future__ import annotations

import asyncio
from typing import Any

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

from pages.serving.sessions import forget_session, free_files

NEVER_ASKED = ("clear_cache", "set_run_on_save", "load_git_info")
"""No page asks for them. The first empties the caches of everybody, from any session."""
LATER = 5.0
"""Seconds after the time that a session is kept for its browser to come back."""


def watch_messages() -> None:
    """Have every message and every departure go through here; called once, before the server runs."""
    handled, shut, left = AppSession.handle_backmsg, AppSession.shutdown, Runtime.disconnect_session

    def handle(session: AppSession, message: BackMsg) -> None:
        if message.WhichOneof("type") not in NEVER_ASKED:
            handled(session, message)

    def shut_down(session: AppSession) -> None:
        forget_session(session.id)
        shut(session)

    def leave(runtime: Runtime, session_id: str, **options: Any) -> None:
        left(runtime, session_id, **options)
        if not runtime.is_active_session(session_id):
            free_files(session_id)
            _end_in_time(runtime)

    AppSession.handle_backmsg, AppSession.shutdown = handle, shut_down  # type: ignore[method-assign]
    Runtime.disconnect_session = leave  # type: ignore[method-assign, assignment]


def _end_in_time(runtime: Runtime) -> None:
    """Streamlit keeps the session of a browser that has gone for a while, then lets it go when another one comes."""
    kept = runtime._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    delay = config.get_option("server.disconnectedSessionTTL") + LATER
    asyncio.get_running_loop().call_later(delay, kept.expire)
