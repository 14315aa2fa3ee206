"""Any picture that is drawn (tables are written, not drawn), as PNG for slides and SVG for pages."""

from __future__ import annotations

from matplotlib.figure import Figure

from visa_data.meeting.pictures import (
    BarsPicture,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    TablePicture,
)
from visa_data.reports.bars_drawing import draw_bars
from visa_data.reports.canvas import Draw, as_png, as_svg
from visa_data.reports.curves_drawing import draw_curves
from visa_data.reports.map_drawing import draw_map
from visa_data.reports.matrix_drawing import draw_matrix
from visa_data.territory.zones import ZoneFrame


def is_drawn(picture: Picture, zones: ZoneFrame) -> bool:
    """Whether there is something to draw: a map needs outlines, a chart needs a line."""
    match picture:
        case MapPicture():
            codes = set(zones.codes)
            return any(code in codes for area in picture.areas for code in area.codes)
        case BarsPicture():
            return bool(picture.bars and picture.series)
        case CurvesPicture():
            return any(value is not None for values in picture.values for value in values)
        case MatrixPicture():
            return bool(picture.rows and picture.columns)
        case TablePicture() | NothingPicture():
            return False


def height_for(picture: Picture, most: float) -> float:
    """Inches that a picture needs where it may take up to `most`: a few bars do not fill a page."""
    if isinstance(picture, BarsPicture):
        return min(most, 1.3 + 0.75 * len(picture.bars))
    return most


def png(picture: Picture, zones: ZoneFrame, width: float, height: float) -> bytes:
    """The picture as PNG, sharp at twice a 1920 × 1080 screen; width and height in inches."""
    return as_png(_draw(picture, zones), width, height)


def svg(picture: Picture, zones: ZoneFrame, width: float, height: float) -> str:
    """The picture as SVG with its texts as texts; width and height in inches."""
    return as_svg(_draw(picture, zones), width, height)


def _draw(picture: Picture, zones: ZoneFrame) -> Draw:
    def draw(figure: Figure) -> None:
        match picture:
            case MapPicture():
                draw_map(figure, picture, zones)
            case BarsPicture():
                draw_bars(figure, picture)
            case CurvesPicture():
                draw_curves(figure, picture)
            case MatrixPicture():
                draw_matrix(figure, picture)
            case _:
                raise ValueError(f"{type(picture).__name__} is written, not drawn")

    return draw
