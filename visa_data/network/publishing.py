"""Books into the lake: each checked, all of those that pass written in one transaction, twice the same once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

import duckdb
import pandas as pd

from visa_data.dossier.file import VERSION
from visa_data.dossier.tables import Tables
from visa_data.errors import VisaError
from visa_data.network.checks import Last, arriving
from visa_data.network.lake import Place, attached, writing
from visa_data.network.members import members_of
from visa_data.network.signature import Signed, print_of

AT_ONCE = 500
"""Books written in one transaction: a year of ten towns."""


@dataclass(frozen=True)
class Sent:
    """The file of a book and its signature. told: how sentences call it."""

    content: bytes
    signed: Signed
    told: str


@dataclass(frozen=True)
class Received:
    """What became of a book. refusal: why it was refused, None where it was not. new: False for one that the lake had already."""

    told: str
    cooperation: str
    number: int
    day: date
    new: bool
    refusal: VisaError | None = None


def publish(place: Place, books: Iterable[Sent], at: datetime | None = None) -> Iterator[Received]:
    """Receive books, some hundreds in one transaction: told once they are written.

    Each is checked against what the lake holds and those before it; one that is refused leaves the others. at: when
    (now). Raises VisaError where the lake does not answer: nothing of that transaction is written.
    """
    moment = at or datetime.now(UTC).replace(tzinfo=None)
    waiting = iter(books)
    while group := list(islice(waiting, AT_ONCE)):
        with attached(place, write=True) as connection, writing(connection, place):
            received = _Receiving(connection, moment).all(group)
        yield from received


class _Receiving:
    """Some books, within a transaction that nobody else writes beside."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, at: datetime) -> None:
        self.connection, self.at = connection, at
        self.members = members_of(connection)
        rows = connection.execute(
            "SELECT cooperation, numero, jour, empreinte FROM lac.livres ORDER BY numero"
        )
        self.known: dict[tuple[str, int], str] = {}
        self.last: dict[str, Last] = {}
        for code, number, day, book in rows.fetchall():
            self.known[code, number] = book
            self.last[code] = Last(number, day, book)
        self.rows: dict[str, list[pd.DataFrame]] = {}

    def all(self, books: list[Sent]) -> list[Received]:
        """In the order of their days, whatever that of the files."""
        found = {id(book): self._one(book) for book in sorted(books, key=_rank)}
        for table, frames in self.rows.items():
            self.connection.register("a_ecrire", pd.concat(frames, ignore_index=True))
            self.connection.execute(f"INSERT INTO lac.{table} BY NAME FROM a_ecrire")
            self.connection.unregister("a_ecrire")
        return [found[id(book)] for book in books]

    def _one(self, book: Sent) -> Received:
        statement = book.signed.statement
        told = (book.told, statement.cooperation, statement.number, statement.day)
        try:
            if self._is_known(book):
                return Received(*told, new=False)
            self._take(book)
        except VisaError as refusal:
            return Received(*told, new=False, refusal=refusal)
        return Received(*told, new=True)

    def _is_known(self, book: Sent) -> bool:
        """Whether the lake has this very book; another of the same number is checked as the next one, and refused."""
        statement = book.signed.statement
        return self.known.get((statement.cooperation, statement.number)) == print_of(book.content)

    def _take(self, book: Sent) -> None:
        statement = book.signed.statement
        member = self.members.get(statement.cooperation)
        if member is None:
            raise VisaError(
                "Coopération inconnue du réseau",
                f"« {book.told} » est signé au nom de « {statement.cooperation} », que le réseau ne connaît pas. Qui tient le "
                "lac l'inscrit avec « reseau inscrire ».",
            )
        last = self.last.get(statement.cooperation, Last())
        tables = arriving(book.content, book.signed, member.key, last, book.told)
        for table, frame in rows_of(tables, book.signed, book.content, self.at).items():
            self.rows.setdefault(table, []).append(frame)
        self.known[statement.cooperation, statement.number] = statement.book
        self.last[statement.cooperation] = Last(statement.number, statement.day, statement.book)


def _rank(book: Sent) -> tuple[str, int]:
    return book.signed.statement.cooperation, book.signed.statement.number


def last_of(connection: duckdb.DuckDBPyConnection, cooperation: str) -> Last:
    """The last book that the lake has of a cooperation."""
    row = connection.execute(
        "SELECT numero, jour, empreinte FROM lac.livres WHERE cooperation = ? ORDER BY numero DESC LIMIT 1",
        [cooperation],
    ).fetchone()
    return Last(*row) if row else Last()


def rows_of(tables: Tables, one: Signed, content: bytes, at: datetime) -> dict[str, pd.DataFrame]:
    """What is written of a book, by table of the lake."""
    manifest, statement = tables.manifest, one.statement
    key = {"cooperation": statement.cooperation, "numero": manifest.number}
    book = {
        **key,
        "jour": manifest.day,
        "precedent": manifest.previous,
        "avant": manifest.before,
        "division": manifest.division,
        "exact": manifest.exact,
        "territoire": manifest.territory,
        "invente": manifest.invented,
        "reglages": json.dumps(dict(manifest.settings), sort_keys=True),
        "empreinte": statement.book,
        "empreinte_precedente": statement.previous,
        "signature": one.signature,
        "publie_le": at,
        "version_format": VERSION,
        "contenu": content,
    }
    return {
        "livres": pd.DataFrame([book]),
        "totaux": tables.totals.assign(**key),
        "par_secteur": tables.by_sector.assign(**key),
        "secteurs": tables.sectors.assign(**key),
        "zones_blanches": tables.white_zones[["code_zone", "nom_zone", "secteur"]].assign(**key),
    }
