"""Reports of isolated people, in the columns of ``signalements``: who told the cooperation, and what followed.

Every relay of the contract tells something but the landlord; every zone is told of but five.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import shapely

from scripts.make_sample.outlines import Outlines
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.standing import next_open_day, registered_people

COLUMNS = [
    "identifiant",
    "date",
    "canal",
    "relais",
    "code_zone",
    "latitude",
    "longitude",
    "suite",
    "date_suite",
    "reference",
]
#: Nobody ever told anything of these: two registers that see little, two villages of the valley, and one of the late
#: area, which has no team either.
SILENT = ("99108", "99125", "99128", "99132", "99134")
#: How a third party's report comes in, and from whom; the landlord never tells anything.
CHANNELS = {"tiers": 0.55, "accueil": 0.25, "courriel": 0.20}
RELAYS = {
    "famille": 0.18,
    "voisin": 0.16,
    "facteur": 0.10,
    "commerce": 0.09,
    "pharmacie": 0.10,
    "medecin": 0.07,
    "saad": 0.10,
    "police_gendarmerie": 0.04,
    "association": 0.07,
    "elu": 0.05,
    "autre": 0.02,
    "": 0.02,
}
#: Who speaks on the telephone line.
CALLING = {"la_personne": 0.5, "famille": 0.3, "voisin": 0.2}
#: Reports of people who were not put on the register by them.
OTHERS = {"deja_inscrite": 34, "refus": 15, "sans_suite": 14, "en_cours": 16}
FIRST_REPORT = date(2025, 7, 1)
#: Shares of the reports placed by coordinates, and of those that say no place at all.
BY_COORDINATES, NOWHERE = 0.22, 0.04


def draw_reports(people: pd.DataFrame, calls: pd.DataFrame, outlines: Outlines) -> pd.DataFrame:
    """One row a report, sorted by ``identifiant``; dates are ``date`` or ``None``, texts are "" when empty."""
    rng = rng_for("reports")
    last = calls["date_appel"].max().date()
    registered = registered_people(people, last)
    shapes = dict(zip(outlines.zones()["code"], outlines.zones().geometry, strict=True))
    told_of = [code for code in sorted(shapes) if code not in SILENT]
    known = registered[registered["home"].isin(told_of)]
    rows = [_registering(str(reference), row, shapes, rng) for reference, row in _newcomers(known).iterrows()]
    # Every zone but the silent ones is told of at least once, by whatever follows.
    missing = [code for code in told_of if code not in {row["code_zone"] for row in rows}]
    fates = [fate for fate, count in OTHERS.items() for _ in range(count)]
    for rank, fate in enumerate(fates):
        zone = missing[rank] if rank < len(missing) else str(rng.choice(told_of))
        rows.append(_other(fate, zone, known, shapes, last, rng, placed=rank < len(missing)))
    rows.sort(key=lambda row: (row["date"], row["code_zone"], row["reference"]))
    return pd.DataFrame(
        [{"identifiant": f"G{rank:04d}", **row} for rank, row in enumerate(rows, start=1)], columns=COLUMNS
    )


def _newcomers(known: pd.DataFrame) -> pd.DataFrame:
    """Registered people whom a report or the telephone line brought since the summer."""
    brought = known["source"].isin(["signalement", "ligne_telephonique"])
    return known[brought & (known["date_inscription"] >= FIRST_REPORT)]


def _registering(
    reference: str, row: pd.Series, shapes: dict[str, shapely.Polygon], rng: np.random.Generator
) -> dict[str, object]:
    """The report that put somebody on the register, some days before."""
    on_the_line = row["source"] == "ligne_telephonique"
    followed = row["date_inscription"]
    return {
        "date": followed - timedelta(days=int(rng.integers(0, 12))),
        "canal": "ligne_telephonique" if on_the_line else _drawn(CHANNELS, rng),
        "relais": _drawn(CALLING if on_the_line else RELAYS, rng),
        **_place(row["home"], row, shapes, rng),
        "suite": "inscrite",
        "date_suite": followed,
        "reference": reference,
    }


def _other(
    fate: str,
    zone: str,
    known: pd.DataFrame,
    shapes: dict[str, shapely.Polygon],
    last: date,
    rng: np.random.Generator,
    *,
    placed: bool,
) -> dict[str, object]:
    """A report that registers nobody; only a person who was on the register already has a reference."""
    latest = 12 if fate == "en_cours" else (last - FIRST_REPORT).days
    day = next_open_day(last - timedelta(days=int(rng.integers(3 if fate == "en_cours" else 8, latest))))
    there = known[(known["home"] == zone) & (known["date_inscription"] < day)]
    # Who was on the register before, where somebody was; else the report leads nowhere.
    if fate == "deja_inscrite" and there.empty:
        fate = "sans_suite"
    reference = str(rng.choice(there.index)) if fate == "deja_inscrite" else ""
    followed = next_open_day(day + timedelta(days=int(rng.integers(0, 6))))
    place = {"code_zone": zone, "latitude": "", "longitude": ""}
    if not placed and rng.random() < NOWHERE:
        place["code_zone"] = ""
    on_the_line = rng.random() < 0.35
    return {
        "date": min(day, last),
        "canal": "ligne_telephonique" if on_the_line else _drawn(CHANNELS, rng),
        "relais": _drawn(CALLING if on_the_line else RELAYS, rng),
        **place,
        "suite": fate,
        "date_suite": None if fate == "en_cours" else min(followed, last),
        "reference": reference,
    }


def _place(
    zone: str, row: pd.Series, shapes: dict[str, shapely.Polygon], rng: np.random.Generator
) -> dict[str, str]:
    """The zone's code, and the coordinates in some reports, where the register has them inside the zone."""
    inside = row["latitude"] == row["latitude"] and shapes[zone].contains(
        shapely.Point(row["longitude"], row["latitude"])
    )
    if not inside or rng.random() > BY_COORDINATES:
        return {"code_zone": zone, "latitude": "", "longitude": ""}
    return {"code_zone": zone, "latitude": f"{row['latitude']:.6f}", "longitude": f"{row['longitude']:.6f}"}


def _drawn(shares: dict[str, float], rng: np.random.Generator) -> str:
    weights = np.array(list(shares.values()))
    return str(rng.choice(list(shares), p=weights / weights.sum()))
