"""A step's picture as HTML: plain elements and SVG, so that sizes follow the screen and every text can be read.

Not plotly's: a projected screen is drawn without a script of 4 MB, at sizes set by the viewport alone (the
server never knows it), names wrap, and contrast and sizes can be measured on what is really shown.
"""

from __future__ import annotations

from visa_data.figures.marked import text
from visa_data.figures.picture_bars import bars_html
from visa_data.figures.picture_curves import curves_html
from visa_data.figures.picture_tables import matrix_html, table_html
from visa_data.maps.meeting_map import Outlines, map_html
from visa_data.meeting.pictures import (
    BarsPicture,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    TablePicture,
)

NO_BAR = "Rien à montrer à cette date."


def picture_html(picture: Picture, outlines: Outlines) -> str:
    """The HTML of any picture; every text in it is escaped. outlines: where the zones of a map are."""
    match picture:
        case MapPicture():
            return map_html(picture, outlines)
        case BarsPicture(bars=()) | CurvesPicture(ticks=()) | MatrixPicture(rows=()) | TablePicture(rows=()):
            return _sentence(NO_BAR)
        case BarsPicture():
            return bars_html(picture)
        case CurvesPicture():
            return curves_html(picture)
        case MatrixPicture():
            return matrix_html(picture)
        case TablePicture():
            return table_html(picture)
        case NothingPicture():
            return _sentence(picture.sentence)
    raise TypeError(f"no such picture: {picture!r}")


def _sentence(sentence: str) -> str:
    return f'<p class="rien">{text(sentence)}</p>'
