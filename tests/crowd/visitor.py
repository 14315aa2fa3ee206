"""A browser's session without a browser: what it asks of a running dashboard, and what is shown, in Streamlit's protocol.

It keeps what a browser keeps (widgets touched, address, large messages already received) and draws nothing.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

PATIENCE = 120.0
"""Seconds after which an answer that has not come is an error."""
KEPT_RUNS = 2
"""Runs after which a browser forgets a large message that it was not sent again."""
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
ROOT = ("main", "côté", "événements", "bas")

Place = tuple[int, ...]
"""Where an element stands on the page."""


class NotAnswered(Exception):
    """What a session could not be shown, in a word or two."""


@dataclass
class Screen:
    """What stands on the page after an answer. seconds: since it was asked. wrong: what a person would call an error.

    part: whether a part of the page answered alone, and `shown` is that part.
    """

    seconds: float
    shown: dict[Place, Element]
    wrong: list[str]
    part: bool


@dataclass
class _Kept:
    """A large message, as the browser keeps it. age: runs since it was last of use."""

    delta: Delta
    age: int = 0


@dataclass
class Visitor:
    """One session. address: of the dashboard, `127.0.0.1:8501`."""

    address: str
    socket: ClientConnection
    session: str = ""
    query: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    shown: dict[Place, tuple[str, Element]] = field(default_factory=dict)
    touched: dict[str, WidgetState] = field(default_factory=dict)
    kept: dict[str, _Kept] = field(default_factory=dict)

    @classmethod
    async def arrive(cls, address: str) -> Self:
        """Connect; nothing is asked yet."""
        socket = await connect(
            f"ws://{address}/_stcore/stream",
            origin=f"http://{address}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            compression=None,
            max_size=None,
            max_queue=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        return cls(address, socket)

    async def leave(self) -> None:
        """Close the page."""
        await self.socket.close()

    async def open(self, name: str = "") -> Screen:
        """Go to a page, by the menu or, first, by the address."""
        if self.shown:
            self.touched = {one: state for one, state in self.touched.items() if self._of_every_page(one)}
        self.query, self.page = "", self.pages.get(name, "")
        return await self._ask(name=name)

    async def touch(self, key: str, change: Callable[[Any, WidgetState], None]) -> Screen:
        """Change the widget of that key; change: writes its new value, given what the page says of it."""
        spoken, fragment, widget = self.widget(key)
        state = WidgetState(id=spoken)
        change(widget, state)
        if state.WhichOneof("value") in ("trigger_value", "json_trigger_value"):
            return await self._ask(fragment=fragment, once=state)
        self.touched[spoken] = state
        return await self._ask(fragment=fragment)

    async def tell(self, key: str, event: str, value: Callable[[Any], object]) -> Screen:
        """What a component of ours sends when it is used; value: given what it was told."""
        spoken, fragment, component = self.widget(key)
        said = [{"event": event, "value": value(json.loads(component.json))}]
        once = WidgetState(
            id=f"$$STREAMLIT_INTERNAL_KEY_{spoken}__events", json_trigger_value=json.dumps(said)
        )
        return await self._ask(fragment=fragment, once=once)

    async def upload_place(self) -> tuple[str, str]:
        """Identifier and path that the server gives a file to be sent."""
        asked = BackMsg()
        asked.file_urls_request.request_id = uuid.uuid4().hex
        asked.file_urls_request.file_names.append("appels.csv")
        asked.file_urls_request.session_id = self.session
        await self.socket.send(asked.SerializeToString())
        while True:
            message = await self._message()
            if message.WhichOneof("type") == "file_urls_response":
                given = message.file_urls_response.file_urls[0]
                return given.file_id, given.upload_url

    async def _ask(self, *, name: str = "", fragment: str = "", once: WidgetState | None = None) -> Screen:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = self.query
        state.page_script_hash = self.page
        if name and not self.page:
            state.page_name = name
        state.fragment_id = fragment
        state.widget_states.widgets.extend([*self.touched.values(), *([once] if once else [])])
        state.cached_message_hashes.extend(self.kept)
        state.context_info.timezone = "Europe/Paris"
        state.context_info.locale = "fr-FR"
        state.context_info.url = f"http://{self.address}/{name}"
        state.context_info.color_scheme = "light"
        start = time.perf_counter()
        try:
            await self.socket.send(asked.SerializeToString())
            async with asyncio.timeout(PATIENCE):
                return await self._answer(start)
        except TimeoutError:
            raise NotAnswered("sans réponse") from None
        except WebSocketException as gone:
            raise NotAnswered(f"déconnectée ({gone})") from gone

    async def _answer(self, start: float) -> Screen:
        now: dict[Place, tuple[str, Element]] = {}
        fragments: list[str] = []
        while True:
            message = await self._message()
            told = message.WhichOneof("type")
            if told == "new_session":
                self._start(message.new_session)
                fragments, now = list(message.metadata.run.fragment_ids), {}
            elif told == "delta":
                if message.metadata.cacheable:
                    self.kept[message.hash] = _Kept(message.delta)
                self._put(now, message, message.delta)
            elif told == "ref_hash":
                if message.ref_hash not in self.kept:
                    raise NotAnswered("message perdu")
                self.kept[message.ref_hash].age = 0
                self._put(now, message, self.kept[message.ref_hash].delta)
            elif told == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif told == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
                self.page = message.navigation.page_script_hash
            elif told == "script_finished" and message.script_finished in DONE:
                break
            elif (
                told == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            ):
                raise NotAnswered("page illisible")
        seconds = time.perf_counter() - start
        self._forget(fragments)
        others = {
            place: (owner, element)
            for place, (owner, element) in self.shown.items()
            if fragments and owner not in fragments
        }
        self.shown = others | now
        shown = {place: element for place, (_, element) in sorted(now.items())}
        return Screen(seconds, shown, _wrong(shown), bool(fragments))

    async def _message(self) -> ForwardMsg:
        data = await self.socket.recv(decode=False)
        return ForwardMsg.FromString(data)

    def _start(self, session: NewSession) -> None:
        self.session = session.initialize.session_id or self.session
        self.page = session.page_script_hash

    def _put(self, now: dict[Place, tuple[str, Element]], message: ForwardMsg, delta: Delta) -> None:
        place = tuple(message.metadata.delta_path)
        for under in [one for one in now if one[: len(place)] == place]:
            if delta.WhichOneof("type") != "new_transient":
                del now[under]
        if delta.WhichOneof("type") == "new_element" and delta.new_element.WhichOneof("type") != "empty":
            now[place] = (delta.fragment_id, delta.new_element)

    def _forget(self, fragments: list[str]) -> None:
        for name, kept in list(self.kept.items()):
            if not fragments or kept.delta.fragment_id in fragments:
                kept.age += 1
            if kept.age > KEPT_RUNS:
                del self.kept[name]

    def widget(self, key: str) -> tuple[str, str, Any]:
        """Identifier, fragment and description of the widget of a key."""
        for owner, element in self.shown.values():
            widget = getattr(element, element.WhichOneof("type") or "empty")
            spoken = getattr(widget, "id", "")
            if isinstance(spoken, str) and spoken.endswith(f"-{key}"):
                return spoken, owner, widget
        raise NotAnswered(f"rien à toucher : {key}")

    def _of_every_page(self, spoken: str) -> bool:
        """Whether a widget stands at the side, which every page has."""
        return any(
            place[0] == ROOT.index("côté")
            and getattr(getattr(element, element.WhichOneof("type") or "empty"), "id", "") == spoken
            for place, (_, element) in self.shown.items()
        )


def _wrong(shown: dict[Place, Element]) -> list[str]:
    """Errors on the page, in their words."""
    return [
        *(element.alert.body for element in shown.values() if element.alert.format == Alert.ERROR),
        *(
            element.exception.message
            for element in shown.values()
            if element.WhichOneof("type") == "exception"
        ),
    ]
