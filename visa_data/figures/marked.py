"""Small pieces of the meeting's HTML: escaped texts, classes of a tone, the legend."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from visa_data import french
from visa_data.figures.tones import PATTERNS
from visa_data.meeting.pictures import Category, Tone
from visa_data.typography import french as typeset


def text(value: object) -> str:
    """Any text, harmless between tags and inside a quoted attribute, with French no-break spaces."""
    return escape(typeset(str(value)), quote=True)


def tone_classes(tone: Tone) -> str:
    """Class names of a fill: its colours, and its pattern where it has one."""
    pattern = PATTERNS.get(tone)
    return f"ton ton-{tone.value}" + (f" motif-{pattern}" if pattern else "")


def short(value: object, limit: int) -> str:
    """`text`, cut with an ellipsis where longer than `limit` characters; the whole in its title."""
    whole = str(value)
    if len(whole) <= limit:
        return text(whole)
    return f'<span title="{text(whole)}">{text(whole[: limit - 1].rstrip())}…</span>'


def legend(
    categories: Iterable[Category],
    counts: dict[str, int] | None = None,
    marks: Iterable[tuple[str, str]] = (),
) -> str:
    """The legend as a list: a sample with its sign, what it means, how many zones bear it; then signs of points."""
    items = []
    for category in categories:
        count = ""
        if counts is not None:
            zones = french.counted(counts.get(category.key, 0), "zone")
            count = f'<span class="combien">{text(zones)}</span>'
        items.append(
            f'<li><span class="nuance {tone_classes(category.tone)}" aria-hidden="true">'
            f"<b>{text(category.sign)}</b></span><span>{text(category.label)}</span>{count}</li>"
        )
    items += [
        f'<li><span class="repere" aria-hidden="true">{text(sign)}</span><span>{text(label)}</span></li>'
        for sign, label in marks
    ]
    if not items:
        return ""
    return f'<ul class="legende" aria-label="Légende">{"".join(items)}</ul>'


def rows_left_out(one: str, many: str) -> str:
    """The sentence shown where the screen is too short for every row (the browser counts them)."""
    return f'<p class="reste" data-un="{text(one)}" data-plusieurs="{text(many)}" hidden></p>'
