"""The legend of circles: round counts at the very sizes of the map, what slices mean, and what no circle shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from visa_data import french
from visa_data.maps.circle_scale import CircleScale, round_counts
from visa_data.maps.circles import OPACITY, WITHHELD_RADIUS
from visa_data.maps.colours import Theme
from visa_data.maps.donuts import Part
from visa_data.maps.palette import INKS
from visa_data.maps.shapes import ZoneShapes

_LINE = "margin:0.3em 0 0;font-size:0.9em"


def circles_legend(
    title: str,
    shapes: ZoneShapes,
    values: Mapping[str, float],
    scale: CircleScale,
    *,
    colour: str,
    counted: tuple[str, str] = ("personne", "personnes"),
    places: tuple[str, str] = ("zone", "zones"),
    parts: Mapping[str, Sequence[Part]] | None = None,
    withheld: Mapping[str, str] | None = None,
    theme: Theme = "light",
    note: str = "",
) -> str:
    """HTML to give to st.html; every text in it is escaped.

    values: place's code → count, '' for those placed nowhere, codes without outline included: they are told. counted:
    what is counted, one and many. places: what a circle stands for. parts, withheld: those of `circles_layer`.
    """
    hidden = withheld or {}
    samples = "".join(_sample(count, scale, colour, theme) for count in round_counts(scale.most))
    rows = f'<div style="display:flex;align-items:flex-end;gap:14px">{samples}</div>' if samples else ""
    made = next(iter(parts.values()), ()) if parts else ()
    slices = "".join(_slice(part, theme) for part in made)
    if slices:
        rows += f'<ul style="list-style:none;margin:0.4em 0 0;padding:0">{slices}</ul>'
    rows += "".join(
        _dashed(words, sum(one == words for code, one in hidden.items() if code), places, theme)
        for words in sorted({words for code, words in hidden.items() if code})
    )
    lines = [*_undrawn(shapes, values, hidden, scale, counted, places), *([note] if note else [])]
    under = "".join(f'<p style="{_LINE}">{escape(line)}</p>' for line in lines)
    return (
        f'<div role="group" aria-label="{escape("Légende : " + title)}" style="line-height:1.35">'
        f'<p style="margin:0 0 0.3em;font-weight:600">{escape(title)}</p>{rows}{under}</div>'
    )


def _undrawn(
    shapes: ZoneShapes,
    values: Mapping[str, float],
    withheld: Mapping[str, str],
    scale: CircleScale,
    counted: tuple[str, str],
    places: tuple[str, str],
) -> list[str]:
    """What circles do not say, each in a sentence."""
    known = set(shapes.codes)
    lines = ["La surface d'un rond dit le nombre, à tous les zooms."]
    small = [code for code in known if 0 < values.get(code, 0) < scale.floor]
    if small:
        lines.append(
            f"Le plus petit rond : {french.number(scale.floor, 1)} au plus "
            f"({french.counted(len(small), *places)})."
        )
    none = sum(values.get(code) == 0 for code in known)
    if none:
        lines.append(f"Sans rond : {french.counted(none, *places)} à zéro.")
    unknown = sum(values.get(code) != values.get(code) for code in known if code not in withheld)
    if unknown:
        lines.append(f"Sans donnée : {french.counted(unknown, *places)}.")
    if (nowhere := withheld.get("")) or values.get(""):
        number = nowhere or french.number(values[""])
        lines.append(f"Non localisés, absents de la carte : {number}.")
    outside = [code for code in values if code and code not in known]
    if outside:
        total = sum(values[code] for code in outside if values[code] == values[code])
        lines.append(
            f"Sans contour, absents de la carte : {french.counted(len(outside), *places)} "
            f"({french.counted(total, *counted)})."
        )
    return lines


def _sample(count: float, scale: CircleScale, colour: str, theme: Theme) -> str:
    """A circle of the legend, of the size that the map draws, above its count."""
    side = 2 * scale.radius(count)
    return (
        '<span style="display:inline-flex;flex-direction:column;align-items:center;gap:2px">'
        f'<span aria-hidden="true" style="width:{side:g}px;height:{side:g}px;border-radius:50%;opacity:{OPACITY};'
        f'background:{colour};box-sizing:border-box;border:1px solid {INKS[theme].border}"></span>'
        f"<span>{french.number(count)}</span></span>"
    )


def _slice(part: Part, theme: Theme) -> str:
    return (
        '<li style="display:flex;align-items:center;gap:0.6em;padding:0.12em 0"><span aria-hidden="true" '
        f'style="flex:none;width:1em;height:1em;border:1px solid {INKS[theme].ink};background:{part.colour}"></span>'
        f"<span>{escape(part.label)}</span></li>"
    )


def _dashed(words: str, number: int, places: tuple[str, str], theme: Theme) -> str:
    """What a withheld count looks like: one size, whatever it is."""
    side, inks = 2 * WITHHELD_RADIUS, INKS[theme]
    return (
        '<div style="display:flex;align-items:center;gap:0.6em;padding:0.3em 0 0"><span aria-hidden="true" '
        f'style="flex:none;width:{side:g}px;height:{side:g}px;box-sizing:border-box;border-radius:50%;'
        f'border:1.5px dashed {inks.ink};background:{inks.paper}"></span><span>{escape(words)}</span>'
        f'<span style="margin-left:auto">{escape(french.counted(number, *places))}</span></div>'
    )
