"""Implantations: where more teams would reach most isolated people that no active team reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from visa_data.errors import VisaError
from visa_data.indicators.among import among
from visa_data.indicators.everybody import isolated_people
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Option, Unit
from visa_data.indicators.state import people
from visa_data.settings import Settings
from visa_data.territory.distance import chord, unit_vectors
from visa_data.territory.siting import best_sites
from visa_data.territory.zones import read_zones

NEXT_TEAMS, NEXT_TEAM_KM = 3, 5.0
"""Places proposed together, and how far a team there would go, wherever nothing else is asked."""


@dataclass(frozen=True)
class Implantations:
    """The best places, and how sure we are.

    table: rang, code_zone, nom_zone, nouvelles_couvertes, cumul, latitude, longitude (of the site).
    uncovered: isolated people no active team reaches. unlocated: those of them without coordinates,
    whom no radius can reach. optimal: proven; bound: people that no choice of places can exceed.
    """

    table: pd.DataFrame
    uncovered: int
    unlocated: int
    optimal: bool
    bound: int

    @property
    def sentence(self) -> str:
        """What to know of the solution, in French; empty when there is nothing to add."""
        if self.optimal:
            return ""
        return (
            "Solution la meilleure trouvée dans le temps prévu, sans preuve qu'elle est optimale : "
            f"aucun choix ne couvrirait plus de {self.bound} personnes."
        )


def implantations(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters = EVERYBODY,
    *,
    number: int = NEXT_TEAMS,
    radius_km: float = NEXT_TEAM_KM,
) -> Implantations:
    """Choose `number` zones whose representative point would cover most within `radius_km`."""
    zones = read_zones(cursor)
    uncovered = isolated_people(cursor, day, settings).query("not couverte")
    if filters != EVERYBODY:
        chosen = people(cursor, day, settings, filters, isolated=True)["reference"]
        uncovered = uncovered[among(uncovered["reference"], chosen)]
    located = uncovered.dropna(subset=["latitude", "longitude"])
    sites, gains, optimal, bound = [], [], True, 0
    if len(located) and len(zones.codes):
        tree = cKDTree(unit_vectors(located["latitude"].to_numpy(), located["longitude"].to_numpy()))
        found = tree.query_ball_point(unit_vectors(zones.latitude, zones.longitude), float(chord(radius_km)))
        siting = best_sites(
            [np.asarray(rows, dtype=np.int64) for rows in found],
            len(located),
            number,
            settings.solveur_secondes,
        )
        sites, gains, optimal, bound = siting.sites, siting.gains, siting.optimal, siting.bound
    table = pd.DataFrame(
        {
            "rang": range(1, len(sites) + 1),
            "code_zone": [zones.codes[site] for site in sites],
            "nom_zone": [zones.names[site] for site in sites],
            "nouvelles_couvertes": gains,
            "cumul": np.cumsum(gains, dtype=int),
            "latitude": zones.latitude[sites] if sites else [],
            "longitude": zones.longitude[sites] if sites else [],
        }
    )
    return Implantations(table, len(uncovered), len(uncovered) - len(located), optimal, bound)


def best_places_listed(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters,
    *,
    number: int = NEXT_TEAMS,
    radius_km: float = NEXT_TEAM_KM,
) -> pd.DataFrame:
    """The table of `implantations`; `attrs["note"]` says what to know of it.

    Raises VisaError for a number or a radius (km) out of bounds.
    """
    if number < 1 or not 0 < radius_km <= 500:
        raise VisaError(
            "Valeur hors bornes", "--nombre vaut au moins 1, et --rayon-km est compris entre 0 et 500."
        )
    found = implantations(cursor, day, settings, filters, number=number, radius_km=radius_km)
    found.table.attrs["note"] = found.sentence
    return found.table


IMPLANTATIONS = Indicator(
    name="implantations",
    title="Meilleures implantations",
    question="Où une équipe de plus aiderait-elle le plus ?",
    wording="Les zones où de nouvelles équipes atteindraient ensemble le plus de personnes isolées qu'aucune équipe "
    "active n'atteint. Chacune est placée au point représentatif de sa zone. Le choix est prouvé le meilleur, ou il est "
    "dit qu'il ne l'est pas.",
    source="Church et ReVelle (1974), problème de couverture maximale (MCLP).",
    columns=(
        Column(
            "rang", "Rang", "De la place qui apporte le plus à celle qui apporte le moins.", Unit.CODE, ""
        ),
        *ZONE_COLUMNS,
        Column(
            "nouvelles_couvertes",
            "Nouvelles couvertes",
            "Personnes isolées que cette équipe atteindrait, et qu'aucune avant elle dans la liste n'atteint.",
            worse=-1,
            whole="isolees",
        ),
        Column("cumul", "Cumul", "Celles-là et celles des places qui précèdent.", worse=-1, whole="isolees"),
    ),
    compute=best_places_listed,
    rows="rang",
    denominator="personnes isolées qu'aucune équipe n'atteint",
    example=Example(
        "Une équipe de plus à {nom_zone}, d'un rayon de 5 km, atteindrait {nouvelles_couvertes} personne isolée.",
        {"nom_zone": "Boismont", "nouvelles_couvertes": 1},
        {"rang": 1},
    ),
    options=(
        Option("--nombre", "K", "implantations : nombre d'équipes à placer (3)", "number", int, 3),
        Option("--rayon-km", "R", "implantations : rayon d'une équipe, en km (5)", "radius_km", float, 5.0),
    ),
)
