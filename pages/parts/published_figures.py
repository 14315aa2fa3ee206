"""Key figures of the whole territory as a book publishes them."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import key_figure
from visa_data.indicators.indicator import Column

ON_A_ROW = 4


def published_figures(context: Context, columns: Iterable[Column], *, on_a_row: int = ON_A_ROW) -> None:
    """Each with its change since the previous book, where both are published."""
    book = context.published
    asked = list(columns)
    for start in range(0, len(asked), on_a_row):
        slots = st.columns(on_a_row)
        for slot, column in zip(slots, asked[start : start + on_a_row], strict=False):
            gap = book.gap(column.name)
            with slot:
                key_figure(
                    column.label,
                    book.total(column.name).text,
                    definition=column.definition(context.settings),
                    change=None if gap is None or gap.value is None else float(gap.value),
                    worse=column.worse,
                )
