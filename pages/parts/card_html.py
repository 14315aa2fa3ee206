"""Small tables of a card, as HTML: one element to send, so that a click answers at once. Every value is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import zip_longest

from visa_data.tokens import VEIL
from visa_data.typography import french as typeset

LONG_WORD = re.compile(r"\S{30}(?=\S)")
HOW = "Comment c'est compté"
CUT_HERE = "\N{ZERO WIDTH SPACE}"
LINE = f"1px solid {VEIL.format(0.45)}"
"""Between rows (look.py says the same to look.css), and around a card."""


def small_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    caption: str = "",
    right: Sequence[int] = (),
    even: bool = False,
    to: Sequence[str] = (),
) -> str:
    """A table of plain texts for st.html; it scrolls by itself where it is wider than the page.

    right: positions of the columns of figures, aligned on the right. even: columns of one width, where all hold words.
    Its style stands in look.css: the browser reads every attribute of what st.html is given before it draws any of it.
    to: where the first text of each row leads.
    """
    # The corner of a table is no header: nothing stands under it but the names of its lines.
    head = "".join(f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in headers)
    body = "".join(
        "<tr>"
        + "".join(f"<td>{breakable(text) if i else linked(text, leads)}</td>" for i, text in enumerate(row))
        + "</tr>"
        for row, leads in zip_longest(rows, to, fillvalue="")
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    kinds = " ".join(("petit", *(f"droite{position}" for position in right), *(("egal",) if even else ())))
    return (
        f'<div class="defile"><table class="{kinds}">'
        f"{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def breakable(text: str) -> str:
    """A text escaped, with places to cut where a word is too long for a column."""
    return escape(LONG_WORD.sub(f"\\g<0>{CUT_HERE}", text)).replace(CUT_HERE, "<wbr>")


def linked(text: str, to: str = "") -> str:
    """A text escaped, as a link where there is an address to go to."""
    if not to:
        return breakable(text)
    return f'<a href="{escape(to)}" style="color:inherit;text-decoration:underline">{breakable(text)}</a>'


def part(title: str, *content: str) -> str:
    """A titled part of a card, from what these functions give; "" where it has no content."""
    if not any(content):
        return ""
    head = (
        '<p role="heading" aria-level="3" style="margin:0;padding:0.9em 0 0.15em;font-weight:700">'
        f"{escape(title)}</p>"
    )
    return head + "".join(content)


def folded(title: str, *content: str) -> str:
    """A part that opens when asked for, in the browser alone."""
    return (
        f'<details style="margin-top:0.5em;border:{LINE};border-radius:0.5rem;padding:0 0.7em">'
        f'<summary style="cursor:pointer;padding:0.45em 0">{escape(title)}</summary>'
        f'<div style="padding-bottom:0.6em">{"".join(content)}</div></details>'
    )


def listed(rows: Sequence[tuple[str, str]], to: Sequence[str] = ()) -> str:
    """Lines of two texts: who in strong letters, then what is said of it, under. to: where each « who » leads."""
    lines = "".join(
        f"<li><b>{linked(who, leads)}</b><br>{breakable(said)}</li>"
        for (who, said), leads in zip_longest(rows, to[: len(rows)], fillvalue="")
    )
    return f'<ul class="petit">{lines}</ul>'


def lead(text: str) -> str:
    """The sentence that opens a card."""
    return f'<p style="margin:0.3em 0;font-size:1.1rem;line-height:1.35;font-weight:600;overflow-wrap:anywhere">{escape(typeset(text))}</p>'


def sentence(text: str, *, strong: bool = False) -> str:
    """A paragraph of plain text for st.html."""
    weight = "font-weight:600;" if strong else ""
    return f'<p style="margin:0.15em 0;overflow-wrap:anywhere;{weight}">{escape(text)}</p>'


def heading(text: str, *, level: int = 2) -> str:
    """The title of a card for st.html. level: one under what it stands in; its parts are those of a card of the page."""
    return f'<p role="heading" aria-level="{level}" style="margin:0.3em 0 0.1em;font-size:1.35rem;font-weight:700;overflow-wrap:anywhere">{escape(text)}</p>'
