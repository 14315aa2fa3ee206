"""The invented sample territory, as a base."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import geopandas as gpd
import shapely

from visa_data import french
from visa_data.base import Base
from visa_data.errors import BaseRefused, VisaError
from visa_data.extracts.kinds import kinds_in_loading_order
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

ROOT = Path(__file__).resolve().parents[1]
TERRITORY = "Communauté de communes du Val d'Aurette"


def fill_with_sample(base: Base, *, at: datetime) -> str:
    """Load the sample's outlines and pivot extracts into an empty base; says how much, in French.

    Raises BaseRefused when the base already holds something: an example is never mixed with real data.
    """
    with base.cursor() as cursor:
        row = cursor.execute("SELECT count(*) FROM zones").fetchone()
        people = cursor.execute("SELECT count(*) FROM personnes").fetchone()
    if (row and row[0]) or (people and people[0]):
        raise BaseRefused(
            "La base n'est pas vide",
            f"« {base.path} » contient déjà des données : l'exemple ne s'y mélange pas. "
            "Choisissez un autre fichier avec --base.",
        )
    outlines = sorted((ROOT / "geodata").glob("communes.geojson")) + sorted(
        (ROOT / "geodata").glob("iris_*.geojson")
    )
    if not outlines:
        raise VisaError("Exemple introuvable", f"le dossier « {ROOT / 'geodata'} » est absent ou incomplet.")
    # Our own files, whole: they need no process of their own.
    extracts = [
        read_extract(path) for path in [*outlines, *sorted((ROOT / "sample_data" / "pivot").glob("*.csv"))]
    ]
    order = kinds_in_loading_order()
    counts: Counter[str] = Counter()
    for extract in sorted(extracts, key=lambda extract: order.index(extract.kind)):
        outcome = load_extract(base, extract, at=at)
        counts[outcome.kind] += outcome.counts.ajoutees
    neighbours = gpd.read_file(ROOT / "geodata" / "voisins.geojson")
    with base.transaction() as cursor:
        cursor.executemany(
            "INSERT INTO voisins VALUES (?, ?)",
            [
                [name, shapely.to_wkb(shape)]
                for name, shape in zip(neighbours["nom"], neighbours.geometry, strict=True)
            ],
        )
        cursor.execute("INSERT INTO meta VALUES ('territoire', ?), ('invente', 'oui')", [TERRITORY])
    return french.listed(
        [
            french.counted(counts["zones"], "zone"),
            french.counted(counts["personnes"], "personne"),
            french.counted(counts["appels"], "appel"),
        ]
    )
