"""Et si ?: the gaps as they would be with teams added or dropped; nothing is written in the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.filters import ByZone, Counted
from visa_data.indicators.services import active_teams
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import Settings

IMAGINED = "imaginee"


@dataclass(frozen=True)
class ImaginedTeam:
    """A team or a mobile stop that does not exist: where, how far it goes (km), how many people it can follow.

    zone: code of a zone it serves whole, empty when only the radius counts.
    """

    name: str
    latitude: float
    longitude: float
    radius_km: float
    capacity: int
    zone: str = ""


def with_imagined(teams: pd.DataFrame, added: Sequence[ImaginedTeam], dropped: Sequence[str]) -> pd.DataFrame:
    """`active_teams` without those dropped (identifiants), then the imagined ones."""
    kept = teams[~teams["identifiant"].isin(list(dropped))]
    if not added:
        return kept.reset_index(drop=True)
    imagined = pd.DataFrame(
        {
            "identifiant": [f"{IMAGINED}-{row}" for row in range(1, len(added) + 1)],
            "nom": [team.name for team in added],
            "latitude": [team.latitude for team in added],
            "longitude": [team.longitude for team in added],
            "zones_intervention": [team.zone or None for team in added],
            "rayon_km": [team.radius_km for team in added],
            "capacite": [float(team.capacity) for team in added],
        }
    ).reindex(columns=teams.columns)
    if kept.empty:
        return imagined
    numbers = dict.fromkeys(("latitude", "longitude", "rayon_km", "capacite", "benevoles"), float)
    # A file of teams may lack one of them: pandas writes that as a value that no float can hold.
    frames = [frame.astype(object).where(frame.notna(), None) for frame in (kept, imagined)]
    return pd.concat(frames, ignore_index=True).astype(numbers)


@ByZone
def what_if(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    counted: Counted,
    *,
    added: tuple[ImaginedTeam, ...] = (),
    dropped: tuple[str, ...] = (),
) -> pd.DataFrame:
    """`zones_blanches_by_zone` as it would be with those teams added and dropped (identifiants)."""
    teams = with_imagined(active_teams(cursor, day), added, dropped)
    return zones_blanches_by_zone(cursor, day, settings, counted, teams=teams)


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """`after`, and what it was before (same rows).

    Adds isolees_couvertes_avant, statut_avant, acces_avant, and change: whether the status differs.
    """
    table = after.copy()
    for name in ("isolees_couvertes", "statut", "acces"):
        table[f"{name}_avant"] = before[name].to_numpy()
    table["change"] = table["statut"] != table["statut_avant"]
    return table
