"""What keeps a decision from being recorded, field by field: asked while it is written, and again when it is kept."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import duckdb

from visa_data import french
from visa_data.decisions.checked_words import checked_owner, checked_text, refuse
from visa_data.decisions.decision import Draft
from visa_data.decisions.measure import Measure
from visa_data.errors import VisaError

Read = Callable[[Measure], float]
"""The value of a measure, NaN where it is not kept. Raises VisaError for one that it may not read."""
TEXT, OWNER, DUE, ZONE, FIGURE = FIELDS = ("texte", "responsable", "echeance", "zone", "chiffre")


def faults(cursor: duckdb.DuckDBPyConnection, day: date, draft: Draft, read: Read) -> dict[str, VisaError]:
    """What is to be put right in a draft, by field (`FIELDS`), in their order; empty where it can be recorded."""
    found: dict[str, VisaError] = {}
    checks: dict[str, Callable[[], object]] = {
        TEXT: lambda: checked_text(cursor, draft.text),
        OWNER: lambda: checked_owner(cursor, draft.owner),
        DUE: lambda: check_due(day, draft.due),
        ZONE: lambda: check_zone(cursor, draft.zone),
        FIGURE: lambda: checked_value(draft, read),
    }
    for field in FIELDS:
        try:
            checks[field]()
        except VisaError as error:
            found[field] = error
    return found


def check_due(day: date, due: date) -> None:
    """Raise VisaError for what was to be done before the meeting of that day."""
    if due < day:
        refuse(
            "Échéance à corriger",
            f"l'échéance du {french.day(due)} précède la réunion du {french.day(day)}. "
            "Choisissez une date plus tardive.",
        )


def check_zone(cursor: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Raise VisaError for the code of no zone; empty, it is the whole territory."""
    if not zone:
        return
    known = cursor.execute("SELECT count(*) FROM zones_actives WHERE code = ?", [zone]).fetchone()
    if known == (0,):
        refuse(
            "Zone inconnue",
            f"« {zone} » n'est le code d'aucune zone chargée. Choisissez-la dans la liste, "
            "ou laissez la zone vide.",
        )


def checked_value(draft: Draft, read: Read) -> float | None:
    """The value of the figure to follow, None without one or where it is not known. Raises VisaError as `read` does."""
    if bool(draft.indicator) != bool(draft.column):
        refuse("Indicateur incomplet", "choisissez l'indicateur et son chiffre, ou aucun des deux.")
    if draft.measure is None:
        return None
    value = read(draft.measure)
    return None if math.isnan(value) else value
