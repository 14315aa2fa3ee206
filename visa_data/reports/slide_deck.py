"""Slides of the report: 16:9, fonts that every office suite has, French, nobody's name in the properties."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from visa_data.pictures.lettering import ARIAL, fitted, shortened
from visa_data.pictures.tones import ink

WIDE, HIGH = 13.333, 7.5
LEFT, ROOM, BOTTOM = 0.5, 12.333, 7.08
FONT = "Arial"
"""Installed with PowerPoint and Keynote; LibreOffice draws it with Liberation Sans, of the same widths."""
LANGUAGE = "fr-FR"
TITLE_ONLY = "Title Only"
_FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Deck:
    """A presentation being written."""

    def __init__(self, presentation: Any, title: str, made_at: datetime) -> None:
        self._file = presentation
        self._title = title
        self._layout = _prepare(presentation)
        properties = presentation.core_properties
        properties.author = ""
        properties.last_modified_by = ""
        properties.title = clean(title)
        properties.language = LANGUAGE
        properties.created = properties.modified = made_at.replace(tzinfo=None)
        properties.revision = 1
        properties.keywords = properties.comments = properties.subject = properties.category = ""

    def slide(self, title: str, *, number: bool, top: float, high: float, sizes: Sequence[float]) -> Slide:
        """A new slide with its title; number: whether it bears its number and the report's name."""
        slide = Slide(self._file.slides.add_slide(self._layout))
        slide.title(title, top, high, sizes)
        if number:
            soft = ink("encre-douce")
            (foot, *_) = shortened(self._title, 11 * ARIAL, ROOM - 1.2, 1)
            slide.text("Pied", foot, LEFT, BOTTOM, ROOM - 1.2, 0.3, 11, colour=soft)
            slide.page_number(len(self._file.slides))
        return slide

    def save(self, out: io.BytesIO) -> None:
        """Write the file."""
        self._file.save(out)


class Slide:
    """One slide; places and sizes are inches from the top left, font sizes points."""

    def __init__(self, slide: Any) -> None:
        self._slide = slide

    def title(self, text: str, top: float, high: float, sizes: Sequence[float]) -> None:
        """The slide's title, in the layout's own place holder so that outlines and screen readers find it."""
        shape = self._slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Inches(v) for v in (LEFT, top, ROOM, high))
        _frame(shape.text_frame, middle=True)
        shape.text_frame.margin_left = shape.text_frame.margin_right = 0
        points, shown = fitted(text, sizes, ROOM, high, bold=True, narrow=ARIAL)
        _write(shape.text_frame.paragraphs[0], shown, points, bold=True, colour=ink("encre"))

    def text(
        self,
        name: str,
        text: str,
        left: float,
        top: float,
        room: float,
        high: float,
        points: float,
        *,
        bold: bool = False,
        colour: str = "",
        fill: str = "",
        middle: bool = False,
    ) -> None:
        """A text box of one paragraph, on a ground where `fill` is given."""
        box = self._box(name, left, top, room, high, inset=0.2 if fill else 0.0)
        if fill:
            box.fill.solid()
            box.fill.fore_color.rgb = _rgb(fill)
        _frame(box.text_frame, middle=middle)
        _write(box.text_frame.paragraphs[0], text, points, bold=bold, colour=colour or ink("encre"))

    def lines(
        self,
        name: str,
        texts: Sequence[str],
        left: float,
        top: float,
        room: float,
        high: float,
        points: float,
    ) -> None:
        """A text box of several paragraphs alike."""
        self.paragraphs(
            name, [(text, points, False, ink("encre")) for text in texts], left, top, room, high, after=8
        )

    def paragraphs(
        self,
        name: str,
        texts: Sequence[tuple[str, float, bool, str]],
        left: float,
        top: float,
        room: float,
        high: float,
        *,
        after: float = 0,
    ) -> None:
        """A text box of paragraphs (text, points, bold, colour); empty ones are left out."""
        box = self._box(name, left, top, room, high)
        _frame(box.text_frame, middle=False)
        first = True
        for text, points, bold, colour in texts:
            if not text:
                continue
            paragraph = box.text_frame.paragraphs[0] if first else box.text_frame.add_paragraph()
            first = False
            paragraph.space_after = Pt(after)
            _write(paragraph, text, points, bold=bold, colour=colour)

    def bar(self, left: float, top: float, room: float, high: float, colour: str) -> None:
        """A plain rectangle that decorates: nothing for a screen reader to say."""
        shape = self._slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(room), Inches(high)
        )
        shape.name = "Filet"
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.line.fill.background()

    def picture(
        self, image: bytes, left: float, top: float, room: float, high: float, alternative: str
    ) -> None:
        """A picture with its text alternative."""
        shape = self._slide.shapes.add_picture(
            io.BytesIO(image), Inches(left), Inches(top), Inches(room), Inches(high)
        )
        shape.name = "Figure"
        shape._element.nvPicPr.cNvPr.set("descr", clean(alternative))

    def table(
        self, rows: int, widths: Sequence[float], left: float, top: float, heights: Sequence[float]
    ) -> Any:
        """An empty native table, its first row a header."""
        frame = self._slide.shapes.add_table(
            rows, len(widths), Inches(left), Inches(top), Inches(sum(widths)), Inches(sum(heights))
        )
        frame.name = "Tableau"
        table = frame.table
        table.first_row, table.horz_banding = True, False
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Inches(wide)
        for row, high in zip(table.rows, heights, strict=True):
            row.height = Inches(high)
        return table

    def page_number(self, number: int) -> None:
        """The slide's number as a field, so that it follows when slides are moved."""
        box = self._box("Numéro", LEFT + ROOM - 1.0, BOTTOM, 1.0, 0.3)
        _frame(box.text_frame, middle=False)
        paragraph = box.text_frame.paragraphs[0]
        _write(paragraph, str(number), 11, bold=False, colour=ink("encre-douce"))
        paragraph._p.get_or_add_pPr().set("algn", "r")
        run = paragraph._p.find(qn("a:r"))
        run.tag = qn("a:fld")
        run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        run.set("type", "slidenum")

    def speaker_notes(self, text: str) -> None:
        """What the presenter reads."""
        self._slide.notes_slide.notes_text_frame.text = clean(text)

    def _box(
        self, name: str, left: float, top: float, room: float, high: float, *, inset: float = 0.0
    ) -> Any:
        box = self._slide.shapes.add_textbox(Inches(left), Inches(top), Inches(room), Inches(high))
        box.name = name
        frame = box.text_frame
        frame.margin_left = frame.margin_right = Inches(inset)
        frame.margin_top = frame.margin_bottom = Inches(0.02 if not inset else 0.05)
        return box


