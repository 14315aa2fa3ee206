"""Appelants: who calls, with how many hours, trained or not, and how much they call."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.callers import LISTED, RECENT_CALLS, RECENT_DAYS
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings

UNKNOWN = "inconnu"
"""Profile of the callers of whom the file says none, and of those who are not in it."""


def callers_by_profile(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each profile that a listed caller bears, by code, then `inconnu` where there are such callers or calls.

    Columns: profil, appelants, heures_semaine (of the active ones), and of the last 28 days' calls to the inscrits chosen,
    whether their caller is still active or not: appels, joints, appels_sans_formation, appels_sans_charte.
    """
    query = f"""
        WITH {state_cte(filters)}, {LISTED}, {RECENT_CALLS},
        profils AS (
            SELECT coalesce(profil, '{UNKNOWN}') AS profil, count(*) FILTER (actif) AS appelants,
                coalesce(sum(heures_semaine) FILTER (actif), 0) AS heures_semaine
            FROM listes GROUP BY ALL
        ),
        comptes AS (
            SELECT coalesce(l.profil, '{UNKNOWN}') AS profil, count(*) AS appels, count(*) FILTER (a.issue = 'joint') AS joints,
                count(*) FILTER (l.forme = 'non') AS appels_sans_formation,
                count(*) FILTER (l.charte_signee = 'non') AS appels_sans_charte
            FROM appels_recents a LEFT JOIN listes l USING (appelant) GROUP BY 1
        )
        SELECT profil, coalesce(COLUMNS(p.* EXCLUDE (profil)), 0), coalesce(COLUMNS(c.* EXCLUDE (profil)), 0)
        FROM profils p FULL JOIN comptes c USING (profil)
        ORDER BY profil = '{UNKNOWN}', profil
    """
    return run(cursor, query, day, settings, filters)


def callers_listed(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row for each caller of the file, by code. About volunteers: coordination only.

    Columns: appelant, profil, heures_semaine (NaN when not given), actif, forme, charte_signee, visites ('oui', 'non', ''
    when not given), zones, filleuls (inscrits chosen whom she sponsors), appels_28_jours, joints_28_jours and
    minutes_28_jours (the calls that reach somebody and give their length) to the inscrits chosen.
    """
    query = f"""
        WITH {state_cte(filters)}, {LISTED}, {RECENT_CALLS},
        filleuls AS (SELECT parrain, count(*) AS filleuls FROM etat WHERE inscrit GROUP BY parrain),
        comptes AS (
            SELECT appelant, count(*) AS appels, count(*) FILTER (issue = 'joint') AS joints,
                sum(duree_min) FILTER (issue = 'joint') AS minutes
            FROM appels_recents GROUP BY appelant
        )
        SELECT l.appelant, coalesce(l.profil, '') AS profil, l.heures_semaine, l.actif,
            coalesce(l.forme, '') AS forme, coalesce(l.charte_signee, '') AS charte_signee,
            coalesce(l.visites, '') AS visites, coalesce(l.zones, '') AS zones,
            coalesce(f.filleuls, 0) AS filleuls, coalesce(c.appels, 0) AS appels_28_jours,
            coalesce(c.joints, 0) AS joints_28_jours, coalesce(c.minutes, 0)::BIGINT AS minutes_28_jours
        FROM listes l LEFT JOIN filleuls f ON f.parrain = l.appelant LEFT JOIN comptes c USING (appelant)
        ORDER BY l.appelant
    """
    return run(cursor, query, day, settings, filters)


_LAST = f"des {RECENT_DAYS} derniers jours aux personnes inscrites"

APPELANTS = Indicator(
    name="appelants",
    title="Appelants par profil",
    question="Qui appelle, et sont-ils formés ?",
    wording="Appelants de la liste, par profil. Un appelant est actif du jour de son arrivée à la veille de son départ ; sans "
    f"dates, il l'est. Les appels {_LAST} comptent, que l'appelant soit encore actif ou non. « {UNKNOWN} » : profil non "
    "renseigné, appelant absent de la liste ou appel sans appelant.",
    source="Guide VISA (2020), partie 2 : recruter, former et accompagner les appelants.",
    columns=(
        Column("profil", "Profil", "Profil de l'appelant.", Unit.TEXT, ""),
        Column(
            "appelants",
            "Appelants",
            "Appelants actifs, quels que soient les filtres.",
            Unit.COUNT,
            "appelants",
            worse=-1,
        ),
        Column(
            "heures_semaine",
            "Heures par semaine",
            "Somme des heures que les appelants actifs déclarent, quels que soient les filtres.",
            Unit.RATIO,
            "heures",
            worse=-1,
            decimals=1,
            known_as="heures_disponibles",
        ),
        Column("appels", "Appels", f"Appels {_LAST}.", about="appels"),
        Column("joints", "Aboutis", f"Appels {_LAST} qui ont joint la personne.", about="appels", worse=-1),
        Column(
            "appels_sans_formation",
            "Sans formation",
            f"Appels {_LAST} passés par quelqu'un qui n'est pas formé.",
            about="appels",
            worse=1,
        ),
        Column(
            "appels_sans_charte",
            "Sans charte",
            f"Appels {_LAST} passés par quelqu'un qui n'a pas signé la charte.",
            about="appels",
            worse=1,
        ),
    ),
    compute=callers_by_profile,
    denominator="appels des 28 derniers jours",
    rows="profil",
    example=Example(
        "{profil} : {appelants} appelant, {heures_semaine} heures par semaine, {appels} appels dont "
        "{appels_sans_formation} sans formation.",
        {"profil": "agent", "appelants": 1, "heures_semaine": 10, "appels": 5, "appels_sans_formation": 5},
        {"profil": "agent"},
        acting=True,
    ),
)
