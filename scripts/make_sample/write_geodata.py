"""Writes the outlines as GeoJSON: EPSG:4326, 6 decimals, one feature a line, declared as invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import shapely

from scripts.make_sample.sample import Sample
from scripts.make_sample.territory import DECLARATION, EPCI, TOWN_SLUG


def write_geodata(sample: Sample, folder: Path) -> None:
    """Writes communes.geojson, iris_<town>.geojson and voisins.geojson under ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    last = sample.population[sample.population["annee"] == sample.population["annee"].max()]
    residents = dict(zip(last["code_zone"], last["population"], strict=True))
    outlines = sample.outlines
    communes = [
        ({"code": row.code, "nom": row.nom, "population": int(residents[row.code])}, row.geometry)
        for row in outlines.communes.itertuples()
    ]
    iris = [
        (
            {"code_iris": row.code_iris, "nom_iris": row.nom_iris, "code_commune": row.code_commune},
            row.geometry,
        )
        for row in outlines.iris.itertuples()
    ]
    neighbours = [({"nom": row.nom}, row.geometry) for row in outlines.neighbours.itertuples()]
    _write(folder / "communes.geojson", "communes", communes)
    _write(folder / f"iris_{TOWN_SLUG}.geojson", f"iris_{TOWN_SLUG}", iris)
    _write(folder / "voisins.geojson", "voisins", neighbours)


def _write(path: Path, name: str, features: list[tuple[dict[str, Any], shapely.Geometry]]) -> None:
    head = json.dumps(
        {"type": "FeatureCollection", "name": name, "title": EPCI, "description": DECLARATION},
        ensure_ascii=False,
    )
    lines = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": _geometry(shape)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for properties, shape in features
    ]
    text = head[:-1] + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _geometry(shape: shapely.Geometry) -> dict[str, Any]:
    """GeoJSON of one polygon, rings wound as RFC 7946 asks, 6 decimals."""
    polygon = shapely.geometry.polygon.orient(shape)
    rings = [
        [[round(x, 6), round(y, 6)] for x, y in ring.coords]
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return {"type": "Polygon", "coordinates": rings}
