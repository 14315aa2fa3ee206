"""Colours are said once, mean one thing, and are read on what they are written on."""

from __future__ import annotations

import itertools
import re
import tomllib
from typing import get_args

import pytest

from tests.shared_data import ROOT
from visa_data import tokens
from visa_data.figures.need_matrix import TONES
from visa_data.figures.style import ink_on
from visa_data.indicators.matrice_besoins import EtatBesoin
from visa_data.pictures.picture import Tone
from visa_data.tokens import Theme, contrast

HEX = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b(?![\w-])")
THEMES = get_args(Theme)
READ, PROJECTED, SEEN = 4.5, 7.0, 3.0
"""WCAG 2.2: texts (1.4.3), texts projected (1.4.6), what is not a text (1.4.11)."""
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def known() -> set[str]:
    """Every colour of `visa_data.tokens`."""
    source = (ROOT / "visa_data" / "tokens.py").read_text(encoding="utf-8")
    return {found.upper() for found in HEX.findall(source)}


def test_no_other_module_holds_a_colour() -> None:
    sources = [ROOT / "dashboard.py", *(ROOT / "visa_data").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    holding = {
        path.relative_to(ROOT).as_posix(): found
        for path in sources
        if path.name != "tokens.py" and (found := HEX.findall(path.read_text(encoding="utf-8")))
    }
    assert holding == {}


@pytest.mark.parametrize(
    "name",
    [
        ".streamlit/config.toml",
        "static/map.css",
        *(
            path.relative_to(ROOT).as_posix()
            for folder in ("pages", "visa_data")
            for path in (ROOT / folder).rglob("*.css")
        ),
    ],
)
def test_what_cannot_import_holds_the_tokens_only(name: str) -> None:
    found = {one.upper() for one in HEX.findall((ROOT / name).read_text(encoding="utf-8"))}
    assert found - known() == set()


def test_streamlit_is_told_the_same_colours() -> None:
    for theme in THEMES:
        told = CONFIG[theme]
        assert told["textColor"] == tokens.INK[theme]
        assert told["backgroundColor"] == tokens.PAPER[theme]
        assert told["secondaryBackgroundColor"] == tokens.BESIDE[theme]
        assert told["borderColor"] == tokens.EDGE[theme]
        assert told["primaryColor"] == tokens.PRIMARY[theme]
        assert told["linkColor"] == tokens.LINK[theme]
        assert (told["greenColor"], told["redColor"]) == (tokens.BETTER[theme], tokens.WORSE[theme])
    assert tuple(CONFIG["chartCategoricalColors"]) == tokens.CATEGORIES
    assert tuple(CONFIG["chartSequentialColors"]) == tokens.SEQUENCE
    assert tuple(CONFIG["chartDivergingColors"]) == tokens.DIVERGING


@pytest.mark.parametrize("theme", THEMES)
def test_texts_are_read(theme: Theme) -> None:
    grounds = (tokens.PAPER, tokens.BESIDE, tokens.RAISED, tokens.MAP_GROUND, tokens.MAP_PANEL)
    for ground, ink in itertools.product(grounds, (tokens.INK, tokens.SOFT_INK)):
        assert contrast(ink[theme], ground[theme]) >= PROJECTED, (ground, ink)
    for ink in (tokens.PRIMARY, tokens.LINK, tokens.BETTER, tokens.WORSE):
        assert contrast(ink[theme], tokens.PAPER[theme]) >= READ
        assert contrast(ink[theme], tokens.BESIDE[theme]) >= READ
    assert contrast(tokens.NEIGHBOUR_INK[theme], tokens.NEIGHBOUR[theme]) >= READ


@pytest.mark.parametrize("theme", THEMES)
def test_signs_are_read_on_their_fills(theme: Theme) -> None:
    assert contrast(tokens.PALE, tokens.TEAM[theme]) >= PROJECTED, "the É of a team"
    assert contrast(tokens.PAPER[theme], tokens.IMAGINED[theme]) >= PROJECTED, "the ? of an imagined one"
    fills = [*tokens.LEVELS.values(), *tokens.BLUES, *tokens.CATEGORIES, *tokens.RAMP[theme]]
    fills += [*tokens.WORSENING[theme], *tokens.STATUS[theme].values(), *tokens.SECTORS[theme]]
    for fill in fills:
        assert contrast(ink_on(fill), fill) >= READ, fill
    # Names on the maps take the ink or the paper, whichever is read.
    for fill in (*tokens.RAMP[theme], *tokens.WORSENING[theme], *tokens.STATUS[theme].values()):
        assert max(contrast(one[theme], fill) for one in (tokens.INK, tokens.PAPER)) >= READ, fill
    for fill, ink in tokens.FATES.values():
        assert contrast(fill, ink) >= READ, fill


@pytest.mark.parametrize("theme", THEMES)
def test_marks_are_seen_on_their_ground(theme: Theme) -> None:
    for mark in (tokens.RESOURCE, tokens.PEOPLE, tokens.IMAGINED, tokens.BORDER, tokens.EDGE):
        assert contrast(mark[theme], tokens.PAPER[theme]) >= SEEN, mark


def test_what_means_two_things_has_two_colours() -> None:
    for theme in THEMES:
        marks = [pair[theme] for pair in (tokens.TEAM, tokens.RESOURCE, tokens.PEOPLE, tokens.IMAGINED)]
        marks += [tokens.WORSE[theme], *tokens.STATUS[theme].values(), tokens.NO_DATA[theme]]
        assert len(set(marks)) == len(marks)
    assert len(set(tokens.LEVELS.values())) == len(tokens.LEVELS)


def test_the_same_thing_has_one_colour_from_page_to_page() -> None:
    # Alert, then lack, then answered: zones, needs and levels say it with the same three.
    assert TONES[EtatBesoin.SANS_RESSOURCE] is Tone.WORST and TONES[EtatBesoin.COUVERT] is Tone.GOOD
    assert TONES[EtatBesoin.INCONNU] is Tone.UNKNOWN
    assert (tokens.LEVELS[4], tokens.LEVELS[0]) == (tokens.VERMILION, tokens.GREY)
    assert tokens.BETTER["light"] == tokens.BLUE
    assert tokens.FATES["rejetees"][0] == tokens.WORSE["light"]
    assert tokens.TONES["WORST"]["light"][0] == tokens.TONES["LEVEL_4"]["light"][0]
