"""One type of call as a sheet: titles and lines, printed as a page of a browser or as PDF. It has nothing to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element

import duckdb

from visa_data import french
from visa_data.interview.guide import Call, Guide
from visa_data.letter.letter import Line, held_together, read_line
from visa_data.letter.numbers import for_inhabitants, number_line, useful_numbers, verified_sentence
from visa_data.letter.open_services import open_resources
from visa_data.letter.paper import DESK, Block, Paper, as_pdf
from visa_data.letter.places import TERRITORY, letter_places, place_of
from visa_data.pictures.html import add, as_file, page_alone
from visa_data.pictures.tones import variables
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin

STYLE = Path(__file__).with_name("sheet.css")
NOTHING_KEPT = "Cette feuille se lit et ne se remplit pas : rien de ce qui est répondu n'y est noté."
OFFERED = 6
"""Services named for one need: who calls looks at them while talking."""


def offered(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, *, territory: str
) -> tuple[Line, ...]:
    """What may be offered here: for each need, the open services freshly checked, those left out counted."""
    place = place_of(letter_places(cursor, day, settings, territory=territory), TERRITORY)
    services = open_resources(cursor, day, settings, place).services
    lines = []
    for need in Besoin:
        answers = [f"{one.name} {one.where}".strip() for one in services if need.value in one.needs]
        named = " ; ".join(answers[:OFFERED])
        others = len(answers) - OFFERED
        more = f" ; et {french.counted(others, 'autre', 'autres')}, dans l'annuaire" if others > 0 else ""
        lines.append(
            Line(
                True,
                need.label,
                f"{named}{more}." if answers else "aucun service vérifié : dites-le au suivi.",
            )
        )
    return tuple(lines)


def numbers_given(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> tuple[Line, ...]:
    """The numbers to give to somebody, after when they were last verified."""
    numbers = for_inhabitants(useful_numbers(cursor))
    verified = verified_sentence(numbers)
    lines = (*([verified] if verified else []), *(f"- {number_line(one)}" for one in numbers))
    return tuple(map(read_line, lines))


def paper_of(
    guide: Guide, call: Call, services: Sequence[Line], numbers: Sequence[Line], territory: str
) -> Paper:
    """The sheet of a call. services: see `offered`; numbers: see `numbers_given`."""
    blocks = [
        Block("Avant d'appeler", call.before),
        Block("Ce qui se dit d'abord", call.say),
        Block("Comment écouter", guide.posture),
        *(Block(theme.title, theme.questions) for theme in call.themes),
    ]
    if call.weighs:
        levels = tuple(Line(True, one.title, f"{one.signs} {one.then}") for one in guide.levels)
        blocks.append(Block("Peser le niveau, et que faire", levels))
    blocks += [
        Block("Et ensuite", call.then),
        Block("Ce qui ne se demande jamais", guide.never_asked),
        Block("Ce qui ne s'écrit jamais", guide.never_written),
    ]
    if call.themes:
        blocks.append(Block("À proposer ici", tuple(services)))
    if numbers:
        blocks.append(Block("Numéros à donner", tuple(numbers)))
    edition = f"Guide d'entretien, {guide.edition[:1].lower()}{guide.edition[1:]}"
    return Paper(
        call.title,
        (call.when, f"{territory}. {edition}. {NOTHING_KEPT}"),
        tuple(blocks),
        foot=f"{call.title} · {edition}",
    )


def as_printed(paper: Paper, at: datetime) -> bytes:
    """The sheet as PDF, dated of that moment."""
    return as_pdf(paper, DESK, at)


def as_page(paper: Paper) -> bytes:
    """The sheet as one HTML file that prints on A4, without internet; every text goes through the tree, which escapes it."""
    light, dark = variables("light"), variables("dark")
    page, body = page_alone(
        paper.foot,
        f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"{STYLE.read_text(encoding='utf-8')}",
    )
    main = add(body, "main")
    add(main, "h1", paper.title)
    for line in paper.lead:
        add(main, "p", line, "tete")
    for block in paper.blocks:
        section = add(main, "section")
        add(section, "h2", block.title)
        for items, found in groupby(block.lines, key=lambda one: one.item):
            parent = add(section, "ul") if items else section
            for one in found:
                _line(parent, one)
    add(body, "footer", paper.foot)
    return as_file(page)


def _line(parent: Element, line: Line) -> None:
    place = add(parent, "li" if line.item else "p")
    if line.head:
        add(place, "strong", line.head).tail = held_together(f" : {line.text}")
    else:
        place.text = held_together(line.text)
