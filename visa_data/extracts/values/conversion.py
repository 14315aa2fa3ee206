"""From blocks of text cells to typed tables; single lines are looked at only where one fails."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.corrections import Correction, Proposal, corrections_of
from visa_data.extracts.columns.matching import Matched
from visa_data.extracts.formats import BY_ITSELF, MOMENT, Manner
from visa_data.extracts.formats.instants import CHECK_HOUR, SKIPPED_HOUR
from visa_data.extracts.kinds import HOUR_FIELD, LATITUDE_FIELD, LONGITUDE_FIELD, POSITION_FIELD, Field
from visa_data.extracts.texts.masking import MASK, masked
from visa_data.extracts.texts.stored_text import storable
from visa_data.extracts.values.column_conversion import ColumnConverter
from visa_data.extracts.values.hours import HourColumns, joined_hours, skipped_places
from visa_data.extracts.values.need_marks import needs_marked
from visa_data.extracts.values.positions import Positions, split_positions
from visa_data.typography import counted, french

LEFT_OUT = "Mot qui n'est pas de la liste : laissé de côté, la ligne est gardée"
LEFT_BEFORE_ENTRY = "Date de radiation antérieure à la date d'inscription"
_LATITUDES, _LONGITUDES, _FIRST_LIST = -1, -2, -3


@dataclass(frozen=True)
class Converted:
    """Good lines of a block, the values that could be read of the rejected ones, and all problems."""

    table: pa.Table
    problems: list[RowError]
    rejected: pa.Table


class BlockConverter:
    """Converts blocks of records that all have the header's columns."""

    def __init__(
        self,
        matched: Iterable[Matched],
        headers: Sequence[str],
        today: date,
        corrections: Collection[Correction] = (),
        manner: Manner = BY_ITSELF,
    ) -> None:
        self._zone = manner.zone
        self._hours = HourColumns()
        # Columns made of others, by a negative index: two of one (coordinates), one of several (lists).
        self._made: dict[int, tuple[int, ...]] = {}
        self._marks: dict[int, dict[int, tuple[str, str]]] = {}
        sources = []
        for m in matched:
            if m.field is POSITION_FIELD:
                self._made |= {_LATITUDES: (m.index,), _LONGITUDES: (m.index,)}
                sources += [(LATITUDE_FIELD, _LATITUDES), (LONGITUDE_FIELD, _LONGITUDES)]
            elif m.others or m.marks:
                made = _FIRST_LIST - len(self._made)
                self._made[made] = m.indexes
                self._marks[made] = {index: (headers[index], need) for index, need in m.marks}
                sources.append((m.field, made))
            else:
                sources.append((m.field, m.index))
        self.columns = [
            ColumnConverter(
                field,
                self._named(field, index, headers),
                index,
                today,
                corrections_of(field, corrections, today),
                manner,
            )
            for field, index in sources
        ]
        found = {column.field.name: column for column in self.columns}
        self._pair = [found[name] for name in ("latitude", "longitude") if name in found]
        self._positions = Positions((self._pair[0].header, self._pair[-1].header) if self._pair else ("", ""))

    def _named(self, field: Field, index: int, headers: Sequence[str]) -> str:
        """A column as reports name it: of a grid, the field that it gives."""
        if self._marks.get(index):
            return f"{field.label} (une colonne par besoin)"
        return " + ".join(headers[i] for i in self._made.get(index, (index,)))

    @property
    def schema(self) -> pa.Schema:
        """Columns of the tables given: `ligne`, then the fields found; what is said of hours, until `settled`."""
        fields = [pa.field("ligne", pa.int32())]
        for column in self.columns:
            if column.field.name == HOUR_FIELD:
                continue
            fields.append(pa.field(column.field.name, column.field.format.arrow_type))
            if column.field.format is MOMENT:
                fields.append(pa.field("heure_connue", pa.int8()))
        return pa.schema(fields)

    def convert(self, lines: np.ndarray, columns: Sequence[pa.Array]) -> Converted:
        """Convert records given by columns of strings, on the rows `lines` of the file.

        A line with a refused cell is left out of the table, with all its problems.
        """
        problems: list[RowError] = []
        rejected: set[int] = set()
        values: dict[str, tuple[pa.Array, pa.Array]] = {}
        left: list[tuple[int, ColumnConverter, str]] = []
        read = self._read_as_one(columns)
        brought = read | self._in_degrees(read)
        for column in self.columns:
            cells = brought[column.index]
            found = column.convert(cells)
            values[column.field.name] = found.different, found.places
            left += [(place, column, word) for place, words in found.left.items() for word in words]
            for place, refusal in found.refused.items():
                rejected.add(place)
                problems.append(
                    RowError(
                        int(lines[place]),
                        column.header,
                        MASK if refusal.personal else masked(read[column.index][place].as_py().strip()),
                        refusal.reason,
                        refusal.suggestion,
                    )
                )
        table = self._table(lines, values)
        self._hours.see(values)
        for place in skipped_places(table, self._zone):
            if place not in rejected:
                rejected.add(place)
                hour = next(column for column in self.columns if column.field.name == HOUR_FIELD)
                cell = masked(read[hour.index][place].as_py().strip())
                problems.append(
                    RowError(int(lines[place]), hour.header, cell, french(SKIPPED_HOUR), french(CHECK_HOUR))
                )
        warnings = self._warnings(table, columns, rejected)
        warnings += [
            RowError(
                int(lines[place]),
                column.header,
                masked(word),
                french(LEFT_OUT),
                french(column.field.format.suggestion),
                Severity.WARNING,
            )
            for place, column, word in left
            if place not in rejected
        ]
        if rejected:
            keep = np.ones(len(lines), dtype=bool)
            keep[list(rejected)] = False
            spoilt, table = table.filter(pa.array(~keep)), table.filter(pa.array(keep))
        else:
            spoilt = table.slice(0, 0)
        self._hours.count(table)
        return Converted(table, problems + warnings, spoilt)

    def _read_as_one(self, columns: Sequence[pa.Array]) -> dict[int, pa.Array]:
        """The columns of a block by index, with those made of others: coordinates apart, lists together."""
        read = dict(enumerate(columns))
        for made, sources in self._made.items():
            if made == _LATITUDES:
                read[_LATITUDES], read[_LONGITUDES] = split_positions(columns[sources[0]])
            elif made != _LONGITUDES:
                marks = self._marks[made]
                read[made] = _joined(
                    [needs_marked(columns[i], *marks[i]) if i in marks else columns[i] for i in sources]
                )
        return read

    def _in_degrees(self, read: Mapping[int, pa.Array]) -> dict[int, pa.Array]:
        """The columns of coordinates in degrees, by index."""
        if len(self._pair) < 2:
            return {}
        north, east = (column.index for column in self._pair)
        return dict(zip((north, east), self._positions.in_degrees(read[north], read[east]), strict=True))

    def settled(self, table: pa.Table) -> pa.Table:
        """A table of all blocks with what only the whole columns tell: whether hours are known."""
        return self._hours.settled(table)

    def notices(self) -> list[str]:
        """One sentence for each correction made while reading a column."""
        of_columns = [
            f"Colonne « {column.header} » : {note} ({counted(count, 'valeur', 'valeurs')})."
            for column in self.columns
            for note, count in [
                *column.note_counts.items(),
                *((_accepted(c), n) for c, n in column.readings.items() if c.raw in column.corrections),
            ]
        ]
        return self._positions.notices() + [french(told) for told in (*self._hours.notices(), *of_columns)]

    def corrected(self) -> dict[Correction, int]:
        """The corrections asked for that the file had, and their number of cells."""
        return {
            c: n for column in self.columns for c, n in column.readings.items() if c.raw in column.corrections
        }

    def proposals(self) -> tuple[Proposal, ...]:
        """The near misses among the refused cells."""
        return tuple(
            Proposal(c, column.header, n)
            for column in self.columns
            for c, n in column.readings.items()
            if c.raw not in column.corrections
        )

    def _table(self, lines: np.ndarray, values: dict[str, tuple[pa.Array, pa.Array]]) -> pa.Table:
        arrays: list[pa.Array] = [pa.array(lines, pa.int32())]
        for column in self.columns:
            name = column.field.name
            if name == HOUR_FIELD:
                continue
            different, places = values[name]
            if column.field.format is MOMENT:
                arrays += joined_hours(different, places, values.get(HOUR_FIELD))
            else:
                arrays.append(different.take(places))
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def _warnings(self, table: pa.Table, columns: Sequence[pa.Array], rejected: set[int]) -> list[RowError]:
        if not {"date_inscription", "date_radiation"} <= set(table.column_names):
            return []
        left = next(column for column in self.columns if column.field.name == "date_radiation")
        early = pc.less(table["date_radiation"], table["date_inscription"]).fill_null(False)
        return [
            RowError(
                table["ligne"][place].as_py(),
                left.header,
                masked(columns[left.index][place].as_py().strip()),
                LEFT_BEFORE_ENTRY,
                "Vérifier les deux dates",
                Severity.WARNING,
            )
            for place in np.flatnonzero(early.to_numpy()).tolist()
            if place not in rejected
        ]


def _joined(columns: Sequence[pa.Array]) -> pa.Array:
    """Cells of several columns as one list, joined by a bar; "" where all are blank."""
    # Not pyarrow's binary_join_element_wise: in 26.0.1, with null_handling="skip", it loses all-null rows.
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    return pa.array(["|".join(cell for cell in row if cell.strip()) for row in rows], pa.string())


def _accepted(correction: Correction) -> str:
    read_as = f"« {correction.value} »" if correction.value else "vide"
    return f"« {storable(correction.raw)} » lu comme {read_as}, à votre demande"
