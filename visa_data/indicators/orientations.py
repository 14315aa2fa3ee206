"""Orientations: who was sent on to somebody who can help, who took them in charge, and who still waits."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted, Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Unit
from visa_data.indicators.state import (
    CADENCE,
    count_people_by_zone,
    of_everybody,
    only_chosen,
    run,
    state_cte,
)
from visa_data.indicators.threads import WAITING, thread_of
from visa_data.settings import Settings
from visa_data.vocabulary import NIVEAUX
from visa_data.vocabulary_of_action import ObjetSuite

TO_ORIENT, MEDICAL = 2, 3
"""From these levels on, the guide has people sent on to services, then put in touch with a medical coordination (part 2)."""
ORIENTED = thread_of(ObjetSuite.ORIENTATION.value)
COUNTS = f"""
    count(*) FILTER (inscrit AND niveau >= {TO_ORIENT} AND statut IS NOT NULL) AS orientees,
    count(*) FILTER (inscrit AND niveau >= {TO_ORIENT} AND statut = 'prise_en_charge') AS prises_en_charge,
    count(*) FILTER (inscrit AND niveau >= {TO_ORIENT} AND statut IN ({WAITING})) AS en_attente,
    count(*) FILTER (inscrit AND niveau >= {TO_ORIENT} AND statut IN ('refusee', 'sans_suite')) AS sans_suite
"""


def orientations(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Three rows, levels 2 to 4: niveau, libelle, personnes, orientees, prises_en_charge, en_attente, sans_suite,
    delai_median_jours (NaN when nobody was taken in charge)."""
    query = f"""
        WITH {state_cte(filters)}, suivies AS (SELECT * FROM {ORIENTED})
        SELECT n.niveau, count(*) FILTER (inscrit) AS personnes, {COUNTS},
            median(date_diff('day', ouvert_le, depuis_statut)) FILTER (inscrit AND statut = 'prise_en_charge')
                AS delai_median_jours
        FROM range({TO_ORIENT}, 5) AS n (niveau) LEFT JOIN suivies USING (niveau)
        GROUP BY n.niveau ORDER BY n.niveau
    """
    frame = run(cursor, query, day, settings, filters)
    frame.insert(1, "libelle", [NIVEAUX[int(level)] for level in frame["niveau"]])
    return frame


@ByZone
def orientations_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone: a_orienter (declared level 2 and more), then what became of them."""
    counts = f"count(*) FILTER (inscrit AND niveau >= {TO_ORIENT}) AS a_orienter, {COUNTS}"
    return count_people_by_zone(cursor, day, settings, counted, counts, ORIENTED)


def threads(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Each inscrit to send on, or sent on, those with most levels × days overdue first. Person-level: coordination only.

    Columns: reference, code_zone ('' for nowhere), niveau, depuis (day since which her calls declare this level; NaT at
    level 0), statut ('' when nobody sent her on), acteur, nom_acteur ('' for none), depuis_statut, jours_attente
    (days without anybody in charge: since `depuis` for who was not sent on, since the thread's opening for who waits for
    an answer, since its closing for who was refused; NaN for who is in charge), retard_jours (how far that is beyond
    the cadence of her level; 0 when it is not, or when there is no level).
    """
    everybody = of_everybody(cursor, "orientations", day, settings, lambda: _threads(cursor, day, settings))
    return only_chosen(cursor, everybody, day, settings, filters)


