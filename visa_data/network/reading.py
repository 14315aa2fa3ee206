"""What the network's dashboard reads of the lake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd
import shapely

from visa_data.network.figures import COUNTS
from visa_data.network.lake import Place, attached
from visa_data.network.told import Told

YEAR = timedelta(days=371)
DETAIL = 0.002
"""Degrees (EPSG:4326) that the outline of a cooperation may lose on a map of France."""


def days_of(place: Place, cooperation: str | None = None) -> tuple[int, tuple[date, ...]]:
    """The version of what the lake holds (another number, other books), and the days of its books, the latest first.

    For one cooperation, the days of its own: on another day one alone may have published. Where it has none, the last of all.
    """
    with attached(place) as connection:
        row = connection.execute("SELECT max(snapshot_id) FROM lac.snapshots()").fetchone()
        days = (
            connection.execute(
                "SELECT DISTINCT jour FROM lac.livres WHERE $code IS NULL OR cooperation = $code ORDER BY jour DESC",
                {"code": cooperation},
            ).fetchall()
            or connection.execute(
                "SELECT max(jour) AS dernier FROM lac.livres HAVING dernier IS NOT NULL"
            ).fetchall()
        )
    return int(row[0]) if row and row[0] is not None else 0, tuple(day for (day,) in days)


def read_told(place: Place, day: date) -> Told:
    """What the lake says at the end of a day. Raises VisaError where it does not answer."""
    with attached(place) as connection:
        asked = {"jour": day, "depuis": day - YEAR, "noms": list(COUNTS)}
        books = _asked(
            connection,
            """
            SELECT cooperation, numero, jour, avant, exact, invente, reglages FROM lac.livres WHERE jour <= $jour
            QUALIFY row_number() OVER (PARTITION BY cooperation ORDER BY numero DESC) = 1 ORDER BY cooperation
            """,
            {"jour": day},
        )
        connection.register("derniers", books[["cooperation", "numero"]])
        members = connection.execute(
            "SELECT * EXCLUDE (cle_publique, inscrite_le) FROM lac.cooperations ORDER BY cooperation"
        ).df()
        totals = _asked(
            connection,
            """
            SELECT cooperation, nom, jour, valeur, marque FROM lac.totaux JOIN derniers USING (cooperation, numero)
            WHERE nom IN (SELECT unnest($noms)) ORDER BY cooperation, jour, nom
            """,
            {"noms": list(COUNTS)},
        )
        weeks = _asked(
            connection,
            """
            SELECT t.cooperation, t.jour, t.nom, t.valeur, t.marque FROM lac.totaux t
            JOIN (SELECT cooperation, numero, jour FROM lac.livres WHERE jour BETWEEN $depuis AND $jour) l
                USING (cooperation, numero, jour)
            WHERE nom IN (SELECT unnest($noms)) ORDER BY ALL
            """,
            asked,
        )
        sectors = connection.execute(
            "SELECT cooperation, geometrie FROM lac.secteurs JOIN derniers USING (cooperation, numero)"
        ).df()
    return Told(day, members, books, totals, weeks, _outlines(sectors))


def _asked(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> pd.DataFrame:
    frame = connection.execute(query, values).df()
    for name in ("jour", "avant"):
        if name in frame.columns:
            frame[name] = frame[name].dt.date
    return frame


def _outlines(sectors: pd.DataFrame) -> pd.DataFrame:
    """One outline a cooperation: its sectors together, with the detail of a map of many."""
    found = []
    for code, rows in sectors.groupby("cooperation"):
        outlines = shapely.make_valid(
            shapely.from_wkb(np.array([bytes(one) for one in rows["geometrie"]], dtype=object))
        )
        whole = shapely.simplify(shapely.union_all(outlines, grid_size=1e-6), DETAIL)
        found.append((code, shapely.to_wkb(whole)))
    return pd.DataFrame(found, columns=["cooperation", "geometrie"])
