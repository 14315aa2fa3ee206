"""A base that is encrypted, or is not any more: the same copy, verified, that takes its place."""

from __future__ import annotations

from pathlib import Path

import duckdb

from visa_data.acts import Acte
from visa_data.base.connection import Base
from visa_data.base.encryption import allow_encryption, key_file
from visa_data.base.rewriting import take_its_place
from visa_data.errors import VisaError


def encrypt(path: Path, key: Path) -> bool:
    """Encrypt a base under the key of a file, made when there is none; returns whether it was.

    Raises VisaError when the base is encrypted already, busy, or cannot be opened: it is then as it was.
    """
    file = key_file(key)
    with Base(path) as base:
        must_be_there(path)
        with base.cursor():
            # It opens without a key, is one of ours, and has the newest schema.
            made = file.read() is None
        secret = file.read_or_create()

        def convert(connection: duckdb.DuckDBPyConnection) -> None:
            allow_encryption(connection)
            take_its_place(connection, path, secret)

        base.alone(convert)
    with Base(path, key=key) as base:
        base.note(Acte.CHIFFREMENT, statut="chiffrée")
    return made


def decrypt(path: Path, key: Path) -> None:
    """Write a base without encryption. Raises VisaError as `encrypt` does."""
    with Base(path, key=key) as base:
        must_be_there(path)
        with base.cursor():
            pass
        base.alone(lambda connection: take_its_place(connection, path, None))
    with Base(path) as base:
        base.note(Acte.CHIFFREMENT, statut="déchiffrée")


def must_be_there(path: Path) -> None:
    """Raise VisaError where there is no base: none is made to be copied."""
    if not path.exists():
        raise VisaError(
            "Base introuvable", f"« {path} » n'existe pas. Indiquez une base avec --base ou VISA_BASE."
        )
