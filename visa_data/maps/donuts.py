"""What makes up a count, for a circle drawn as a donut: levels of fragility, needs met or not, isolated people reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.maps.colours import Theme
from visa_data.maps.palette import STATUS
from visa_data.tokens import LEVELS
from visa_data.vocabulary import NIVEAUX, StatutZone


@dataclass(frozen=True)
class Part:
    """A slice of a donut."""

    label: str
    colour: str
    count: int


def level_parts(levels: pd.DataFrame) -> dict[str, list[Part]]:
    """People registered by declared level, the most fragile first.

    levels: what `fragility_by_zone` gives.
    """
    order = range(len(LEVEL_COLUMNS) - 1, -1, -1)
    return {
        str(row["code_zone"]): [
            Part(_level(level), LEVELS[level], int(row[LEVEL_COLUMNS[level]])) for level in order
        ]
        for _, row in levels.iterrows()
    }


def _level(level: int) -> str:
    return f"Niveau {level} : {NIVEAUX[level].lower()}" if level else NIVEAUX[level]


def two_parts(
    whole: Mapping[str, float],
    part: Mapping[str, float],
    labels: tuple[str, str],
    theme: Theme = "light",
) -> dict[str, list[Part]]:
    """A count and what remains of it, what nobody answers first: needs unmet then being answered, for instance.

    labels: of the part, then of the rest.
    """
    fills = STATUS[theme]
    bad, good = fills[StatutZone.BLANCHE.value], fills[StatutZone.COUVERTE.value]
    return {
        code: [
            Part(labels[0], bad, int(part.get(code, 0))),
            Part(labels[1], good, int(count - part.get(code, 0))),
        ]
        for code, count in whole.items()
        if count == count
    }
