"""A lake looked after: every book verified again from its own bytes, small files merged, what nobody reads any more removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from numbers import Real

import duckdb
import pandas as pd

from visa_data import french
from visa_data.errors import VisaError
from visa_data.network.checks import Last, arriving
from visa_data.network.lake import NAME, Place, attached
from visa_data.network.members import Member, members_of
from visa_data.network.publishing import rows_of
from visa_data.network.schema import TABLES
from visa_data.network.signature import Signed, Statement
from visa_data.typography import french as typeset

LOOKED_AT = ("totaux", "par_secteur", "secteurs", "zones_blanches")
KEPT = timedelta(days=7)
"""Of what was written over: who reads it has read it."""


@dataclass(frozen=True)
class Verified:
    """books: how many were looked at. faults: what is not as published, in French sentences."""

    books: int
    faults: tuple[str, ...]


def verify(place: Place) -> Verified:
    """Read every book that the lake holds as if it arrived now, and compare the tables with what it says.

    Who has the catalogue's password may change tables: not a book, whose signature is the town's.
    """
    with attached(place) as connection:
        codes = [
            row[0]
            for row in connection.execute("SELECT DISTINCT cooperation FROM lac.livres ORDER BY 1").fetchall()
        ]
        members = members_of(connection)
        found = [one for code in codes for one in _of_one(connection, code, members.get(code))]
        strays = [
            typeset(f"la table « {table} » parle d'un dossier que le lac n'a pas.")
            for table in LOOKED_AT
            if connection.execute(
                f"SELECT 1 FROM lac.{table} ANTI JOIN (SELECT cooperation, numero FROM lac.livres) USING (cooperation, numero) LIMIT 1"
            ).fetchone()
        ]
    return Verified(len(found), (*(fault for _, fault in found if fault), *strays))


def _of_one(
    connection: duckdb.DuckDBPyConnection, code: str, member: Member | None
) -> Iterator[tuple[int, str]]:
    """Number and fault ("" for none) of each book of a cooperation, in their order."""
    rows = connection.execute(
        "SELECT numero, jour, empreinte, empreinte_precedente, signature, publie_le, contenu FROM lac.livres "
        "WHERE cooperation = ? ORDER BY numero",
        [code],
    ).fetchall()
    written = {
        table: connection.execute(f"FROM lac.{table} WHERE cooperation = ?", [code]).df()
        for table in LOOKED_AT
    }
    last = Last()
    for number, day, book, previous, signature, at, content in rows:
        one = Signed(Statement(code, number, day, book, previous), signature)
        yield number, _fault(member, one, bytes(content), last, at, written)
        last = Last(number, day, book)


def _fault(
    member: Member | None,
    one: Signed,
    content: bytes,
    last: Last,
    at: datetime,
    written: dict[str, pd.DataFrame],
) -> str:
    told = f"{one.statement.cooperation}, n° {one.statement.number} du {french.day(one.statement.day)}"
    if member is None:
        return typeset(f"{told} : cette coopération n'est plus inscrite.")
    try:
        tables = arriving(content, one, member.key, last, told)
    except VisaError as refusal:
        return refusal.message
    expected = rows_of(tables, one, content, at)
    for table in LOOKED_AT:
        frame = written[table]
        here = frame[frame["numero"] == one.statement.number]
        if _said(here, table) != _said(expected[table], table):
            return typeset(f"{told} : la table « {table} » ne dit pas ce que dit son dossier.")
    return ""


def _said(frame: pd.DataFrame, table: str) -> list[tuple[str, ...]]:
    """The rows in words, whatever their order and the types that hold them."""
    columns = [column.split()[0] for column in TABLES[table].split(", ")]
    return sorted(tuple(map(_word, row)) for row in frame[columns].itertuples(index=False, name=None))


def _word(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{float(value):.6f}" if isinstance(value, Real) else str(value)


@dataclass(frozen=True)
class Kept:
    """Of a lake's files: how many, how large together (bytes); how many states of it may still be read."""

    files: int
    size: int
    snapshots: int


def size_of(place: Place) -> Kept:
    """What it takes now."""
    with attached(place) as connection:
        return _size(connection)


def _size(connection: duckdb.DuckDBPyConnection) -> Kept:
    rows = connection.execute(
        "SELECT coalesce(sum(file_count), 0), coalesce(sum(file_size_bytes), 0) FROM ducklake_table_info(?)",
        [NAME],
    ).fetchone()
    states = connection.execute(f"SELECT count(*) FROM {NAME}.snapshots()").fetchone()
    assert rows is not None and states is not None
    return Kept(int(rows[0]), int(rows[1]), int(states[0]))


def maintain(place: Place, kept: timedelta = KEPT) -> tuple[Kept, Kept]:
    """Merge the small files, forget states older than `kept`, remove files that none needs. Before and after."""
    with attached(place, write=True) as connection:
        before = _size(connection)
        since = datetime.now() - kept
        connection.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")
        connection.execute("CALL ducklake_expire_snapshots(?, older_than => ?)", [NAME, since])
        connection.execute("CALL ducklake_cleanup_old_files(?, older_than => ?)", [NAME, since])
        connection.execute("CALL ducklake_delete_orphaned_files(?, older_than => ?)", [NAME, since])
        return before, _size(connection)
