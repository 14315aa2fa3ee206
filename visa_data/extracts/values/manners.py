"""How the cells of a column are to be read, when only the column as a whole tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from visa_data.extracts.formats import DATE, DURATION, MOMENT, Manner
from visa_data.extracts.formats.days import counts_seconds
from visa_data.extracts.formats.durations import is_day_fraction
from visa_data.extracts.kinds import Field

_ENOUGH = 2
"""Different cells without which a column proves nothing."""


def manner_of(field: Field, cells: Sequence[str], manner: Manner) -> Manner:
    """How to read a column of `field`, from the different cells (bare, not empty) of its first block.

    manner: what is known of the column already.
    Numbers are counts since 1970 when all are, of one length; durations are fractions of a day when all are.
    One cell that is not leaves the others to be refused one by one.
    """
    telling = [cell for cell in cells if cell.strip("0.,")]
    if len(telling) < _ENOUGH:
        return manner
    if field.format in (DATE, MOMENT):
        lengths = {counts_seconds(cell) for cell in telling}
        return replace(manner, counted_from_1970=len(lengths) == 1 and -1 not in lengths)
    if field.format is DURATION:
        return replace(manner, in_days=all(map(is_day_fraction, telling)))
    return manner
