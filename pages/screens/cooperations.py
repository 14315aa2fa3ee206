"""Les coopérations: the whole network, by département and one by one, and through time."""

from __future__ import annotations

from pages.parts.context import Context, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.network_beside import others_section
from pages.parts.network_sections import (
    departements_table,
    figures_section,
    network_places,
    time_section,
    towns_table,
    who_published,
)
from pages.parts.network_words import network_in


def main(context: Context) -> None:
    page_heading(context, "Les coopérations", "Où en est le réseau, et où faut-il aider ?")
    who_published(context)
    if network_in(context).together:
        figures_section(context)
        network_places(context)
        tables = {
            "Départements": departements_table(context),
            "Coopérations": towns_table(context),
            "Semaines": time_section(context),
        }
    else:
        # One cooperation reads no sum: see visa_data/network/view.py.
        tables = others_section(context)
        network_places(context)
        tables["Coopérations"] = towns_table(context)
    download_bar(context, "cooperations", tables)


main(open_page("cooperations"))
