"""Processor time of the card beside the map: the first, then the median and the slowest over every place.

`python -m benchmarks.cards --base COPY.duckdb` (the coordination's) or `--dossier BOOK.zip` (the committee's).
What the browser adds is measured with the clicks on the map; here Streamlit's calls are counted, not what it sends.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from datetime import date, timedelta
from pathlib import Path

from pages.parts.books import book_of_file, file_version
from pages.parts.context import Context
from pages.parts.zone_card import show_card, warm_card
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.state import last_call_day
from visa_data.roles import Role
from visa_data.territory.zones import read_zones


def of_the_base(path: Path) -> tuple[Context, list[str]]:
    """The coordination's context at the last call, and the codes of the zones."""
    base = Base(path)
    with base.cursor() as cursor:
        day = last_call_day(cursor) or date.today()
        codes = read_zones(cursor).codes
    context = Context(
        base=base,
        book=None,
        settings=settings.load(None),
        role=Role.COORDINATION,
        day=day,
        before=day - timedelta(days=7),
        filters=EVERYBODY,
        version=base.data_version(),
        territory="",
        invented=False,
        empty=False,
    )
    return context, codes


def of_a_book(path: Path) -> tuple[Context, list[str]]:
    """The committee's context on that book alone, and the codes of the sectors."""
    version = file_version(path)
    book = book_of_file(version, path)
    context = Context(
        base=None,
        book=book,
        settings=book.settings,
        role=Role.COMITE,
        day=book.day,
        before=book.before,
        filters=EVERYBODY,
        version=version,
        territory=book.territory,
        invented=book.invented,
        empty=False,
    )
    return context, book.zones.codes


def milliseconds(context: Context, code: str) -> float:
    """Time of one card."""
    start = time.process_time()
    show_card(context, code, lambda _: None)
    return (time.process_time() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Temps d'une fiche côté serveur.")
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--base", type=Path)
    chosen.add_argument("--dossier", type=Path)
    options = parser.parse_args()
    # Outside a run of a page Streamlit warns at each call.
    logging.disable(logging.WARNING)
    context, codes = of_the_base(options.base) if options.base else of_a_book(options.dossier)
    start = time.process_time()
    warm_card(context)
    warmed = (time.process_time() - start) * 1000
    first = milliseconds(context, codes[0])
    times = sorted(milliseconds(context, code) for code in codes)
    print("| lieux | préparation (ms) | première (ms) | médiane (ms) | 95 % (ms) | la plus lente (ms) |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {len(codes)} | {warmed:.0f} | {first:.1f} | {statistics.median(times):.1f} | "
        f"{times[int(0.95 * (len(times) - 1))]:.1f} | {times[-1]:.1f} |"
    )


main()
