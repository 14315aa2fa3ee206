"""The 1,800 invented people: nobody has a name, only the register's reference."""

from __future__ import annotations

from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from scripts.make_sample.areas import Areas, centres
from scripts.make_sample.callers import CALLERS, caller_weights
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import FIRST_DAY, LAST_DAY

PEOPLE = 1800
#: Share of each source, and of its people by consent (oui, en_attente, non).
SOURCES = {
    "registre_communal": (0.58, (0.985, 0.000, 0.015)),
    "departement": (0.18, (0.56, 0.36, 0.08)),
    "carsat": (0.09, (0.57, 0.35, 0.08)),
    "ligne_telephonique": (0.08, (0.90, 0.06, 0.04)),
    "signalement": (0.05, (0.62, 0.30, 0.08)),
    "caf": (0.02, (0.57, 0.35, 0.08)),
}
SENT_ON = ("departement", "carsat", "caf")
#: Days on which each organisation sent its list.
BATCHES = (date(2025, 9, 8), date(2025, 9, 22), date(2025, 10, 13), date(2025, 11, 10))
BATCH_SHARES = (0.58, 0.2, 0.14, 0.08)
#: People of the three zones whose register sees little.
BLIND_PEOPLE = (4, 3, 2)
COLUMNS = [
    "reference",
    "source",
    "date_inscription",
    "date_radiation",
    "annee_naissance",
    "code_zone",
    "latitude",
    "longitude",
    "vit_seul",
    "aidant",
    "parrain",
    "consentement",
]


