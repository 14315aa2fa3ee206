"""The figures of the map in a table under it: a row chosen opens its card on the map, the row of the open card is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import beside_canvas, show_table
from pages.parts.map_choice import MapChoice
from visa_data.dossier.sectors_shown import with_words
from visa_data.indicators.indicator import Unit
from visa_data.maps.coloured import ColouredZones


def figures_of(
    context: Context,
    choice: MapChoice,
    values: pd.DataFrame,
    painted: ColouredZones,
    withheld: Mapping[str, str],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table and its headers. values: `map_values` of the zones chosen; painted: their classes."""
    figures = with_words(values, "valeur", withheld).assign(
        classe=values["code_zone"].map(painted.classes).fillna("")
    )
    name = context.words[0].capitalize()
    labels = {"code_zone": "Code", "nom_zone": name, "valeur": choice.title, "classe": "Classe"}
    if choice.column.unit is Unit.STATUS:
        # The class is the status in words.
        labels = {"code_zone": "Code", "nom_zone": name, "classe": choice.title}
    if choice.share:
        figures = figures.rename(columns={"valeur": "part"})
        labels = {
            "code_zone": "Code",
            "nom_zone": name,
            "part": choice.title,
            "denominateur": "Sur",
            "classe": "Classe",
        }
    return figures.reset_index(drop=True), labels


def show_figures(
    figures: pd.DataFrame,
    labels: Mapping[str, str],
    opened: str | None,
    open_card: Callable[[str | None], None],
    twin: Callable[[], str],
) -> None:
    """In the fragment of the map. opened: code of the open card; open_card: told another, or None to close it.

    Folded, only its twin is there, read aloud and printed: a click on the map waits for no canvas. twin: gives its `table_html`.
    """
    codes = figures["code_zone"].tolist()

    def choose(row: int | None) -> None:
        if row is None:
            open_card(None)
        elif codes[row]:
            open_card(codes[row])

    table = st.expander("Voir les chiffres de cette carte", key="carte_chiffres", on_change="rerun")
    with table:
        if table.open:
            chosen = codes.index(opened) if opened in codes else None
            show_table(figures, labels=labels, key="carte_table", choose=choose, chosen=chosen)
        else:
            beside_canvas(twin())
