"""Heures: the callers' hours that the cadences ask for, and those the callers have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.appels import CALLS_TO_REGISTERED
from visa_data.indicators.callers import LISTED
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.fragilite import fragility
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.state import of_everybody, run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import NIVEAUX

MINUTES_PER_MISS = 2
"""Minutes spent on an attempt that reaches nobody: an assumption of the screen, that the reader may change."""
MINUTES_CHOICES = (0, 1, 2, 3, 5, 10)
"""What she may change it to."""


def hours_needed(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    minutes_per_miss: float = MINUTES_PER_MISS,
) -> pd.DataFrame:
    """Hours a week to keep the cadence of each level: four rows, levels 1 to 4.

    The filters choose the people to call. How long a call takes and how many it needs are measured on the calls to
    everybody: what two halves of the people ask for adds up to what all of them do.
    Columns: niveau, libelle, personnes, cadence_jours, contacts_semaine (personnes × 7 ÷ cadence),
    duree_min (mean of the joined calls to people now at that level; all levels' mean when they have none;
    NaN when no call has a duration), duree_propre (whether it is that level's own), tentatives_par_contact
    (calls ÷ joined calls, to people evaluated; the same for all levels, NaN when nobody was joined) and
    heures_semaine = contacts × (duree + (tentatives − 1) × minutes_per_miss) ÷ 60.
    """
    query = f"""
        WITH {state_cte(EVERYBODY)}, {CALLS_TO_REGISTERED},
        durees AS (
            SELECT niveau_courant AS niveau, avg(duree_min) FILTER (issue = 'joint') AS duree
            FROM appels_inscrits WHERE niveau_courant > 0 GROUP BY 1
        ),
        ensemble AS (
            SELECT avg(duree_min) FILTER (issue = 'joint') AS duree,
                count(*) / nullif(count(*) FILTER (issue = 'joint'), 0) AS tentatives
            FROM appels_inscrits WHERE niveau_courant > 0
        )
        SELECT n.niveau, d.duree AS duree_niveau,
            e.duree AS duree_ensemble, e.tentatives AS tentatives_par_contact
        FROM range(1, 5) AS n (niveau)
        LEFT JOIN durees d USING (niveau) CROSS JOIN ensemble e ORDER BY n.niveau
    """
    measured = of_everybody(cursor, "durees", day, settings, lambda: run(cursor, query, day, settings))
    found = measured.astype({"duree_niveau": float, "duree_ensemble": float, "tentatives_par_contact": float})
    found["personnes"] = fragility(cursor, day, settings, filters)["personnes"].iloc[1:].to_numpy()
    contacts = found["personnes"] * 7 / pd.Series(settings.cadences, dtype=float)
    duration = found["duree_niveau"].fillna(found["duree_ensemble"])
    attempts = found["tentatives_par_contact"]
    minutes = contacts * (duration + (attempts - 1) * minutes_per_miss)
    return pd.DataFrame(
        {
            "niveau": found["niveau"],
            "libelle": [NIVEAUX[int(level)] for level in found["niveau"]],
            "personnes": found["personnes"],
            "cadence_jours": settings.cadences,
            "contacts_semaine": contacts,
            "duree_min": duration,
            "duree_propre": found["duree_niveau"].notna(),
            "tentatives_par_contact": attempts,
            "heures_semaine": (minutes / 60).where(found["personnes"] > 0, 0.0),
        }
    )


@dataclass(frozen=True)
class CallersHours:
    """What the callers active at a day declare: callers, those who give their hours, and the sum a week."""

    callers: int
    declared: int
    hours: float


def hours_available(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> CallersHours:
    """Σ heures_semaine of the callers active at the end of the day: one answer for the whole territory."""
    row = cursor.execute(
        f"WITH {LISTED} SELECT count(*), count(heures_semaine), coalesce(sum(heures_semaine), 0) FROM listes WHERE actif",
        {"jour": day},
    ).fetchone()
    return CallersHours(int(row[0]), int(row[1]), float(row[2])) if row else CallersHours(0, 0, 0.0)


HEURES = Indicator(
    name="heures",
    title="Heures d'appel",
    question="Les heures des appelants suffisent-elles pour tenir les délais ?",
    wording="Heures par semaine pour joindre chaque personne évaluée au rythme de son niveau : contacts "
    "attendus (personnes × 7 ÷ délai en jours) × durée moyenne des appels aboutis des personnes de ce niveau, "
    "plus le temps des tentatives sans réponse. Les premiers appels d'évaluation viennent en plus.",
    source="Guide VISA (2020), partie 2, pour les délais ; journal des appels pour les durées.",
    columns=(
        Column("libelle", "Niveau déclaré", "Orientation que le niveau demande.", Unit.TEXT, ""),
        Column("personnes", "Personnes", "Personnes inscrites à ce niveau."),
        Column("cadence_jours", "Délai (jours)", "Jours attendus entre deux contacts.", Unit.DAYS, ""),
        Column(
            "contacts_semaine",
            "Contacts par semaine",
            "Personnes × 7 ÷ délai.",
            Unit.RATIO,
            "contacts",
            decimals=1,
        ),
        Column(
            "duree_min",
            "Durée (min)",
            "Durée moyenne d'un appel abouti.",
            Unit.RATIO,
            "minutes",
            decimals=1,
            own=True,
        ),
        Column(
            "tentatives_par_contact",
            "Tentatives par contact",
            "Appels rapportés aux appels aboutis, tous niveaux ensemble.",
            Unit.RATIO,
            "appels",
            decimals=2,
            own=True,
        ),
        Column(
            "heures_semaine", "Heures par semaine", "Heures d'appel nécessaires.", Unit.RATIO, "heures", 1, 1
        ),
    ),
    compute=hours_needed,
    rows="niveau",
    denominator="personnes évaluées",
    example=Example(
        "{libelle} : {personnes} personnes, {contacts_semaine} contact par semaine de {duree_min} minutes, "
        "{tentatives_par_contact} tentative par contact : {heures_semaine} heure par semaine.",
        {
            "libelle": "Isolée",
            "personnes": 2,
            "contacts_semaine": 1,
            "duree_min": 37 / 3,
            "tentatives_par_contact": 1,
            "heures_semaine": 37 / 180,
        },
        {"libelle": "Isolée"},
    ),
)
