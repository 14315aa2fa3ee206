"""Registre aveugle: where many older people live and few are registered."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import EVERYBODY, ByZone, Counted, Filters, chosen_rows
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Unit
from visa_data.indicators.state import run, state_cte, zone_rows
from visa_data.settings import Settings


def census(name: str, counted: str, *others: str) -> str:
    """CTE: code_zone, annee and these columns of `population`, of the last census before the day, else the first after.

    A population is published years later. One that does not know `counted` is passed over; another column's sum over
    communes since merged is known when that of each of them is. Binds $jour.
    """
    sums = "".join(
        f", CASE WHEN count(*) = count(p.{column}) THEN sum(p.{column}) END AS {column}" for column in others
    )
    last = ", ".join(f"arg_max({column}, ordre) AS {column}" for column in (counted, *others, "annee"))
    return f"""
{name} AS (
    SELECT code_zone, {last}
    FROM (
        SELECT coalesce(c.actuel, p.code_zone) AS code_zone, p.annee, sum(p.{counted}) AS {counted}{sums},
            CASE WHEN p.annee <= year($jour) THEN p.annee ELSE -p.annee END AS ordre
        FROM population p
        LEFT JOIN codes_anciens c ON c.ancien = p.code_zone
        LEFT JOIN population s ON s.code_zone = c.actuel AND s.annee = p.annee
        -- A commune since merged adds to the one that took it over within one file: in another, it may be in it already.
        WHERE p.{counted} IS NOT NULL
            AND (c.ancien IS NULL OR s.code_zone IS NULL OR s.import_id = p.import_id)
        GROUP BY ALL
    )
    GROUP BY code_zone
)
"""


def blind_register(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """One row: sums over the zones chosen whose population is loaded, and the median of the territory's shares.

    Columns: inscrits (those counted), plus_75_ans, plus_75_ans_seuls, part_inscrits_75 (everybody registered there),
    mediane_75 (over every zone of the territory).
    """
    every = blind_register_by_zone(cursor, day, settings, EVERYBODY)
    own, counted = (
        chosen_rows(table, filters.zones)
        for table in (every, blind_register_by_zone(cursor, day, settings, filters.everywhere))
    )
    known = own["plus_75_ans"].notna()
    older = float(own.loc[known, "plus_75_ans"].sum())
    return pd.DataFrame(
        {
            "inscrits": [int(counted.loc[known, "inscrits"].sum())],
            "plus_75_ans": [older if known.any() else float("nan")],
            "plus_75_ans_seuls": [own.loc[known, "plus_75_ans_seuls"].sum(min_count=1)],
            "part_inscrits_75": [int(own.loc[known, "inscrits"].sum()) / older if older else float("nan")],
            "mediane_75": [every["part_inscrits_75"].median()],
        }
    )


@ByZone
def blind_register_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone: inscrits counted, older residents, shares registered (fractions, NaN where unknown).

    The shares are those of everybody registered in the zone, whoever is counted.
    """
    query = f"""
        WITH {state_cte(counted)}, {zone_rows()}, {census("anciens", "plus_75_ans", "plus_75_ans_seuls")},
        comptes AS (
            SELECT coalesce(code_zone, '') AS code_zone, count(*) FILTER (inscrit) AS inscrits
            FROM etat GROUP BY 1
        ),
        toutes AS (
            SELECT coalesce(code_zone, '') AS code_zone, count(*) FILTER (inscrit) AS toutes
            FROM etat_du_jour GROUP BY 1
        )
        SELECT l.code_zone, l.nom_zone, coalesce(c.inscrits, 0) AS inscrits,
            coalesce(t.toutes, 0) AS toutes,
            a.plus_75_ans::DOUBLE AS plus_75_ans, a.plus_75_ans_seuls::DOUBLE AS plus_75_ans_seuls,
            a.annee::DOUBLE AS annee
        FROM lignes l LEFT JOIN comptes c USING (code_zone)
        LEFT JOIN toutes t USING (code_zone) LEFT JOIN anciens a USING (code_zone)
        ORDER BY l.rang, l.code_zone
    """
    frame = run(cursor, query, day, settings, counted)
    registered = frame.pop("toutes")
    frame["part_inscrits_75"] = registered / frame["plus_75_ans"].where(frame["plus_75_ans"] > 0)
    frame["part_inscrits_75_seuls"] = registered / frame["plus_75_ans_seuls"].where(
        frame["plus_75_ans_seuls"] > 0
    )
    return frame


def below_median(frame: pd.DataFrame, median: float) -> pd.Series:
    """Whether each zone's share is under the territory's median (`mediane_75`); false where it is unknown."""
    return frame["part_inscrits_75"] < median


REGISTERED, OLDER, OLDER_ALONE, YEAR, SHARE, SHARE_ALONE, MEDIAN = (
    Column("inscrits", "Inscrites", "Personnes inscrites de la zone.", whole=""),
    Column(
        "plus_75_ans",
        "75 ans et plus",
        "Habitants de 75 ans et plus, d'après la population chargée.",
        about="habitants",
    ),
    Column(
        "plus_75_ans_seuls",
        "75 ans et plus seuls",
        "Habitants de 75 ans et plus vivant seuls, d'après la population chargée.",
        about="habitants",
    ),
    Column("annee", "Année", "Année de la population chargée.", Unit.CODE, ""),
    Column(
        "part_inscrits_75",
        "Inscrites pour 100 de 75 ans et plus",
        "Personnes inscrites, rapportées aux habitants de 75 ans et plus. "
        "Peu d'inscriptions ne veut pas dire peu de besoins.",
        Unit.RATE,
        worse=-1,
        own=True,
        part="inscrits",
        whole="plus_75_ans",
    ),
    Column(
        "part_inscrits_75_seuls",
        "Inscrites pour 100 de 75 ans et plus seuls",
        "Personnes inscrites, rapportées aux habitants de 75 ans et plus vivant seuls.",
        Unit.RATE,
        worse=-1,
        own=True,
        part="inscrits",
        whole="plus_75_ans_seuls",
    ),
    Column(
        "mediane_75",
        "Médiane des zones",
        "La moitié des zones ont une part plus faible.",
        Unit.RATE,
        own=True,
    ),
)

REGISTRE_AVEUGLE = Indicator(
    name="registre-aveugle",
    title="Registre aveugle",
    question="Où vivent beaucoup de personnes âgées dont peu sont inscrites ?",
    wording="Personnes inscrites pour 100 habitants de 75 ans et plus. Toutes les personnes inscrites "
    "comptent, quel que soit leur âge : la part peut dépasser 100 %. Une zone est signalée quand sa part est sous "
    "la médiane des zones. Peu d'inscriptions ne veut pas dire peu de besoins.",
    source="Guide VISA (2020) : l'inscription au registre est facultative, sur déclaration ; il n'est pas exhaustif.",
    columns=(REGISTERED, OLDER, OLDER_ALONE, SHARE, MEDIAN),
    zone_columns=(*ZONE_COLUMNS, REGISTERED, OLDER, OLDER_ALONE, YEAR, SHARE, SHARE_ALONE),
    compute=blind_register,
    by_zone=blind_register_by_zone,
    denominator="habitants de 75 ans et plus",
    example=Example(
        "{nom_zone}, si elle comptait {plus_75_ans} habitants de 75 ans et plus : {inscrits} inscrites, soit "
        "{part_inscrits_75}.",
        {"nom_zone": "Aubrives", "plus_75_ans": 40, "inscrits": 2, "part_inscrits_75": 0.05},
        {"code_zone": "99001"},
        by_zone=True,
    ),
)
