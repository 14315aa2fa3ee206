"""The meeting's curves, as HTML over an SVG that stretches: sizes of texts do not follow the drawing's."""

from __future__ import annotations

import math
from collections.abc import Sequence

from visa_data import french
from visa_data.figures.curves import spread
from visa_data.figures.marked import text
from visa_data.meeting.pictures import CurvesPicture

MOST_TICKS = 7
GRADUATIONS = 4
APART = 0.13
"""Least distance between two names at the end of the curves, as a share of the height."""
DASHES = ("", "14 8", "3 8", "20 6 4 6")


def curves_html(picture: CurvesPicture) -> str:
    """Curves over their dates, each named at its end with its last value."""
    marks = graduations(max((v for line in picture.values for v in line if v is not None), default=0.0))
    top = marks[-1]
    count = len(picture.ticks)

    def across(rank: int) -> float:
        return 100 * rank / (count - 1) if count > 1 else 50.0

    lines, points = [], []
    for place, (category, values) in enumerate(zip(picture.series, picture.values, strict=True)):
        path = _path([None if v is None else (across(i), 100 - 100 * v / top) for i, v in enumerate(values)])
        dash = DASHES[place % len(DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        lines.append(
            f'<path class="courbe bord" d="{path}"{dashed}/>'
            f'<path class="courbe trait-{category.tone.value}" d="{path}"{dashed}/>'
        )
        known = [(i, v) for i, v in enumerate(values) if v is not None]
        points += [
            f'<span class="point ton-{category.tone.value}" style="left:{across(i):.2f}%;bottom:{100 * v / top:.2f}%" '
            f'title="{text(picture.ticks[i])} : {text(french.number(v))} ({text(category.label)})"></span>'
            for i, v in (known if count <= 20 else known[-1:])
        ]
    grid = "".join(
        f'<line x1="0" x2="100" y1="{100 - 100 * m / top:.2f}" y2="{100 - 100 * m / top:.2f}"/>'
        for m in marks
    )
    left = "".join(
        f'<span style="bottom:{100 * m / top:.2f}%">{text(french.number(m))}</span>' for m in marks
    )
    below = "".join(
        f'<span style="left:{across(i):.2f}%">{text(picture.ticks[i])}</span>' for i in shown_ticks(count)
    )
    unit = f'<p class="unite">{text(picture.unit)}</p>' if picture.unit else ""
    return (
        f'<div class="courbes">{unit}<div class="graphe"><div class="gauche" aria-hidden="true">{left}</div>'
        f'<div class="trace"><svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<g class="grille">{grid}</g>{"".join(lines)}</svg>{"".join(points)}</div>'
        f'<div class="bouts">{_ends(picture, top)}</div><div class="dates" aria-hidden="true">{below}</div></div></div>'
    )


def graduations(top: float) -> list[float]:
    """Round values from 0 to the first at or above `top`, five at most."""
    if top <= 0:
        return [0.0, 1.0]
    step = top / GRADUATIONS
    size = 10.0 ** math.floor(math.log10(step))
    step = max(1.0, next(size * k for k in (1, 2, 2.5, 5, 10) if size * k >= step * 0.999))
    if step != int(step):
        step = math.ceil(step)
    return [step * i for i in range(math.ceil(top / step) + 1)]


def shown_ticks(count: int) -> list[int]:
    """Ranks of the dates written under the axis: evenly spaced, the last one always."""
    if count <= 0:
        return []
    step = max(1, -(-count // MOST_TICKS))
    return sorted(range(count - 1, -1, -step))


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """An SVG path, broken where nothing is known."""
    drawn, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        drawn.append(f"{pen}{point[0]:.2f} {point[1]:.2f}")
        pen = "L"
    return "".join(drawn)


def _ends(picture: CurvesPicture, top: float) -> str:
    """Names and last values at the right, moved apart where they would overlap."""
    last = [next((v for v in reversed(values) if v is not None), None) for values in picture.values]
    levels = spread([(value or 0.0) / top for value in last], APART)
    over = max([*levels, 1.0]) - 1.0
    said = []
    for category, value, level in zip(picture.series, last, levels, strict=True):
        written = french.UNKNOWN if value is None else french.number(value)
        said.append(
            f'<span class="bout" style="bottom:{100 * (level - over):.2f}%"><i class="trait ton-{category.tone.value}">'
            f"</i>{text(f'{category.label} :')} <b>{text(written)}</b></span>"
        )
    return "".join(said)
