"""What the base holds: counts by kind, since when; what is never in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import show_as_it_is
from pages.parts.plain import plain
from visa_data import french
from visa_data.retention.held import held
from visa_data.roles import Permission

HEADERS = {
    "donnees": "Ce que c'est",
    "sur_des_personnes": "Sur des personnes",
    "lignes": "Lignes",
    "en_attente_d_annulation": "États passés",
    "depuis": "Depuis le",
    "dernier_import": "Dernier import",
}
MEANING = (
    "États passés : ce que des imports ont remplacé, gardé pour pouvoir les annuler. Une personne est une référence du "
    "registre, une année de naissance, un lieu et quelques faits déclarés."
)
NEVER = (
    "Jamais enregistrés : nom, téléphone, courriel, adresse, date de naissance, santé, prestations, observations libres. "
    "Une colonne qui les porte est laissée de côté à l'import, qui le dit."
)


def held_section(context: Context) -> None:
    """For who keeps watch over the data: nothing here is below the whole territory."""
    context.role.require(Permission.READ_JOURNAL)
    st.header("Ce qui est gardé", anchor=False, help=plain(MEANING))
    with context.writable.references() as cursor:
        found = held(cursor)
    if found.empty:
        st.info("La base est vide.")
        return
    for name in ("depuis", "dernier_import"):
        found[name] = [f"{pd.Timestamp(moment):%d/%m/%Y}" for moment in found[name]]
    found["sur_des_personnes"] = ["oui" if people else "non" for people in found["sur_des_personnes"]]
    counts = {
        HEADERS[name]: st.column_config.NumberColumn(format="localized")
        for name in ("lignes", "en_attente_d_annulation")
    }
    show_as_it_is(
        found.rename(columns=HEADERS), "Ce qui est gardé", key="donnees_gardees", column_config=counts
    )
    people = int(found.loc[found["sur_des_personnes"] == "oui", "lignes"].sum())
    st.caption(plain(f"{french.counted(people, 'ligne')} sur des personnes. {NEVER}"))
