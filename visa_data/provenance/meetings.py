"""The committee's meetings, and the key figures as each was shown them.

A meeting is known by its day: the day whose end its figures were of. It opens with its first
decision or when its minutes are closed, whichever comes first; what was shown is kept then. Closing
the minutes keeps the figures afresh (extracts are often loaded between the first draft and the meeting),
unless a later meeting is already recorded; a closed meeting never changes again. Undoing an import
or erasing people does not touch what is kept here: it says what was shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.errors import BaseBusy
from visa_data.indicators.evolution import key_figures
from visa_data.settings import Settings

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Meeting:
    """A recorded meeting; closed_at is None while its minutes are open."""

    day: date
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """What a meeting was shown: the territory's key figures (NaN for a rate of nobody), and from what.

    imports: ids of the imports that stood. thresholds: every setting by name.
    """

    figures: Mapping[str, float]
    imports: frozenset[int]
    thresholds: Mapping[str, float]


def record_meeting(base: Base, day: date, at: datetime, settings: Settings) -> None:
    """Close the minutes of that day's meeting, with its key figures; the same call again changes nothing.

    Raises BaseBusy when extracts keep being loaded meanwhile.
    """
    shown = shown_if_needed(base, day, settings, closing=True)
    with base.transaction(Acte.REUNION) as cursor:
        keep_meeting(cursor, day, at, shown, closing=True)
        tell(cursor, jour=day.isoformat())


def meeting_of(base: Base, day: date) -> Meeting | None:
    """The meeting recorded for that day."""
    with base.cursor() as cursor:
        return _meeting(cursor, "jour = ?", day)


def previous_meeting(base: Base, day: date) -> Meeting | None:
    """The last meeting recorded before that day."""
    with base.cursor() as cursor:
        return _meeting(cursor, "jour < ?", day)


def read_shown(cursor: duckdb.DuckDBPyConnection, day: date) -> ShownFigures | None:
    """What the meeting of that day was shown; None when there was none."""
    if _meeting(cursor, "jour = ?", day) is None:
        return None
    figures = cursor.execute(
        "SELECT indicateur, coalesce(valeur, 'nan'::DOUBLE) FROM reunions_chiffres WHERE jour = ?", [day]
    ).fetchall()
    imports = cursor.execute("SELECT import_id FROM reunions_imports WHERE jour = ?", [day]).fetchall()
    thresholds = cursor.execute(
        "SELECT reglage, valeur FROM reunions_reglages WHERE jour = ?", [day]
    ).fetchall()
    return ShownFigures(dict(figures), frozenset(row[0] for row in imports), dict(thresholds))


def kept_at(cursor: duckdb.DuckDBPyConnection, day: date) -> datetime | None:
    """When the figures of that day's meeting were kept; None when there was none."""
    row = cursor.execute(
        "SELECT coalesce(close_le, ouverte_le) FROM reunions WHERE jour = ?", [day]
    ).fetchone()
    return row[0] if row else None


def shown_if_needed(base: Base, day: date, settings: Settings, *, closing: bool) -> ShownFigures | None:
    """The figures to keep before `keep_meeting`; None when the meeting's own are to stay.

    Computed outside the writing transaction: figures of the day are kept in the in-memory base beside
    the file, and a DuckDB transaction writes to one base only.
    """
    with base.cursor() as cursor:
        if not _to_keep(cursor, day, closing=closing):
            return None
        for _ in range(ATTEMPTS):
            before = _standing(cursor)
            figures = key_figures(cursor, day, settings)
            if _standing(cursor) == before:
                return ShownFigures(figures, before, {name: float(v) for name, v in settings.numbers.items()})
    raise BaseBusy(
        "Base occupée",
        "des fichiers sont en cours de chargement. Attendez qu'ils le soient tous, puis recommencez.",
    )


def keep_meeting(
    cursor: duckdb.DuckDBPyConnection, day: date, at: datetime, shown: ShownFigures | None, *, closing: bool
) -> None:
    """Write the meeting of that day, within the caller's transaction.

    shown: see `shown_if_needed`; it must be given when the meeting is not recorded yet.
    """
    to_keep = _to_keep(cursor, day, closing=closing)
    if _meeting(cursor, "jour = ?", day) is None:
        if shown is None:
            raise ValueError("a new meeting needs what it was shown")
        cursor.execute("INSERT INTO reunions VALUES (?, ?, NULL)", [day, at])
    if to_keep and shown is not None:
        for table in ("reunions_chiffres", "reunions_imports", "reunions_reglages"):
            cursor.execute(f"DELETE FROM {table} WHERE jour = ?", [day])
        for name, value in shown.figures.items():
            kept = None if math.isnan(value) else value
            cursor.execute("INSERT INTO reunions_chiffres VALUES (?, ?, ?)", [day, name, kept])
        cursor.execute("INSERT INTO reunions_imports SELECT ?, unnest(?)", [day, sorted(shown.imports)])
        for name, value in shown.thresholds.items():
            cursor.execute("INSERT INTO reunions_reglages VALUES (?, ?, ?)", [day, name, value])
    if closing:
        cursor.execute("UPDATE reunions SET close_le = ? WHERE jour = ? AND close_le IS NULL", [at, day])


def _to_keep(cursor: duckdb.DuckDBPyConnection, day: date, *, closing: bool) -> bool:
    """Whether what is shown now is what this meeting is shown: see the module."""
    meeting = _meeting(cursor, "jour = ?", day)
    if meeting is None:
        return True
    if not closing or meeting.closed_at is not None:
        return False
    later = cursor.execute("SELECT count(*) FROM reunions WHERE jour > ?", [day]).fetchone()
    return later == (0,)


def _standing(cursor: duckdb.DuckDBPyConnection) -> frozenset[int]:
    rows = cursor.execute("SELECT id FROM imports WHERE annule_le IS NULL").fetchall()
    return frozenset(row[0] for row in rows)


def _meeting(cursor: duckdb.DuckDBPyConnection, condition: str, day: date) -> Meeting | None:
    """The newest meeting that the condition on its day lets in."""
    row = cursor.execute(
        f"SELECT jour, close_le FROM reunions WHERE {condition} ORDER BY jour DESC LIMIT 1", [day]
    ).fetchone()
    return None if row is None else Meeting(*row)
