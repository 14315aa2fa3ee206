"""The letter as one HTML file for e-mail: styles inline, no picture, no address outside, readable as it comes."""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element

from visa_data.letter.letter import Letter, Line, held_together
from visa_data.pictures.html import add, as_file
from visa_data.pictures.tones import ink

PAPER, INK, RULE = ink("papier"), ink("encre"), ink("bord")
TEXT = f"color:{INK};font-family:Arial,Helvetica,sans-serif;font-size:20px;line-height:1.5"
BODY = f"margin:0;padding:8px;background:{PAPER};{TEXT}"
COLUMN = f"max-width:680px;margin:0 auto;padding:16px;background:{PAPER};{TEXT}"
FIRST = f"margin:0 0 8px;font-size:32px;line-height:1.2;color:{INK}"
SECOND = f"margin:32px 0 12px;padding:0 0 6px;font-size:25px;line-height:1.25;color:{INK};border-bottom:2px solid {RULE}"
LINE = "margin:0 0 12px"
ITEMS = "margin:0 0 12px;padding:0 0 0 26px"


def as_email(letter: Letter) -> bytes:
    """The file as UTF-8; every text goes through the tree, which escapes it."""
    page = Element("html", lang="fr")
    head, body = add(page, "head"), add(page, "body", style=BODY)
    add(head, "meta", charset="utf-8")
    for name, content in (("viewport", "width=device-width, initial-scale=1"), ("color-scheme", "light")):
        add(head, "meta", name=name, content=content)
    add(head, "title", f"{letter.title} – {letter.place_name}")
    body.append(letter_column(letter))
    return as_file(page)


def letter_column(letter: Letter, *, level: int = 1) -> Element:
    """The letter in its column: the whole of the e-mail, and what the page shows of it, its title at the level it has there."""
    column = Element("div", lang="fr", style=COLUMN)
    add(column, f"h{level}", letter.title, style=FIRST)
    for line in letter.under_title:
        add(add(column, "p", style=LINE), "strong", line)
    for section in letter.sections:
        add(column, f"h{level + 1}", section.title, style=SECOND)
        for items, found in groupby(section.read, key=lambda one: one.item):
            parent = add(column, "ul", style=ITEMS) if items else column
            for one in found:
                _line(parent, one)
    return column


def _line(parent: Element, line: Line) -> None:
    place = add(parent, "li" if line.item else "p", style=LINE)
    if not line.head:
        place.text = held_together(line.text)
        return
    add(place, "strong", line.head).tail = held_together(f" : {line.text}")
