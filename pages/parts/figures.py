"""Key figures and charts, each with its definition and its table."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from typing import Any, Literal, TypeVar

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
import streamlit as st
from plotly.basedatatypes import BaseFigure
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import sentence_at_worst
from pages.parts.journaled import note_shown, people_in
from pages.parts.keys import in_one_text
from pages.parts.plain import plain
from visa_data import french
from visa_data.figures.style import Spec, answering, written
from visa_data.figures.table import DAYS, MOST, table_html
from visa_data.indicators.indicator import Column
from visa_data.maps.colours import Theme

T = TypeVar("T")
Opens = Callable[[pd.Series], None]
"""Draws what a row of a table leads to (see `leads`)."""
Choose = Callable[[int | None], None]
"""Told the position of the row that is chosen; None when none is any more."""
CLICK_A_ZONE = "Cliquez sur la carte pour aller plus loin."
ANSWER = '<span class="reponse"></span>'
"""Opens what a row leads to: its place is kept before one is chosen."""
CHART_CONFIG = {"displaylogo": False, "displayModeBar": False, "locale": "fr"}


def labels_of(columns: Iterable[Column]) -> dict[str, str]:
    """Column names and French headers, as the indicators declare them, for a table on screen."""
    return {column.name: column.label for column in columns}


def show_chart(
    figure: partial[go.Figure],
    table: pd.DataFrame,
    *,
    key: str,
    alt: str,
    labels: Mapping[str, str],
    bars: pd.DataFrame | None = None,
    opens: Opens | None = None,
) -> None:
    """A plotly chart, and behind it the same figures as a table (labels: column name → French header).

    figure: what draws it, of arguments that can be pickled: drawn once for the same ones. opens: what a bar pressed
    and a row chosen lead to; bars: the rows that the horizontal bars are drawn from, the topmost first.
    """
    ground: Theme = "dark" if st.context.theme.type == "dark" else "light"
    drawn = kept_figure((ground, *what_draws(figure)), lambda: Told(written(figure(), ground)))
    if bars is not None and opens is not None:
        chosen = kept_figure((ground, "choix", *what_draws(figure)), lambda: Told(answering(drawn.to_dict())))
        _answering_chart(chosen, key, alt, bars, opens)
    else:
        st.plotly_chart(drawn, key=key, config=CHART_CONFIG, alt=alt, width="stretch")
    with st.expander("Voir les chiffres de ce graphique"):
        show_table(
            table, labels=labels, key=f"{key}_table", opens=opens, caption=f"Chiffres du graphique. {alt}"
        )


@st.fragment
@sentence_at_worst()
def _answering_chart(drawn: BaseFigure, key: str, alt: str, bars: pd.DataFrame, opens: Opens) -> None:
    """Bars that answer the mouse; the table behind them answers the keyboard."""
    points = _chosen_points(drawn, key, alt)
    answer(
        bars,
        [int(point["y"]) for point in points],
        opens,
        "Cliquez sur une barre pour aller plus loin ; au clavier : une ligne du tableau ci-dessous.",
    )


@st.fragment
@sentence_at_worst()
def answering_map(drawn: BaseFigure, *, key: str, alt: str, zones: pd.DataFrame, opens: Opens) -> None:
    """A map of zones (`small_map`) that answers the mouse; zones: those of the map, in their order."""
    points = _chosen_points(drawn, key, alt)
    answer(zones, [int(point["point_index"]) for point in points], opens, CLICK_A_ZONE)


def _chosen_points(drawn: BaseFigure, key: str, alt: str) -> Sequence[Mapping[str, Any]]:
    asked = st.plotly_chart(
        drawn,
        key=key,
        config=CHART_CONFIG,
        alt=alt,
        width="stretch",
        on_select="rerun",
        selection_mode="points",
    )
    points: Sequence[Mapping[str, Any]] = asked["selection"]["points"]
    return points


def answer(rows: pd.DataFrame, ranks: Sequence[int], opens: Opens, how: str) -> None:
    """What the row chosen leads to; how to choose one, until then. One line either way: nothing moves."""
    with st.container():
        st.html(ANSWER)
        chosen = [rank for rank in ranks if 0 <= rank < len(rows)]
        if chosen:
            opens(rows.iloc[chosen[0]])
        else:
            st.caption(plain(how))


class Told(BaseFigure):  # type: ignore[misc]
    """A figure that changes no more, on Streamlit's template: plotly wrote it out once, not each time that a page shows it."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec | {"layout": {"template": _template(), **spec["layout"]}}

    def to_dict(self) -> Spec:
        """The same each time; not to be changed."""
        return self._spec


