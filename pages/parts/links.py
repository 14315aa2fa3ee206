"""A row of links that look like the small buttons that they are used as."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from visa_data.tokens import VEIL

STYLE = """<style>
.st-key-%(key)s { gap: 0.9rem 0.4rem; margin-top: 0.3rem; }
.st-key-%(key)s [data-testid="stPageLink-NavLink"] {
    border: 1px solid %(line)s; border-radius: 0.5rem; padding: 0.2rem 0.6rem; min-height: 2rem;
}
.st-key-%(key)s [data-testid="stPageLink-NavLink"]:hover { border-color: currentColor; }
.st-key-%(key)s [data-testid="stPageLink-NavLink"] p { font-size: 0.9rem; }
</style>"""


@contextmanager
def button_links(key: str) -> Iterator[None]:
    """What is drawn inside stands in a row, its page links with borders."""
    with st.container(horizontal=True, key=key):
        st.html(STYLE % {"key": key, "line": VEIL.format(0.7)})
        yield
