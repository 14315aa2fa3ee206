"""About 110 resources of the territory, in the columns of ``ressources``."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pandas as pd
import shapely

from scripts.make_sample.areas import Areas, centres, distance_km
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import IRIS_CODES, TOWN_CODE

COLUMNS = [
    "identifiant",
    "nom",
    "categorie",
    "besoins",
    "code_zone",
    "latitude",
    "longitude",
    "zones_intervention",
    "rayon_km",
    "capacite",
    "statut",
    "date_verification",
]
#: categorie: needs, how many in the town, how many in the villages, reach.
#: Reach: "commune" the zone or town it stands in; "near" the eight nearest zones; "all"; or a radius in km.
_KINDS: dict[str, tuple[str, int, int, str]] = {
    "CCAS": ("se_nourrir|etre_informe|quotidien", 1, 7, "commune"),
    "CLIC": ("se_soigner|etre_informe|quotidien", 1, 0, "all"),
    "Centre social": ("etre_informe|parler|s_occuper", 2, 1, "near"),
    "Club des aînés": ("parler|s_occuper", 3, 9, "commune"),
    "Commerce avec livraison": ("se_nourrir", 3, 5, "6"),
    "Écoute téléphonique": ("parler", 1, 0, "near"),
    "France Services": ("etre_informe|arnaques|quotidien", 1, 2, "12"),
    "Gendarmerie": ("arnaques", 1, 2, "11"),
    "Infirmiers à domicile": ("se_soigner", 2, 4, "7"),
    "La Poste": ("etre_informe|argent", 3, 7, "5"),
    "Marche douce": ("sortir|s_occuper", 2, 2, "commune"),
    "Médiathèque": ("etre_informe|s_occuper", 2, 5, "5"),
    "Pharmacie": ("se_soigner", 5, 11, "5"),
    "Point retrait d'argent": ("argent", 1, 3, "4"),
    "Portage de repas": ("se_nourrir", 2, 4, "near"),
    "SAAD": ("se_nourrir|quotidien", 3, 5, "9"),
    "SSIAD": ("se_soigner", 1, 3, "near"),
    "Transport à la demande": ("sortir|quotidien", 1, 3, "near"),
}
_CAPACITIES = {
    "Portage de repas": (25, 90),
    "SAAD": (30, 110),
    "SSIAD": (20, 60),
    "Transport à la demande": (12, 45),
    "Club des aînés": (15, 60),
    "Marche douce": (10, 25),
}


def resource_table(outlines: Outlines, population: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Rows of ``ressources`` sorted by ``identifiant``; every value is text, "" when empty.

    No active resource answers ``rituels``; in the valley ``sortir`` has one, not checked for over two years.
    """
    rng = rng_for("resources")
    zones = outlines.zones().set_index("code")
    places = centres(outlines.zones())
    residents = population[population["annee"] == population["annee"].max()].set_index("code_zone")[
        "population"
    ]
    rows = [
        _resource(kind, site, zones, places, areas, rng)
        for kind, (_, in_town, in_villages, _) in _KINDS.items()
        for site in _sites(kind, in_town, in_villages, residents, areas, rng)
    ]
    rows += _told(zones, places, areas)
    names: Counter[str] = Counter()
    for rank, row in enumerate(rows, start=1):
        row["identifiant"] = f"RS{rank:03d}"
        names[row["nom"]] += 1
        if names[row["nom"]] > 1:
            row["nom"] += f" {names[row['nom']]}"
    return pd.DataFrame(rows, columns=COLUMNS)


def _sites(
    kind: str, in_town: int, in_villages: int, residents: pd.Series, areas: Areas, rng: np.random.Generator
) -> list[str]:
    """Zones where the resources of a kind stand: larger villages first, by chance."""
    villages = sorted(set(residents.index) - {TOWN_CODE, *IRIS_CODES})
    if "sortir" in _KINDS[kind][0]:
        villages = [code for code in villages if code not in areas.valley]
    weights = residents[villages].to_numpy(dtype=float) ** 0.8
    drawn = rng.choice(villages, p=weights / weights.sum(), size=in_villages, replace=False)
    town = rng.choice(IRIS_CODES, size=in_town, replace=False) if in_town > 1 else [IRIS_CODES[0]] * in_town
    return [str(code) for code in [*sorted(town), *sorted(drawn)]]


