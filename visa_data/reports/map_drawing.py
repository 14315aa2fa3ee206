"""A coloured map: outlines, patterns, public marks, and the names that find room."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline

from visa_data import french
from visa_data.meeting.pictures import Area, MapPicture, Tone
from visa_data.reports.canvas import TEXT
from visa_data.reports.legend import Entry, draw_column, entries, mark_entry, write
from visa_data.reports.lettering import LINE, width
from visa_data.reports.tones import Look, ink, looks
from visa_data.territory.zones import ZoneFrame

KM_PER_DEGREE = 111.195
"""Of latitude, on a sphere of 6371.0088 km."""
LABEL = 10.5
SHORT = 6
"""Characters of a text that stands on any zone: a count, `< 11`."""
NAMED_MARKS = 2
"""Public points of one sign that the legend names; the others are counted."""
LOUDEST = (Tone.WORST, Tone.LEVEL_4, Tone.BAD, Tone.LEVEL_3, Tone.WATCH, Tone.LEVEL_2)
SCALE_BARS = (1, 2, 5, 10, 20, 50, 100, 200)
Box = tuple[float, float, float, float]


@dataclass
class Ground:
    """The map's own plane: kilometres east and north of a point of the territory."""

    longitude: float
    latitude: float
    km_per_inch: float = 1.0
    taken: list[Box] = field(default_factory=list)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Kilometres east and north, on an equirectangular plane (enough for a département)."""
        shrink = math.cos(math.radians(self.latitude))
        return (
            (longitude - self.longitude) * KM_PER_DEGREE * shrink,
            (latitude - self.latitude) * KM_PER_DEGREE,
        )

    def flat(self, outlines: np.ndarray) -> np.ndarray:
        """Outlines of degrees in kilometres."""
        shrink = math.cos(math.radians(self.latitude))
        origin = np.array([self.longitude, self.latitude])
        return shapely.transform(outlines, lambda p: (p - origin) * KM_PER_DEGREE * np.array([shrink, 1.0]))

    def book(self, box: Box) -> bool:
        """Keep the room of a label; False where another one stands."""
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self.taken):
            return False
        self.taken.append(box)
        return True


def draw_map(figure: Figure, picture: MapPicture, zones: ZoneFrame) -> None:
    """Draw the map on the left and its legend on the right.

    zones: the outlines; a zone that no area holds is left blank.
    """
    wide, high = figure.get_size_inches()
    legend_wide = min(0.36 * wide, 3.1)
    map_wide, map_high = wide - legend_wide - 0.15, high - 0.05
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(zones.outlines))
    ground = Ground((west + east) / 2, (south + north) / 2)
    outlines = ground.flat(zones.outlines)
    x0, y0, x1, y1 = (float(edge) for edge in shapely.total_bounds(outlines))
    ground.km_per_inch = 1.06 * max((x1 - x0) / map_wide, (y1 - y0) / map_high, 1e-6)
    # Half a pixel of a sharp picture: no reader sees what is left out, and borders still meet.
    outlines = shapely.coverage_simplify(outlines, ground.km_per_inch / 300)
    axes = figure.add_axes((0, 0.025 / high, map_wide / wide, map_high / high))
    axes.set_axis_off()
    half_x, half_y = map_wide * ground.km_per_inch / 2, map_high * ground.km_per_inch / 2
    axes.set_xlim((x0 + x1) / 2 - half_x, (x0 + x1) / 2 + half_x)
    axes.set_ylim((y0 + y1) / 2 - half_y, (y0 + y1) / 2 + half_y)

    found = looks(picture.categories)
    shapes = _areas(picture.areas, zones, outlines)
    left_out = _left_out(picture.areas, zones, outlines)
    if left_out is not None:
        _fill(axes, [left_out], Look(ink("vide"), "", ink("bord"), ink("encre"), ink("bord")))
    for key, look in found.items():
        _fill(axes, [shape for area, shape in shapes if area.category == key], look)
    marks = _marks(axes, picture, ground)
    _labels(axes, picture, shapes, ground)

    counts = Counter(area.category for area, _ in shapes for _ in area.codes)
    legend = [
        replace(entry, label=f"{entry.label}{french.NBSP}({french.number(counts[category.key])})")
        for entry, category in zip(entries(picture.categories), picture.categories, strict=True)
    ]
    items = [*legend, *marks]
    top = high - 0.1
    used = draw_column(figure, items, wide - legend_wide, top, legend_wide - 0.05, TEXT)
    if top - used > 0.5:
        _scale_bar(figure, wide - legend_wide, 0.22, ground.km_per_inch, legend_wide * 0.6)


def _areas(
    areas: Sequence[Area], zones: ZoneFrame, outlines: np.ndarray
) -> list[tuple[Area, shapely.Geometry]]:
    """Each area with its outline: zones that the protection merged lose their common border."""
    rows = {code: row for row, code in enumerate(zones.codes)}
    found = []
    for area in areas:
        held = [rows[code] for code in area.codes if code in rows]
        if held:
            found.append((area, shapely.union_all(outlines[held]) if len(held) > 1 else outlines[held[0]]))
    return found


def _left_out(areas: Sequence[Area], zones: ZoneFrame, outlines: np.ndarray) -> shapely.Geometry | None:
    drawn = {code for area in areas for code in area.codes}
    rows = [row for row, code in enumerate(zones.codes) if code not in drawn]
    return shapely.multipolygons(shapely.get_parts(outlines[rows])) if rows else None


def _fill(axes: Axes, shapes: Sequence[shapely.Geometry], look: Look) -> None:
    """One path for all the outlines of a look, so that its pattern runs on from zone to zone."""
    points: list[np.ndarray] = []
    codes: list[np.ndarray] = []
    for polygon in shapely.get_parts(np.array(shapes, dtype=object)) if shapes else ():
        for ring in (polygon.exterior, *polygon.interiors):
            corners = np.asarray(ring.coords)
            if len(corners) < 4:
                continue
            moves = np.full(len(corners), Outline.LINETO, dtype=Outline.code_type)
            moves[0], moves[-1] = Outline.MOVETO, Outline.CLOSEPOLY
            points.append(corners)
            codes.append(moves)
    if not points:
        return
    path = Outline(np.concatenate(points), np.concatenate(codes))
    axes.add_patch(
        PathPatch(
            path,
            facecolor=look.fill,
            edgecolor=ink("bord"),
            linewidth=0.8,
            hatch=look.hatch or None,
            hatchcolor=look.hatch_colour,
        )
    )


def _marks(axes: Axes, picture: MapPicture, ground: Ground) -> list[Entry]:
    """Draw the public points and how far they reach; gives their legend."""
    marks = picture.marks
    size = TEXT * 1.5 / 72 * ground.km_per_inch
    for mark in marks:
        x, y = ground.place(mark.longitude, mark.latitude)
        dot = picture.crowded and not mark.sign.isdigit()
        axes.plot(
            [x],
            [y],
            marker="o",
            markersize=TEXT * (0.4 if dot else 1.5),
            color=ink("encre"),
            markeredgecolor=ink("papier"),
            zorder=5,
        )
        if dot:
            continue
        if mark.radius_km > 0:
            axes.add_patch(
                Circle(
                    (x, y), mark.radius_km, fill=False, edgecolor=ink("encre"), linewidth=1.4, linestyle="--"
                )
            )
        axes.text(
            x,
            y,
            mark.sign,
            fontsize=TEXT * 0.85,
            fontweight="bold",
            color=ink("papier"),
            ha="center",
            va="center_baseline",
            zorder=6,
        )
        ground.taken.append((x - size / 2, y - size / 2, x + size / 2, y + size / 2))
    by_sign: dict[str, list[str]] = {}
    for mark in marks:
        by_sign.setdefault(mark.sign, []).append(mark.name)
    found = []
    for sign, names in by_sign.items():
        found.append(mark_entry(_together(names), sign))
    return found


def _together(names: list[str]) -> str:
    """What the legend says of the points of one sign: their names when few, else what names share, and how many."""
    if len(names) <= NAMED_MARKS:
        return french.listed(names)
    alike = takewhile(
        lambda words: len(set(words)) == 1, zip(*(name.split(" ") for name in names), strict=False)
    )
    shared = " ".join(words[0] for words in alike).rstrip(" –-:,")
    if len(shared) >= 4:
        return f"{shared}{french.NBSP}({french.number(len(names))})"
    return f"{names[0]} et {french.counted(len(names) - 1, 'autre')}"


def _labels(
    axes: Axes, picture: MapPicture, shapes: Sequence[tuple[Area, shapely.Geometry]], ground: Ground
) -> None:
    """Texts where they fit: those of the loudest categories first, then signs and names in what is left."""
    categories = {category.key: category for category in picture.categories}

    def tone(area: Area) -> Tone:
        category = categories.get(area.category)
        return category.tone if category else Tone.NOTHING

    def loudness(pair: tuple[Area, shapely.Geometry]) -> tuple[bool, int, float]:
        rank = LOUDEST.index(tone(pair[0])) if tone(pair[0]) in LOUDEST else len(LOUDEST)
        return (not pair[0].text, rank, -pair[1].area)

    for area, shape in sorted(shapes, key=loudness):
        sign = categories[area.category].sign if area.category in categories else ""
        place = _place(shape)
        loud = bool(area.text) and tone(area) in LOUDEST
        room = _room(shape, loud=loud)
        for lines in _choices(area, sign):
            # A long text may not cover its neighbours: their colour would be lost.
            held = len(lines[0]) <= SHORT or _span(lines, ground) <= room
            if held and ground.book(_box(lines, place, ground)):
                _write(axes, lines, place)
                break


def _choices(area: Area, sign: str) -> list[list[str]]:
    """What may be written on a zone, the most telling first: its text on one or two lines, its name, its sign."""
    found = []
    if area.text:
        words = area.text.split(" ")
        # As even as two lines can be.
        cut = min(
            range(1, len(words)),
            key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))),
            default=0,
        )
        if cut and len(area.text) > SHORT:
            found.append([" ".join(words[:cut]), " ".join(words[cut:])])
        found.append([area.text])
    else:
        found.append([area.name])
    if sign:
        found.append([sign])
    return found


def _write(axes: Axes, lines: Sequence[str], place: tuple[float, float]) -> None:
    axes.text(
        *place,
        "\n".join(lines),
        fontsize=LABEL,
        ha="center",
        va="center",
        linespacing=LINE,
        color=ink("encre"),
        zorder=4,
        bbox={
            "boxstyle": "round,pad=0.18",
            "facecolor": ink("papier"),
            "edgecolor": ink("grille"),
            "linewidth": 0.6,
        },
    )


def _room(shape: shapely.Geometry, *, loud: bool) -> float:
    """Kilometres that a text may span: its zone, a good deal more for what must be seen."""
    west, _, east, _ = shape.bounds
    return float(east - west) * (2.6 if loud else 1.0)


def _span(lines: Sequence[str], ground: Ground) -> float:
    return (max(width(line, LABEL) for line in lines) + 0.12) * ground.km_per_inch


def _place(shape: shapely.Geometry) -> tuple[float, float]:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    x0, y0, x1, y1 = largest.bounds
    circle = shapely.maximum_inscribed_circle(largest, tolerance=max(x1 - x0, y1 - y0) / 50)
    point = shapely.get_point(circle, 0)
    return float(point.x), float(point.y)


def _box(lines: Sequence[str], place: tuple[float, float], ground: Ground) -> Box:
    wide = _span(lines, ground) / 2
    high = (len(lines) * LABEL / 72 * LINE + 0.08) * ground.km_per_inch / 2
    return place[0] - wide, place[1] - high, place[0] + wide, place[1] + high


def _scale_bar(figure: Figure, left: float, bottom: float, km_per_inch: float, room: float) -> None:
    """A round length, so that distances are read without counting zones."""
    fitting = [km for km in SCALE_BARS if km / km_per_inch <= room]
    if not fitting:
        return
    long = fitting[-1] / km_per_inch
    wide, high = figure.get_size_inches()
    axes = figure.add_axes((left / wide, (bottom - 0.06) / high, long / wide, 0.12 / high))
    axes.set_axis_off()
    axes.plot([0, 0, 1, 1], [1, 0, 0, 1], color=ink("encre"), linewidth=1.4, clip_on=False)
    write(figure, left + long + 0.1, bottom, f"{french.number(fitting[-1])}{french.NBSP}km", LABEL)
