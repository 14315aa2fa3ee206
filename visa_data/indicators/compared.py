"""Two places side by side, in words: where one figure is far from the other's."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.indicators.indicator import Unit
from visa_data.indicators.zone_card import CardLine, ZoneCard

TOLD = (
    "taux_joints",
    "isolees",
    "isolees_couvertes",
    "isolees_sans_equipe",
    "perdus_de_vue",
    "besoins_non_pourvus",
)
"""Figures worth a sentence where they differ."""
TIMES, PERSONS, POINTS, WHOLE = 1.5, 5, 10, 3
"""A count is far from another at so many times it and so many more; a share, at so many points. From so
many times on, no decimal is told."""
NOTHING = "Aucun écart notable entre les deux."


def differences(one: ZoneCard, other: ZoneCard, about: str = "") -> list[str]:
    """Sentences, one a figure that differs notably; where none does, that sentence. What is withheld is not compared.

    about: « environ » where counts are rounded.
    """
    found = [_difference(name, one, other, about) for name in TOLD]
    return [said for said in found if said] or [NOTHING]


def _difference(name: str, one: ZoneCard, other: ZoneCard, about: str) -> str:
    pairs = [(line, card) for card in (one, other) if (line := card.line(name)) is not None]
    if len(pairs) < 2 or any(line.words or pd.isna(line.value) for line, _ in pairs):
        return ""
    (more, there), (less, elsewhere) = sorted(pairs, key=lambda pair: -pair[0].value)
    if not _far(more, less):
        return ""
    close = f"{about}{french.NBSP}" if about else ""
    where = french.at(there.name)
    if more.column.unit is Unit.RATE:
        gap = french.counted(round((more.value - less.value) * 100), "point")
        return f"{more.column.label} : {close}{gap} de plus {where} ({more.written} contre {less.written})."
    if not less.value:
        return f"{more.column.label} : {close}{more.written} {where}, 0 {french.at(elsewhere.name)}."
    ratio = more.value / less.value
    times = french.number(ratio, 1 if ratio < WHOLE else 0).removesuffix(",0")
    return f"{more.column.label} : {close}{times} fois plus {where} ({more.written} contre {less.written})."


def _far(more: CardLine, less: CardLine) -> bool:
    if more.column.unit is Unit.RATE:
        return (more.value - less.value) * 100 >= POINTS
    return more.value - less.value >= PERSONS and more.value >= TIMES * less.value
