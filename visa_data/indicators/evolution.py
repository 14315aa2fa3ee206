"""Évolution: each figure of the committee's first screen at two dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.besoins import needs_cte
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import Unit
from visa_data.indicators.state import run, state_cte
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import Settings
from visa_data.vocabulary import StatutZone


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the first screen: its label, unit, and whether a rise is bad (+1) or good (-1) news."""

    name: str
    label: str
    definition: str
    unit: Unit = Unit.COUNT
    worse: int = 0
    about: str = "personnes"


KEY_FIGURES = (
    KeyFigure("inscrits", "Personnes inscrites", "Consentement recueilli, non radiées au jour dit."),
    KeyFigure("en_attente", "Consentement en attente", "Transmises par un organisme, à recueillir.", worse=1),
    KeyFigure("tentes", "Personnes appelées", "Inscrites appelées au moins une fois.", worse=-1),
    KeyFigure("joints", "Personnes jointes", "Inscrites jointes au moins une fois.", worse=-1),
    KeyFigure("evalues", "Personnes évaluées", "Inscrites dont le niveau est déclaré.", worse=-1),
    KeyFigure("a_jour", "Contacts à jour", "Évaluées jointes dans le délai de leur niveau.", worse=-1),
    KeyFigure("jamais_joints", "Jamais jointes", "Au moins trois appels sans les joindre.", worse=1),
    KeyFigure("perdus_de_vue", "Perdues de vue", "Plus jointes depuis deux fois leur délai.", worse=1),
    KeyFigure("taux_joints", "Part jointe", "Jointes, rapportées aux inscrites.", Unit.RATE, -1),
    KeyFigure("taux_a_jour", "Part à jour", "À jour, rapportées aux inscrites.", Unit.RATE, -1),
    KeyFigure("urgences", "Situations urgentes", "Inscrites de niveau déclaré 4.", worse=1),
    KeyFigure(
        "urgences_sans_contact",
        "Urgences sans contact",
        "Situations urgentes qu'aucun appel n'a jointes dans le délai du niveau 4 (48 heures).",
        worse=1,
    ),
    KeyFigure("isolees", "Personnes isolées", "Vivant seules, ou de niveau 2 ou plus.", worse=1),
    KeyFigure("isolees_couvertes", "Isolées couvertes", "Atteintes par au moins une équipe.", worse=-1),
    KeyFigure("isolees_sans_equipe", "Isolées sans équipe", "Qu'aucune équipe active n'atteint.", worse=1),
    KeyFigure(
        "zones_blanches",
        "Zones blanches",
        "Zones où vivent des personnes isolées et où aucune équipe n'en atteint.",
        worse=1,
        about="zones",
    ),
    KeyFigure(
        "besoins_ouverts",
        "Besoins ouverts",
        "Besoins exprimés, en cours ou sans solution.",
        worse=1,
        about="besoins",
    ),
    KeyFigure(
        "besoins_non_pourvus",
        "Besoins non pourvus",
        "Ouverts et sans solution, ou ouverts depuis sept jours ou plus.",
        worse=1,
        about="besoins",
    ),
)


def key_figures(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters = EVERYBODY
) -> dict[str, float]:
    """The first screen's figures at the end of a day (NaN for a rate whose denominator is 0)."""
    figures = {name: float(value) for name, value in coverage(cursor, day, settings, filters).iloc[0].items()}
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT
            count(*) FILTER (inscrit AND niveau = 4) AS urgences,
            count(*) FILTER (inscrit AND niveau = 4
                AND NOT coalesce(jours_depuis_joint <= $cadence_4, false)) AS urgences_sans_contact,
            (SELECT count(*) FROM etat_besoins WHERE ouvert) AS besoins_ouverts,
            (SELECT count(*) FROM etat_besoins WHERE non_pourvu) AS besoins_non_pourvus
        FROM etat
    """
    row = run(cursor, query, day, settings, filters).iloc[0]
    figures |= {str(name): float(value) for name, value in row.items()}
    zones = zones_blanches_by_zone(cursor, day, settings, filters)
    isolated, covered = int(zones["isolees"].sum()), int(zones["isolees_couvertes"].sum())
    blank = (zones["statut"] == StatutZone.BLANCHE.value) & (zones["code_zone"] != "")
    figures["isolees"] = float(isolated)
    figures["isolees_couvertes"] = float(covered)
    figures["isolees_sans_equipe"] = float(isolated - covered)
    figures["zones_blanches"] = float(blank.sum())
    return {figure.name: figures[figure.name] for figure in KEY_FIGURES}


def evolution(
    cursor: duckdb.DuckDBPyConnection,
    before: date,
    after: date,
    settings: Settings,
    filters: Filters = EVERYBODY,
) -> pd.DataFrame:
    """indicateur, avant, apres, ecart for each key figure between the ends of two days."""
    first = key_figures(cursor, before, settings, filters)
    second = key_figures(cursor, after, settings, filters)
    return pd.DataFrame(
        {
            "indicateur": list(first),
            "avant": list(first.values()),
            "apres": list(second.values()),
            "ecart": [second[name] - first[name] for name in first],
        }
    )
