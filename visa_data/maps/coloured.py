"""From one value a zone to a coloured map: the fill of each zone, its words, the legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from visa_data import french
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.classes import NO_DATA as WITHOUT
from visa_data.maps.classes import NO_DATA_LABEL, Scheme, classify, written
from visa_data.maps.colours import NO_DATA, ZERO, Theme
from visa_data.maps.legend import LegendRow
from visa_data.maps.palette import STATUS as STATUS_COLOURS
from visa_data.maps.palette import ramp
from visa_data.vocabulary import StatutZone


@dataclass(frozen=True)
class ColouredZones:
    """What a map of zones shows.

    colours: code → fill (absent: no data). texts: code → words of the tooltip. values: code → short text for the
    label. classes: code → label of its class, for the table behind the map. legend: top first.
    """

    colours: dict[str, str]
    texts: dict[str, str]
    values: dict[str, str]
    classes: dict[str, str]
    legend: list[LegendRow]


def coloured_zones(
    table: pd.DataFrame,
    column: Column,
    *,
    scheme: Scheme = Scheme.NATURAL,
    number: int = 5,
    share: bool = False,
    theme: Theme = "light",
    least_stands_out: bool | None = None,
    chosen: tuple[str, ...] = (),
    withheld: Mapping[str, str] | None = None,
) -> ColouredZones:
    """Colour one value a zone (code_zone, valeur, denominateur: see `zone_values`); rows of no zone are left out.

    least_stands_out: the lowest class gets the strongest colour, where little is what must be seen (by default, for
    shares and other measures of which less is worse). chosen: the zones drawn and counted in the legend (all when empty); classes are those of every zone of the table, so that a
    zone keeps its colour whichever others are chosen. withheld: code → words of a value that a book withholds
    (« < 11 »), NaN in the table: a count known to be small is a class of its own, anything else is no data.
    """
    every = table[table["code_zone"] != ""].reset_index(drop=True)
    zones = chosen_rows(every, chosen)
    if column.unit is Unit.STATUS:
        return _by_status(zones, theme)
    unit = Unit.RATE if share else column.unit
    if least_stands_out is None:
        least_stands_out = column.worse < 0 and unit is not Unit.COUNT
    found = classify(every["valeur"].to_numpy(dtype=float), unit, scheme=scheme, number=number)
    withheld = withheld or {}
    drawn = found.of_zone[every["code_zone"].isin(zones["code_zone"]).to_numpy()]
    values = zones["valeur"].to_numpy(dtype=float)
    small = sorted({text for text in withheld.values() if text.startswith("<")}) if unit is Unit.COUNT else []
    steps = ramp(len(found.classes) - found.zero_apart + len(small), theme, worse=column.worse > 0)
    fills = [*([ZERO[theme]] if found.zero_apart else []), *steps[len(small) :]]
    of_words = {
        **dict.fromkeys(withheld.values(), NO_DATA[theme]),
        **dict.fromkeys(small, steps[0] if small else ""),
    }
    if least_stands_out:
        fills = list(ramp(len(found.classes), theme, worse=True))[::-1]
    legend = [
        LegendRow(item.label, fill, int((drawn == row).sum()))
        for row, (item, fill) in enumerate(zip(found.classes, fills, strict=True))
    ]
    codes = zones["code_zone"].tolist()
    unsaid = [withheld.get(code, "") for code in codes]
    legend[found.zero_apart : found.zero_apart] = [
        LegendRow(text, of_words[text], unsaid.count(text)) for text in small if text in unsaid
    ]
    if not least_stands_out:
        legend.reverse()
    legend += [
        LegendRow(text, NO_DATA[theme], unsaid.count(text)) for text in sorted(set(unsaid) - {"", *small})
    ]
    without = int(((drawn == WITHOUT) & ~np.array([bool(text) for text in unsaid], dtype=bool)).sum())
    if without:
        legend.append(LegendRow(NO_DATA_LABEL, NO_DATA[theme], without))
    painted = {code: fills[row] for code, row in zip(codes, drawn, strict=True) if row >= 0}
    known = {code: written(value, unit) for code, value in zip(codes, values, strict=True) if value == value}
    said = {code: text for code, text in zip(codes, unsaid, strict=True) if text}
    return ColouredZones(
        painted | {code: of_words[text] for code, text in said.items() if text in small},
        {
            code: f"{column.label}{french.NBSP}: {said[code]}"
            if code in said
            else _words(value, denominator, column, unit, share)
            for code, value, denominator in zip(codes, values, zones["denominateur"], strict=True)
        },
        known | said,
        {
            code: said.get(code, NO_DATA_LABEL) if row < 0 else found.classes[row].label
            for code, row in zip(codes, drawn, strict=True)
        },
        legend,
    )


def _words(value: float, denominator: float, column: Column, unit: Unit, share: bool) -> str:
    """« Jointes : 34 % (sur 56 personnes) », « Sans donnée »."""
    if value != value:
        return f"{column.label}{french.NBSP}: sans donnée"
    text = f"{column.label}{french.NBSP}: {written(value, unit)}"
    if (share or unit is Unit.RATE) and denominator == denominator:
        text += f" (sur {french.counted(int(denominator), 'personne')})"
    return text


def _by_status(zones: pd.DataFrame, theme: Theme) -> ColouredZones:
    """Zones by status: a colour and a label each, statuses without a zone left out of the legend."""
    fills = STATUS_COLOURS[theme]
    status = dict(zip(zones["code_zone"], zones["valeur"].astype(str), strict=True))
    labels = {code: StatutZone(value).label for code, value in status.items()}
    counts = zones["valeur"].value_counts()
    order = (
        StatutZone.BLANCHE,
        StatutZone.GRISE,
        StatutZone.SATUREE,
        StatutZone.COUVERTE,
        StatutZone.SANS_ISOLEE,
        StatutZone.SANS_INSCRIT,
    )
    return ColouredZones(
        {code: fills[value] for code, value in status.items()},
        labels,
        {},
        labels,
        [
            LegendRow(item.label, fills[item.value], int(counts[item.value]))
            for item in order
            if item.value in counts.index
        ],
    )
