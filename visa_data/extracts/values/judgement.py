"""The last look at what was read: free texts judged over their whole column, before anything is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from visa_data.errors import RowError
from visa_data.extracts.texts.masking import MASK
from visa_data.extracts.texts.stored_columns import Verdict, counts_of, odd_texts, verdict_on
from visa_data.extracts.values.column_conversion import ColumnConverter
from visa_data.typography import french


@dataclass
class Judged:
    """The good lines that remain, what could be read of the others, and the columns that are somebody's.

    verdicts: by field. problems: the lines rejected here.
    """

    table: pa.Table
    rejected: pa.Table
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    problems: list[RowError] = field(default_factory=list)


def judged(columns: Iterable[ColumnConverter], table: pa.Table, rejected: pa.Table) -> Judged:
    """Judge each free text of what was read; a cell unlike its column rejects its line, and is kept nowhere.

    columns: of every table read, several for one field where there are several.
    """
    result = Judged(table, rejected)
    by_field: dict[str, list[ColumnConverter]] = {}
    for column in columns:
        by_field.setdefault(column.field.name, []).append(column)
    for name, (column, *others) in by_field.items():
        stored = column.field.format.stored
        if stored is None:
            continue
        personal = sum((other.personal for other in others), column.personal)
        counts = counts_of((result.table[name], result.rejected[name]), stored)
        if verdict := verdict_on(stored, counts, personal):
            result.verdicts[name] = verdict
            continue
        odd = odd_texts(stored, counts)
        if not odd:
            continue
        texts = pa.array(odd, pa.string())
        bad = pc.is_in(result.table[name], texts)
        result.problems += [
            RowError(line, column.header, MASK, french(stored.reason(odd[text])), french(stored.advice))
            for line, text in zip(
                *(result.table.filter(bad)[wanted].to_pylist() for wanted in ("ligne", name)), strict=True
            )
        ]
        spoilt = pa.concat_tables([result.rejected, result.table.filter(bad)], promote_options="default")
        place = spoilt.column_names.index(name)
        kept = pc.if_else(pc.is_in(spoilt[name], texts), pa.scalar(None, pa.string()), spoilt[name])
        result.rejected = spoilt.set_column(place, spoilt.schema.field(name), kept)
        result.table = result.table.filter(pc.invert(bad))
    return result
