"""A generated territory of département size on real outlines: nobody in it exists."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from visa_data.base import Base
from visa_data.territory.placement import rebuild_placements
from visa_data.vocabulary import Besoin, Issue, Source, StatutBesoin, Term, TypeAppel
from visa_data.vocabulary_of_action import (
    Activite,
    CanalSignalement,
    Creneau,
    Relais,
    StatutActeur,
    StatutBinome,
    StatutSuite,
    SuiteSignalement,
    TypeActeur,
)

PEOPLE, CALLS, RESOURCES, TEAMS, NEEDS = 100_000, 1_000_000, 2_000, 200, 300_000
CALLERS, ACTORS, FOLLOW_UPS, REPORTS, PAIRS = 300, 400, 50_000, 5_000, 2_000
START = np.datetime64("2020-03-16T09:00", "s")
DAYS = 84


def references(count: int) -> np.ndarray:
    return np.char.add("N", np.char.zfill(np.arange(count).astype(str), 6))


def points_in(
    outlines: gpd.GeoSeries, count: int, draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Zone row, latitude and longitude of `count` points around the zones' representative points."""
    zone = draw.integers(0, len(outlines), count)
    centre = shapely.point_on_surface(outlines.to_numpy())
    latitude = shapely.get_y(centre)[zone] + draw.normal(0, 0.006, count)
    longitude = shapely.get_x(centre)[zone] + draw.normal(0, 0.009, count)
    return zone, latitude.round(6), longitude.round(6)


def calls_frame(draw: np.random.Generator) -> pd.DataFrame:
    """A million calls, in the columns of the base."""
    issues = np.array([issue.value for issue in Issue])
    outcome = draw.choice(issues, CALLS, p=[0.55, 0.22, 0.1, 0.06, 0.04, 0.03])
    reached = outcome == "joint"
    level = np.where(reached, draw.choice([1, 2, 3, 4], CALLS, p=[0.5, 0.3, 0.15, 0.05]), 0)
    minutes = draw.integers(0, DAYS, CALLS) * 1440 + draw.integers(0, 540, CALLS)
    named = draw.choice([None, *(need.value for need in Besoin)], CALLS, p=[0.8, *[0.02] * 10])
    frame = pd.DataFrame(
        {
            "reference": references(PEOPLE)[draw.integers(0, PEOPLE, CALLS)],
            "date_appel": START + minutes.astype("timedelta64[m]"),
            "heure_connue": True,
            "appelant": _callers(draw, CALLS),
            "rang": 0,
            "type_appel": draw.choice([kind.value for kind in TypeAppel], CALLS),
            "issue": outcome,
            "niveau": pd.array(np.where(level > 0, level, None), dtype="Int32"),
            "besoins": np.where(reached, named, None),
            "duree_min": pd.array(np.where(reached, draw.integers(2, 40, CALLS), None), dtype="Int32"),
        }
    )
    return frame.drop_duplicates(["reference", "date_appel", "appelant"])


def _callers(draw: np.random.Generator, count: int) -> np.ndarray:
    return np.char.add("A", np.char.zfill(draw.integers(0, CALLERS, count).astype(str), 3)).astype(object)


def _terms(vocabulary: type[Term]) -> list[str]:
    return [term.value for term in vocabulary]


