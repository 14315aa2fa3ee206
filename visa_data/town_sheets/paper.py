"""Sheets as A4 pages to hand over: legible in black and white, tagged (PDF/UA-1), in French."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from visa_data.pictures.lettering import shares
from visa_data.pictures.picture import TablePicture
from visa_data.pictures.tones import ink
from visa_data.pictures.typesetting import as_pages
from visa_data.town_sheets.sheet import Part, Table, TownSheet
from visa_data.typography import french as typeset

TEMPLATE = Path(__file__).with_name("sheet.typ")
POINTS = 10.0
"""Size of tables."""
WHOLE, BESIDE = 7.08, 3.86
"""Inches inside the margins, and beside the drawing."""
LONG = 6
"""Rows past which a table goes on from one page to the next, rather than leave half of one blank."""
TITLE = "Fiches à remettre"


def as_pdf(sheets: Iterable[TownSheet], at: datetime) -> bytes:
    """The sheets one after the other, each from a page of its own, dated of that moment."""
    found = [_sheet(one) for one in sheets]
    named = found[0]["name"] if len(found) == 1 else TITLE
    colours = {
        "encre": ink("encre"),
        "douce": ink("encre-douce"),
        "sol": ink("sol"),
        "bord": ink("bord"),
        "grille": ink("grille"),
    }
    return as_pages(TEMPLATE, {"title": named, "colours": colours, "sheets": found}, at)


def _sheet(sheet: TownSheet) -> dict[str, Any]:
    return {
        "name": typeset(sheet.name),
        "lead": _typeset(sheet.lead),
        "opening": typeset(sheet.opening),
        "who": _part(sheet.who, BESIDE),
        "svg": sheet.drawing.svg if sheet.drawing else None,
        "said": typeset(sheet.said),
        "notes": _typeset(sheet.notes),
        "since": typeset(sheet.since),
        "facts": [
            {"value": one.value, "label": one.label, "change": typeset(one.change)} for one in sheet.facts
        ],
        "parts": [_part(one, WHOLE) for one in sheet.parts],
        "foot": typeset(sheet.foot),
    }


def _part(part: Part, room: float) -> dict[str, Any]:
    return {
        "title": typeset(part.title),
        "sentences": _typeset(part.sentences),
        "tables": [_table(one, room) for one in part.tables],
        "notes": _typeset(part.notes),
    }


def _table(table: Table, room: float) -> dict[str, Any]:
    return {
        "headers": _typeset(table.headers),
        "rows": [_typeset(row) for row in table.rows],
        "widths": shares(TablePicture(table.headers, table.rows), room, POINTS),
        "figures": table.figures,
        "long": len(table.rows) > LONG,
    }


def _typeset(texts: Sequence[str]) -> list[str]:
    return [typeset(text) for text in texts]
