"""Pictures drawn for the report: sharp, with patterns, never failing on a name or on nothing."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from tests.reports.handmade import (
    HOSTILE,
    STATUS,
    a_map,
    a_matrix,
    a_table,
    no_zones,
    some_bars,
    some_curves,
)
from visa_data.french import NBSP
from visa_data.maps.colours import contrast
from visa_data.meeting.pictures import (
    Area,
    Bar,
    BarsPicture,
    Category,
    CurvesPicture,
    MapPicture,
    Mark,
    MatrixPicture,
    NothingPicture,
    Picture,
    Tone,
)
from visa_data.reports.canvas import PIXELS_PER_INCH
from visa_data.reports.drawing import height_for, is_drawn, png, svg
from visa_data.reports.inline_svg import inline
from visa_data.reports.tones import INKS, STROKES, both_grounds, looks, tint
from visa_data.territory.zones import ZoneFrame

KINDS = ("map", "bars", "curves", "matrix")


def picture(kind: str, zones: ZoneFrame) -> Picture:
    return {"map": a_map(zones), "bars": some_bars(), "curves": some_curves(), "matrix": a_matrix()}[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_sharp_and_says_nothing_of_the_machine(kind: str, chessboard: ZoneFrame) -> None:
    with Image.open(io.BytesIO(png(picture(kind, chessboard), chessboard, 8.6, 4.3))) as image:
        assert image.size == (8.6 * PIXELS_PER_INCH, 4.3 * PIXELS_PER_INCH)
        assert set(image.info) <= {"dpi"}
        inked = np.asarray(image.convert("L")) < 250
    assert 0.02 < inked.mean() < 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_texts_stay_texts_in_the_vector_form(kind: str, chessboard: ZoneFrame) -> None:
    drawn = svg(picture(kind, chessboard), chessboard, 8.6, 4.3)
    texts = [
        element.text for element in ElementTree.fromstring(drawn).iter() if element.tag.endswith("}text")
    ]
    expected = {
        "map": f"Zone saturée{NBSP}(6)",
        "bars": "Niveau 3",
        "curves": "Appels passés",
        "matrix": "Se nourrir",
    }
    assert expected[kind] in texts


def test_the_same_picture_twice_is_the_same_file(chessboard: ZoneFrame) -> None:
    assert svg(a_map(chessboard), chessboard, 8, 4) == svg(a_map(chessboard), chessboard, 8, 4)


def test_a_map_marks_bad_zones_by_a_pattern_and_counts_zones(chessboard: ZoneFrame) -> None:
    drawn = svg(a_map(chessboard), chessboard, 8.6, 4.3)
    assert drawn.count("<pattern") >= 3
    # 36 zones: 34 in turn over six categories, the last two merged as « grise ».
    assert "Zone blanche : aucune" in drawn
    assert f"couverte{NBSP}(8)" in drawn
    assert f"10{NBSP}km" in drawn


def test_zones_merged_by_the_protection_have_no_border_between_them(chessboard: ZoneFrame) -> None:
    categories = (Category("a", "une", Tone.GOOD),)
    apart = MapPicture(tuple(Area((code,), code, "a") for code in chessboard.codes), categories)
    merged = MapPicture((Area(tuple(chessboard.codes), "tout", "a"),), categories)
    lengths = [len(svg(one, chessboard, 8, 4)) for one in (apart, merged)]
    assert lengths[1] < lengths[0]


def test_a_zone_that_no_area_holds_is_drawn_blank(chessboard: ZoneFrame) -> None:
    some = a_map(chessboard)
    fewer = MapPicture(some.areas[:3], some.categories)
    assert INKS["vide"][0].lower() in svg(fewer, chessboard, 8, 4)


def test_many_marks_of_one_sign_take_one_line_of_the_legend(chessboard: ZoneFrame) -> None:
    marks = tuple(Mark(50.15, 3.6 + n / 100, f"Équipe citoyenne – Quartier {n}", "◆") for n in range(7))
    drawn = svg(MapPicture(a_map(chessboard).areas, STATUS, marks), chessboard, 8.6, 4.3)
    assert f"Quartier{NBSP}(7)" in drawn


def test_a_withheld_part_has_the_same_length_whatever_it_hides() -> None:
    """Its length is a constant: nothing of the value reaches the renderer, nor can be measured."""
    series = (Category("a", "une", Tone.GOOD), Category("b", "autre", Tone.BAD))
    bars = (Bar("x", (30.0, None), "30 · n. c."), Bar("y", (60.0, None), "60 · n. c."))
    drawn = svg(BarsPicture(series, bars), no_zones(), 8, 3)
    assert "effectif protégé ou non connu" in drawn
    widths = _rectangles(drawn)
    assert len([wide for wide in widths if abs(wide - 0.22 * 72) < 0.01]) == 2


def _rectangles(drawn: str) -> list[float]:
    """Widths in points of the rectangles filled with a pattern."""
    found = []
    for path in re.findall(r'<path d="([^"]+)"[^>]*style="fill: url\(#', drawn):
        xs = [float(pair.split()[0]) for pair in re.findall(r"[ML] ([\d.]+ [\d.]+)", path)]
        found.append(max(xs) - min(xs))
    return found


@pytest.mark.parametrize("name", [*HOSTILE, "é" * 300, "ligne\nautre", "漢字 😀", "", "$x$", "\x07"])
def test_any_name_is_drawn(name: str, chessboard: ZoneFrame) -> None:
    """Warnings are errors here: a letter that the font lacks is replaced, never warned about."""
    for one in (a_map(chessboard, (name,)), some_bars(names=(name,)), a_matrix(names=(name,))):
        assert svg(one, chessboard, 8, 4)


@pytest.mark.parametrize(
    "one",
    [
        MapPicture((), ()),
        BarsPicture((), ()),
        CurvesPicture((), (), ()),
        CurvesPicture(("1 mai",), (Category("a", "une", Tone.GOOD),), ((None,),)),
        MatrixPicture((), (), (), (), ()),
        NothingPicture("Rien."),
        a_table(),
    ],
)
def test_nothing_to_draw_is_known_before_drawing(one: Picture, chessboard: ZoneFrame) -> None:
    assert not is_drawn(one, chessboard)


def test_a_map_without_outlines_is_not_drawn(chessboard: ZoneFrame) -> None:
    assert is_drawn(a_map(chessboard), chessboard)
    assert not is_drawn(a_map(chessboard), no_zones())


@pytest.mark.parametrize(
    "one",
    [
        BarsPicture((Category("a", "une", Tone.GOOD),), (Bar("zéro", (0.0,), "0"),)),
        BarsPicture((Category("a", "une", Tone.GOOD),), (Bar("masqué", (None,), "< 11"),)),
        BarsPicture(
            (Category("a", "une", Tone.GOOD),), (Bar("moins", (-4.0,), "−4"), Bar("plus", (2.5,), "2,5"))
        ),
        CurvesPicture(("1 mai",), (Category("a", "une", Tone.GOOD),), ((0.0,),), "%"),
        some_bars(60),
        a_matrix(40),
    ],
)
def test_extremes_are_drawn(one: Picture, chessboard: ZoneFrame) -> None:
    assert svg(one, chessboard, 8, 4)


def test_bars_left_out_are_counted() -> None:
    assert f"Et 35{NBSP}autres lignes : voir le tableau." in svg(some_bars(60), no_zones(), 8, 4)


def test_a_few_bars_take_a_small_room_and_many_no_more_than_there_is(chessboard: ZoneFrame) -> None:
    assert height_for(some_bars(2), 4.9) < 3
    assert height_for(some_bars(40), 4.9) == height_for(a_map(chessboard), 4.9) == 4.9


def test_one_zone_alone_makes_a_map(chessboard: ZoneFrame) -> None:
    rows = slice(0, 1)
    one = ZoneFrame(
        chessboard.codes[rows],
        chessboard.names[rows],
        chessboard.communes[rows],
        chessboard.outlines[rows],
        chessboard.latitude[rows],
        chessboard.longitude[rows],
    )
    assert "41" in svg(a_map(one), one, 8, 4)


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("tone", list(Tone))
def test_texts_are_readable_on_each_tone(tone: Tone, ground: str) -> None:
    side = int(ground == "dark")
    look = looks([Category("a", "une", tone)], ground)["a"]  # type: ignore[arg-type]
    assert contrast(look.text, look.fill) >= 7
    assert contrast(STROKES[tone][side], INKS["papier"][side]) >= 7
    assert contrast(INKS["encre"][side], tint(tone, ground)) >= 7  # type: ignore[arg-type]


def test_each_colour_has_one_other_on_a_dark_ground() -> None:
    """A drawing is made once: two roles may not share a colour in light and part in dark."""
    categories = [Category(tone.value, tone.value, tone) for tone in Tone]
    light, dark = looks(categories), looks(categories, "dark")
    pairs = both_grounds(categories)
    for key, look in light.items():
        for name in ("fill", "hatch_colour", "text", "stroke"):
            assert pairs[getattr(look, name)] == getattr(dark[key], name), (key, name)
    for here, there in INKS.values():
        assert pairs[here] == there


def test_categories_of_one_tone_differ_in_colour_and_in_pattern() -> None:
    found = looks([Category(f"c{n}", f"classe {n}", Tone.NEUTRAL) for n in range(5)])
    assert len({look.fill for look in found.values()}) == 5
    assert len({look.hatch for look in found.values()}) == 5


def test_inlined_drawings_share_no_identifier(chessboard: ZoneFrame) -> None:
    drawn = svg(a_map(chessboard), chessboard, 8, 4)
    colours = both_grounds(STATUS)
    seen: set[str] = set()
    for prefix in ("a-", "b-"):
        root = inline(drawn, prefix, colours)
        identifiers = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        assert identifiers and not identifiers & seen
        seen |= identifiers
        text = ElementTree.tostring(root, encoding="unicode")
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= identifiers
        assert "http" not in text
        assert colours.keys() & set(re.findall(r"#[0-9A-Fa-f]{6}", text)) == set()
