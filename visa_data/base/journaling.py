"""The journal as the base writes it: a line beside what it tells of, then a chain of fingerprints.

A line lands in the transaction of its act, so that neither is there without the other. Its number and its
fingerprint are given right after, under a lock of their own: an import of a minute keeps no page waiting that
notes a list seen. A line that a kill left without a number has one at the next opening.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from weakref import WeakKeyDictionary

import duckdb

from visa_data.acts import Acte
from visa_data.roles import Actor

Details = Mapping[str, int | str]
START = ""
"""The fingerprint before the first line."""
FORGOTTEN = "journal_oublie"
"""Key of `meta`: number and fingerprint of the last line that retention destroyed; the chain goes on from there."""

_told: WeakKeyDictionary[duckdb.DuckDBPyConnection, dict[str, int | str]] = WeakKeyDictionary()


def tell(cursor: duckdb.DuckDBPyConnection, **details: int | str) -> None:
    """Say more of the act that this transaction is: counts, numbers and codes; never a person, nor a text of theirs."""
    _told.setdefault(cursor, {}).update(details)


def write_line(
    cursor: duckdb.DuckDBPyConnection, act: Acte, who: Actor, details: Details | None = None
) -> None:
    """Write one line, without a number, with what was told of it; `seal` numbers it once it has landed."""
    said = _told.pop(cursor, {}) | dict(details or {})
    cursor.execute(
        "INSERT INTO journal (moment, auteur, empreinte_auteur, acte, details) VALUES (?, ?, ?, ?, ?)",
        [
            datetime.now(UTC).replace(tzinfo=None),
            who.author.value,
            who.fingerprint,
            act.value,
            json.dumps(said, ensure_ascii=False, sort_keys=True),
        ],
    )


def unsealed(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether a line waits for its number."""
    return cursor.execute("SELECT 1 FROM journal WHERE numero IS NULL LIMIT 1").fetchone() is not None


def seal(cursor: duckdb.DuckDBPyConnection) -> None:
    """Number the lines that have none, in the order of their moments, each chained to the one before it."""
    number, fingerprint = last_seal(cursor)
    waiting = cursor.execute("""
        SELECT rowid, moment, auteur, empreinte_auteur, acte, details FROM journal
        WHERE numero IS NULL ORDER BY moment, rowid
    """).fetchall()
    for row, *said in waiting:
        number += 1
        fingerprint = sealed(fingerprint, number, *said)
        cursor.execute(
            "UPDATE journal SET numero = ?, empreinte = ? WHERE rowid = ?", [number, fingerprint, row]
        )


def last_seal(cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Number and fingerprint of the last line, those destroyed included; (0, "") before the first."""
    row = cursor.execute(
        "SELECT numero, empreinte FROM journal WHERE numero IS NOT NULL ORDER BY numero DESC LIMIT 1"
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else forgotten(cursor)


def forgotten(cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Number and fingerprint of the last line destroyed; (0, "") where none was."""
    row = cursor.execute("SELECT valeur FROM meta WHERE cle = ?", [FORGOTTEN]).fetchone()
    number, _, fingerprint = row[0].partition(":") if row else ("0", "", START)
    return int(number), fingerprint


def forget_before(cursor: duckdb.DuckDBPyConnection, moment: datetime) -> int:
    """Destroy the lines older than `moment` (UTC, without zone); returns how many. The chain says where it now begins."""
    last = cursor.execute(
        "SELECT numero, empreinte FROM journal WHERE moment < ? AND numero IS NOT NULL ORDER BY numero DESC LIMIT 1",
        [moment],
    ).fetchone()
    if last is None:
        return 0
    cursor.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [FORGOTTEN, f"{last[0]}:{last[1]}"])
    gone = cursor.execute("DELETE FROM journal WHERE numero <= ?", [last[0]]).fetchone()
    return int(gone[0]) if gone else 0


def sealed(
    before: str, number: int, moment: datetime, author: str, author_fingerprint: str, act: str, details: str
) -> str:
    """Fingerprint of a line: SHA-256 of the one before it and of all that the line says."""
    said = json.dumps(
        [before, number, moment.isoformat(), author, author_fingerprint, act, details], ensure_ascii=False
    )
    return sha256(said.encode()).hexdigest()