@cache
def _template() -> Spec:
    """Streamlit's, which is plotly's own since Streamlit was imported; the same for all figures."""
    template: Spec = pio.templates[pio.templates.default].to_plotly_json()
    return template


def kept_figure(key: tuple[Hashable, ...], draw: Callable[[], T]) -> T:
    """What `draw` gives, kept while its key is the same: plotly takes some thirty milliseconds a figure. Not to be changed."""
    return _figure(key=in_one_text(key), _draw=draw)


@st.cache_resource(max_entries=300, show_spinner=False)
def _figure(key: str, _draw: Callable[[], T]) -> T:
    return _draw()


@st.cache_resource(max_entries=100, show_spinner=False)
def _table(key: str, _draw: Callable[[], T]) -> T:
    return _draw()


def what_draws(figure: partial[T]) -> tuple[Hashable, ...]:
    """What a figure depends on: the function that draws it, and what it is given."""
    given = pickle.dumps((figure.args, sorted(figure.keywords.items())))
    return (figure.func.__module__, figure.func.__qualname__, sha256(given).hexdigest())


def show_table(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    key: str,
    height: int | Literal["content"] | None = None,
    opens: Opens | None = None,
    choose: Choose | None = None,
    chosen: int | None = None,
    caption: str = "",
    on_paper: bool = True,
) -> None:
    """A table with French headers, only the labelled columns, rates as percentages, days as « 64 j ».

    Streamlit draws it on a canvas, which holds the rows on screen only: beside it stands the same as HTML, read aloud
    and printed whole (look.css, print.css).

    opens: what a row leads to, drawn under the table when it is chosen, by the mouse or the keyboard. choose: told
    instead the row that is chosen, before the page or the fragment that holds the table runs again; chosen: the row
    shown as such. caption: its title, read aloud. on_paper: false where the page prints the same figures already.
    """
    note_shown(key, people_in(frame))
    making = partial(_as_shown, frame, dict(labels), caption)
    # Few tables are large, and these are somebody's alone: they are not kept.
    html, shown, config = (
        _table(key=in_one_text(what_draws(making)), _draw=making) if len(frame) <= MOST else making()
    )
    beside_canvas(html, answers=opens is not None or choose is not None, on_paper=on_paper)
    options: dict[str, Any] = {
        "hide_index": True,
        "column_config": config,
        "key": key,
        "width": "stretch",
        "placeholder": french.UNKNOWN,
        **({"height": height} if height else {}),
    }
    if choose is not None:
        _choosing_table(shown, options, choose, chosen)
    elif opens is None:
        st.dataframe(shown, **options)
    else:
        _answering_table(shown, options, frame, opens)


def _as_shown(
    frame: pd.DataFrame, labels: Mapping[str, str], caption: str
) -> tuple[str, pd.DataFrame, dict[str, Any]]:
    """A table as HTML, then as Streamlit draws it, with what is said of its columns."""
    columns = [name for name in labels if name in frame.columns]
    shown = frame[columns].copy()
    config: dict[str, Any] = {}
    for name in columns:
        label = labels[name]
        if shown[name].dtype == object and shown[name].map(lambda one: isinstance(one, int | float)).any():
            # Words stand where a book withholds a figure: all of the column is written.
            write = french.percent if name.startswith(("taux_", "part")) else french.number
            shown[name] = [one if isinstance(one, str) else write(one) for one in shown[name]]
            config[label] = st.column_config.TextColumn(label, alignment="right")
        elif label.endswith(DAYS):
            config[label] = st.column_config.NumberColumn(label.removesuffix(DAYS), format="%d j")
        elif name.startswith(("taux_", "part")):
            shown[name] = shown[name] * 100
            config[label] = st.column_config.NumberColumn(label, format="%.0f %%")
        elif pd.api.types.is_datetime64_any_dtype(shown[name]):
            config[label] = st.column_config.DateColumn(label, format="DD/MM/YYYY")
        elif pd.api.types.is_float_dtype(shown[name]):
            # The reader's own browser writes the decimal comma; the column still sorts as a number.
            shown[name] = shown[name].round(1)
            config[label] = st.column_config.NumberColumn(label, format="localized")
    shown = shown.rename(columns=dict(labels))
    return table_html(frame, labels, caption=caption), shown, config