def _resource(
    kind: str,
    site: str,
    zones: pd.DataFrame,
    places: dict[str, tuple[float, float]],
    areas: Areas,
    rng: np.random.Generator,
) -> dict[str, str]:
    needs, _, _, reach = _KINDS[kind]
    lat, lon = _inside(zones.at[site, "geometry"], places[site], rng)
    listed, radius = "", ""
    if reach == "commune":
        listed = TOWN_CODE if site in IRIS_CODES else site
    elif reach == "near":
        listed = _nearest(site, places, areas if "sortir" in needs else None)
    elif reach == "all":
        listed = "|".join([TOWN_CODE, *sorted(code for code in places if code not in IRIS_CODES)])
    else:
        radius = reach
    low, high = _CAPACITIES.get(kind, (0, 0))
    status, checked = _freshness(kind, rng)
    return {
        "nom": f"{kind} – {_place_name(site, zones)}",
        "categorie": kind,
        "besoins": needs,
        "code_zone": site,
        "latitude": f"{lat:.6f}",
        "longitude": f"{lon:.6f}",
        "zones_intervention": listed,
        "rayon_km": radius,
        "capacite": str(int(rng.integers(low, high))) if high else "",
        "statut": status,
        "date_verification": checked,
    }


def _freshness(kind: str, rng: np.random.Generator) -> tuple[str, str]:
    """Status and day of the last check: most are fresh, some never checked, some stale, some closed."""
    drawn = rng.random()
    fresh = date(2024, 2, 1) + timedelta(days=int(rng.integers(0, 570)))
    stale = date(2021, 3, 1) + timedelta(days=int(rng.integers(0, 800)))
    if kind == "CLIC" or drawn < 0.69:
        return "active", fresh.isoformat()
    if drawn < 0.81:
        return "active", ""
    if drawn < 0.94:
        return "active", stale.isoformat()
    return "fermee", fresh.isoformat()


def _nearest(site: str, places: dict[str, tuple[float, float]], kept_out: Areas | None) -> str:
    """The eight zones nearest to the site; in the town, the whole town and its first ring."""
    if site in IRIS_CODES:
        ring = sorted(code for code in places if distance_km(places[code], places[site]) < 7)
        return "|".join([TOWN_CODE, *(code for code in ring if code not in IRIS_CODES)])
    candidates = [
        code
        for code in places
        if code not in IRIS_CODES and (kept_out is None or code not in kept_out.valley)
    ]
    near = sorted(candidates, key=lambda code: (distance_km(places[code], places[site]), code))[:8]
    return "|".join(sorted(near))


def _inside(
    shape: shapely.Polygon, centre: tuple[float, float], rng: np.random.Generator
) -> tuple[float, float]:
    while True:
        lat, lon = (
            round(float(rng.normal(centre[0], 0.003)), 6),
            round(float(rng.normal(centre[1], 0.004)), 6),
        )
        if shape.contains(shapely.Point(lon, lat)):
            return lat, lon


def _place_name(site: str, zones: pd.DataFrame) -> str:
    name = str(zones.at[site, "nom"])
    return f"Aurevilliers, {name}" if site in IRIS_CODES else name


def _told(zones: pd.DataFrame, places: dict[str, tuple[float, float]], areas: Areas) -> list[dict[str, str]]:
    """The three resources of the story: two parishes that answer no more, a transport nobody checked."""

    def told(
        kind: str, needs: str, site: str, listed: str, capacity: str, status: str, day: str
    ) -> dict[str, str]:
        return {
            "nom": f"{kind} – {_place_name(site, zones)}",
            "categorie": kind,
            "besoins": needs,
            "code_zone": site,
            "latitude": f"{places[site][0]:.6f}",
            "longitude": f"{places[site][1]:.6f}",
            "zones_intervention": listed,
            "rayon_km": "",
            "capacite": capacity,
            "statut": status,
            "date_verification": day,
        }

    valley = "|".join(areas.valley)
    return [
        told("Aumônerie de quartier", "rituels|parler", IRIS_CODES[0], TOWN_CODE, "", "fermee", "2025-06-18"),
        told("Visites de la paroisse", "rituels", "99129", "99129", "", "active", "2022-04-06"),
        told(
            "Transport à la demande",
            "sortir|quotidien",
            areas.valley[0],
            valley,
            "16",
            "active",
            "2023-02-14",
        ),
    ]
