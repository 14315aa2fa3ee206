"""Lists of calls cut where the hours stop: hours typed as they are said, the line, whom they allow to call."""

from __future__ import annotations

import re
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.answers import fact
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.indicators.feuilles_appel import ROUNDING, CallSheets, call_sheets
from visa_data.roles import Permission

HOURS = re.compile(r"(\d{1,4})(?:[.,](\d{1,2})h?|h(\d{2})?)?")


def sheets_of(
    context: Context, hours: tuple[tuple[str, float], ...] = (), most: float | None = None
) -> CallSheets:
    """Tomorrow's sheets, with the hours that callers give, or those of `hours` in their place; see `call_sheets`."""
    return fact(context, call_sheets, permission=Permission.SEE_PEOPLE, hours=hours, most=most)


def read_hours(text: str) -> float | None:
    """« 2,5 », « 2.5 », « 2 h 30 » or « 1 250 » as hours; None for anything else."""
    found = HOURS.fullmatch("".join(text.split()).lower())
    if found is None:
        return None
    whole, decimals, minutes = found.groups()
    return float(f"{whole}.{decimals or 0}") + int(minutes or 0) / 60


def said_hours(hours: float) -> str:
    """« 2,5 h »."""
    return f"{french.number(hours, 1)} h"


def hours_field(place: DeltaGenerator, default: float, *, key: str, about: str) -> float | None:
    """Hours typed, from a default that `about` explains; None, and said, for what is none."""
    # Not a number_input, which writes decimals with a point.
    typed = place.text_input(
        "Heures",
        french.number(default, 1),
        max_chars=8,
        key=key,
        help=plain(f"{about} Écrivez-en d'autres pour voir ce qu'elles permettent."),
    )
    hours = read_hours(typed)
    if hours is None:
        place.error(plain(f"« {typed} » n'est pas un nombre d'heures : écrivez par exemple 2,5."))
    return hours


def cut_line(words: str) -> None:
    """The line where the hours stop."""
    st.html(
        '<div style="display:flex;align-items:center;gap:0.8rem;font-weight:600;margin:0.2rem 0">'
        '<span style="flex:1;border-top:2px dashed currentColor"></span>'
        f"<span>{escape(words, quote=False)}</span>"
        '<span style="flex:1;border-top:2px dashed currentColor"></span></div>'
    )


def within_hours(
    context: Context, people: pd.DataFrame, caller: str, place: DeltaGenerator, *, key: str
) -> tuple[float, int]:
    """Hours, and how many of the first people they allow to call. people: in order, with their `niveau`.

    caller: whose hours of a day the field starts from, "" for all of them together; where none are known, it starts from
    what the whole list takes.
    """
    sheets = sheets_of(context)
    minutes = people["niveau"].map(sheets.minutes).astype(float)
    own = sheets.callers.set_index("appelant")["minutes_disponibles"] / 60
    given = float(own.get(caller, 0.0) if caller else own.sum())
    default = round(given or float(minutes.sum()) / 60, 1)
    about = (
        "Heures d'une journée, d'après le fichier des appelants."
        if given
        else "Aucune heure n'est connue : ce que demande toute la liste."
    )
    hours = hours_field(place, default, key=f"{key}_heures_{caller}", about=about)
    hours = default if hours is None else hours
    if not given and hours == default:
        return hours, len(people)
    return hours, int((minutes.cumsum() <= hours * 60 + ROUNDING).sum())
