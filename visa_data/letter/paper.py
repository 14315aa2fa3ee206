"""Titles and lines as A4 pages to be read without glasses: one column, one font, tagged (PDF/UA-1), in French.

The template is constant; every text reaches it as a value of a JSON, so that none is read as markup.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import typst

from visa_data import french
from visa_data.letter.letter import Line, held_together
from visa_data.pictures.lettering import FONT_FOLDER, drawable
from visa_data.pictures.tones import ink

TEMPLATE = Path(__file__).with_name("paper.typ")
STANDARD: Literal["ua-1"] = "ua-1"


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
    with tempfile.TemporaryDirectory() as nothing:
        pages = _compiler(paper, sizes, nothing).compile(
            format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp())
        )
    assert isinstance(pages, bytes)
    return pages


def page_count(paper: Paper, sizes: Print) -> int:
    """How many pages it takes."""
    with tempfile.TemporaryDirectory() as nothing:
        told = _compiler(paper, sizes, nothing).query("<pages>", field="value", one=True)
    return int(json.loads(told))


def _compiler(paper: Paper, sizes: Print, nothing: str) -> typst.Compiler:
    # An empty folder as root: the template can read no file of this machine.
    return typst.Compiler(
        TEMPLATE.read_bytes(),
        root=nothing,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"page": drawable(json.dumps(_content(paper, sizes), ensure_ascii=False))},
        package_path=nothing,
        package_cache_path=nothing,
    )


@cache
def _fonts() -> typst.Fonts:
    """The one font, and nothing of the machine's: the same pages everywhere."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


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