def draw_people(outlines: Outlines, population: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Rows of ``personnes`` sorted by reference, plus ``home`` (zone where they really live, for the calls).

    Dates are ``date`` or ``None``; latitude and longitude are degrees or NaN; texts are "" when unknown.
    """
    rng = rng_for("people")
    zones = outlines.zones()
    homes = _homes(zones, population, areas, rng)
    sources = rng.choice(list(SOURCES), p=[share for share, _ in SOURCES.values()], size=PEOPLE)
    shapes = dict(zip(zones["code"], zones.geometry, strict=True))
    hamlets = {code: _hamlets(shapes[code], centre, rng) for code, centre in centres(zones).items()}
    rows = []
    for rank, (home, source) in enumerate(zip(homes, sources, strict=True), start=1):
        lat, lon = _place(shapes[home], hamlets[home], rng)
        registered = _registration(source, rng)
        rows.append(
            {
                "reference": f"VA{rank:05d}",
                "source": source,
                "date_inscription": registered,
                "date_radiation": _radiation(registered, rng),
                "annee_naissance": _birth_year(rng),
                "code_zone": home,
                "latitude": lat,
                "longitude": lon,
                "vit_seul": rng.choice(["oui", "non", ""], p=[0.50, 0.31, 0.19]),
                "aidant": rng.choice(["aucun", "present", "relais_demande", ""], p=[0.27, 0.34, 0.09, 0.30]),
                "parrain": _sponsor(home, areas, rng),
                "consentement": rng.choice(["oui", "en_attente", "non"], p=SOURCES[source][1]),
                "home": home,
            }
        )
    table = pd.DataFrame(rows)
    table.loc[table["consentement"] != "oui", "parrain"] = ""
    return _blurred(table, shapes, outlines.neighbours, areas, rng)


def _homes(
    zones: gpd.GeoDataFrame, population: pd.DataFrame, areas: Areas, rng: np.random.Generator
) -> list[str]:
    """A zone for each person: by the 75 and over of the last year, and how far its register goes."""
    last = population[population["annee"] == population["annee"].max()].set_index("code_zone")
    codes = [code for code in zones["code"] if code not in areas.blind]
    weights = np.array([last.at[code, "plus_75_ans"] * rng.uniform(0.75, 1.3) for code in codes])
    drawn = list(rng.choice(codes, p=weights / weights.sum(), size=PEOPLE - sum(BLIND_PEOPLE)))
    for code, count in zip(areas.blind, BLIND_PEOPLE, strict=True):
        drawn += [code] * count
    return [str(code) for code in rng.permutation(drawn)]


def _hamlets(
    shape: shapely.Polygon, centre: tuple[float, float], rng: np.random.Generator
) -> list[tuple[float, float]]:
    """The village first (half of its people), then three hamlets inside the outline."""
    places = [centre]
    while len(places) < 4:
        lat, lon = rng.normal(centre[0], 0.016), rng.normal(centre[1], 0.024)
        if shape.contains(shapely.Point(lon, lat)):
            places.append((float(lat), float(lon)))
    return places


def _place(
    shape: shapely.Polygon, hamlets: list[tuple[float, float]], rng: np.random.Generator
) -> tuple[float, float]:
    while True:
        lat, lon = hamlets[int(rng.choice(4, p=[0.55, 0.18, 0.15, 0.12]))]
        lat, lon = round(float(rng.normal(lat, 0.0042)), 6), round(float(rng.normal(lon, 0.0062)), 6)
        if shape.contains(shapely.Point(lon, lat)):
            return lat, lon


def _registration(source: str, rng: np.random.Generator) -> date:
    """Registers fill in summer (heat plans) and during the campaign; organisations send lists."""
    if source in SENT_ON:
        return BATCHES[int(rng.choice(4, p=BATCH_SHARES))]
    if source == "registre_communal" and rng.random() < 0.86:
        year = int(
            rng.choice([2019, 2020, 2021, 2022, 2023, 2024, 2025], p=[0.08, 0.2, 0.1, 0.13, 0.15, 0.16, 0.18])
        )
        first = date(year, 5, 15) if rng.random() < 0.65 else date(year, 1, 5)
        return min(first + timedelta(days=int(rng.integers(0, 110))), FIRST_DAY)
    # The others come while the campaign is spoken of.
    return FIRST_DAY + timedelta(days=int(rng.integers(-75, (LAST_DAY - FIRST_DAY).days - 4)))


def _radiation(registered: date, rng: np.random.Generator) -> date | None:
    chance = rng.random()
    if chance < 0.016:
        day = FIRST_DAY + timedelta(days=int(rng.integers(10, 80)))
    elif chance < 0.024:
        day = date(2024, 10, 1) + timedelta(days=int(rng.integers(0, 300)))
    else:
        return None
    return day if day > registered else None


def _birth_year(rng: np.random.Generator) -> str:
    if rng.random() < 0.015:
        return ""
    return str(int(np.clip(round(rng.normal(1940.5, 7)), 1922, 1960)))


def _sponsor(home: str, areas: Areas, rng: np.random.Generator) -> str:
    if rng.random() > 0.32:
        return ""
    weights = np.array(caller_weights(49, home, areas))
    return str(rng.choice(CALLERS, p=weights / weights.sum()))


def _blurred(
    table: pd.DataFrame,
    shapes: dict[str, shapely.Polygon],
    neighbours: gpd.GeoDataFrame,
    areas: Areas,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """What registers really hold: people without coordinates or zone, or placed in another zone.

    The people of the blind and of the sleeping team's zones keep their place: the story counts them.
    """
    told = {*areas.blind, *areas.asleep, *areas.late}
    movable = table.index[~table["home"].isin(told)].to_numpy()
    picked = rng.permutation(movable)
    unplaced, lost, elsewhere, outside, zoneless = np.split(picked[:120], [52, 63, 72, 75])
    table.loc[[*unplaced, *lost], ["latitude", "longitude"]] = np.nan
    table.loc[[*lost, *zoneless], "code_zone"] = ""
    table.loc[lost, "home"] = ""
    for index in elsewhere:
        # The coordinates are right, the code is that of a neighbouring zone.
        home = table.at[index, "home"]
        around = sorted(
            code
            for code, shape in shapes.items()
            if code not in told and code != home and shape.touches(shapes[home])
        )
        table.at[index, "code_zone"] = str(rng.choice(around)) if around else home
    for rank, index in enumerate(outside):
        point = neighbours.geometry.iloc[rank].representative_point()
        table.loc[index, ["latitude", "longitude"]] = round(point.y, 6), round(point.x, 6)
    return table
