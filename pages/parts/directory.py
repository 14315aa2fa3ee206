"""The directory's tables in words, and the way from a line to the map."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.answers import fact
from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.sectors_shown import small_counts
from visa_data.indicators.service_lists import Freshness, team_loads
from visa_data.vocabulary import Besoin, Porteur, StatutEquipe, StatutRessource

TEAM_LABELS = {
    "nom": "Équipe",
    "statut": "Statut",
    "type_porteur": "Portée par",
    "nom_zone": "Zone",
    "benevoles": "Bénévoles",
    "isolees_atteintes": "Isolées atteintes",
    "capacite": "Capacité",
    "charge_texte": "Charge",
    "rayon": "Rayon",
    "zones": "Zones déclarées",
    "date_creation": "Créée le",
    "identifiant": "Identifiant",
}
RESOURCE_LABELS = {
    "nom": "Ressource",
    "fraicheur": "Fraîcheur",
    "verifiee": "Vérifiée",
    "categorie": "Catégorie",
    "besoins": "Besoins",
    "nom_zone": "Zone",
    "capacite": "Capacité",
    "statut": "Statut",
    "identifiant": "Identifiant",
}
LOAD_LABELS = {
    "nom": "Équipe",
    "isolees_atteintes": "Isolées atteintes",
    "capacite": "Capacité",
    "benevoles": "Bénévoles",
    "charge_texte": "Charge",
}
SAID = "isolees_dites"
FIRST_TO_CHECK = [Freshness.NEVER.value, Freshness.OUTDATED.value, Freshness.UP_TO_DATE.value]


def loads_of(context: Context) -> pd.DataFrame:
    """`team_loads`; from a book, the counts that it withholds are NaN, and SAID holds what stands for each."""
    teams = fact(context, team_loads)
    if context.book is None:
        return teams
    said = small_counts(context.book, team_loads, "isolees_atteintes")
    teams["charge"] = teams["isolees_atteintes"] / teams["capacite"].where(teams["capacite"] > 0)
    return teams.assign(**{SAID: pd.Series(said, index=teams.index, dtype=object)})


def said_loads(teams: pd.DataFrame) -> pd.DataFrame:
    """The same with the words in place of the counts withheld."""
    return teams.assign(isolees_atteintes=teams[SAID]) if SAID in teams.columns else teams


def readable_teams(teams: pd.DataFrame, zone_names: Mapping[str, str]) -> pd.DataFrame:
    """`team_loads` with every code in words; active ones first, then by name."""
    table = teams.sort_values(["active", "nom"], ascending=[False, True], ignore_index=True)
    table["statut"] = [StatutEquipe(code).label for code in table["statut"]]
    table["type_porteur"] = [
        Porteur(code).label if isinstance(code, str) else "" for code in table["type_porteur"]
    ]
    table["rayon"] = [french.kilometres(radius) for radius in table["rayon_km"]]
    table["zones"] = [_zones(listed, zone_names) for listed in table["zones_intervention"]]
    table["date_creation"] = [_day(value) for value in table["date_creation"]]
    return said_loads(_whole(table, ("benevoles", "isolees_atteintes", "capacite")))


def readable_resources(resources: pd.DataFrame) -> pd.DataFrame:
    """`every_resource` with every code in words; those to check first, the oldest check first."""
    rank = resources["fraicheur"].map({name: row for row, name in enumerate(FIRST_TO_CHECK)})
    closed = (resources["statut"] != StatutRessource.ACTIVE.value).astype(int)
    table = resources.assign(rang=rank, close=closed).sort_values(
        ["close", "rang", "date_verification", "nom"], ignore_index=True
    )
    table["statut"] = [StatutRessource(code).label for code in table["statut"]]
    table["besoins"] = [
        french.listed([Besoin(code).label for code in str(listed).split("|") if code])
        for listed in table["besoins"]
    ]
    table["categorie"] = table["categorie"].fillna("")
    table["nom_zone"] = table["nom_zone"].fillna("")
    table["verifiee"] = [_day(value) or "jamais" for value in table["date_verification"]]
    return _whole(table, ("capacite",))


def map_link(services: pd.DataFrame, prefix: str, label: str, *, key: str) -> None:
    """Choose a line, then go to the map with its card open."""
    names = dict(zip(services["identifiant"], services["nom"], strict=True))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        plain(label),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=key,
        placeholder="Choisir",
    )
    if chosen:
        layers = ["Équipes", "Portée", "Ressources", "Noms", "Voisins"]
        right.page_link(
            "pages/screens/carte.py",
            label="Ouvrir la carte à cet endroit",
            query_params={"fiche": prefix + chosen, "carte_couches": layers},
        )


def _zones(listed: object, names: Mapping[str, str]) -> str:
    if not isinstance(listed, str) or not listed:
        return ""
    return ", ".join(names.get(code, code) for code in listed.split("|"))


def _day(value: object) -> str:
    return "" if value is None or pd.isna(value) else french.day(pd.Timestamp(value).date())  # type: ignore[call-overload]


def _whole(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Counts as whole numbers that may be missing."""
    for name in columns:
        table[name] = table[name].astype("Int64")
    return table
