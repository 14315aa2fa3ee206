"""Hours of calls: the day's and those of a column of their own made one, and which are known.

A midnight written without an offset is an hour, or what exports write for none: where every hour of a column
is midnight, the column holds days. One written with an offset is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from visa_data.extracts.formats import Hour, Moment
from visa_data.extracts.formats.instants import skipped, turns
from visa_data.extracts.kinds import HOUR_FIELD
from visa_data.typography import counted

MIDNIGHTS = (
    "Appels à minuit juste (00:00) : heure prise comme connue, d'autres heures étant écrites dans la colonne"
)
ALL_AT_MIDNIGHT = (
    "Toutes les heures des appels tombent à minuit sur l'horloge du territoire : elles sont prises comme connues. "
    "Si le fichier ne donne que des jours, exportez-les sans heure."
)
_DAY = 86_400
_MIDNIGHT_OF_ITS_OWN = 5
"""Midnight in the column of hours: beside those of `Hour`, which a cell of the moment tells."""
_INSTANTS = (int(Hour.INSTANT), int(Hour.AGAIN))


def joined_hours(
    moments: list[Moment | None], places: pa.Array, hours: tuple[list[int | None], pa.Array] | None
) -> list[pa.Array]:
    """Join days and hours: an hour of its own column is preferred to the one after the day, but for an instant.

    Returns the local timestamps, in seconds, and what is said of their hour (null where the day is).
    """
    seconds = pa.array([m and m.seconds for m in moments], pa.int64()).take(places)
    said = pa.array([m and int(m.hour) for m in moments], pa.int8()).take(places)
    if hours is not None:
        of_day = pa.array(hours[0], pa.int64()).take(hours[1])
        joined = pc.and_(pc.is_valid(of_day), pc.invert(pc.is_in(said, pa.array(_INSTANTS, pa.int8()))))
        midnights = pa.array([m and m.seconds - m.seconds % _DAY for m in moments], pa.int64()).take(places)
        seconds = pc.if_else(joined, pc.add(midnights, of_day), seconds)
        own = pc.if_else(pc.equal(of_day, 0), _MIDNIGHT_OF_ITS_OWN, int(Hour.WRITTEN)).cast(pa.int8())
        said = pc.if_else(joined, own, said)
    stamps = seconds.cast(pa.timestamp("s"))
    return [stamps, pc.if_else(pc.is_valid(stamps), said, None)]


def skipped_places(table: pa.Table, zone: ZoneInfo) -> list[int]:
    """Rows of a block whose hour, without an offset, never was: the clocks went over it that day."""
    if "heure_connue" not in table.column_names:
        return []
    seconds = table["date_appel"].cast(pa.int64()).to_numpy(zero_copy_only=False)
    said = table["heure_connue"].to_numpy(zero_copy_only=False)
    there = np.isin(said, (Hour.WRITTEN, _MIDNIGHT_OF_ITS_OWN))
    days = np.where(there, seconds, 0) // _DAY
    epoch = datetime(1970, 1, 1)
    turning = [
        day
        for day in np.unique(days[there]).tolist()
        if turns((epoch + timedelta(days=int(day))).date(), zone)
    ]
    return [
        place
        for place in np.flatnonzero(there & np.isin(days, turning)).tolist()
        if skipped(epoch + timedelta(seconds=int(seconds[place])), zone)
    ]


@dataclass
class HourColumns:
    """What the cells seen so far say of hours: another one than midnight, in the moments, in the hours."""

    _in_moments: bool = False
    _in_hours: bool = False
    _instants: bool = False
    _other_than_midnight: bool = False
    _midnights: Counter[int] = field(default_factory=Counter)

    def count(self, table: pa.Table) -> None:
        """Count the midnights of the good lines of a block."""
        if "heure_connue" in table.column_names:
            for hour in (int(Hour.MIDNIGHT), _MIDNIGHT_OF_ITS_OWN):
                self._midnights[hour] += pc.sum(pc.equal(table["heure_connue"], hour)).as_py() or 0

    def notices(self) -> list[str]:
        """Sentences on midnights that were taken for hours."""
        if self._instants and not self._other_than_midnight:
            return [ALL_AT_MIDNIGHT]
        known = sum(self._midnights[hour] for hour in self._hours_at_midnight)
        return [f"{MIDNIGHTS} ({counted(known, 'ligne', 'lignes')})."] if known else []

    @property
    def _hours_at_midnight(self) -> list[int]:
        return [int(Hour.MIDNIGHT)] * self._in_moments + [_MIDNIGHT_OF_ITS_OWN] * self._in_hours

    def see(self, values: Mapping[str, tuple[list[Any], pa.Array]]) -> None:
        """Look at the different values of a block, by field."""
        moments = [moment for moment in values.get("date_appel", ([], None))[0] if moment is not None]
        hours = values.get(HOUR_FIELD, ([], None))[0]
        self._in_moments |= any(moment.hour >= Hour.WRITTEN for moment in moments)
        self._in_hours |= any(hours)
        self._instants |= any(moment.hour in _INSTANTS for moment in moments)
        self._other_than_midnight |= any(moment.seconds % _DAY for moment in moments) or any(hours)

    def settled(self, table: pa.Table) -> pa.Table:
        """The table with `heure_connue` as a boolean, and `heure_repetee` where an hour came for the second time."""
        if "heure_connue" not in table.column_names:
            return table
        said = table["heure_connue"]
        known = [int(hour) for hour in (*self._hours_at_midnight, Hour.WRITTEN, *_INSTANTS)]
        again = pc.equal(said, int(Hour.AGAIN)).fill_null(False)
        place = table.column_names.index("heure_connue")
        told = pc.if_else(pc.is_valid(said), pc.is_in(said, pa.array(known, pa.int8())), None)
        table = table.set_column(place, "heure_connue", told)
        return table.append_column("heure_repetee", again) if pc.any(again).as_py() else table
