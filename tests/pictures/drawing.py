"""A drawing as it is read: texts with the room that each takes, words for a pointer, shapes."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

from visa_data.pictures.lettering import width
from visa_data.pictures.outlines import NO_OUTLINES, Outlines
from visa_data.pictures.picture import Picture, Tone
from visa_data.pictures.render import detail, svg
from visa_data.pictures.tones import COLOURS

SVG = "{http://www.w3.org/2000/svg}"


class Drawing:
    """A drawing as it is read: its texts, its words for a pointer, its shapes."""

    def __init__(self, one: Picture, outlines: Outlines = NO_OUTLINES, wide: float = 1128, high: float = 520):
        self.wide, self.high = wide, high
        self.written = svg(one, outlines, wide / detail(one), high / detail(one))
        self.root = ElementTree.fromstring(self.written)
        self.texts = [spaced(text.text) for text in self.all("text")]
        self.titles = [spaced(title.text) for title in self.all("title")]

    def all(self, tag: str) -> list[ElementTree.Element]:
        return list(self.root.iter(SVG + tag))

    def filled(self, tag: str, tone: Tone) -> list[ElementTree.Element]:
        fill = COLOURS["light"][f"fond-{tone.value}"]
        return [one for one in self.all(tag) if one.get("fill") == fill]


def spaced(text: str | None) -> str:
    return re.sub("[\u00a0\u202f]", " ", text or "")


def misplaced(drawn: Drawing) -> list[str]:
    """Texts outside the drawing, and pairs of texts one over the other, as measured with the font.

    Slanted headers, of which browsers' tests know the room, are left apart.
    """
    boxes = []
    for text in drawn.all("text"):
        if text.get("transform"):
            continue
        points, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
        long = width(text.text or "", points, bold=text.get("font-weight") == "bold") * 72
        left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", ""), 0.0)
        boxes.append((text.text or "", left, y - 0.73 * points, left + long, y))
    assert len(boxes) > 4
    faults = [
        name
        for name, left, top, right, bottom in boxes
        if left < -1 or top < -1 or right > drawn.wide + 1 or bottom > drawn.high + 1
    ]
    for one, other in itertools.combinations(boxes, 2):
        if not (one[1] >= other[3] or other[1] >= one[3] or one[2] >= other[4] or other[2] >= one[4]):
            faults.append(f"{one[0]} / {other[0]}")
    return faults
