"""The memory of those who refused or were erased: keyed fingerprints in the base, never a reference.

A fingerprint is 64 bits of an HMAC-SHA256 under the key of the duplicates' fingerprints, in a domain of its own: of the
reference as it is matched, and of the identity where it is certain (`identities`). Who has the base and the key can test
guesses: it is still personal data, kept for `conservation_refus_mois` (docs/decisions/consentement.md).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb

from visa_data import environment
from visa_data.duplicates.fingerprints import Sort
from visa_data.duplicates.key import Key, KeyFile
from visa_data.vocabulary import MotifEcart

Who = TypeVar("Who", str, int)
_DOMAIN = b"visa: personne ecartee\x00"


@dataclass(frozen=True)
class Gone:
    """Somebody who is not to be registered again. since: the day that a consent must be later than."""

    references: frozenset[str]
    motif: MotifEcart
    since: date


@dataclass(frozen=True)
class Remembered:
    """What the memory says of a fingerprint; group: that of all the fingerprints of her."""

    group: int
    motif: MotifEcart
    since: date


def key_file(cursor: duckdb.DuckDBPyConnection, *, keep: bool = True) -> KeyFile:
    """The key of the base that this cursor reads; keep: see `KeyFile`."""
    row = cursor.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    assert row is not None
    return KeyFile(environment.duplicates_key_path(Path(row[0])), keep=keep)


def of_reference(reference: str, key: Key) -> int:
    """The fingerprint of a reference, as it is stored."""
    return _keyed(f"reference\x00{reference}", key)


def identities(rows: Iterable[tuple[Who, str, int]], key: Key) -> dict[Who, int]:
    """One fingerprint for each whose identity is certain. rows: whose, sort and number of a duplicates' fingerprint.

    Certain: the very same names in all their spellings, and the very same full date of birth. A married name, a second given
    name, a year without a day: nothing is said, since a sister or a homonym would be set aside.
    """
    names: dict[Who, set[int]] = {}
    births: dict[Who, set[int]] = {}
    for who, sort, number in rows:
        if sort == Sort.NOM_PRENOM:
            names.setdefault(who, set()).add(number)
        elif sort == Sort.NAISSANCE:
            births.setdefault(who, set()).add(number)
    return {
        who: _keyed(f"identite\x00{sorted(found)}{sorted(births[who])}", key)
        for who, found in names.items()
        if len(births.get(who, ())) == 1
    }


def identities_held(
    cursor: duckdb.DuckDBPyConnection, references: Collection[str], key: Key
) -> dict[str, int]:
    """`identities` of references that the base holds."""
    rows = cursor.execute(
        "SELECT reference, sorte, empreinte FROM empreintes WHERE reference IN (SELECT unnest(?::VARCHAR[]))",
        [list(references)],
    ).fetchall()
    return identities(rows, key)


def remember(
    cursor: duckdb.DuckDBPyConnection,
    people: Sequence[tuple[Gone, Collection[int]]],
    key: Key,
    on: date,
) -> None:
    """Write people with the fingerprints of their identities. One remembered already keeps her motive and when that was written.

    on: the day of writing. A later refusal asks for a later consent.
    """
    known = recall(cursor, key)
    rows = []
    for gone, found in people:
        prints = {of_reference(reference, key) for reference in gone.references} | set(found)
        old = {known[one].group for one in prints if one in known}
        group = min(old or prints)
        since = max([gone.since, *(known[one].since for one in prints if one in known)])
        if old:
            cursor.execute(
                "UPDATE personnes_ecartees SET groupe = ?, le = ? "
                "WHERE groupe IN (SELECT unnest(?::BIGINT[])) AND levee_par IS NULL",
                [group, since, sorted(old)],
            )
        new = sorted(prints - set(known))
        rows += [(one, key.tag, group, gone.motif.value, since, on) for one in new]
        known |= {one: Remembered(group, gone.motif, since) for one in prints}
    if rows:
        # Who came back and refuses again: what was lifted then must not hold twice.
        cursor.execute(
            "DELETE FROM personnes_ecartees WHERE levee_par IS NOT NULL AND empreinte IN (SELECT unnest(?::BIGINT[]))",
            [[row[0] for row in rows]],
        )
        cursor.executemany("INSERT INTO personnes_ecartees VALUES (?, ?, ?, ?, ?, ?, NULL)", rows)


def recall(cursor: duckdb.DuckDBPyConnection, key: Key) -> dict[int, Remembered]:
    """Every fingerprint of that key whose refusal holds."""
    rows = cursor.execute(
        "SELECT empreinte, groupe, motif, le FROM personnes_ecartees "
        "WHERE empreinte IS NOT NULL AND cle = ? AND levee_par IS NULL",
        [key.tag],
    ).fetchall()
    return {number: Remembered(group, MotifEcart(motif), since) for number, group, motif, since in rows}


def lift(cursor: duckdb.DuckDBPyConnection, groups: Collection[int], import_id: int) -> None:
    """Let people come back by an import; `take_back_lifts` undoes it."""
    cursor.execute(
        "UPDATE personnes_ecartees SET levee_par = ? WHERE groupe IN (SELECT unnest(?::BIGINT[])) AND levee_par IS NULL",
        [import_id, sorted(groups)],
    )


def take_back_lifts(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    """The import is undone: who came back by it has refused again."""
    cursor.execute("UPDATE personnes_ecartees SET levee_par = NULL WHERE levee_par = ?", [import_id])


def destroyed_until(cursor: duckdb.DuckDBPyConnection) -> date | None:
    """The day until which everything about people was destroyed, at the end of a crisis; None for never."""
    row = cursor.execute("SELECT max(le) FROM personnes_ecartees WHERE empreinte IS NULL").fetchone()
    return row[0] if row else None


def destroy_until(cursor: duckdb.DuckDBPyConnection, day: date) -> None:
    """Say that everything about people until that day is destroyed. Needs no fingerprint: the day is enough for all.

    Those radiated or erased until then need none any more; the wish of who refused outlives the crisis.
    """
    own = [MotifEcart.RADIATION.value, MotifEcart.EFFACEMENT.value]
    cursor.execute(
        "DELETE FROM personnes_ecartees WHERE empreinte IS NULL OR (motif IN (SELECT unnest(?)) AND le <= ?)",
        [own, day],
    )
    cursor.execute(
        "INSERT INTO personnes_ecartees VALUES (NULL, NULL, NULL, ?, ?, ?, NULL)",
        [MotifEcart.FIN_DE_CRISE.value, day, day],
    )


@dataclass(frozen=True)
class MemoryState:
    """How many people are remembered, and how many of them no longer can be recognised: another key made their fingerprints."""

    people: int
    other_key: int


def memory_state(cursor: duckdb.DuckDBPyConnection, key: Key | None) -> MemoryState:
    """Count them. key: None where there is no file of the key. A refusal lifted by a later consent is not counted."""
    row = cursor.execute(
        "SELECT count(DISTINCT (cle, groupe)), count(DISTINCT (cle, groupe)) FILTER (cle IS DISTINCT FROM ?) "
        "FROM personnes_ecartees WHERE empreinte IS NOT NULL AND levee_par IS NULL",
        [key.tag if key else None],
    ).fetchone()
    return MemoryState(*row) if row else MemoryState(0, 0)


def _keyed(fact: str, key: Key) -> int:
    digest = hmac.digest(key.secret, _DOMAIN + fact.encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], signed=True)
