"""What is said while a page is computed, in the place where it will come: it moves nothing, and goes as soon as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from pages.parts.look import OPENING


@contextmanager
def said_meanwhile() -> Iterator[Callable[[str], None]]:
    """Say that the page is coming; gives what changes the sentence. Its style stands in look.css."""
    with st.container(key="attente"):
        place = st.empty()

    def say(sentence: str) -> None:
        place.html(f'<p role="status">{escape(sentence)}</p>')

    say(OPENING)
    try:
        yield say
    finally:
        place.empty()