def table_height(rows: int, most: int) -> int:
    """Pixels of a table of so many rows, which scrolls beyond `most`: said beforehand, nothing moves when it comes."""
    return min(most, 46 + 35 * rows)


def show_as_it_is(frame: pd.DataFrame, caption: str, **options: Any) -> None:
    """A table whose columns are headed already, whole, as `st.dataframe` draws it and as text.

    Its height is said, that nothing moves when it comes.
    """
    note_shown(caption, people_in(frame))
    beside_canvas(table_html(frame, {name: str(name) for name in frame.columns}, caption=caption))
    options = {"height": table_height(len(frame), 520), **options}
    st.dataframe(frame, hide_index=True, width="stretch", **options)


def beside_canvas(html: str, *, answers: bool = False, on_paper: bool = True) -> None:
    """A table as HTML just before the canvas that draws it; answers: the canvas is kept for the keyboard and for who
    hears the page, since its rows lead somewhere."""
    kinds = " ".join(("tableau-lu", *([] if answers else ["seul-lu"]), *([] if on_paper else ["deja-dit"])))
    st.html(f'<div class="{kinds}">{html}</div>')


@st.fragment
@sentence_at_worst()
def _answering_table(
    shown: pd.DataFrame, options: Mapping[str, Any], frame: pd.DataFrame, opens: Opens
) -> None:
    asked = st.dataframe(shown, on_select="rerun", selection_mode="single-cell", **options)
    answer(
        frame,
        [row for row, _ in asked["selection"]["cells"]],
        opens,
        "Choisissez une ligne pour aller plus loin.",
    )


def _choosing_table(
    shown: pd.DataFrame, options: Mapping[str, Any], choose: Choose, chosen: int | None
) -> None:
    key = options["key"]

    def told() -> None:
        selection = st.session_state[key]["selection"]
        rows = [row for row, _ in selection["cells"]] or list(selection["rows"])
        choose(rows[0] if rows else None)

    # Whatever was pressed, the row chosen is the one that the page says; written in full, or the browser's own answer,
    # which says as much in more words, would pass for another choice.
    rows = [] if chosen is None else [chosen]
    st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    st.dataframe(shown, on_select=told, selection_mode=["single-row", "single-cell"], **options)


def figure_slots(count: int, key: str) -> list[DeltaGenerator]:
    """Places for that many key figures, alike, on as many rows as the width of the screen asks for (look.css).

    key: of these among those of the page.
    """
    row = st.container(horizontal=True, key=f"chiffres_{key}")
    return [row.container(height="stretch") for _ in range(count)]


def key_figure(
    label: str, value: str, *, definition: str, change: float | None = None, decimals: int = 0, worse: int = 0
) -> None:
    """One key figure: its value, its change since the comparison date (red when bad), its definition."""
    delta = None if change is None else french.signed(change, decimals)
    # The French minus is not the sign that st.metric looks for: direction and colour are said outright.
    rise = (change or 0) > 0
    colour: Literal["green", "red", "off"] = "off"
    if worse:
        colour = "red" if rise == (worse > 0) else "green"
    st.metric(
        plain(label),
        plain(value),
        delta=None if delta in (None, french.UNKNOWN) else plain(delta),
        delta_color="off" if delta == "=" else colour,
        delta_arrow="off" if delta == "=" else "up" if rise else "down",
        help=plain(definition),
        border=True,
        height="stretch",
    )
