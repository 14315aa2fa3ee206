"""A figure by sector, from the book: bars beside a map, and every figure given in the table behind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.context import Context
from pages.parts.figures import labels_of, show_chart
from pages.parts.leads import row_leads
from pages.parts.plain import plain
from pages.parts.published import members_lines, places
from pages.parts.side_by_side import side_by_side
from pages.parts.zone_map import show_zone_map
from visa_data import french
from visa_data.dossier.sectors_shown import is_given, sector_table, sector_values, short_names
from visa_data.figures.bars import bars
from visa_data.figures.style import BLUE, safe
from visa_data.indicators.indicator import Column, Unit

SHOWN = 15


def sector_section(
    context: Context, title: str, columns: Sequence[Column], beside: Sequence[Column], *, key: str
) -> pd.DataFrame | None:
    """Bars and map of one of the columns, chosen; the table holds those beside too, as files do.

    Only what the book gives by sector is offered; None, and nothing drawn, where it gives none of the columns. Rows go
    by published values, those withheld last.
    """
    book = context.published
    offered = {column.name: column for column in columns if is_given(book, column)}
    if not offered:
        return None
    every = {column.name: column for column in (*columns, *beside) if is_given(book, column)}
    st.header(plain(title), anchor=False)
    name = bound(
        st.segmented_control,
        "Mesure",
        list(offered),
        format_func=lambda one: plain(offered[one].label),
        default=next(iter(offered)),
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    column = offered[name]
    share = column.can_be_share and column.whole in every
    rate = share or column.unit is Unit.RATE
    values, words = sector_values(book, column, share=share)
    table = sector_table(book, every.values())
    located = values[values["code_zone"] != ""]
    order = located.sort_values(
        ["valeur", "denominateur"], ascending=[column.worse < 0, False], kind="stable", na_position="last"
    )
    shown = order.head(SHOWN)
    cells = table.set_index("code_zone")
    texts = [
        _said(cells.loc[code], column, value, words.get(code, ""), rate) for code, value in _pairs(shown)
    ]
    members = members_lines(context)
    short = dict(zip(book.zones.codes, short_names(book), strict=True))
    left, right = side_by_side(key, first_wider=True)
    with left:
        show_chart(
            partial(
                bars,
                [short[code] for code in shown["code_zone"]],
                shown["valeur"].fillna(0).tolist(),
                texts,
                [
                    f"<b>{safe(row.nom_zone)}</b><br>{text}"
                    + (f"<br>{safe(members[row.code_zone])}" if row.code_zone in members else "")
                    for row, text in zip(shown.itertuples(), texts, strict=True)
                ],
                colours=BLUE,
                top=1.0 if rate else None,
                each=34,
                label_limit=20,
            ),
            table.set_index("code_zone").loc[[*order["code_zone"], *_nowhere(table)]].reset_index(),
            key=f"{key}_barres",
            alt=f"{column.label} par secteur : "
            + french.listed(
                [f"{row.nom_zone} {_bare(text)}" for row, text in zip(shown.itertuples(), texts, strict=True)]
            ),
            labels={"nom_zone": "Secteur"} | labels_of(every.values()),
            bars=shown,
            opens=row_leads(context),
        )
    with right:
        show_zone_map(
            context,
            values,
            column,
            value="valeur",
            denominator="denominateur",
            key=f"{key}_carte",
            withheld=words,
            share=share,
        )
    st.caption(
        plain(
            f"{column.definition(context.settings)} {places(context, len(shown))} sur {french.number(len(located))}, "
            f"{'les plus faibles' if column.worse < 0 else 'les plus forts'} d'abord ; tous dans le tableau."
        )
    )
    return table


def _pairs(rows: pd.DataFrame) -> list[tuple[str, float]]:
    return list(zip(rows["code_zone"], rows["valeur"], strict=True))


def _nowhere(table: pd.DataFrame) -> list[str]:
    return [code for code in table["code_zone"] if not code]


def _said(cells: pd.Series, column: Column, value: float, words: str, rate: bool) -> str:
    """`42 % · 25 sur 60`, `n. c. · < 11 sur 60`, `25`, `< 11`."""
    if not rate:
        return f"<b>{safe(words) or french.number(value)}</b>"
    part = column.part if column.unit is Unit.RATE else column.name
    counts = [_count(cells.get(name)) for name in (part, column.whole)]
    return f"<b>{safe(words) or french.percent(value)}</b>" + (
        f" · {counts[0]} sur {counts[1]}" if all(counts) else ""
    )


def _count(cell: object) -> str:
    if cell is None:
        return ""
    return safe(cell) if isinstance(cell, str) else french.number(float(cell))  # type: ignore[arg-type]


def _bare(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "").replace("&lt;", "<")
