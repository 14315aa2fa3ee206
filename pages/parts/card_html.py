"""Small tables of a card, as HTML: one element to send, so that a click answers at once. Every value is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

LONG_WORD = re.compile(r"\S{30}(?=\S)")
CUT_HERE = "\N{ZERO WIDTH SPACE}"
CELL = "padding:0.22em 0.5em 0.22em 0;border:0;border-top:1px solid rgba(128,140,152,.45);vertical-align:top;"


def small_table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str = "", right: Sequence[int] = ()
) -> str:
    """A table of plain texts for st.html; it scrolls by itself where it is wider than the page.

    right: positions of the columns of figures, aligned on the right.
    """

    def style(position: int) -> str:
        if position not in right:
            return CELL
        return CELL + "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;"

    head = "".join(
        f'<th scope="col" style="{style(i)}font-weight:600;text-align:{"right" if i in right else "left"};border-top:0">'
        f"{escape(text)}</th>"
        for i, text in enumerate(headers)
    )
    body = "".join(
        "<tr>"
        + "".join(f'<td style="{style(i)}">{breakable(text)}</td>' for i, text in enumerate(row))
        + "</tr>"
        for row in rows
    )
    title = (
        f'<caption style="text-align:left;font-weight:600;padding:0.6em 0 0.2em;caption-side:top">'
        f"{escape(caption)}</caption>"
        if caption
        else ""
    )
    return (
        '<div style="overflow-x:auto"><table style="width:100%;border-collapse:collapse;font-size:0.92rem;line-height:1.3;margin:0">'
        f"{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def breakable(text: str) -> str:
    """A text escaped, with places to cut where a word is too long for a column."""
    return escape(LONG_WORD.sub(f"\\g<0>{CUT_HERE}", text)).replace(CUT_HERE, "<wbr>")


def sentence(text: str, *, strong: bool = False) -> str:
    """A paragraph of plain text for st.html."""
    weight = "font-weight:600;" if strong else ""
    return f'<p style="margin:0.15em 0;overflow-wrap:anywhere;{weight}">{escape(text)}</p>'


def heading(text: str) -> str:
    """The title of a card for st.html."""
    return f'<p role="heading" aria-level="3" style="margin:0.3em 0 0.1em;font-size:1.35rem;font-weight:700;overflow-wrap:anywhere">{escape(text)}</p>'
