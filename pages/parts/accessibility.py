"""The declaration of accessibility, at the foot of a page that every role opens: that of docs/accessibilite.md, word for word."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.plain import joined, marked, plain

DECLARATION = Path(__file__).resolve().parents[2] / "docs" / "accessibilite.md"
TITLE = "Accessibilité : non conforme"
"""The state, which the law wants in the link itself: that which the declaration tells."""


def accessibility_declaration() -> None:
    """Its blocks: titles, lists, paragraphs; nothing else is written in it."""
    with st.expander(TITLE, key="accessibilite"):
        _, *blocks = DECLARATION.read_text(encoding="utf-8").split("\n\n")
        for block in blocks:
            words = block.strip()
            if words.startswith("### "):
                st.markdown(marked("#### {}", words.removeprefix("### ")))
            elif words.startswith("## "):
                st.subheader(plain(words.removeprefix("## ")), anchor=False)
            elif words.startswith("- "):
                items = [line.removeprefix("- ") for line in words.split("\n")]
                st.markdown(joined("\n", (marked("- {}", item) for item in items)))
            else:
                for line in words.split("\n"):
                    st.markdown(plain(line))
