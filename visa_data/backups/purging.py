"""What is erased in the base is erased in its backups too, or those that cannot be reached are named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from visa_data.acts import Acte
from visa_data.backups.making import Known, folder_beside, known_backups, sweep_unfinished
from visa_data.backups.manifest import checked_manifest, fingerprint_of, write_manifest
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.base.rewriting import MARK, contents, mark_erasure, settle
from visa_data.errors import VisaError
from visa_data.private_files import OWNER_ONLY

Erase = Callable[[duckdb.DuckDBPyConnection], object]


@dataclass(frozen=True)
class Reached:
    """A backup that the base knows. why: why nothing could be erased in it (French), "" when it was."""

    path: Path
    why: str = ""


def purge_backups(base: Base, erase: Erase) -> list[Reached]:
    """Apply `erase` in every backup that is behind what was erased in the base, newest first, each written again without it.

    erase: called with a cursor of a transaction on the backup, of the newest schema; that it erased nothing changes
    nothing to what follows. Each backup is replaced whole: a kill leaves it before or after, to be purged again.
    A backup whose disk, key or bytes are not those we knew is named with the reason, and left as it is: behind.
    """
    with base.references() as cursor:
        known = known_backups(cursor)
    return [
        _reach(base, one, erase)
        # One that was never finished has left nothing once swept.
        for one in known
        if one.late and (one.whole or one.path.exists() or not one.path.parent.is_dir())
    ]


def _reach(base: Base, known: Known, erase: Erase) -> Reached:
    try:
        fingerprint = _purge(base, known.path, erase)
    except VisaError as error:
        return Reached(known.path, str(error))
    except OSError as error:
        return Reached(known.path, f"le système refuse d'y écrire ({error.strerror}).")
    with base.transaction(Acte.SAUVEGARDE) as cursor:
        tell(cursor, motif="effacement", empreinte=fingerprint)
        # Somebody else may have been erased meanwhile: that one is not followed yet.
        cursor.execute(
            "UPDATE sauvegardes SET empreinte = ?, effacements_a_faire = effacements_a_faire - ? WHERE chemin = ?",
            [fingerprint, known.late, str(known.path)],
        )
    return Reached(known.path)


def _purge(base: Base, path: Path, erase: Erase) -> str:
    """Erase in a copy beside, then put it in the backup's place. Returns its SHA-256. Raises VisaError, OSError."""
    if path.parent.is_dir():
        sweep_unfinished(path)
    manifest = checked_manifest(path)
    if manifest.chiffree and base.key is None:
        raise VisaError(
            "Sauvegarde chiffrée", "elle l'est, la base ne l'est pas : indiquez la clé dans VISA_CLE_BASE."
        )
    with folder_beside(path) as aside:
        copy = aside / path.name
        shutil.copyfile(path, copy)
        copy.chmod(OWNER_ONLY)
        with Base(copy, key=base.key.path if manifest.chiffree and base.key else None) as backup:
            with backup.transaction() as cursor:
                erase(cursor)
                mark_erasure(cursor)
            with backup.references() as cursor:
                row = cursor.execute(
                    "SELECT valeur::INTEGER, (SELECT count(*) FROM meta WHERE cle = ?), current_database() "
                    "FROM meta WHERE cle = 'version_schema'",
                    [MARK],
                ).fetchone()
                assert row is not None
                if row[1]:
                    raise VisaError("Sauvegarde non réécrite", "il manque de la place sur son disque.")
                counted = {name: rows for name, (rows, _) in contents(cursor, row[2]).items()}
        fingerprint = fingerprint_of(copy)
        # Between these lines the manifest knows both files: whatever is killed, the one that stands is ours.
        write_manifest(path, manifest.also(fingerprint))
        copy.replace(path)
        settle(path.parent)
        write_manifest(path, replace(manifest, schema=int(row[0]), lignes=counted, empreintes=(fingerprint,)))
        return fingerprint
