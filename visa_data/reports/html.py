"""The report as one HTML file: opens without internet, prints, follows the reader's light or dark ground."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from xml.etree.ElementTree import Element

from visa_data.meeting.step import Step
from visa_data.pictures.html import add, add_picture, add_table, as_file, page_alone
from visa_data.pictures.picture import TablePicture
from visa_data.pictures.render import INCH, detail, height_for, is_drawn, written_table
from visa_data.pictures.tones import tone_rules, variables
from visa_data.reports.annexes import Annex, annexes, others_sentence, table_address
from visa_data.reports.document import Report, figure_words
from visa_data.reports.fitting import part_of

STYLE = Path(__file__).with_name("html.css")
WIDTH, HEIGHT = 9.6 * INCH, 4.9 * INCH
"""Units of a picture."""
MOST_ROWS = 1_000
"""Rows of one annex: a file is one long page, and no table of a département is cut in it."""


def as_html(report: Report) -> bytes:
    """The whole report as UTF-8; every text in it goes through the tree, which escapes it."""
    page, body = page_alone(report.title, _style())
    _cover(add(body, "header"), report)
    main = add(body, "main")
    parts = annexes(report)
    behind = {annex.key for annex in parts}
    for step in report.steps:
        _step(main, step, report, behind)
    for annex in parts:
        _annex(main, annex, report)
    return as_file(page)


def _cover(header: Element, report: Report) -> None:
    add(header, "p", report.name, "sur-titre")
    add(header, "h1", report.territory)
    for line in report.cover:
        add(header, "p", line)
    steps = add(add(header, "nav", aria_label=f"{report.part}s"), "ol")
    for step in report.steps:
        add(add(steps, "li", value=str(step.number)), "a", step.title, href=f"#etape-{step.number}")


def _step(main: Element, step: Step, report: Report, behind: Container[str]) -> None:
    section = add(main, "section", css="etape", id=f"etape-{step.number}")
    add(section, "p", report.rank(step), "rang")
    add(section, "h2", step.title)
    add(section, "p", step.question, "question")
    point = add(section, "p", css="retenir")
    add(point, "strong", "À retenir")
    add(point, "span", step.key_point)
    if step.figures:
        figures = add(section, "ul", css="chiffres")
        for figure in step.figures:
            item = add(figures, "li", css=f"ton-{figure.tone.value}")
            add(item, "b", figure.value)
            add(item, "span", figure.label)
            if figure.denominator:
                add(item, "small", figure.denominator)
            words = figure_words(figure)
            if words:
                add(item, "em", words)
    table = written_table(step.picture)
    if table is not None:
        _table(section, table, step.title)
    else:
        frame = add(section, "figure") if is_drawn(step.picture, report.outlines) else section
        finer = detail(step.picture)
        sizes = [(WIDTH * finer, height_for(step.picture, HEIGHT) * finer)]
        name = f"e{step.number}-"
        add_picture(frame, step.picture, report.outlines, sizes, name=name, said=step.alternative)
    for note in step.notes:
        add(section, "p", note, "note")
    links = add(section, "p", css="note")
    address = table_address(report, step)
    if address in behind:
        add(links, "a", "Voir les chiffres", href=f"#{address}").tail = " · "
    add(links, "a", "Définitions", href="#definitions")


def _annex(main: Element, annex: Annex, report: Report) -> None:
    section = add(main, "section", id=annex.key, css="annexe")
    add(section, "h2", annex.title)
    if annex.lead:
        add(section, "p", annex.lead)
    if not annex.table.rows:
        add(section, "p", annex.empty, "rien")
        return
    _table(section, part_of(annex.table, 0, MOST_ROWS), annex.title)
    others = len(annex.table.rows) - MOST_ROWS
    if others > 0:
        add(section, "p", others_sentence(others, report), "note")


def _table(parent: Element, table: TablePicture, name: str) -> None:
    """A table under its title, which is its name too."""
    room = add(parent, "div", css="tableau", tabindex="0", role="region", aria_label=name)
    add_table(room, table)


def _style() -> str:
    """The constant style sheet, with the colours of each ground."""
    tones = tone_rules(
        "tr.ligne-TON{background:var(--ligne-TON)}li.ton-TON{border-color:var(--trait-TON)}"
        "li.ton-TON em{color:var(--trait-TON)}"
    )
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{variables('dark')}}}}}"
    return f":root{{{variables('light')}}}{dark}{STYLE.read_text(encoding='utf-8')}{tones}"
