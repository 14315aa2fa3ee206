"""The matrix of needs in the page: a table whose cells answer a click and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic_ns

import streamlit as st

from pages.parts.map_view import theme
from visa_data.pictures.picture import Tone
from visa_data.pictures.tones import GROUNDS, tone_rules, variables

HERE = Path(__file__)
KEY = "besoins_matrice"
CELL = "case"
"""Name of what the matrix sends: « code|need » of the cell pressed."""


def style() -> str:
    """The matrix's style, with the colours of both grounds."""
    tones = tone_rules(
        ".besoins_matrice .ton-TON { --fond: var(--fond-TON); --texte: var(--texte-TON); --trait: var(--trait-TON); "
        "--ligne: var(--ligne-TON); }"
    )
    grounds = "\n".join(
        f".besoins_matrice[data-fond={ground}] {{ {variables(ground)} }}" for ground in GROUNDS
    )
    grounds += f"\n@media print {{ .besoins_matrice[data-fond] {{ {variables('light')} }} }}"
    # What nothing answers stands out on the dark ground too, where its fill is pale.
    tones += (
        f"\n.besoins_matrice .ton-{Tone.WORST.value} "
        "{ --ligne: color-mix(in srgb, var(--trait) 30%, var(--papier)); }"
    )
    return HERE.with_suffix(".css").read_text(encoding="utf-8").replace("/* TONES */", f"{grounds}\n{tones}")


_matrix = st.components.v2.component(
    "matrice_des_besoins",
    html='<div class="besoins_matrice" data-fond="light"></div>',
    css=style(),
    js=HERE.with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_matrix(html: str, *, chosen: str, choose: Callable[[str, str], None]) -> None:
    """Put the matrix in the page.

    html: from `visa_data.figures.need_matrix`, every text escaped. chosen: « code|need » of the cell that is open.
    choose: told the code and the need of a cell pressed, before the page runs again.
    """

    def pressed() -> None:
        code, _, need = str(st.session_state[KEY].get(CELL) or "").rpartition("|")
        if code:
            choose(code, need)

    # « sent »: see `meeting_board.show_board`.
    data = {"html": html, "chosen": chosen, "ground": theme(), "sent": monotonic_ns()}
    _matrix(key=KEY, data=data, on_case_change=pressed)
