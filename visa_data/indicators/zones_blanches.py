"""Zones blanches: where isolated people live and no active citizen team goes."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.everybody import isolated_people, needs_without_resource, zone_facts
from visa_data.indicators.filters import EVERYBODY, ByZone, Counted
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Indicator, Unit
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings

COLUMNS = (
    "code_zone",
    "nom_zone",
    "inscrits",
    "isolees",
    "isolees_couvertes",
    "statut",
    "acces",
    "distance_mediane_km",
    "equipe_la_plus_proche",
    "besoins_sans_ressource",
    "non_joints",
)


@ByZone
def zone_states(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    counted: Counted,
    teams: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`zones_blanches_by_zone` without besoins_sans_ressource: whom resources reach is not computed.

    The counts are those of the people counted; the other columns are the zone's own (see `zone_facts`).
    """
    facts = zone_facts(cursor, day, settings, teams)
    if counted != EVERYBODY:
        counts = _counts(cursor, day, settings, counted, isolated_people(cursor, day, settings, teams))
        facts = facts.drop(columns=counts.columns).join(counts, on="code_zone")
        facts[counts.columns] = facts[counts.columns].fillna(0).astype(int)
    return facts


@ByZone
def zones_blanches_by_zone(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    counted: Counted,
    teams: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row for each zone (columns: contract, part 3); teams replaces the active teams (« et si ? »)."""
    facts = zone_states(cursor, day, settings, counted, teams=teams)
    facts["besoins_sans_ressource"] = needs_without_resource(cursor, day, settings)[: len(facts)]
    return facts[list(COLUMNS)]


def _counts(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    counted: Counted,
    isolated: pd.DataFrame,
) -> pd.DataFrame:
    """Counts of the people counted, by code of zone ('' for nowhere); isolated: see `isolated_people`."""
    query = f"""
        WITH {state_cte(counted)}
        SELECT coalesce(code_zone, '') AS code_zone, count(*) AS inscrits, count(*) FILTER (isolee) AS isolees,
            count(c.reference) AS isolees_couvertes, count(*) FILTER (NOT joint) AS non_joints
        FROM etat LEFT JOIN couvertes c USING (reference) WHERE inscrit GROUP BY 1
    """
    cursor.register("couvertes", isolated.loc[isolated["couverte"], ["reference"]])
    try:
        return run(cursor, query, day, settings, counted).set_index("code_zone")
    finally:
        cursor.unregister("couvertes")


ZONES_BLANCHES = Indicator(
    name="zones-blanches",
    title="Zones blanches",
    question="Où des personnes isolées vivent-elles sans qu'aucune équipe citoyenne n'aille vers elles ?",
    wording="Personnes isolées (vivant seules, ou de niveau déclaré 2 ou plus) atteintes par au moins une "
    "équipe citoyenne active : parce que l'équipe intervient dans leur zone, ou parce qu'elles vivent "
    "dans son rayon. Zone blanche : aucune ne l'est ; zone grise : moins de {part_grise:part}.",
    source="« Zone blanche » : terme de Monalisa (rapport d'activité 2018). Accès : Luo et Wang (2003), 2SFCA.",
    columns=(
        Column("inscrits", "Inscrites", "Personnes inscrites de la zone."),
        Column(
            "isolees",
            "Isolées",
            "Personnes inscrites vivant seules, ou de niveau déclaré 2 ou plus.",
            worse=1,
        ),
        Column(
            "isolees_couvertes",
            "Isolées couvertes",
            "Personnes isolées atteintes par au moins une équipe active.",
            worse=-1,
        ),
        Column(
            "statut",
            "Statut",
            "Blanche : aucune personne isolée n'est couverte. Grise : moins de {part_grise:part} le sont. Équipes "
            "saturées : moins de {acces_sature:places} pour chaque personne isolée. Couverte sinon.",
            Unit.TEXT,
            "",
            own=True,
        ),
        Column(
            "acces",
            "Accès",
            "Places des équipes pour chaque personne isolée, partagées entre toutes celles que "
            "l'équipe atteint (2SFCA).",
            Unit.RATIO,
            "",
            worse=-1,
            decimals=4,
            own=True,
        ),
        Column(
            "distance_mediane_km",
            "Distance médiane",
            "Distance à vol d'oiseau entre les personnes isolées et l'équipe active la plus proche.",
            Unit.KM,
            "",
            worse=1,
            decimals=2,
            own=True,
        ),
        Column(
            "equipe_la_plus_proche",
            "Équipe la plus proche",
            "Équipe active dont la distance médiane aux personnes isolées de la zone est la plus petite.",
            Unit.CODE,
            "",
            own=True,
        ),
        Column(
            "besoins_sans_ressource",
            "Besoins sans ressource",
            "Besoins essentiels qu'aucune ressource active ne couvre dans la zone. Une ressource compte si elle a été "
            "vérifiée depuis {ressource_verifiee:jours} au plus, ou jamais.",
            Unit.TEXT,
            "",
            worse=1,
            own=True,
        ),
        Column(
            "non_joints", "Non jointes", "Personnes inscrites que la campagne n'a jamais jointes.", worse=1
        ),
    ),
    zone_columns=ZONE_COLUMNS,
    compute=None,
    by_zone=zones_blanches_by_zone,
    denominator="personnes isolées",
    example="Corvilly : 1 personne isolée, aucune équipe ; la plus proche (E2) à 3,57 km.",
)
