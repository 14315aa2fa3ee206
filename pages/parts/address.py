"""Widgets kept in the address; where it asks for what they cannot show, a sentence says what is shown instead.

Streamlit drops such a value without a word, and shows the default. `tests/pages/test_addresses.py` lets no page bind a
widget otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.parts.plain import plain
from visa_data import french

NOTES = "_adresse_refusee"
"""Session state key: widget → (sentence, value shown instead); said until another value is chosen."""
LONGEST = 60


def bound(
    widget: Callable[..., Any],
    label: str,
    *args: Any,
    key: str,
    readable: Callable[[str], bool] | None = None,
    shown: Callable[[Any], str] | None = None,
    **more: Any,
) -> Any:
    """`widget(label, *args, key=key, **more)`, its value in the address under `key`.

    readable: whether it can show what an address asks, and shown: how its value reads; known for widgets of
    options, switches and sliders.
    """
    can_show, reads = _reading(widget, args, more)
    can_show, reads = readable or can_show, shown or reads
    required = bool(more.get("required"))
    asked = [text for text in st.query_params.get_all(key) if (text or required) and not can_show(text)]
    value = widget(label, *args, key=key, bind="query-params", **more)
    if value is None and required:
        # « ?cle= » empties even what must have a value.
        value = more["default"]
    notes = st.session_state.setdefault(NOTES, {})
    if asked:
        wanted = french.listed([f"« {cut(text)} »" if text else "une valeur vide" for text in asked])
        instead = reads(value) or str(more.get("placeholder", "rien"))
        notes[key] = (
            f"L'adresse demande {wanted} pour « {label} », que la page ne peut pas montrer. À la place : {instead}.",
            value,
        )
    if key in notes:
        sentence, instead_of = notes[key]
        if instead_of == value:
            getattr(widget, "__self__", st).warning(plain(sentence), icon="⚠️")
        else:
            del notes[key]
    return value


def cut(text: str) -> str:
    """What an address asks, short enough for a sentence."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _reading(
    widget: Callable[..., Any], args: Sequence[Any], more: dict[str, Any]
) -> tuple[Callable[[str], bool], Callable[[Any], str]]:
    name = widget.__name__
    if name == "text_input":
        return lambda text: True, str
    if name == "toggle":
        return lambda text: text.lower() in ("true", "false"), lambda value: "oui" if value else "non"
    if name == "slider":
        return lambda text: _within(text, *args[:2]), french.number
    if name == "date_input":
        return lambda text: True, french.day
    label_of = more.get("format_func", str)
    labels = {str(label_of(option)) for option in args[0]}
    return lambda text: text in labels, lambda value: french.listed(
        [str(label_of(one)) for one in (value if isinstance(value, list) else [value])]
    )


def _within(text: str, lowest: float, highest: float) -> bool:
    try:
        return lowest <= float(text) <= highest
    except ValueError:
        return False
