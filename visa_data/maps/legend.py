"""The legend of a map: a swatch, what it means in words, how many zones it covers.

Ours and not branca's, which loads d3 from another host and says nothing to a screen reader. Sizes are in em,
so that projection enlarges it with the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from visa_data import french
from visa_data.maps.colours import GROUND, INK, Theme, contrast

Shape = Literal["area", "point", "line"]
Pattern = Literal["plain", "hatched", "dotted"]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class LegendRow:
    """One line of a legend.

    Attributes:
        label: what the colour means, in words.
        colour: as drawn, #RRGGBB.
        count: how many zones (or points) carry it; None leaves it out.
        pattern: added to the colour, for those who do not tell colours apart.
        shape: an area, a point or a line, as on the map.
    """

    label: str
    colour: str
    count: int | None = None
    pattern: Pattern = "plain"
    shape: Shape = "area"


def legend_html(
    title: str,
    rows: Sequence[LegendRow],
    *,
    theme: Theme = "light",
    note: str | None = None,
    counted: tuple[str, str] = ("zone", "zones"),
) -> str:
    """HTML of a legend, to give to st.html; every text in it is escaped.

    Args:
        title: what is mapped, with its unit.
        rows: top first.
        theme: ground the legend is read on.
        note: a line under it: date, denominator, source.
        counted: what the counts count, singular and plural.

    Raises:
        ValueError: a colour is not written #RRGGBB.
    """
    items = "".join(
        f'<li style="display:flex;align-items:center;gap:0.6em;padding:0.12em 0">{_swatch(row, theme)}'
        f"<span>{escape(row.label)}</span>{_count(row.count, counted)}</li>"
        for row in rows
    )
    under = f'<p style="margin:0.4em 0 0;font-size:0.9em">{escape(note)}</p>' if note else ""
    return (
        f'<div role="group" aria-label="{escape("Légende : " + title)}" style="line-height:1.35">'
        f'<p style="margin:0 0 0.3em;font-weight:600">{escape(title)}</p>'
        f'<ul style="list-style:none;margin:0;padding:0">{items}</ul>{under}</div>'
    )


def folded(title: str, text: str) -> str:
    """A text shown on demand, under a legend that lies over the map."""
    return f"<details><summary>{escape(title)}</summary><p>{escape(text)}</p></details>"


def _count(count: int | None, counted: tuple[str, str]) -> str:
    """« 12 zones », at the end of the line."""
    if count is None:
        return ""
    text = escape(french.counted(count, *counted))
    return (
        '<span style="margin-left:auto;padding-left:0.8em;white-space:nowrap;'
        f'font-variant-numeric:tabular-nums">{text}</span>'
    )


def _swatch(row: LegendRow, theme: Theme) -> str:
    """The coloured sample; silent for a screen reader, which has the words beside it."""
    if not _COLOUR.fullmatch(row.colour):
        raise ValueError(f"not a colour written #RRGGBB: {row.colour!r}")
    ink = INK[theme]
    if row.shape == "line":
        style = f"width:1.6em;height:0;border-top:0.2em solid {row.colour}"
    else:
        size = "width:1.6em;height:1.1em" if row.shape == "area" else "width:1em;height:1em;border-radius:50%"
        style = f"{size};border:1px solid {ink};background:{_fill(row, theme)}"
    return f'<span aria-hidden="true" style="flex:none;{style}"></span>'


def _fill(row: LegendRow, theme: Theme) -> str:
    """CSS background: the colour, under stripes or dots of the ink or the ground, whichever shows more."""
    if row.pattern == "plain":
        return row.colour
    mark = max((INK[theme], GROUND[theme]), key=lambda colour: contrast(colour, row.colour))
    if row.pattern == "hatched":
        return f"repeating-linear-gradient(45deg,{mark} 0 1px,{row.colour} 1px 5px)"
    return f"radial-gradient({mark} 1px,{row.colour} 1.5px) 0 0/5px 5px"
