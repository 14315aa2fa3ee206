"""The network's lake: DuckLake tables, in a folder or in PostgreSQL and S3; the one owner of its connections.

A lake is attached for what is asked of it and let go: with a folder's own catalogue one program at a time holds it, and the
others wait their turn. Nothing is fetched: DuckDB's extensions come as wheels. See docs/decisions/reseau-et-lac.md.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from visa_data.base.extensions import load_extension
from visa_data.errors import VisaError
from visa_data.network.schema import SCHEMA, SCHEMA_VERSION
from visa_data.network.storage import Storage, connected, open_storage, quoted, secret_in, storage_of
from visa_data.private_files import made_private, make_private_folder

NAME = "lac"
WAIT_SECONDS = 20.0
EVERYBODY_WAITS = 710_205
"""Number of the lock that publishers take in PostgreSQL, one after the other."""
INLINED = 0
"""Rows that DuckLake keeps in its catalogue: none, so that what is counted as the lake's size is in its files."""


@dataclass(frozen=True)
class Place:
    """Where a lake is.

    folder: of a lake with its own catalogue, else None. catalogue: how PostgreSQL's is reached, by words of DuckDB's secrets,
    without its password. password: file of it, None where libpq finds one by itself.
    """

    told: str
    folder: Path | None
    catalogue: Mapping[str, str]
    password: Path | None
    files: Storage


def place_of(path: Path) -> Place:
    """A folder, or the TOML file that names a catalogue and a storage. Raises VisaError for settings that make no sense."""
    if path.suffix != ".toml":
        return Place(str(path), path, {}, None, Storage(str(path / "donnees")))
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        catalogue, near = dict(read["catalogue"]), path.parent
        if (
            set(read) != {"catalogue", "fichiers"}
            or set(catalogue) - {*LIBPQ, PASSWORD}
            or "base" not in catalogue
        ):
            raise KeyError
        files, password = storage_of(read["fichiers"], near), catalogue.get(PASSWORD)
    except OSError:
        raise VisaError(
            "Lac introuvable", f"« {path} » ne peut pas être lu. Vérifiez son chemin et vos droits."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError):
        raise VisaError(
            "Réglages du lac refusés",
            f"« {path} » n'a pas la forme attendue : une partie [catalogue] avec base (et hote, port, utilisateur, "
            "mot_de_passe), une partie [fichiers] avec lieu (et adresse, region, cle, secret). Voir docs/reseau.md.",
        ) from None
    words = {LIBPQ[name]: str(catalogue[name]) for name in LIBPQ if name in catalogue}
    return Place(str(path), None, words, near / str(password) if password else None, files)


LIBPQ = {"base": "DATABASE", "hote": "HOST", "port": "PORT", "utilisateur": "USER"}
PASSWORD = "mot_de_passe"


