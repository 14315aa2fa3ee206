"""The sheet that a picture is drawn on: an SVG made as a tree, which escapes every text by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.etree.ElementTree import Element, SubElement

from visa_data.pictures import lettering
from visa_data.pictures.picture import Tone
from visa_data.pictures.tones import COLOURS, PATTERNS, Ground
from visa_data.typography import french

TEXT = 20.5
"""Units: a screen of 1920 × 1080 has 1600 × 900 of them, so that this is 24.6 pixels, read from 8 metres."""
LINE = 1.15 * TEXT
FONTS = f"{lettering.FONT}, Verdana, Arial, sans-serif"
"""Where the reader has no DejaVu Sans: Verdana has the same widths, the others are narrower."""
MIDDLE = 0.36
"""Height of the middle of letters above their line of writing, in sizes of the font."""
PATTERN_SIZE = 12

_STROKES = {
    "dots": ("M3 3h0M9 3h0M3 9h0M9 9h0", 2.8),
    "stripes": ("M-2 2L2 -2M0 12L12 0M10 14L14 10", 2.2),
    "lines": ("M0 3L12 3M0 9L12 9", 1.4),
    "crosses": ("M0 6L12 6M6 0L6 12", 1.5),
}


class Sheet:
    """A drawing of width × height units, from the top left corner.

    ground: whose colours are written; none: CSS variables (`tones.variables`), so that the page's own ground
    decides. name: put before identifiers, so that two drawings of a page never share one. least: size under which
    nothing is written.
    """

    def __init__(
        self,
        width: float,
        height: float,
        ground: Ground | None = None,
        *,
        name: str = "",
        least: float = TEXT,
    ) -> None:
        self.width, self.height, self.least = width, height, least
        self._ground, self._name = ground, name
        box = f"0 0 {_short(width)} {_short(height)}"
        self.root = Element("svg", {"viewBox": box, "role": "img", "font-family": FONTS})
        self._at = self.root
        self._defs: Element | None = None
        self._patterns: dict[tuple[str, Tone], str] = {}

    def colour(self, name: str) -> str:
        """How a colour of `tones.COLOURS` is written."""
        return COLOURS[self._ground][name] if self._ground else f"var(--{name})"

    @contextmanager
    def said(self, words: str) -> Iterator[None]:
        """Marks that say those words where a pointer rests on them."""
        before, self._at = self._at, SubElement(self._at, "g")
        SubElement(self._at, "title").text = french(words)
        yield
        self._at = before

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = TEXT,
        *,
        bold: bool = False,
        align: str = "start",
        colour: str = "encre",
        turn: float = 0.0,
    ) -> None:
        """A line of text centred on height `y`; align: start, middle or end; turn: degrees, clockwise, about (x, y)."""
        # Set on its line of writing: centring each text on its own letters would make lines dance.
        drawn = self._draw("text", x=x, y=y + size * MIDDLE, font_size=size, fill=colour)
        if bold:
            drawn.set("font-weight", "bold")
        if align != "start":
            drawn.set("text-anchor", align)
        if turn:
            drawn.set("transform", f"rotate({_short(turn)} {_short(x)} {_short(y)})")
        drawn.text = french(words)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = TEXT,
        *,
        bold: bool = False,
        align: str = "start",
    ) -> None:
        """Lines of text, their middle at height `y`."""
        for rank, line in enumerate(lines):
            self.text(x, y + (rank - (len(lines) - 1) / 2) * size * 1.15, line, size, bold=bold, align=align)

    def plated(self, x: float, y: float, words: str, size: float, tone: Tone) -> None:
        """A bold text on a tone, the pattern held off so that it is read."""
        wide = self.wide(words, size, bold=True) + 0.35 * size
        self.box(x - wide / 2, y - 0.56 * size, wide, 1.12 * size, fill=f"fond-{tone.value}")
        self.text(x, y, words, size, bold=True, align="middle", colour=f"texte-{tone.value}")

    def box(self, x: float, y: float, wide: float, high: float, **style: object) -> None:
        """A rectangle from its top left corner."""
        self._draw("rect", x=x, y=y, width=wide, height=high, **style)

    def circle(self, x: float, y: float, radius: float, **style: object) -> None:
        """A circle."""
        self._draw("circle", cx=x, cy=y, r=radius, **style)

    def path(self, drawn: str, **style: object) -> None:
        """A path; style: fill and stroke by name of colour, the others as SVG has them."""
        self._draw("path", d=drawn, **style)

    def toned(self, tag: str, tone: Tone, pattern: str, stroke: str = "encre", **shape: object) -> None:
        """A shape with a tone's fill and border, and its pattern over it."""
        self._draw(tag, fill=f"fond-{tone.value}", stroke=stroke, **shape)
        if pattern:
            self._draw(tag, **shape).set("fill", f"url(#{self._pattern(pattern, tone)})")

    def band(self, x: float, y: float, wide: float, high: float, tone: Tone) -> None:
        """A band of a tone with its own pattern, from its top left corner."""
        self.toned("rect", tone, PATTERNS.get(tone, ""), x=x, y=y, width=wide, height=high)

    def wide(self, words: str, size: float = TEXT, *, bold: bool = False) -> float:
        """Units that a line takes."""
        return lettering.width(words, size, bold=bold) * 72

    def cut(self, words: str, room: float, most: int, size: float = TEXT, *, bold: bool = False) -> list[str]:
        """The text on at most `most` lines of `room` units, with an ellipsis where something is left out."""
        return lettering.shortened(words, size, room / 72, most, bold=bold)

    def fit(
        self, words: str, sizes: Sequence[float], room: float, high: float, *, bold: bool = False
    ) -> tuple[float, list[str]]:
        """The largest of the sizes at which the text holds in room × high units, and its lines.

        At the smallest, what does not hold gives way to an ellipsis.
        """
        for size in sizes:
            most = max(1, int(high / (1.15 * size)))
            lines = lettering.wrapped(words, size, room / 72, bold=bold)
            if len(lines) <= most and all(self.wide(word, size, bold=bold) <= room for word in words.split()):
                return size, lines
        return size, self.cut(words, room, most, size, bold=bold)

    def _draw(self, tag: str, **attributes: object) -> Element:
        drawn = SubElement(self._at, tag)
        for name, value in attributes.items():
            if isinstance(value, float | int):
                value = _short(value)
            elif name in ("fill", "stroke") and value != "none":
                value = self.colour(str(value))
            drawn.set(name.replace("_", "-"), str(value))
        return drawn

    def _pattern(self, pattern: str, tone: Tone) -> str:
        key = (pattern, tone)
        if key not in self._patterns:
            if self._defs is None:
                self._defs = Element("defs")
                self.root.insert(0, self._defs)
            self._patterns[key] = f"{self._name}{pattern}-{tone.value}"
            side = str(PATTERN_SIZE)
            drawn = SubElement(self._defs, "pattern", id=self._patterns[key], width=side, height=side)
            drawn.set("patternUnits", "userSpaceOnUse")
            path, thick = _STROKES[pattern]
            style = {"d": path, "stroke-width": f"{thick:g}", "stroke-linecap": "round", "opacity": "0.6"}
            SubElement(drawn, "path", {**style, "stroke": self.colour(f"texte-{tone.value}")})
        return self._patterns[key]


def _short(value: float) -> str:
    """A tenth of a unit is less than a pixel of the sharpest picture."""
    return f"{round(value, 1):g}" if abs(value) < 100_000 else str(round(value))
