"""How the figure of the map is drawn over the zones: counts as circles on a quiet ground, everything else as colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import folium
import pandas as pd

from pages.parts.answers import ask, fact
from pages.parts.context import Context
from pages.parts.map_choice import MapChoice, counted_words, map_values
from pages.parts.published import members_lines
from visa_data import french
from visa_data.dossier.opening import opening
from visa_data.dossier.shown import open_count
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.fragilite import fragility_by_zone
from visa_data.indicators.indicator import Unit
from visa_data.indicators.reaching import zones_with_team
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.maps.circle_scale import CircleScale, circle_scale
from visa_data.maps.circles import circles_layer, pale_zones
from visa_data.maps.circles_legend import circles_legend
from visa_data.maps.coloured import ColouredZones
from visa_data.maps.colours import Theme
from visa_data.maps.donuts import Part, level_parts, two_parts
from visa_data.maps.drawn import drawn_as
from visa_data.maps.legend import legend_html
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.zone_layer import zone_layer
from visa_data.tokens import LEVELS, PEOPLE, WORSE

Mark = tuple[float, float, float]
"""Latitude, longitude, radius in pixels."""
HALVES = {
    "isolees": ("zones-blanches", "isolees_couvertes", ("Atteintes par une équipe", "Sans équipe")),
    "ouverts": ("besoins", "non_pourvus", ("Non pourvus", "En cours")),
}
"""Figure → the part of it that another column gives, and the names of that part and of the rest."""


@dataclass(frozen=True)
class FigureDrawn:
    """ground: the zones. over: what lies on them, under the names and the teams. marks: what names stay clear of.

    fills, values: code → colour under a name, words written with it.
    """

    ground: folium.FeatureGroup
    over: list[folium.FeatureGroup]
    legend: str
    fills: Mapping[str, str]
    values: Mapping[str, str]
    marks: Sequence[Mark] = ()


def figure_drawn(
    context: Context,
    choice: MapChoice,
    shapes: ZoneShapes,
    every: pd.DataFrame,
    painted: ColouredZones,
    withheld: Mapping[str, str],
    theme: Theme,
) -> FigureDrawn:
    """every: one value a zone (`map_values`), filtered nowhere. painted: the same as colours, and its words."""
    under = members_lines(context)
    note = f"Au {french.day(context.day)}"
    if choice.column.unit is Unit.STATUS and context.book is None:
        return _by_status(context, choice, shapes, painted, theme)
    if drawn_as(choice.column, choice.share) == "colours":
        return FigureDrawn(
            zone_layer(shapes, painted.colours, painted.texts, theme=theme, under=under),
            [],
            legend_html(choice.title, painted.legend, theme=theme, note=note, counted=context.words),
            painted.colours,
            painted.values,
        )
    rows = chosen_rows(every, context.filters.zones)
    values = {str(code): float(value) for code, value in zip(rows["code_zone"], rows["valeur"], strict=True)}
    hidden = {code: words for code, words in withheld.items() if code in values}
    colour = (WORSE if choice.column.worse > 0 else PEOPLE)[theme]
    scale = circle_scale(shapes, [dict(zip(every["code_zone"], every["valeur"].astype(float), strict=True))])
    parts = _parts(context, choice, values, theme)
    fills = pale_zones(shapes, values, hidden, theme)
    return FigureDrawn(
        zone_layer(shapes, fills, painted.texts, theme=theme, under=under),
        [
            circles_layer(
                shapes,
                values,
                painted.texts,
                parts=parts,
                withheld=hidden,
                colour=colour,
                theme=theme,
                scale=scale,
            )
        ],
        circles_legend(
            choice.title,
            shapes,
            values,
            scale,
            colour=colour,
            counted=counted_words(choice),
            places=context.words,
            parts=parts,
            withheld=hidden,
            theme=theme,
            note=note,
        ),
        fills,
        {} if parts else painted.values,
        _marks(shapes, values, scale),
    )


def _by_status(
    context: Context, choice: MapChoice, shapes: ZoneShapes, painted: ColouredZones, theme: Theme
) -> FigureDrawn:
    """Statuses as colours, each said with the people it is about; those whom no team reaches as circles over them."""
    gaps = ask(context, zones_blanches_by_zone, filters=context.filters.everywhere)
    with_team = fact(context, zones_with_team)
    said, missed = {}, {}
    for zone in gaps.itertuples():
        code = str(zone.code_zone)
        if code and code not in painted.texts:
            continue
        missed[code] = float(zone.isolees - zone.isolees_couvertes)
        counts = (zone.inscrits, zone.isolees, zone.isolees_couvertes, missed[code])
        said[code] = opening(*map(open_count, counts), teams=code in with_team)
    texts = {code: f"{said[code]} {status}" for code, status in painted.texts.items()}
    scale = circle_scale(shapes, [missed])
    legend = legend_html(choice.title, painted.legend, theme=theme, counted=context.words)
    circles = circles_legend(
        "Isolées sans équipe",
        shapes,
        missed,
        scale,
        colour=WORSE[theme],
        places=context.words,
        theme=theme,
        note=f"Au {french.day(context.day)}",
    )
    return FigureDrawn(
        zone_layer(shapes, painted.colours, texts, theme=theme, under=members_lines(context)),
        [circles_layer(shapes, missed, texts, colour=WORSE[theme], theme=theme, scale=scale)],
        legend + circles,
        painted.colours,
        {},
        _marks(shapes, missed, scale),
    )


def _marks(shapes: ZoneShapes, values: Mapping[str, float], scale: CircleScale) -> list[Mark]:
    """The circles, for the names to stay clear of."""
    return [
        (float(shapes.latitude[row]), float(shapes.longitude[row]), radius)
        for row, code in enumerate(shapes.codes)
        if (radius := scale.radius(values.get(code, 0)))
    ]


def _parts(
    context: Context, choice: MapChoice, values: Mapping[str, float], theme: Theme
) -> Mapping[str, Sequence[Part]] | None:
    """What makes up the count of each zone; none in a book, whose rounded counts do not add up to the person."""
    if context.book is not None:
        return None
    everywhere = context.filters.everywhere
    if choice.column.name == "inscrits" and choice.indicator == "couverture":
        found = level_parts(ask(context, fragility_by_zone, filters=everywhere), LEVELS)
        return {code: parts for code, parts in found.items() if code in values}
    half = HALVES.get(choice.column.name)
    if half is None or half[0] != choice.indicator:
        return None
    indicator, name, labels = half
    part = map_values(context, indicator, name, need=choice.need)
    counts = dict(zip(part["code_zone"], part["valeur"].astype(float), strict=True))
    if name == "isolees_couvertes":
        counts = {code: values[code] - counts[code] for code in values}
        labels = labels[::-1]
    return two_parts(values, counts, labels, theme)
