"""What a browser may ask of Streamlit by its websocket, and what is freed when it goes."""

from __future__ import annotations

import asyncio
from typing import Any

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

from pages.serving.door import current_door
from pages.serving.sessions import forget_session, free_files, may_still

NEVER_ASKED = ("clear_cache", "set_run_on_save", "load_git_info")
"""No page asks for them. The first empties the caches of everybody, from any session."""
ALWAYS_HEARD = ("rerun_script", "app_heartbeat", "stop_script")
LATER = 5.0
"""Seconds after the time that a session is kept for its browser to come back."""


def watch_messages() -> None:
    """Have every message and every departure go through here; called once, before the server runs."""
    handled, shut, left = AppSession.handle_backmsg, AppSession.shutdown, Runtime.disconnect_session

    def handle(session: AppSession, message: BackMsg) -> None:
        if _heard(session, message):
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


def _heard(session: AppSession, message: BackMsg) -> bool:
    """Whether a message goes further. In *serveur*, of who is let in no more, only what ends at the screen to sign in."""
    asked = message.WhichOneof("type")
    if asked in NEVER_ASKED:
        return False
    door = current_door()
    if door is None:
        return True
    claims = session._user_info
    if asked == "rerun_script" and not message.rerun_script.is_auto_rerun:
        door.note_gesture(claims)
    who = door.let_in(claims)
    if who is not None and may_still(session.id, who.role.permissions):
        return True
    if asked == "rerun_script":
        # A piece of a page would run with the role of the last whole run: the whole is run, which looks at it anew.
        message.rerun_script.fragment_id = ""
    return asked in ALWAYS_HEARD


def _end_in_time(runtime: Runtime) -> None:
    """Streamlit keeps the session of a browser that has gone for a while, then lets it go when another one comes."""
    kept = runtime._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    delay = config.get_option("server.disconnectedSessionTTL") + LATER
    asyncio.get_running_loop().call_later(delay, kept.expire)