def _threads(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    query = f"""
        WITH {state_cte()},
        suivies AS MATERIALIZED (
            SELECT * FROM {ORIENTED} WHERE inscrit AND (niveau >= {TO_ORIENT} OR statut IS NOT NULL)
        ),
        declares AS (
            SELECT reference, s.niveau AS courant, a.niveau, a.date_appel::DATE AS jour,
                epoch(a.date_appel) * 10 + a.niveau AS ordre
            FROM appels a JOIN suivies s USING (reference)
            WHERE a.niveau IS NOT NULL AND a.date_appel < $lendemain
        ),
        autres AS (SELECT reference, max(ordre) AS ordre FROM declares WHERE niveau <> courant GROUP BY 1),
        debuts AS (
            SELECT reference, min(jour) AS depuis FROM declares d LEFT JOIN autres a USING (reference)
            WHERE d.ordre > coalesce(a.ordre, -1) GROUP BY 1
        ),
        attentes AS (
            SELECT s.reference, coalesce(s.code_zone, '') AS code_zone, s.niveau, d.depuis,
                coalesce(s.statut, '') AS statut, coalesce(s.acteur, '') AS acteur,
                coalesce(k.nom, '') AS nom_acteur, s.depuis_statut,
                date_diff('day', CASE
                    WHEN s.statut IS NULL THEN d.depuis
                    WHEN s.statut IN ({WAITING}) THEN s.ouvert_le
                    WHEN s.statut <> 'prise_en_charge' THEN s.depuis_statut
                END, $jour) AS jours_attente
            FROM suivies s LEFT JOIN debuts d USING (reference) LEFT JOIN acteurs k ON k.identifiant = s.acteur
        )
        SELECT *, coalesce(greatest(0, jours_attente - {CADENCE}), 0) AS retard_jours FROM attentes
        ORDER BY niveau * retard_jours DESC, niveau DESC, jours_attente DESC NULLS LAST, reference
    """
    return run(cursor, query, day, settings)


FATE = (
    Column(
        "orientees",
        "Orientées",
        "Personnes à orienter pour qui une orientation a été proposée, quelle que soit sa suite.",
        worse=-1,
        whole="a_orienter",
    ),
    Column(
        "prises_en_charge",
        "Prises en charge",
        "Personnes à orienter dont la dernière orientation a abouti : un acteur les suit.",
        worse=-1,
        whole="a_orienter",
    ),
    Column(
        "en_attente",
        "En attente d'un acteur",
        "Personnes à orienter dont l'orientation est proposée, acceptée ou transmise, sans prise en charge "
        "à ce jour.",
        worse=1,
        whole="a_orienter",
        known_as="orientations_en_attente",
    ),
    Column(
        "sans_suite",
        "Sans suite",
        "Personnes à orienter dont la dernière orientation a été refusée ou est restée sans suite.",
        worse=1,
        whole="a_orienter",
        known_as="orientations_sans_suite",
    ),
)
NOT_ORIENTED = Column(
    "non_orientees",
    "Non orientées",
    "Personnes à orienter pour qui aucune orientation n'a été proposée.",
    worse=1,
    whole="a_orienter",
)

ORIENTATIONS = Indicator(
    name="orientations",
    title="Orientations",
    question="Qui attend encore d'être orienté, et qui a été pris en charge ?",
    wording="Ce qu'est devenue chaque personne inscrite que son niveau déclaré (2 ou au-delà) demande d'orienter "
    "vers un acteur. La dernière ligne du suivi donne l'état ; le même jour, la plus avancée. Sans aucune ligne, elle "
    "n'est pas encore orientée.",
    source="Guide VISA (2020), partie 2 : orienter les personnes en fonction de leurs besoins.",
    columns=(
        Column("niveau", "Niveau", "Niveau déclaré, de 2 à 4.", Unit.CODE, ""),
        Column("libelle", "Orientation", "Orientation que le niveau demande.", Unit.TEXT, ""),
        Column("personnes", "Personnes", "Personnes inscrites à ce niveau."),
        *FATE,
        Column(
            "delai_median_jours",
            "Délai médian",
            "Jours entre la demande et la prise en charge : la moitié des personnes prises en charge l'ont été plus vite. "
            "Après un refus ou un arrêt, le délai part de la nouvelle demande.",
            Unit.DAYS,
            "",
            worse=1,
        ),
    ),
    zone_columns=(
        *ZONE_COLUMNS,
        Column(
            "a_orienter",
            "À orienter",
            "Personnes inscrites que leur niveau déclaré demande d'orienter : niveau 2 ou au-delà.",
            worse=1,
        ),
        *FATE,
    ),
    compute=orientations,
    by_zone=orientations_by_zone,
    denominator="personnes inscrites de niveau 2 ou au-delà",
    rows="niveau",
    example=Example(
        "{libelle} : {personnes} personnes, {orientees} orientées, {prises_en_charge} prise en charge en "
        "{delai_median_jours}.",
        {
            "libelle": "Isolée",
            "personnes": 2,
            "orientees": 2,
            "prises_en_charge": 1,
            "delai_median_jours": 10,
        },
        {"niveau": 2},
        acting=True,
    ),
)
