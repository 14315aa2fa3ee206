"""A book: what it answers, and what it never holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from visa_data.base import Base
from visa_data.dossier.book import NotInTheBook
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.making import make_book
from visa_data.indicators.couverture import coverage
from visa_data.indicators.listes import people_listed
from visa_data.sectors.current import proposed_division
from visa_data.settings import load

DAY, AT = date(2025, 12, 7), datetime(2025, 12, 8, 9)
SETTINGS = load()


@pytest.fixture
def book(sample_base: Base) -> FrozenBook:
    with sample_base.cursor() as cursor:
        division = proposed_division(cursor, DAY, SETTINGS)
        tables = make_book(
            cursor,
            DAY,
            SETTINGS,
            division=division,
            version=1,
            number=1,
            previous=None,
            before=DAY - timedelta(days=7),
            at=AT,
        )
    return FrozenBook(tables, SETTINGS)


def test_the_whole_territory_is_exact(book: FrozenBook) -> None:
    assert book.total("inscrits").value == 1489
    assert book.ask(coverage).iloc[0]["inscrits"] == 1489
    assert [point.day for point in book.series("joints")][-1] == DAY
    assert len(book.series("joints")) == 12


def test_sectors_are_rounded_and_hide_small_counts(book: FrozenBook) -> None:
    cells = [cell for sector in book.by_sector(["inscrits", "joints"]) for cell in sector.values.values()]
    assert cells and all(cell.withheld or cell.value % 5 == 0 for cell in cells)
    assert not any(0 < (cell.value or 0) < SETTINGS.seuil_effectif - 1 for cell in cells)


def test_what_it_does_not_hold_cannot_be_asked(book: FrozenBook) -> None:
    assert not book.holds(people_listed)
    with pytest.raises(NotInTheBook):
        book.ask(people_listed)
    with pytest.raises(NotInTheBook):
        book.ask(coverage, day=DAY - timedelta(days=1))
