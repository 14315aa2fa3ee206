"""Acteurs: the organisations of the cooperation, by kind, where they act, and which kinds are missing where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from visa_data.indicators.indicator import Column
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary_of_action import RoleActeur, StatutActeur, TypeActeur

EXPECTED = tuple(kind for kind in TypeActeur if kind is not TypeActeur.AUTRE)
"""The kinds that the guide invites to a cooperation (part 1), in its order."""
MISSING = Column(
    "absents",
    "Types d'acteurs absents",
    "Types d'acteurs que le guide invite à la coopération, et dont aucun acteur actif n'est installé dans la zone ni ne "
    "déclare y intervenir. Un acteur sans zone déclarée n'est compté nulle part.",
    about="types",
    worse=1,
)


def actors_listed(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Every actor of the base by identifiant, whatever its status.

    Columns: identifiant, nom, type, libelle_type, role, libelle_role ('' when not given), code_zone, nom_zone,
    zones_intervention, besoins, date_convention, date_charte, statut, libelle_statut, date_verification,
    avec_convention and avec_charte (signed by the end of the day), age_jours (days since the last check, NaN when never
    checked; negative when checked after the day).
    """
    frame = cursor.execute(
        """
        SELECT a.identifiant, a.nom, a.type, coalesce(a.role, '') AS role,
            coalesce(c.actuel, a.code_zone) AS code_zone, z.nom AS nom_zone,
            a.zones_intervention, a.besoins, a.date_convention, a.date_charte, a.statut, a.date_verification,
            coalesce(a.date_convention <= $jour, false) AS avec_convention,
            coalesce(a.date_charte <= $jour, false) AS avec_charte,
            date_diff('day', a.date_verification, $jour)::DOUBLE AS age_jours
        FROM acteurs a LEFT JOIN codes_anciens c ON c.ancien = a.code_zone
        LEFT JOIN zones z ON z.code = coalesce(c.actuel, a.code_zone) ORDER BY a.identifiant
        """,
        {"jour": day},
    ).df()
    frame["libelle_type"] = [TypeActeur(code).label for code in frame["type"]]
    frame["libelle_role"] = [RoleActeur(code).label if code else "" for code in frame["role"]]
    frame["libelle_statut"] = [StatutActeur(code).label for code in frame["statut"]]
    return frame


def conventions(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """One row for each kind of actor, in the guide's order, those that nobody is of too.

    Columns: type, libelle, acteurs (retired ones left out), actifs, avec_convention, avec_charte (active ones that have
    signed by the end of the day).
    """
    listed = actors_listed(cursor, day, settings)
    active = listed["statut"] == StatutActeur.ACTIF.value
    marks = pd.DataFrame(
        {
            "type": listed["type"],
            "acteurs": listed["statut"] != StatutActeur.RETIRE.value,
            "actifs": active,
            "avec_convention": active & listed["avec_convention"],
            "avec_charte": active & listed["avec_charte"],
        }
    )
    counts = marks.groupby("type").sum().reindex([kind.value for kind in TypeActeur], fill_value=0)
    counts.insert(0, "libelle", [kind.label for kind in TypeActeur])
    return counts.rename_axis("type").reset_index()


def acting_in(listed: pd.DataFrame, zones: ZoneFrame) -> Iterator[tuple[Any, set[int]]]:
    """Each active actor of `actors_listed`, in its order, with the rows of the zones where it stands or declares to act."""
    for actor in listed[listed["statut"] == StatutActeur.ACTIF.value].itertuples():
        declared = (actor.code_zone, actor.zones_intervention)
        yield actor, {row for one in declared for row in zones.rows_of(None if pd.isna(one) else str(one))}


def actor_types_by_zone(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """One row for each zone sorted by code: code_zone, nom_zone, types_absents.

    types_absents: codes of the kinds that the guide expects and of which no active actor stands in the zone or declares to
    act there, in its order, joined by a vertical bar. An actor without any declared zone is nowhere: unknown is not
    covered.
    """
    zones = read_zones(cursor)
    order = {kind.value: number for number, kind in enumerate(EXPECTED)}
    present = np.zeros((len(zones.codes), len(EXPECTED)), dtype=bool)
    for actor, rows in acting_in(actors_listed(cursor, day, settings), zones):
        if actor.type in order:
            present[list(rows), order[actor.type]] = True
    return pd.DataFrame(
        {
            "code_zone": zones.codes,
            "nom_zone": zones.names,
            "types_absents": [
                "|".join(kind.value for kind, here in zip(EXPECTED, row, strict=True) if not here)
                for row in present.tolist()
            ],
        }
    )
