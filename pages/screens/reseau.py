"""Réseau: the cooperations of France by maturity, and what the territory's schemes were asked and did."""

from __future__ import annotations

from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.network_map import network_section
from pages.parts.schemes_section import schemes_section


def main(context: Context) -> None:
    page_heading(
        context,
        "Réseau",
        "Où en sont les coopérations de France, et que font les dispositifs du territoire ?",
    )
    need_data(context)
    tables = network_section(context) | schemes_section(context)
    if tables:
        download_bar(context, "reseau", tables)


main(open_page("reseau"))
