"""Signalements: who tells us of isolated people, what follows, and where nobody ever does."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pandas as pd

from visa_data.indicators.filters import EVERYBODY, ByZone, Counted, Filters
from visa_data.indicators.indicator import REPORTS, ZONE_COLUMNS, Column, Example, Indicator, Option, Unit
from visa_data.indicators.state import run
from visa_data.settings import Settings
from visa_data.vocabulary_of_action import Relais, SuiteSignalement

COUNTED_DAYS = 28
"""Days counted, the last one included, when nobody chose the first."""

UNKNOWN_RELAY = "Relais non précisé"

RECEIVED_BY_THEN = """
signales AS (
    SELECT s.date, s.relais, coalesce(p.code_zone, '') AS code_zone,
        CASE WHEN s.date_suite > $jour THEN 'en_cours' ELSE s.suite END AS suite,
        CASE WHEN s.date_suite <= $jour THEN date_diff('day', s.date, s.date_suite) END AS jours
    FROM signalements s LEFT JOIN placements_signalements p USING (identifiant)
    WHERE s.date <= $jour
)
"""
"""CTE: each report received by the end of the day; what followed later is still under way then (jours: null)."""

ENDS = {
    "inscrites": SuiteSignalement.INSCRITE,
    "deja_inscrites": SuiteSignalement.DEJA_INSCRITE,
    "refus": SuiteSignalement.REFUS,
    "sans_suite": SuiteSignalement.SANS_SUITE,
    "en_cours": SuiteSignalement.EN_COURS,
}
"""What each column counts."""


def reports(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    since: date | None = None,
) -> pd.DataFrame:
    """One row for each relay in use, in the vocabulary's order, then that of reports whose relay is unknown (code '').

    Columns: relais, libelle, recus, inscrites, deja_inscrites, refus, sans_suite, en_cours, delai_median_jours (NaN
    where nothing followed). since: first day counted, `day` being the last; COUNTED_DAYS in all where nobody chose it.
    Zones choose reports placed there; a report is of nobody registered: sources and callers choose none.
    """
    order = ", ".join(f"'{relay.value}'" for relay in Relais)
    ends = ", ".join(f"count(*) FILTER (suite = '{end.value}') AS {name}" for name, end in ENDS.items())
    placed = "list_contains($zones, code_zone)" if filters.zones else "true"
    query = f"""
        WITH {RECEIVED_BY_THEN}
        SELECT coalesce(relais, '') AS relais, count(*) AS recus, {ends}, median(jours) AS delai_median_jours
        FROM signales WHERE date >= $depuis AND {placed}
        GROUP BY relais ORDER BY list_position([{order}], relais) NULLS LAST
    """
    frame = run(cursor, query, day, settings, filters, depuis=_first_day(day, since))
    frame.insert(1, "libelle", [Relais(code).label if code else UNKNOWN_RELAY for code in frame["relais"]])
    return frame


@ByZone
def reports_by_zone(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    counted: Counted,
    since: date | None = None,
) -> pd.DataFrame:
    """One row for each zone, then one of empty code when reports are placed nowhere.

    Columns: code_zone, nom_zone, recus, inscrites (from `since` on, see `reports`), relais_distincts (over all days),
    sans_relais: whether somebody is registered there and no relay ever told us of anybody. Same for whoever is counted.
    """
    query = f"""
        WITH {RECEIVED_BY_THEN},
        lignes AS (
            SELECT code AS code_zone, nom AS nom_zone, 0 AS rang FROM zones_actives
            UNION ALL
            SELECT '', $non_localisees, 1 WHERE EXISTS (SELECT 1 FROM signales WHERE code_zone = '')
        ),
        comptes AS (
            SELECT code_zone, count(*) FILTER (date >= $depuis) AS recus,
                count(*) FILTER (date >= $depuis AND suite = 'inscrite') AS inscrites,
                count(DISTINCT relais) AS relais_distincts
            FROM signales GROUP BY code_zone
        ),
        habitees AS (SELECT DISTINCT coalesce(code_zone, '') AS code_zone FROM etat_du_jour WHERE inscrit)
        SELECT l.code_zone, l.nom_zone, coalesce(c.recus, 0) AS recus, coalesce(c.inscrites, 0) AS inscrites,
            coalesce(c.relais_distincts, 0) AS relais_distincts,
            h.code_zone IS NOT NULL AND coalesce(c.relais_distincts, 0) = 0 AS sans_relais
        FROM lignes l LEFT JOIN comptes c USING (code_zone) LEFT JOIN habitees h USING (code_zone)
        ORDER BY l.rang, l.code_zone
    """
    return run(cursor, query, day, settings, counted, depuis=_first_day(day, since))


def silent_zones(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """Columns code_zone, nom_zone, relais_distincts, sans_relais of each zone (see `reports_by_zone`), whoever is counted.

    No row as long as no relay has reported anybody anywhere: nothing tells a silent zone from a file not loaded.
    """
    table = reports_by_zone(cursor, day, settings, filters)
    every = reports_by_zone(cursor, day, settings, EVERYBODY) if filters.zones else table
    known = table[table["code_zone"] != ""] if every["relais_distincts"].any() else table.head(0)
    return known[["code_zone", "nom_zone", "relais_distincts", "sans_relais"]].reset_index(drop=True)


def _first_day(day: date, since: date | None) -> date:
    return since or day - timedelta(days=COUNTED_DAYS - 1)


RECEIVED, ENROLLED = (
    Column(
        "recus",
        "Reçus",
        f"Signalements reçus du premier au dernier jour compté : sans autre choix, les {COUNTED_DAYS} jours qui finissent "
        "au jour dit.",
        about=REPORTS,
    ),
    Column(
        "inscrites",
        "Inscrites",
        "Signalements reçus qui ont donné une inscription au registre.",
        about=REPORTS,
        worse=-1,
        whole="recus",
    ),
)

SIGNALEMENTS = Indicator(
    name="signalements",
    title="Signalements",
    question="Qui nous signale des personnes isolées, qu'en advient-il, et où personne ne le fait-il jamais ?",
    wording="Signalements reçus, selon le relais dont ils viennent, et ce qui leur a été donné comme suite à la fin du "
    "jour dit : une suite plus tardive est encore en cours. Un signalement est placé comme une personne : par ses "
    "coordonnées, sinon par le code de sa zone. Les sources et les appelants choisis n'y changent rien. « Sans "
    "relais » : une zone où des personnes sont inscrites, et d'où aucun relais n'a jamais rien signalé.",
    source="Guide VISA (2020) : ligne téléphonique dédiée, signalement par la personne ou par un tiers.",
    columns=(
        Column("relais", "Code", "Code du relais ; vide : relais non précisé.", Unit.CODE, ""),
        Column("libelle", "Relais", "Qui a signalé la personne.", Unit.TEXT, ""),
        RECEIVED,
        ENROLLED,
        Column(
            "deja_inscrites",
            "Déjà inscrites",
            "Signalements reçus d'une personne que le registre connaissait.",
            about=REPORTS,
        ),
        Column("refus", "Refus", "Signalements reçus d'une personne qui a refusé.", about=REPORTS),
        Column(
            "sans_suite",
            "Sans suite",
            "Signalements reçus restés sans suite.",
            about=REPORTS,
            worse=1,
        ),
        Column(
            "en_cours",
            "En cours",
            "Signalements reçus dont la suite n'est pas connue à la fin du jour dit.",
            about=REPORTS,
            worse=1,
        ),
        Column(
            "delai_median_jours",
            "Délai médian",
            "Jours entre le signalement et sa suite : la moitié de ceux qui en ont une l'ont eue plus vite.",
            Unit.DAYS,
            "",
            worse=1,
        ),
    ),
    zone_columns=(
        *ZONE_COLUMNS,
        RECEIVED,
        ENROLLED,
        Column(
            "relais_distincts",
            "Relais distincts",
            "Relais différents qui ont signalé quelqu'un de la zone, depuis toujours. Zéro : personne ne nous y a jamais "
            "rien signalé.",
            about="relais",
            worse=-1,
        ),
    ),
    compute=reports,
    by_zone=reports_by_zone,
    rows="relais",
    denominator="signalements reçus",
    example=Example(
        "{libelle} : {recus} signalements reçus, dont {en_cours} en cours ; {deja_inscrites} d'une personne déjà "
        "inscrite, {delai_median_jours} après.",
        {
            "libelle": Relais.VOISIN.label,
            "recus": 2,
            "en_cours": 1,
            "deja_inscrites": 1,
            "delai_median_jours": 3.0,
        },
        {"relais": Relais.VOISIN.value},
        acting=True,
    ),
    options=(
        Option(
            "--de",
            "AAAA-MM-JJ",
            f"signalements : premier jour compté (sinon, les {COUNTED_DAYS} jours qui finissent à la date)",
            "since",
            date,
        ),
    ),
)
