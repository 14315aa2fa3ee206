"""An invented territory where every name is hostile, loaded through the import like any other."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.hostile_names import NAMES
from visa_data import settings
from visa_data.base import Base
from visa_data.base.territory_name import name_territory
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.vocabulary import Besoin

LOADED_AT = datetime(2025, 12, 8, 9, 0)
LAST_DAY = date(2025, 12, 6)
SIDE = 6
STEP = 0.05
PEOPLE_BY_ZONE = 6
NEEDS = [need.value for need in Besoin]
FILE_MARK = "[p](ailleurs.exemple) $x$ `y` _z_ <b>"
"""In the name of every file: what a file system lets one write."""


def make_hostile_base(path: Path, folder: Path) -> None:
    """The base file at `path`, filled from files written in `folder`."""
    with Base(path) as base:
        for file in hostile_files(folder):
            load_extract(base, read_extract(file), at=LOADED_AT)
        name_territory(base, NAMES[0])
        for rank, name in enumerate(NAMES[:6]):
            draft = Draft(
                f"Décider : {name}", f"Service {name}"[:60], LAST_DAY + timedelta(days=7), code(rank)
            )
            record_decision(base, LAST_DAY, draft, LOADED_AT, settings.load(None))


def code(rank: int) -> str:
    """Of the zone that bears the name of that rank."""
    return f"990{rank:02}"


def hostile_files(folder: Path) -> list[Path]:
    """One file a kind, in the order of loading."""
    outlines = folder / f"zones {FILE_MARK}.geojson"
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": _features()}), encoding="utf-8")
    ranks = range(len(NAMES))
    people = [(f"R{zone:02}{one}*_$<{one}", zone, one) for zone in ranks for one in range(PEOPLE_BY_ZONE)]
    tables: dict[str, list[dict[str, object]]] = {
        "personnes": [
            {
                "reference": reference,
                "source": ("registre_communal", "carsat")[one % 2],
                "date_inscription": "2025-09-01",
                "annee_naissance": 1930 + one * 3,
                "code_zone": code(zone),
                "vit_seul": ("oui", "non")[one % 3 == 0],
                "consentement": "oui",
                "aidant": ("relais_demande", "present")[one % 2],
            }
            for reference, zone, one in people
        ],
        "equipes_citoyennes": [
            {
                "identifiant": f"EC{rank:02}",
                "nom": name,
                "code_zone": code(rank),
                "latitude": _centre(rank)[1],
                "longitude": _centre(rank)[0],
                "zones_intervention": code(rank) if rank % 2 else "",
                "rayon_km": 1,
                "capacite": 3,
                "statut": "active",
                "date_creation": "2024-01-01",
                NAMES[1]: name,
            }
            for rank, name in enumerate(NAMES)
        ],
        "ressources": [
            {
                "identifiant": f"RS{rank:02}",
                "nom": name,
                "categorie": name,
                "besoins": NEEDS[rank % 10],
                "code_zone": code(rank),
                "latitude": _centre(rank)[1],
                "longitude": _centre(rank)[0],
                "zones_intervention": code(rank),
                "statut": "active",
                "date_verification": "2025-06-01",
            }
            for rank, name in enumerate(NAMES)
        ],
        "appels": [
            {
                "reference": reference,
                "date_appel": f"2025-{month} 10:{zone:02}",
                "appelant": "A1*_$<",
                "type_appel": "evaluation",
                "issue": "joint" if (zone + one) % 3 else "absent",
                "niveau": (zone + one + len(month)) % 4 + 1 if (zone + one) % 3 else "",
                "duree_min": 12 if (zone + one) % 3 else "",
            }
            for month in ("11-03", f"{LAST_DAY:%m-%d}")
            for reference, zone, one in people
        ],
        "besoins": [
            {
                "reference": reference,
                "besoin": NEEDS[(zone + one) % 10],
                "date": "2025-11-10",
                "statut": "exprime",
            }
            for reference, zone, one in people
        ],
    }
    tables |= _who_acts(people)
    return [outlines, *(_written(folder / f"{kind} {FILE_MARK}.csv", rows) for kind, rows in tables.items())]


def _who_acts(people: list[tuple[str, int, int]]) -> dict[str, list[dict[str, object]]]:
    """Actors, volunteers, what they were asked, schemes and cooperations, each of a hostile name or code."""
    one_a_zone = [(reference, zone) for reference, zone, one in people if not one]
    return {
        "appelants": [
            {"appelant": f"V{rank:02}*_$<", "zones": code(rank // 2), "visites": "oui", "activites": "jeux"}
            for rank in range(2 * len(NAMES))
        ],
        "acteurs": [
            {
                "identifiant": f"K{rank:02}",
                "nom": name,
                "type": "aidants",
                "code_zone": code(rank),
                "statut": "actif",
            }
            for rank, name in enumerate(NAMES)
        ],
        "suites": [
            {
                "reference": reference,
                "date": "2025-11-12",
                "objet": ("relais_aidant", "orientation")[zone % 2],
                "statut": "transmise",
                "acteur": f"K{zone:02}",
            }
            for reference, zone in one_a_zone
        ],
        "signalements": [
            {
                "identifiant": f"G{zone:02}",
                "date": "2025-11-20",
                "canal": "tiers",
                "relais": ("voisin", "facteur")[zone % 2],
                "code_zone": code(zone),
                "suite": "en_cours",
            }
            for _, zone in one_a_zone[:-3]
        ],
        "binomes": [
            {
                "binome": f"B{zone:02}",
                "date": "2025-11-15",
                "statut": ("demande", "actif")[zone % 2],
                "reference": reference,
                "benevoles": "" if zone % 2 == 0 else f"V{2 * zone:02}*_$<|V{2 * zone + 1:02}*_$<",
                "activites": "jeux",
            }
            for reference, zone in one_a_zone
        ],
        "dispositifs": [
            {"dispositif": name, "mois": month, "demandes": 3, "acceptees": 2, "honorees": 1 + 2 * (rank % 2)}
            for rank, name in enumerate(NAMES)
            for month in ("2025-11", "2025-12")
        ],
        "cooperations": [
            {
                "code": "975" if not rank else f"{rank + 20}",
                "nom": name,
                "maturite": ("active", "en_sommeil", "mature")[rank % 3],
                "date": "2025-06-30",
            }
            for rank, name in enumerate(NAMES)
        ],
    }


def _written(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _corner(rank: int) -> tuple[float, float]:
    return 3 + rank % SIDE * STEP, 50 + rank // SIDE * STEP


def _centre(rank: int) -> tuple[float, float]:
    west, south = _corner(rank)
    return round(west + STEP / 2, 5), round(south + STEP / 2, 5)


def _features() -> list[dict[str, object]]:
    features: list[dict[str, object]] = []
    for rank, name in enumerate(NAMES):
        west, south = _corner(rank)
        ring = [
            [west, south],
            [west + STEP, south],
            [west + STEP, south + STEP],
            [west, south + STEP],
            [west, south],
        ]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": code(rank), "nom": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return features
