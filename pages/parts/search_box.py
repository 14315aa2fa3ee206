"""The search box of places: what is typed finds whatever the accents, hyphens, capitals or order of words; one run a choice.

Streamlit's own box compares letter after letter with the label: « saint waast » finds no « Saint-Waast ».
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import streamlit as st

HERE = Path(__file__)
CHOSEN = "choisi"
Entry = tuple[str, str, str]
"""Code, name, and other words that find it: its code, its kind, its members."""

_box = st.components.v2.component(
    "recherche_de_lieux",
    html="""<div class="recherche">
    <label for="recherche-lieu"></label>
    <input id="recherche-lieu" type="text" role="combobox" autocomplete="off" spellcheck="false"
        aria-autocomplete="list" aria-expanded="false" aria-controls="recherche-trouves">
    <div class="trouves"><ul id="recherche-trouves" role="listbox" hidden></ul><div role="status"></div></div>
</div>""",
    css=HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


def search_among(
    label: str,
    entries: Sequence[Entry],
    *,
    key: str,
    chosen: Callable[[str], None],
    placeholder: str = "Nom ou code",
    width: int | None = None,
    awaited: bool = False,
) -> None:
    """The box; `chosen` is told the code before the page runs again. Entries of the same worth come in the order given.

    width: pixels, in a bar, where the label is heard and not seen; as wide as it may be otherwise. awaited: a click
    has just asked for it, and one types at once.
    """
    known: Collection[str] = {code for code, _, _ in entries}

    def told() -> None:
        code = st.session_state[key].get(CHOSEN)
        if code in known:
            chosen(code)

    _box(
        key=key,
        data={
            "label": label,
            "placeholder": placeholder,
            "bare": width is not None,
            "awaited": awaited,
            "entries": [list(one) for one in entries],
        },
        on_choisi_change=told,
        width="stretch" if width is None else width,
    )
