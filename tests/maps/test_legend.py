"""Legends: words beside colours, nothing a file says taken for HTML."""

from html.parser import HTMLParser

import pytest

from visa_data.maps.colours import GROUND, INK, NO_DATA, contrast, sequential
from visa_data.maps.legend import LegendRow, legend_html


class Words(HTMLParser):
    """Text and tag names of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words.append(data)


def test_each_row_says_its_label_and_its_count():
    html = legend_html(
        "Personnes isolées, au 10 mai 2020",
        [
            LegendRow("0", "#FFFFFF", 12),
            LegendRow("1 à 9", "#86B8DC", 1),
            LegendRow("Sans donnée", "#C9C4BC"),
        ],
        note="Base : personnes inscrites",
    )
    assert Words(html).words == [
        "Personnes isolées, au 10 mai 2020",
        "0",
        "12\u00a0zones",
        "1 à 9",
        "1\u00a0zone",
        "Sans donnée",
        "Base : personnes inscrites",
    ]


def test_texts_are_escaped():
    evil = "<img src=x onerror=alert(1)> & \"'"
    read = Words(legend_html(evil, [LegendRow(evil, "#000000")], note=evil))
    assert read.words == [evil] * 3
    assert "img" not in read.tags


@pytest.mark.parametrize("colour", ["red", "#FFF", "#GGGGGG", "#000000;position:fixed", ""])
def test_a_colour_is_nothing_but_a_colour(colour: str):
    with pytest.raises(ValueError, match="#RRGGBB"):
        legend_html("Titre", [LegendRow("x", colour)])


@pytest.mark.parametrize(("pattern", "mark"), [("hatched", "repeating-linear"), ("dotted", "radial")])
def test_patterns_are_drawn(pattern, mark):
    assert mark in legend_html("Titre", [LegendRow("x", "#062D5A", pattern=pattern)])
    assert mark not in legend_html("Titre", [LegendRow("x", "#062D5A")])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("number", range(8))
def test_more_always_stands_out_more(theme, number):
    colours = sequential(number, theme)
    assert len(set(colours)) == number
    seen = [contrast(colour, GROUND[theme]) for colour in colours[1:]]
    assert seen == sorted(seen)
    if number > 1:
        assert contrast(colours[-1], GROUND[theme]) > 7


def test_too_many_classes_are_refused():
    with pytest.raises(ValueError, match="7 at most"):
        sequential(8)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_read_on_the_ground(theme):
    assert contrast(INK[theme], GROUND[theme]) > 12
    assert contrast(INK[theme], NO_DATA[theme]) > 3


def test_contrast_is_the_standards_own():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
