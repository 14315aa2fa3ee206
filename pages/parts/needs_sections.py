"""Sections of the needs screen: one cell of the matrix, the ranking, the trend."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, fact
from pages.parts.context import Context
from pages.parts.downloads import csv_button
from pages.parts.figures import labels_of, show_chart, show_table
from pages.parts.plain import marked, plain
from pages.parts.published import places
from pages.parts.to_initiatives import link_to_initiatives
from visa_data import french
from visa_data.figures.needs import median_delay, needs_ranking, resource_grid
from visa_data.figures.trend import needs_trend
from visa_data.indicators.besoins import BESOINS, needs_by_zone
from visa_data.indicators.besoins_semaines import DEFINITION as TREND_DEFINITION
from visa_data.indicators.besoins_semaines import WEEKS, open_needs_by_week
from visa_data.indicators.matrice_besoins import EtatBesoin
from visa_data.indicators.reponses_besoin import people_in_need
from visa_data.indicators.ressources_proches import resources_for
from visa_data.roles import Permission
from visa_data.vocabulary import Besoin

NEAREST_SHOWN = 3
SECTORS_SHOWN = 20


def cell_section(context: Context, cells: pd.DataFrame) -> None:
    """One need in one zone: who is concerned, what reaches them."""
    st.subheader("Une zone, un besoin", anchor=False, help="Choisissez une case de la matrice.")
    names = dict(zip(cells["code_zone"], cells["nom_zone"], strict=True))
    worst = _worst(cells)
    left, right = st.columns(2)
    zone = bound(
        left.selectbox,
        "Zone",
        list(names),
        index=list(names).index(worst["code_zone"]),
        format_func=lambda code: f"{names[code]} ({code})",
        key="besoins_zone",
    )
    need = bound(
        right.selectbox,
        "Besoin",
        [need.value for need in Besoin],
        index=[need.value for need in Besoin].index(worst["besoin"]),
        format_func=lambda code: Besoin(code).label,
        key="besoins_besoin",
    )
    cell = cells[(cells["code_zone"] == zone) & (cells["besoin"] == need)].iloc[0]
    state = EtatBesoin(cell["etat"])
    st.markdown(
        marked(
            "**{} · {} : {}.** {} {} ce besoin ouvert, dont {} non pourvus, sur {} ({}).",
            names[zone],
            Besoin(need).label,
            state.label.lower(),
            state.meaning,
            french.counted(cell["ouverts"], "personne a", "personnes ont"),
            french.number(cell["non_pourvus"]),
            french.counted(cell["inscrits"], "personne inscrite", "personnes inscrites"),
            french.counted(cell["evalues"], "évaluée"),
        )
    )
    link_to_initiatives(
        f"Ce que d'autres ont fait : {Besoin(need).label}", need=Besoin(need), people=cell["ouverts"]
    )
    answers = fact(context, resources_for, zone=zone, need=need)
    if not context.role.may(Permission.SEE_PEOPLE):
        _resources(answers)
        return
    left, right = st.columns(2, gap="large")
    with left:
        _resources(answers)
    with right:
        _people(context, zone, need)


def _worst(cells: pd.DataFrame) -> pd.Series:
    """The cell to open on: most people without any resource, else most people unmet."""
    alone = (cells["etat"] == EtatBesoin.SANS_RESSOURCE.value).astype(int) * cells["ouverts"]
    return cells.loc[alone.idxmax() if alone.max() else cells["non_pourvus"].idxmax()]


def _resources(answers: pd.DataFrame) -> None:
    reaching = answers[answers["atteint"].astype(bool)]
    if len(reaching):
        st.markdown(
            marked(
                "**{} la zone**", french.counted(len(reaching), "ressource atteint", "ressources atteignent")
            )
        )
        _resource_table(reaching, key="besoins_ressources")
        return
    nearest = answers[answers["distance_km"].notna()].head(NEAREST_SHOWN)
    if nearest.empty:
        st.markdown("Aucune ressource active ne répond à ce besoin sur le territoire.")
        return
    st.markdown("**Aucune ressource n'atteint la zone.** Les plus proches :")
    _resource_table(nearest, key="besoins_plus_proches")


def _resource_table(resources: pd.DataFrame, *, key: str) -> None:
    shown = resources.assign(
        verifiee=[
            "jamais vérifiée" if pd.isna(day) else french.day(pd.Timestamp(day).date())
            for day in resources["date_verification"]
        ],
        distance=[french.kilometres(distance) for distance in resources["distance_km"]],
    )
    show_table(
        shown,
        labels={
            "nom": "Ressource",
            "categorie": "Catégorie",
            "verifiee": "Vérifiée le",
            "distance": "Distance",
        },
        key=key,
        height=min(300, 46 + 35 * len(shown)),
    )


def _people(context: Context, zone: str, need: str) -> None:
    people = ask(context, people_in_need, permission=Permission.SEE_PEOPLE, zone=zone, need=need)
    if people.empty:
        st.markdown("Personne n'a ce besoin ouvert dans la zone.")
        return
    st.markdown(marked("**{}**", french.counted(len(people), "personne concernée", "personnes concernées")))
    people["non_pourvu"] = people["non_pourvu"].map({True: "oui", False: "non"})
    show_table(
        people,
        labels={
            "reference": "Référence",
            "niveau": "Niveau",
            "statut": "Statut",
            "ouvert_le": "Ouvert le",
            "jours": "Jours",
            "non_pourvu": "Non pourvu",
        },
        key="besoins_personnes",
        height=min(300, 46 + 35 * len(people)),
    )
    csv_button(
        "Télécharger cette liste (CSV)",
        people,
        f"visa_besoin_{need}_{zone}_{context.day.isoformat()}",
        key="besoins_personnes_csv",
    )


def resources_section(context: Context) -> pd.DataFrame:
    """How many active resources serve each need in each sector: public, and exact."""
    st.subheader("Ressources par secteur et par besoin", anchor=False)
    cells = ask(context, needs_by_zone)
    located = cells[cells["code_zone"] != ""]
    table = located.pivot(index=["code_zone", "nom_zone"], columns="besoin", values="ressources")
    table = table[[need.value for need in Besoin]].astype(int).reset_index().rename_axis(columns=None)
    missing = {need.label: int((table[need.value] == 0).sum()) for need in Besoin}
    worst = sorted((label for label, count in missing.items() if count), key=lambda label: -missing[label])
    st.markdown(
        marked(
            "**Sans aucune ressource** : {}.",
            french.listed([f"{label} ({places(context, missing[label])})" for label in worst]),
        )
        if worst
        else "Chaque besoin a une ressource au moins dans chaque secteur."
    )
    least = (
        (table[[need.value for need in Besoin]] == 0).sum(axis=1).sort_values(ascending=False, kind="stable")
    )
    show_chart(
        partial(resource_grid, table.loc[least.index[:SECTORS_SHOWN]]),
        table,
        key="besoins_ressources_secteurs",
        alt="Ressources actives par secteur et par besoin. "
        + french.listed(
            [f"{label} : sans ressource dans {places(context, missing[label])}" for label in worst]
        ),
        labels={"nom_zone": "Secteur"} | {need.value: need.label for need in Besoin},
    )
    st.caption(
        plain(
            "Ressources actives qui interviennent dans une zone du secteur, ou dont le rayon touche l'une d'elles. En "
            f"orange : aucune. {places(context, min(len(table), SECTORS_SHOWN))} sur "
            f"{french.number(len(table))}, les moins pourvus d'abord ; tous dans le tableau."
        )
    )
    return table


def ranking_section(context: Context, summary: pd.DataFrame) -> None:
    """Needs ranked by people unmet, with their median delay."""
    st.subheader(
        "Besoins non pourvus",
        anchor=False,
        help=plain(BESOINS.column("non_pourvus").definition(context.settings)),
    )
    show_chart(
        partial(needs_ranking, summary),
        summary.sort_values("non_pourvus", ascending=False),
        key="besoins_classement",
        alt="Besoins non pourvus : "
        + french.listed(
            [
                f"{row.libelle} {french.number(row.non_pourvus)}"
                for row in summary.sort_values("non_pourvus", ascending=False).itertuples()
            ]
        ),
        labels=labels_of(BESOINS.columns[1:]),
    )
    for row in summary.sort_values("non_pourvus", ascending=False, kind="stable")[:1].itertuples():
        # The coordination's link stands beside the cell that it chooses.
        if row.non_pourvus and context.book is not None:
            link_to_initiatives(
                f"Ce que d'autres ont fait : {row.libelle}", need=Besoin(row.besoin), people=row.non_pourvus
            )
    met = summary[summary["pourvus"] > 0].sort_values("delai_median_jours", ascending=False)
    delays = french.listed(
        [f"{row.libelle} {median_delay(row.delai_median_jours)}" for row in met.itertuples()]
    )
    st.caption(
        plain(
            f"En gras, les non pourvus. {BESOINS.column('non_pourvus').definition(context.settings)} "
            + (
                f"Délai médian des besoins pourvus : {delays}."
                if len(met)
                else "Aucun besoin n'est encore pourvu."
            )
        )
    )


def trend_section(context: Context) -> pd.DataFrame:
    """Open needs at the end of each week."""
    st.subheader("Besoins ouverts, semaine par semaine", anchor=False, help=plain(TREND_DEFINITION))
    trend = ask(context, open_needs_by_week)
    if trend.empty:
        st.info(plain(f"Aucun besoin n'a été exprimé avant le {french.day(context.day)}."))
        return trend
    last = trend[trend["fin"] == trend["fin"].max()]
    wide = trend.pivot(index="fin", columns="besoin", values="ouverts").reset_index()
    show_chart(
        partial(needs_trend, trend),
        wide,
        key="besoins_tendance",
        alt="Besoins ouverts par semaine. Au dernier jour : "
        + french.listed([f"{Besoin(row.besoin).label} {row.ouverts}" for row in last.itertuples()]),
        labels={"fin": "Fin de semaine"} | {need.value: need.label for need in Besoin},
    )
    st.caption(plain(f"{TREND_DEFINITION} Au plus {WEEKS} semaines. Même échelle pour les dix."))
    return trend
