"""Taking imports back, one or a whole drop: what it would do, a box to tick, the button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from pages.parts.context import Context, stop_with
from pages.parts.pending_imports import pending_files
from pages.parts.plain import plain
from pages.parts.sidebar import follow_the_data
from visa_data import french
from visa_data.errors import VisaError
from visa_data.extracts.loading.accounts import undo_sentence
from visa_data.extracts.loading.drops import undo_together, undo_together_preview, undone_sentence
from visa_data.extracts.loading.history import blocked_sentence, undo_preview
from visa_data.roles import Permission

UNDONE = "_import_annule"


def said_undone() -> None:
    """What was taken back by the run before, said once."""
    if done := st.session_state.pop(UNDONE, None):
        st.success(plain(done))


def undo_form(context: Context, imports: Sequence[int], *, key: str) -> None:
    """Read what taking these imports back would do, tick, press: all of them or none. key: unique on the page."""
    context.role.require(Permission.UNDO_IMPORT)
    foreseen = _foreseen(context, imports)
    if not foreseen:
        return
    st.markdown(plain(foreseen))
    sure = st.checkbox("J'ai lu, je veux l'annuler", key=f"annuler_sur_{key}_{'_'.join(map(str, imports))}")
    several = len(imports) > 1
    label = f"Annuler ces {french.counted(len(imports), 'import')}" if several else "Annuler cet import"
    if not st.button(plain(label), key=f"annuler_{key}", disabled=not sure):
        return
    try:
        done = undo_together(context.base, imports, at=datetime.now())
    except VisaError as error:
        stop_with(error)
    st.session_state[UNDONE] = undone_sentence(done)
    pending_files().loaded = []
    follow_the_data()
    st.rerun()


def _foreseen(context: Context, imports: Sequence[int]) -> str:
    """What it would do, in a sentence; empty, and why on the page, where it cannot be done."""
    try:
        if len(imports) > 1:
            return undone_sentence(undo_together_preview(context.base, imports), foreseen=True)
        preview = undo_preview(context.base, imports[0])
    except VisaError as error:
        st.warning(plain(f"Rien ne peut être annulé : {error.message}"))
        return ""
    if preview.blockers:
        st.warning(plain(f"Cet import ne peut pas être annulé seul : {blocked_sentence(preview)}"))
        return ""
    return undo_sentence(preview)
