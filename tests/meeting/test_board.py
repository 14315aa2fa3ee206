"""The board of a step: every text of a file is a text of the page, and every picture has its words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.plain_text import plain
from tests.reports.composed import (
    a_proportion,
    composed,
    curves_beside,
    noted_bars,
    some_cards,
    some_columns,
    some_statements,
)
from tests.reports.handmade import a_step, chessboard, every_kind, outlined
from visa_data.meeting.board import board_html
from visa_data.meeting.step import MainFigure, Step
from visa_data.meeting.steps import agenda
from visa_data.pictures.outlines import NO_OUTLINES
from visa_data.pictures.picture import (
    Area,
    Bar,
    BarsPicture,
    Category,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    TablePicture,
    Tone,
)

HOSTILE = '<img src=x onerror="alert(1)">\'&lt;'
CATEGORY = Category("b", HOSTILE, Tone.WORST, HOSTILE)
ZONES = chessboard()
OUTLINES = outlined(ZONES)


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


def read(step: Step, actions: tuple[tuple[str, str], ...] = ()) -> Reader:
    return Reader(board_html(step, OUTLINES, agenda(), where=(HOSTILE, HOSTILE), actions=actions))


PICTURES: dict[str, Picture] = {
    "map": MapPicture((Area((ZONES.codes[0],), HOSTILE, "b", HOSTILE),), (CATEGORY,)),
    "bars": BarsPicture((CATEGORY,), (Bar(HOSTILE, (3.0,), HOSTILE),), HOSTILE),
    "curves": CurvesPicture((HOSTILE,), (CATEGORY,), ((3.0,),), HOSTILE),
    "matrix": MatrixPicture((HOSTILE,), (HOSTILE,), ((HOSTILE,),), (("b",),), (CATEGORY,)),
    "table": TablePicture((HOSTILE,), ((HOSTILE,),), (Tone.BAD,)),
    "nothing": NothingPicture(HOSTILE),
    "statements": some_statements(ZONES, HOSTILE),
    "proportion": a_proportion(place=HOSTILE),
    "cards": some_cards(HOSTILE),
    "columns": some_columns(text=HOSTILE),
    "noted bars": noted_bars(HOSTILE),
    "curves beside": curves_beside(HOSTILE),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_step_is_escaped_throughout(kind: str) -> None:
    figure = MainFigure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Tone.BAD, HOSTILE)
    table = TablePicture((HOSTILE,), ((HOSTILE,),))
    texts = (HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    step = Step(1, *texts, (figure,), PICTURES[kind], HOSTILE, (HOSTILE,), table)
    found = read(step, ((HOSTILE, HOSTILE),))
    assert "img" not in found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert any("<img src=x" in text for text in found.texts)


@pytest.mark.parametrize("step", every_kind(ZONES, composed(ZONES)), ids=lambda step: step.key)
def test_a_drawing_has_its_words_and_its_table(step: Step) -> None:
    found = read(step)
    labels = [value.replace("\u00a0", " ") for name, value in found.attributes if name == "aria-label"]
    drawings = found.tags.count("svg")
    assert (drawings > 1) == (step.key not in ("tableau", "rien"))
    assert labels.count(step.alternative.replace("\u00a0", " ")) == drawings
    assert "Voir les chiffres" in found.texts
    names = [value for name, value in found.attributes if name == "id"]
    assert len(names) == len(set(names))


def test_a_map_s_words_count_its_zones() -> None:
    said = every_kind(ZONES)[0].alternative.replace("\u00a0", " ")
    assert "Zone saturée : 6 zones" in said


def test_nothing_to_draw_is_a_sentence() -> None:
    for picture in (
        BarsPicture((CATEGORY,), ()),
        MatrixPicture((), (), (), (), ()),
        TablePicture(("Zone",), ()),
    ):
        html = board_html(a_step(1, "a", "A", picture), NO_OUTLINES, agenda(), where=())
        assert "Il n'y a rien à dessiner à cette date." in html and "<svg" not in html


def test_figures_stand_on_the_right_and_words_on_the_left() -> None:
    table = TablePicture(("Zone", "Part"), (("Orme", "84,7 %"), ("Sart", "< 11")))
    html = board_html(a_step(1, "a", "A", table), NO_OUTLINES, agenda(), where=())
    assert html.count('<th class="chiffre" scope="col">Part') == 1
    assert html.count('<td class="chiffre">') >= 2
    assert '<th scope="row">Orme' in html


def test_a_step_passed_over_is_marked_with_why_and_still_opens() -> None:
    items = agenda()
    step = Step(1, items[0].key, "T", "Q ?", "P.", (), NothingPicture("Rien."), "D.")
    html = board_html(step, NO_OUTLINES, items, where=("A", "B"), passed={"heures": "aucune heure"})
    found = Reader(html)
    titles = [plain(value) for name, value in found.attributes if name == "title"]
    assert "9. Les heures d'appel (passée : aucune heure)" in titles
    assert ("data-aller", "heures") in found.attributes
    assert found.attributes.count(("class", "passee")) == 1
