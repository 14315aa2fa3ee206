"""The frozen books that this server can show: those kept in its base, or the one file that it serves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from visa_data.base import Base
from visa_data.dossier import keeping
from visa_data.dossier.file import read_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.errors import VisaError


@st.cache_data(max_entries=8, show_spinner=False)
def book_days(version: str, _base: Base) -> tuple[date, ...]:
    """The days of the books kept, the newest first. version: that of the data."""
    with _base.cursor() as cursor:
        return tuple(book.day for book in keeping.kept_books(cursor))


@st.cache_resource(max_entries=8, show_spinner=False)
def kept_book(version: str, day: date, _base: Base) -> FrozenBook:
    """The book of that day; it is never changed, and serves every session."""
    with _base.cursor() as cursor:
        return keeping.kept_book(cursor, day)


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
