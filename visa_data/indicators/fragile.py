"""Fragile: what hangs on one team or on one resource alone, and what would be lost if it stopped."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from visa_data.indicators.everybody import isolated_people, needs_with_one_resource
from visa_data.indicators.filters import ByZone, Counted, Filters, chosen_rows
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Option, Unit
from visa_data.indicators.reaching import RESOURCE, TEAM
from visa_data.indicators.services import active_resources, active_teams, only_resource_by_zone
from visa_data.indicators.state import count_people_by_zone, run, state_cte, zone_rows
from visa_data.settings import Settings

ON_ONE_TEAM = """
par_equipe AS (
    SELECT coalesce(e.code_zone, '') AS code_zone, s.equipe_seule, count(*) AS personnes
    FROM etat e JOIN seules s USING (reference) WHERE e.inscrit GROUP BY ALL
)
"""
"""CTE: people of `etat` that one team alone reaches, by zone and team; `etat` and `seules` must be defined."""


@ByZone
def fragile_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone: isolees_une_equipe (people counted), besoins_une_ressource (everybody's)."""
    query = f"""
        WITH {state_cte(counted)}, {zone_rows()}, {ON_ONE_TEAM}
        SELECT l.code_zone, l.nom_zone, coalesce(sum(p.personnes), 0)::BIGINT AS isolees_une_equipe
        FROM lignes l LEFT JOIN par_equipe p USING (code_zone)
        GROUP BY l.code_zone, l.nom_zone, l.rang ORDER BY l.rang, l.code_zone
    """
    frame = _on_one_team(cursor, day, settings, counted, query, isolated_people(cursor, day, settings))
    frame["besoins_une_ressource"] = needs_with_one_resource(cursor, day, settings)[: len(frame)]
    return frame


