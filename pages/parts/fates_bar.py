"""A bar of the five fates of an extract's lines: lengths, colours and words."""

from __future__ import annotations

from html import escape

import streamlit as st

from visa_data import french
from visa_data.extracts.loading.accounts import FATE_WORDS, fates_of
from visa_data.extracts.loading.outcome import Counts
from visa_data.tokens import FATES

SET_ASIDE = "ecartees"
HATCHES = {
    SET_ASIDE: "repeating-linear-gradient(45deg,#0000 0 6px,#0002 6px 9px)",
    "rejetees": "repeating-linear-gradient(-45deg,#0000 0 6px,#0003 6px 9px)",
}
"""The two refusals are known without their colour."""


def fates_bar(counts: Counts, refusals: int = 0) -> None:
    """Draw the bar; a fate without line is left out, a small one keeps room for its words.

    refusals: of the lines set aside, those of people who refuse: a segment of their own, beside the others.
    """
    total = max(counts.lues, 1)
    numbers = fates_of(counts)
    parts = [(name, number, FATE_WORDS[name]) for name, number in numbers.items() if name != SET_ASIDE]
    parts[-1:-1] = [
        (SET_ASIDE, refusals, ("consentement refusé", "consentements refusés")),
        (SET_ASIDE, numbers[SET_ASIDE] - refusals, FATE_WORDS[SET_ASIDE]),
    ]
    segments = []
    for name, number, told in parts:
        if not number:
            continue
        (background, text), hatch = FATES[name], HATCHES.get(name)
        words = escape(french.counted(number, *told))
        segments.append(
            f'<span style="flex:{number / total:.4f} 0 auto;min-width:max-content;padding:0.35rem 0.7rem;'
            f"color:{text};background-color:{background};{f'background-image:{hatch};' if hatch else ''}"
            f'">{words}</span>'
        )
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:2px;border-radius:0.3rem;overflow:hidden;'
        f'font-weight:600">{"".join(segments)}</div>'
    )
