"""One renderer: pictures say what they are given, harmlessly, whole, and never by colour alone."""

from __future__ import annotations

import io
import itertools
import re
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from PIL import Image

from tests.pictures.drawing import SVG, Drawing, misplaced
from tests.reports.handmade import (
    HOSTILE,
    STATUS,
    a_map,
    a_matrix,
    a_table,
    outlined,
    some_bars,
    some_curves,
)
from visa_data.pictures.curves import graduations, shown_ticks
from visa_data.pictures.outlines import NO_OUTLINES, Outlines
from visa_data.pictures.picture import (
    MOST_SIGNS,
    Area,
    Bar,
    BarsPicture,
    Category,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    PublicPoint,
    Tone,
)
from visa_data.pictures.placing import stacked
from visa_data.pictures.render import INCH, PIXELS_PER_INCH, height_for, is_drawn, page_svg, png, svg
from visa_data.pictures.sheet import TEXT
from visa_data.pictures.tones import COLOURS
from visa_data.territory.zones import ZoneFrame

KINDS = ("map", "bars", "curves", "matrix")
SIZES = ((1128, 600), (1128, 400), (1546, 390), (974, 488))
WORST = Category("b", "Zone blanche", Tone.WORST, "B")
GOOD = Category("c", "Couverte", Tone.GOOD, "C")


def picture(kind: str, zones: ZoneFrame) -> Picture:
    return {"map": a_map(zones), "bars": some_bars(), "curves": some_curves(), "matrix": a_matrix()}[kind]


