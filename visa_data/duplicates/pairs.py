"""Which references are probably the same person: candidate pairs, weighed by splink.

splink works in an in-memory DuckDB of its own, on fingerprints and places: nothing of it reaches the file.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from visa_data.duplicates.fingerprints import Sort
from visa_data.duplicates.model import (
    BLOCKING,
    CERTAIN,
    CERTAIN_SHARE,
    COMPARISONS,
    DISTANCE_M,
    agree,
    splink_comparisons,
)

COMPARED = 120_000
"""Pairs of different people looked at to learn how often they agree by chance."""
HELD_BY = 20_000
"""Pairs that the model's own u weigh for: in a small base chance has too few pairs to show itself."""
COLUMNS = (
    "reference_a",
    "reference_b",
    "probabilite",
    *(comparison.name for comparison in COMPARISONS),
    *(f"poids_{comparison.name}" for comparison in COMPARISONS),
    "meme_telephone",
    "distance_m",
    *(
        f"{field}_{side}"
        for field in ("source", "annee_naissance", "code_zone", "date_inscription")
        for side in "ab"
    ),
)

_CELL_DEGREES = 0.002
"""Side of the squares in which homes are put together: twice the distance of one home, at least."""


def probable_pairs(cursor: duckdb.DuckDBPyConnection, least: float) -> pd.DataFrame:
    """Pairs of references of probability `least` (0 to 1) or more, most probable first.

    cursor: one that sees references (`Base.references`). Columns: COLUMNS; `noms`, `naissance`, `annee` and
    `foyer` hold the code of the comparison's result (`inconnu` when the pair says nothing of it), `poids_…`
    the weight of each in bits (positive: for the same person). Fingerprints are those of
    one key, the one that made most of them: `readiness` counts the references that another one left out.
    """
    people = _people(cursor)
    if len(people) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    from splink import DuckDBAPI, Linker, SettingsCreator  # half a second to import

    logging.getLogger("splink.internals").setLevel(logging.ERROR)
    backend = DuckDBAPI()
    memory = backend.duckdb_con
    memory.execute(
        "SET temp_directory = ''"
    )  # else a folder that all may read, wherever the program was started
    memory.register("lues", people)
    memory.execute("CREATE TABLE gens AS FROM lues")
    memory.unregister("lues")
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="reference",
        probability_two_random_records_match=_expected_share(memory),
        comparisons=splink_comparisons(_chance_agreements(memory)),
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": "l.blocs = r.blocs", "arrays_to_explode": ["blocs"]}
        ],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )
    linker = Linker(backend.register("gens"), settings)
    found = linker.inference.predict(threshold_match_probability=least).as_pandas_dataframe()
    return _described(memory, found)


@dataclass(frozen=True)
class Readiness:
    """How far the base can be searched: references, those whose names can be compared, those of another key."""

    references: int
    named: int
    other_key: int


def readiness(cursor: duckdb.DuckDBPyConnection) -> Readiness:
    """Count them. cursor: one that sees references."""
    row = cursor.execute("""
        WITH cles AS (SELECT cle, count(DISTINCT reference) AS gens FROM empreintes GROUP BY cle),
        bonne AS (SELECT cle FROM empreintes GROUP BY cle ORDER BY count(*) DESC, cle LIMIT 1)
        SELECT (SELECT count(*) FROM personnes),
            coalesce((SELECT gens FROM cles WHERE cle = (FROM bonne)), 0),
            coalesce((SELECT sum(gens)::BIGINT FROM cles WHERE cle <> (FROM bonne)), 0)
    """).fetchone()
    assert row is not None
    return Readiness(*row)


def evidence_version(cursor: duckdb.DuckDBPyConnection) -> str:
    """A token that changes with what the comparison reads, and not with what is decided of the pairs."""
    row = cursor.execute("""
        SELECT (SELECT bit_xor(hash(reference, sorte, empreinte, cle)) FROM empreintes),
            (SELECT bit_xor(hash(reference, source, annee_naissance, latitude, longitude, date_inscription))
             FROM personnes),
            (SELECT bit_xor(hash(reference, code_zone)) FROM placements)
    """).fetchone()
    return repr(row)


def _people(cursor: duckdb.DuckDBPyConnection) -> Any:
    """Arrow table: one row for each reference that has a fingerprint or a place, with what is compared."""
    lists = ", ".join(
        f"coalesce(list(e.empreinte ORDER BY e.empreinte) FILTER (e.sorte = '{sort.value}'), []) AS {sort.value}"
        for sort in Sort
    )
    blocking = ", ".join(f"'{sort.value}'" for sort in BLOCKING)
    cells = ", ".join(
        f"hash(p.annee_naissance, {rank}, floor(p.latitude / {_CELL_DEGREES} + {down}),"
        f" floor(p.longitude / {_CELL_DEGREES} + {right}))"
        for rank, (down, right) in enumerate([(0, 0), (0, 0.5), (0.5, 0), (0.5, 0.5)])
    )
    return cursor.execute(f"""
        SELECT p.reference, any_value(p.source) AS source, any_value(p.annee_naissance) AS annee_naissance,
            any_value(p.date_inscription) AS date_inscription, any_value(l.code_zone) AS code_zone,
            any_value(p.latitude) AS latitude, any_value(p.longitude) AS longitude, {lists},
            list_distinct(
                coalesce(list(hash(e.empreinte)) FILTER (e.sorte IN ({blocking})), [])
                || CASE WHEN any_value(p.annee_naissance + p.latitude + p.longitude) IS NULL THEN []
                    ELSE any_value([{cells}]) END
            ) AS blocs
        FROM personnes p LEFT JOIN placements l USING (reference) LEFT JOIN (
            SELECT reference, sorte, empreinte FROM empreintes
            WHERE cle = (SELECT cle FROM empreintes GROUP BY cle ORDER BY count(*) DESC, cle LIMIT 1)
        ) e USING (reference)
        GROUP BY p.reference ORDER BY p.reference
    """).to_arrow_table()


