"""A generated territory, of a département or of France, on real outlines: nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
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

PEOPLE, CALLS, NEEDS = 100_000, 1_000_000, 300_000


@dataclass(frozen=True)
class Size:
    """How many rows of each; calls, people and needs by hundreds of thousands of people, drawn one after the other."""

    hundreds_of_thousands: int
    resources: int
    teams: int
    callers: int = 300
    actors: int = 400
    follow_ups: int = 50_000
    reports: int = 5_000
    pairs: int = 2_000

    @property
    def people(self) -> int:
        return self.hundreds_of_thousands * PEOPLE


DEPARTEMENT = Size(1, 2_000, 200)
FRANCE = Size(10, 40_000, 4_000)
START = np.datetime64("2020-03-16T09:00", "s")
DAYS = 84


def references(count: int, start: int = 0) -> np.ndarray:
    return np.char.add("N", np.char.zfill(np.arange(start, start + count).astype(str), 6))


def points_in(
    outlines: gpd.GeoSeries, count: int, draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Zone row, latitude and longitude of `count` points around the zones' representative points."""
    zone = draw.integers(0, len(outlines), count)
    centre = shapely.point_on_surface(outlines.to_numpy())
    latitude = shapely.get_y(centre)[zone] + draw.normal(0, 0.006, count)
    longitude = shapely.get_x(centre)[zone] + draw.normal(0, 0.009, count)
    return zone, latitude.round(6), longitude.round(6)


def calls_frame(draw: np.random.Generator, callers: int, start: int) -> pd.DataFrame:
    """A million calls to a hundred thousand people, in the columns of the base."""
    issues = np.array([issue.value for issue in Issue])
    outcome = draw.choice(issues, CALLS, p=[0.55, 0.22, 0.1, 0.06, 0.04, 0.03])
    reached = outcome == "joint"
    level = np.where(reached, draw.choice([1, 2, 3, 4], CALLS, p=[0.5, 0.3, 0.15, 0.05]), 0)
    minutes = draw.integers(0, DAYS, CALLS) * 1440 + draw.integers(0, 540, CALLS)
    named = draw.choice([None, *(need.value for need in Besoin)], CALLS, p=[0.8, *[0.02] * 10])
    frame = pd.DataFrame(
        {
            "reference": references(PEOPLE, start)[draw.integers(0, PEOPLE, CALLS)],
            "date_appel": START + minutes.astype("timedelta64[m]"),
            "heure_connue": True,
            "appelant": _callers(draw, CALLS, callers),
            "rang": 0,
            "type_appel": draw.choice([kind.value for kind in TypeAppel], CALLS),
            "issue": outcome,
            "niveau": pd.array(np.where(level > 0, level, None), dtype="Int32"),
            "besoins": np.where(reached, named, None),
            "duree_min": pd.array(np.where(reached, draw.integers(2, 40, CALLS), None), dtype="Int32"),
        }
    )
    return frame.drop_duplicates(["reference", "date_appel", "appelant"])


def _callers(draw: np.random.Generator, count: int, callers: int) -> np.ndarray:
    return np.char.add("A", np.char.zfill(draw.integers(0, callers, count).astype(str), 3)).astype(object)


def _terms(vocabulary: type[Term]) -> list[str]:
    return [term.value for term in vocabulary]


