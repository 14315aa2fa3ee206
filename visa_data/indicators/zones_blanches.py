"""Zones blanches: where isolated people live and no active citizen team goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.among import among
from visa_data.indicators.everybody import isolated_people, needs_without_resource, zone_facts
from visa_data.indicators.filters import EVERYBODY, ByZone, Counted, Filters
from visa_data.indicators.indicator import CALLS, REACH, ZONE_COLUMNS, Column, Example, Indicator, Unit
from visa_data.indicators.state import people, run, state_cte
from visa_data.settings import Settings
from visa_data.territory.zones import read_zones
from visa_data.vocabulary import StatutZone


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
    return facts[[column.name for column in ZONES_BLANCHES.zone_columns]]


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


def isolated_in_all(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row: isolees, isolees_couvertes, isolees_sans_equipe (persons), zones_blanches (zones)."""
    everyone, codes = isolated_people(cursor, day, settings), read_zones(cursor).codes
    reached = everyone.groupby("zone")["couverte"].any()
    blank = {codes[row] for row in reached.index[~reached] if row < len(codes)}
    counted = everyone
    if filters != EVERYBODY:
        counted = everyone[
            among(everyone["reference"], people(cursor, day, settings, filters, isolated=True)["reference"])
        ]
        blank &= set(filters.zones or codes)
    isolated, covered = len(counted), int(counted["couverte"].sum())
    return pd.DataFrame(
        {
            "isolees": [isolated],
            "isolees_couvertes": [covered],
            "isolees_sans_equipe": [isolated - covered],
            "zones_blanches": [len(blank)],
        }
    )


ISOLATED = Column(
    "isolees", "Isolées", "Personnes inscrites vivant seules, ou de niveau déclaré 2 ou plus.", worse=1
)
COVERED = Column(
    "isolees_couvertes",
    "Isolées couvertes",
    "Personnes isolées atteintes par au moins une équipe active.",
    worse=-1,
    whole="isolees",
)

ZONES_BLANCHES = Indicator(
    name="zones-blanches",
    title="Zones blanches",
    question="Où des personnes isolées vivent-elles sans qu'aucune équipe citoyenne n'aille vers elles ?",
    wording="Personnes isolées (vivant seules, ou de niveau déclaré 2 ou plus) atteintes par au moins une "
    "équipe citoyenne active : parce que l'équipe intervient dans leur zone, ou parce qu'elles vivent "
    "dans son rayon. Zone blanche : aucune ne l'est ; zone grise : moins de {part_grise:part}.",
    source="« Zone blanche » : terme de Monalisa (rapport d'activité 2018). Accès : Luo et Wang (2003), 2SFCA.",
    zone_columns=(
        *ZONE_COLUMNS,
        Column("inscrits", "Inscrites", "Personnes inscrites de la zone.", whole=""),
        ISOLATED,
        COVERED,
        Column(
            "statut",
            "Statut",
            "Blanche : aucune personne isolée n'est couverte. Grise : moins de {part_grise:part} le sont. Équipes "
            "saturées : moins de {acces_sature:places} pour chaque personne isolée. Couverte sinon.",
            Unit.STATUS,
            "",
            own=True,
        ),
        Column(
            "acces",
            "Accès",
            "Places des équipes pour chaque personne isolée, partagées entre toutes celles que "
            "l'équipe atteint (2SFCA).",
            Unit.RATIO,
            "places par personne",
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
            Unit.NEEDS,
            "",
            worse=1,
            own=True,
        ),
        Column(
            "non_joints", "Non jointes", "Personnes inscrites qu'aucun appel n'a encore jointes.", worse=1
        ),
    ),
    by_zone=zones_blanches_by_zone,
    key_columns=(
        replace(ISOLATED, label="Personnes isolées", behind=CALLS),
        replace(COVERED, behind=REACH),
        Column(
            "isolees_sans_equipe",
            "Isolées sans équipe",
            "Personnes isolées qu'aucune équipe active n'atteint.",
            worse=1,
            behind=REACH,
        ),
        Column(
            "zones_blanches",
            "Zones blanches",
            "Zones où vivent des personnes isolées et où aucune équipe n'en atteint.",
            about="zones",
            worse=1,
            own=True,
            behind=REACH,
        ),
    ),
    key=isolated_in_all,
    denominator="personnes isolées",
    example=Example(
        "{nom_zone} ({statut}) : {isolees} personne isolée, {isolees_couvertes} atteinte par une équipe ; la plus "
        "proche, {equipe_la_plus_proche}, est à {distance_mediane_km}.",
        {
            "nom_zone": "Corvilly",
            "isolees": 1,
            "isolees_couvertes": 0,
            "statut": StatutZone.BLANCHE.value,
            "equipe_la_plus_proche": "E2",
            "distance_mediane_km": 3.57,
        },
        {"code_zone": "99003"},
    ),
)
