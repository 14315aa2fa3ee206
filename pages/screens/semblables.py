"""Parmi ses semblables: one cooperation among those of its milieu and size."""

from __future__ import annotations

from pages.parts.context import Context, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.network_beside import alike_section


def main(context: Context) -> None:
    page_heading(context, "Parmi ses semblables", "Que font celles qui nous ressemblent ?")
    tables = alike_section(context)
    if tables:
        download_bar(context, "semblables", tables)


main(open_page("semblables"))
