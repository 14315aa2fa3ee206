"""Zones blanches: where isolated people live and no active citizen team goes."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Indicator, Unit
from visa_data.indicators.services import active_teams, resources_by_zone, zone_rows_of
from visa_data.indicators.state import people
from visa_data.settings import Settings
from visa_data.territory.catchment import accessibility
from visa_data.territory.reach import nearest_by_zone, nearest_km, people_reached
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import NON_LOCALISEES, Besoin, StatutZone


def isolated_coverage(isolated: pd.DataFrame, teams: pd.DataFrame, zones: ZoneFrame) -> pd.DataFrame:
    """What the teams give each isolated person: zone row, covered, access (places), distance (km).

    isolated: code_zone, latitude, longitude. teams: see `active_teams`; a team that the page
    imagines may be added to them. access: 2SFCA.
    """
    rows = zone_rows_of(isolated["code_zone"], zones)
    reached = people_reached(teams, zones, isolated, rows)
    access, covered = accessibility(teams["capacite"].to_numpy(dtype=float), reached, len(isolated))
    return pd.DataFrame(
        {
            "zone": np.where(rows >= 0, rows, len(zones.codes)),
            "couverte": covered,
            "acces": access,
            "distance_km": nearest_km(isolated, teams),
        }
    )


def zones_blanches_by_zone(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    teams: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row for each zone (columns: contract, part 3); teams replaces the active teams (« et si ? »)."""
    zones = read_zones(cursor)
    inscrits = people(cursor, day, settings, filters)
    teams = active_teams(cursor, day) if teams is None else teams
    isolated = inscrits[inscrits["isolee"]].reset_index(drop=True)
    cover = isolated_coverage(isolated, teams, zones)
    nowhere = len(zones.codes)
    frame = pd.DataFrame(
        {"code_zone": [*zones.codes, ""], "nom_zone": [*zones.names, NON_LOCALISEES]},
        index=range(nowhere + 1),
    )
    everyone = pd.Series(zone_rows_of(inscrits["code_zone"], zones)).replace(-1, nowhere)
    frame["inscrits"] = everyone.value_counts().reindex(frame.index, fill_value=0)
    by_zone = cover.groupby("zone")
    frame["isolees"] = by_zone.size().reindex(frame.index, fill_value=0)
    frame["isolees_couvertes"] = by_zone["couverte"].sum().reindex(frame.index, fill_value=0).astype(int)
    frame["acces"] = by_zone["acces"].mean().reindex(frame.index)
    frame["distance_mediane_km"] = by_zone["distance_km"].median().reindex(frame.index)
    frame.insert(5, "statut", _status(frame, settings))
    nearest = nearest_by_zone(isolated, cover["zone"].to_numpy(dtype=np.int64), teams)
    names = teams["identifiant"].tolist()
    frame["equipe_la_plus_proche"] = [names[nearest[row]] if row in nearest else None for row in frame.index]
    counts = resources_by_zone(cursor, day, settings, zones)
    frame["besoins_sans_ressource"] = [
        "|".join(need.value for need, count in zip(Besoin, row, strict=True) if count == 0) for row in counts
    ]
    unreached = everyone[~inscrits["joint"].to_numpy(dtype=bool)].value_counts()
    frame["non_joints"] = unreached.reindex(frame.index, fill_value=0)
    keep = np.ones(len(frame), dtype=bool)
    keep[nowhere] = _anybody_nowhere(cursor, day)
    if filters.zones:
        keep &= frame["code_zone"].isin(filters.zones).to_numpy()
    return frame[keep].reset_index(drop=True)


def _anybody_nowhere(cursor: duckdb.DuckDBPyConnection, day: date) -> bool:
    row = cursor.execute(
        """
        SELECT count(*) FROM personnes p LEFT JOIN placements l USING (reference)
        WHERE l.code_zone IS NULL AND p.date_inscription <= $jour
            AND (p.date_radiation IS NULL OR p.date_radiation > $jour)
        """,
        {"jour": day},
    ).fetchone()
    return bool(row and row[0])


def _status(frame: pd.DataFrame, settings: Settings) -> list[str]:
    share = frame["isolees_couvertes"] / frame["isolees"].where(frame["isolees"] > 0)
    conditions = [
        frame["inscrits"] == 0,
        frame["isolees"] == 0,
        frame["isolees_couvertes"] == 0,
        share < settings.part_grise,
        frame["acces"] < settings.acces_sature,
    ]
    choices = [
        StatutZone.SANS_INSCRIT.value,
        StatutZone.SANS_ISOLEE.value,
        StatutZone.BLANCHE.value,
        StatutZone.GRISE.value,
        StatutZone.SATUREE.value,
    ]
    return list(np.select(conditions, choices, StatutZone.COUVERTE.value))


ZONES_BLANCHES = Indicator(
    name="zones-blanches",
    title="Zones blanches",
    question="Où des personnes isolées vivent-elles sans qu'aucune équipe citoyenne n'aille vers elles ?",
    definition="Personnes isolées (vivant seules, ou de niveau déclaré 2 ou plus) atteintes par au moins une "
    "équipe citoyenne active : parce que l'équipe intervient dans leur zone, ou parce qu'elles vivent "
    "dans son rayon. Zone blanche : aucune ne l'est ; zone grise : moins de la moitié.",
    source="« Zone blanche » : terme de Monalisa (rapport d'activité 2018). Accès : Luo et Wang (2003), 2SFCA.",
    columns=(
        Column("inscrits", "Inscrites", "Personnes inscrites de la zone."),
        Column("isolees", "Isolées", "Personnes inscrites vivant seules, ou de niveau déclaré 2 ou plus."),
        Column(
            "isolees_couvertes",
            "Isolées couvertes",
            "Personnes isolées atteintes par au moins une équipe active.",
            worse=-1,
        ),
        Column("statut", "Statut", "Blanche, grise, équipes saturées ou couverte.", Unit.TEXT, ""),
        Column(
            "acces",
            "Accès",
            "Places des équipes pour chaque personne isolée, partagées entre toutes celles que "
            "l'équipe atteint (2SFCA).",
            Unit.RATIO,
            "",
            worse=-1,
            decimals=4,
        ),
        Column(
            "distance_mediane_km",
            "Distance médiane",
            "Distance à vol d'oiseau entre les personnes isolées et l'équipe active la plus proche.",
            Unit.KM,
            "",
            worse=1,
            decimals=2,
        ),
        Column(
            "equipe_la_plus_proche",
            "Équipe la plus proche",
            "Équipe active dont la distance médiane aux personnes isolées de la zone est la plus petite.",
            Unit.CODE,
            "",
        ),
        Column(
            "besoins_sans_ressource",
            "Besoins sans ressource",
            "Besoins qu'aucune ressource active ne couvre dans la zone.",
            Unit.TEXT,
            "",
        ),
        Column(
            "non_joints", "Non jointes", "Personnes inscrites que la campagne n'a jamais jointes.", worse=1
        ),
    ),
    zone_columns=ZONE_COLUMNS,
    compute=None,
    by_zone=zones_blanches_by_zone,
    thresholds=("part_grise", "acces_sature", "ressource_verifiee"),
    denominator="personnes isolées",
    example="Corvilly : 1 personne isolée, aucune équipe ; la plus proche (E2) à 3,57 km.",
)
