"""What the analyst asks of each received file on the page, by the keys of its widgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from visa_data.extracts.kinds import KINDS
from visa_data.extracts.received_files import Received


def chosen_columns(
    received: Received, kind: str, recognised: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The columns (field, header) that differ from those recognised for a kind, as chosen on the page."""
    if not st.session_state.get(correct_key(received)):
        return ()
    fields = KINDS[kind].fields if kind else ()
    chosen = {
        field.name: st.session_state.get(column_key(received, field.name), recognised.get(field.name, ""))
        for field in fields
    }
    return tuple((name, header) for name, header in chosen.items() if header != recognised.get(name, ""))


def chosen_constants(received: Received, kind: str) -> tuple[tuple[str, str], ...]:
    """The values (field, text) given for a whole file on the page."""
    if not kind or not st.session_state.get(correct_key(received)):
        return ()
    given = (
        (field.name, str(st.session_state.get(constant_key(received, field.name)) or "").strip())
        for field in KINDS[kind].fields
        if field.constant and not st.session_state.get(column_key(received, field.name))
    )
    return tuple((name, text) for name, text in given if text)


def constant_key(received: Received, field_name: str) -> str:
    """Session state key of the value given for a field of a whole file."""
    return f"valeur_{received.identifier}_{field_name}"


def correct_key(received: Received) -> str:
    """Session state key of the switch that shows the choice of columns of a file."""
    return f"corriger_{received.identifier}"


def column_key(received: Received, field_name: str) -> str:
    """Session state key of the column chosen by hand for a field of a file."""
    return f"colonne_{received.identifier}_{field_name}"


def kind_key(received: Received) -> str:
    """Session state key of the kind chosen by hand for a file."""
    return f"type_fichier_{received.identifier}"


def choice_key(received: Received) -> str:
    """Session state key of another reading chosen for a file (a `Choice`)."""
    return f"lecture_{received.identifier}"


def corrections_key(received: Received) -> str:
    """Session state key of the wordings accepted for a file (a tuple of `Correction`)."""
    return f"corrections_{received.identifier}"


def complete_key(received: Received) -> str:
    """Session state key of whether a file is declared complete."""
    return f"complet_{received.identifier}"


def closing_key(received: Received) -> str:
    """Session state key of the box that closes the absent of a complete file."""
    return f"fermer_{received.identifier}"


def day_key(received: Received) -> str:
    """Session state key of the day on which the absent are closed."""
    return f"jour_{received.identifier}"


def complete_on(received: Received) -> date | None:
    """The day on which the absent of a file are closed, when the analyst said so."""
    state = st.session_state
    if not (state.get(complete_key(received)) == "complet" and state.get(closing_key(received))):
        return None
    day = state.get(day_key(received))
    return day if isinstance(day, date) else None
