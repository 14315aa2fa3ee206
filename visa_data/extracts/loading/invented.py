"""A base filled with the sample says so, and lets anyone choose a role: until a file that is not the sample's is loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable

import duckdb

from visa_data.extracts.answers.extract import Extract
from visa_data.typography import french as typographic

MARK, YES = "invente", "oui"
SAMPLE_FILES = "exemple_empreintes"
"""Key of the fingerprints of the sample's own files, as JSON: loaded, they leave the mark."""
NO_LONGER = (
    "Ce fichier n'est pas de l'exemple : la base n'est plus dite inventée. Chacun n'y choisit donc plus son rôle, et "
    "les dossiers de séance figés et les lettres gardées sur l'exemple sont effacés. L'exemple y reste mêlé à vos données : préférez une "
    "base neuve."
)


def mark_as_invented(cursor: duckdb.DuckDBPyConnection, fingerprints: Iterable[str]) -> None:
    """Say that all this base holds is invented. fingerprints: of the sample's files (`Extract.fingerprint`)."""
    cursor.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [[MARK, YES], [SAMPLE_FILES, json.dumps(sorted(fingerprints))]],
    )


def no_longer_invented(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[str]:
    """Take the mark, the sample's books and its letters away where the extract is not the sample's; the sentence that says so."""
    kept = dict(
        cursor.execute("SELECT cle, valeur FROM meta WHERE cle IN (?, ?)", [MARK, SAMPLE_FILES]).fetchall()
    )
    if kept.get(MARK) != YES or extract.fingerprint in json.loads(kept.get(SAMPLE_FILES, "[]")):
        return []
    cursor.execute("DELETE FROM meta WHERE cle IN (?, ?)", [MARK, SAMPLE_FILES])
    cursor.execute("DELETE FROM dossiers")
    cursor.execute("DELETE FROM lettres")
    return [typographic(NO_LONGER)]
