"""The five kinds of blank, by zone or by sector, and their figures together."""

from __future__ import annotations

import pandas as pd

from pages.parts.answers import shared
from pages.parts.blanks import blanks
from pages.parts.blanks_by_sector import blanks_by_sector
from pages.parts.context import Context
from pages.parts.map_view import theme
from pages.parts.small_maps import SmallMap, table_of_maps
from visa_data.maps.colours import Theme


def five_blanks(context: Context, need: str) -> tuple[list[SmallMap], pd.DataFrame]:
    """Their maps, for a need or for all of them, and one row a place; painted once for everybody."""
    return shared(context, _painted, need, theme())


def _painted(context: Context, need: str, ground: Theme) -> tuple[list[SmallMap], pd.DataFrame]:
    """ground: that of the page, which the maps are painted for."""
    assert ground == theme()
    maps = blanks(context, need) if context.book is None else blanks_by_sector(context, need)
    return maps, table_of_maps(maps)
