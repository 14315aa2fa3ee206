"""The weeks of the map say at each date what the page says when opened at that date, in both roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from pages.parts.context import Context
from pages.parts.map_choice import MapChoice, map_values, map_words
from pages.parts.map_weeks import MapWeeks, map_weeks
from pages.parts.territory_map import shapes_of
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.file import read_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.keeping import kept_book, kept_books
from visa_data.dossier.sectors_shown import sector_values
from visa_data.dossier.tables import THEN
from visa_data.figures.zone_map import map_title
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.registry import registry
from visa_data.maps.classes import Scheme
from visa_data.maps.coloured import coloured_zones
from visa_data.roles import Role

DAY = date(2025, 12, 6)


def chosen(figure: str, *, need: str = "", share: bool = False) -> MapChoice:
    indicator = registry()[figure.split(".")[0]]
    column = next(one for one in indicator.zone_columns if one.name == figure.split(".")[1])
    title = map_title(indicator, column, need, share)
    return MapChoice(indicator.name, column, need, share, Scheme.NATURAL, title, "")


def opened(base: Base | None, book: FrozenBook | None, version: str, filters: Filters = EVERYBODY) -> Context:
    return Context(
        base=base,
        book=book,
        settings=settings.load(None) if book is None else book.settings,
        role=Role.COORDINATION if book is None else Role.COMITE,
        day=DAY if book is None else book.day,
        before=DAY - timedelta(days=3) if book is None else book.before,
        filters=filters,
        version=version,
        territory="Territoire inventé",
        invented=True,
        empty=False,
    )


def weeks_of_page(context: Context, choice: MapChoice) -> MapWeeks:
    return map_weeks(context, choice, shapes_of(context), "light")


def texts(found: MapWeeks, frame: int) -> dict[str, str]:
    assert found.weeks is not None
    stated = found.weeks.stated
    return {
        code: unescape(stated["texts"][text])
        for code, text in zip(stated["codes"], stated["frames"][frame]["text"], strict=True)
    }


@pytest.fixture
def coordination(sample_base_file: Path, tmp_path: Path):
    with Base(sample_base_file) as base:
        yield opened(base, None, base.data_version())


@pytest.mark.parametrize("figure", ["zones-blanches.statut", "couverture.taux_joints"])
def test_each_date_says_what_the_page_says_when_opened_then(coordination: Context, figure: str) -> None:
    choice = chosen(figure)
    found = weeks_of_page(coordination, choice)
    assert found.weeks is not None
    days = [frame["day"] for frame in found.weeks.stated["frames"]]
    assert days[-1] == "au 6 décembre 2025" and "au 3 décembre 2025" in days
    assert days[found.weeks.stated["compared"]] == "au 3 décembre 2025"
    for row, day in ((-1, DAY), (-3, DAY - timedelta(days=7))):
        then = replace(coordination, day=day)
        values = map_values(then, choice.indicator, choice.column.name)
        told, words = texts(found, row), coloured_zones(values, choice.column).texts
        # Of the zones blanches, whom it is about comes first, as in the card's first sentence.
        opens = figure.startswith("zones-blanches")
        assert told.keys() == words.keys()
        assert all(told[code].endswith(words[code]) for code in words)
        assert all(("personne" in told[code]) == (opens or "personne" in words[code]) for code in words)


def test_counts_of_a_need_follow_the_choice_and_the_zones_chosen(coordination: Context) -> None:
    choice = chosen("besoins.non_pourvus", need="parler")
    code = shapes_of(coordination).codes[0]
    one = replace(coordination, filters=Filters((code,), ()))
    found = weeks_of_page(one, choice)
    values = map_values(one, choice.indicator, choice.column.name, need="parler").set_index("code_zone")
    assert found.weeks is not None
    last = found.weeks.stated["frames"][-1]
    assert last["value"][0] == values.at[code, "valeur"]
    assert all(value is None for value in last["value"][1:])
    assert last["whole"].startswith(f"{int(values.at[code, 'valeur'])}\u00a0personne")


def test_the_committee_plays_the_books_of_the_base(sample_books_file: Path, tmp_path: Path) -> None:
    with Base(sample_books_file) as base, base.cursor() as cursor:
        days = [kept.day for kept in kept_books(cursor)]
        book = kept_book(cursor, days[0])
        context = opened(base, book, f"{tmp_path}:{days[0]}")
        choice = chosen("zones-blanches.isolees")
        found = weeks_of_page(context, choice)
        assert found.weeks is not None
        stated = found.weeks.stated
        assert [frame["title"] for frame in stated["frames"]] == [
            "réunion du 29 novembre 2025",
            "réunion du 6 décembre 2025",
        ]
        earlier = kept_book(cursor, days[1])
        then = replace(context, book=earlier, day=earlier.day, before=earlier.before, version=f"{tmp_path}:x")
        values = map_values(then, choice.indicator, choice.column.name).set_index("code_zone")["valeur"]
        words = map_words(then, choice)
        first = stated["frames"][0]
        assert words, "the sample has small sectors"
        for place, code in enumerate(stated["codes"]):
            assert first["value"][place] == (None if code in words else values[code])
            assert (place in first["hidden"]) == (code in words)
        # The whole territory is as the book publishes it, never the sum of rounded sectors.
        assert first["whole"] == earlier.total("isolees").counted("personne", "personnes")


def test_a_book_alone_plays_its_day_and_the_day_before(sample_book_file: Path) -> None:
    book = FrozenBook.alone(read_book(sample_book_file))
    context = opened(None, book, "livre")
    choice = chosen("couverture.joints")
    found = weeks_of_page(context, choice)
    assert found.weeks is not None
    values, words = sector_values(book, choice.column, moment=THEN)
    known = dict(zip(values["code_zone"], values["valeur"], strict=True))
    first = found.weeks.stated["frames"][0]
    assert first["value"] == [None if code in words else known[code] for code in found.weeks.stated["codes"]]


def test_a_figure_known_at_one_date_is_told_so(sample_book_file: Path) -> None:
    """Resources are published at the day of the book alone."""
    book = FrozenBook.alone(read_book(sample_book_file))
    found = weeks_of_page(opened(None, book, "livre"), chosen("besoins.ressources", need="parler"))
    assert found.weeks is None
    assert "rien à dérouler" in found.said
