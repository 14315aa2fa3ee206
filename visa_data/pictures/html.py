"""Pictures, tables and sentences as elements of a page, for the screen and for the file alike.

A page is built as a tree, which escapes every text and every attribute by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import Picture, TablePicture, Tone
from visa_data.pictures.render import is_drawn, page_svg, said_instead
from visa_data.pictures.tones import PATTERNS
from visa_data.typography import french

NOTHING_REMOTE = "default-src 'none'; style-src 'unsafe-inline'"
FIGURE = set("0123456789  \u00a0\u202f,.+-−<≥%–=()/")
WITHHELD = ("n.\u00a0c.", "non publié")
"""What stands for a figure, and is aligned as one."""


def page_alone(title: str, style: str) -> tuple[Element, Element]:
    """A page that asks nothing of another host, and its body: a file of its own, which no robot lists."""
    page = Element("html", lang="fr")
    head, body = add(page, "head"), add(page, "body")
    add(head, "meta", charset="utf-8")
    add(head, "meta", http_equiv="Content-Security-Policy", content=NOTHING_REMOTE)
    for name, content in (("viewport", "width=device-width, initial-scale=1"), ("robots", "noindex")):
        add(head, "meta", name=name, content=content)
    add(head, "title", title)
    add(head, "style").text = style
    return page, body


def as_file(page: Element) -> bytes:
    """The page as UTF-8; every text in it went through the tree, which escapes it."""
    return b"<!DOCTYPE html>\n" + tostring(page, encoding="utf-8", method="html")


def add(parent: Element, tag: str, text: str = "", css: str = "", **attributes: str) -> Element:
    """A new element at the end of its parent; `data_ligne` writes `data-ligne`."""
    child = SubElement(parent, tag, {"class": css} if css else {})
    for name, value in attributes.items():
        child.set(name.replace("_", "-"), french(value))
    if text:
        child.text = french(text)
    return child


def tone_classes(tone: Tone) -> str:
    """Class names of a fill: its colours, and its pattern where it has one."""
    pattern = PATTERNS.get(tone)
    return f"ton ton-{tone.value}" + (f" motif-{pattern}" if pattern else "")


def add_picture(
    parent: Element,
    picture: Picture,
    outlines: Outlines,
    sizes: Sequence[tuple[float, float]],
    *,
    name: str,
    said: str,
) -> None:
    """A drawing once for each size (units), or the sentence that stands for it.

    name: put before identifiers. said: its text alternative.
    """
    if not is_drawn(picture, outlines):
        add(parent, "p", said_instead(picture), "rien")
        return
    for rank, (width, height) in enumerate(sizes):
        parent.append(page_svg(picture, outlines, width, height, f"{name}{rank}-", said))


def add_table(parent: Element, picture: TablePicture) -> None:
    """A table of texts, figures on the right, each row of a tone marked with it."""
    table = add(parent, "table")
    columns = range(len(picture.headers))
    numeric = [bool(picture.rows) and all(_is_figure(row[i]) for row in picture.rows) for i in columns]
    css = ["chiffre" if right else "" for right in numeric]
    head = add(add(table, "thead"), "tr")
    for place, header in enumerate(picture.headers):
        add(head, "th", header, css[place], scope="col")
    body = add(table, "tbody")
    for rank, row in enumerate(picture.rows):
        tone = picture.tones[rank] if rank < len(picture.tones) else None
        line = add(body, "tr", css=f"ligne-{tone.value}" if tone else "", data_ligne="")
        first = add(line, "th", "" if tone else row[0], css[0], scope="row")
        if tone:
            add(first, "i", css=f"marque {tone_classes(tone)}").tail = french(row[0])
        for place, cell in enumerate(row[1:], start=1):
            add(line, "td", cell, css[place])


def _is_figure(cell: str) -> bool:
    return set(cell) <= FIGURE or cell in WITHHELD
