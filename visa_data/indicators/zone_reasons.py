"""Why isolated people of a zone are not reached, in a sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from visa_data import french
from visa_data.vocabulary import StatutZone


def ranked_zones(frame: pd.DataFrame) -> pd.DataFrame:
    """`zones_blanches_by_zone` by isolated people not reached (most first, then by name), with the reason.

    Adds sans_equipe (isolated people no active team reaches) and raison. Zones without isolated people are left out.
    """
    table = frame[frame["isolees"] > 0].copy()
    table["sans_equipe"] = table["isolees"] - table["isolees_couvertes"]
    table["raison"] = [reason(row) for row in table.itertuples()]
    return table.sort_values(
        ["sans_equipe", "isolees", "nom_zone"], ascending=[False, False, True], ignore_index=True
    )


def reason(zone: Any) -> str:
    """« Maroilles : 25 personnes isolées, aucune équipe ; la plus proche à 11,0 km. »

    zone: a row of `zones_blanches_by_zone` (isolees, isolees_couvertes, statut, acces, distance_mediane_km). Its
    counts may be those of some people only; whether any team goes there is the zone's own.
    """
    isolated, reached = int(zone.isolees), int(zone.isolees_couvertes)
    head = f"{zone.nom_zone}{french.NBSP}: {french.counted(isolated, 'personne isolée', 'personnes isolées')}"
    near = _nearest(zone.distance_mediane_km)
    if not zone.code_zone:
        placed = "sans zone connue"
        return (
            f"{head} {placed}, aucune équipe ne les atteint."
            if not reached
            else f"{head} {placed}, {reached} atteintes."
        )
    if zone.statut == StatutZone.BLANCHE.value:
        return f"{head}, aucune équipe{near}."
    if reached < isolated:
        missing = isolated - reached
        verb = "n'est atteinte" if missing < 2 else "ne sont atteintes"
        return f"{head}, dont {french.number(missing)} qui {verb} par aucune équipe."
    places = french.number(float(zone.acces), 2)
    if zone.statut == StatutZone.SATUREE.value:
        return f"{head}, toutes atteintes, mais {places} place par personne."
    return f"{head}, toutes atteintes, {places} place par personne."


def _nearest(distance_km: float) -> str:
    """« ; la plus proche à 11,0 km » (median distance of the isolated people), or nothing when unknown."""
    if pd.isna(distance_km):
        return ""
    return f"{french.NBSP}; la plus proche à {french.kilometres(float(distance_km))}"
