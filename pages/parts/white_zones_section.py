"""Zones blanches of a book: named, with the nearest team, and where new teams would help most."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.answers import ask, holds
from pages.parts.context import Context
from pages.parts.figures import show_table
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.dossier.sectors_shown import small_counts
from visa_data.indicators.implantations import IMPLANTATIONS, implantations
from visa_data.indicators.registry import registry

ASKED = {"number": 3, "radius_km": 5.0}
"""The one question on new teams that a book answers."""


def white_zones_section(context: Context) -> pd.DataFrame:
    """Each zone blanche by its name: a public fact, that no team goes there."""
    book, indicator = context.published, registry()["zones-blanches"]
    st.header("Les zones blanches, une à une", anchor=False)
    names = dict(zip(book.zones.codes, book.zones.names, strict=True))
    listed = book.white_zones
    table = pd.DataFrame(
        {
            "code_zone": listed["code_zone"],
            "nom_zone": listed["nom_zone"],
            "secteur": [names.get(code, "") for code in listed["secteur"]],
            "equipe_la_plus_proche": listed["equipe"],
            "distance_km": listed["distance_km"],
        }
    )
    if table.empty:
        st.success(
            "Aucune zone blanche : une équipe au moins atteint chaque zone où vivent des personnes isolées."
        )
        return table
    show_table(
        table.sort_values(["distance_km", "nom_zone"], ascending=[False, True], kind="stable"),
        labels={
            "nom_zone": "Zone blanche",
            "secteur": "Secteur",
            "equipe_la_plus_proche": "Équipe la plus proche",
            "distance_km": "Distance (km)",
        },
        key="blancs_zones",
        height=min(420, 46 + 35 * len(table)),
    )
    st.caption(
        plain(
            f"{indicator.definition(context.settings)} Distance à vol d'oiseau entre le milieu de la zone et l'équipe active la plus proche."
        )
    )
    return table


def places_section(context: Context) -> pd.DataFrame | None:
    """Where new teams would reach most, as far as the book says; None where it does not."""
    if not holds(context, implantations, **ASKED):
        return None
    found = ask(context, implantations, **ASKED)
    if found.table.empty:
        return None
    st.header("Où une équipe de plus aiderait", anchor=False)
    table = found.table[["rang", "nom_zone"]].assign(
        nouvelles_couvertes=pd.Series(
            small_counts(context.published, implantations, "nouvelles_couvertes", **ASKED), dtype=object
        )
    )
    st.markdown(
        marked(
            "**{}** d'un rayon de {}, là où elles atteindraient le plus de personnes isolées qu'aucune équipe n'atteint.",
            french.counted(len(table), "équipe de plus", "équipes de plus"),
            french.kilometres(ASKED["radius_km"]),
        )
    )
    show_table(
        table,
        labels={"rang": "Rang", "nom_zone": "Où", "nouvelles_couvertes": "Personnes isolées atteintes"},
        key="blancs_sites",
    )
    st.caption(plain(IMPLANTATIONS.definition(context.settings)))
    return table