def _expected_share(memory: duckdb.DuckDBPyConnection) -> float:
    """Share of all pairs that are duplicates: the certain ones, plus one, over the part that they are of all."""
    row = memory.execute(f"""
        WITH cles AS (
            SELECT reference, unnest({Sort.NOM_PRENOM_SONS.value}) AS cle FROM gens
        ),
        paires AS (
            SELECT DISTINCT a.reference AS une, b.reference AS autre
            FROM cles a JOIN cles b ON a.cle = b.cle AND a.reference < b.reference
        )
        SELECT count(*), (SELECT count(*) FROM gens)
        FROM (SELECT {_sided("g", "l")}, {_sided("h", "r")}
              FROM paires JOIN gens g ON g.reference = une JOIN gens h ON h.reference = autre)
        WHERE {CERTAIN}
    """).fetchone()
    assert row is not None
    certain, people = row
    return float(min(0.5, (certain / CERTAIN_SHARE + 1) / (people * (people - 1) / 2)))


def _chance_agreements(memory: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], float]:
    """u of each level: how often two different people give it, here, held by the model's own.

    The pairs looked at are always the same for the same data; certain duplicates are left out.
    """
    row = memory.execute(
        "CREATE TABLE rangs AS SELECT row_number() OVER (ORDER BY hash(reference)) - 1 AS rang, * FROM gens"
    ).fetchone()
    people = int(row[0]) if row else 0
    shifts = np.arange(1, 1 + max(1, min((people - 1) // 2, COMPARED // people)))
    one = np.repeat(np.arange(people), len(shifts))
    drawn = pd.DataFrame({"une": one, "autre": (one + np.tile(shifts, people)) % people})
    memory.register("tirees", drawn)
    cases = ", ".join(f"{comparison.case()} AS {comparison.name}" for comparison in COMPARISONS)
    memory.execute(f"""
        CREATE TABLE hasard AS
        WITH paires AS (
            SELECT {_sided("g", "l")}, {_sided("h", "r")}
            FROM tirees JOIN rangs g ON g.rang = une JOIN rangs h ON h.rang = autre
        )
        SELECT {cases}, count(*) AS paires FROM paires WHERE NOT {CERTAIN} GROUP BY ALL
    """)
    memory.unregister("tirees")
    found: dict[tuple[str, str], float] = {}
    for comparison in COMPARISONS:
        seen = dict(
            memory.execute(f"SELECT {comparison.name}, sum(paires)::BIGINT FROM hasard GROUP BY 1").fetchall()
        )
        known = sum(count for code, count in seen.items() if code != "inconnu")
        for level in comparison.levels:
            learnt = (seen.get(level.code, 0) + HELD_BY * level.u) / (known + HELD_BY)
            found[comparison.name, level.code] = learnt if level.learnt else level.u
    return found


def _sided(table: str, side: str) -> str:
    """SQL: the compared columns of one reference of a pair, as splink names them."""
    compared = ["annee_naissance", "code_zone", "latitude", "longitude", *(sort.value for sort in Sort)]
    return ", ".join(f"{table}.{column} AS {column}_{side}" for column in compared)


def _described(memory: duckdb.DuckDBPyConnection, found: pd.DataFrame) -> pd.DataFrame:
    references = found[["reference_l", "reference_r"]].astype(str)
    weighed = pd.DataFrame(
        {
            "reference_a": references.min(axis=1),
            "reference_b": references.max(axis=1),
            "probabilite": found["match_probability"].astype(float),
        }
    )
    for comparison in COMPARISONS:
        gammas = found[f"gamma_{comparison.name}"].astype(int)
        weighed[comparison.name] = [comparison.level(gamma) for gamma in gammas]
        weighed[f"poids_{comparison.name}"] = found[f"mw_{comparison.name}"].astype(float)
    memory.register("trouvees", weighed)
    facts = ", ".join(
        f"{table}.{field} AS {field}_{side}"
        for field in ("source", "annee_naissance", "code_zone", "date_inscription")
        for table, side in (("g", "a"), ("h", "b"))
    )
    columns = ", ".join(column for column in COLUMNS if column not in ("meme_telephone", "distance_m"))
    described = memory.execute(f"""
        WITH cotes AS (
            SELECT f.*, {_sided("g", "l")}, {_sided("h", "r")}, {facts}
            FROM trouvees f JOIN gens g ON g.reference = f.reference_a JOIN gens h ON h.reference = f.reference_b
        )
        SELECT {columns}, {agree(Sort.TELEPHONE)} AS meme_telephone, {DISTANCE_M} AS distance_m
        FROM cotes ORDER BY probabilite DESC, reference_a, reference_b
    """).df()
    memory.unregister("trouvees")
    return described[list(COLUMNS)]
