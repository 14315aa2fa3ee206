"""The small map: its place, its neighbours by name, the teams, whatever the territory."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
import shapely

from tests.hostile_names import NAMES
from tests.reports.handmade import chessboard as make_chessboard
from visa_data.pictures.around import WORDS, AroundMap, draw_around
from visa_data.pictures.picture import PublicPoint
from visa_data.territory.zones import ZoneFrame
from visa_data.town_sheets.teams import sign

NOTHING = np.empty(0, dtype=object)
WIDE, HIGH = 216.0, 196.0
MIDDLE = 14
"""Row of a square in the midst of the chessboard; 8, 13, 15 and 20 border it."""


@pytest.fixture
def chessboard() -> ZoneFrame:
    return make_chessboard()


def drawn(
    zones: ZoneFrame, row: int = MIDDLE, points: tuple[PublicPoint, ...] = (), **more: object
) -> AroundMap:
    names = more.pop("names", zones.names)
    found = draw_around(zones, names, row, NOTHING, points, more.pop("shown", ()), WIDE, HIGH)  # type: ignore[arg-type]
    assert found is not None
    return found


def words(found: AroundMap) -> set[str]:
    return {"".join(node.itertext()) for node in fromstring(found.svg).iter() if node.tag.endswith("text")}


def at(zones: ZoneFrame, row: int, sign: str, east: float = 0.0) -> PublicPoint:
    return PublicPoint(float(zones.latitude[row]), float(zones.longitude[row]) + east, f"Équipe {sign}", sign)


def test_the_place_and_those_that_border_it_are_named(chessboard: ZoneFrame) -> None:
    found = drawn(chessboard)
    beside = {chessboard.names[row] for row in (8, 13, 15, 20)}
    assert words(found) >= {"Commune-15"} and (words(found) | set(found.unnamed)) >= beside
    assert set(found.unnamed) <= beside and not {"Commune-1", "Commune-8"} & words(found)


def test_no_text_is_under_ten_points(chessboard: ZoneFrame) -> None:
    sizes = re.findall(r'font-size="([\d.]+)"', drawn(chessboard, points=(at(chessboard, 8, "A"),)).svg)
    assert sizes and {float(size) for size in sizes} == {WORDS}


def test_a_name_with_no_room_is_told_beside(chessboard: ZoneFrame) -> None:
    names = [f"{name} " + "x" * 140 for name in chessboard.names]
    found = drawn(chessboard, names=names)
    assert set(found.unnamed) == {names[row] for row in (8, 13, 15, 20)}


def test_the_ground_grows_for_near_teams_only(chessboard: ZoneFrame) -> None:
    """One in the next square but one is drawn; one a hundred kilometres away is told, and takes no ground from the first."""
    near, far = at(chessboard, 16, "A"), at(chessboard, MIDDLE, "B", east=1.4)
    found = drawn(chessboard, points=(far, near))
    assert "A" in words(found) and "B" not in words(found)
    assert found.beyond == ("Équipe B",) and found.signs == frozenset({"A"})


def test_others_are_drawn_where_they_fall_and_never_told(chessboard: ZoneFrame) -> None:
    found = drawn(chessboard, shown=(at(chessboard, MIDDLE, "◆"), at(chessboard, 35, "◆", east=3)))
    assert found.signs == frozenset({"◆"}) and found.beyond == ()


def test_one_zone_alone(chessboard: ZoneFrame) -> None:
    alone = ZoneFrame(
        *(part[:1] for part in (chessboard.codes, chessboard.names, chessboard.communes)),
        chessboard.outlines[:1],
        chessboard.latitude[:1],
        chessboard.longitude[:1],
    )
    found = drawn(alone, 0)
    assert "Commune-1" in words(found) and found.unnamed == ()


@pytest.mark.parametrize("outline", [None, shapely.Polygon()])
def test_an_outline_that_is_not_known(chessboard: ZoneFrame, outline: object) -> None:
    outlines = chessboard.outlines.copy()
    outlines[MIDDLE] = outline
    zones = replace(chessboard, outlines=outlines)
    assert draw_around(zones, zones.names, MIDDLE, NOTHING, (), (), WIDE, HIGH) is None


def test_an_outline_that_crosses_itself(chessboard: ZoneFrame) -> None:
    outlines = chessboard.outlines.copy()
    west, south, east, north = shapely.bounds(outlines[MIDDLE])
    outlines[MIDDLE] = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    assert "Commune-15" in words(drawn(replace(chessboard, outlines=outlines)))


def test_a_place_of_some_metres_and_one_of_many_pieces(chessboard: ZoneFrame) -> None:
    outlines = chessboard.outlines.copy()
    outlines[MIDDLE] = shapely.box(3.61, 50.17, 3.61001, 50.17001)
    outlines[13] = shapely.MultiPolygon(
        [shapely.box(3.55 + x, 50.18, 3.556 + x, 50.19) for x in (0, 0.02, 0.04)]
    )
    drawn(replace(chessboard, outlines=outlines))


@pytest.mark.parametrize("name", NAMES)
def test_names_are_texts(chessboard: ZoneFrame, name: str) -> None:
    found = drawn(chessboard, names=[name] * len(chessboard.names))
    root = fromstring(found.svg)
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert tags <= {"svg", "path", "rect", "text", "circle", "g", "title", "defs", "pattern"}
    assert not any(
        key.endswith(("href", "style")) or key.startswith("on") for node in root.iter() for key in node.attrib
    )


def test_signs_are_never_the_same_twice() -> None:
    assert [sign(rank) for rank in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert len({sign(rank) for rank in range(2000)}) == 2000
