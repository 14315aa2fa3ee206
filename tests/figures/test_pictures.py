"""The meeting's pictures say what they are given, harmlessly, and never by colour alone."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely

from visa_data.figures.board import board_html
from visa_data.figures.picture_curves import graduations, shown_ticks
from visa_data.figures.pictures import picture_html
from visa_data.figures.tones import FILLS, INK, PAPER, PATTERNS, ink_on
from visa_data.maps.colours import contrast
from visa_data.maps.meeting_map import CALLED_HEIGHT, LINE, Outlines, map_html
from visa_data.meeting.pictures import (
    MOST_SIGNS,
    Area,
    Bar,
    BarsPicture,
    Category,
    CurvesPicture,
    MainFigure,
    MapPicture,
    Mark,
    MatrixPicture,
    NothingPicture,
    Step,
    TablePicture,
    Tone,
)
from visa_data.meeting.steps import agenda

HOSTILE = '<img src=x onerror="alert(1)">\'&lt;'
GROUNDS = ("light", "dark")
WORST = Category("b", "Zone blanche", Tone.WORST, "B")
GOOD = Category("c", "Couverte", Tone.GOOD, "C")
SIDE = 100.0


def squares(number: int) -> Outlines:
    """A row of square zones Z0, Z1… of 100 units, one beside the other."""
    shapes = np.array([shapely.box(i * SIDE, 0, (i + 1) * SIDE, SIDE) for i in range(number)], dtype=object)
    codes = tuple(f"Z{i}" for i in range(number))
    return Outlines(codes, shapes, "", number * SIDE, SIDE, 0.0, 1.0, SIDE, 1.0)


class Reader(HTMLParser):
    """Tags, attributes and texts, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())

    @property
    def said(self) -> str:
        return " ".join(self.texts).replace("\u00a0", " ").replace("\u202f", " ")


PICTURES = {
    "map": MapPicture(
        (Area(("Z0",), HOSTILE, "b", HOSTILE),), (Category("b", HOSTILE, Tone.WORST, HOSTILE),)
    ),
    "bars": BarsPicture((Category("a", HOSTILE, Tone.BAD),), (Bar(HOSTILE, (3.0,), HOSTILE),), HOSTILE),
    "curves": CurvesPicture((HOSTILE,), (Category("a", HOSTILE, Tone.BAD),), ((3.0,),), HOSTILE),
    "matrix": MatrixPicture((HOSTILE,), (HOSTILE,), ((HOSTILE,),), (("b",),), (WORST,)),
    "table": TablePicture((HOSTILE,), ((HOSTILE,),)),
    "nothing": NothingPicture(HOSTILE),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_text_from_a_file_is_shown_not_run(kind: str) -> None:
    read = Reader(picture_html(PICTURES[kind], squares(1)))
    assert "img" not in read.tags
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert any("<img src=x" in one for one in [*read.texts, *(value for _, value in read.attributes)])


def test_a_step_is_escaped_throughout() -> None:
    figure = MainFigure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Tone.BAD, HOSTILE)
    table = TablePicture((HOSTILE,), ((HOSTILE,),))
    step = Step(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (figure,), table, HOSTILE, (HOSTILE,), table)
    read = Reader(
        board_html(step, squares(1), agenda(), where=(HOSTILE, HOSTILE), actions=((HOSTILE, HOSTILE),))
    )
    assert "img" not in read.tags
    assert not [name for name, _ in read.attributes if name.startswith("on")]


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ink_contrasts_by_seven_to_one(ground: str) -> None:
    assert contrast(INK[ground], PAPER[ground]) >= 7
    assert set(FILLS[ground]) == set(Tone)
    for tone, fill in FILLS[ground].items():
        assert contrast(ink_on(fill), fill) >= 7, tone


