"""Residents of each zone, two years, in the columns of the pivot kind ``population``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scripts.make_sample.areas import Areas, centres, distance_km
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import IRIS_CODES, TOWN_CODE

YEARS = (2017, 2022)
IRIS_RESIDENTS = (2350, 3150, 2620, 2480, 2210, 3020, 2290, 1980, 1890)
#: Three bourgs larger than their distance to the town would make them.
BOURGS = {"99108": 4120, "99122": 2890, "99129": 2560}


def draw_population(outlines: Outlines, areas: Areas) -> pd.DataFrame:
    """One row for each zone and year (communes and IRIS; the town is the sum of its IRIS), sorted."""
    rng = rng_for("population")
    zones = outlines.zones()
    places = centres(zones)
    town = places[IRIS_CODES[0]]
    rows = []
    for code in zones["code"]:
        away = distance_km(places[code], town)
        if code in IRIS_CODES:
            residents = IRIS_RESIDENTS[IRIS_CODES.index(code)]
            share = rng.uniform(0.095, 0.135)
        else:
            # Villages thin out with the distance to the town, and grow older.
            drawn = 1500 * np.exp(-away / 17) * rng.lognormal(0.15, 0.38)
            residents = BOURGS.get(code, max(140, round(drawn)))
            share = min(0.19, 0.098 + 0.0022 * away + rng.normal(0, 0.010))
        alone = rng.uniform(0.36, 0.45)
        if code in areas.blind:
            share, alone = max(share, 0.14), 0.47
        # Five years earlier: the town a little larger, villages a little smaller, both younger.
        change = rng.normal(1.01 if code in IRIS_CODES else 0.985, 0.02)
        for year, factor, younger in ((YEARS[0], change, 0.93), (YEARS[1], 1.0, 1.0)):
            total = round(residents * factor)
            older = round(total * share * younger)
            rows.append((code, year, total, older, round(older * alone)))
    table = pd.DataFrame(
        rows, columns=["code_zone", "annee", "population", "plus_75_ans", "plus_75_ans_seuls"]
    )
    of_town = (
        table[table["code_zone"].isin(IRIS_CODES)].groupby("annee", as_index=False).sum(numeric_only=True)
    )
    of_town.insert(0, "code_zone", TOWN_CODE)
    return pd.concat([table, of_town]).sort_values(["code_zone", "annee"], ignore_index=True)
