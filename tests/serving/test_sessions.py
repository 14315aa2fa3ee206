"""What a browser's session may send, and what is freed when it goes: on Streamlit's own runtime."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.serving import sessions
from pages.serving.messages import watch_messages
from pages.serving.sessions import receiving
from visa_data.roles import Role

Inside = Callable[[Runtime, str], Awaitable[None]]


@pytest.fixture
def run_inside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[Inside], None]]:
    """Run something on a runtime whose messages are watched, with the identifier of a session just opened."""
    for owner, name in (
        (AppSession, "handle_backmsg"),
        (AppSession, "shutdown"),
        (Runtime, "disconnect_session"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(Runtime, "_instance", None)
    monkeypatch.setattr(sessions, "_may", {})
    script = tmp_path / "rien.py"
    script.write_text("")
    watch_messages()

    def run(inside: Inside) -> None:
        async def opened() -> None:
            runtime = Runtime(
                RuntimeConfig(
                    str(script), MemoryMediaFileStorage("/media"), MemoryUploadedFileManager("/envois")
                )
            )
            await runtime.start()
            client: Any = SimpleNamespace(write_forward_msg=lambda message: None, client_context=None)
            await inside(runtime, runtime.connect_session(client=client, user_info={}))
            runtime.stop()
            await runtime.stopped

        asyncio.run(opened())

    yield run


def send_file(runtime: Runtime, session: str, size: int = 10) -> None:
    held = UploadedFileRec("f1", "registre.csv", "text/csv", b"x" * size)
    runtime.uploaded_file_mgr.add_file(session, held)


def test_a_session_that_may_not_import_sends_nothing(run_inside: Callable[[Inside], None]) -> None:
    async def inside(runtime: Runtime, session: str) -> None:
        for permissions in (None, Role.COMITE.permissions):
            if permissions is not None:
                sessions._may[session] = permissions
            with receiving(session, 10) as status:
                assert status == 403
        sessions._may[session] = Role.COORDINATION.permissions
        with receiving(session, 10) as status:
            assert status == 0
        with receiving(session, None) as status:
            assert status == 411

    run_inside(inside)


def test_what_a_session_sends_is_bounded_as_a_whole(
    run_inside: Callable[[Inside], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "SENT_AT_MOST", 100)

    async def inside(runtime: Runtime, session: str) -> None:
        sessions._may[session] = Role.COORDINATION.permissions
        send_file(runtime, session, 60)
        with receiving(session, 30) as first, receiving(session, 30) as second:
            assert (first, second) == (0, 413), "two that arrive together are counted together"
        with receiving(session, 40) as status:
            assert status == 0

    run_inside(inside)


def test_files_go_with_their_browser(run_inside: Callable[[Inside], None]) -> None:
    async def inside(runtime: Runtime, session: str) -> None:
        send_file(runtime, session)
        assert runtime.uploaded_file_mgr.get_files(session, ["f1"])
        runtime.disconnect_session(session)
        assert not runtime.uploaded_file_mgr.get_files(session, ["f1"])

    run_inside(inside)


def test_nobody_empties_the_caches_of_all(run_inside: Callable[[Inside], None]) -> None:
    made: list[int] = []

    @st.cache_data
    def counted() -> int:
        made.append(1)
        return len(made)

    async def inside(runtime: Runtime, session: str) -> None:
        counted()
        runtime.handle_backmsg(session, BackMsg(clear_cache=True))
        await asyncio.sleep(0)
        counted()

    run_inside(inside)
    assert len(made) == 1