@pytest.mark.parametrize("ground", GROUNDS)
def test_tones_that_meet_differ_by_pattern_or_by_lightness(ground: str) -> None:
    """As a grey print shows them: lightness apart by a fifth of the scale at least, or another pattern."""
    together = [
        (Tone.GOOD, Tone.WATCH, Tone.BAD, Tone.WORST, Tone.UNKNOWN),
        (Tone.LEVEL_1, Tone.LEVEL_2, Tone.LEVEL_3, Tone.LEVEL_4, Tone.UNKNOWN),
    ]
    for group in together:
        for one, other in itertools.combinations(group, 2):
            apart = contrast(FILLS[ground][one], FILLS[ground][other])
            assert PATTERNS.get(one) != PATTERNS.get(other) or apart >= 1.04, (one, other)


def test_one_series_has_its_text_at_the_end_and_a_withheld_bar_no_length() -> None:
    bars = BarsPicture(
        (Category("p", "Perdues de vue", Tone.NEUTRAL),),
        (Bar("Orme", (40.0,), "40 personnes"), Bar("Sart", (10.0,), "10"), Bar("Bry", (None,), "< 11")),
    )
    html = picture_html(bars, squares(1))
    assert re.findall(r"--part:([\d.]+)", html) == ["1.0000", "0.2500"]
    assert html.count("part retenue") == 1
    assert Reader(html).texts == ["Orme", "40 personnes", "Sart", "10", "Bry", "< 11"]


def test_series_side_by_side_write_their_numbers_and_name_the_thin_ones() -> None:
    series = (
        Category("1", "Contact régulier", Tone.LEVEL_1, "1"),
        Category("4", "Urgence", Tone.LEVEL_4, "4"),
    )
    read = Reader(picture_html(BarsPicture(series, (Bar("6 déc.", (990.0, 10.0), "1 000"),)), squares(1)))
    assert "Contact régulier" in read.said and "990" in read.texts
    assert "Urgence : 10" in read.said


def test_bars_of_zero_have_a_length_of_zero() -> None:
    html = picture_html(BarsPicture((GOOD,), (Bar("Orme", (0.0,), "0"),)), squares(1))
    assert re.findall(r"--part:([\d.]+)", html) == ["0.0000"]


def test_curves_break_where_nothing_is_known_and_end_on_their_name() -> None:
    picture = CurvesPicture(
        ("1 oct.", "8 oct.", "15 oct.", "22 oct."),
        (Category("a", "Appels", Tone.NEUTRAL),),
        ((100.0, None, 50.0, 75.0),),
    )
    html = picture_html(picture, squares(1))
    path = re.findall(r'class="courbe trait-neutre" d="([^"]+)"', html)[0]
    assert path == "M0.00 0.00M66.67 50.00L100.00 25.00"
    assert Reader(html).said.count("Appels : 75") == 1


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
    assert shown_ticks(0) == []
    assert shown_ticks(1) == [0]
    assert shown_ticks(16) == [0, 3, 6, 9, 12, 15]
    assert all(count - 1 in shown_ticks(count) and len(shown_ticks(count)) <= 7 for count in range(1, 60))


def test_each_cell_of_a_matrix_has_its_state_in_words() -> None:
    picture = MatrixPicture(("Se nourrir",), ("Orme", "Sart"), (("B 3", "C"),), (("b", "c"),), (WORST, GOOD))
    read = Reader(picture_html(picture, squares(1)))
    titles = [value.replace("\u00a0", " ") for name, value in read.attributes if name == "title"]
    assert titles == ["Se nourrir, Orme : Zone blanche", "Se nourrir, Sart : Couverte"]
    assert read.texts == ["Orme", "Sart", "Se nourrir", "B 3", "C", "B", "Zone blanche", "C", "Couverte"]


def test_figures_stand_on_the_right_and_words_on_the_left() -> None:
    html = picture_html(TablePicture(("Zone", "Part"), (("Orme", "84,7 %"), ("Sart", "< 11"))), squares(1))
    assert html.count('class="chiffre"') == 3
    assert "<td >Orme</td>" in html


@pytest.mark.parametrize(
    "picture",
    [
        BarsPicture((GOOD,), ()),
        CurvesPicture((), (GOOD,), ((),)),
        MatrixPicture((), (), (), (), ()),
        TablePicture(("Zone",), ()),
    ],
)
def test_nothing_to_draw_is_a_sentence(picture: object) -> None:
    assert Reader(picture_html(picture, squares(1))).tags == ["p"]  # type: ignore[arg-type]


