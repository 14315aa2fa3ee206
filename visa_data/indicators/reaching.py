"""Which teams and resources reach each zone, and how."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.services import active_resources, active_teams, zone_rows_of
from visa_data.indicators.state import everybody, places
from visa_data.settings import Settings
from visa_data.territory.reach import people_reached, zones_reached
from visa_data.territory.zones import read_zones

TEAM = "equipe"
RESOURCE = "ressource"
DECLARED = "zone déclarée"
WITHIN = "dans le rayon"
REACHING = (
    "code_zone",
    "genre",
    "identifiant",
    "nom",
    "comment",
    "isolees_atteintes",
    "besoins",
    "capacite",
    "date_verification",
)


def reaching(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """One row for each zone and active team or resource that reaches it, sorted.

    Columns: code_zone, genre (TEAM, RESOURCE), identifiant, nom, comment (DECLARED, or WITHIN when only the radius
    reaches somebody there), isolees_atteintes (teams; NaN for resources), besoins (resources), capacite,
    date_verification.
    """
    zones = read_zones(cursor)
    inscrits = everybody(cursor, day, settings)
    rows = zone_rows_of(inscrits["code_zone"], zones)
    isolated = inscrits["isolee"].to_numpy(dtype=bool)
    teams, resources = active_teams(cursor, day), active_resources(cursor, day, settings)
    isolated_rows = rows[isolated]
    reached_people = people_reached(teams, zones, inscrits[isolated], isolated_rows)
    records: list[tuple[object, ...]] = []
    for team, found, members in zip(
        teams.itertuples(), zones_reached(teams, zones, inscrits, rows), reached_people, strict=True
    ):
        declared = set(
            zones.rows_of(team.zones_intervention if isinstance(team.zones_intervention, str) else None)
        )
        counts = np.bincount(isolated_rows[members] + 1, minlength=len(zones.codes) + 1)
        records.extend(
            (
                zones.codes[row],
                TEAM,
                team.identifiant,
                team.nom,
                DECLARED if row in declared else WITHIN,
                int(counts[row + 1]),
                None,
                team.capacite,
                None,
            )
            for row in found[found >= 0].tolist()
        )
    for resource, found in zip(
        resources.itertuples(), zones_reached(resources, zones, inscrits, rows), strict=True
    ):
        listed = resource.zones_intervention
        declared = set(zones.rows_of(listed if isinstance(listed, str) else None))
        records.extend(
            (
                zones.codes[row],
                RESOURCE,
                resource.identifiant,
                resource.nom,
                DECLARED if row in declared else WITHIN,
                None,
                resource.besoins,
                resource.capacite,
                resource.date_verification,
            )
            for row in found[found >= 0].tolist()
        )
    frame = pd.DataFrame(records, columns=list(REACHING))
    return frame.sort_values(["code_zone", "genre", "nom"], kind="stable").reset_index(drop=True)


def zones_with_team(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> frozenset[str]:
    """Codes of the zones that an active team reaches, or declares, whoever lives there."""
    zones, inscrits = read_zones(cursor), places(cursor, day, settings)
    reached = zones_reached(active_teams(cursor, day), zones, inscrits, inscrits["zone"].to_numpy(dtype=int))
    rows = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *reached]))
    return frozenset(zones.codes[row] for row in rows[rows >= 0])


def declared_zones(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> dict[str, list[str]]:
    """identifiant → codes of the active zones that each team of the base declares (a commune stands for its IRIS)."""
    zones = read_zones(cursor)
    rows = cursor.execute(
        "SELECT identifiant, zones_intervention FROM equipes ORDER BY identifiant"
    ).fetchall()
    return {team: [zones.codes[row] for row in zones.rows_of(listed)] for team, listed in rows}