def squares(number: int) -> Outlines:
    """A row of square zones Z0, Z1… of 10 km, one beside the other."""
    shapes = np.array([shapely.box(i * 10, 0, (i + 1) * 10, 10) for i in range(number)], dtype=object)
    codes = tuple(f"Z{i}" for i in range(number))
    return Outlines(codes, shapes, np.empty(0, dtype=object), number * 10.0, 10.0, 3.0, 50.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_sharp_and_says_nothing_of_the_machine(kind: str, chessboard: ZoneFrame) -> None:
    drawn = png(picture(kind, chessboard), outlined(chessboard), 8.6 * INCH, 4.3 * INCH)
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size == (round(8.6 * PIXELS_PER_INCH), round(4.3 * PIXELS_PER_INCH))
        assert not image.info
        inked = np.asarray(image.convert("L")) < 250
    assert 0.02 < inked.mean() < 0.9


def test_letters_are_drawn_in_the_picture_too() -> None:
    """Without a font, the renderer leaves texts out in silence."""
    wide, high = 400.0, 120.0
    bars = [BarsPicture((GOOD,), (Bar(name, (0.0,), "0"),)) for name in ("", "MMMMMMM")]
    dark = [
        (np.asarray(Image.open(io.BytesIO(png(one, NO_OUTLINES, wide, high))).convert("L")) < 128).sum()
        for one in bars
    ]
    assert dark[1] > dark[0] + 1000


@pytest.mark.parametrize("kind", KINDS)
def test_texts_stay_texts_in_the_vector_form(kind: str, chessboard: ZoneFrame) -> None:
    expected = {
        "map": "Zone saturée",
        "bars": "Niveau 3",
        "curves": "Appels passés : 415",
        "matrix": "Se nourrir",
    }
    assert expected[kind] in Drawing(picture(kind, chessboard), outlined(chessboard)).texts


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stands_in_the_drawing_and_none_over_another(
    kind: str, size: tuple[float, float], chessboard: ZoneFrame
) -> None:
    assert misplaced(Drawing(picture(kind, chessboard), outlined(chessboard), *size)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reads_no_text_under_its_size(kind: str, chessboard: ZoneFrame) -> None:
    root = page_svg(picture(kind, chessboard), outlined(chessboard), 1128, 460, "a-", "Une image")
    assert root.get("aria-label") == "Une image" and root.get("role") == "img"
    assert min(float(text.attrib["font-size"]) for text in root.iter("text")) >= TEXT


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_page_colours_follow_its_ground_and_identifiers_are_its_own(
    kind: str, chessboard: ZoneFrame
) -> None:
    roots = [
        page_svg(picture(kind, chessboard), outlined(chessboard), 1128, 460, f"{n}-", "x") for n in range(2)
    ]
    names = [{one.attrib["id"] for one in root.iter() if "id" in one.attrib} for root in roots]
    assert not names[0] & names[1]
    for root, known in zip(roots, names, strict=True):
        written = ElementTree.tostring(root, encoding="unicode")
        assert set(re.findall(r"url\(#([^)]+)\)", written)) == known
        assert not re.search(r"#[0-9A-Fa-f]{6}|https?:", written)
        assert set(re.findall(r"var\(--([\w-]+)\)", written)) <= set(COLOURS["light"])


def test_the_same_picture_twice_is_the_same_file(chessboard: ZoneFrame) -> None:
    assert svg(a_map(chessboard), outlined(chessboard), 900, 450) == svg(
        a_map(chessboard), outlined(chessboard), 900, 450
    )


@pytest.mark.parametrize("name", [*HOSTILE, "é" * 300, "ligne\nautre", "漢字 😀", "", "$x$", "\x07"])
def test_any_name_is_drawn_and_stays_a_text(name: str, chessboard: ZoneFrame) -> None:
    for one in (a_map(chessboard, (name,)), some_bars(names=(name,)), a_matrix(names=(name,))):
        drawn = Drawing(one, outlined(chessboard))
        known = {"svg", "g", "defs", "pattern", "title", "text", "rect", "path", "circle"}
        assert {element.tag.removeprefix(SVG) for element in drawn.root.iter()} <= known
        assert png(one, outlined(chessboard), 400, 200)


@pytest.mark.parametrize(
    "one",
    [
        MapPicture((), ()),
        BarsPicture((), ()),
        CurvesPicture((), (), ()),
        CurvesPicture(("1 mai",), (GOOD,), ((None,),)),
        MatrixPicture((), (), (), (), ()),
        NothingPicture("Rien."),
        a_table(),
    ],
)
def test_nothing_to_draw_is_known_before_drawing(one: Picture, chessboard: ZoneFrame) -> None:
    assert not is_drawn(one, outlined(chessboard))


def test_a_map_without_outlines_is_not_drawn(chessboard: ZoneFrame) -> None:
    assert is_drawn(a_map(chessboard), outlined(chessboard))
    assert not is_drawn(a_map(chessboard), NO_OUTLINES)


@pytest.mark.parametrize(
    "one",
    [
        BarsPicture((GOOD,), (Bar("zéro", (0.0,), "0"),)),
        BarsPicture((GOOD,), (Bar("masqué", (None,), "< 11"),)),
        BarsPicture((GOOD,), (Bar("moins", (-4.0,), "−4"), Bar("plus", (2.5,), "2,5"))),
        CurvesPicture(("1 mai",), (GOOD,), ((0.0,),), "%"),
        CurvesPicture(("1 mai", "2 mai"), (GOOD,), ((-3.0, 8.0),), "écart"),
        some_bars(60),
        a_matrix(40),
    ],
)
def test_extremes_are_drawn(one: Picture) -> None:
    drawn = Drawing(one)
    numbers = re.findall(r' (?:x|y|width|height|cx|cy)="([^"]+)"', drawn.written)
    assert numbers and all(-1 <= float(number) <= 1128.5 for number in numbers)


# Bars


def test_one_series_has_its_text_at_the_end_and_lengths_in_proportion() -> None:
    bars = BarsPicture(
        (Category("p", "Perdues de vue", Tone.NEUTRAL),),
        (Bar("Orme", (40.0,), "40 personnes"), Bar("Sart", (10.0,), "10"), Bar("Bry", (None,), "< 11")),
    )
    drawn = Drawing(bars)
    long, short = (float(bar.attrib["width"]) for bar in drawn.filled("rect", Tone.NEUTRAL))
    assert long == pytest.approx(4 * short, abs=0.2)
    assert [text for text in drawn.texts if "effectif" not in text] == [
        *("Orme", "40 personnes", "Sart", "10", "Bry", "< 11")
    ]


def test_a_withheld_part_has_the_same_length_whatever_it_hides() -> None:
    """Its length is a constant: nothing of the value reaches the renderer, nor can be measured."""
    series = (Category("a", "une", Tone.GOOD), Category("b", "autre", Tone.BAD))
    bars = (Bar("x", (30.0, None), "30 · n. c."), Bar("y", (60.0, None), "60 · n. c."))
    drawn = Drawing(BarsPicture(series, bars))
    assert "effectif protégé ou non connu" in drawn.texts
    stubs = [bar for bar in drawn.filled("rect", Tone.UNKNOWN) if bar.get("stroke-dasharray")]
    assert [bar.get("width") for bar in stubs] == ["33", "33"]


def test_series_side_by_side_write_their_numbers_and_name_the_thin_ones() -> None:
    series = (
        Category("1", "Contact régulier", Tone.LEVEL_1, "1"),
        Category("4", "Urgence", Tone.LEVEL_4, "4"),
    )
    drawn = Drawing(BarsPicture(series, (Bar("6 déc.", (990.0, 10.0), "1 000"),)))
    assert {"Contact régulier", "990", "Urgence : 10"} <= set(drawn.texts)


def test_bars_left_out_are_counted() -> None:
    drawn = Drawing(some_bars(60), high=400)
    (said,) = [text for text in drawn.texts if "voir le tableau" in text]
    left = int(re.findall(r"Et (\d+) autres lignes", said)[0])
    assert left + sum("Saint-Martin" in text for text in drawn.texts) == 60


def test_a_few_bars_take_a_small_room_and_many_no_more_than_there_is(chessboard: ZoneFrame) -> None:
    most = 4.9 * INCH
    assert height_for(some_bars(2), most) < 3 * INCH
    assert height_for(some_bars(40), most) == height_for(a_map(chessboard), most) == most


# Curves


def test_curves_break_where_nothing_is_known_and_end_on_their_name() -> None:
    ticks = ("1 oct.", "8 oct.", "15 oct.", "22 oct.")
    one = CurvesPicture(ticks, (Category("a", "Appels", Tone.NEUTRAL),), ((100.0, None, 50.0, 75.0),))
    drawn = Drawing(one)
    (line,) = [path.attrib["d"] for path in drawn.all("path") if path.get("stroke-width") == "5"]
    assert re.fullmatch(r"M\S+ \S+M\S+ \S+L\S+ \S+", line)
    points = [float(circle.attrib["cy"]) for circle in drawn.all("circle")]
    assert points[0] < points[2] < points[1], "100, 75, 50 from the top"
    assert drawn.texts.count("Appels : 75") == 1


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (10, [0, 3, 6, 9, 12]),
        (100, [0, 25, 50, 75, 100]),
        (1489, [0, 500, 1000, 1500]),
    ],
)
def test_graduations_are_whole_and_reach_the_top(top: float, marks: list[float]) -> None:
    assert graduations(top) == marks


