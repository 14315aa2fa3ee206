"""The directory's tables in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pages.parts.answers import fact
from pages.parts.context import Context
from visa_data import french
from visa_data.dossier.sectors_shown import small_counts
from visa_data.indicators.service_lists import Freshness, team_loads
from visa_data.vocabulary import BESOINS_COURTS, Besoin, Porteur, StatutEquipe, StatutRessource

NEEDS = "besoins_courts"
"""Column of the needs of a resource in a word each: files keep them whole."""
TEAM_LABELS = {
    "nom": "Équipe",
    "nom_zone": "Zone",
    "isolees_atteintes": "Isolées",
    "capacite": "Places",
    "charge": "Par place",
    "benevoles": "Bénévoles",
    "statut": "Statut",
    "type_porteur": "Portée par",
    "rayon": "Rayon",
    "zones": "Zones déclarées",
    "date_creation": "Créée le",
    "identifiant": "Identifiant",
}
RESOURCE_LABELS = {
    "nom": "Ressource",
    "fraicheur": "Fraîcheur",
    "verifiee": "Vérifiée",
    NEEDS: "Besoins",
    "nom_zone": "Zone",
    "categorie": "Catégorie",
    "capacite": "Places",
    "statut": "Statut",
    "identifiant": "Identifiant",
}
LOAD_LABELS = {
    "nom": "Équipe",
    "isolees_atteintes": "Isolées",
    "capacite": "Places",
    "charge": "Par place",
    "benevoles": "Bénévoles",
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
    listed = [[code for code in str(one).split("|") if code] for one in table["besoins"]]
    table[NEEDS] = [", ".join(BESOINS_COURTS[Besoin(code)] for code in codes) for codes in listed]
    table["besoins"] = [french.listed([Besoin(code).label for code in codes]) for codes in listed]
    table["categorie"] = table["categorie"].fillna("")
    table["nom_zone"] = table["nom_zone"].fillna("")
    table["verifiee"] = [_day(value) or "jamais" for value in table["date_verification"]]
    return _whole(table, ("capacite",))


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
