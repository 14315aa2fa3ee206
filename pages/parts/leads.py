"""From anything that names a zone, a sector, a team or a resource: one row of links to what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.links import Lead
from pages.parts.plain import marked, plain
from pages.parts.screens import SCREENS
from pages.parts.to_initiatives import initiatives_address
from visa_data.maps.service_layers import RESOURCE_PREFIX, TEAM_PREFIX
from visa_data.vocabulary import Besoin

SERVICES = (TEAM_PREFIX, RESOURCE_PREFIX)
INITIATIVES = "Ce que d'autres ont fait"
SERVICE_LAYERS = ("Équipes", "Portée", "Ressources", "Noms", "Voisins")
"""Layers of the map, as its address writes them, among which a team or a resource is seen."""


def lead_to(
    context: Context,
    code: str,
    name: str,
    *,
    need: Besoin | None = None,
    people: float | None = None,
    here: str = "",
    named: bool = False,
) -> None:
    """Draw the row; nothing for people placed nowhere ('').

    code: of a zone, of a sector for who reads a book; or TEAM_PREFIX, RESOURCE_PREFIX and an identifier. name: as the
    base writes it, which addresses hold. need: the one that is asked about, and people who have it, where they may be
    said: its resources, what others did. here: the screen that draws the row, not linked to. named: whether the name
    stands before the links.
    """
    if not code:
        return
    leads = _to_service(code, name) if code.startswith(SERVICES) else _to_place(code, name, need, people)
    _row(context, name, [one for one in leads if one.screen != here], named=named)


def _row(context: Context, name: str, leads: Sequence[Lead], *, named: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if named:
            st.markdown(marked("**{}**", name), width="content")
        for one in leads:
            if context.role.may(SCREENS[one.screen].opened_by):
                st.page_link(
                    SCREENS[one.screen].path,
                    label=plain(one.label),
                    query_params={
                        key: value if isinstance(value, str) else list(value)
                        for key, value in one.asked.items()
                    },
                    help=plain(one.help or f"{name} : {one.label}"),
                )


def row_leads(
    context: Context, *, code: str = "code_zone", name: str = "nom_zone", prefix: str = "", here: str = ""
) -> Callable[[pd.Series], None]:
    """What a row of a table leads to: code and name, its columns that hold those of `lead_to`."""

    def draw(row: pd.Series) -> None:
        if row[code]:
            lead_to(context, f"{prefix}{row[code]}", str(row[name]), here=here, named=True)
        else:
            st.caption("Ces personnes ne sont placées dans aucune zone : rien à ouvrir sur la carte.")

    return draw


def need_leads(context: Context) -> Callable[[pd.Series], None]:
    """What a row of needs leads to: the resources that serve it, what others did."""

    def draw(row: pd.Series) -> None:
        need = Besoin(row["besoin"])
        _row(
            context,
            need.label,
            [
                Lead("equipes_ressources", "Ressources", {"annuaire_besoin": need.label}),
                Lead("initiatives", INITIATIVES, initiatives_address(need=need, people=row["non_pourvus"])),
            ],
            named=True,
        )

    return draw


def _to_place(code: str, name: str, need: Besoin | None, people: float | None) -> list[Lead]:
    as_chosen = f"{name} ({code})"
    of_need = {} if need is None else {"besoins_besoin": need.label}
    for_need = {} if need is None else {"annuaire_besoin": need.label}
    found = [
        Lead("carte", "Fiche sur la carte", {"fiche": code}),
        Lead(
            "agir",
            "Personnes à suivre",
            {"zones": as_chosen},
            f"{name} : les listes pour agir, limitées à ce lieu. Le choix « Zones », à gauche, le montre et l'enlève.",
        ),
        Lead("besoins", "Besoins", {"besoins_zone": as_chosen, **of_need}),
        Lead("equipes_ressources", "Équipes et ressources", {"annuaire_zone": as_chosen, **for_need}),
    ]
    if need is not None:
        found.append(Lead("initiatives", INITIATIVES, initiatives_address(need=need, people=people)))
    return found


def _to_service(code: str, name: str) -> list[Lead]:
    return [
        Lead("carte", "Fiche sur la carte", {"fiche": code, "carte_couches": SERVICE_LAYERS}),
        Lead("equipes_ressources", "Dans l'annuaire", {}),
    ]