def if_stopped(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each active team, then for each active resource, by identifiant.

    Columns: nature (`TEAM`, `RESOURCE`), identifiant, nom, personnes_perdues, zones_perdues. Of a team: the isolated people
    that it alone reaches, the zones that would turn blanches. Of a resource: the inscrits of the zones where it is the
    only one for some need, and how many zones × needs it would leave at none. Zones lost are everybody's, whoever is
    counted; nowhere is no zone.
    """
    isolated = isolated_people(cursor, day, settings)
    zones = count_people_by_zone(
        cursor, day, settings, filters.everywhere, "count(*) FILTER (inscrit) AS inscrits"
    )
    zones = zones[zones["code_zone"] != ""].reset_index()
    chosen = chosen_rows(zones, filters.zones)
    teams, resources = active_teams(cursor, day), active_resources(cursor, day, settings)
    query = f"""
        WITH {state_cte(filters)}, {ON_ONE_TEAM}
        SELECT equipe_seule, sum(personnes)::BIGINT AS personnes FROM par_equipe GROUP BY 1
    """
    alone = _on_one_team(cursor, day, settings, filters, query, isolated).set_index("equipe_seule")[
        "personnes"
    ]
    only = only_resource_by_zone(cursor, day, settings)[chosen["index"]]
    people, places = _of_resources(only, chosen["inscrits"].to_numpy(dtype=np.int64), len(resources))
    return pd.concat(
        [
            teams[["identifiant", "nom"]].assign(
                nature=TEAM,
                personnes_perdues=alone.reindex(range(len(teams)), fill_value=0),
                zones_perdues=np.bincount(_sole_teams(isolated, chosen["index"]), minlength=len(teams)),
            ),
            resources[["identifiant", "nom"]].assign(
                nature=RESOURCE, personnes_perdues=people, zones_perdues=places
            ),
        ],
        ignore_index=True,
    )[[column.name for column in IF_STOPPED]]


def _on_one_team(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    query: str,
    isolated: pd.DataFrame,
) -> pd.DataFrame:
    """What the query says of `seules`: isolated people that one team alone reaches, and which."""
    cursor.register("seules", isolated.loc[isolated["equipe_seule"] >= 0, ["reference", "equipe_seule"]])
    try:
        return run(cursor, query, day, settings, filters)
    finally:
        cursor.unregister("seules")


def _sole_teams(isolated: pd.DataFrame, zones: pd.Series) -> NDArray[np.int64]:
    """Of those zones, each one whose covered people all hang on the same team: that team's row."""
    by_zone = isolated[isolated["couverte"] & isolated["zone"].isin(zones)].groupby("zone")["equipe_seule"]
    least, most = by_zone.min(), by_zone.max()
    return least[(least == most) & (least >= 0)].to_numpy(dtype=np.int64)


def _of_resources(
    only: NDArray[np.int64], registered: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each of `count` resources: people registered where it is the only one, zones × needs it answers alone.

    only: zones × needs, the row of the only resource or -1. registered: people of each zone.
    """
    zone, need = np.nonzero(only >= 0)
    rows = only[zone, need]
    once = pd.DataFrame({"ressource": rows, "zone": zone}).drop_duplicates()
    people = np.bincount(once["ressource"], weights=registered[once["zone"]], minlength=count)
    return np.rint(people).astype(np.int64), np.bincount(rows, minlength=count)


IF_STOPPED = (
    Column("nature", "Nature", "Équipe citoyenne ou ressource, active au jour dit.", Unit.CODE, ""),
    Column("identifiant", "Identifiant", "Identifiant de l'équipe ou de la ressource.", Unit.CODE, ""),
    Column("nom", "Nom", "Nom de l'équipe ou de la ressource.", Unit.TEXT, ""),
    Column(
        "personnes_perdues",
        "Personnes perdues",
        "Si elle s'arrêtait. Équipe : personnes isolées qu'elle seule atteint. Ressource : personnes inscrites des "
        "zones où elle est la seule pour un besoin au moins.",
        worse=1,
    ),
    Column(
        "zones_perdues",
        "Zones perdues",
        "Si elle s'arrêtait. Équipe : zones qui deviendraient blanches. Ressource : besoins qui n'auraient plus de "
        "ressource dans une zone, une fois par zone et par besoin.",
        about="zones",
        worse=1,
        own=True,
    ),
)

FRAGILE = Indicator(
    name="fragile",
    title="Couverture fragile",
    question="Qu'est-ce qui ne tient qu'à une équipe ou à une ressource, et que perdrait-on si elle s'arrêtait ?",
    wording="Personnes isolées qu'une seule équipe active atteint, et besoins auxquels une seule ressource active répond "
    "dans la zone : si elle s'arrêtait, plus personne n'irait vers elles, plus rien n'y répondrait.",
    source="Choix de la coopération : la couverture de chaque zone, une équipe ou une ressource en moins.",
    columns=IF_STOPPED,
    zone_columns=(
        *ZONE_COLUMNS,
        Column(
            "isolees_une_equipe",
            "Isolées à une équipe",
            "Personnes isolées atteintes par une équipe active, et par une seule.",
            worse=1,
            whole="isolees_couvertes",
        ),
        Column(
            "besoins_une_ressource",
            "Besoins à une ressource",
            "Besoins essentiels auxquels une seule ressource active répond dans la zone.",
            Unit.NEEDS,
            "",
            worse=1,
            own=True,
        ),
    ),
    compute=if_stopped,
    by_zone=fragile_by_zone,
    rows="identifiant",
    denominator="personnes isolées atteintes par une équipe",
    example=Example(
        "{nom_zone} : {isolees_une_equipe} personne isolée ne tient qu'à une équipe.",
        {"nom_zone": "Boismont", "isolees_une_equipe": 1},
        {"code_zone": "99002"},
        by_zone=True,
        acting=True,
    ),
    options=(
        Option(
            "--si-arret",
            "",
            "fragile : ce que l'arrêt de chaque équipe, puis de chaque ressource, ferait perdre",
            "if_stopped",
            bool,
            False,
        ),
    ),
    on_request="if_stopped",
)
