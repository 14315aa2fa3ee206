"""Key figures of the whole territory as a book publishes them."""

from __future__ import annotations

from collections.abc import Iterable

from pages.parts.context import Context
from pages.parts.figures import figure_slots, key_figure
from visa_data.indicators.indicator import Column


def published_figures(context: Context, columns: Iterable[Column]) -> None:
    """Each with its change since the previous book, where both are published."""
    book = context.published
    asked = list(columns)
    for slot, column in zip(figure_slots(len(asked), f"publies_{asked[0].name}"), asked, strict=True):
        gap = book.gap(column.name)
        with slot:
            key_figure(
                column.label,
                book.total(column.name).text,
                definition=column.definition(context.settings),
                change=None if gap is None or gap.value is None else float(gap.value),
                worse=column.worse,
            )
