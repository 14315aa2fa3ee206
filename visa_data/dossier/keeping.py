"""Books kept in the base, one after the other: frozen, never rewritten, each made with the one before.

They hold protected counts and nothing of a person: erasing somebody or taking an import back leaves them as they are,
as the minutes of what a committee was shown. The next one is made from the data of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.dossier.file import figures_print, read_book, write_book
from visa_data.dossier.followed import as_noted
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.making import make_book
from visa_data.dossier.tables import Tables
from visa_data.errors import VisaError
from visa_data.roles import Author
from visa_data.sectors.current import current_division, kept_for_book
from visa_data.settings import Settings
from visa_data.territory.sectors import Division
from visa_data.typography import french as typeset


@dataclass(frozen=True)
class Kept:
    """A book of the base: its number, its day and that of the book before, when and by whom (`Author`) it was made.

    version: of the division. size: bytes of its file. says: SHA-256 of what it says.
    """

    number: int
    day: date
    previous: date | None
    made_at: datetime
    made_by: str
    version: int
    size: int
    says: str

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"dossier_{self.day.isoformat()}.zip"


def kept_books(cursor: duckdb.DuckDBPyConnection) -> list[Kept]:
    """Every book of the base, the last first."""
    rows = cursor.execute("""
        SELECT numero, jour, precedent, fait_le, fait_par, division, octet_length(octets), empreinte
        FROM dossiers ORDER BY numero DESC
    """).fetchall()
    return [Kept(*row) for row in rows]


def kept_file(cursor: duckdb.DuckDBPyConnection, day: date) -> bytes:
    """The file of the book of that day. Raises VisaError when there is none."""
    row = cursor.execute("SELECT octets FROM dossiers WHERE jour = ?", [day]).fetchone()
    if row is None:
        raise VisaError(
            "Dossier introuvable",
            typeset(f"aucun dossier de séance n'a été figé au {french.day(day)}."),
        )
    return bytes(row[0])


def kept_book(cursor: duckdb.DuckDBPyConnection, day: date) -> FrozenBook:
    """The book of that day, with the decisions noted since. Raises VisaError when there is none."""
    return as_noted(cursor, FrozenBook.alone(read_book(kept_file(cursor, day))))


def last_book(cursor: duckdb.DuckDBPyConnection, before: date | None = None) -> FrozenBook | None:
    """The last book of the base, or the last of a day before that one."""
    days = [kept.day for kept in kept_books(cursor) if before is None or kept.day < before]
    return kept_book(cursor, days[0]) if days else None


@dataclass(frozen=True)
class Frozen:
    """What freezing did. new: False when that very book was kept already, and nothing was written."""

    kept: Kept
    tables: Tables
    new: bool


def freeze(base: Base, day: date, settings: Settings, at: datetime, author: Author) -> Frozen:
    """Make the book of a day and keep it; the division that it is told by is kept first.

    Raises VisaError, with no book written, for a day before the last book's, or that day with other figures now, a
    base without zones or one in which somebody else froze a book meanwhile.
    """
    with base.cursor() as cursor:
        _refuse_earlier(cursor, day)
        _division_of(cursor, day, settings)
    version = kept_for_book(base, day, settings, at, author)
    with base.cursor() as cursor:
        known = {kept.day: kept for kept in kept_books(cursor)}
        tables = _made(cursor, day, settings, version.division, version.number, at)
    says = figures_print(tables)
    if day in known:
        if known[day].says != says:
            raise _other_figures(day)
        with base.cursor() as cursor:
            return Frozen(known[day], read_book(kept_file(cursor, day)), new=False)
    content = write_book(tables)
    manifest = tables.manifest
    kept = Kept(manifest.number, day, manifest.previous, at, author.value, version.number, len(content), says)
    with base.transaction(Acte.DOSSIER) as cursor:
        tell(cursor, numero=manifest.number)
        row = cursor.execute("SELECT coalesce(max(numero), 0) FROM dossiers").fetchone()
        if row is None or row[0] != manifest.number - 1:
            raise VisaError(
                "Dossier déjà figé",
                "un autre dossier de séance vient d'être figé, sur un autre écran : rien n'est écrit. Rechargez la page.",
            )
        cursor.execute(
            "INSERT INTO dossiers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [kept.number, day, kept.previous, at, kept.made_by, kept.version, content, says],
        )
    return Frozen(kept, tables, new=True)


def foreseen(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, at: datetime) -> Tables:
    """The book that freezing would make now; nothing is written. Raises VisaError as `freeze` does for the day."""
    _refuse_earlier(cursor, day)
    division, version = _division_of(cursor, day, settings)
    return _made(cursor, day, settings, division, version, at)


def _division_of(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> tuple[Division, int]:
    """The division that a book of that day is told by, under the number that keeping it would give."""
    current = current_division(cursor, day, settings)
    if not current.division.sectors:
        raise VisaError(
            "Dossier impossible",
            "la base n'a pas de zones. Chargez d'abord les contours du territoire (page « Importer des données »).",
        )
    if current.version is not None and not current.notes:
        return current.division, current.version.number
    row = cursor.execute("SELECT coalesce(max(version), 0) + 1 FROM divisions").fetchone()
    return current.division, row[0] if row else 1


def _made(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    division: Division,
    version: int,
    at: datetime,
) -> Tables:
    previous = last_book(cursor, before=day)
    return make_book(
        cursor,
        day,
        settings,
        division=division,
        version=version,
        previous=previous,
        at=at,
        past=lambda meeting: _first_since(cursor, meeting, day),
    )


def _first_since(cursor: duckdb.DuckDBPyConnection, meeting: date, day: date) -> FrozenBook | None:
    """The first book of a day or after it, before `day`."""
    row = cursor.execute(
        "SELECT min(jour) FROM dossiers WHERE jour >= ? AND jour < ?", [meeting, day]
    ).fetchone()
    return kept_book(cursor, row[0]) if row and row[0] else None


def _refuse_earlier(cursor: duckdb.DuckDBPyConnection, day: date) -> None:
    last = next(iter(kept_books(cursor)), None)
    if last is not None and day < last.day:
        raise VisaError(
            "Date trop ancienne",
            typeset(
                f"un dossier de séance est déjà figé au {french.day(last.day)} : le suivant ne peut être que d'un jour "
                "plus récent."
            ),
        )


def _other_figures(day: date) -> VisaError:
    return VisaError(
        "Dossier déjà figé",
        typeset(
            f"le dossier du {french.day(day)} est figé, et les données ou les réglages donneraient aujourd'hui d'autres "
            "chiffres. Faites le dossier d'un jour plus récent : il dira ce qui a changé."
        ),
    )
