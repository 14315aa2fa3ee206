"""The lake's tables, and their version."""

from __future__ import annotations

SCHEMA_VERSION = 1
TABLES = {
    "cooperations": "cooperation VARCHAR, nom VARCHAR, departement VARCHAR, maturite VARCHAR, milieu VARCHAR, "
    "habitants INTEGER, accord BOOLEAN, cle_publique VARCHAR, inscrite_le TIMESTAMP",
    "livres": "cooperation VARCHAR, numero INTEGER, jour DATE, precedent DATE, avant DATE, division INTEGER, exact BOOLEAN, "
    "territoire VARCHAR, invente BOOLEAN, reglages VARCHAR, empreinte VARCHAR, empreinte_precedente VARCHAR, "
    "signature VARCHAR, publie_le TIMESTAMP, version_format INTEGER, contenu BLOB",
    "totaux": "cooperation VARCHAR, numero INTEGER, jour DATE, nom VARCHAR, valeur DOUBLE, marque TINYINT",
    "par_secteur": "cooperation VARCHAR, numero INTEGER, moment VARCHAR, code VARCHAR, nom VARCHAR, valeur DOUBLE, marque TINYINT",
    "secteurs": "cooperation VARCHAR, numero INTEGER, code VARCHAR, nom VARCHAR, zones VARCHAR, membres VARCHAR, "
    "habitants INTEGER, geometrie BLOB",
    "zones_blanches": "cooperation VARCHAR, numero INTEGER, code_zone VARCHAR, nom_zone VARCHAR, secteur VARCHAR",
    "meta": "cle VARCHAR, valeur VARCHAR",
}
"""Columns of each. `livres` holds the file itself: whatever the other tables say of a book is written again from it."""
SCHEMA = (
    *(f"CREATE TABLE lac.{name} ({columns})" for name, columns in TABLES.items()),
    f"INSERT INTO lac.meta VALUES ('version', '{SCHEMA_VERSION}')",
)
