"""Doublons: references that may be one person, decided pair by pair."""

from pages.parts.context import need_data, open_page
from pages.parts.counted_choice import counted_choice
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
choice = counted_choice(
    {"a_decider": "À décider", "decidees": "Décidées"},
    {"a_decider": len(listed.to_decide), "decidees": len(listed.decided)},
    key="doublons_etat",
    default="a_decider",
)
show_pairs(context, listed.decided if choice == "decidees" else listed.to_decide)
how_it_works()
download_bar(
    context,
    "doublons",
    {"Paires": pairs_to_export(listed).rename(columns=EXPORT_COLUMNS)},
    notes=["Références et indices seulement : à ne communiquer à personne hors de la coordination."],
)