def acting_frames(codes: np.ndarray, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Who acts and what follows, in the columns of the base."""
    start = np.datetime64("2020-03-16")
    callers = pd.DataFrame(
        {
            "appelant": [f"A{number:03d}" for number in range(CALLERS)],
            "profil": draw.choice(["agent", "benevole", "elu", "service_civique", None], CALLERS),
            "heures_semaine": draw.integers(1, 20, CALLERS).astype(float),
            "zones": ["|".join(draw.choice(codes, 4, replace=False)) for _ in range(CALLERS)],
            "forme": draw.choice(["oui", "non", None], CALLERS),
            "charte_signee": draw.choice(["oui", "non", None], CALLERS),
            "visites": draw.choice(["oui", "non"], CALLERS),
            "date_fin": np.where(
                draw.random(CALLERS) < 0.1, np.datetime64("2020-05-01"), np.datetime64("NaT")
            ),
        }
    )
    actors = pd.DataFrame(
        {
            "identifiant": [f"K{number:04d}" for number in range(ACTORS)],
            "nom": [f"Acteur inventé {number}" for number in range(ACTORS)],
            "type": draw.choice(_terms(TypeActeur), ACTORS),
            "code_zone": draw.choice(codes, ACTORS),
            "zones_intervention": ["|".join(draw.choice(codes, 8, replace=False)) for _ in range(ACTORS)],
            "statut": draw.choice(_terms(StatutActeur), ACTORS),
        }
    )
    follow_ups = pd.DataFrame(
        {
            # Few enough people that most threads have several rows.
            "reference": references(PEOPLE)[draw.integers(0, PEOPLE // 4, FOLLOW_UPS)],
            "objet": draw.choice(["orientation", "relais_aidant", "visite"], FOLLOW_UPS, p=[0.7, 0.2, 0.1]),
            "date": start + draw.integers(0, DAYS, FOLLOW_UPS),
            "statut": draw.choice(_terms(StatutSuite), FOLLOW_UPS),
            "acteur": actors["identifiant"].to_numpy()[draw.integers(0, ACTORS, FOLLOW_UPS)],
        }
    )
    reports = pd.DataFrame(
        {
            "identifiant": [f"G{number:05d}" for number in range(REPORTS)],
            "date": start + draw.integers(0, DAYS, REPORTS),
            "canal": draw.choice(_terms(CanalSignalement), REPORTS),
            "relais": draw.choice([*_terms(Relais), None], REPORTS),
            "code_zone": draw.choice(codes, REPORTS),
            "suite": draw.choice(_terms(SuiteSignalement), REPORTS),
        }
    )
    pairs = pd.DataFrame(
        {
            "binome": [f"B{number:05d}" for number in range(PAIRS)],
            "reference": references(PEOPLE)[draw.choice(PEOPLE, PAIRS, replace=False)],
            "activites": draw.choice(_terms(Activite), PAIRS),
            "creneaux": draw.choice(_terms(Creneau), PAIRS),
        }
    )
    log = pd.concat(
        [
            pairs.assign(date=start + draw.integers(0, 40, PAIRS), statut="demande"),
            pairs.assign(
                date=start + draw.integers(40, DAYS, PAIRS),
                statut=draw.choice(_terms(StatutBinome)[1:], PAIRS),
                benevoles=[
                    "|".join(draw.choice(callers["appelant"], 2, replace=False)) for _ in range(PAIRS)
                ],
            )[: PAIRS * 3 // 4],
        ],
        ignore_index=True,
    )
    return {
        "appelants": callers,
        "acteurs": actors,
        "suites": follow_ups.drop_duplicates(),
        "signalements": reports,
        "binomes": log,
    }


def build(path: Path, outlines: Path) -> None:
    """Write the territory in a new base, without going through files."""
    draw = np.random.default_rng(59)
    zones = gpd.read_file(outlines)
    codes, names = zones["code"].to_numpy(), zones["nom"].to_numpy()
    zone, latitude, longitude = points_in(zones.geometry, PEOPLE, draw)
    people = pd.DataFrame(
        {
            "reference": references(PEOPLE),
            "source": draw.choice([source.value for source in Source], PEOPLE),
            "date_inscription": np.datetime64("2019-01-01") + draw.integers(0, 480, PEOPLE),
            "annee_naissance": draw.integers(1920, 1960, PEOPLE),
            "code_zone": codes[zone],
            "latitude": latitude,
            "longitude": longitude,
            "vit_seul": draw.choice(["oui", "non", None], PEOPLE),
            "aidant": draw.choice(["aucun", "present", "relais_demande", None], PEOPLE),
            "parrain": np.where(draw.random(PEOPLE) < 0.4, _callers(draw, PEOPLE), None),
            "consentement": draw.choice(["oui", "en_attente"], PEOPLE, p=[0.9, 0.1]),
        }
    )
    events = pd.DataFrame(
        {
            "reference": references(PEOPLE)[draw.integers(0, PEOPLE, NEEDS)],
            "besoin": draw.choice([need.value for need in Besoin], NEEDS),
            "date": np.datetime64("2020-03-16") + draw.integers(0, DAYS, NEEDS),
            "statut": draw.choice([status.value for status in StatutBesoin], NEEDS),
        }
    ).drop_duplicates()
    with Base(path) as base, base.transaction() as cursor:
        cursor.executemany(
            "INSERT INTO zones VALUES (?, ?, ?, NULL, NULL, 1)",
            [[c, n, shapely.to_wkb(g)] for c, n, g in zip(codes, names, zones.geometry, strict=True)],
        )
        tables = {
            "personnes": people,
            "appels": calls_frame(draw),
            "besoins": events,
            "equipes": _services(TEAMS, "E", codes, zones, draw).assign(benevoles=8),
            "ressources": _services(RESOURCES, "S", codes, zones, draw).assign(
                besoins=draw.choice([need.value for need in Besoin], RESOURCES), categorie="Service"
            ),
            **acting_frames(codes, draw),
        }
        for table, frame in tables.items():
            cursor.register("lot", frame.assign(import_id=1))
            columns = ", ".join([*frame.columns, "import_id"])
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM lot")
            cursor.unregister("lot")
        rebuild_placements(cursor, "zones")
        cursor.execute(
            "INSERT INTO meta VALUES ('territoire', 'Nord (personnes inventées)'), ('invente', 'oui')"
        )


def _services(
    count: int, letter: str, codes: np.ndarray, zones: gpd.GeoDataFrame, draw: np.random.Generator
) -> pd.DataFrame:
    row, latitude, longitude = points_in(zones.geometry, count, draw)
    listed = ["|".join(draw.choice(codes, 4, replace=False)) for _ in range(count)]
    return pd.DataFrame(
        {
            "identifiant": [f"{letter}{i:05d}" for i in range(count)],
            "nom": [f"Service inventé {i}" for i in range(count)],
            "code_zone": codes[row],
            "latitude": latitude,
            "longitude": longitude,
            "zones_intervention": listed,
            "rayon_km": draw.choice([1.0, 2.0, 5.0, 8.0], count),
            "capacite": draw.integers(5, 200, count),
            "statut": "active",
        }
    )


def write_call_file(path: Path, base_file: Path) -> int:
    """The million calls as a town hall's software writes them: Windows-1252, semicolons, two date columns."""
    labels = {term.value: term.label for vocabulary in (Issue, TypeAppel, Besoin) for term in vocabulary}
    with Base(base_file) as base, base.cursor() as cursor:
        frame = cursor.execute("SELECT * FROM appels ORDER BY date_appel, reference").df()
    moment = frame["date_appel"].dt
    table = pd.DataFrame(
        {
            "Date": moment.strftime("%d/%m/%Y"),
            "Heure": moment.strftime("%Hh%M"),
            "N° registre": frame["reference"],
            "Appelant": frame["appelant"],
            "Type d'appel": frame["type_appel"].map(labels),
            "Résultat": frame["issue"].map(labels),
            "Niveau de fragilité": frame["niveau"].astype("Int32"),
            "Besoins exprimés": frame["besoins"].map(labels),
            "Durée (min)": frame["duree_min"].astype("Int32"),
        }
    )
    table.to_csv(path, sep=";", index=False, encoding="cp1252", lineterminator="\r\n")
    return len(table)


LOADED_AT = datetime(2020, 6, 8, 8, 0)
