"""Where each person is placed: by coordinates where they fall in a zone, else by zone code.

Rebuilt as a whole, in the transaction that changes people or zones.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import shapely


def rebuild_placements(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill `placements` from `personnes` and `zones_actives` (full-resolution outlines, EPSG:4326).

    On a border shared by two zones, the person's own `code_zone` decides if it is one of them, else
    the lower code. `ecart` tells what the committee must know: coordinates outside every zone, in
    another zone than `code_zone`, or a code that no outline has.
    """
    people = cursor.execute(
        "SELECT reference, code_zone, latitude, longitude FROM personnes ORDER BY reference"
    ).df()
    zones = cursor.execute("SELECT code, geometrie FROM zones_actives ORDER BY code").fetchall()
    placed = place(people, [code for code, _ in zones], shapely.from_wkb([blob for _, blob in zones]))
    cursor.execute("DELETE FROM placements")
    cursor.register("places_calculees", placed)
    cursor.execute("INSERT INTO placements SELECT reference, code_zone, origine, ecart FROM places_calculees")
    cursor.unregister("places_calculees")


def place(people: pd.DataFrame, codes: list[str], outlines: np.ndarray) -> pd.DataFrame:
    """Place people (reference, code_zone, latitude, longitude) in zones.

    codes: sorted zone codes, one for each outline. Returns reference, code_zone (null: nowhere),
    origine (coordonnees, code_zone, aucune) and ecart (hors_zones, autre_zone, code_inconnu or null).
    """
    count = len(people)
    declared = people["code_zone"].astype(object).where(people["code_zone"].notna(), None).to_numpy()
    position = {code: i for i, code in enumerate(codes)}
    declared_index = np.array([position.get(code, -1) for code in declared], dtype=np.int64)
    located = (people["latitude"].notna() & people["longitude"].notna()).to_numpy(dtype=bool)

    found = np.full(count, -1, dtype=np.int64)
    if len(codes) and located.any():
        rows = np.flatnonzero(located)
        points = shapely.points(
            people["longitude"].to_numpy(dtype=float)[rows], people["latitude"].to_numpy(dtype=float)[rows]
        )
        tree = shapely.STRtree(outlines)
        point_index, zone_index = tree.query(points, predicate="intersects")
        hits = pd.DataFrame({"row": rows[point_index], "zone": zone_index})
        hits["other"] = hits["zone"].to_numpy() != declared_index[hits["row"].to_numpy()]
        best = hits.sort_values(["row", "other", "zone"]).drop_duplicates("row")
        found[best["row"].to_numpy()] = best["zone"].to_numpy()

    by_code = (found < 0) & (declared_index >= 0)
    final = np.where(found >= 0, found, declared_index)
    names = np.array([*codes, None], dtype=object)
    gap = np.full(count, None, dtype=object)
    has_code = np.array([code is not None for code in declared], dtype=bool)
    if len(codes):
        gap[has_code & (declared_index < 0)] = "code_inconnu"
        gap[(found >= 0) & has_code & (declared_index >= 0) & (found != declared_index)] = "autre_zone"
        gap[located & (found < 0)] = "hors_zones"
    origin = np.where(found >= 0, "coordonnees", np.where(by_code, "code_zone", "aucune"))
    return pd.DataFrame(
        {
            "reference": people["reference"].to_numpy(),
            "code_zone": names[final],
            "origine": origin,
            "ecart": gap,
        }
    )
