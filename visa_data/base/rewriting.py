"""Erased is gone: the base copied into a new file that takes its place.

DuckDB leaves the bytes of a deleted row in its file, in blocks that it may write again or not. A file made of the rows
that are there now holds nothing else. Whoever erases people marks the base in the same transaction; the owner of the
connection pays that debt as soon as nobody holds a cursor, and at the next opening otherwise: the mark is in the
base, and no kill loses it (docs/decisions/reecriture-et-sauvegardes.md).
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from visa_data.base.encryption import attach
from visa_data.base.faults import copy_differs, not_its_owner
from visa_data.private_files import FOLDER_OF_OWNER

MARK = "a_reecrire"
"""Key of `meta` while something erased may still be read in the bytes of the file."""
OLD, NEW = "ancienne", "neuve"
"""Names under which a connection has the base and its copy, while one takes the other's place."""


def mark_erasure(cursor: duckdb.DuckDBPyConnection) -> None:
    """Note, in the transaction that erases people, that the file is to be rewritten."""
    cursor.execute("INSERT OR REPLACE INTO meta VALUES (?, 'oui')", [MARK])


def mark_backups(cursor: duckdb.DuckDBPyConnection) -> None:
    """Note, in the transaction that erases people, that the backups known have them still."""
    cursor.execute(
        "UPDATE sauvegardes SET effacements_a_faire = effacements_a_faire + 1 WHERE retiree_le IS NULL"
    )


def awaits_rewriting(cursor: duckdb.DuckDBPyConnection, database: str = "") -> bool:
    """Whether something erased may still be in the bytes of the file. database: where `meta` is, if not the cursor's."""
    meta = f"{database}.meta" if database else "meta"
    return cursor.execute(f"SELECT 1 FROM {meta} WHERE cle = ?", [MARK]).fetchone() is not None


def take_its_place(connection: duckdb.DuckDBPyConnection, path: Path, secret: bytes | None) -> None:
    """Copy the base attached as OLD into a new file, then put it in the base's place: one or the other, never a mixture.

    secret: the key of the new file, None for one that is not encrypted. Both stay locked until it is done. Leaves neither attached.
    """
    target = path.resolve()
    aside = folder_aside(path)
    sweep_aside(path)
    aside.mkdir(mode=FOLDER_OF_OWNER)
    try:
        copy = aside / target.name
        copy_database(connection, copy, secret)
        _as_its_owner_has_it(target, copy)
        if os.name == "nt":
            # A file that is open cannot be replaced there.
            _detach(connection, OLD, NEW)
        copy.replace(target)
        if os.name == "posix":
            settle(target.parent)
            # In this order: what the old one does to the log of that name when it is closed, it does before anybody has the new one.
            _detach(connection, OLD, NEW)
    finally:
        with suppress(duckdb.Error):  # begun and left: not attached any more, but when something failed
            _detach(connection, NEW)
        shutil.rmtree(aside, ignore_errors=True)


def folder_aside(path: Path) -> Path:
    """Where the copy of a base is written: beside the file itself, for its owner alone."""
    target = path.resolve()
    return target.with_name(f"{target.name}.reecriture")


def sweep_aside(path: Path) -> None:
    """Remove what a killed copy left beside the base. Only for who has the file."""
    shutil.rmtree(folder_aside(path), ignore_errors=True)


def contents(cursor: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[int, int]]:
    """Of each table of a database: how many rows, and a fingerprint of all of them, whatever their order."""
    names = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY table_name", [database]
    ).fetchall()
    quoted = '"' + database.replace('"', '""') + '"'
    found = {}
    for (name,) in names:
        row = cursor.execute(
            f'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM {quoted}."{name}" t'
        ).fetchone()
        assert row is not None
        found[name] = (int(row[0]), int(row[1]))
    return found


def copy_database(connection: duckdb.DuckDBPyConnection, copy: Path, secret: bytes | None) -> None:
    """Copy the database attached as OLD into a new file, left attached as NEW; read again from the disk, it says the same.

    The copy owes no rewriting. Raises BaseRefused when it differs.
    """
    # Its log is in the file from here on: none may be replayed over the copy once it has its place.
    connection.execute(f"CHECKPOINT {OLD}")
    attach(connection, copy, NEW, secret)
    connection.execute(f"COPY FROM DATABASE {OLD} TO {NEW}")
    # DuckDB has the disk say that it is written (fsync) before it lets go of the copy's own log.
    connection.execute(f"CHECKPOINT {NEW}")
    _detach(connection, NEW)
    attach(connection, copy, NEW, secret)
    if contents(connection, OLD) != contents(connection, NEW):
        raise copy_differs(copy)
    connection.execute(f"DELETE FROM {NEW}.meta WHERE cle = ?", [MARK])
    connection.execute(f"CHECKPOINT {NEW}")


def _detach(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    for name in names:
        connection.execute(f"DETACH {name}")


def _as_its_owner_has_it(target: Path, copy: Path) -> None:
    """Give the copy the owner and the rights of the file: who may not read one may not read the other."""
    now = target.stat()
    copy.chmod(now.st_mode & 0o777)
    if os.name == "posix" and (copy.stat().st_uid, copy.stat().st_gid) != (now.st_uid, now.st_gid):
        try:
            os.chown(copy, now.st_uid, now.st_gid)
        except OSError as error:
            raise not_its_owner(target) from error


def settle(folder: Path) -> None:
    """Have the disk say that the new name is written; Windows opens no folder, and has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
