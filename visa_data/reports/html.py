"""The report as one HTML file: opens without internet, prints, follows the reader's light or dark ground."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from visa_data.meeting.pictures import (
    BarsPicture,
    Category,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    Step,
    TablePicture,
    Tone,
)
from visa_data.reports.document import (
    NAME,
    Report,
    alternative,
    definitions,
    figure_words,
    table_behind,
    written_table,
)
from visa_data.reports.drawing import height_for, is_drawn, svg
from visa_data.reports.inline_svg import inline, variables
from visa_data.reports.tones import INKS, STROKES, both_grounds, tint

STYLE = Path(__file__).with_name("html.css")
WIDTH, HEIGHT = 9.6, 4.9
"""Inches of a picture."""
NOTHING_REMOTE = "default-src 'none'; style-src 'unsafe-inline'"
NO_PICTURE = "Il n'y a rien à dessiner à cette date."


def as_html(report: Report) -> bytes:
    """The whole report as UTF-8; every text in it goes through the tree, which escapes it."""
    page = Element("html", lang="fr")
    head, body = SubElement(page, "head"), SubElement(page, "body")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": NOTHING_REMOTE})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="robots", content="noindex")
    _text(head, "title", report.title)
    style = SubElement(head, "style")

    _cover(SubElement(body, "header"), report)
    main = SubElement(body, "main")
    grounds: dict[str, str] = {}
    for step in report.steps:
        _step(main, step, report, grounds)
    _appendix(main, "sources", "Sources et fraîcheur", report.freshness)
    _appendix(main, "fichiers", "Fichiers chargés", report.files, empty="Aucun import n'est enregistré.")
    _appendix(main, "definitions", "Définitions", definitions(report))
    style.text = _style(grounds)
    return b"<!DOCTYPE html>\n" + tostring(page, encoding="utf-8", method="html")


def _cover(header: Element, report: Report) -> None:
    _text(header, "p", NAME, "sur-titre")
    _text(header, "h1", report.territory)
    for line in report.cover:
        _text(header, "p", line)
    nav = SubElement(header, "nav", {"aria-label": "Étapes"})
    steps = SubElement(nav, "ol")
    for step in report.steps:
        item = SubElement(steps, "li")
        _text(item, "a", step.title).set("href", f"#etape-{step.number}")


def _step(main: Element, step: Step, report: Report, grounds: dict[str, str]) -> None:
    section = SubElement(main, "section", {"id": f"etape-{step.number}", "class": "etape"})
    _text(section, "p", f"Étape {step.number} sur {len(report.steps)}", "rang")
    _text(section, "h2", step.title)
    _text(section, "p", step.question, "question")
    point = SubElement(section, "p", {"class": "retenir"})
    _text(point, "strong", "À retenir")
    _text(point, "span", step.key_point)
    if step.figures:
        figures = SubElement(section, "ul", {"class": "chiffres"})
        for figure in step.figures:
            item = SubElement(figures, "li", {"class": f"ton-{figure.tone.value}"})
            _text(item, "b", figure.value)
            _text(item, "span", figure.label)
            if figure.denominator:
                _text(item, "small", figure.denominator)
            words = figure_words(figure)
            if words:
                _text(item, "em", words)
    _picture(section, step, report, grounds)
    for note in step.notes:
        _text(section, "p", note, "note")
    if step.definition:
        _text(section, "p", f"Définition : {step.definition}", "note")
    table = table_behind(step)
    if table is not None:
        details = SubElement(section, "details")
        _text(details, "summary", "Les mêmes chiffres en tableau")
        _table(details, table, step.title)


def _picture(section: Element, step: Step, report: Report, grounds: dict[str, str]) -> None:
    table = written_table(step.picture)
    if table is not None:
        _table(section, table, step.title)
    elif is_drawn(step.picture, report.zones):
        frame = SubElement(section, "figure")
        colours = both_grounds(_categories(step.picture))
        grounds |= colours
        drawn = inline(
            svg(step.picture, report.zones, WIDTH, height_for(step.picture, HEIGHT)),
            f"e{step.number}-",
            colours,
        )
        drawn.set("role", "img")
        drawn.set("aria-label", alternative(step))
        frame.append(drawn)
    else:
        nothing = step.picture.sentence if isinstance(step.picture, NothingPicture) else NO_PICTURE
        _text(section, "p", nothing, "rien")


def _categories(picture: Picture) -> tuple[Category, ...]:
    match picture:
        case MapPicture() | MatrixPicture():
            return picture.categories
        case BarsPicture() | CurvesPicture():
            return picture.series
        case _:
            return ()


def _table(parent: Element, table: TablePicture, caption: str) -> None:
    room = SubElement(
        parent, "div", {"class": "tableau", "tabindex": "0", "role": "region", "aria-label": caption}
    )
    drawn = SubElement(room, "table")
    _text(drawn, "caption", caption)
    head = SubElement(SubElement(drawn, "thead"), "tr")
    for header in table.headers:
        _text(head, "th", header).set("scope", "col")
    body = SubElement(drawn, "tbody")
    for rank, row in enumerate(table.rows):
        line = SubElement(body, "tr")
        if rank < len(table.tones) and table.tones[rank] is not Tone.NEUTRAL:
            line.set("class", f"ton-{table.tones[rank].value}")
        for place, cell in enumerate(row):
            if place == 0:
                _text(line, "th", cell).set("scope", "row")
            else:
                _text(line, "td", cell)


def _appendix(main: Element, key: str, title: str, table: TablePicture, *, empty: str = "") -> None:
    section = SubElement(main, "section", {"id": key})
    _text(section, "h2", title)
    if table.rows:
        _table(section, table, title)
    else:
        _text(section, "p", empty or NO_PICTURE, "rien")


def _style(grounds: dict[str, str]) -> str:
    """The constant style sheet, with the colours of each ground."""
    named = {role: ";".join(f"--{name}:{inks[role]}" for name, inks in INKS.items()) for role in (0, 1)}
    tones = {
        role: ";".join(
            f"--trait-{tone.value}:{STROKES[tone][role]};--fond-{tone.value}:{tint(tone, 'dark' if role else 'light')}"
            for tone in Tone
        )
        for role in (0, 1)
    }
    light = f":root{{{named[0]};{tones[0]};{variables(grounds, dark=False)}}}"
    dark = f":root{{{named[1]};{tones[1]};{variables(grounds, dark=True)}}}"
    rows = "".join(
        f"tr.ton-{tone.value}{{background:var(--fond-{tone.value})}}"
        f"li.ton-{tone.value}{{border-color:var(--trait-{tone.value})}}"
        f"li.ton-{tone.value} em{{color:var(--trait-{tone.value})}}"
        for tone in Tone
    )
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}{STYLE.read_text(encoding='utf-8')}{rows}"


def _text(parent: Element, tag: str, text: str, css: str = "") -> Element:
    child = SubElement(parent, tag, {"class": css} if css else {})
    child.text = text
    return child
