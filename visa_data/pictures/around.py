"""A small map of one place: itself, those that border it by name, public points around, a scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import tostring

import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data import french
from visa_data.pictures.lettering import drawable, wrapped
from visa_data.pictures.map import SCALE_BARS, Frame, draw_sign, middle_of, path_of
from visa_data.pictures.outlines import KM_PER_DEGREE, Outlines
from visa_data.pictures.picture import PublicPoint, Tone
from visa_data.pictures.sheet import Sheet
from visa_data.territory.zones import ZoneFrame

UNITS = 2.0
"""Of the drawing, in a point of paper."""
WORDS = 10 * UNITS
"""Size of every text: ten points on paper."""
ROW = 1.15 * WORDS
BESIDE = 0.45
"""Room left on each side of the place, in shares of its longest side."""
LEAST_KM = 1.0
"""Of that side: a city block is not shown alone."""
FARTHEST = 2.5
"""How many times larger the ground may be made to hold the points."""
DETAIL = 500
"""Details kept along the longest side of the ground."""
HELD = 0.4
"""Share of a name that its own place must hold for it to be written there."""
LONGEST = 190.0
"""Units of a line of a name; a longer one takes two."""
BAR = 90.0
"""Most units of the scale's bar."""


@dataclass(frozen=True)
class AroundMap:
    """A drawing (SVG), and what it leaves to words: names with no room on it, points that lie beyond it.

    signs: those drawn.
    """

    svg: str
    signs: frozenset[str]
    unnamed: tuple[str, ...]
    beyond: tuple[str, ...]


def draw_around(
    zones: ZoneFrame,
    names: Sequence[str],
    row: int,
    outside: NDArray[np.object_],
    points: Sequence[PublicPoint],
    shown: Sequence[PublicPoint],
    width: float,
    height: float,
) -> AroundMap | None:
    """The place of that row, on paper of width × height points; None where its outline is not known.

    names: of every place, as written. outside: outlines of what lies beside the territory (EPSG:4326). points: those that
    the ground is made large enough for, where they are near; shown: others, drawn where they fall on it.
    """
    if shapely.is_missing(zones.outlines[row]) or shapely.is_empty(zones.outlines[row]):
        return None
    ground = _ground(zones, row, outside, points, width / height)
    sheet = Sheet(width * UNITS, height * UNITS, "light", least=WORDS)
    sheet.root.set("xmlns", "http://www.w3.org/2000/svg")
    scale = min(sheet.width / ground.width, sheet.height / ground.height)
    frame = Frame(ground, scale, 0.0, 0.0)
    shapes = dict(zip(ground.codes, frame.shapes(ground.shapes), strict=True))
    here = shapes.pop(zones.codes[row])
    sheet.path(path_of(frame.shapes(ground.around)), fill="papier", stroke="grille", stroke_width=1.5)
    if shapes:
        others = np.array(list(shapes.values()), dtype=object)
        sheet.path(path_of(others), fill="grille", stroke="bord", stroke_width=1.5)
    drawn = path_of(np.array([here], dtype=object))
    sheet.path(drawn, fill=f"fond-{Tone.NEUTRAL.value}", stroke="encre", stroke_width=2.5)
    taken, beyond, signs = [_draw_scale(sheet, scale)], [], set()
    for point in (*shown, *points):
        x, y = frame.point(*ground.place(point.latitude, point.longitude))
        if 0 <= x <= sheet.width and 0 <= y <= sheet.height:
            taken.append(draw_sign(sheet, x, y, point.sign, WORDS))
            signs.add(point.sign)
        elif point in points:
            beyond.append(point.name)
    _draw_name(sheet, names[row], here, taken, inside=True)
    beside = sorted((zones.codes[other], names[other]) for other in zones.adjacent[row])
    largest = sorted(beside, key=lambda one: -shapes[one[0]].area if one[0] in shapes else 0.0)
    written = {
        code for code, name in largest if code in shapes and _draw_name(sheet, name, shapes[code], taken)
    }
    sheet.box(0, 0, sheet.width, sheet.height, fill="none", stroke="bord", stroke_width=2)
    return AroundMap(
        drawable(tostring(sheet.root, encoding="unicode")),
        frozenset(signs),
        tuple(name for code, name in beside if code not in written),
        tuple(beyond),
    )