def test_the_last_date_is_always_written() -> None:
    assert shown_ticks(1) == [0]
    assert shown_ticks(16) == [0, 3, 6, 9, 12, 15]
    assert all(count - 1 in shown_ticks(count) and len(shown_ticks(count)) <= 7 for count in range(1, 60))


# Matrix


def test_each_cell_of_a_matrix_has_its_state_in_words() -> None:
    one = MatrixPicture(("Se nourrir",), ("Orme", "Sart"), (("B 3", "C"),), (("b", "c"),), (WORST, GOOD))
    drawn = Drawing(one)
    assert drawn.titles[-2:] == ["Se nourrir, Orme : Zone blanche", "Se nourrir, Sart : Couverte"]
    assert drawn.texts == ["Orme", "Sart", "Se nourrir", "B 3", "C", "B", "Zone blanche", "C", "Couverte"]


def test_headers_slant_on_paper_where_their_words_are_too_wide() -> None:
    columns = tuple(f"Fontainebleaumont {n}" for n in range(10))
    cells = (("c",) * 10,)
    one = MatrixPicture(("Se nourrir",), columns, (("1",) * 10,), cells, (GOOD,))
    assert 'transform="rotate(-40' in svg(one, NO_OUTLINES, 900, 400)
    assert not [t for t in page_svg(one, NO_OUTLINES, 900, 400, "", "").iter("text") if t.get("transform")]


# Map


def test_a_map_counts_its_zones_and_writes_signs_where_there_is_room() -> None:
    one = MapPicture(
        (Area(("Z0", "Z1"), "Orme et Sart", "b", "Orme et Sart (23)"), Area(("Z2",), "Bry", "c")),
        (WORST, GOOD),
    )
    drawn = Drawing(one, squares(4))
    assert {"2 zones", "1 zone", "Orme et Sart (23)", "2 km"} <= set(drawn.texts)
    assert drawn.texts.count("B") == 2 and drawn.texts.count("C") == 2, "on the map and in the legend"
    assert drawn.titles[0] == "Orme et Sart : Zone blanche ; Orme et Sart (23)"
    assert len(drawn.all("pattern")) == 1


