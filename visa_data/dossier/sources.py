"""Where the figures come from: the files loaded, and how fresh each kind of data is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import duckdb

from visa_data import french
from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.loading.accounts import FATE_HEADERS
from visa_data.pictures.picture import TablePicture

NO_DATE = "sans date"

FRESHNESS = ("Données", "Dernier fichier", "Chargé le", "Données jusqu'au")
FILES = ("Fichier", "Données", "Chargé le", "Lignes lues")
FILES_IN_FULL = (*FILES, *FATE_HEADERS.values())


def freshness(cursor: duckdb.DuckDBPyConnection, made_at: datetime) -> TablePicture:
    """One row for each kind of extract: the last file that stands, when it was loaded, up to when it goes.

    Public reference files (movements of communes, postcodes) have a row only when one is loaded.
    """
    rows = cursor.execute("""
        SELECT type, arg_max(fichier, id), max(horodatage) FROM imports WHERE annule_le IS NULL GROUP BY type
    """).fetchall()
    last = {kind: (name, loaded) for kind, name, loaded in rows}
    written = []
    for kind in KINDS.values():
        if kind.reference and kind.name not in last:
            continue
        until = _until(cursor, kind)
        if kind.name not in last:
            written.append((_kind_label(kind.name), "aucun fichier chargé", french.UNKNOWN, until))
            continue
        name, loaded = last[kind.name]
        written.append(
            (_kind_label(kind.name), name, f"{french.day(loaded)} ({_age(loaded, made_at)})", until)
        )
    return TablePicture(FRESHNESS, tuple(written))


def files(cursor: duckdb.DuckDBPyConnection, threshold: int, *, in_full: bool) -> TablePicture:
    """The imports that stand, newest first, with their lines.

    in_full: every account; else lines about persons are rounded to tens, and withheld below the
    threshold: two loads of one register would otherwise tell apart the few that came between.
    """
    rows = cursor.execute("""
        SELECT fichier, type, horodatage, lues, ajoutees, modifiees, inchangees, ecartees, rejetees
        FROM imports WHERE annule_le IS NULL ORDER BY id DESC
    """).fetchall()
    headers = FILES_IN_FULL if in_full else FILES
    written = []
    for name, kind, loaded, *counts in rows:
        count = french.number if in_full or not KINDS[kind].table.people else _protected(threshold)
        shown = counts if in_full else counts[:1]
        written.append((name, _kind_label(kind), french.moment(loaded), *(count(value) for value in shown)))
    return TablePicture(headers, tuple(written))


def _protected(threshold: int) -> Callable[[int], str]:
    def text(count: int) -> str:
        if count == 0:
            return "0"
        if count < threshold:
            return f"<{french.NBSP}{threshold}"
        return f"environ {french.number(round(count, -1))}"

    return text


def _kind_label(kind: str) -> str:
    label = KINDS[kind].label if kind in KINDS else kind
    return label[:1].upper() + label[1:]


def _until(cursor: duckdb.DuckDBPyConnection, kind: Kind) -> str:
    """The last date that its data bear: a day, or a year where they have only years."""
    if not kind.dated:
        return NO_DATE
    row = cursor.execute(f"SELECT max({kind.dated}) FROM {kind.name}").fetchone()
    if row is None or row[0] is None:
        return NO_DATE
    return str(row[0]) if isinstance(row[0], int) else french.day(row[0])


def _age(loaded: datetime, made_at: datetime) -> str:
    days = (made_at.date() - loaded.date()).days
    if days <= 0:
        return "aujourd'hui"
    return "hier" if days == 1 else f"il y a {french.counted(days, 'jour')}"
