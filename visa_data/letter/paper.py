"""Titles and lines as A4 pages to be read without glasses: one column, one font, tagged (PDF/UA-1), in French."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from visa_data import french
from visa_data.letter.letter import Line, held_together
from visa_data.pictures.tones import ink
from visa_data.pictures.typesetting import as_pages, told_by

TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, slots=True)
class Print:
    """Sizes of a print. points: of the text and of all that is smaller; margin: millimetres; scales: of the titles."""

    points: float
    margin: float
    title_scale: float
    heading_scale: float
    foot_points: float


LARGE = Print(18, 17, 1.6, 1.2, 18)
POSTER = Print(28, 15, 1.3, 1.1, 28)
DESK = Print(10.5, 15, 1.7, 1.25, 9)


@dataclass(frozen=True, slots=True)
class Block:
    """A title ("" for none) and its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed. lead: lines under the title. foot: on every page, with its number; "" for neither. end: at the foot of the last page."""

    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: str = ""
    end: str = ""


def as_pdf(paper: Paper, sizes: Print, at: datetime) -> bytes:
    """The pages, dated of that moment."""
    return as_pages(TEMPLATE, _content(paper, sizes), at)


def page_count(paper: Paper, sizes: Print) -> int:
    """How many pages it takes."""
    return int(told_by(TEMPLATE, _content(paper, sizes), "<pages>"))


def _content(paper: Paper, sizes: Print) -> dict[str, Any]:
    return {
        "title": held_together(paper.title),
        "lead": [held_together(line) for line in paper.lead],
        "sections": [
            {"title": held_together(block.title), "groups": _groups(block.lines)} for block in paper.blocks
        ],
        "foot": held_together(paper.foot),
        "end": held_together(paper.end),
        "colon": f"{french.NBSP}: ",
        "points": sizes.points,
        "margin": sizes.margin,
        "title_scale": sizes.title_scale,
        "heading_scale": sizes.heading_scale,
        "foot_points": sizes.foot_points,
        "colours": {"encre": ink("encre"), "trait": ink("bord")},
    }


def _groups(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Items that follow one another make one list."""
    return [
        {
            "items": items,
            "lines": [{"head": held_together(one.head), "text": held_together(one.text)} for one in found],
        }
        for items, found in groupby(lines, key=lambda one: one.item)
    ]
