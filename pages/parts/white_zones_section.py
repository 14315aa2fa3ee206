"""Zones blanches of a book: named, with the nearest team, and where new teams would help most."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.answers import ask, holds, shared
from pages.parts.context import Context
from pages.parts.figures import show_table
from pages.parts.plain import Marked, marked, plain
from pages.parts.reasons import MISSED, places_of_book, show_places
from pages.parts.to_initiatives import link_to_initiatives
from visa_data import french
from visa_data.dossier.sectors_shown import small_counts
from visa_data.indicators.implantations import IMPLANTATIONS, implantations
from visa_data.indicators.registry import registry
from visa_data.initiatives.gaps import Ecart

OTHERS_DID = "Ce que d'autres ont fait devant une zone blanche"
LABELS = {
    "nom_zone": "Zone blanche",
    "secteur": "Secteur",
    "equipe_la_plus_proche": "Équipe la plus proche",
    "distance_km": "Distance (km)",
}
ASKED = {"number": 3, "radius_km": 5.0}
"""The one question on new teams that a book answers."""


def white_zones_section(context: Context, top: DeltaGenerator) -> dict[str, pd.DataFrame]:
    """Each zone blanche by its name: a public fact, that no team goes there. Gives the table to download.

    top: where its first sentence goes.
    """
    book, indicator = context.published, registry()["zones-blanches"]
    names = dict(zip(book.zones.codes, book.zones.names, strict=True))
    listed = book.white_zones.sort_values(
        ["distance_km", "nom_zone"], ascending=[False, True], kind="stable", ignore_index=True
    )
    with top:
        st.markdown(plain(_first_words(context, len(listed))))
    show_places(context, shared(context, places_of_book), key="blancs_lieux")
    st.caption(
        plain(
            f"{indicator.definition(context.settings)} Distances à vol d'oiseau : d'une zone blanche, de son milieu à l'équipe "
            "active la plus proche ; de qui peut y aller, du milieu du secteur."
        )
    )
    missed = book.total(MISSED).value if book.gives(MISSED) else None
    link_to_initiatives(OTHERS_DID, gap=Ecart.ZONE_BLANCHE, people=missed)
    table = pd.DataFrame(
        {
            "code_zone": listed["code_zone"],
            "nom_zone": listed["nom_zone"],
            "secteur": [names.get(code, "") for code in listed["secteur"]],
            "equipe_la_plus_proche": listed["equipe"],
            "distance_km": listed["distance_km"],
        }
    )
    with st.expander(
        plain(f"Voir {french.counted(len(table), 'zone blanche', 'zones blanches')} en tableau")
    ):
        show_table(table, labels=LABELS, key="blancs_zones")
    return {"Zones blanches": table}


def _first_words(context: Context, number: int) -> Marked:
    book = context.published
    white = french.counted(number, "zone blanche", "zones blanches")
    if not book.gives(MISSED):
        return marked("**À retenir.** **{}** où aucune équipe n'atteint les personnes isolées.", white)
    missed = book.total(MISSED)
    if missed.nothing:
        return marked("**À retenir.** Une équipe au moins atteint chaque personne isolée connue.")
    return marked(
        "**À retenir.** **{}** {} par aucune équipe ; **{}** où personne ne va.",
        missed.counted("personne isolée", "personnes isolées"),
        missed.plural("n'est atteinte", "ne sont atteintes"),
        white if number else "aucune zone entièrement blanche",
    )


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
