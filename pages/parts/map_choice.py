"""What a map is coloured by: a figure of an indicator, as a count or a share, and its classes; in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.plain import joined, plain
from visa_data.dossier.sectors_shown import given_figures, given_needs, is_given, sector_values
from visa_data.figures.zone_map import map_title, share_label
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.indicator import Column, Indicator, Unit
from visa_data.indicators.registry import by_zone, registry
from visa_data.indicators.zone_values import EVERY_NEED, STATUS, map_columns, zone_values
from visa_data.maps.classes import Scheme
from visa_data.vocabulary import Besoin

FIRST = (f"zones-blanches.{STATUS}", "couverture.taux_joints")
"""What the map opens on: the first that can be shown."""


@dataclass(frozen=True)
class MapChoice:
    """A figure to map. title: as written over the legend. note: its definition and denominator."""

    indicator: str
    column: Column
    need: str
    share: bool
    scheme: Scheme
    title: str
    note: str


def map_values(
    context: Context, indicator: str, column: str, *, need: str = EVERY_NEED, share: bool = False
) -> pd.DataFrame:
    """One value a zone of a figure (see `zone_values`), for every zone: those chosen are chosen when drawn."""
    chosen = registry()[indicator]
    if context.book is not None:
        return sector_values(context.book, _figure(chosen, column), need=need, share=share)[0]
    if chosen.by_zone is None:
        raise KeyError(indicator)
    everywhere = context.filters.everywhere
    registered = ask(context, coverage_by_zone, filters=everywhere)
    frame = ask(context, chosen.by_zone, filters=everywhere)
    return zone_values(frame, registered, column=chosen.column(column), need=need, share=share)


def map_words(context: Context, choice: MapChoice) -> dict[str, str]:
    """Code → what stands for the values that a book withholds."""
    if context.book is None:
        return {}
    return sector_values(context.book, choice.column, need=choice.need, share=choice.share)[1]


def counted_words(choice: MapChoice) -> tuple[str, str]:
    """What a count of the map counts, one and many: `personne`, `personnes`."""
    # The ten needs together count needs: a person may have several.
    many = "besoins" if registry()[choice.indicator].by_need and not choice.need else choice.column.about
    return (many if many == "relais" else many.removesuffix("s"), many)


def _figure(indicator: Indicator, name: str) -> Column:
    """A figure by zone, or of the meeting, given by sector."""
    return next(one for one in (*indicator.zone_columns, *indicator.key_columns) if one.name == name)


def choose_column(
    context: Context, *, key: str, figures: Mapping[str, tuple[Indicator, Column]] | None = None
) -> MapChoice:
    """Widgets that choose what the map shows, for a bar: the figure, then its need or its share.

    figures: those to choose among; by default all that this role may see.
    """
    columns = figures or (map_figures() if context.book is None else given_figures(context.book))
    options = list(columns)
    picked = bound(
        st.selectbox,
        plain(f"Colorer les {context.words[1]} par"),
        options,
        index=next((options.index(one) for one in FIRST if one in options), 0),
        format_func=lambda name: f"{columns[name][0].title} › {columns[name][1].label}",
        key=f"{key}_figure",
        label_visibility="collapsed",
        width="stretch",
    )
    indicator, column = columns[picked]
    need = EVERY_NEED
    of_needs = _needs_offered(context, indicator, column)
    if of_needs:
        need = bound(
            st.selectbox,
            "Besoin",
            of_needs,
            format_func=lambda code: Besoin(code).label if code else "Les dix besoins",
            key=f"{key}_besoin",
            label_visibility="collapsed",
            width=170,
        )
    elif column.can_be_share:
        bound(
            st.toggle,
            plain(share_label(column)),
            key=f"{key}_part",
            help="Une carte d'effectifs montre surtout où vivent les gens ; une part compare les zones.",
        )
    share = bool(st.session_state.get(f"{key}_part")) and column.can_be_share and not of_needs
    return MapChoice(
        indicator.name,
        column,
        need,
        share,
        Scheme.NATURAL,
        map_title(indicator, column, need, share),
        column.definition(context.settings),
    )


def choose_classes(choice: MapChoice, *, key: str) -> Scheme:
    """How the values are put in classes; nothing to choose for a status."""
    if choice.column.unit is Unit.STATUS:
        return Scheme.NATURAL
    return Scheme(
        bound(
            st.segmented_control,
            "Classes",
            [item.value for item in Scheme],
            default=Scheme.NATURAL.value,
            required=True,
            format_func=lambda value: plain(Scheme(value).label),
            key=f"{key}_classes",
            help=joined("  \n", (f"{item.label} : {item.definition}" for item in Scheme)),
        )
    )


def _needs_offered(context: Context, indicator: Indicator, column: Column) -> list[str]:
    """Needs that the figure is given for, all of them together first; none where it is not of one need."""
    if context.book is not None:
        each = given_needs(context.book, column)
        return [*([EVERY_NEED] if is_given(context.book, column) and each else []), *each]
    if not indicator.by_need:
        return []
    return [*([EVERY_NEED] if column.counts_people else []), *(item.value for item in Besoin)]


def map_figures() -> dict[str, tuple[Indicator, Column]]:
    """« indicator.column » → what it is, in the order of the registry; a figure two indicators give, once."""
    found: dict[str, tuple[Indicator, Column]] = {}
    seen: set[str] = set()
    for indicator in by_zone():
        for column in map_columns(indicator):
            if column.figure not in seen:
                found[f"{indicator.name}.{column.name}"] = (indicator, column)
                seen.add(column.figure)
    return found