def test_a_map_counts_its_zones_and_writes_signs_where_there_is_room() -> None:
    picture = MapPicture(
        (Area(("Z0", "Z1"), "Orme et Sart", "b", "Orme et Sart (23)"), Area(("Z2",), "Bry", "c")),
        (WORST, GOOD),
    )
    read = Reader(map_html(picture, squares(4)))
    assert "2 zones" in read.said and "1 zone" in read.said
    assert "Orme et Sart (23)" in read.texts
    assert read.texts.count("B") == 2 and read.texts.count("C") == 2, "on the map and in the legend"
    label = next(value for name, value in read.attributes if name == "aria-label" and "Carte" in value)
    assert "Zone blanche\u00a0: 2\u00a0zones" in label


def test_a_zone_without_outline_and_an_outline_without_zone_are_no_trouble() -> None:
    picture = MapPicture((Area(("ailleurs",), "Ailleurs", "b", "Ailleurs (3)"),), (WORST,))
    html = map_html(picture, squares(2))
    assert 'class="zone"' not in html and 'class="hors"' in html
    assert "1\u00a0zone" in html


def test_texts_called_beside_the_map_never_overlap_and_stay_in_it() -> None:
    many = 12
    tall = np.array([shapely.box(0, i * 30, 400, (i + 1) * 30) for i in range(many)], dtype=object)
    outlines = Outlines(tuple(f"Z{i}" for i in range(many)), tall, "", 400.0, 360.0, 0.0, 1.0, 1.0, 1.0)
    areas = tuple(Area((f"Z{i}",), f"Zone {i}", "b", f"Une zone au nom très long ({i})") for i in range(many))
    html = map_html(MapPicture(areas, (WORST,)), outlines)
    sides = re.findall(r'class="appel (\w+)" style="left:[-\d.]+%;top:([-\d.]+)%', html)
    assert len(sides) == many
    for side in ("gauche", "droite"):
        tops = sorted(float(top) for turn, top in sides if turn == side)
        assert tops
        two_lines = 2 * LINE * 100 / CALLED_HEIGHT
        assert all(b - a >= two_lines for a, b in itertools.pairwise(tops)), tops
        assert tops[0] >= two_lines / 2 and tops[-1] <= 100 - two_lines / 2


def test_more_texts_than_the_map_has_room_for_are_left_to_the_table() -> None:
    many = 60
    areas = tuple(Area((f"Z{i}",), f"Zone {i}", "b", f"Zone {i} ({i})") for i in range(many))
    html = map_html(MapPicture(areas, (WORST,)), squares(many))
    assert 10 < html.count('class="appel ') < many
    assert ">Zone 0 (0)<" in html


def test_sites_are_ranked_beside_the_map_and_circled_on_it() -> None:
    marks = (Mark(0.5, 1.5, "Orme : +23", "1", 5.0), Mark(0.5, 0.5, "Équipe d'Orme", "◆"))
    html = map_html(MapPicture((Area(("Z0",), "Orme", "b"),), (WORST,), marks), squares(3))
    read = Reader(html)
    assert "1. Orme : +23" in read.said
    assert html.count('<circle class="rayon propose"') == 1
    assert "Équipe active" in read.said and "Emplacement proposé" in read.said


def test_so_many_teams_that_their_signs_would_hide_the_zones_are_dots() -> None:
    teams = tuple(Mark(0.5, i / 100, f"Équipe {i}", "◆", 5.0) for i in range(MOST_SIGNS))
    site = Mark(0.5, 1.5, "Orme : +23", "1", 5.0)
    area = (Area(("Z0",), "Orme", "b"),)
    few = map_html(MapPicture(area, (WORST,), teams), squares(3))
    assert few.count('class="repere"') >= MOST_SIGNS and few.count('class="rayon"') == MOST_SIGNS
    many = map_html(MapPicture(area, (WORST,), (*teams, site)), squares(3))
    assert many.count('class="point"') == MOST_SIGNS
    assert many.count('class="rayon') == 1 and 'class="rayon propose"' in many
    assert f"Équipe active ({MOST_SIGNS}, rayons non tracés)" in Reader(many).said
