"""Zones blanches: the five kinds of blank, why nobody goes there, where a team would help, and what if."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.address import bound
from pages.parts.answers import ask, fact, zones
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import show_table
from pages.parts.five_blanks import five_blanks
from pages.parts.heading import page_heading
from pages.parts.leads import row_leads
from pages.parts.plain import plain
from pages.parts.reasons import REASON_LABELS, first_words, places_of, show_places, with_who
from pages.parts.small_maps import answer_and_maps, show_small_maps
from pages.parts.territory_map import shapes_of, too_wide
from pages.parts.to_initiatives import link_to_initiatives
from pages.parts.what_if_section import STATUS_LABELS, what_if_section
from pages.parts.white_zones_section import OTHERS_DID, places_section, white_zones_section
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
if why := too_wide(context):
    st.info(plain(why))
    st.stop()
if not shapes_of(context).codes:
    st.info(
        "Aucun contour n'est chargé : cette page attend le fichier des zones (page « Importer des données »)."
    )
    st.stop()

indicator = registry()["zones-blanches"]


def who_and_why(context: Context, top: DeltaGenerator) -> dict[str, pd.DataFrame]:
    """The zones by people not reached, with the reason and who may go. Gives the tables to download."""
    gaps = ask(context, zones_blanches_by_zone)
    ranked = with_who(context, ranked_zones(gaps))
    missed = ranked[ranked["sans_equipe"] > 0]
    with top:
        st.markdown(plain(first_words(gaps, missed)))
    show_places(context, places_of(missed), key="blancs_lieux")
    if not ranked.empty:
        st.caption(
            plain(
                f"{indicator.definition(context.settings)} Distances à vol d'oiseau : médianes de celles des personnes isolées "
                "de la zone, ou de son milieu si aucune n'est localisée."
            )
        )
        link_to_initiatives(OTHERS_DID, gap=Ecart.ZONE_BLANCHE, people=missed["sans_equipe"].sum())
    return {
        "Zones": gaps.merge(ranked[["code_zone", "sans_equipe", "raison", "qui"]], on="code_zone", how="left")
    }


def every_zone(context: Context, zones: pd.DataFrame) -> None:
    """All the zones where isolated people live, in a table."""
    teams = fact(context, every_team)
    names = dict(zip(teams["identifiant"], teams["nom"], strict=True))
    table = zones[zones["isolees"] > 0].sort_values(
        ["sans_equipe", "isolees", "nom_zone"], ascending=[False, False, True]
    )
    table = table.assign(
        statut=table["statut"].map(STATUS_LABELS),
        equipe_la_plus_proche=table["equipe_la_plus_proche"].map(names),
    )
    with st.expander(plain(f"Voir {french.counted(len(table), 'zone')} où vivent des personnes isolées")):
        show_table(
            table,
            labels=REASON_LABELS,
            key="blancs_raisons",
            opens=row_leads(context),
        )
        st.caption(plain(f"Accès : {indicator.column('acces').definition(context.settings)}"))


top = st.container()
answer, beside = answer_and_maps()
with answer:
    tables = who_and_why(context, top) if context.book is None else white_zones_section(context, top)
with beside:
    drawn = st.container()
    need = bound(
        st.selectbox,
        "Sans ressource pour",
        ["", *(item.value for item in Besoin)],
        format_func=lambda code: Besoin(code).label if code else "Nombre de besoins sans ressource",
        key="blancs_besoin",
    )
    maps, whole = five_blanks(context, need)
    with drawn:
        show_small_maps(context, maps)
    if need:
        link_to_initiatives(f"Ce que d'autres ont fait : {Besoin(need).label}", need=Besoin(need))
if context.book is None:
    every_zone(context, tables["Zones"])
    st.header("Où une équipe de plus aiderait, et si ?", anchor=False)
    asked = what_if_section(context)
    tables |= {"Sites proposés": asked.places.table, "Et si": asked.table}
else:
    sites = places_section(context)
    tables |= {} if sites is None else {"Sites proposés": sites}
with st.expander("Voir les chiffres des cinq cartes"):
    labels = {name: name.replace("_", " ").capitalize() for name in whole.columns}
    show_table(whole, labels=labels, key="blancs_cinq", opens=row_leads(context))
download_bar(
    context,
    "zones_blanches",
    {**tables, "Cinq blancs": whole},
    zones=zones(context),
    zone_table="Zones" if "Zones" in tables else "Cinq blancs",
    notes=[indicator.definition(context.settings)],
)
