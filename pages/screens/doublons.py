"""Doublons: references that may be one person, decided pair by pair."""

import streamlit as st

from pages.parts.address import bound
from pages.parts.context import need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.duplicate_pairs import (
    counts_row,
    found_pairs,
    how_it_works,
    readiness_notes,
    said_before,
    show_pairs,
)
from pages.parts.heading import page_heading
from pages.parts.plain import plain
from visa_data.duplicates.listing import EXPORT_COLUMNS, pairs_listed, pairs_to_export

context = open_page("doublons")
page_heading(context, "Doublons", "Quelles références désignent peut-être la même personne ?")
need_data(context, zones=False)
said_before()
found = found_pairs(context)
with context.base.references() as cursor:
    listed = pairs_listed(cursor, found)
counts_row(context, listed)
readiness_notes(context)
choice = bound(
    st.segmented_control,
    "Paires montrées",
    ["a_decider", "decidees"],
    format_func=lambda code: plain(
        f"À décider ({len(listed.to_decide)})" if code == "a_decider" else f"Décidées ({len(listed.decided)})"
    ),
    default="a_decider",
    required=True,
    key="doublons_etat",
)
show_pairs(context, listed.decided if choice == "decidees" else listed.to_decide)
how_it_works()
download_bar(
    context,
    "doublons",
    {"Paires": pairs_to_export(listed).rename(columns=EXPORT_COLUMNS)},
    notes=["Références et indices seulement : à ne communiquer à personne hors de la coordination."],
)
