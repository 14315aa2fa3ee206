"""What a page reads of the network, and how its figures are written and coloured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts.context import Context
from visa_data import french
from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.coloured import ColouredZones, coloured_zones
from visa_data.maps.colours import NO_DATA, Theme
from visa_data.maps.legend import legend_html
from visa_data.network.figures import FIGURES, Figure
from visa_data.network.intervals import Interval
from visa_data.network.members import Milieu
from visa_data.network.view import Network
from visa_data.vocabulary_of_action import Maturite

BETWEEN = "entre deux bornes éloignées"
SAID = "dit_{}"
NARROW = 0.1
"""An interval is coloured by its middle where its ends are within a tenth of it."""


def network_in(context: Context) -> Network:
    """What this page's reader may see; a server that has no lake says so, and the page stops."""
    if context.network is None:
        st.info(
            "Ce tableau de bord est celui d'une coopération : celui du réseau s'ouvre avec « reseau servir »."
        )
        st.stop()
    return context.network


def figure_of(name: str) -> Figure:
    """The figure of that name."""
    return next(figure for figure in FIGURES if figure.name == name)


def figure_texts(figures: Mapping[str, Interval | None]) -> dict[str, str]:
    """Each figure as read, under a name that no table takes for that of a number."""
    return {SAID.format(figure.name): figure.text(figures.get(figure.name)) for figure in FIGURES}


def figure_labels() -> dict[str, str]:
    """The headers of `figure_texts`."""
    return {SAID.format(figure.name): figure.label for figure in FIGURES}


def maturity_label(code: str) -> str:
    """As read on screen."""
    return Maturite(code).label


def milieu_label(code: str) -> str:
    """As read on screen."""
    return Milieu(code).label


def write_of(figure: Figure) -> Callable[[float], str]:
    """How a value of it reads: a function that can be pickled."""
    if figure.gain:
        return partial(french.number, decimals=1)
    return french.percent if figure.whole else french.number


def coloured(
    figure: Figure, values: Sequence[tuple[str, str, Interval | None]], theme: Theme
) -> ColouredZones:
    """Colours by class of (code, name, value); a value too wide to be in one has none, and its words instead."""
    rows, words = [], {}
    for code, name, value in values:
        middle = np.nan
        if value is not None and value.low == value.low:
            if value.high - value.low <= NARROW * max(abs(value.high), 1e-9):
                middle = (value.low + value.high) / 2
            else:
                words[code] = BETWEEN
        rows.append((code, name, middle, 0))
    table = pd.DataFrame(rows, columns=["code_zone", "nom_zone", "valeur", "denominateur"])
    share = bool(figure.whole) and not figure.gain
    unit = Unit.RATE if share else Unit.COUNT if not figure.gain else Unit.RATIO
    column = Column(figure.name, figure.label, figure.wording, unit, about="", worse=figure.worse)
    painted = coloured_zones(table, column, theme=theme, withheld=words)
    said = {code: figure.text(value) for code, _, value in values if code in words}
    grey = dict.fromkeys(words, NO_DATA[theme])
    return replace(painted, texts=painted.texts | said, colours=painted.colours | grey)


def legend_of(figure: Figure, painted: ColouredZones, theme: Theme, words: tuple[str, str]) -> str:
    """The legend of a map, as HTML."""
    return legend_html(figure.label, painted.legend, theme=theme, note=figure.wording, counted=words)