def acting_frames(codes: np.ndarray, draw: np.random.Generator, size: Size) -> dict[str, pd.DataFrame]:
    """Who acts and what follows, in the columns of the base."""
    start = np.datetime64("2020-03-16")
    callers = pd.DataFrame(
        {
            "appelant": [f"A{number:03d}" for number in range(size.callers)],
            "profil": draw.choice(["agent", "benevole", "elu", "service_civique", None], size.callers),
            "heures_semaine": draw.integers(1, 20, size.callers).astype(float),
            "zones": ["|".join(draw.choice(codes, 4, replace=False)) for _ in range(size.callers)],
            "forme": draw.choice(["oui", "non", None], size.callers),
            "charte_signee": draw.choice(["oui", "non", None], size.callers),
            "visites": draw.choice(["oui", "non"], size.callers),
            "date_fin": np.where(
                draw.random(size.callers) < 0.1, np.datetime64("2020-05-01"), np.datetime64("NaT")
            ),
        }
    )
    actors = pd.DataFrame(
        {
            "identifiant": [f"K{number:04d}" for number in range(size.actors)],
            "nom": [f"Acteur inventé {number}" for number in range(size.actors)],
            "type": draw.choice(_terms(TypeActeur), size.actors),
            "code_zone": draw.choice(codes, size.actors),
            "zones_intervention": [
                "|".join(draw.choice(codes, 8, replace=False)) for _ in range(size.actors)
            ],
            "statut": draw.choice(_terms(StatutActeur), size.actors),
        }
    )
    follow_ups = pd.DataFrame(
        {
            # Few enough people that most threads have several rows.
            "reference": references(size.people)[draw.integers(0, size.people // 4, size.follow_ups)],
            "objet": draw.choice(
                ["orientation", "relais_aidant", "visite"], size.follow_ups, p=[0.7, 0.2, 0.1]
            ),
            "date": start + draw.integers(0, DAYS, size.follow_ups),
            "statut": draw.choice(_terms(StatutSuite), size.follow_ups),
            "acteur": actors["identifiant"].to_numpy()[draw.integers(0, size.actors, size.follow_ups)],
        }
    )
    reports = pd.DataFrame(
        {
            "identifiant": [f"G{number:05d}" for number in range(size.reports)],
            "date": start + draw.integers(0, DAYS, size.reports),
            "canal": draw.choice(_terms(CanalSignalement), size.reports),
            "relais": draw.choice([*_terms(Relais), None], size.reports),
            "code_zone": draw.choice(codes, size.reports),
            "suite": draw.choice(_terms(SuiteSignalement), size.reports),
        }
    )
    pairs = pd.DataFrame(
        {
            "binome": [f"B{number:05d}" for number in range(size.pairs)],
            "reference": references(size.people)[draw.choice(size.people, size.pairs, replace=False)],
            "activites": draw.choice(_terms(Activite), size.pairs),
            "creneaux": draw.choice(_terms(Creneau), size.pairs),
        }
    )
    log = pd.concat(
        [
            pairs.assign(date=start + draw.integers(0, 40, size.pairs), statut="demande"),
            pairs.assign(
                date=start + draw.integers(40, DAYS, size.pairs),
                statut=draw.choice(_terms(StatutBinome)[1:], size.pairs),
                benevoles=[
                    "|".join(draw.choice(callers["appelant"], 2, replace=False)) for _ in range(size.pairs)
                ],
            )[: size.pairs * 3 // 4],
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


def people_frame(
    draw: np.random.Generator, zones: gpd.GeoDataFrame, codes: np.ndarray, callers: int, start: int
) -> pd.DataFrame:
    """A hundred thousand people, in the columns of the base."""
    zone, latitude, longitude = points_in(zones.geometry, PEOPLE, draw)
    return pd.DataFrame(
        {
            "reference": references(PEOPLE, start),
            "source": draw.choice([source.value for source in Source], PEOPLE),
            "date_inscription": np.datetime64("2019-01-01") + draw.integers(0, 480, PEOPLE),
            "annee_naissance": draw.integers(1920, 1960, PEOPLE),
            "code_zone": codes[zone],
            "latitude": latitude,
            "longitude": longitude,
            "vit_seul": draw.choice(["oui", "non", None], PEOPLE),
            "aidant": draw.choice(["aucun", "present", "relais_demande", None], PEOPLE),
            "parrain": np.where(draw.random(PEOPLE) < 0.4, _callers(draw, PEOPLE, callers), None),
            "consentement": draw.choice(["oui", "en_attente"], PEOPLE, p=[0.9, 0.1]),
        }
    )


def needs_frame(draw: np.random.Generator, start: int) -> pd.DataFrame:
    """What happened to the needs of a hundred thousand people, in the columns of the base."""
    return pd.DataFrame(
        {
            "reference": references(PEOPLE, start)[draw.integers(0, PEOPLE, NEEDS)],
            "besoin": draw.choice([need.value for need in Besoin], NEEDS),
            "date": np.datetime64("2020-03-16") + draw.integers(0, DAYS, NEEDS),
            "statut": draw.choice([status.value for status in StatutBesoin], NEEDS),
        }
    ).drop_duplicates()


def build(path: Path, outlines: Path, size: Size = DEPARTEMENT) -> None:
    """Write the territory in a new base, without going through files."""
    draw = np.random.default_rng(59)
    zones = gpd.read_file(outlines)
    codes, names = zones["code"].to_numpy(), zones["nom"].to_numpy()
    with Base(path) as base, base.transaction() as cursor:
        cursor.executemany(
            "INSERT INTO zones VALUES (?, ?, ?, NULL, NULL, 1)",
            [[c, n, shapely.to_wkb(g)] for c, n, g in zip(codes, names, zones.geometry, strict=True)],
        )
        for part in range(size.hundreds_of_thousands):
            start = part * PEOPLE
            _add(cursor, "personnes", people_frame(draw, zones, codes, size.callers, start))
            _add(cursor, "besoins", needs_frame(draw, start))
            _add(cursor, "appels", calls_frame(draw, size.callers, start))
        tables = {
            "equipes": _services(size.teams, "E", codes, zones, draw).assign(benevoles=8),
            "ressources": _services(size.resources, "S", codes, zones, draw).assign(
                besoins=draw.choice([need.value for need in Besoin], size.resources), categorie="Service"
            ),
            **acting_frames(codes, draw, size),
        }
        for table, frame in tables.items():
            _add(cursor, table, frame)
        rebuild_placements(cursor, "zones")
        cursor.execute("INSERT INTO meta VALUES ('territoire', 'Personnes inventées'), ('invente', 'oui')")


def _add(cursor: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    cursor.register("lot", frame.assign(import_id=1))
    columns = ", ".join([*frame.columns, "import_id"])
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM lot")
    cursor.unregister("lot")


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
    """The calls of a base, a million for that of `build`, as `write_calls` does. Gives how many."""
    with Base(base_file) as base, base.cursor() as cursor:
        frame = cursor.execute("SELECT * FROM appels ORDER BY date_appel, reference").df()
    return write_calls(path, frame)


def write_calls(path: Path, frame: pd.DataFrame) -> int:
    """Calls as a town hall's software writes them: Windows-1252, semicolons, two date columns. Gives how many."""
    labels = {term.value: term.label for vocabulary in (Issue, TypeAppel, Besoin) for term in vocabulary}
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
