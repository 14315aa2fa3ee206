"""The frozen books that this server can show: those kept in its base, or the one file that it serves."""

from __future__ import annotations

import pickle
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import duckdb
import streamlit as st

from visa_data.base import Base
from visa_data.dossier import keeping
from visa_data.dossier.file import read_book
from visa_data.dossier.followed import as_noted
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.errors import VisaError


@st.cache_data(max_entries=8, show_spinner=False)
def book_days(version: str, _base: Base) -> tuple[date, ...]:
    """The days of the books kept, the newest first. version: that of the data."""
    with _base.cursor() as cursor:
        return tuple(book.day for book in keeping.kept_books(cursor))


class Read(NamedTuple):
    """A book, and what its answers are kept under: the same as long as it, those before it and their decisions are."""

    book: FrozenBook
    mark: str


@st.cache_resource(max_entries=8, show_spinner=False)
def kept_book(version: str, day: date, _base: Base) -> Read:
    """The book of that day with the decisions noted since: never changed, it serves every session.

    An import changes nothing in it: what was drawn of it stays good.
    """
    with _base.cursor() as cursor:
        known = [kept for kept in keeping.kept_books(cursor) if kept.day <= day]
        book = as_noted(cursor, _as_frozen(repr(known[:1]), cursor, day))
    mark = sha256(repr(known).encode() + pickle.dumps(book.decided)).hexdigest()
    return Read(_one_of_a_kind(mark, book), mark)


@st.cache_resource(max_entries=8, show_spinner=False)
def _as_frozen(kept: str, _cursor: duckdb.DuckDBPyConnection, _day: date) -> FrozenBook:
    return FrozenBook.alone(read_book(keeping.kept_file(_cursor, _day)))


@st.cache_resource(max_entries=8, show_spinner=False)
def _one_of_a_kind(mark: str, _book: FrozenBook) -> FrozenBook:
    return _book


def file_version(path: Path) -> str:
    """Changes with the file. Raises VisaError where there is none."""
    try:
        found = path.stat()
    except OSError as error:
        raise VisaError(
            "Dossier de séance introuvable",
            f"aucun fichier « {path.name} » n'est là où VISA_DOSSIER le cherche. Corrigez cette variable, ou "
            "demandez le dossier à la coordination.",
        ) from error
    return f"{path}:{found.st_ino}:{found.st_mtime_ns}:{found.st_size}"


@st.cache_resource(max_entries=2, show_spinner=False)
def book_of_file(version: str, _path: Path) -> FrozenBook:
    """The book of a file. Raises VisaError for one that is damaged, foreign or of a newer format."""
    return FrozenBook.alone(read_book(_path))
