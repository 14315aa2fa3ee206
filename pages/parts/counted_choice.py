"""One choice among lists that says how many each holds: the count beside the word, and the word alone in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.parts.address import bound
from pages.parts.plain import plain
from visa_data import french


def counted_choice(options: Mapping[str, str], counts: Mapping[str, int], *, key: str, default: str) -> str:
    """A segmented control of lists (code → words), on one row that wraps; what is chosen is kept under `key`.

    counts: drawn by style, not in the words: an address kept with a count would be refused the day after.
    """
    rules = "".join(
        f'.st-key-{key} button:nth-of-type({place}) p::after {{ content: "{french.NBSP}{french.number(counts[code])}"; '
        "font-weight: 700; }"
        for place, code in enumerate(options, start=1)
        if code in counts
    )
    with st.container(key=f"{key}_choix"):
        st.html(f"<style>{rules}</style>")
        chosen = bound(
            st.segmented_control,
            "Liste",
            list(options),
            format_func=lambda code: plain(options[code]),
            default=default,
            required=True,
            key=key,
            label_visibility="collapsed",
        )
    return str(chosen)
