"""A table of a page as HTML: read aloud where the screen shows a drawing of it, and printed whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from math import isnan

import numpy as np
import pandas as pd

from visa_data import french

DAYS = " (jours)"
"""What ends the header of a column of days: narrower written in its cells."""
MOST = 2000
"""Rows: more would weigh on the page, and make tens of sheets."""
SENTENCE = 60
"""Characters of a text from which its column is given room on paper."""


def table_html(frame: pd.DataFrame, labels: Mapping[str, str], *, caption: str = "", most: int = MOST) -> str:
    """The labelled columns of a table, at most `most` rows; the last row then counts those left out and says where they are.

    labels: column name → French header. caption: read first; without it, the number of rows and the columns. Every
    text is escaped.
    """
    names = [name for name in labels if name in frame.columns]
    shown = frame.head(most)
    headers = [labels[name].removesuffix(DAYS) for name in names]
    figures = {name for name in names if pd.api.types.is_numeric_dtype(shown[name])}
    columns = [written(shown[name], labels[name]) for name in names]
    title = caption or f"{french.counted(len(frame), 'ligne')} : {', '.join(headers)}"
    head = "".join(
        f'<th scope="col"{" class=l" if any(len(text) > SENTENCE for text in texts) else ""}>{escape(header)}</th>'
        for header, texts in zip(headers, columns, strict=True)
    )
    opened = ['<td class="n">' if name in figures else "<td>" for name in names]
    cells = [
        [f"{opening}{text}</td>" for text in (texts if name in figures else map(escape, texts))]
        for name, opening, texts in zip(names, opened, columns, strict=True)
    ]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    if left := len(frame) - len(shown):
        said = f"et {french.counted(left, 'ligne')} de plus : dans le fichier CSV de cette page, « Télécharger »."
        body += f'<tr><td colspan="{len(names)}">{escape(said)}</td></tr>'
    return f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def written(values: pd.Series, label: str) -> list[str]:
    """The cells of a column as a reader sees them: French figures, shares as percentages, « 64 j », 07/06/2020."""
    name = str(values.name)
    if pd.api.types.is_bool_dtype(values):
        return ["oui" if one else "non" for one in values]
    if pd.api.types.is_datetime64_any_dtype(values):
        return [french.UNKNOWN if pd.isna(one) else one.strftime("%d/%m/%Y") for one in values]
    if label.endswith(DAYS) and pd.api.types.is_numeric_dtype(values):
        return [french.UNKNOWN if pd.isna(one) else f"{french.number(one)}{french.NBSP}j" for one in values]
    write = french.percent if name.startswith(("taux_", "part")) else _figure
    return [one if isinstance(one, str) else _cell(one, write) for one in values.tolist()]


def _cell(value: object, write: Callable[[float], str]) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and isnan(value)):
        return french.UNKNOWN
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return write(float(value)) if isinstance(value, int | float | np.number) else str(value)


def _figure(value: float) -> str:
    return french.number(value, 0 if round(float(value), 1).is_integer() else 1)
