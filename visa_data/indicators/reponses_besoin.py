"""Réponses à un besoin: who has it open in a zone."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.besoins import needs_cte
from visa_data.indicators.filters import Filters
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import StatutBesoin


def people_in_need(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, zone: str, need: str
) -> pd.DataFrame:
    """The inscrits of a zone whose need is open. Person-level: never asked for the committee.

    Columns: reference, niveau, statut (label), ouvert_le, jours, non_pourvu, dernier_contact; unmet first, then
    the longest open.
    """
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT b.reference, e.niveau, b.statut, b.ouvert_le, date_diff('day', b.ouvert_le, $jour) AS jours,
            b.non_pourvu, e.dernier_joint::DATE AS dernier_contact
        FROM etat_besoins b JOIN etat e USING (reference)
        WHERE b.ouvert AND b.besoin = $besoin AND coalesce(b.code_zone, '') = $zone
        ORDER BY b.non_pourvu DESC, b.ouvert_le, b.reference
    """
    frame = run(cursor, query, day, settings, filters, besoin=need, zone=zone)
    frame["statut"] = [StatutBesoin(code).label for code in frame["statut"]]
    return frame
