"""The meeting's board in the page: one component, mounted once, that each step fills anew without a flash."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from time import monotonic_ns

import streamlit as st

from visa_data.pictures.tones import GROUNDS, Ground, tone_rules, variables

HERE = Path(__file__).parent
NAME = "planche_reunion"
KEY = "planche"
GO = "aller"
"""Name of what the board sends: the address of the step asked for."""


def style() -> str:
    """The board's style, with the colours of both grounds."""
    tones = tone_rules(
        ".reunion .planche .ton-TON { --f: var(--fond-TON); --e: var(--texte-TON); "
        "background-color: var(--f); color: var(--e); }\n"
        ".reunion .planche .bord-TON { border-left-color: var(--fond-TON); }"
    )
    colours = "\n".join(f".reunion[data-fond={ground}] {{ {variables(ground)} }}" for ground in GROUNDS)
    colours += f"\n@media print {{ .reunion[data-fond] {{ {variables('light')} }} }}"
    drawn = (HERE / "meeting_board.css").read_text(encoding="utf-8")
    return drawn.replace("/* TONES */", f"{colours}\n{tones}")


_board = st.components.v2.component(
    NAME,
    html='<div class="reunion" data-fond="light"></div>',
    css=style(),
    js=(HERE / "meeting_board.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_board(
    html: str,
    *,
    key: str,
    keys: Sequence[str],
    passed: Collection[str],
    toggle: str,
    projected: bool,
    decides: bool,
    ground: Ground,
    go: Callable[[str], None],
) -> None:
    """Put a step on the screen.

    html: from `visa_data.meeting.board`, every text escaped. keys: addresses of all steps, key being the one
    shown; passed: those that no arrow stops at. toggle: key of the widget that the board's « Projeter » stands for.
    decides: whether the page has a button for each proposal, which a key presses. go: told the address asked for by a
    key, an arrow or a click, before the page runs again.
    """

    def asked() -> None:
        wanted = st.session_state[KEY].get(GO)
        if wanted in keys:
            go(wanted)

    _board(
        key=KEY,
        data={
            "html": html,
            "key": key,
            "keys": list(keys),
            "passed": list(passed),
            "toggle": toggle,
            "projected": projected,
            "decides": decides,
            "ground": ground,
            # Never the same message twice: Streamlit sends a repeated one as a reference to what the browser kept,
            # and a browser that had let it go in a quick succession of steps would lose its connection.
            "sent": monotonic_ns(),
        },
        on_aller_change=asked,
    )
