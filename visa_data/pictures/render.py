"""The one renderer: any picture that is drawn (tables are written, not drawn), as SVG or as PNG."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

import resvg_py

from visa_data.pictures.bars import draw_bars
from visa_data.pictures.cards import draw_cards
from visa_data.pictures.columns import draw_columns
from visa_data.pictures.curves import draw_curves
from visa_data.pictures.lettering import FONT, FONT_FILES, drawable
from visa_data.pictures.map import draw_map
from visa_data.pictures.matrix import draw_matrix
from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import (
    BarsPicture,
    CardsPicture,
    ColumnsPicture,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    ProportionPicture,
    StatementsPicture,
    TablePicture,
)
from visa_data.pictures.proportion import draw_proportion
from visa_data.pictures.sheet import TEXT, Sheet
from visa_data.pictures.statements import draw_statements
from visa_data.pictures.tones import COLOURS

INCH = TEXT / 13 * 72
"""Units of an inch of paper: texts of 13 points, 26 pixels on a slide shown at 1920 × 1080."""
PIXELS_PER_INCH = 260
"""Twice what a slide shown at 1920 × 1080 needs."""
LEAST_ON_PAPER = TEXT * 9 / 13
"""9 points."""
FINER = 1.25
NO_PICTURE = "Il n'y a rien à dessiner à cette date."


def is_drawn(picture: Picture, outlines: Outlines) -> bool:
    """Whether there is something to draw: a map needs outlines, a chart needs a line."""
    match picture:
        case MapPicture():
            codes = set(outlines.codes)
            return any(code in codes for area in picture.areas for code in area.codes)
        case BarsPicture():
            return bool(picture.bars and picture.series)
        case CurvesPicture():
            return any(value is not None for values in picture.values for value in values)
        case MatrixPicture():
            return bool(picture.rows and picture.columns)
        case StatementsPicture():
            return bool(picture.statements)
        case ProportionPicture():
            return True
        case CardsPicture():
            return bool(picture.cards)
        case ColumnsPicture():
            return any(column.notes for column in picture.columns)
    return False


def said_instead(picture: Picture) -> str:
    """The sentence that stands for a picture where there is nothing to draw."""
    return picture.sentence if isinstance(picture, NothingPicture) else NO_PICTURE


def written_table(picture: Picture) -> TablePicture | None:
    """The picture itself where it is a table with rows: it is written, not drawn."""
    return picture if isinstance(picture, TablePicture) and picture.rows else None


def height_for(picture: Picture, most: float) -> float:
    """Units that a picture needs where it may take up to `most`: a few bars do not fill a page."""
    if isinstance(picture, BarsPicture):
        return min(most, (1.3 + 0.75 * len(picture.bars)) * INCH)
    return most


def detail(picture: Picture) -> float:
    """How much larger than its paper a picture of texts is drawn: its smallest are read there at 10 points."""
    match picture:
        case StatementsPicture() | ProportionPicture() | CardsPicture() | ColumnsPicture():
            return FINER
        case BarsPicture(bars=bars):
            return FINER if any(bar.note for bar in bars) else 1.0
        case CurvesPicture(beside=beside):
            return FINER if beside is not None else 1.0
    return 1.0


def page_svg(
    picture: Picture, outlines: Outlines, width: float, height: float, name: str, said: str
) -> Element:
    """The picture as an <svg> element of a page, in the page's own colours (`tones.variables`).

    width, height: units. name: put before its identifiers. said: its text alternative.
    """
    sheet = Sheet(width, height, name=name)
    _draw(sheet, picture, outlines)
    sheet.root.set("aria-label", said)
    return sheet.root


def svg(picture: Picture, outlines: Outlines, width: float, height: float) -> str:
    """The picture on paper, as an SVG file with its texts as texts; width and height in units."""
    finer = detail(picture)
    sheet = Sheet(width * finer, height * finer, "light", least=LEAST_ON_PAPER)
    sheet.root.set("xmlns", "http://www.w3.org/2000/svg")
    _draw(sheet, picture, outlines)
    return drawable(tostring(sheet.root, encoding="unicode"))


def png(picture: Picture, outlines: Outlines, width: float, height: float) -> bytes:
    """The picture on paper as PNG, sharp at twice a 1920 × 1080 screen; width and height in units."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg(picture, outlines, width, height),
            background=COLOURS["light"]["papier"],
            skip_system_fonts=True,
            font_files=FONT_FILES,
            font_family=FONT,
            width=round(width / INCH * PIXELS_PER_INCH),
            height=round(height / INCH * PIXELS_PER_INCH),
        )
    )


def _draw(sheet: Sheet, picture: Picture, outlines: Outlines) -> None:
    match picture:
        case MapPicture():
            draw_map(sheet, picture, outlines)
        case BarsPicture():
            draw_bars(sheet, picture)
        case CurvesPicture():
            draw_curves(sheet, picture)
        case MatrixPicture():
            draw_matrix(sheet, picture)
        case StatementsPicture():
            draw_statements(sheet, picture, outlines)
        case ProportionPicture():
            draw_proportion(sheet, picture)
        case CardsPicture():
            draw_cards(sheet, picture)
        case ColumnsPicture():
            draw_columns(sheet, picture)
        case _:
            raise ValueError(f"{type(picture).__name__} is written, not drawn")
