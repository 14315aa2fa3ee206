"""One need in one place: who is concerned, what reaches them, how fresh the last check is, where to go from there."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, fact
from pages.parts.card_html import sentence, small_table
from pages.parts.context import Context
from pages.parts.downloads import csv_button
from pages.parts.figures import show_table, table_height
from pages.parts.leads import lead_to
from pages.parts.plain import marked, plain
from pages.parts.service_card import checked
from visa_data import french
from visa_data.indicators.matrice_besoins import EtatBesoin
from visa_data.indicators.reaching import RESOURCE, reaching
from visa_data.indicators.reponses_besoin import people_in_need
from visa_data.indicators.ressources_proches import resources_for
from visa_data.indicators.service_lists import every_resource
from visa_data.roles import Permission
from visa_data.vocabulary import Besoin

PLACE, NEED = "besoins_zone", "besoins_besoin"
"""Keys of the two choices, in the address too."""
CHOICE_WIDE = 270
NEAREST, LISTED = 3, 6


def chosen_cell() -> str:
    """« code|need » of the cell that is open, as the matrix names it."""
    return f"{st.session_state.get(PLACE) or ''}|{st.session_state.get(NEED) or ''}"


def open_cell(code: str, need: str) -> None:
    """Choose that cell."""
    st.session_state[PLACE], st.session_state[NEED] = code, need


def cell_panel(context: Context, cells: pd.DataFrame, names: Mapping[str, str]) -> None:
    """The two choices, and their answer once both are made. cells: a row a place and need."""
    row = st.container(horizontal=True)
    place = bound(
        row.selectbox,
        plain(context.words[0].capitalize()),
        list(names),
        index=None,
        format_func=lambda code: f"{names[code]} ({code})" if code in names else "",
        placeholder="Choisir " + ("une zone" if context.book is None else "un secteur"),
        label_visibility="collapsed",
        width=CHOICE_WIDE,
        key=PLACE,
    )
    need = bound(
        row.selectbox,
        "Besoin",
        [need.value for need in Besoin],
        index=None,
        format_func=lambda code: Besoin(code).label if code else "",
        placeholder="Choisir un besoin",
        label_visibility="collapsed",
        width=CHOICE_WIDE,
        key=NEED,
    )
    if place is not None and need is None:
        _every_need(context, names[place], cells[cells["code_zone"] == place])
        return
    if place is None or need is None:
        st.caption(
            "Choisissez une case de la matrice, à la souris ou au clavier (flèches, puis Entrée) : qui est concerné, "
            "qui peut répondre."
        )
        return
    cell = cells[(cells["code_zone"] == place) & (cells["besoin"] == need)].iloc[0]
    wanted = Besoin(need)
    if context.book is None:
        _zone_sentence(names[place], wanted, cell)
        lead_to(context, place, names[place], need=wanted, people=cell["ouverts"], here="besoins")
        _resources_of_zone(fact(context, resources_for, zone=place, need=need))
    else:
        st.markdown(marked("**{} · {}**", names[place], wanted.label))
        lead_to(context, place, names[place], need=wanted, here="besoins")
        _resources_of_sector(context, place, wanted)
    if context.role.may(Permission.SEE_PEOPLE):
        _people(context, place, need)


def _every_need(context: Context, name: str, own: pd.DataFrame) -> None:
    """A place alone: its ten needs."""
    people = context.book is None
    counted = ("Ouverts", "Non pourvus", "Ressources") if people else ("Ressources",)
    columns = ("ouverts", "non_pourvus", "ressources") if people else ("ressources",)
    rows = [
        (Besoin(row["besoin"]).label, *(french.number(row[column]) for column in columns))
        for row in own.to_dict("records")
    ]
    right = tuple(range(1, 1 + len(columns)))
    st.html(small_table(("Besoin", *counted), rows, caption=f"{name} : ses dix besoins", right=right))


def _zone_sentence(name: str, need: Besoin, cell: pd.Series) -> None:
    state = EtatBesoin(cell["etat"])
    st.markdown(
        marked(
            "**{} · {} : {}.** {} ce besoin ouvert, dont {} non pourvus, sur {} ({}).",
            name,
            need.label,
            state.label.lower(),
            french.counted(cell["ouverts"], "personne a", "personnes ont"),
            french.number(cell["non_pourvus"]),
            french.counted(cell["evalues"], "évaluée"),
            french.counted(cell["inscrits"], "inscrite"),
        ),
        help=plain(state.meaning),
    )


def _resources_of_zone(answers: pd.DataFrame) -> None:
    here = answers[answers["atteint"].astype(bool)]
    if len(here):
        counted = french.counted(len(here), "ressource atteint", "ressources atteignent")
        _resource_table(here, f"{counted} la zone")
        return
    nearest = answers[answers["distance_km"].notna()].head(NEAREST)
    if nearest.empty:
        st.html(sentence("Aucune ressource active ne répond à ce besoin sur le territoire.", strong=True))
        return
    _resource_table(nearest, "Aucune ressource n'atteint la zone. Les plus proches :")


def _resources_of_sector(context: Context, code: str, need: Besoin) -> None:
    reached = fact(context, reaching)
    here = reached[(reached["code_zone"] == code) & (reached["genre"] == RESOURCE)]
    here = here[[need.value in str(listed).split("|") for listed in here["besoins"]]]
    if len(here):
        counted = french.counted(len(here), "ressource atteint", "ressources atteignent")
        _resource_table(
            here.sort_values("date_verification", ascending=False, na_position="last"),
            f"{counted} le secteur",
        )
        return
    every = fact(context, every_resource)
    elsewhere = every[every["active"].astype(bool)]
    elsewhere = elsewhere[[need.value in str(listed).split("|") for listed in elsewhere["besoins"]]]
    if elsewhere.empty:
        st.html(sentence("Aucune ressource active ne répond à ce besoin sur le territoire.", strong=True))
        return
    _resource_table(elsewhere, "Aucune ressource n'atteint le secteur. Ailleurs sur le territoire :")


def _resource_table(resources: pd.DataFrame, title: str) -> None:
    """The first of them: name, last check, distance where it is known."""
    far = "distance_km" in resources.columns
    rows = [
        (
            str(one.nom),
            checked(one.date_verification),
            *((french.kilometres(one.distance_km),) if far else ()),
        )
        for one in resources.head(LISTED).itertuples()
    ]
    more = len(resources) - len(rows)
    st.html(
        small_table(
            ("Ressource", "Vérifiée", *(("Distance",) if far else ())),
            rows,
            caption=title,
            right=(2,) if far else (),
        )
        + (sentence(f"Et {french.counted(more, 'autre')}, dans l'annuaire.") if more else "")
    )


def _people(context: Context, zone: str, need: str) -> None:
    people = ask(context, people_in_need, permission=Permission.SEE_PEOPLE, zone=zone, need=need)
    if people.empty:
        st.html(sentence("Personne n'a ce besoin ouvert dans la zone."))
        return
    people["non_pourvu"] = people["non_pourvu"].map({True: "oui", False: "non"})
    counted = french.counted(len(people), "personne concernée", "personnes concernées")
    with st.expander(plain(f"{counted}, par référence")):
        show_table(
            people,
            labels={
                "reference": "Référence",
                "niveau": "Niveau",
                "jours": "Jours",
                "non_pourvu": "Non pourvu",
                "statut": "Statut",
                "ouvert_le": "Ouvert le",
            },
            key="besoins_personnes",
            height=table_height(len(people), 300),
        )
        csv_button(
            "Télécharger cette liste (CSV)",
            people,
            f"visa_besoin_{need}_{zone}_{context.day.isoformat()}",
            key="besoins_personnes_csv",
        )
