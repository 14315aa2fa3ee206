"""Directory of teams and resources: who they are, how fresh, how loaded."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import duckdb
import numpy as np
import pandas as pd

from visa_data import french
from visa_data.indicators.everybody import people_by_team
from visa_data.settings import Settings


class Freshness(StrEnum):
    """Whether a resource's description can still be trusted at a day."""

    UP_TO_DATE = "À jour"
    OUTDATED = "Périmée"
    NEVER = "Jamais vérifiée"


def every_team(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Every team of the base by identifiant, whatever its status; active: whether it reaches people at the day."""
    return cursor.execute(
        """
        SELECT e.identifiant, e.nom, e.type_porteur, coalesce(a.actuel, e.code_zone) AS code_zone, z.nom AS nom_zone, e.latitude, e.longitude,
            e.zones_intervention, e.rayon_km, e.benevoles::DOUBLE AS benevoles, e.capacite::DOUBLE AS capacite,
            e.statut, e.date_creation,
            e.statut = 'active' AND (e.date_creation IS NULL OR e.date_creation <= $jour) AS active
        FROM equipes e LEFT JOIN codes_anciens a ON a.ancien = e.code_zone
        LEFT JOIN zones z ON z.code = coalesce(a.actuel, e.code_zone) ORDER BY e.identifiant
        """,
        {"jour": day},
    ).df()


def every_resource(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Every resource of the base by identifiant, with its freshness (see `Freshness`) and age in days.

    age_jours: days since the last check (NaN when never checked; negative when checked after the day). active:
    whether it counts at the day (status active, never checked or checked recently enough).
    """
    frame = cursor.execute(
        """
        SELECT r.identifiant, r.nom, r.categorie, r.besoins, coalesce(a.actuel, r.code_zone) AS code_zone, z.nom AS nom_zone, r.latitude,
            r.longitude, r.zones_intervention, r.rayon_km, r.capacite::DOUBLE AS capacite, r.statut,
            r.date_verification, date_diff('day', r.date_verification, $jour)::DOUBLE AS age_jours
        FROM ressources r LEFT JOIN codes_anciens a ON a.ancien = r.code_zone
        LEFT JOIN zones z ON z.code = coalesce(a.actuel, r.code_zone) ORDER BY r.identifiant
        """,
        {"jour": day},
    ).df()
    outdated = frame["age_jours"] > settings.ressource_verifiee
    frame["fraicheur"] = np.select(
        [frame["date_verification"].isna(), outdated],
        [Freshness.NEVER.value, Freshness.OUTDATED.value],
        Freshness.UP_TO_DATE.value,
    )
    frame["active"] = (frame["statut"] == "active") & ~outdated
    return frame


def team_loads(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """`every_team`, with the isolated people each active team reaches and its load against its capacity.

    isolees_atteintes: NaN for a team that is not active. charge: reached ÷ capacity (NaN when either is unknown, or
    the capacity is 0). charge_texte: the same in words. A person reached by two teams counts for both.
    """
    frame = every_team(cursor, day, settings)
    reached = people_by_team(cursor, day, settings)
    frame["isolees_atteintes"] = frame["identifiant"].map(reached).astype(float)
    frame["charge"] = frame["isolees_atteintes"] / frame["capacite"].where(frame["capacite"] > 0)
    frame["charge_texte"] = [
        load_text(active, reached_people, capacity)
        for active, reached_people, capacity in zip(
            frame["active"], frame["isolees_atteintes"], frame["capacite"], strict=True
        )
    ]
    return frame


def load_text(active: bool, reached: float, capacity: float) -> str:
    """The load of a team in words."""
    if not active:
        return "n'agit pas à cette date"
    if np.isnan(capacity):
        return "capacité inconnue"
    if capacity == 0:
        return "aucune place"
    if reached == 0:
        return f"personne à atteindre, {french.counted(capacity, 'place')}"
    if reached > capacity:
        return (
            f"{french.number(reached / capacity, 1)} personnes isolées par place : "
            f"{french.counted(reached - capacity, 'place')} de moins que de personnes"
        )
    return f"{french.counted(capacity - reached, 'place')} de plus que de personnes isolées"


def filtered_services(
    services: pd.DataFrame, reached: pd.DataFrame, zones: tuple[str, ...], *, need: str = "", kind: str = ""
) -> pd.DataFrame:
    """The services that reach one of the zones, answer the need, are of the kind; an empty condition keeps all.

    reached: see `reaching`. A service that is not active reaches nobody: it is kept for the zone it stands in.
    """
    keep = np.ones(len(services), dtype=bool)
    if zones:
        here = set(reached.loc[reached["code_zone"].isin(zones), "identifiant"])
        standing = ~services["active"] & services["code_zone"].isin(zones)
        keep &= (services["identifiant"].isin(here) & services["active"] | standing).to_numpy()
    if need:
        keep &= np.array([need in str(listed).split("|") for listed in services["besoins"]], dtype=bool)
    if kind:
        keep &= (services["categorie"] == kind).to_numpy(dtype=bool)
    return services[keep].reset_index(drop=True)
