"""Équipes et ressources: the directory, its freshness, the load of the teams."""

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import fact, zones
from pages.parts.context import need_data, open_page
from pages.parts.directory import (
    LOAD_LABELS,
    NEEDS,
    RESOURCE_LABELS,
    TEAM_LABELS,
    loads_of,
    readable_resources,
    readable_teams,
    said_loads,
)
from pages.parts.downloads import download_bar
from pages.parts.figures import key_figure, show_chart, show_table
from pages.parts.heading import page_heading
from pages.parts.leads import row_leads
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.sectors_shown import zone_names
from visa_data.figures.team_load import team_load
from visa_data.indicators.reaching import RESOURCE, TEAM, reaching
from visa_data.indicators.service_lists import Freshness, every_resource, filtered_services
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.vocabulary import Besoin

FIGURE_WIDE = 188
"""Pixels: five figures on a row at 1366, three at 1024."""
EVERYWHERE = {True: "Toutes les zones", False: "Tous les secteurs"}

context = open_page("equipes_ressources")
page_heading(context, "Équipes et ressources", "Qui peut agir, où, et nos informations sont-elles fraîches ?")
need_data(context)
teams = loads_of(context)
resources = fact(context, every_resource)
reached = fact(context, reaching)
if teams.empty and resources.empty:
    st.info(
        "Aucune équipe ni ressource n'est chargée : chargez leurs fichiers sur la page « Importer des données »."
    )
    st.stop()

of_team, of_resource = (
    row_leads(context, code="identifiant", name="nom", prefix=prefix, here="equipes_ressources")
    for prefix in (TEAM_PREFIX, RESOURCE_PREFIX)
)
known = zones(context)
names = dict(zip(known.codes, known.names, strict=True))
first, second, third = st.columns(3)
kind = bound(
    first.selectbox,
    "Catégorie de ressource",
    ["", *sorted(resources["categorie"].dropna().unique())],
    format_func=lambda text: text or "Toutes les catégories",
    key="annuaire_categorie",
)
need = bound(
    second.selectbox,
    "Besoin",
    ["", *(item.value for item in Besoin)],
    format_func=lambda code: Besoin(code).label if code else "Tous les besoins",
    key="annuaire_besoin",
)
zone = bound(
    third.selectbox,
    "Zone atteinte" if context.book is None else "Secteur atteint",
    ["", *known.codes],
    format_func=lambda code: f"{names[code]} ({code})" if code else EVERYWHERE[context.book is None],
    key="annuaire_zone",
)
asked = (zone,) if zone else context.filters.zones
teams = filtered_services(teams, reached[reached["genre"] == TEAM], asked)
resources = filtered_services(resources, reached[reached["genre"] == RESOURCE], asked, need=need, kind=kind)
active = teams[teams["active"]]

fresh = resources[resources["statut"] == "active"]["fraicheur"].value_counts()
limit = f"{context.settings.ressource_verifiee} jours"
row = st.container(horizontal=True)
columns = [row.container(width=FIGURE_WIDE, height="stretch") for _ in range(5)]
with columns[0]:
    overloaded = int((active["isolees_atteintes"] > active["capacite"]).sum())
    key_figure(
        "Équipes actives",
        french.number(len(active)),
        definition=f"Équipes dont le statut est « active » à cette date, sur {len(teams)} au total. "
        f"Chargées au-delà de leur capacité : {overloaded}.",
    )
with columns[1]:
    key_figure(
        "Ressources actives",
        french.number(int(resources["active"].sum())),
        definition=f"Ressources ouvertes, vérifiées depuis {limit} au plus ou jamais vérifiées, "
        f"sur {len(resources)} au total.",
    )
for column, item, what in (
    (columns[2], Freshness.UP_TO_DATE, f"Vérifiées depuis {limit} au plus."),
    (
        columns[3],
        Freshness.OUTDATED,
        f"Vérifiées depuis plus de {limit} : elles ne comptent plus comme des réponses.",
    ),
    (columns[4], Freshness.NEVER, "Aucune date de vérification : elles comptent, mais sont à vérifier."),
):
    with column:
        key_figure(
            f"Ressources : {item.value.lower()}",
            french.number(int(fresh.get(item.value, 0))),
            definition=f"{what} Parmi les ressources dont le statut est « active ».",
        )

st.header("Charge des équipes", anchor=False)
if active.empty:
    st.info("Aucune équipe active à cette date dans ce choix.")
else:
    loads = active.sort_values(["charge", "isolees_atteintes"], ascending=False, na_position="last")
    worst = loads.iloc[0]
    st.markdown(
        "Personnes isolées que chaque équipe atteint, face à ce qu'elle peut suivre. Une personne atteinte par deux "
        "équipes compte pour chacune."
    )
    show_chart(
        partial(team_load, loads),
        said_loads(loads),
        key="charge_equipes",
        alt=f"Charge des équipes ; la plus chargée : {worst['nom']}, {worst['charge_texte']}.",
        labels=LOAD_LABELS,
        bars=loads,
        opens=of_team,
    )

st.header("Équipes citoyennes", anchor=False)
team_table = readable_teams(teams, names if context.book is None else zone_names(context.book))
if teams.empty:
    st.info("Aucune équipe dans ce choix.")
else:
    show_table(team_table, labels=TEAM_LABELS, key="annuaire_equipes", opens=of_team)

st.header("Ressources", anchor=False)
resource_table = readable_resources(resources)
if resources.empty:
    st.info(
        "Aucune ressource dans ce choix : c'est un blanc à signaler."
        if need or zone
        else "Aucune ressource chargée."
    )
else:
    order = bound(
        st.segmented_control,
        "Ranger par",
        ["À vérifier d'abord", "Nom"],
        default="À vérifier d'abord",
        required=True,
        key="annuaire_ordre",
    )
    if order == "Nom":
        resource_table = resource_table.sort_values("nom", ignore_index=True)
    show_table(
        resource_table, labels=RESOURCE_LABELS, key="annuaire_ressources", height=460, opens=of_resource
    )
    st.caption(
        plain(
            f"À jour : vérifiée depuis {limit} au plus. Périmée : depuis plus longtemps ; elle ne compte plus. Jamais "
            "vérifiée : elle compte, faute de mieux."
        )
    )

download_bar(
    context,
    "equipes_ressources",
    {"Équipes": pd.DataFrame(team_table), "Ressources": resource_table.drop(columns=[NEEDS])},
    notes=[f"Fraîcheur : à jour si vérifiée depuis {limit} au plus."],
)
