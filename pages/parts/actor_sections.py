"""Sections of « Qui agit » on the cooperation: who sits in it, what they signed, which kinds are missing where."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import fact
from pages.parts.context import Context
from pages.parts.figures import figure_slots, key_figure, show_chart, show_table, table_height
from pages.parts.leads import row_leads
from pages.parts.plain import joined, marked, plain
from pages.parts.published import places
from pages.parts.zone_map import show_zone_map
from visa_data import french
from visa_data.dossier.sectors_shown import zone_names
from visa_data.figures.who_acts import seats
from visa_data.indicators.acteurs import EXPECTED, MISSING, actor_types_by_zone, actors_listed, conventions
from visa_data.indicators.filters import chosen_rows
from visa_data.vocabulary import Besoin
from visa_data.vocabulary_of_action import RoleActeur, StatutActeur, TypeActeur

SEAT_LABELS = {
    "libelle": "Type d'acteur",
    "acteurs": "Acteurs",
    "actifs": "Actifs",
    "avec_convention": "Avec convention",
    "avec_charte": "Avec charte",
    **{role.value: role.label for role in RoleActeur},
}
ACTOR_LABELS = {
    "nom": "Acteur",
    "libelle_type": "Type",
    "libelle_role": "Rôle",
    "libelle_statut": "Statut",
    "nom_zone": "Zone",
    "zones": "Zones d'intervention",
    "besoins": "Besoins",
    "convention": "Convention",
    "charte": "Charte",
    "verifiee": "Vérifié",
    "identifiant": "Identifiant",
}
SELDOM = 5
"""Kinds named as those that are missing most."""
MISSING_LABELS = {
    "nom_zone": "Zone",
    "absents": "Absents",
    "types_absents": "Types absents",
    "presents": "Types présents",
}


def seats_section(context: Context) -> dict[str, pd.DataFrame]:
    """Actors by kind and role, with conventions and charters; missing kinds by place. Gives the tables for files."""
    listed = fact(context, actors_listed)
    if listed.empty:
        st.info(
            "Aucun acteur n'est chargé : chargez le fichier des acteurs de la coopération sur la page « Importer des "
            "données »."
        )
        return {}
    kinds = fact(context, conventions)
    active = listed[listed["statut"] == StatutActeur.ACTIF.value]
    roles = pd.crosstab(active["type"], active["role"]).reindex(
        index=kinds["type"], columns=[role.value for role in RoleActeur], fill_value=0
    )
    kinds = kinds.merge(roles, left_on="type", right_index=True)
    missing = fact(context, actor_types_by_zone)
    codes = [[code for code in found.split("|") if code] for found in missing["types_absents"]]
    kinds["absents"] = [sum(code in found for found in codes) for code in kinds["type"]]
    _figures(context, listed, kinds)
    _seats(context, kinds)
    table = _missing(context, missing, codes)
    directory = _directory(context, listed)
    return {"Types d'acteurs": kinds, "Acteurs": directory, "Types absents": table}


def _seats(context: Context, kinds: pd.DataFrame) -> None:
    """Actors by kind; the table behind says their roles too, and in how many places the kind is missing."""
    st.subheader(
        "Qui siège, par type d'acteur",
        anchor=False,
        help="Types dans l'ordre du guide VISA (2020), partie 1. Les acteurs retirés ne comptent pas.",
    )
    shown = kinds[kinds["type"].isin([kind.value for kind in EXPECTED]) | (kinds["acteurs"] > 0)]
    show_chart(
        partial(seats, shown),
        kinds,
        key="qui_agit_types",
        alt="Acteurs actifs par type : "
        + french.listed([f"{row.libelle} {row.actifs}" for row in shown.itertuples()]),
        labels=SEAT_LABELS | {"absents": f"{context.words[1].capitalize()} sans"},
    )
    st.caption(
        plain(
            f"Acteurs actifs au {french.day(context.day)}, et ce qu'ils ont signé. Le tableau donne aussi leurs rôles : pilote, "
            "comité de pilotage, comité technique, relais, partenaire."
        )
    )


def _figures(context: Context, listed: pd.DataFrame, kinds: pd.DataFrame) -> None:
    counts = listed["statut"].value_counts()
    active = int(counts.get(StatutActeur.ACTIF.value, 0))
    present = int((kinds.loc[kinds["type"] != TypeActeur.AUTRE.value, "actifs"] > 0).sum())
    pilots = int(kinds[RoleActeur.PILOTE.value].sum())
    day = french.day(context.day)
    shown = (
        (
            "Acteurs actifs",
            active,
            f"Acteurs dont le statut est « actif », sur {french.number(len(listed))} connus ; "
            f"{french.counted(counts.get(StatutActeur.PRESSENTI.value, 0), 'pressenti')}, "
            f"{french.counted(counts.get(StatutActeur.RETIRE.value, 0), 'retiré')}.",
        ),
        (
            "Types présents",
            present,
            f"Types d'acteurs qui ont un acteur actif au moins, sur les {len(EXPECTED)} que le guide invite.",
        ),
        (
            "Pilotes",
            pilots,
            "Acteurs actifs dont le rôle est « pilote » : maire, élu ou CCAS, selon le guide.",
        ),
        (
            "Avec convention",
            int(kinds["avec_convention"].sum()),
            f"Acteurs actifs qui ont signé une convention au {day}, sur {french.number(active)}.",
        ),
        (
            "Avec charte",
            int(kinds["avec_charte"].sum()),
            f"Acteurs actifs qui ont signé la charte au {day}, sur {french.number(active)}.",
        ),
    )
    for place, (label, count, definition) in zip(figure_slots(len(shown), "acteurs"), shown, strict=True):
        with place:
            key_figure(label, french.number(count), definition=definition)


def _missing(context: Context, table: pd.DataFrame, codes: list[list[str]]) -> pd.DataFrame:
    """The places that lack most kinds, beside the map; gives the table in words."""
    st.subheader("Qui manque, et où", anchor=False, help=plain(MISSING.definition(context.settings)))
    everywhere = [kind.label for kind in EXPECTED if codes and all(kind.value in found for found in codes)]
    counts = {kind.label: sum(kind.value in found for found in codes) for kind in EXPECTED}
    often = sorted((label for label in counts if label not in everywhere), key=lambda label: -counts[label])
    rare = [f"{label} ({places(context, counts[label])})" for label in often[:SELDOM] if counts[label]]
    st.markdown(
        joined(
            " ",
            (
                marked("**Absents partout** : {}.", french.listed(everywhere)) if everywhere else "",
                marked("**Absents le plus souvent** : {}.", french.listed(rare)) if rare else "",
            ),
        )
    )
    table = table.assign(absents=[len(found) for found in codes])
    words = chosen_rows(
        table.assign(
            presents=[_kinds(kind for kind in EXPECTED if kind.value not in found) for found in codes],
            types_absents=[_kinds(kind for kind in EXPECTED if kind.value in found) for found in codes],
        ),
        context.filters.zones,
    ).sort_values(["absents", "nom_zone"], ascending=[False, True], ignore_index=True)
    left, right = st.columns([0.56, 0.44], gap="medium")
    with left:
        show_table(
            words,
            labels={**MISSING_LABELS, "nom_zone": context.words[0].capitalize()},
            key="qui_agit_absents_table",
            height=table_height(len(words), 460),
            opens=row_leads(context),
        )
    with right:
        show_zone_map(
            context,
            table.assign(inscrits=0),
            MISSING,
            value="absents",
            denominator="inscrits",
            key="qui_agit_absents",
            share=False,
        )
    return words


def _kinds(kinds: Iterable[TypeActeur]) -> str:
    return french.listed([kind.label for kind in kinds]) or "aucun"


def _directory(context: Context, listed: pd.DataFrame) -> pd.DataFrame:
    """Every actor, chosen by kind."""
    present = [kind for kind in TypeActeur if kind.value in set(listed["type"])]
    kind = bound(
        st.selectbox,
        "Type d'acteur",
        ["", *(one.value for one in present)],
        format_func=lambda code: TypeActeur(code).label if code else "Tous les types",
        key="acteurs_type",
        width=420,
    )
    names = _zone_names(context)
    table = listed[listed["type"] == kind] if kind else listed
    order = {one.value: rank for rank, one in enumerate(StatutActeur)}
    table = table.assign(
        rang=table["statut"].map(order),
        zones=[_zones(codes, names) for codes in table["zones_intervention"]],
        besoins=[_needs(codes) for codes in table["besoins"]],
        nom_zone=table["nom_zone"].fillna(""),
        convention=[_day(value) for value in table["date_convention"]],
        charte=[_day(value) for value in table["date_charte"]],
        verifiee=[_day(value) or "jamais" for value in table["date_verification"]],
    ).sort_values(["rang", "nom"], ignore_index=True)
    with st.expander(plain(f"Voir {french.counted(len(table), 'acteur')}"), expanded=bool(kind)):
        show_table(table, labels=ACTOR_LABELS, key="qui_agit_annuaire", height=table_height(len(table), 460))
    return table[list(ACTOR_LABELS)]


def _zone_names(context: Context) -> dict[str, str]:
    if context.book is not None:
        return zone_names(context.book)
    by_zone = fact(context, actor_types_by_zone)
    return dict(zip(by_zone["code_zone"], by_zone["nom_zone"], strict=True))


def _zones(listed: object, names: dict[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in listed.split("|")) if isinstance(listed, str) else ""


def _needs(listed: object) -> str:
    if not isinstance(listed, str):
        return ""
    return french.listed([Besoin(code).label for code in listed.split("|") if code])


def _day(value: object) -> str:
    return "" if value is None or pd.isna(value) else french.day(pd.Timestamp(value).date())  # type: ignore[call-overload]
