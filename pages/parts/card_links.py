"""Links of a card that open another card in its place: of a place, the teams that may go there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

KEY = "fiche_suivie"
OPENED = "ouvre"
ADDRESS, COMPARED = "fiche", "comparee"
"""What the address calls the open card, and the place that it is compared with."""

_links = st.components.v2.component(
    "liens_de_la_fiche",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def card_address(code: str) -> str:
    """Address of the page with that card open, for `href`."""
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key not in (ADDRESS, COMPARED)}
    return "?" + urlencode(kept | {ADDRESS: code}, doseq=True)


def follow_links(opens: Callable[[str], None]) -> None:
    """Let the links of the card drawn here open theirs; draws nothing. opens: told the code before the card is written again."""

    def told() -> None:
        code = st.session_state[KEY].get(OPENED)
        if code:
            opens(str(code))

    _links(key=KEY, on_ouvre_change=told)
