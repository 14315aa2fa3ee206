"""The « Télécharger » that ends every page: what it shows, in files others can open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import Context
from pages.parts.journaled import noting, people_in, people_of
from pages.parts.plain import plain
from visa_data import french
from visa_data.dossier.sectors_shown import rounding_sentence, sector_list
from visa_data.exports.outlines import geojson_bytes, geopackage_bytes, with_outlines
from visa_data.exports.tables import csv_bytes, xlsx_bytes
from visa_data.territory.zones import ZoneFrame

MEDIA = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "html": "text/html",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""What a browser is told of a file, by the end of its name."""


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
    st.header("Télécharger", anchor=False)
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
        slug = _slug(label)
        file_button(
            f"{label} (CSV)",
            lambda frame=frame: csv_bytes(frame),
            f"{stem}_{slug}.csv",
            key=f"telecharger_{name}_{slug}",
            place=row,
            people=people_in(frame),
        )
    file_button(
        "Tout (XLSX)",
        lambda: xlsx_bytes(dict(tables), title=about[0], notes=about[1:] or [about[0]]),
        f"{stem}.xlsx",
        key=f"telecharger_{name}_xlsx",
        place=row,
        people=people_of(tables),
    )
    if zones is not None and zone_table is not None:
        frame = tables[zone_table]
        file_button(
            "Carte (GeoJSON)",
            lambda: geojson_bytes(with_outlines(frame, zones.codes, zones.outlines)),
            f"{stem}.geojson",
            key=f"telecharger_{name}_geojson",
            place=row,
        )
        file_button(
            "Carte (GeoPackage)",
            lambda: geopackage_bytes(with_outlines(frame, zones.codes, zones.outlines), name),
            f"{stem}.gpkg",
            key=f"telecharger_{name}_gpkg",
            place=row,
        )


def csv_button(label: str, frame: pd.DataFrame, stem: str, *, key: str) -> None:
    """One table as a file of its own, under what shows it."""
    file_button(label, lambda: csv_bytes(frame), f"{stem}.csv", key=key, people=people_in(frame))


def file_button(
    label: str,
    make: Callable[[], bytes],
    name: str,
    *,
    key: str,
    place: DeltaGenerator | None = None,
    note: str = "",
    people: int = 0,
) -> None:
    """A button that makes its file when pressed, of the kind that its name ends with.

    people: how many rows of it are about people; the journal notes each making of it, under `key`.
    The page is not drawn again: it shows the same, and a click on the next button while it draws would be lost.
    """
    (place or st.container()).download_button(
        plain(label),
        data=noting(make, key, people),
        file_name=name,
        mime=MEDIA[name.rpartition(".")[2]],
        key=key,
        help=plain(note),
        on_click="ignore",
    )


def _slug(label: str) -> str:
    from visa_data.vocabulary import fold

    return fold(label).replace(" ", "_")
