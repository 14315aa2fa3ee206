"""The lines of the journal, as a table for the délégué and for a file."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd

from visa_data.acts import Acte
from visa_data.roles import author_label

WORDS = {
    "imports": "imports",
    "types": "types",
    "lignes": "lignes",
    "personnes": "personnes",
    "personnes_effacees": "personnes effacées",
    "numero": "numéro",
    "statut": "statut",
    "jour": "jour",
    "liste": "liste",
    "binomes": "binômes",
    "reglages": "réglages",
    "motif": "motif",
    "fichier": "fichier",
    "empreinte": "empreinte",
    "restees": "hors d'atteinte",
    "role": "rôle",
}
"""What a detail is called, by its key."""
VALUES = "valeurs"
"""The detail that serves the next comparison, and is not shown."""
COLUMNS = {
    "numero": "N°",
    "moment": "Quand",
    "auteur": "Fonction",
    "empreinte_auteur": "Empreinte de qui",
    "acte": "Acte",
    "details": "Ce qui en est dit",
    "empreinte": "Empreinte de la ligne",
}
"""Columns of the table, and their headers."""


def journal_lines(
    cursor: duckdb.DuckDBPyConnection,
    zone: ZoneInfo,
    *,
    first: date | None = None,
    last: date | None = None,
    acts: Collection[Acte] = (),
) -> pd.DataFrame:
    """Lines of the journal, the newest first, with the columns of `COLUMNS`, in words.

    first, last: days of the territory, both included. acts: those to keep, all by default. Moments are told in the
    territory's time, in seconds.
    """
    conditions, values = ["numero IS NOT NULL"], dict[str, object]()
    if first is not None:
        conditions.append("moment >= $debut")
        values["debut"] = in_utc(first, zone)
    if last is not None:
        conditions.append("moment < $fin")
        values["fin"] = in_utc(last + timedelta(days=1), zone)
    if acts:
        conditions.append("acte IN (SELECT unnest($actes::VARCHAR[]))")
        values["actes"] = [act.value for act in acts]
    found = cursor.execute(
        f"SELECT {', '.join(COLUMNS)} FROM journal WHERE {' AND '.join(conditions)} ORDER BY numero DESC",
        values,
    ).df()
    found["numero"] = found["numero"].astype("int64")
    found["moment"] = (
        found["moment"].dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None).dt.floor("s")
    )
    found["auteur"] = [author_label(code) for code in found["auteur"]]
    found["acte"] = [act_label(code) for code in found["acte"]]
    found["details"] = [in_words(details) for details in found["details"]]
    return found


def in_utc(day: date, zone: ZoneInfo) -> datetime:
    """When a day of the territory begins, as the journal writes moments: UTC, without zone."""
    return datetime.combine(day, time(), zone).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def act_label(code: str) -> str:
    """What an act is called; a code that a later version wrote stays as it is."""
    return Acte(code).label if code in set(Acte) else code


def in_words(details: str) -> str:
    """The details of a line as read on screen; what is empty is left out."""
    said = json.loads(details)
    return " · ".join(
        f"{WORDS.get(key, key)} : {value}"
        for key, value in said.items()
        if value not in ("", None) and key != VALUES
    )
