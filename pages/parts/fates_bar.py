"""A bar of the five fates of an extract's lines: lengths, colours and words."""

from __future__ import annotations

from html import escape

import streamlit as st

from visa_data import french
from visa_data.extracts.loading.accounts import FATE_WORDS, fates_of
from visa_data.extracts.loading.outcome import Counts

# Okabe and Ito; each with its own text colour, contrast above 4.5:1, and a hatch for the two refusals.
COLOURS = {
    "ajoutees": ("#0072B2", "#FFFFFF", ""),
    "modifiees": ("#56B4E9", "#10202C", ""),
    "inchangees": ("#9AA5AF", "#10202C", ""),
    "ecartees": ("#E69F00", "#10202C", "repeating-linear-gradient(45deg,#0000 0 6px,#0002 6px 9px)"),
    "rejetees": ("#B3420A", "#FFFFFF", "repeating-linear-gradient(-45deg,#0000 0 6px,#0003 6px 9px)"),
}


def fates_bar(counts: Counts) -> None:
    """Draw the bar; a fate without line is left out, a small one keeps room for its words."""
    total = max(counts.lues, 1)
    segments = []
    for name, number in fates_of(counts).items():
        if not number:
            continue
        background, text, hatch = COLOURS[name]
        words = escape(french.counted(number, *FATE_WORDS[name]))
        segments.append(
            f'<span style="flex:{number / total:.4f} 0 auto;min-width:max-content;padding:0.35rem 0.7rem;'
            f"color:{text};background-color:{background};{f'background-image:{hatch};' if hatch else ''}"
            f'">{words}</span>'
        )
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:2px;border-radius:0.3rem;overflow:hidden;'
        f'font-weight:600">{"".join(segments)}</div>'
    )
