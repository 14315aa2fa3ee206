"""How a figure is drawn: counts as circles, because a wide zone is not more people; everything else as colours."""

from __future__ import annotations

from typing import Literal

from visa_data import tokens
from visa_data.indicators.indicator import Column, Unit
from visa_data.tokens import Theme

Drawn = Literal["circles", "colours"]


def drawn_as(column: Column, share: bool = False) -> Drawn:
    """Plain counts, of people or of anything, are circles; shares, rates, statuses, distances and delays are colours.

    column: as it is on the map (see `map_columns`). share: whether the count is shown as a part of another.
    """
    return "circles" if column.unit is Unit.COUNT and not share else "colours"


def count_colour(column: Column, theme: Theme) -> str:
    """Colour of the circles of a count: that of bad or good news, else of people, else of what is available."""
    if column.worse:
        return (tokens.WORSE if column.worse > 0 else tokens.BETTER)[theme]
    return (tokens.PEOPLE if column.counts_people else tokens.RESOURCE)[theme]