@contextmanager
def attached(
    place: Place, *, write: bool = False, create: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose lake is `lac`, its schema known to be ours. create: made where there is none.

    write: nobody else writes meanwhile. Raises VisaError: no lake there, of a newer version, held by another program for
    too long, or not reached.
    """
    # What DuckLake writes takes the mask of the process.
    private = made_private() if write or create else nullcontext()
    with private, connected() as connection, _said(place):
        _attach(connection, place, write=write, create=create)
        _check_version(connection, place, create=create)
        yield connection


def _attach(connection: duckdb.DuckDBPyConnection, place: Place, *, write: bool, create: bool) -> None:
    load_extension(connection, "ducklake")
    options = [f"DATA_PATH {quoted(place.files.where)}"] if create else ["CREATE_IF_NOT_EXISTS false"]
    if not (write or create):
        options.append("READ_ONLY")
    if place.folder is not None:
        catalogue = place.folder / "catalogue.ducklake"
        if create:
            make_private_folder(Path(place.files.where))
        elif not catalogue.exists():
            raise _nowhere(place)
        target = str(catalogue)
    else:
        load_extension(connection, "postgres_scanner")
        words = dict(place.catalogue)
        if place.password is not None:
            words["PASSWORD"] = secret_in(place.password)
        # In a secret of DuckDB's, which no error quotes, rather than in the statement.
        pairs = ", ".join(f"{name} {quoted(value)}" for name, value in words.items())
        connection.execute(f"CREATE SECRET catalogue (TYPE postgres, {pairs})")
        target = "postgres:"
        options.append("META_SECRET 'catalogue'")
    open_storage(connection, place.files)
    _waiting(connection, f"ATTACH {quoted(f'ducklake:{target}')} AS {NAME} ({', '.join(options)})")


def _waiting(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """A folder's catalogue is held by one program at a time: its turn comes."""
    deadline, pause = time.monotonic() + WAIT_SECONDS, 0.05
    while True:
        try:
            connection.execute(statement)
        except duckdb.Error as error:
            if "Could not set lock" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(pause)
            pause = min(1.0, pause * 1.5)
        else:
            return


def _check_version(connection: duckdb.DuckDBPyConnection, place: Place, *, create: bool) -> None:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [NAME]
    ).fetchall()
    if ("meta",) not in tables:
        if not create:
            raise _nowhere(place)
        connection.execute(f"CALL {NAME}.set_option('data_inlining_row_limit', {INLINED})")
        connection.begin()
        for statement in SCHEMA:
            connection.execute(statement)
        connection.commit()
    row = connection.execute(f"SELECT valeur FROM {NAME}.meta WHERE cle = 'version'").fetchone()
    version = int(row[0]) if row else 0
    if version > SCHEMA_VERSION:
        raise VisaError(
            "Lac d'une version plus récente",
            f"le lac « {place.told} » a été fait par une version plus récente de ce tableau de bord : il n'est ni lu ni écrit. "
            "Mettez à jour cette installation.",
        )


def _nowhere(place: Place) -> VisaError:
    return VisaError(
        "Pas de lac ici",
        f"« {place.told} » n'est pas un lac du réseau. Vérifiez --lac, ou faites-en un avec « reseau inscrire ».",
    )


@contextmanager
def writing(connection: duckdb.DuckDBPyConnection, place: Place) -> Iterator[None]:
    """One transaction, alone to write: all of it or nothing.

    A folder's catalogue is held by this program already. In PostgreSQL publishers wait for one another: DuckLake has no
    unique key, and two who saw that a book is not there would both write it.
    """
    if place.folder is None:
        _attach_beside(connection)
    connection.begin()
    try:
        if place.folder is None:
            connection.execute(
                f"SELECT * FROM postgres_query('tour', 'SELECT pg_advisory_xact_lock({EVERYBODY_WAITS})::TEXT')"
            ).fetchall()
        yield
        connection.commit()
    except BaseException:
        _undone(connection)
        raise


def _attach_beside(connection: duckdb.DuckDBPyConnection) -> None:
    known = connection.execute("SELECT 1 FROM duckdb_databases() WHERE database_name = 'tour'").fetchone()
    if known is None:
        connection.execute("ATTACH '' AS tour (TYPE postgres, SECRET catalogue, READ_ONLY)")


def _undone(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.rollback()
    except duckdb.Error:
        # What broke the transaction may have ended it.
        return


@contextmanager
def _said(place: Place) -> Iterator[None]:
    """An error of DuckDB's quotes addresses and statements: none is shown."""
    try:
        yield
    except duckdb.Error as error:
        text = str(error)
        if "Could not set lock" in text:
            raise VisaError(
                "Lac occupé",
                f"un autre programme tient le lac « {place.told} ». Recommencez dans un instant.",
            ) from None
        if "DuckLake catalog version mismatch" in text:
            raise VisaError(
                "Lac d'un autre format",
                f"le lac « {place.told} » est d'un format de DuckLake que cette installation ne lit pas : il n'est ni lu ni écrit. "
                "Mettez-la à jour, ou ouvrez-le avec la version qui l'a fait.",
            ) from None
        raise VisaError(
            "Lac injoignable",
            f"le lac « {place.told} » n'a pas répondu comme attendu, et rien n'y est écrit. Vérifiez que son catalogue et ses "
            "fichiers sont joignables d'ici, avec leurs mots de passe, puis recommencez.",
        ) from None
