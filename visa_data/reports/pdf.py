"""The report as PDF: A4 landscape, vector pictures, tagged for screen readers (PDF/UA-1), in French.

The template is constant; every text reaches it as a value of a JSON, so that none is read as markup.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from visa_data.meeting.step import Step
from visa_data.pictures.lettering import FONT_FOLDER, LINE, drawable, shares, table_height, wrapped
from visa_data.pictures.picture import TablePicture, Tone
from visa_data.pictures.render import INCH, is_drawn, said_instead, svg, written_table
from visa_data.pictures.tones import ink, row_ground
from visa_data.reports.document import (
    NAME,
    Report,
    definitions,
    figure_words,
    table_behind,
)

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD: Literal["ua-1"] = "ua-1"
PAGE_WIDE, PAGE_HIGH = 10.59, 7.2
"""Inches inside the margins of an A4 page, landscape."""
BESIDE_FIGURES = 7.99
FIGURES_WIDE = 2.2
TALLEST = 5.3
POINTS = (15.0, 13.5, 12.0, 11.0, 10.0)
APPENDIX_POINTS = 9.0
TABLE_POINTS = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
APART = ("Sources et fraîcheur", "Définitions")
"""Parts that start a page; the others follow on."""
SCALES = (1.0, 0.85, 0.7, 0.55)


def as_pdf(report: Report) -> bytes:
    """The whole report."""
    content = {
        "title": report.title,
        "name": NAME,
        "territory": report.territory,
        "cover": report.cover,
        "foot": report.title,
        "colours": {
            "encre": ink("encre"),
            "douce": ink("encre-douce"),
            "sol": ink("sol"),
            "grille": ink("grille"),
        },
        "tones": {
            tone.value: {"trait": ink(f"trait-{tone.value}"), "fond": row_ground(tone)} for tone in Tone
        },
        "steps": [_step(step, report) for step in report.steps],
        "appendix": _appendix(report),
    }
    # An empty folder as root: the template can read no file of this machine.
    with tempfile.TemporaryDirectory() as nothing:
        compiler = typst.Compiler(
            TEMPLATE.read_bytes(),
            root=nothing,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"report": drawable(json.dumps(content, ensure_ascii=False))},
            package_path=nothing,
            package_cache_path=nothing,
        )
        pages = compiler.compile(
            format="pdf", pdf_standards=STANDARD, timestamp=int(report.made_at.timestamp())
        )
    assert isinstance(pages, bytes)
    return pages


@cache
def _fonts() -> typst.Fonts:
    """The one font, and nothing of the machine's: the same pages everywhere."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def _step(step: Step, report: Report) -> dict[str, Any]:
    wide = BESIDE_FIGURES if step.figures else PAGE_WIDE
    points, point_lines = _key_point_size(step.key_point)
    notes = [*step.notes, *([f"Définition : {step.definition}"] if step.definition else [])]
    under = sum(len(wrapped(note, 8.0, PAGE_WIDE)) * 8 / 72 * LINE + 0.06 for note in notes)
    tall = max(PAGE_HIGH - 1.05 - point_lines * points / 72 * LINE - 0.35 - under, 2.5)
    table = written_table(step.picture)
    size = _table_size(table, wide, tall) if table else APPENDIX_POINTS
    high = min(tall, TALLEST)
    drawn = table is None and is_drawn(step.picture, report.outlines)
    return {
        "number": step.number,
        "title": step.title,
        "question": step.question,
        "key_point": step.key_point,
        "point": points,
        "figures": [
            {
                "value": figure.value,
                "label": figure.label,
                "denominator": figure.denominator,
                "words": figure_words(figure),
                "tone": figure.tone.value,
            }
            for figure in step.figures
        ],
        "scale": _scale(step, tall),
        "svg": svg(step.picture, report.outlines, wide * INCH, high * INCH) if drawn else None,
        "tall": high * 25.4,
        "alt": step.alternative,
        "table": _table(table, wide, size) if table else None,
        "size": size,
        "sentence": said_instead(step.picture),
        "notes": notes,
    }


def _key_point_size(text: str) -> tuple[float, int]:
    """The largest size at which the sentence holds on two lines, else the smallest; and its lines."""
    for points in POINTS:
        lines = len(wrapped(text, points, PAGE_WIDE - 0.4, bold=True))
        if lines <= 2:
            return points, lines
    return POINTS[-1], lines


def _scale(step: Step, tall: float) -> float:
    """The largest size, of four, at which the figures hold one under the other."""

    def high(scale: float) -> float:
        return sum(
            (28 + 5) * scale / 72 * LINE
            + sum(
                len(wrapped(text, size * scale, FIGURES_WIDE)) * size * scale / 72 * LINE
                for text, size in (
                    (figure.label, 12.0),
                    (figure.denominator, 10.5 if figure.denominator else 0.0),
                    (figure_words(figure), 11.0),
                )
            )
            + 0.3 * scale
            for figure in step.figures
        )

    return next((scale for scale in SCALES if high(scale) <= tall), SCALES[-1])


def _table_size(table: TablePicture, wide: float, tall: float) -> float:
    """The largest size at which the table holds on the page; the smallest where it goes on to the next."""
    return next(
        (points for points in TABLE_POINTS if table_height(table, points, wide) <= tall), TABLE_POINTS[-1]
    )


def _table(table: TablePicture, wide: float, points: float) -> dict[str, Any]:
    return {
        "headers": table.headers,
        "rows": table.rows,
        "tones": [tone.value for tone in table.tones],
        "widths": shares(table, wide, points),
    }


def _appendix(report: Report) -> list[dict[str, Any]]:
    """Sources, definitions, then the table behind each picture."""
    parts: list[tuple[str, TablePicture, str]] = [
        ("Sources et fraîcheur", report.freshness, ""),
        ("Fichiers chargés", report.files, "Aucun import n'est enregistré."),
        ("Définitions", definitions(report), "Aucune définition."),
    ]
    for step in report.steps:
        table = table_behind(step)
        if table is not None:
            parts.append((f"Étape {step.number}, en tableau : {step.title}", table, ""))
    return [
        {"title": title, "empty": empty, "apart": title in APART, **_table(table, PAGE_WIDE, APPENDIX_POINTS)}
        for title, table, empty in parts
    ]
