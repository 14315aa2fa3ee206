"""The committee's role beside a base: the dates of its books, and none of the base's figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pages.parts.answers import ask, holds
from pages.parts.context import NO_BOOK, Context
from pages.parts.screens import SCREENS
from tests.pages.contexts import of_the_committee
from tests.pages.seen import OpenDashboard
from visa_data.base import Base
from visa_data.dossier.book import NotInTheBook
from visa_data.dossier.keeping import kept_book, kept_books
from visa_data.errors import VisaError
from visa_data.indicators.couverture import coverage
from visa_data.indicators.listes import Liste, people_listed
from visa_data.roles import Role

FIGURES = sorted(
    name for name, screen in SCREENS.items() if screen.figures and Role.COMITE.may(screen.opened_by)
)


def test_the_dates_are_those_of_the_books(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "comite", screen="campagne")
    meeting = app.selectbox(key="reunion")
    assert meeting.options == ["6 décembre 2025", "29 novembre 2025"]
    assert not app.date_input and not app.multiselect
    app = meeting.select("29 novembre 2025").run()
    assert any("29 novembre 2025" in one.value and "22 novembre 2025" in one.value for one in app.markdown)


def test_an_address_may_name_a_meeting(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file, "comite", screen="campagne", address={"reunion": "29 novembre 2025"}
    )
    assert app.selectbox(key="reunion").value.isoformat() == "2025-11-29"


@pytest.mark.parametrize("screen", FIGURES)
def test_without_a_book_the_page_says_who_makes_it(
    screen: str, open_dashboard: OpenDashboard, sample_base_file: Path
) -> None:
    app = open_dashboard(sample_base_file, "comite", screen=screen)
    assert [one.value for one in app.info] == [NO_BOOK]
    assert not app.exception and not app.error and not app.dataframe


def test_the_doors_ask_the_book_and_never_the_base(tmp_path: Path) -> None:
    path = tmp_path / "jamais-ouverte.duckdb"
    context: Context = of_the_committee(Base(path))
    with pytest.raises(VisaError):
        assert context.published
    assert not path.exists()


def test_people_cannot_be_asked(sample_books_file: Path) -> None:
    """Neither door runs on a cursor in that role: the book answers, or says that it does not."""
    with Base(sample_books_file) as base:
        with base.cursor() as cursor:
            book = kept_book(cursor, kept_books(cursor)[0].day)
        closed = Base(sample_books_file.with_name("jamais.duckdb"))
        context = replace(of_the_committee(closed), book=book, day=book.day, before=book.before)
        assert ask(context, coverage).iloc[0]["inscrits"] == 1489
        with pytest.raises(NotInTheBook):
            book.ask(people_listed, liste=Liste.PERDUES_DE_VUE)
        assert not holds(context, people_listed)
    assert not closed.path.exists()
