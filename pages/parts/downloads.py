"""The « Télécharger » that ends every page: what it shows, in files others can open."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.sectors_shown import rounding_sentence, sector_list
from visa_data.exports.outlines import geojson_bytes, geopackage_bytes, with_outlines
from visa_data.exports.tables import csv_bytes, xlsx_bytes
from visa_data.territory.zones import ZoneFrame


def download_bar(
    context: Context,
    name: str,
    tables: Mapping[str, pd.DataFrame],
    *,
    zones: ZoneFrame | None = None,
    zone_table: str | None = None,
    notes: list[str] | None = None,
) -> None:
    """Buttons for each table as CSV, all of them as XLSX, and the zones' table as GeoJSON and GeoPackage.

    name: short file stem without accents. zone_table: the table (with code_zone) drawn on the map.
    Files are made when asked for. From a book, the sectors and their members go with the tables.
    """
    st.subheader("Télécharger", anchor=False)
    stem = f"visa_{name}_{context.day.isoformat()}"
    about = [
        f"{context.territory}, situation au {french.day(context.day)}",
        *(["Données d'exemple entièrement inventées"] if context.invented else []),
        *([rounding_sentence(context.book)] if context.book is not None else []),
        *(notes or []),
    ]
    if context.book is not None:
        tables = {**tables, "Secteurs": sector_list(context.book)}
    row = st.container(horizontal=True)
    for label, frame in tables.items():
        row.download_button(
            plain(f"{label} (CSV)"),
            data=lambda frame=frame: csv_bytes(frame),
            file_name=f"{stem}_{_slug(label)}.csv",
            mime="text/csv",
            key=f"telecharger_{name}_{_slug(label)}",
        )
    row.download_button(
        "Tout (XLSX)",
        data=lambda: xlsx_bytes(dict(tables), title=about[0], notes=about[1:] or [about[0]]),
        file_name=f"{stem}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=f"telecharger_{name}_xlsx",
    )
    if zones is not None and zone_table is not None:
        frame = tables[zone_table]
        row.download_button(
            "Carte (GeoJSON)",
            data=lambda: geojson_bytes(with_outlines(frame, zones.codes, zones.outlines)),
            file_name=f"{stem}.geojson",
            mime="application/geo+json",
            key=f"telecharger_{name}_geojson",
        )
        row.download_button(
            "Carte (GeoPackage)",
            data=lambda: geopackage_bytes(with_outlines(frame, zones.codes, zones.outlines), name),
            file_name=f"{stem}.gpkg",
            mime="application/geopackage+sqlite3",
            key=f"telecharger_{name}_gpkg",
        )


def _slug(label: str) -> str:
    from visa_data.vocabulary import fold

    return fold(label).replace(" ", "_")
