"""Putting a backup back: checked first, with what must not be forgotten since, the present base kept beside the backups."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from visa_data.backups.making import default_folder, free_name, note, write_copy
from visa_data.backups.manifest import Manifest, checked_manifest
from visa_data.base import Base
from visa_data.base.conversion import encrypt
from visa_data.base.encryption import attach
from visa_data.base.faults import write_fault
from visa_data.base.journaling import FORGOTTEN
from visa_data.base.rewriting import NEW, OLD, folder_aside, mark_backups, mark_erasure, settle, sweep_aside
from visa_data.errors import BaseUnreadable, VisaError
from visa_data.private_files import FOLDER_OF_OWNER, OWNER_ONLY, make_private_folder

CARRIED = ("sauvegardes", "journal", "personnes_ecartees")
"""Tables whose present rows replace the backup's: what was done since stays known, who was erased since stays out."""

EraseAgain = Callable[[duckdb.DuckDBPyConnection], object]


@dataclass(frozen=True)
class Restored:
    """What a restoration did.

    made: when the backup was. kept: where the base that was there is now, None when there was none. carried: whether what it
    knew since was taken up; why: why not (French). encrypted: whether a plain backup was encrypted on the way.
    """

    made: datetime
    kept: Path | None
    carried: bool
    why: str = ""
    encrypted: bool = False


def restore(
    path: Path, backup: Path, *, at: datetime, key: Path | None = None, again: Sequence[EraseAgain] = ()
) -> Restored:
    """Put a backup in the place of the base at `path`; a kill leaves one or the other.

    key: as `Base` takes it; a plain backup is encrypted when there is one. again: steps that erase in the restored base whoever
    the rows carried over say must be, each with a cursor of one transaction, before anybody can read it. The present
    base is kept as one more backup, which the restored one knows; one that cannot be opened is kept as it is, aside.
    Raises VisaError when the backup is not one of ours, whole and readable with the key; BaseBusy.
    """
    manifest = checked_manifest(backup)
    if manifest.chiffree and key is None:
        raise VisaError(
            "Sauvegarde chiffrée",
            f"« {backup} » est chiffrée : indiquez le fichier de sa clé dans VISA_CLE_BASE, puis recommencez.",
        )
    encrypted = key is not None and not manifest.chiffree
    try:
        if path.exists():
            with Base(path, key=key) as base:
                kept = free_name(default_folder(path), path, at)
                with base.transaction() as cursor:
                    note(cursor, kept, at)
                base.alone(lambda present: _in_its_place(present, base, kept, backup, manifest, at, again))
            return Restored(manifest.faite_le, kept, carried=True, encrypted=encrypted)
        lost = "il n'y avait plus de base."
    except BaseUnreadable as error:
        lost = str(error)
    try:
        return _in_the_place_of_none(path, backup, manifest, at, key, again, lost)
    except OSError as error:
        raise write_fault(error, path) from error


def _in_the_place_of_none(
    path: Path,
    backup: Path,
    manifest: Manifest,
    at: datetime,
    key: Path | None,
    again: Sequence[EraseAgain],
    lost: str,
) -> Restored:
    """Put the backup where there is no base, or one that nobody can read: that one is moved aside as it is, and known."""
    copy = _prepared(path, backup, manifest, key)
    kept = path.with_name(f"{path.name}.illisible_{at:%Y-%m-%d_%Hh%Mm%S}") if path.exists() else None
    noted: Sequence[EraseAgain] = () if kept is None else (lambda cursor: note(cursor, kept.absolute(), at),)
    # Who was erased since is not known any more: every backup may have somebody.
    _erase_again(copy, key, (*again, *noted, mark_backups))
    log = path.with_name(f"{path.name}.wal")
    if kept is not None:
        if log.exists():
            log.replace(kept.with_name(f"{kept.name}.wal"))
        path.replace(kept)
    # A log without its base would be replayed over the restored one.
    log.unlink(missing_ok=True)
    copy.replace(path)
    settle(path.parent)
    sweep_aside(path)
    return Restored(manifest.faite_le, kept, False, lost, key is not None and not manifest.chiffree)


def _in_its_place(
    present: duckdb.DuckDBPyConnection,
    base: Base,
    kept: Path,
    backup: Path,
    manifest: Manifest,
    at: datetime,
    again: Sequence[EraseAgain],
) -> None:
    """Replace the base attached as OLD, which nobody else has until it is done, and keep it as a backup."""
    key = base.key.path if base.key else None
    present.execute(f"CHECKPOINT {OLD}")
    fingerprint = write_copy(present, base, kept, at)
    copy = _prepared(base.path, backup, manifest, key)
    attach(present, copy, NEW, base.secret)
    _carry_over(present)
    present.execute(f"UPDATE {NEW}.sauvegardes SET empreinte = ? WHERE chemin = ?", [fingerprint, str(kept)])
    present.execute(f"CHECKPOINT {NEW}")
    present.execute(f"DETACH {NEW}")
    _erase_again(copy, key, again)
    mode = base.path.stat().st_mode & 0o777
    copy.chmod(mode)
    copy.replace(base.path.resolve())
    settle(base.path.resolve().parent)
    present.execute(f"DETACH {OLD}")
    sweep_aside(base.path)


def _prepared(path: Path, backup: Path, manifest: Manifest, key: Path | None) -> Path:
    """A copy of the backup beside the base, of the newest schema, encrypted if the base is to be; it says as many rows as the manifest."""
    sweep_aside(path)
    aside = folder_aside(path)
    make_private_folder(aside.parent)
    aside.mkdir(mode=FOLDER_OF_OWNER)
    copy = aside / path.name
    shutil.copyfile(backup, copy)
    copy.chmod(OWNER_ONLY)
    if key is not None and not manifest.chiffree:
        encrypt(copy, key)
    with Base(copy, key=key) as restored, restored.references() as cursor:
        row = cursor.execute("SELECT count(*) FROM personnes").fetchone()
        if row is None or row[0] != manifest.lignes.get("personnes"):
            raise VisaError("Sauvegarde abîmée", f"« {backup} » n'a pas le contenu que sa fiche annonce.")
    return copy


def _carry_over(present: duckdb.DuckDBPyConnection) -> None:
    """Take the rows of CARRIED from the present base, and a data version that none of the two ever had."""
    for table in CARRIED:
        both = present.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = ? AND database_name IN (?, ?)",
            [table, OLD, NEW],
        ).fetchone()
        if both == (2,):
            present.execute(f"DELETE FROM {NEW}.{table}")
            present.execute(f"INSERT INTO {NEW}.{table} BY NAME SELECT * FROM {OLD}.{table}")
    # Where the chain of the journal begins goes with its lines.
    present.execute(f"DELETE FROM {NEW}.meta WHERE cle = ?", [FORGOTTEN])
    present.execute(f"INSERT INTO {NEW}.meta SELECT * FROM {OLD}.meta WHERE cle = ?", [FORGOTTEN])
    present.execute(f"""
        UPDATE {NEW}.meta SET valeur = (1 + greatest(valeur::BIGINT,
            (SELECT valeur::BIGINT FROM {OLD}.meta WHERE cle = 'version_donnees')))::VARCHAR
        WHERE cle = 'version_donnees'
    """)


def _erase_again(copy: Path, key: Path | None, again: Sequence[EraseAgain]) -> None:
    with Base(copy, key=key) as restored, restored.transaction() as cursor:
        for step in again:
            step(cursor)
        # The rows that the carried ones replaced leave the bytes too.
        mark_erasure(cursor)
