"""The meeting's bars, as HTML: one series with its text at the end, or several side by side in each bar."""

from __future__ import annotations

from visa_data import french
from visa_data.figures.marked import legend, rows_left_out, short, text, tone_classes
from visa_data.meeting.pictures import Bar, BarsPicture, Category, Tone

LABEL_LIMIT = 64
DIGIT = 16.0
"""Width of a digit at the largest size of bars' texts, in the board's units."""
TRACK = 560
"""Least width of the longest bar, in the board's units."""


def bars_html(picture: BarsPicture) -> str:
    """The picture's bars from top to bottom, its legend first where there are several series."""
    several = len(picture.series) > 1
    longest = max((_length(bar) for bar in picture.bars), default=0.0)
    room = max((len(bar.text) for bar in picture.bars), default=0)
    rows = "".join(
        f'<li class="rang" data-ligne><span class="nom">{short(bar.label, LABEL_LIMIT)}</span>'
        f'<span class="piste">{_parts(bar, picture.series, longest, several)}'
        f'<span class="dit">{text(bar.text)}</span></span>{_too_small(bar, picture.series, longest, several)}</li>'
        for bar in picture.bars
    )
    unit = f'<p class="unite">{text(picture.unit)}</p>' if picture.unit else ""
    return (
        f'<div class="barres" style="--texte:{min(room, 34)}">{legend(picture.series) if several else ""}{unit}'
        f'<ul class="rangs" data-lignes>{rows}</ul>{rows_left_out("autre barre", "autres barres")}</div>'
    )


def _length(bar: Bar) -> float:
    return sum(value for value in bar.values if value is not None)


def _parts(bar: Bar, series: tuple[Category, ...], longest: float, several: bool) -> str:
    parts = []
    for category, value in zip(series, bar.values, strict=True):
        if value is None:
            parts.append(f'<span class="part retenue {tone_classes(Tone.UNKNOWN)}"></span>')
            continue
        share = value / longest if longest else 0.0
        inside = french.number(value) if several and _room(value, longest) else ""
        parts.append(
            f'<span class="part {tone_classes(category.tone)}" style="--part:{share:.4f}" '
            f'title="{text(category.label)} : {text(french.number(value))}"><b>{text(inside)}</b></span>'
        )
    return "".join(parts)


def _room(value: float, longest: float) -> bool:
    """Whether a part is wide enough for its number."""
    share = value / longest if longest else 0.0
    return share * TRACK >= DIGIT * (len(french.number(value)) + 1)


def _too_small(bar: Bar, series: tuple[Category, ...], longest: float, several: bool) -> str:
    """Numbers of the parts too thin to hold them, under a bar of few (a room of many reads the table)."""
    if not several:
        return ""
    thin = [
        f"{category.label} : {french.number(value)}"
        for category, value in zip(series, bar.values, strict=True)
        if value and not _room(value, longest)
    ]
    return f'<span class="menues">{text(" ; ".join(thin))}</span>' if thin else ""
