"""The base encrypted at rest, by DuckDB itself, under a key in a file of its own (docs/decisions/chiffrement.md).

DuckDB writes encrypted files with the OpenSSL of its extension `httpfs`, installed as a wheel: loaded from where it is, never
fetched. The file, its log and what a query spills to the disk are encrypted (AES-256, GCM); what is in memory is not.
"""

from __future__ import annotations

import base64
from pathlib import Path

import duckdb

from visa_data.base.extensions import load_extension
from visa_data.errors import BaseRefused, VisaError
from visa_data.key_file import SecretFile

_WRONG = "Invalid Input Error: Wrong encryption key"
_WITHOUT = "Catalog Error: Cannot open encrypted database"
_PLAIN = "Catalog Error: A key is explicitly specified, but database"


def key_file(path: Path) -> SecretFile:
    """The file of the key of a base."""
    return SecretFile(
        path,
        "Clé de la base",
        "VISA_CLE_BASE",
        "Remettez la copie que vous en avez gardée à part : sans elle, la base ne se lit plus.",
    )


def secret_of(key: SecretFile) -> bytes:
    """The key of a base that exists. Raises VisaError when its file is not there, or is no key."""
    secret = key.read()
    if secret is None:
        raise VisaError(
            "Clé de la base introuvable",
            f"VISA_CLE_BASE indique « {key.path} », qui n'existe pas. Remettez-y la copie de la clé que vous avez "
            "gardée à part, ou retirez VISA_CLE_BASE si la base n'est pas chiffrée.",
        )
    return secret


def allow_encryption(connection: duckdb.DuckDBPyConnection) -> None:
    """Let this connection write encrypted files; what it spills to the disk is encrypted too. Raises VisaError."""
    load_extension(connection, "httpfs")
    connection.execute("SET temp_file_encryption = true")


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, secret: bytes | None = None) -> None:
    """Attach a file under a name; secret: its key, None for one that is not encrypted.

    The key is a bound value: no sentence of DuckDB's, which quotes statements, has it.
    """
    quoted = str(path).replace("'", "''")
    if secret is None:
        connection.execute(f"ATTACH '{quoted}' AS {name}")
    else:
        connection.execute(
            f"ATTACH '{quoted}' AS {name} (ENCRYPTION_KEY ?)", [base64.b64encode(secret).decode()]
        )


def encryption_fault(error: duckdb.Error, path: Path) -> VisaError | None:
    """Why a key does not open a file, or none does; None when the error is about something else."""
    text = str(error)
    if text.startswith(_WRONG):
        return BaseRefused(
            "Clé de la base refusée",
            f"la clé que VISA_CLE_BASE indique n'est pas celle de « {path} ». Indiquez le fichier de la bonne clé.",
        )
    if text.startswith(_WITHOUT):
        return BaseRefused(
            "Base chiffrée",
            f"« {path} » est chiffrée : indiquez le fichier de sa clé dans VISA_CLE_BASE, puis recommencez.",
        )
    if text.startswith(_PLAIN):
        return BaseRefused(
            "Base non chiffrée",
            f"VISA_CLE_BASE indique une clé, mais « {path} » n'est pas chiffrée : elle n'est pas ouverte, pour que "
            "personne ne la croie protégée. Chiffrez-la avec la commande « chiffrer », ou retirez VISA_CLE_BASE.",
        )
    return None