def _ground(
    zones: ZoneFrame, row: int, outside: NDArray[np.object_], points: Sequence[PublicPoint], shape: float
) -> Outlines:
    """The plane around the place, in kilometres: what falls on it, cut at its edges. shape: width ÷ height."""
    west, south, east, north = (float(edge) for edge in shapely.bounds(zones.outlines[row]))
    squeeze = math.cos(math.radians((south + north) / 2))
    east_km, north_km = squeeze * KM_PER_DEGREE, KM_PER_DEGREE
    box = np.array([west * east_km, south * north_km, east * east_km, north * north_km])
    pad = BESIDE * max(box[2] - box[0], box[3] - box[1], LEAST_KM)
    box = box + pad * np.array([-1, -1, 1, 1])
    most = FARTHEST * max(box[2] - box[0], box[3] - box[1])
    # The nearest first: one that lies too far does not keep the others out.
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    places = [np.array([point.longitude * east_km, point.latitude * north_km]) for point in points]
    for place in sorted(places, key=lambda place: float(np.hypot(*(place - middle)))):
        edge = 0.06 * (box[2] - box[0])
        wider = np.array([*np.minimum(box[:2], place - edge), *np.maximum(box[2:], place + edge)])
        if max(wider[2] - wider[0], wider[3] - wider[1]) <= most:
            box = wider
    wide, high = box[2] - box[0], box[3] - box[1]
    spare = np.array([max(high * shape - wide, 0.0), max(wide / shape - high, 0.0)]) / 2
    box = box + np.array([*-spare, *spare])
    wide, high = box[2] - box[0], box[3] - box[1]
    corner = np.array([box[0], box[3]])

    def plane(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        return shapely.transform(
            shapes, lambda points: (points * (east_km, north_km) - corner) * np.array([1.0, -1.0])
        )

    paper = shapely.box(0, 0, wide, high)
    degrees = shapely.box(box[0] / east_km, box[1] / north_km, box[2] / east_km, box[3] / north_km)
    found = np.flatnonzero(_near(zones.outlines, degrees))
    cut = _cut(shapely.coverage_simplify(plane(zones.outlines[found]), max(wide, high) / DETAIL), paper)
    found, cut = found[~shapely.is_empty(cut)], cut[~shapely.is_empty(cut)]
    beside = _cut(shapely.simplify(plane(outside[_near(outside, degrees)]), max(wide, high) / DETAIL), paper)
    return Outlines(
        tuple(zones.codes[one] for one in found),
        cut,
        beside,
        wide,
        high,
        float(box[0] / east_km),
        float(box[3] / north_km),
        squeeze,
    )


def _near(shapes: NDArray[np.object_], box: shapely.Geometry) -> NDArray[np.bool_]:
    """Those whose bounds meet the box."""
    west, south, east, north = shapely.bounds(box)
    edges = shapely.bounds(shapes).reshape(-1, 4)
    found: NDArray[np.bool_] = (
        (edges[:, 0] <= east) & (edges[:, 2] >= west) & (edges[:, 1] <= north) & (edges[:, 3] >= south)
    )
    return found


def _cut(shapes: NDArray[np.object_], paper: shapely.Geometry) -> NDArray[np.object_]:
    """Shapes cut at the edges of the paper; a drawing fault of an outline must not stop the page."""
    cut: NDArray[np.object_] = shapely.intersection(shapely.make_valid(shapes), paper)
    return cut


def _draw_scale(sheet: Sheet, scale: float) -> shapely.Geometry:
    """A round length at the bottom left; gives the room that it takes."""
    long = next((km for km in reversed(SCALE_BARS) if km * scale <= BAR), SCALE_BARS[0])
    words, wide, y = f"{french.number(long)}{french.NBSP}km", long * scale, sheet.height - 0.9 * WORDS
    room = max(wide, 0) + 3 * 6 + sheet.wide(words, WORDS)
    sheet.box(2, y - ROW / 2 - 2, room, ROW + 4, fill="papier")
    sheet.path(f"M8 {y - 5:.1f}v10h{wide:.1f}v-10", fill="none", stroke="encre", stroke_width=2)
    sheet.text(8 + wide + 6, y, words, WORDS)
    return shapely.box(2, y - ROW / 2 - 2, 2 + room, y + ROW / 2 + 2)


def _draw_name(
    sheet: Sheet, name: str, shape: shapely.Geometry, taken: list[shapely.Geometry], *, inside: bool = False
) -> bool:
    """Write a name where its place is, clear of what is there; whether there was room. inside: that of the place itself."""
    if shapely.is_empty(shape):
        return False
    x, y = middle_of(shape)
    lines = wrapped(name, WORDS, LONGEST / 72, bold=inside)
    if len(lines) > 2 or any(sheet.wide(word, WORDS, bold=inside) > LONGEST for word in name.split()):
        return False
    wide = max(sheet.wide(line, WORDS, bold=inside) for line in lines) / 2 + 4
    high = len(lines) * ROW / 2 + 1
    for step in (0, 1, -1, 2, -2, 3, -3):
        at = min(max(x, wide + 2), sheet.width - wide - 2), y + step * ROW
        if not high + 2 <= at[1] <= sheet.height - high - 2:
            continue
        room = shapely.box(at[0] - wide, at[1] - high, at[0] + wide, at[1] + high)
        own = shape.intersection(room).area >= HELD * room.area
        if (own or inside) and not any(room.intersects(other) for other in taken):
            tone = Tone.NEUTRAL.value if inside else ""
            sheet.box(
                at[0] - wide, at[1] - high, 2 * wide, 2 * high, fill=f"fond-{tone}" if inside else "papier"
            )
            for rank, line in enumerate(lines):
                level = at[1] + (rank - (len(lines) - 1) / 2) * ROW
                colour = f"texte-{tone}" if inside else "encre"
                sheet.text(at[0], level, line, WORDS, bold=inside, align="middle", colour=colour)
            taken.append(room)
            return True
    return False
