"""Aidants: who is looked after by somebody close, who asked for that one's relief, and who answered."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.couverture import COLUMNS as COVERAGE
from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator
from visa_data.indicators.state import count_people, count_people_by_zone, run, state_cte
from visa_data.indicators.threads import thread_of
from visa_data.settings import Settings
from visa_data.vocabulary_of_action import ObjetSuite

RELIEVED = thread_of(ObjetSuite.RELAIS_AIDANT.value)
ASKED = "inscrit AND aidant = 'relais_demande'"
UNANSWERED = f"{ASKED} AND statut IS DISTINCT FROM 'prise_en_charge'"
COUNTS = f"""
    count(*) FILTER (inscrit) AS inscrits,
    count(*) FILTER (inscrit AND aidant IS NULL) AS inconnu,
    count(*) FILTER (inscrit AND aidant = 'aucun') AS aucun,
    count(*) FILTER (inscrit AND aidant = 'present') AS present,
    count(*) FILTER ({ASKED}) AS relais_demande,
    count(*) FILTER ({UNANSWERED}) AS relais_sans_reponse
"""


def carers(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for the whole territory: counts of inscrits by what is known of who looks after them."""
    return count_people(cursor, day, settings, filters, COUNTS, RELIEVED)


@ByZone
def carers_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone, same columns after code_zone and nom_zone."""
    return count_people_by_zone(cursor, day, settings, counted, COUNTS, RELIEVED)


def urgent_carers(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row, relais_sans_reponse: of inscrits of level 4 (urgent situations) alone."""
    counts = f"count(*) FILTER (niveau = 4 AND {UNANSWERED}) AS relais_sans_reponse"
    return count_people(cursor, day, settings, filters, counts, RELIEVED)


def carers_waiting(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """The inscrits whose carer's relief nobody has taken in charge, the frailest first. Person-level: coordination only.

    Columns: reference, code_zone ('' for nowhere), niveau, demande (status of the relais_aidant thread, '' when nobody
    was asked), jours_attente (since the thread's opening, or its closing when it was refused or dropped; NaN when nobody
    was asked: the register does not date the request), acteur, nom_acteur ('' for none).
    """
    query = f"""
        WITH {state_cte(filters)}
        SELECT e.reference, coalesce(e.code_zone, '') AS code_zone, e.niveau, coalesce(e.statut, '') AS demande,
            date_diff('day',
                CASE WHEN e.statut IN ('refusee', 'sans_suite') THEN e.depuis_statut ELSE e.ouvert_le END, $jour
            ) AS jours_attente,
            coalesce(e.acteur, '') AS acteur, coalesce(k.nom, '') AS nom_acteur
        FROM (SELECT * FROM {RELIEVED} WHERE {UNANSWERED}) e LEFT JOIN acteurs k ON k.identifiant = e.acteur
        ORDER BY e.niveau DESC, jours_attente DESC NULLS FIRST, e.reference
    """
    return run(cursor, query, day, settings, filters)


COLUMNS = (
    COVERAGE[0],
    Column(
        "inconnu",
        "Aidant inconnu",
        "Personnes inscrites dont on ne sait pas si elles ont un aidant.",
        worse=1,
    ),
    Column("aucun", "Sans aidant", "Personnes inscrites que nul proche n'aide.", worse=1),
    Column(
        "present", "Aidant présent", "Personnes inscrites qu'un proche aide, sans relais demandé.", worse=-1
    ),
    Column(
        "relais_demande",
        "Relais demandé",
        "Personnes inscrites dont l'aidant demande à être relayé, que ce relais soit trouvé ou non.",
        worse=1,
    ),
    Column(
        "relais_sans_reponse",
        "Relais sans réponse",
        "Relais demandés qu'aucun acteur n'a pris en charge : jamais transmis, en attente, refusés ou sans suite.",
        worse=1,
        whole="relais_demande",
    ),
)

AIDANTS = Indicator(
    name="aidants",
    title="Proches aidants",
    question="Quels aidants demandent un relais, et qui leur répond ?",
    wording="Ce que le registre dit de l'aidant de chaque personne inscrite, et, pour ceux qui demandent un relais, si un "
    "acteur l'a pris en charge d'après le suivi. Sans information, l'aidant est inconnu : ni présent, ni absent.",
    source="Guide VISA (2020), partie 2 : la situation des proches aidants.",
    columns=COLUMNS,
    zone_columns=(*ZONE_COLUMNS, *COLUMNS),
    compute=carers,
    by_zone=carers_by_zone,
    denominator="personnes inscrites",
    example=Example(
        "{inscrits} inscrites : {relais_demande} relais demandés, dont {relais_sans_reponse} sans réponse.",
        {"inscrits": 6, "relais_demande": 3, "relais_sans_reponse": 2},
        acting=True,
    ),
)
