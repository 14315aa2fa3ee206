"""Zones by isolated people not reached, each with its reason in a sentence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.card_html import small_table
from pages.parts.plain import plain
from visa_data import french

MOST = 12
REASON_LABELS = {
    "nom_zone": "Zone",
    "sans_equipe": "Isolées sans équipe",
    "isolees": "Isolées",
    "statut": "Statut",
    "acces": "Accès (places par personne)",
    "distance_mediane_km": "Distance médiane (km)",
    "equipe_la_plus_proche": "Équipe la plus proche",
    "raison": "Pourquoi",
}


def show_reasons(table: pd.DataFrame) -> None:
    """The first zones of `ranked_zones` (statut and equipe_la_plus_proche already in words)."""
    rows = [
        (
            str(zone.raison),
            french.number(zone.sans_equipe),
            str(zone.statut),
            french.number(zone.acces, 2),
            french.kilometres(zone.distance_mediane_km),
            zone.equipe_la_plus_proche if isinstance(zone.equipe_la_plus_proche, str) else french.UNKNOWN,
        )
        for zone in table.head(MOST).itertuples()
    ]
    headers = ("Pourquoi", "Sans équipe", "Statut", "Accès", "Distance médiane", "Équipe la plus proche")
    st.html(small_table(headers, rows, right=(1, 3, 4)))
    if len(table) > MOST:
        rest = int(table["sans_equipe"].iloc[MOST:].sum())
        st.caption(
            plain(
                f"Et {french.counted(len(table) - MOST, 'autre zone', 'autres zones')}"
                + (
                    f" ({french.counted(rest, 'personne isolée', 'personnes isolées')} sans équipe)."
                    if rest
                    else "."
                )
            )
        )
