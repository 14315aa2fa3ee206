"""Where files are: a folder, or a place of an S3-compatible storage; through DuckDB, which the lake goes through already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from visa_data.base.extensions import load_extension
from visa_data.dossier.file import MOST_BYTES
from visa_data.errors import VisaError
from visa_data.private_files import make_private_folder, write_private

WORDS = {"lieu", "adresse", "region", "cle", "secret"}


@dataclass(frozen=True)
class Storage:
    """where: a folder, or `s3://bucket/place/`. address: of the server, Amazon's when empty. secret: file of the key's secret."""

    where: str
    address: str = ""
    region: str = ""
    key: str = ""
    secret: Path | None = None

    @property
    def remote(self) -> bool:
        """Whether it is reached through a network."""
        return self.where.startswith("s3://")


def storage_of(read: Mapping[str, Any], near: Path) -> Storage:
    """From the part [fichiers] of a settings file in the folder `near`. Raises KeyError for words that are none."""
    if set(read) - WORDS:
        raise KeyError(", ".join(sorted(set(read) - WORDS)))
    where, secret = str(read["lieu"]), read.get("secret")
    return Storage(
        where if where.startswith("s3://") else str(near / where),
        str(read.get("adresse", "")),
        str(read.get("region", "")),
        str(read.get("cle", "")),
        near / str(secret) if secret else None,
    )


def open_storage(connection: duckdb.DuckDBPyConnection, storage: Storage) -> None:
    """Let a connection read and write there. Raises VisaError for a secret that cannot be read."""
    if not storage.remote:
        return
    load_extension(connection, "httpfs")
    scheme, _, host = storage.address.rpartition("://")
    options = {"ENDPOINT": host, "REGION": storage.region, "KEY_ID": storage.key}
    if storage.secret is not None:
        options["SECRET"] = secret_in(storage.secret)
    pairs = [f"{name} {quoted(value)}" for name, value in options.items() if value]
    plain = ["USE_SSL false"] if scheme == "http" else []
    told = ", ".join(["TYPE s3", "URL_STYLE 'path'", *plain, *pairs])
    connection.execute(f"CREATE SECRET fichiers ({told})")


def secret_in(path: Path) -> str:
    """What a file holds that no setting says. Raises VisaError."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise VisaError(
            "Secret illisible", f"« {path} » ne peut pas être lu. Vérifiez son chemin et vos droits."
        ) from None


def quoted(text: str) -> str:
    """A text of a statement that takes no bound value."""
    return "'" + text.replace("'", "''") + "'"


def files_in(storage: Storage, *endings: str) -> dict[str, bytes]:
    """Name → content of the files of these endings there, not below. Raises VisaError: not reached, or too large."""
    if not storage.remote:
        folder = Path(storage.where)
        if not folder.is_dir():
            raise VisaError("Dossier introuvable", f"« {folder} » n'est pas un dossier. Vérifiez son chemin.")
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(endings))
        return {path.name: read_bounded(path) for path in paths}
    found: dict[str, bytes] = {}
    with _reached(storage) as connection:
        for ending in endings:
            pattern = f"{storage.where.rstrip('/')}/*{ending}"
            try:
                sizes = connection.execute("SELECT filename, size FROM read_blob(?)", [pattern]).fetchall()
            except duckdb.IOException as error:
                if "No files found" in str(error):
                    continue
                raise
            for name, size in sizes:
                if size > MOST_BYTES:
                    raise _too_large(name.rpartition("/")[2])
            rows = connection.execute("SELECT filename, content FROM read_blob(?)", [pattern]).fetchall()
            found |= {name.rpartition("/")[2]: bytes(content) for name, content in rows}
    return found


def write_files(storage: Storage, files: Mapping[str, bytes]) -> None:
    """Write them there, over those of the same names. Raises VisaError."""
    if not storage.remote:
        folder = Path(storage.where)
        try:
            make_private_folder(folder)
            for name, content in files.items():
                write_private(folder / name, content)
        except OSError:
            raise VisaError(
                "Dépôt impossible", f"« {folder} » ne peut pas être écrit. Vérifiez vos droits."
            ) from None
        return
    with _reached(storage) as connection:
        for name, content in files.items():
            target = quoted(f"{storage.where.rstrip('/')}/{name}")
            connection.execute(f"COPY (SELECT ?::BLOB AS octets) TO {target} (FORMAT blob)", [content])


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to nothing, which asks a network for nothing but what it is sent to."""
    connection = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
    )
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _reached(storage: Storage) -> Iterator[duckdb.DuckDBPyConnection]:
    with connected() as connection:
        try:
            open_storage(connection, storage)
            yield connection
        except duckdb.Error:
            # Its own words quote addresses.
            raise VisaError(
                "Fichiers injoignables",
                f"« {storage.where} » n'a pas répondu comme attendu. Vérifiez l'adresse, la clé et son secret, puis recommencez.",
            ) from None


def read_bounded(path: Path) -> bytes:
    """The content of a file that may be a book. Raises VisaError for one that cannot be."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path.name)
        return path.read_bytes()
    except OSError:
        raise VisaError(
            "Fichier illisible", f"« {path} » ne peut pas être lu. Vérifiez son chemin et vos droits."
        ) from None


def _too_large(name: str) -> VisaError:
    return VisaError(
        "Fichier trop gros", f"« {name} » est bien plus gros qu'un dossier de séance ; il n'a pas été ouvert."
    )
