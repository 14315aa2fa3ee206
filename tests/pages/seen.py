"""All that a run of AppTest would send to a browser: strings, tables and raw bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pandas as pd
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

OpenDashboard = Callable[..., AppTest]

# Fields of the messages that hold identifiers of widgets, never read by a person.
UNREAD = {
    "id",
    "form_id",
    "group_id",
    "key",
    "chart_id",
    "url",
    "page_script_hash",
    "user_key",
    "active_script_hash",
}
JSON_FIELDS = {"spec", "json_args", "json", "columns", "config"}


def elements(app: AppTest) -> Iterator[Element]:
    """Every element of the page, the side bar and what stands beside."""
    yield from _below(app._tree)


def _below(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _below(child)
        else:
            yield child


def blocks(app: AppTest) -> Iterator[Message]:
    """The messages of the containers (labels of tabs, expanders…)."""
    pending: list[Block] = [app._tree]
    while pending:
        block = pending.pop()
        if isinstance(getattr(block, "proto", None), Message):
            yield block.proto
        pending += [child for child in block.children.values() if isinstance(child, Block)]


def texts(app: AppTest) -> list[str]:
    """Every string a reader may meet: labels, texts, help, cells of tables, texts of charts."""
    found: list[str] = []
    for element in elements(app):
        found += _strings(element.proto)
    for message in blocks(app):
        found += _strings(message)
    for frame in tables(app):
        found += [str(name) for name in frame.columns]
        for name in frame.columns:
            found += [value for value in frame[name] if isinstance(value, str)]
    return found


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Every table of the page."""
    return [table.value for table in (*app.dataframe, *app.table)]


def everything(app: AppTest) -> bytes:
    """The bytes of every message: what the browser receives, tables and maps included."""
    messages = [element.proto for element in elements(app)] + list(blocks(app))
    return b"\n".join(message.SerializeToString() for message in messages if isinstance(message, Message))


def _strings(message: object, name: str = "") -> list[str]:
    if isinstance(message, Message):
        return [
            text
            for field, value in message.ListFields()
            if field.name not in UNREAD
            for text in _strings(value, field.name)
        ]
    if isinstance(message, str):
        if name in JSON_FIELDS and message.startswith(("{", "[")):
            return list(_json_strings(json.loads(message)))
        return [message]
    if hasattr(message, "__iter__") and not isinstance(message, bytes):
        return [text for item in message for text in _strings(item, name)]  # type: ignore[attr-defined]
    return []


def _json_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _json_strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _json_strings(item)
