"""Aidants et signalements: where relief is asked and unanswered, who tells us of people, and where nobody does."""

from __future__ import annotations

from pages.parts.answers import zones
from pages.parts.carers_sections import carers_by_place, carers_figures, carers_waiting_section
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.reports_sections import relays_section, silence_section
from visa_data.roles import Permission


def main(context: Context) -> None:
    page_heading(
        context,
        "Aidants et signalements",
        "Quels aidants attendent un relais, qui nous signale des personnes isolées, et où personne ne le fait ?",
    )
    need_data(context)
    tables = {
        "Aidants": carers_figures(context),
        "Aidants par lieu": carers_by_place(context),
    }
    if context.role.may(Permission.SEE_PEOPLE):
        carers_waiting_section(context)
    tables |= {"Signalements": relays_section(context), "Relais par lieu": silence_section(context)}
    given = {name: table for name, table in tables.items() if table is not None}
    if given:
        placed = "Aidants par lieu" if "Aidants par lieu" in given else None
        download_bar(context, "aidants", given, zones=zones(context), zone_table=placed)


main(open_page("aidants"))
