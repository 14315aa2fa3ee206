"""Hours of calls: the day's and those of a column of their own made one, and which are known.

A midnight written without an offset is an hour, or what exports write for none: where every hour of a column
is midnight, the column holds days. One written with an offset is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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


def moments_array(moments: Sequence[Moment | None]) -> pa.Array:
    """Moments as a column: `seconds` and `hour` of each, and the seconds of its `midnight`."""
    seconds = pa.array([m and m.seconds for m in moments], pa.int64())
    midnight = pa.array([m and m.seconds - m.seconds % _DAY for m in moments], pa.int64())
    said = pa.array([m and int(m.hour) for m in moments], pa.int8())
    return pa.StructArray.from_arrays([seconds, midnight, said], ["seconds", "midnight", "hour"])


def joined_hours(
    moments: pa.StructArray, places: pa.Array, hours: tuple[pa.Array, pa.Array] | None
) -> list[pa.Array]:
    """Join days and hours: an hour of its own column is preferred to the one after the day, but for an instant.

    moments: the different ones; places: of each line's among them; hours: likewise, where they have a column.
    Returns the local timestamps, in seconds, and what is said of their hour (null where the day is).
    """
    seconds, said = (moments.field(name).take(places) for name in ("seconds", "hour"))
    if hours is not None:
        of_day = hours[0].take(hours[1]).cast(pa.int64())
        joined = pc.and_(pc.is_valid(of_day), pc.invert(pc.is_in(said, pa.array(_INSTANTS, pa.int8()))))
        seconds = pc.if_else(joined, pc.add(moments.field("midnight").take(places), of_day), seconds)
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
    there &= np.isin(days, turning)
    never = [
        second
        for second in np.unique(seconds[there]).tolist()
        if skipped(epoch + timedelta(seconds=int(second)), zone)
    ]
    return np.flatnonzero(there & np.isin(seconds, never)).tolist() if never else []


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

    def see(self, values: Mapping[str, tuple[pa.Array, pa.Array]]) -> None:
        """Look at the different values of a block, by field."""
        if "date_appel" in values:
            moments = values["date_appel"][0]
            seconds, said = (moments.field(name).drop_null().to_numpy() for name in ("seconds", "hour"))
            self._in_moments |= bool((said >= Hour.WRITTEN).any())
            self._instants |= bool(np.isin(said, _INSTANTS).any())
            self._other_than_midnight |= bool((seconds % _DAY).any())
        if HOUR_FIELD in values:
            other = bool(values[HOUR_FIELD][0].drop_null().to_numpy().any())
            self._in_hours |= other
            self._other_than_midnight |= other

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
