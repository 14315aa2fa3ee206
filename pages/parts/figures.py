"""Key figures and charts, each with its definition and its table."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from hashlib import sha256
from typing import Literal, TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.plain import plain
from visa_data import french
from visa_data.figures.style import write_in
from visa_data.indicators.indicator import Column
from visa_data.maps.colours import Theme

T = TypeVar("T")
LINK = "fiche"
"""A table's column of addresses, each shown as a link."""
FIGURE_WIDE = 216
"""Pixels of a key figure: room for its label, six on a row at 1920, three at 1280."""
CHART_CONFIG = {"displaylogo": False, "displayModeBar": False, "locale": "fr"}


def labels_of(columns: Iterable[Column]) -> dict[str, str]:
    """Column names and French headers, as the indicators declare them, for a table on screen."""
    return {column.name: column.label for column in columns}


def show_chart(
    figure: partial[go.Figure], table: pd.DataFrame, *, key: str, alt: str, labels: Mapping[str, str]
) -> None:
    """A plotly chart, and behind it the same figures as a table (labels: column name → French header).

    figure: what draws it, of arguments that can be pickled: drawn once for the same ones.
    """
    ground: Theme = "dark" if st.context.theme.type == "dark" else "light"
    drawn = kept_figure((ground, *what_draws(figure)), lambda: _written(figure(), ground))
    st.plotly_chart(drawn, key=key, config=CHART_CONFIG, alt=alt, width="stretch")
    with st.expander("Voir les chiffres de ce graphique"):
        show_table(table, labels=labels, key=f"{key}_table")


@st.cache_resource(max_entries=300, show_spinner=False)
def kept_figure(key: tuple[Hashable, ...], _draw: Callable[[], T]) -> T:
    """What `_draw` gives, kept while its key is the same: plotly takes some thirty milliseconds a figure."""
    return _draw()


def what_draws(figure: partial[T]) -> tuple[Hashable, ...]:
    """What a figure depends on: the function that draws it, and what it is given."""
    given = pickle.dumps((figure.args, sorted(figure.keywords.items())))
    return (figure.func.__module__, figure.func.__qualname__, sha256(given).hexdigest())


def _written(figure: go.Figure, ground: Theme) -> go.Figure:
    write_in(figure, ground)
    return figure


def show_table(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    key: str,
    height: int | Literal["content"] | None = None,
) -> None:
    """A table with French headers, only the labelled columns, rates as percentages, addresses (`LINK`) as links."""
    columns = [name for name in labels if name in frame.columns]
    shown = frame[columns].copy()
    config = {}
    for name in columns:
        label = labels[name]
        if shown[name].dtype == object and shown[name].map(lambda one: isinstance(one, int | float)).any():
            # Words stand where a book withholds a figure: all of the column is written.
            write = french.percent if name.startswith(("taux_", "part")) else french.number
            shown[name] = [one if isinstance(one, str) else write(one) for one in shown[name]]
            config[label] = st.column_config.TextColumn(label, alignment="right")
        elif name == LINK:
            config[label] = st.column_config.LinkColumn(label, display_text="Ouvrir", width="small")
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
    st.dataframe(
        shown,
        hide_index=True,
        column_config=config,
        key=key,
        width="stretch",
        placeholder=french.UNKNOWN,
        **({"height": height} if height else {}),
    )


def figure_slots(count: int) -> list[DeltaGenerator]:
    """Places for that many key figures, on as many rows as the width of the screen asks for."""
    row = st.container(horizontal=True)
    return [row.container(width=FIGURE_WIDE) for _ in range(count)]


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
    )
