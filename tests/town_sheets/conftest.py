"""Books whose sheets these tests read, and sheets as texts."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.keeping import kept_book
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.settings import load
from visa_data.town_sheets.making import make_sheets, places_asked, sheets
from visa_data.town_sheets.sheet import TownSheet

AT = datetime(2025, 12, 8, 9)
SPACES = re.compile(r"[\s\u00a0\u202f\u200b]+")


@contextmanager
def opened(file: Path, day: date, before: date, filters: Filters = EVERYBODY) -> Iterator[OpenBook]:
    """The open book of a base."""
    with Base(file) as base, base.cursor() as cursor:
        yield OpenBook(cursor, day, load(), filters, before=before)


def sheet_of(book: OpenBook | FrozenBook, code: str) -> TownSheet:
    """The sheet of one place."""
    return next(sheets(book, places_asked(book, [code])))


def pages_of(book: OpenBook | FrozenBook, *codes: str) -> PdfReader:
    """The sheets as they are printed."""
    return PdfReader(io.BytesIO(make_sheets(book, places_asked(book, codes), AT)))


def squeezed(text: str) -> str:
    """Without any space: a page may break a line anywhere."""
    return SPACES.sub("", text)


def text_of(reader: PdfReader) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def texts(part: object) -> Iterator[str]:
    """Every text of a sheet, with ordinary spaces."""
    if isinstance(part, str):
        yield plain(part)
    elif is_dataclass(part):
        for each in fields(part):
            yield from texts(getattr(part, each.name))
    elif isinstance(part, tuple | frozenset):
        for each in part:
            yield from texts(each)


@pytest.fixture
def contract(worked_example_file: Path, tmp_path: Path) -> Callable[[], Path]:
    """A copy of the worked example, to write to and then to open."""
    return lambda: Path(shutil.copy(worked_example_file, tmp_path))


@pytest.fixture(scope="module")
def sample_book(sample_books_file: Path) -> FrozenBook:
    with Base(sample_books_file) as base, base.cursor() as cursor:
        return kept_book(cursor, date(2025, 12, 6))
