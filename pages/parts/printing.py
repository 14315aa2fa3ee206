"""A page on paper: the button that ends every page, what stands in the margin of each sheet (style: print.css)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.context import Context
from visa_data import french

FOOT = "pied_imprimer"

_print = st.components.v2.component(
    "imprimer",
    html='<button type="button" class="visa-imprimer">Imprimer</button>',
    css=Path(__file__).with_name("print_button.css").read_text(encoding="utf-8"),
    js=Path(__file__).with_name("print.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def print_button() -> None:
    """Last on the page; its script also makes the charts ready for the width of a sheet, whoever asks to print."""
    with st.container(key=FOOT):
        _print(key="imprimer")


def print_margin(context: Context, title: str) -> None:
    """Territory, page and date at the foot of each sheet, beside its number."""
    said = f"{context.territory} · {title} · situation au {french.day(context.day)}"
    st.html(f'<style>@media print {{ @page {{ @bottom-left {{ content: "{css_text(said)}" }} }} }}</style>')


def css_text(text: str) -> str:
    """A text that may stand between the quotes of a style: whatever is not a letter or a digit is written by its number."""
    return "".join(one if one.isalnum() else f"\\{ord(one):06x}" for one in text)