def clean(text: str) -> str:
    """Without the control characters that an office file cannot hold."""
    return CONTROL.sub(" ", text)


def fill_cell(cell: Any, text: str, points: float, *, bold: bool, colour: str, ground: str) -> None:
    """A table's cell: text, ground and margins."""
    cell.margin_left = cell.margin_right = Inches(0.09)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(ground)
    _write(cell.text_frame.paragraphs[0], text, points, bold=bold, colour=colour)


def _write(paragraph: Any, text: str, points: float, *, bold: bool, colour: str) -> None:
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.size = Pt(round(points * 2) / 2)
    run.font.bold = bold
    run.font.color.rgb = _rgb(colour)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def _frame(frame: Any, *, middle: bool) -> None:
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _prepare(presentation: Any) -> Any:
    """Widen the library's own 4:3 model to 16:9, keep one layout, drop what says where it was made."""
    stretch = WIDE / 10
    presentation.slide_width, presentation.slide_height = Inches(WIDE), Inches(HIGH)
    kept = next(layout for layout in presentation.slide_layouts if layout.name == TITLE_ONLY)
    for layout in list(presentation.slide_layouts):
        if layout is not kept:
            presentation.slide_layouts.remove(layout)
    kept.name = "Titre seul"
    for holder in (presentation.slide_master, kept):
        for shape in holder.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)
        for shape in list(holder.placeholders):
            if shape.is_placeholder and shape.placeholder_format.type in _FOOTERS:
                shape._element.getparent().remove(shape._element)
    for style in presentation.slide_master._element.iter(qn("a:lvl1pPr")):
        if style.getparent().tag == qn("p:titleStyle"):
            style.set("algn", "l")
    _set_fonts(presentation.slide_master.part.part_related_by(RT.THEME))
    _drop(presentation.part, lambda kind: kind.endswith("/printerSettings"))
    _drop(presentation.part.package, lambda kind: kind == RT.THUMBNAIL)
    return kept


def _set_fonts(theme: Any) -> None:
    """The theme's fonts: what somebody types on a slide looks like the rest."""
    theme._blob = re.sub(rb'(<a:latin typeface=")[^"]*(")', rb"\1" + FONT.encode() + rb"\2", theme.blob)


def _drop(owner: Any, unwanted: Any) -> None:
    relations = owner._rels
    for key in [key for key, relation in relations.items() if unwanted(relation.reltype)]:
        relations.pop(key)
