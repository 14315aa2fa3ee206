"""What a book says of its sectors, and where words stand for figures."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.decisions.measure import Measure
from visa_data.dossier.followed import followable, published_value
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.keeping import kept_book
from visa_data.dossier.sector_card import sector_card
from visa_data.dossier.sectors_shown import (
    given_figures,
    is_given,
    members_of,
    sector_table,
    sector_values,
    zone_names,
)
from visa_data.errors import VisaError
from visa_data.french import NBSP
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.evolution import EVOLUTION
from visa_data.indicators.urgences import URGENCES

SMALL, NOT_GIVEN = f"<{NBSP}11", f"n.{NBSP}c."


@pytest.fixture(scope="module")
def book(sample_books_file: Path) -> FrozenBook:
    with Base(sample_books_file) as base, base.cursor() as cursor:
        return kept_book(cursor, date(2025, 12, 6))


def test_each_cell_is_a_multiple_or_words(book: FrozenBook) -> None:
    counts = [column for column in COUVERTURE.zone_columns[2:-2] if is_given(book, column)]
    table = sector_table(book, counts)
    cells = [cell for column in counts for cell in table[column.name]]
    assert SMALL in cells and all(cell % 5 == 0 for cell in cells if not isinstance(cell, str))
    assert list(table["code_zone"])[:-1] == book.zones.codes and table["code_zone"].iloc[-1] == ""


def test_a_share_of_a_withheld_count_is_not_given_and_colours_nothing(book: FrozenBook) -> None:
    column = next(
        column
        for column in COUVERTURE.zone_columns
        if column.can_be_share and is_given(book, column) and sector_values(book, column)[1]
    )
    values, words = sector_values(book, column, share=True)
    counts, withheld = sector_values(book, column)
    assert withheld and set(withheld) <= set(words) and set(words.values()) == {NOT_GIVEN}
    assert values.set_index("code_zone").loc[list(words), "valeur"].isna().all()
    assert counts.set_index("code_zone").loc[list(withheld), "valeur"].isna().all()


def test_what_is_too_rare_is_not_offered(book: FrozenBook) -> None:
    assert not is_given(book, URGENCES.column("urgences_sans_contact"))
    offered = given_figures(book)
    assert "urgences.urgences_sans_contact" not in offered
    assert {"couverture.taux_joints", "besoins.besoins_non_pourvus", "besoins.ressources"} <= set(offered)


def test_a_card_names_its_members_and_compares_with_the_book_before(book: FrozenBook) -> None:
    code, members = next((code, names) for code, names in members_of(book).items() if len(names) > 1)
    found = sector_card(book, code)
    assert found.members == members and found.compared
    line = found.card.line("inscrits")
    assert line is not None and line.compared


def test_a_decision_follows_what_the_book_publishes(book: FrozenBook) -> None:
    assert ("urgences", "urgences_sans_contact") in followable(book)
    whole = Measure("urgences", "urgences_sans_contact")
    assert published_value(book, whole) == book.total("urgences_sans_contact").value
    zone = next(iter(zone_names(book)))
    with pytest.raises(VisaError, match="n'est pas publié dans le secteur de cette zone"):
        published_value(book, Measure("urgences", "urgences_sans_contact", zone))
    assert math.isnan(published_value(book, Measure("couverture", "inscrits", zone)))
    assert published_value(book, Measure(EVOLUTION.name, "inscrits")) == 1489
