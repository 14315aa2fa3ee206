"""Where each person and each report is placed: by coordinates where they fall in a zone, else by zone code.

Rebuilt as a whole, in the transaction that changes them or zones.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import numpy as np
import pandas as pd
import shapely

from visa_data.territory.former_codes import former_codes, rebuild_former_codes

PLACED = {
    "personnes": ("reference", "placements"),
    "signalements": ("identifiant", "placements_signalements"),
}
"""What is placed: its key, and the table of its places."""
PLACED_FROM = frozenset({*PLACED, "zones", "mouvements_communes"})
"""Tables whose change may move what is placed from a zone to another."""


def rebuild_placements(cursor: duckdb.DuckDBPyConnection, changed: str) -> None:
    """Fill the places of whatever the table `changed` may move, from `zones_actives` (full-resolution outlines, EPSG:4326).

    On a border shared by two zones, the `code_zone` declared decides if it is one of them, else
    the lower code. `ecart` tells what the committee must know: coordinates outside every zone, in
    another zone than `code_zone`, a code that no outline has, or a former code read as the one that took
    it over. `codes_anciens` is rebuilt first.
    """
    rebuild_former_codes(cursor)
    zones = cursor.execute("SELECT code, geometrie FROM zones_actives ORDER BY code").fetchall()
    codes, outlines = [code for code, _ in zones], shapely.from_wkb([blob for _, blob in zones])
    former = former_codes(cursor)
    for table in [changed] if changed in PLACED else PLACED:
        key, placements = PLACED[table]
        lying = cursor.execute(
            f"SELECT {key}, code_zone, latitude, longitude FROM {table} ORDER BY {key}"
        ).df()
        placed = place(lying, codes, outlines, former)
        cursor.execute(f"DELETE FROM {placements}")
        cursor.register("places_calculees", placed)
        cursor.execute(
            f"INSERT INTO {placements} SELECT {key}, code_zone, origine, ecart FROM places_calculees"
        )
        cursor.unregister("places_calculees")


def place(
    people: pd.DataFrame, codes: list[str], outlines: np.ndarray, former: Mapping[str, str]
) -> pd.DataFrame:
    """Place people, or reports (their key, code_zone, latitude, longitude) in zones.

    codes: sorted zone codes, one for each outline. former: former codes, to those of today. Returns the key, code_zone (null: nowhere),
    origine (coordonnees, code_zone, aucune) and ecart (hors_zones, autre_zone, code_ancien, code_inconnu or null).
    """
    count = len(people)
    declared = people["code_zone"].astype(object).where(people["code_zone"].notna(), None).to_numpy()
    position = {code: i for i, code in enumerate(codes)}
    renewed = [former.get(code, code) if code not in position else code for code in declared]
    declared_index = np.array([position.get(code, -1) for code in renewed], dtype=np.int64)
    is_former = np.array([new != old for new, old in zip(renewed, declared, strict=True)], dtype=bool)
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
        gap[is_former & (declared_index >= 0)] = "code_ancien"
        gap[(found >= 0) & has_code & (declared_index >= 0) & (found != declared_index)] = "autre_zone"
        gap[located & (found < 0)] = "hors_zones"
    origin = np.where(found >= 0, "coordonnees", np.where(by_code, "code_zone", "aucune"))
    key = people.columns[0]
    return pd.DataFrame(
        {
            key: people[key].to_numpy(),
            "code_zone": names[final],
            "origine": origin,
            "ecart": gap,
        }
    )
