"""Zones blanches: the five kinds of blank, why nobody goes there, where a team would help, and what if."""

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, fact, zones
from pages.parts.blanks import blanks
from pages.parts.blanks_by_sector import blanks_by_sector
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import show_table
from pages.parts.heading import page_heading
from pages.parts.plain import plain
from pages.parts.reasons import REASON_LABELS, show_reasons
from pages.parts.small_maps import show_small_maps, table_of_maps
from pages.parts.territory_map import shapes_of
from pages.parts.to_initiatives import link_to_initiatives
from pages.parts.what_if_section import STATUS_LABELS, what_if_section
from pages.parts.white_zones_section import places_section, white_zones_section
from visa_data import french
from visa_data.indicators.registry import registry
from visa_data.indicators.service_lists import every_team
from visa_data.indicators.zone_reasons import ranked_zones
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.initiatives.gaps import Ecart
from visa_data.vocabulary import Besoin

context = open_page("zones_blanches")
page_heading(context, "Zones blanches", "Où personne ne va, et où une équipe aiderait le plus ?")
need_data(context)
if not shapes_of(context).codes:
    st.info(
        "Aucun contour n'est chargé : cette page attend le fichier des zones (page « Importer des données »)."
    )
    st.stop()

need = bound(
    st.selectbox,
    "Sans ressource pour",
    ["", *(item.value for item in Besoin)],
    format_func=lambda code: Besoin(code).label if code else "Nombre de besoins sans ressource",
    key="blancs_besoin",
    width=420,
)
maps = blanks(context, need) if context.book is None else blanks_by_sector(context, need)
show_small_maps(context, maps)
if need:
    link_to_initiatives(f"Ce que d'autres ont fait : {Besoin(need).label}", need=Besoin(need))
indicator = registry()["zones-blanches"]
OTHERS_DID = "Ce que d'autres ont fait devant une zone blanche"


def who_and_why(context: Context) -> dict[str, pd.DataFrame]:
    """The zones by people not reached, with the reason; what new teams would change. Gives the tables to download."""
    st.header("Qui n'est pas atteint, et pourquoi", anchor=False)
    gaps = ask(context, zones_blanches_by_zone)
    ranked = ranked_zones(gaps)
    teams = fact(context, every_team)
    team_names = dict(zip(teams["identifiant"], teams["nom"], strict=True))
    ranked["statut"] = ranked["statut"].map(STATUS_LABELS)
    ranked["equipe_la_plus_proche"] = ranked["equipe_la_plus_proche"].map(team_names)
    missed = ranked[ranked["sans_equipe"] > 0]
    if ranked.empty:
        st.info(
            "Aucune personne isolée connue à cette date : personne ne vit seul d'après le registre, ni n'est de "
            "niveau déclaré 2 ou plus."
        )
    else:
        if missed.empty:
            st.success("Toutes les personnes isolées connues sont atteintes par au moins une équipe active.")
        show_reasons(ranked if missed.empty else missed)
        st.caption(
            plain(
                f"{indicator.definition(context.settings)} Accès : {indicator.column('acces').definition(context.settings)} Distances à vol d'oiseau."
            )
        )
        link_to_initiatives(OTHERS_DID, gap=Ecart.ZONE_BLANCHE, people=missed["sans_equipe"].sum())
        with st.expander(
            plain(f"Voir {french.counted(len(ranked), 'zone')} où vivent des personnes isolées")
        ):
            show_table(ranked, labels=REASON_LABELS, key="blancs_raisons")

    st.header("Où une équipe de plus aiderait, et si ?", anchor=False)
    asked = what_if_section(context)
    return {
        "Zones": gaps.merge(ranked[["code_zone", "sans_equipe", "raison"]], on="code_zone", how="left"),
        "Sites proposés": asked.places.table,
        "Et si": asked.table,
    }


def of_the_book(context: Context) -> dict[str, pd.DataFrame]:
    """Zones blanches by name, and the places that the book proposes."""
    tables = {"Zones blanches": white_zones_section(context)}
    if len(context.published.white_zones):
        name = "isolees_sans_equipe"
        isolated = context.published.total(name).value if context.published.gives(name) else None
        link_to_initiatives(OTHERS_DID, gap=Ecart.ZONE_BLANCHE, people=isolated)
    sites = places_section(context)
    return tables if sites is None else tables | {"Sites proposés": sites}


tables = who_and_why(context) if context.book is None else of_the_book(context)
whole = table_of_maps(maps)
with st.expander("Voir les chiffres des cinq cartes"):
    labels = {name: name.replace("_", " ").capitalize() for name in whole.columns}
    show_table(whole, labels=labels, key="blancs_cartes")
download_bar(
    context,
    "zones_blanches",
    {**tables, "Cinq blancs": whole},
    zones=zones(context),
    zone_table="Zones" if "Zones" in tables else "Cinq blancs",
    notes=[indicator.definition(context.settings)],
)
