"""The report's buttons: three forms, made for what is on screen and for the role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.context import Context
from pages.parts.report_download import report_bytes
from tests.pages.contexts import of_the_committee
from visa_data.base import Base
from visa_data.dossier.keeping import kept_book
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.roles import Role


@pytest.fixture
def context(sample_books_file: Path) -> Iterator[Context]:
    with Base(sample_books_file) as base:
        with base.cursor() as cursor:
            book = kept_book(cursor, date(2025, 12, 6))
        yield replace(of_the_committee(base), book=book, before=book.before)


def screen() -> None:
    """A screen with nothing but the buttons."""
    from pathlib import Path

    from pages.parts.report_download import report_buttons
    from tests.pages.contexts import of_the_committee
    from visa_data.base import Base

    report_buttons(of_the_committee(Base(Path("jamais-ouverte.duckdb"))))


def test_three_buttons_that_cost_nothing_until_pressed() -> None:
    app = AppTest.from_function(screen).run()
    assert not app.exception
    assert [button.label for button in app.get("download_button")] == [
        "Diaporama (PPTX)",
        "Document (PDF)",
        "Page autonome (HTML)",
    ]
    assert not Path("jamais-ouverte.duckdb").exists()


@pytest.mark.parametrize(("extension", "start"), [("pptx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE")])
def test_each_button_gives_its_form(extension: str, start: bytes, context: Context) -> None:
    assert report_bytes(context, extension).startswith(start)


def test_the_report_is_of_what_is_on_screen(context: Context) -> None:
    page = report_bytes(context, "html").decode()
    assert "Situation au 6 décembre 2025, comparée au 29 novembre 2025" in page
    assert "Version du comité" in page
    assert "Chiffres limités" not in page
    other = replace(context, book=None, role=Role.COORDINATION, filters=Filters(sources=("caf",)))
    page = report_bytes(other, "html").decode()
    assert "Version de la coordination" in page
    assert "Chiffres limités" in page


def test_the_committee_has_none_without_a_book(context: Context) -> None:
    with pytest.raises(VisaError):
        report_bytes(replace(context, book=None), "html")
