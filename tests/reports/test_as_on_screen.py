"""The report says what the screen says: no number, no place, no name of its own, in any form, for either role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.dossier.books import book_of
from tests.reports.test_document import texts_of
from tests.reports.test_html import Seen
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.book import Book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import EVERYBODY
from visa_data.meeting.board import board_html
from visa_data.meeting.steps import agenda, passed_over
from visa_data.reports.annexes import definitions
from visa_data.reports.document import Report, make_report, texts
from visa_data.reports.writing import FORMS

DAY, BEFORE, MADE_AT = date(2025, 12, 6), date(2025, 11, 29), datetime(2025, 12, 8, 9)
SETTINGS = settings.load()
ROLES = ("coordination", "comité")


@pytest.fixture(scope="module", params=ROLES)
def book(
    request: pytest.FixtureRequest, sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("livre") / "exemple.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with Base(path) as base, base.cursor() as cursor:
        if request.param == "coordination":
            yield OpenBook(cursor, DAY, SETTINGS, EVERYBODY, before=BEFORE)
            return
        yield book_of(cursor, DAY)


@pytest.fixture(scope="module")
def report(book: Book) -> Report:
    return make_report(book, made_at=MADE_AT)


@pytest.fixture(scope="module")
def said(report: Report) -> str:
    """All that the screen says of those steps, and what the report owes to the book besides."""
    boards = [board_html(step, report.outlines, agenda(), where=()) for step in report.steps]
    screen = [text for board in boards for text in Seen(board).texts]
    tables = (report.sectors, report.freshness, report.files, definitions(report))
    return "\n".join((*screen, *texts((report.steps, tables, report.cover, report.title))))


@pytest.fixture(scope="module")
def places(sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every zone, team and resource of the base."""
    path = tmp_path_factory.mktemp("lieux") / "exemple.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with Base(path) as base, base.cursor() as cursor:
        rows = cursor.execute(
            "SELECT nom FROM zones_actives UNION SELECT nom FROM equipes UNION SELECT nom FROM ressources"
        ).fetchall()
    return {squeezed(row[0]) for row in rows if row[0]}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def written(form: str, report: Report) -> str:
    """What a reader of that form reads."""
    content = FORMS[form].write(report)
    if form == "html":
        return "\n".join(Seen(content.decode("utf-8")).texts)
    text = texts_of(form, content)
    return "\n".join(re.findall(r"<a:t>([^<]*)</a:t>", text)) if form == "pptx" else text


@pytest.mark.parametrize("form", FORMS)
def test_no_number_and_no_place_of_its_own(form: str, report: Report, said: str, places: set[str]) -> None:
    found = written(form, report)
    pages = {str(number) for number in range(1, 41)}
    """Ranks of pages and of steps."""
    assert set(re.findall(r"\d+", found)) - pages <= set(re.findall(r"\d+", said))
    here, there = squeezed(found), squeezed(said)
    assert {place for place in places if place in here} <= {place for place in places if place in there}
    assert any(place in here for place in places)


def test_what_is_passed_over_has_no_page(book: Book, report: Report) -> None:
    assert {step.key for step in report.steps} == {item.key for item in agenda()} - set(passed_over(book))


def test_a_frozen_book_s_report_says_which_and_lists_its_sectors(book: Book, report: Report) -> None:
    cover = squeezed(" ".join(report.cover))
    if not isinstance(book, FrozenBook):
        assert "nepasladiffuser" in cover and not report.sectors.rows and not report.legend
        return
    assert (
        squeezed("Version du comité : dossier de séance n° 1 du 6 décembre 2025, figé le 7 décembre") in cover
    )
    assert squeezed("arrondis au multiple de 5 le plus proche. « < 11 » : de 1 à 10 personnes") in cover
    assert [name for name, _ in report.sectors.rows] == book.zones.names
    listed = squeezed(" ".join(members for _, members in report.sectors.rows))
    for names in book.members.values():
        assert len(names) == 1 or all(squeezed(name) in listed for name in names)


def test_the_same_book_gives_the_same_report(book: Book, report: Report) -> None:
    assert FORMS["html"].write(make_report(book, made_at=MADE_AT)) == FORMS["html"].write(report)
