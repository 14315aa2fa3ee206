"""The meeting's map, as an SVG drawn at once: zones by category, their labels, teams and sites.

No tiles, no canvas, no script: it is there with the page, and its labels are texts of the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb
import numpy as np
import shapely
from numpy.typing import NDArray

from visa_data import french
from visa_data.figures.marked import legend, text
from visa_data.figures.tones import PATTERNS
from visa_data.meeting.pictures import Area, Category, MapPicture, Mark
from visa_data.settings import Settings
from visa_data.territory.zones import read_zones

WIDTH, HEIGHT = 860.0, 560.0
"""Room of a map beside its legend, in the board's own units (see the board's style)."""
CALLED_WIDTH, CALLED_HEIGHT = 1170.0, 490.0
"""Room of a map above its legend, the texts that it calls included."""
AROUND = 0.04
TOLERANCE = 0.9
KM_PER_DEGREE = 6371.0088 * math.pi / 180

SIZE = 20.5
LETTER = 0.6 * SIZE
LINE = 1.12 * SIZE
ON_ONE_LINE = 24
GAP = 9.0


@dataclass(frozen=True)
class Outlines:
    """Zones and neighbours on the board's plane: x eastward, y southward, from (0, 0) to (width, height).

    west, north: degrees (EPSG:4326) of the origin; scale: units a degree of latitude; squeeze: cosine of the
    middle latitude (equirectangular projection).
    """

    codes: tuple[str, ...]
    shapes: NDArray[np.object_]
    around: str
    width: float
    height: float
    west: float
    north: float
    scale: float
    squeeze: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point stands on the plane."""
        return (longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale


NO_OUTLINES = Outlines((), np.empty(0, dtype=object), "", WIDTH, HEIGHT, 0.0, 0.0, 1.0, 1.0)


def meeting_outlines(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Outlines:
    """The active zones and what lies around, simplified for a screen; the same at any day."""
    zones = read_zones(cursor)
    if not len(zones.codes):
        return NO_OUTLINES
    rows = cursor.execute("SELECT geometrie FROM voisins").fetchall()
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(zones.outlines))
    squeeze = math.cos(math.radians((south + north) / 2))
    margin = AROUND * max((east - west) * squeeze, north - south, 1e-6)
    west, east = west - margin / squeeze, east + margin / squeeze
    south, north = south - margin, north + margin
    scale = min(WIDTH / ((east - west) * squeeze), HEIGHT / (north - south))

    def plane(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(((points[:, 0] - west) * squeeze * scale, (north - points[:, 1]) * scale))

    around = shapely.from_wkb(np.array([row[0] for row in rows], dtype=object))
    around = shapely.intersection(around, shapely.box(west, south, east, north))
    around = around[~shapely.is_empty(around)]
    return Outlines(
        tuple(zones.codes),
        shapely.coverage_simplify(shapely.transform(zones.outlines, plane), TOLERANCE),
        _path(shapely.simplify(shapely.transform(around, plane), TOLERANCE)),
        (east - west) * squeeze * scale,
        (north - south) * scale,
        west,
        north,
        scale,
        squeeze,
    )


def map_html(picture: MapPicture, outlines: Outlines) -> str:
    """The map, its labels and its legend with how many zones bear each category.

    An area's text is written beside the map, tied to it by a line; its category's sign is written on it where
    there is room.
    """
    tones = {category.key: category for category in picture.categories}
    rows = {code: row for row, code in enumerate(outlines.codes)}
    drawn: list[tuple[Area, shapely.Geometry]] = []
    for area in picture.areas:
        parts = outlines.shapes[[rows[code] for code in area.codes if code in rows]]
        if len(parts):
            drawn.append((area, parts[0] if len(parts) == 1 else shapely.union_all(parts)))
    covered = {code for area, _ in drawn for code in area.codes}
    rest = outlines.shapes[[row for code, row in rows.items() if code not in covered]]
    paths = f'<path class="hors" d="{_path(rest)}"/>' if len(rest) else ""
    paths += "".join(_zone(area, shape, tones[area.category]) for area, shape in drawn)
    merged = [outlines.shapes[[rows[c] for c in a.codes if c in rows]] for a, _ in drawn if len(a.codes) > 1]
    if merged:
        paths += f'<path class="reunie" d="{_path(np.concatenate(merged))}"/>'
    counts: dict[str, int] = {}
    for area in picture.areas:
        counts[area.category] = counts.get(area.category, 0) + len(area.codes)
    said = " ; ".join(
        f"{c.label} : {french.counted(counts.get(c.key, 0), 'zone')}" for c in picture.categories
    )
    frame = _frame(_calls(drawn, picture.marks, outlines), outlines)
    reaching = [mark for mark in picture.marks if _proposed(mark) or not picture.crowded]
    lines = "".join(call.line for call in frame.calls)
    called = " appelee" if frame.calls else ""
    return (
        f'<div class="carte{called}"><div class="place"><div class="cadre" style="--rapport:{frame.width / frame.height:.4f}">'
        f'<svg viewBox="{frame.left:.1f} 0 {frame.width:.1f} {frame.height:.1f}" role="img" '
        f'aria-label="Carte. {text(said)}">{PATTERN_DEFS}'
        f'<path class="voisins" d="{outlines.around}"/>{paths}{_reach(reaching, outlines)}{lines}</svg>'
        f"{_signs(drawn, picture, tones, outlines, frame)}{''.join(call.html for call in frame.calls)}"
        f"</div></div>{legend(picture.categories, counts, _mark_rows(picture))}</div>"
    )


def _mark_rows(picture: MapPicture) -> list[tuple[str, str]]:
    """What the public points mean: a sign of each kind, and words."""
    rows = []
    teams = [mark for mark in picture.marks if not _proposed(mark)]
    if picture.crowded and teams:
        rows.append(("●", f"Équipe active ({french.number(len(teams))}, rayons non tracés)"))
    elif teams:
        circle = ", rayon en pointillé" if any(mark.radius_km for mark in teams) else ""
        rows.append((teams[0].sign, f"Équipe active{circle}"))
    site = next((mark for mark in picture.marks if _proposed(mark)), None)
    if site is not None:
        rows.append((site.sign, "Emplacement proposé"))
    return rows


PATTERN_DEFS = (
    "<defs>"
    '<pattern id="motif-stripes" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="9" stroke-width="3"/></pattern>'
    '<pattern id="motif-dots" width="9" height="9" patternUnits="userSpaceOnUse">'
    '<circle cx="4.5" cy="4.5" r="1.6"/></pattern>'
    '<pattern id="motif-lines" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<line x1="0" y1="4" x2="8" y2="4" stroke-width="1.4"/></pattern>'
    "</defs>"
)


def _zone(area: Area, shape: shapely.Geometry, category: Category) -> str:
    path = _path(np.array([shape], dtype=object))
    said = f"{area.name} : {category.label}" + (f" ; {area.text}" if area.text else "")
    pattern = PATTERNS.get(category.tone)
    over = f'<path class="hachure" fill="url(#motif-{pattern})" d="{path}"/>' if pattern else ""
    return (
        f'<g><title>{text(said)}</title><path class="zone" style="fill:var(--f-{category.tone.value})" d="{path}"/>'
        f"{over}</g>"
    )


def _reach(marks: Sequence[Mark], outlines: Outlines) -> str:
    circles = []
    for mark in marks:
        x, y = outlines.place(mark.latitude, mark.longitude)
        radius = mark.radius_km / KM_PER_DEGREE * outlines.scale
        if radius:
            kind = "rayon propose" if _proposed(mark) else "rayon"
            circles.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
    return "".join(circles)


def _proposed(mark: Mark) -> bool:
    """A site that carries its rank is named beside the map; a team's sign says enough."""
    return mark.sign.isdigit()


@dataclass(frozen=True)
class Call:
    """A text to write beside the map, tied to a point of it."""

    x: float
    y: float
    said: str

    @property
    def lines(self) -> int:
        """Lines it takes in a gutter."""
        return 1 if len(self.said) <= ON_ONE_LINE else 2

    @property
    def height(self) -> float:
        """Its height in a gutter with the gap to the next, in the board's units."""
        return self.lines * LINE + GAP


@dataclass(frozen=True)
class Placed:
    """A call once placed: its HTML, and as SVG the line that ties it to its point."""

    html: str
    line: str


@dataclass(frozen=True)
class Frame:
    """The whole drawing on the plane: from `left`, `width` × `height`, with its gutters; zoom: of its texts."""

    left: float
    width: float
    height: float
    zoom: float
    calls: tuple[Placed, ...] = field(default=())

    def at(self, x: float, y: float) -> str:
        """CSS position of a point of the plane."""
        return f"left:{100 * (x - self.left) / self.width:.2f}%;top:{100 * y / self.height:.2f}%"


def _calls(
    drawn: Sequence[tuple[Area, shapely.Geometry]], marks: Sequence[Mark], outlines: Outlines
) -> list[Call]:
    calls = [
        Call(*outlines.place(mark.latitude, mark.longitude), f"{mark.sign}. {mark.name}")
        for mark in marks
        if _proposed(mark)
    ]
    calls += [Call(*_middle(shape), area.text) for area, shape in drawn if area.text]
    return calls


def _frame(calls: Sequence[Call], outlines: Outlines) -> Frame:
    """The drawing with a gutter on each side that has calls, each call near the height of its point."""
    sides = _sides(calls, outlines)
    rooms = [max((min(len(c.said), ON_ONE_LINE) for c in side), default=0) * LETTER for side in sides]
    rooms = [room + 3 * GAP if room else 0.0 for room in rooms]
    wide, high = (CALLED_WIDTH - sum(rooms), CALLED_HEIGHT) if calls else (WIDTH, HEIGHT)
    # Texts keep their size on screen: the more the drawing shrinks, the more of the plane they take.
    zoom = max(outlines.width / wide, outlines.height / high)
    rooms = [room * zoom for room in rooms]
    frame = Frame(-rooms[0], outlines.width + sum(rooms), outlines.height, zoom)
    placed: list[Placed] = []
    for west, side in zip((True, False), sides, strict=True):
        heights = [call.height * zoom for call in side]
        edge = -2 * GAP * zoom if west else outlines.width + 2 * GAP * zoom
        for call, y in zip(side, _stacked([c.y for c in side], heights, outlines.height), strict=True):
            turn = "gauche" if west else "droite"
            placed.append(
                Placed(
                    f'<span class="appel {turn}" style="{frame.at(edge, y)};--lettres:{ON_ONE_LINE}">'
                    f"{text(call.said)}</span>",
                    f'<path class="fil" d="M{edge:.1f} {y:.1f}L{call.x:.1f} {call.y:.1f}"/>'
                    f'<circle class="bout-de-fil" cx="{call.x:.1f}" cy="{call.y:.1f}" r="{4 * zoom:.1f}"/>',
                )
            )
    return Frame(frame.left, frame.width, frame.height, zoom, tuple(placed))


def _sides(calls: Sequence[Call], outlines: Outlines) -> tuple[list[Call], list[Call]]:
    """Calls of the west and of the east, north first; a full side gives its nearest to the middle to the other.

    Sites first, then areas in the order given: what no side has room for is left to the table.
    """
    middle = outlines.width / 2
    kept: list[Call] = []
    for call in calls:
        if sum(one.height for one in [*kept, call]) <= 2 * CALLED_HEIGHT - 4 * LINE:
            kept.append(call)
    sides = ([c for c in kept if c.x < middle], [c for c in kept if c.x >= middle])
    for full, other in (sides, sides[::-1]):
        while sum(call.height for call in full) > CALLED_HEIGHT:
            nearest = min(full, key=lambda call: abs(call.x - middle))
            full.remove(nearest)
            other.append(nearest)
    for side in sides:
        side.sort(key=lambda call: call.y)
    return sides


def _stacked(wished: Sequence[float], heights: Sequence[float], most: float) -> list[float]:
    """Middles as near to the wished ones as they can be without overlap, from 0 to `most`, in the same order."""
    placed: list[float] = []
    floor = 0.0
    for y, height in zip(wished, heights, strict=True):
        placed.append(max(y, floor + height / 2))
        floor = placed[-1] + height / 2
    ceiling = most
    for rank in range(len(placed) - 1, -1, -1):
        placed[rank] = min(placed[rank], ceiling - heights[rank] / 2)
        ceiling = placed[rank] - heights[rank] / 2
    return placed


def _signs(
    drawn: Sequence[tuple[Area, shapely.Geometry]],
    picture: MapPicture,
    tones: dict[str, Category],
    outlines: Outlines,
    frame: Frame,
) -> str:
    """Public points, then the sign of each zone that has room for it clear of them."""
    said, taken = [], []
    for mark in sorted(picture.marks, key=_proposed):
        x, y = outlines.place(mark.latitude, mark.longitude)
        if picture.crowded and not _proposed(mark):
            said.append(f'<span class="point" style="{frame.at(x, y)}" title="{text(mark.name)}"></span>')
            continue
        kind = "repere propose" if _proposed(mark) else "repere"
        said.append(
            f'<span class="{kind}" style="{frame.at(x, y)}" title="{text(mark.name)}">{text(mark.sign)}</span>'
        )
        taken.append(_ground(x, y, mark.sign, frame.zoom))
    busy = shapely.union_all(taken) if taken else shapely.Polygon()
    for area, shape in drawn:
        category = tones[area.category]
        if not category.sign:
            continue
        x, y = _middle(shape)
        ground = _ground(x, y, category.sign, frame.zoom)
        if ground.intersects(busy) or shapely.intersection(shape, ground).area < 0.85 * ground.area:
            continue
        said.append(
            f'<span class="signe ton-{category.tone.value}" style="{frame.at(x, y)}">'
            f"{text(category.sign)}</span>"
        )
    return "".join(said)


def _middle(shape: shapely.Geometry) -> tuple[float, float]:
    """The middle of the widest part of a zone."""
    x, y = shapely.maximum_inscribed_circle(shape, tolerance=2.0).coords[0]
    return float(x), float(y)


def _ground(x: float, y: float, sign: str, zoom: float) -> shapely.Polygon:
    """The rectangle that a sign covers on the plane."""
    wide, high = (len(sign) * LETTER / 2 + 3) * zoom, LINE / 2 * zoom
    return shapely.box(x - wide, y - high, x + wide, y + high)


def _path(shapes: NDArray[np.object_]) -> str:
    """An SVG path of polygons' rings, with one decimal."""
    drawn = []
    for polygon in shapely.get_parts(shapes):
        if polygon.geom_type != "Polygon":
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.round(shapely.get_coordinates(ring)[:-1], 1)
            drawn.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(drawn)
