"""Making a backup: a verified copy of the base, in turn with whoever uses it, known to the base before it exists."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from visa_data.acts import Acte
from visa_data.backups.manifest import Manifest, fingerprint_of, manifest_path, write_manifest
from visa_data.base import Base
from visa_data.base.faults import fault
from visa_data.base.journaling import tell
from visa_data.base.migrations import schema_version
from visa_data.base.rewriting import NEW, contents, copy_database, settle
from visa_data.errors import VisaError
from visa_data.indicators.evolution import key_figures
from visa_data.indicators.state import last_call_day
from visa_data.private_files import FOLDER_OF_OWNER, OWNER_ONLY, make_private_folder, sweep_drafts
from visa_data.settings import Settings

KEPT = 14
"""Backups kept by default: a daily one goes back two weeks."""


@dataclass(frozen=True)
class Backup:
    """A backup made. rows: of all its tables. removed: the older ones that gave way to it."""

    path: Path
    encrypted: bool
    rows: int
    removed: tuple[Path, ...]


@dataclass(frozen=True)
class Known:
    """A backup that the base knows. whole: finished. late: erasures of people that it has not followed yet."""

    path: Path
    made: datetime
    whole: bool
    late: int


def default_folder(base: Path) -> Path:
    """Where backups go when nobody says."""
    return base.resolve().parent / "sauvegardes"


def back_up(
    base: Base, settings: Settings, *, at: datetime, folder: Path | None = None, keep: int = KEPT
) -> Backup:
    """Copy the base beside its other backups, encrypted if it is, verify the copy, and remove the oldest beyond `keep`.

    Others wait while it is copied. What was erased is not in it: it is made of the rows that are there. Raises BaseBusy, VisaError: nothing
    was then kept under the name of a backup.
    """
    path = free_name(folder or default_folder(base.path), base.path, at)
    with base.transaction() as cursor:
        note(cursor, path, at)
    fingerprint = base.alone(lambda connection: write_copy(connection, base, path, at))
    _same_figures(base, path, settings)
    with base.transaction(Acte.SAUVEGARDE) as cursor:
        tell(cursor, empreinte=fingerprint)
        note(cursor, path, at, fingerprint)
        removed = _rotate(cursor, path.parent, keep, at)
        rows = sum(_rows(cursor).values())
    return Backup(path, base.encrypted, rows, removed)


def write_copy(connection: duckdb.DuckDBPyConnection, base: Base, path: Path, at: datetime) -> str:
    """Copy the base attached as OLD to `path`, its manifest beside, both whole or neither counted. Returns its SHA-256.

    A folder made for it is its owner's alone. Raises VisaError.
    """
    with _told(path):
        make_private_folder(path.parent)
        sweep_unfinished(path)
        with folder_beside(path) as aside:
            copy = aside / path.name
            copy_database(connection, copy, base.secret)
            connection.execute(f"USE {NEW}")
            schema = schema_version(connection)
            counted = {name: rows for name, (rows, _) in contents(connection, NEW).items()}
            connection.execute("USE memory")
            connection.execute(f"DETACH {NEW}")
            copy.chmod(OWNER_ONLY)
            fingerprint = fingerprint_of(copy)
            # The manifest first: a backup that stands has one. A manifest without its backup is what a kill left.
            write_manifest(path, Manifest(at, schema, base.encrypted, counted, (fingerprint,)))
            copy.replace(path)
            settle(path.parent)
            return fingerprint


def free_name(folder: Path, base: Path, at: datetime) -> Path:
    """The name of a backup made now, that no file has."""
    stem = f"{base.stem}_{at:%Y-%m-%d_%Hh%Mm%S}"
    path, again = folder.absolute() / f"{stem}.duckdb", 1
    while path.exists() or manifest_path(path).exists():
        again += 1
        path = path.with_name(f"{stem}_{again}.duckdb")
    return path


def note(cursor: duckdb.DuckDBPyConnection, path: Path, at: datetime, fingerprint: str | None = None) -> None:
    """Have the base know a backup: before it is written, then with the SHA-256 of what was."""
    cursor.execute(
        "INSERT INTO sauvegardes (chemin, faite_le, empreinte) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET empreinte = excluded.empreinte",
        [str(path), at, fingerprint],
    )


def known_backups(cursor: duckdb.DuckDBPyConnection) -> list[Known]:
    """The backups of this base that were not removed, newest first."""
    rows = cursor.execute("""
        SELECT chemin, faite_le, empreinte IS NOT NULL, effacements_a_faire FROM sauvegardes
        WHERE retiree_le IS NULL ORDER BY faite_le DESC, chemin DESC
    """).fetchall()
    return [Known(Path(path), made, whole, late) for path, made, whole, late in rows]


def forget(cursor: duckdb.DuckDBPyConnection, path: Path, at: datetime) -> None:
    """Note that a backup is no more: a purge does not look for it again."""
    cursor.execute("UPDATE sauvegardes SET retiree_le = ? WHERE chemin = ?", [at, str(path)])


def sweep_unfinished(path: Path) -> None:
    """Remove what a killed copy left of a backup that was never whole, or of the one that was to replace it."""
    shutil.rmtree(_aside(path), ignore_errors=True)
    sweep_drafts(manifest_path(path))


@contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """A folder for its owner alone, on the disk of a backup, in which its next file is written; gone afterwards."""
    aside = _aside(path)
    aside.mkdir(mode=FOLDER_OF_OWNER)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.encours")


def _rows(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    row = cursor.execute("SELECT current_database()").fetchone()
    assert row is not None
    return {name: rows for name, (rows, _) in contents(cursor, row[0]).items()}


def _rotate(cursor: duckdb.DuckDBPyConnection, folder: Path, keep: int, at: datetime) -> tuple[Path, ...]:
    """Remove the backups of this folder beyond the newest `keep`, and what kills left; returns those removed.

    One that was whole and is not there any more was moved: it stays known.
    """
    here = [one for one in known_backups(cursor) if one.path.parent == folder]
    removed = [one.path for one in here if one.path.exists()][keep:]
    for path in [*removed, *(one.path for one in here if not one.whole and not one.path.exists())]:
        path.unlink(missing_ok=True)
        manifest_path(path).unlink(missing_ok=True)
        sweep_unfinished(path)
        forget(cursor, path, at)
    return tuple(removed)


def _same_figures(base: Base, path: Path, settings: Settings) -> None:
    """Open a copy of the backup anew and compare its key figures with the base's, unless somebody wrote in the base since.

    Raises VisaError when they differ: the backup is not kept.
    """
    with _told(path), folder_beside(path) as aside:
        copy = aside / path.name
        shutil.copyfile(path, copy)
        with Base(copy, key=base.key.path if base.key else None) as backup:
            copied = _figures(backup, settings)
        present = _figures(base, settings)
    if copied != present and copied[0] == present[0]:
        path.unlink()
        manifest_path(path).unlink()
        raise VisaError(
            "Sauvegarde inexacte",
            f"les chiffres de la copie ne sont pas ceux de la base : « {path} » n'a pas été gardée. "
            "Vérifiez le disque, puis recommencez.",
        )


def _figures(base: Base, settings: Settings) -> tuple[str | None, str]:
    """The version of the data, and the key figures on the day of the last call."""
    with base.cursor() as cursor:
        row = cursor.execute("SELECT valeur FROM meta WHERE cle = 'version_donnees'").fetchone()
        day = last_call_day(cursor)
        return row[0] if row else None, repr(key_figures(cursor, day, settings)) if day else ""


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in French that a backup cannot be written: where it goes may be another disk than the base's."""
    try:
        yield
    except duckdb.Error as error:
        known = fault(error, path)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise VisaError(
            "Sauvegarde non faite",
            f"le dossier « {path.parent} » ne peut pas être écrit. Vérifiez vos droits et la place libre, ou choisissez-en "
            "un autre avec --vers.",
        ) from error
