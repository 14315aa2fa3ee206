"""Times of the two searches on invented cases: pairings of demands and volunteers, loops of a mobile service.

Run by hand: python -m benchmarks.searches --base /somewhere/departement.duckdb
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path

import numpy as np

from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.appariements import pairings
from visa_data.indicators.tournee import tour
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary_of_action import Activite, Creneau

DAY = date(2020, 6, 7)
DEMANDS, VOLUNTEERS = 500, 1_500
NEAR = (2, 25)
"""Zones that a volunteer goes to: between so many, the nearest to one of them."""
TOURS = (
    {},
    {"loop_km": 30.0},
    {"stops": 6},
    {"stops": 8},
    {"radius_km": 10.0},
    {"radius_km": 10.0, "loop_km": 100.0},
    {"radius_km": 5.0, "stops": 8},
)


def fill(base: Base, volunteers: int) -> None:
    """Demands of invented people of the base, and volunteers: in place of those that it has."""
    draw = np.random.default_rng(2020)
    with base.transaction() as cursor:
        zones = read_zones(cursor)
        found = cursor.execute(
            "SELECT reference FROM personnes WHERE consentement = 'oui' ORDER BY 1"
        ).fetchall()
        people = [found[row][0] for row in draw.choice(len(found), DEMANDS, replace=False)]
        cursor.execute("DELETE FROM binomes")
        cursor.execute("DELETE FROM appelants")
        cursor.executemany(
            "INSERT INTO binomes VALUES (?, ?, 'demande', ?, NULL, ?, ?, 0)",
            [
                [
                    f"B{row:04d}",
                    f"2020-05-{row % 28 + 1:02d}",
                    reference,
                    _some(draw, Activite, 3),
                    _some(draw, Creneau, 3),
                ]
                for row, reference in enumerate(people)
            ],
        )
        cursor.executemany(
            "INSERT INTO appelants (appelant, zones, visites, creneaux, activites, import_id) VALUES (?, ?, 'oui', ?, ?, 0)",
            [
                [f"V{row:04d}", _around(zones, draw), _some(draw, Creneau, 4), _some(draw, Activite, 4)]
                for row in range(volunteers)
            ],
        )  # fmt: skip


def _around(zones: ZoneFrame, draw: np.random.Generator) -> str:
    home = int(draw.integers(len(zones.codes)))
    away = np.hypot(zones.latitude - zones.latitude[home], (zones.longitude - zones.longitude[home]) * 0.64)
    return "|".join(zones.codes[row] for row in np.argsort(away)[: int(draw.integers(*NEAR))])


def _some(draw: np.random.Generator, words: type[Activite] | type[Creneau], most: int) -> str | None:
    codes = [one.value for one in words]
    return "|".join(sorted(draw.choice(codes, int(draw.integers(most + 1)), replace=False))) or None


def main() -> None:
    parser = argparse.ArgumentParser(description="Mesures des deux recherches.")
    parser.add_argument(
        "--base", type=Path, required=True, help="copie d'une base de département : elle est écrite"
    )
    parser.add_argument("--depart", default="59350")
    options = parser.parse_args()
    thresholds = settings.load()
    print("| recherche | résultat | prouvé, ou borne | secondes |\n|---|---|---|---|")
    with Base(options.base) as base:
        with base.cursor() as cursor:
            for told in TOURS:
                start = time.perf_counter()
                found = tour(cursor, DAY, thresholds, need="parler", start=options.depart, **told)
                seconds = time.perf_counter() - start
                proven = "prouvé" if found.attrs["optimal"] else f"au plus {found.attrs['bound']}"
                reached = f"{found['cumul'].max()} personnes, {found.attrs['loop_km']:.2f} km"
                print(f"| tournée {told or 'par défaut'} | {reached} | {proven} | {seconds:.2f} |")
        for volunteers in (VOLUNTEERS, 1_000, 600):
            fill(base, volunteers)
            with base.cursor() as cursor:
                start = time.perf_counter()
                found = pairings(cursor, DAY, thresholds)
                seconds = time.perf_counter() - start
            told = found.attrs
            most = f"au plus {told['servies_au_plus']}, {told['activites_au_plus']}"
            print(
                f"| appariements, {told['demandes']} demandes et {volunteers} bénévoles | {told['servies']} servies, "
                f"{told['activites_partagees']} activités | {'prouvé' if told['optimal'] else most} | {seconds:.2f} |"
            )


if __name__ == "__main__":
    main()
