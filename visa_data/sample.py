"""The invented sample territory, as a base."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import geopandas as gpd
import shapely

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.errors import BaseRefused, VisaError
from visa_data.extracts.loading.invented import mark_as_invented
from visa_data.extracts.loading.load import in_loading_order, load_extract
from visa_data.extracts.reading import read_extract

PACKAGE = Path(__file__).resolve().parent
TERRITORY = "Communauté de communes du Val d'Aurette"


def sample_folder() -> Path:
    """The folder that holds `geodata` and `sample_data`: inside the installed package, else the top of a checkout."""
    inside = PACKAGE / "exemple"
    return inside if inside.is_dir() else PACKAGE.parent


def _own_files() -> list[Path]:
    """Every file of the sample that may be loaded: those to try the import with too."""
    folder = sample_folder()
    return [
        path
        for part in ("geodata", "sample_data")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    ]


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
    outlines_folder, pivot = sample_folder() / "geodata", sample_folder() / "sample_data" / "pivot"
    outlines = [*outlines_folder.glob("communes.geojson"), *sorted(outlines_folder.glob("iris_*.geojson"))]
    if not outlines:
        raise VisaError("Exemple introuvable", f"le dossier « {outlines_folder} » est absent ou incomplet.")
    # Our own files, whole: they need no process of their own.
    extracts = [read_extract(path) for path in [*outlines, *sorted(pivot.glob("*.csv"))]]
    counts: Counter[str] = Counter()
    for extract in in_loading_order(extracts, lambda extract: extract):
        outcome = load_extract(base, extract, at=at)
        counts[outcome.kind] += outcome.counts.ajoutees
    neighbours = gpd.read_file(outlines_folder / "voisins.geojson")
    with base.transaction(Acte.EXEMPLE) as cursor:
        cursor.executemany(
            "INSERT INTO voisins VALUES (?, ?)",
            [
                [name, shapely.to_wkb(shape)]
                for name, shape in zip(neighbours["nom"], neighbours.geometry, strict=True)
            ],
        )
        cursor.execute("INSERT INTO meta VALUES ('territoire', ?)", [TERRITORY])
        mark_as_invented(cursor, [sha256(path.read_bytes()).hexdigest() for path in _own_files()])
    return french.listed(
        [
            french.counted(counts["zones"], "zone"),
            french.counted(counts["personnes"], "personne"),
            french.counted(counts["appels"], "appel"),
        ]
    )
