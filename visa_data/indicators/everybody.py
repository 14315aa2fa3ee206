"""What is true of everybody of a day: who is reached, how places are shared, the state of each zone.

Nothing here knows of filters. A team's places are shared among all the people it reaches, whichever of them a
reader looks at: who chooses some of them afterwards reads the same access, load and status.
"""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from visa_data.base.derived import derived_value
from visa_data.indicators.services import active_teams, resources_by_zone, zone_rows_of
from visa_data.indicators.state import everybody, name_of_day, places, run, zone_rows
from visa_data.settings import Settings
from visa_data.territory.catchment import accessibility, only_one
from visa_data.territory.reach import nearest_by_zone, nearest_km, people_reached
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import Besoin, StatutZone


def isolated_people(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, teams: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What the teams give each isolated inscrit, one row each, by reference. Person-level.

    Columns: reference, latitude, longitude, zone (row of `read_zones`, their number for nowhere), couverte, acces
    (2SFCA: places), distance_km (NaN where unknown), equipe_seule (row of the only team that reaches her; -1: none or
    several). teams: in place of the active ones (« et si ? »).
    """
    today = derived_value(
        cursor, name_of_day("isolees", day, settings), lambda: _isolated(cursor, day, settings)
    ).copy(deep=False)
    if teams is None:
        return today
    # Who is isolated depends on no team: only whom they reach is found again.
    zones, rows = read_zones(cursor), today["zone"].to_numpy(dtype=np.int64)
    rows = np.where(rows < len(zones.codes), rows, -1)
    return _given(today, rows, people_reached(teams, zones, today, rows), teams, zones)


def _isolated(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    zones, teams = read_zones(cursor), active_teams(cursor, day)
    isolated, rows, reached = _reached(cursor, day, settings, teams, zones)
    return _given(isolated, rows, reached, teams, zones)


def _given(
    isolated: pd.DataFrame,
    rows: NDArray[np.int64],
    reached: list[NDArray[np.int64]],
    teams: pd.DataFrame,
    zones: ZoneFrame,
) -> pd.DataFrame:
    """What `isolated_people` says. rows, reached: see `_reached`."""
    access, covered = accessibility(teams["capacite"].to_numpy(dtype=float), reached, len(isolated))
    return isolated[["reference", "latitude", "longitude"]].assign(
        zone=np.where(rows >= 0, rows, len(zones.codes)),
        couverte=covered,
        acces=access,
        distance_km=nearest_km(isolated, teams),
        equipe_seule=only_one(reached, len(isolated)),
    )


def _reached(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, teams: pd.DataFrame, zones: ZoneFrame
) -> tuple[pd.DataFrame, NDArray[np.int64], list[NDArray[np.int64]]]:
    """The isolated inscrits, their rows in `zones` (-1: nowhere), and whom of them each team reaches (rows)."""
    isolated = everybody(cursor, day, settings, isolated=True)
    rows = zone_rows_of(isolated["code_zone"], zones)
    return isolated, rows, people_reached(teams, zones, isolated, rows)


def people_by_team(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.Series:
    """Isolated people that each active team reaches, by identifiant; a person reached by two counts for both."""
    teams = active_teams(cursor, day)
    _, _, reached = _reached(cursor, day, settings, teams, read_zones(cursor))
    return pd.Series([float(len(found)) for found in reached], index=teams["identifiant"], dtype=float)


def zone_facts(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, teams: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row for each zone sorted by code, then one of empty code when people of the day are placed nowhere.

    Columns: code_zone, nom_zone, statut, acces, distance_mediane_km, equipe_la_plus_proche (contract, part 3), and
    everybody's inscrits, isolees, isolees_couvertes, non_joints. teams: in place of the active ones (« et si ? »).
    """
    frame = run(
        cursor,
        f"WITH {zone_rows()} SELECT code_zone, nom_zone FROM lignes ORDER BY rang, code_zone",
        day,
        settings,
    )
    used = active_teams(cursor, day) if teams is None else teams
    name = name_of_day("mesures", day, settings)
    measures = derived_value(
        cursor, name, lambda: _measures(cursor, day, settings, active_teams(cursor, day))
    )
    own = measures.copy(deep=False)
    if teams is not None:
        own = own.assign(**_given_by_zone(isolated_people(cursor, day, settings, teams), teams, len(own)))
    names = used["identifiant"].tolist()
    own["equipe_la_plus_proche"] = [names[team] if team >= 0 else None for team in own["equipe"]]
    own["statut"] = statuses(own, settings)
    return pd.concat([frame, own.drop(columns="equipe").iloc[: len(frame)]], axis=1)


def needs_without_resource(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> list[str]:
    """besoins_sans_ressource (contract, part 3) of each zone sorted by code, then of nowhere."""
    return _needs_of(resources_by_zone(cursor, day, settings) == 0)


def needs_with_one_resource(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> list[str]:
    """besoins_une_ressource (contract, part 5) of each zone sorted by code, then of nowhere."""
    return _needs_of(resources_by_zone(cursor, day, settings) == 1)


def _needs_of(chosen: NDArray[np.bool_]) -> list[str]:
    """Codes of the needs chosen in each row, in the order of the ten, joined by a vertical bar."""
    sets, of = np.unique(chosen @ (1 << np.arange(len(Besoin))), return_inverse=True)
    words = [
        "|".join(need.value for rank, need in enumerate(Besoin) if found >> rank & 1)
        for found in sets.tolist()
    ]
    return [words[row] for row in of.tolist()]


def _measures(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    teams: pd.DataFrame,
) -> pd.DataFrame:
    """What no threshold changes, one row for each zone then one for nowhere; equipe: its row in `teams`, else -1."""
    rows = range(len(read_zones(cursor).codes) + 1)
    inscrits = places(cursor, day, settings)
    placed = inscrits["zone"].replace(-1, rows[-1])
    isolated = isolated_people(cursor, day, settings)
    return pd.DataFrame(
        {
            "inscrits": placed.value_counts().reindex(rows, fill_value=0),
            "isolees": isolated.groupby("zone").size().reindex(rows, fill_value=0),
            "non_joints": placed[~inscrits["joint"]].value_counts().reindex(rows, fill_value=0),
            **_given_by_zone(isolated, teams, len(rows)),
        }
    )


def _given_by_zone(isolated: pd.DataFrame, teams: pd.DataFrame, number: int) -> dict[str, pd.Series]:
    """The measures that the teams change. isolated: see `isolated_people`; number: of rows, that of nowhere included."""
    rows, by_zone = range(number), isolated.groupby("zone")
    nearest = nearest_by_zone(isolated, isolated["zone"].to_numpy(dtype=np.int64), teams)
    return {
        "isolees_couvertes": by_zone["couverte"].sum().reindex(rows, fill_value=0).astype(int),
        "acces": by_zone["acces"].mean().reindex(rows),
        "distance_mediane_km": by_zone["distance_km"].median().reindex(rows),
        "equipe": pd.Series([nearest.get(row, -1) for row in rows], index=rows),
    }


def statuses(table: pd.DataFrame, settings: Settings) -> list[str]:
    """The status (code of `StatutZone`) of each row: a zone, or zones put together.

    table: inscrits, isolees, isolees_couvertes (everybody's counts) and acces (mean over the isolated people).
    """
    share = table["isolees_couvertes"] / table["isolees"].where(table["isolees"] > 0)
    conditions = {
        StatutZone.SANS_INSCRIT: table["inscrits"] == 0,
        StatutZone.SANS_ISOLEE: table["isolees"] == 0,
        StatutZone.BLANCHE: table["isolees_couvertes"] == 0,
        StatutZone.GRISE: share < settings.part_grise,
        StatutZone.SATUREE: table["acces"] < settings.acces_sature,
    }
    return [
        str(code)
        for code in np.select(
            list(conditions.values()), [status.value for status in conditions], StatutZone.COUVERTE.value
        )
    ]