def test_zones_merged_by_the_protection_are_one_shape_their_borders_dashed(chessboard: ZoneFrame) -> None:
    categories = (Category("a", "une", Tone.GOOD),)
    apart = MapPicture(tuple(Area((code,), code, "a") for code in chessboard.codes), categories)
    merged = MapPicture((Area(tuple(chessboard.codes), "tout", "a"),), categories)
    shapes = [len(Drawing(one, outlined(chessboard)).filled("path", Tone.GOOD)) for one in (apart, merged)]
    assert shapes == [36, 1]
    assert 'stroke-dasharray="4 4"' in svg(merged, outlined(chessboard), 900, 450)


def test_a_zone_without_outline_and_an_outline_without_zone_are_no_trouble() -> None:
    one = MapPicture((Area(("ailleurs",), "Ailleurs", "b", "Ailleurs (3)"),), (WORST,))
    drawn = Drawing(one, squares(2))
    assert not drawn.filled("path", Tone.WORST)
    assert [path for path in drawn.all("path") if path.get("fill") == COLOURS["light"]["papier"]]
    assert "1 zone" in drawn.texts and "Ailleurs (3)" not in drawn.texts


def test_more_texts_than_the_map_has_room_for_are_left_to_the_table() -> None:
    many = 60
    areas = tuple(Area((f"Z{i}",), f"Zone {i}", "b", f"Zone {i} ({i})") for i in range(many))
    drawn = Drawing(MapPicture(areas, (WORST,)), squares(many))
    called = [text for text in drawn.texts if re.fullmatch(r"Zone \d+ \(\d+\)", text)]
    assert 10 < len(called) < many
    assert "Zone 0 (0)" in called


def test_texts_are_stacked_without_overlap_nor_leaving_their_room() -> None:
    wished, heights = [0.0, 5.0, 6.0, 98.0, 99.0], [20.0, 10.0, 20.0, 10.0, 20.0]
    placed = stacked(wished, heights, 100.0)
    for (one, tall), (next_one, next_tall) in itertools.pairwise(zip(placed, heights, strict=True)):
        assert next_one - one >= (tall + next_tall) / 2 - 1e-9
    assert placed[0] >= 10 and placed[-1] <= 90


def test_sites_are_ranked_beside_the_map_and_circled_on_it() -> None:
    points = (PublicPoint(49.95, 3.2, "Orme : +23", "1", 5.0), PublicPoint(49.95, 3.05, "Équipe d'Orme", "◆"))
    drawn = Drawing(MapPicture((Area(("Z0",), "Orme", "b"),), (WORST,), points), squares(3))
    assert {"1. Orme : +23", "1", "◆", "Équipe active", "Emplacement proposé"} <= set(drawn.texts)
    assert len([one for one in drawn.all("circle") if one.get("stroke-width") == "4"]) == 1


def test_so_many_teams_that_their_signs_would_hide_the_zones_are_dots() -> None:
    teams = tuple(PublicPoint(49.95, 3 + i / 300, f"Équipe {i}", "◆", 5.0) for i in range(MOST_SIGNS))
    site = PublicPoint(49.95, 3.2, "Orme : +23", "1", 5.0)
    area = (Area(("Z0",), "Orme", "b"),)
    few = Drawing(MapPicture(area, (WORST,), teams), squares(3))
    assert few.texts.count("◆") == MOST_SIGNS + 1
    assert len([one for one in few.all("circle") if one.get("stroke-dasharray")]) == MOST_SIGNS
    many = Drawing(MapPicture(area, (WORST,), (*teams, site)), squares(3))
    assert "◆" not in many.texts
    assert len([one for one in many.all("circle") if one.get("r") == "5.5"]) == MOST_SIGNS + 1
    assert not [one for one in many.all("circle") if one.get("stroke-dasharray")]
    assert f"Équipe active ({MOST_SIGNS}, rayons non tracés)" in many.texts


def test_one_zone_alone_makes_a_map() -> None:
    drawn = Drawing(MapPicture((Area(("Z0",), "Orme", "b", "Orme (3)"),), (WORST,)), squares(1))
    assert "Orme (3)" in drawn.texts and "2 km" in drawn.texts


def test_every_status_of_a_map_is_counted(chessboard: ZoneFrame) -> None:
    drawn = Drawing(a_map(chessboard), outlined(chessboard), 974, 488)
    # 36 zones: 34 in turn over six categories, the last two merged as « grise ».
    assert drawn.texts.count("8 zones") == 1 and drawn.texts.count("6 zones") == 3
    assert {category.label for category in STATUS} <= set(drawn.texts)
