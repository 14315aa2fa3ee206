"""A coloured map: zones by category, public points, texts called beside it, and its legend under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data import french
from visa_data.pictures import legend
from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import Area, Category, MapPicture, PublicPoint
from visa_data.pictures.placing import stacked
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.pictures.tones import patterns

GAP = 9.0
CALLED = 300.0
"""Most units of a line called beside the map; a longer text takes two."""
RANK = 28.0
"""Size of a proposed site's rank."""
HELD = 0.85
"""Share of a sign that its zone must hold for it to be written there."""
DOT = 5.5
SCALE_BARS = (1, 2, 5, 10, 20, 50, 100, 200)
"""Kilometres."""
SCALE_ROOM = 110.0
"""Most units of the scale's bar, which is drawn where the legend's last row has room for it."""
LEAST_NAMED = 6 * LINE
"""Units of a small map's room from which there is one for words under it."""
SMALL_DETAIL = 0.8
"""Units under which an outline's details are left out of a small map."""
LEAST = 0.4
"""Share of the height that the map has at least, whatever its legend asks for."""


@dataclass(frozen=True)
class Frame:
    """The plane on the sheet: units a kilometre, and where its corner stands."""

    outlines: Outlines
    scale: float
    left: float
    top: float

    def shapes(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Shapes of the plane, in units."""
        return shapely.transform(shapes, lambda points: points * self.scale + (self.left, self.top))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the plane, in units."""
        return self.left + x * self.scale, self.top + y * self.scale


@dataclass(frozen=True)
class Drawn:
    """An area with its outline in units."""

    area: Area
    category: Category
    shape: shapely.Geometry


@dataclass(frozen=True)
class Call:
    """Lines to write beside the map, tied to a point of the plane (kilometres)."""

    x: float
    y: float
    lines: list[str]

    @property
    def height(self) -> float:
        """Units that it takes with the gap to the next."""
        return len(self.lines) * LINE + GAP


def draw_map(sheet: Sheet, picture: MapPicture, outlines: Outlines) -> None:
    """Draw the map as large as its texts leave room for.

    An area's text is written beside the map, tied to it by a line; its category's sign is written on it where there
    is room. What neither side has room for is left to the table.
    """
    items = _legend(picture)
    foot = legend.height(sheet, items)
    # A row more would take from the map what the room looks at.
    barred = legend.height(sheet, [*items, _scale_bar(SCALE_ROOM, "100")]) == foot
    foot += 0.5 * TEXT
    high = max(sheet.height - foot, LEAST * sheet.height)
    sides = _sides(_calls(sheet, picture, outlines), outlines.width / 2, high)
    gutters = [
        max((sheet.wide(line, bold=True) for call in side for line in call.lines), default=-3 * GAP) + 3 * GAP
        for side in sides
    ]
    wide = sheet.width - sum(gutters)
    scale = min(wide / outlines.width, high / outlines.height)
    left = gutters[0] + (wide - outlines.width * scale) / 2
    frame = Frame(outlines, scale, left, (high - outlines.height * scale) / 2)

    sheet.path(path_of(frame.shapes(outlines.around)), fill="sol", stroke="bord", stroke_opacity=0.6)
    drawn = _zones(sheet, picture, frame)
    for west, side in zip((True, False), sides, strict=True):
        edge = left - 2 * GAP if west else left + outlines.width * scale + 2 * GAP
        ends = [frame.point(call.x, call.y) for call in side]
        heights = [call.height for call in side]
        levels = stacked([y for _, y in ends], heights, high)
        for call, (x, y), level in zip(side, ends, levels, strict=True):
            sheet.path(f"M{edge:.1f} {level:.1f}L{x:.1f} {y:.1f}", stroke="encre", stroke_width=1.6)
            sheet.circle(x, y, 4, fill="encre", stroke="papier")
            sheet.lines(
                edge + (-5 if west else 5), level, call.lines, bold=True, align="end" if west else "start"
            )
    busy = _points(sheet, picture, frame)
    _signs(sheet, drawn, busy)
    fitting = [km for km in SCALE_BARS if km * scale <= SCALE_ROOM]
    if barred and fitting:
        items.append(_scale_bar(fitting[-1] * scale, french.number(fitting[-1])))
    legend.draw(sheet, items, sheet.height - legend.height(sheet, items), middle=True)


def draw_small_map(
    sheet: Sheet, picture: MapPicture, outlines: Outlines, left: float, top: float, wide: float, high: float
) -> None:
    """The zones alone in a room of wide × high units; the first category that is drawn is named under them."""
    codes = set(outlines.codes)
    used = {area.category for area in picture.areas if codes.intersection(area.codes)}
    if not used:
        return
    foot = legend.ROW + 0.3 * TEXT if high >= LEAST_NAMED else 0.0
    if foot:
        category = next(one for one in picture.categories if one.key in used)
        (label,) = sheet.cut(category.label, wide - legend.SWATCH - legend.GAP, 1)
        x = left + (wide - legend.SWATCH - legend.GAP - sheet.wide(label)) / 2
        y = top + high - legend.ROW / 2
        found = patterns(picture.categories)[category.key]
        legend.swatch(category.tone, found, category.sign)(sheet, x + legend.SWATCH / 2, y)
        sheet.text(x + legend.SWATCH + legend.GAP, y, label)
    room = high - foot
    scale = min(wide / outlines.width, room / outlines.height)
    corner = left + (wide - outlines.width * scale) / 2, top + (room - outlines.height * scale) / 2
    coarse = replace(outlines, shapes=shapely.coverage_simplify(outlines.shapes, SMALL_DETAIL / scale))
    _signs(sheet, _zones(sheet, picture, Frame(coarse, scale, *corner)), shapely.Polygon())


def _legend(picture: MapPicture) -> list[legend.Entry]:
    """Categories with their zones, then what the public points mean."""
    items = legend.entries(picture.categories, picture.zone_counts)
    teams = [point for point in picture.points if not point.proposed]
    if picture.crowded and teams:
        label = f"Équipe active ({french.number(len(teams))}, rayons non tracés)"
        items.append(legend.Entry(label, draw=lambda sheet, x, y: _dot(sheet, x, y), wide=2 * DOT))
    elif teams:
        circle = ", rayon en pointillé" if any(point.radius_km for point in teams) else ""
        items.append(_point_entry(f"Équipe active{circle}", teams[0]))
    site = next((point for point in picture.points if point.proposed), None)
    return items if site is None else [*items, _point_entry("Emplacement proposé", site)]


def _point_entry(label: str, point: PublicPoint) -> legend.Entry:
    return legend.Entry(
        label, draw=lambda sheet, x, y: draw_sign(sheet, x, y, point.sign, TEXT), wide=1.4 * TEXT
    )


def _scale_bar(long: float, kilometres: str) -> legend.Entry:
    """A round length, so that distances are read without counting zones."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        ends = f"M{x - long / 2:.1f} {y - 5:.1f}v10h{long:.1f}v-10"
        sheet.path(ends, fill="none", stroke="encre", stroke_width=2)

    return legend.Entry(f"{kilometres}{french.NBSP}km", draw=draw, wide=max(long, SCALE_ROOM / 2))


def _zones(sheet: Sheet, picture: MapPicture, frame: Frame) -> list[Drawn]:
    """Draw every zone: an area as one shape, zones of no area blank, common borders of merged zones dashed."""
    shapes = frame.shapes(frame.outlines.shapes)
    rows = {code: row for row, code in enumerate(frame.outlines.codes)}
    categories = {category.key: category for category in picture.categories}
    found = patterns(picture.categories)
    covered = {code for area in picture.areas for code in area.codes}
    rest = [row for code, row in rows.items() if code not in covered]
    if rest:
        sheet.path(path_of(shapes[rest]), fill="papier", stroke="encre", stroke_opacity=0.5)
    drawn = []
    for area in picture.areas:
        parts = shapes[[rows[code] for code in area.codes if code in rows]]
        if not len(parts):
            continue
        category = categories[area.category]
        shape = parts[0] if len(parts) == 1 else shapely.union_all(parts)
        drawn.append(Drawn(area, category, shape))
        with sheet.said(f"{area.name} : {category.label}" + (f" ; {area.text}" if area.text else "")):
            sheet.toned(
                "path", category.tone, found[category.key], d=path_of(np.array([shape], dtype=object))
            )
            if len(parts) > 1:
                sheet.path(
                    path_of(parts), fill="none", stroke="papier", stroke_width=1.2, stroke_dasharray="4 4"
                )
    return drawn


def _points(sheet: Sheet, picture: MapPicture, frame: Frame) -> shapely.Geometry:
    """Draw the public points and how far they reach, proposed sites above; gives the room that they take."""
    taken = []
    for point in sorted(picture.points, key=lambda point: point.proposed):
        x, y = frame.point(*frame.outlines.place(point.latitude, point.longitude))
        with sheet.said(point.name):
            if picture.crowded and not point.proposed:
                _dot(sheet, x, y)
                continue
            if point.radius_km:
                style = (
                    {"stroke_width": 4}
                    if point.proposed
                    else {"stroke_width": 2.5, "stroke_dasharray": "9 6"}
                )
                sheet.circle(x, y, point.radius_km * frame.scale, fill="none", stroke="encre", **style)
            taken.append(draw_sign(sheet, x, y, point.sign, RANK if point.proposed else TEXT))
    return shapely.union_all(taken) if taken else shapely.Polygon()


def _dot(sheet: Sheet, x: float, y: float) -> None:
    sheet.circle(x, y, DOT, fill="encre", stroke="papier", stroke_width=1.5)


def draw_sign(sheet: Sheet, x: float, y: float, sign: str, size: float) -> shapely.Geometry:
    """A sign, or a site's rank in a disc; gives the room that it takes."""
    half = max(sheet.wide(sign, size, bold=True) / 2 + 0.15 * size, 0.6 * size)
    radius = 0.3 * size if size == TEXT else half
    sheet.box(
        x - half, y - half, 2 * half, 2 * half, fill="encre", stroke="papier", stroke_width=2, rx=radius
    )
    sheet.text(x, y, sign, size, bold=True, align="middle", colour="papier")
    return shapely.box(x - half, y - half, x + half, y + half)


def _signs(sheet: Sheet, drawn: Sequence[Drawn], busy: shapely.Geometry) -> None:
    """The sign of each zone that has room for it, clear of the public points."""
    for one in drawn:
        sign = one.category.sign
        if not sign:
            continue
        x, y = middle_of(one.shape)
        wide, high = sheet.wide(sign, bold=True) / 2 + 3, LINE / 2
        ground = shapely.box(x - wide, y - high, x + wide, y + high)
        if not ground.intersects(busy) and one.shape.intersection(ground).area >= HELD * ground.area:
            sheet.plated(x, y, sign, TEXT, one.category.tone)


def _calls(sheet: Sheet, picture: MapPicture, outlines: Outlines) -> list[Call]:
    """Proposed sites, then areas in the order given."""
    rows = {code: row for row, code in enumerate(outlines.codes)}
    found = [
        (outlines.place(point.latitude, point.longitude), f"{point.sign}. {point.name}")
        for point in picture.points
        if point.proposed
    ]
    for area in picture.areas:
        held = [rows[code] for code in area.codes if code in rows]
        if area.text and held:
            found.append((middle_of(shapely.union_all(outlines.shapes[held])), area.text))
    return [Call(x, y, sheet.cut(words, CALLED, 2, bold=True)) for (x, y), words in found]


def _sides(calls: Sequence[Call], middle: float, high: float) -> tuple[list[Call], list[Call]]:
    """Calls of the west and of the east, north first; a full side gives its nearest to the middle to the other."""
    kept: list[Call] = []
    for call in calls:
        if sum(one.height for one in [*kept, call]) <= 2 * high - 4 * LINE:
            kept.append(call)
    sides = ([c for c in kept if c.x < middle], [c for c in kept if c.x >= middle])
    for full, other in (sides, sides[::-1]):
        while sum(call.height for call in full) > high:
            nearest = min(full, key=lambda call: abs(call.x - middle))
            full.remove(nearest)
            other.append(nearest)
    for side in sides:
        side.sort(key=lambda call: call.y)
    return sides


def middle_of(shape: shapely.Geometry) -> tuple[float, float]:
    """The middle of the widest part of a zone."""
    west, south, east, north = shape.bounds
    circle = shapely.maximum_inscribed_circle(shape, tolerance=max(east - west, north - south, 1e-6) / 50)
    x, y = circle.coords[0]
    return float(x), float(y)


def path_of(shapes: NDArray[np.object_]) -> str:
    """An SVG path of polygons' rings, with one decimal: where each starts, then steps, which are short to write."""
    drawn = []
    for polygon in shapely.get_parts(shapes):
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.rint(10 * shapely.get_coordinates(ring)[:-1])
            steps = np.diff(points, axis=0) / 10
            x, y = points[0] / 10
            drawn.append(f"M{x} {y}l{' '.join(f'{step:g}' for step in steps.ravel().tolist())}Z")
    return "".join(drawn)
