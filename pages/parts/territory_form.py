"""Naming the territory, once its outlines are loaded."""

from __future__ import annotations

import streamlit as st

from pages.parts.context import Context, stop_with
from visa_data.base.territory_name import LONGEST, name_territory, territory_name
from visa_data.errors import VisaError
from visa_data.roles import Permission


def territory_form(context: Context) -> None:
    """A field and a button, as long as the territory has no name."""
    if context.empty or territory_name(context.base):
        return
    with st.form("nom_territoire", width=640):
        name = st.text_input(
            "Comment s'appelle ce territoire ?",
            max_chars=LONGEST,
            placeholder="Ville, communauté de communes…",
            key="nom_territoire_saisi",
        )
        if st.form_submit_button("Enregistrer le nom") and name.strip():
            context.role.require(Permission.IMPORT)
            try:
                name_territory(context.base, name)
            except VisaError as error:
                stop_with(error)
            st.rerun()
