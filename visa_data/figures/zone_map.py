"""Zones coloured by one figure, with their legend: beside a chart on a page, or by itself in a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd
from plotly.basedatatypes import BaseFigure

from visa_data import french
from visa_data.figures.small_map import small_map
from visa_data.indicators.indicator import Column, Indicator, Unit
from visa_data.indicators.registry import by_zone
from visa_data.maps.coloured import coloured_zones
from visa_data.maps.colours import Theme
from visa_data.maps.legend import LegendRow, legend_html
from visa_data.maps.shapes import ZoneShapes
from visa_data.vocabulary import Besoin

HEIGHT = 380
CONFIG = {"displayModeBar": False, "scrollZoom": False}


@dataclass(frozen=True)
class ZoneMap:
    """A map of zones, ready to show.

    label: what is mapped; title: the same, with its unit. figure: the map alone. legend: top first. table: code_zone, nom_zone,
    valeur, denominateur, classe, one row a zone of the map, then people placed nowhere. note: read under the legend.
    """

    label: str
    title: str
    figure: BaseFigure
    legend: list[LegendRow]
    table: pd.DataFrame
    note: str = ""
    counted: tuple[str, str] = ("zone", "zones")

    @property
    def alternative(self) -> str:
        """The map in words, for who does not see it."""
        counts = [f"{row.label} : {french.counted(row.count or 0, *self.counted)}" for row in self.legend]
        return f"Carte : {self.label} par {self.counted[0]}. " + french.listed(counts)

    def _repr_html_(self) -> str:
        """The map and its legend in a frame of their own, which loads nothing: its script comes with it (5 MB)."""
        drawn = self.figure.to_html(full_html=False, include_plotlyjs=True, config=CONFIG)
        legend = legend_html(self.title, self.legend, note=self.note)
        page = (
            '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0;display:flex;gap:1em;font-family:system-ui,'
            f'sans-serif"><div style="flex:1">{drawn}</div><div style="width:17em">{legend}</div>'
        )
        return (
            f'<iframe srcdoc="{escape(page)}" title="{escape(self.alternative)}" '
            f'style="width:100%;height:{self.figure.layout.height + 20}px;border:0"></iframe>'
        )


def zone_map(
    values: pd.DataFrame,
    column: Column,
    shapes: ZoneShapes,
    *,
    title: str,
    note: str = "",
    share: bool = False,
    theme: Theme = "light",
    chosen: tuple[str, ...] = (),
    height: int = HEIGHT,
    withheld: Mapping[str, str] | None = None,
    under: Mapping[str, str] | None = None,
    counted: tuple[str, str] = ("zone", "zones"),
) -> ZoneMap:
    """Draw one value a zone (`zone_values`); the options are those of `coloured_zones` and `small_map`.

    counted: what its places are called.
    """
    painted = coloured_zones(
        values,
        column,
        share=share,
        theme=theme,
        chosen=chosen,
        withheld=withheld,
    )
    return ZoneMap(
        column.label,
        title,
        small_map(shapes, painted.colours, painted.texts, theme=theme, height=height, under=under),
        painted.legend,
        values.assign(classe=values["code_zone"].map(painted.classes).fillna("")),
        note,
        counted,
    )


def map_title(indicator: Indicator | None, column: Column, need: str, share: bool) -> str:
    """What a map shows, with its unit: as written over its legend. indicator: None for a figure of no one indicator."""
    title = column.label
    if need:
        title = f"{Besoin(need).label} : {title.lower()}"
    if column.unit is Unit.COUNT:
        if share:
            return f"{title}, {share_label(column).lower()}"
        # The ten needs together count needs: a person may have several.
        counted = "besoins" if indicator is not None and indicator.by_need and not need else column.about
        return f"{title} ({counted})" if counted else title
    return title


def share_label(column: Column) -> str:
    """Whom a count of people is a share of."""
    whole = next(one.column(column.whole) for one in by_zone() if column.whole in one.described)
    return f"En part des {whole.label.lower()}"


def nowhere_sentence(values: pd.DataFrame, column: Column, withheld: str = "", *, share: bool = False) -> str:
    """How many people no zone shows (of `zone_values`); empty when there are none, and for a status.

    withheld: the words of their number where a book withholds it.
    """
    nowhere = values[values["code_zone"] == ""]
    if nowhere.empty or column.unit is Unit.STATUS:
        return ""
    counted = "denominateur" if share or column.unit is Unit.RATE else "valeur"
    number = withheld or french.number(float(nowhere[counted].iloc[0]))
    return f"Personnes non localisées, absentes de la carte : {number}."
