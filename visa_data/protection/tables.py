"""A table by zone as the committee receives it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from visa_data.indicators.indicator import Column
from visa_data.indicators.zone_card import in_french
from visa_data.protection.figures import ProtectedFigures
from visa_data.protection.marks import Mark, legend, withheld_text


@dataclass(frozen=True)
class ProtectedTable:
    """Figures by zone or region, ready to be shown, downloaded or mapped.

    frame: the indicator's columns, numbers as floats, NaN (None for a text) where withheld; one row a region.
    marks: same shape, a `Mark` in each cell. totals: the territory's counts, protected with the table.
    regions: code of the zone → code of its row in `frame` (the region's biggest zone, or itself). sentence: what was
    put together, in French, empty when nothing was. share: part of the counts that is withheld (0–1).
    """

    frame: pd.DataFrame
    marks: pd.DataFrame
    totals: ProtectedFigures
    regions: dict[str, str]
    sentence: str
    share: float
    k: int

    @property
    def withheld(self) -> pd.DataFrame:
        """Whether each cell is withheld."""
        return self.marks.isin([int(Mark.SMALL), int(Mark.OTHER)])

    @property
    def legend(self) -> str:
        """What the marks mean; empty when nothing is withheld."""
        return legend(self.k) if bool(self.withheld.to_numpy().any()) else ""

    def text(self, row: int, column: Column | str) -> str:
        """A cell as read: the figure in its unit, « < 11 » or « n. c. »."""
        described = column if isinstance(column, Column) else Column(column, column, "")
        mark = Mark(int(self.marks.at[row, described.name]))
        value = self.frame.at[row, described.name]
        if mark.withheld:
            return withheld_text(mark, self.k)
        return value if isinstance(value, str) else in_french(value, described)

    def texts(self, column: Column | str) -> list[str]:
        """A whole column as read, for a table, a tooltip or a download."""
        return [self.text(row, column) for row in range(len(self.frame))]

    def each_zone(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Values and marks with one row a zone, each with its region's: what a map colours."""
        place = {code: rows.index.tolist() for code, rows in self.frame.groupby("code_zone", sort=False)}
        order = [(zone, row) for zone, region in self.regions.items() for row in place.get(region, ())]
        rows = [row for _, row in order]
        values = self.frame.loc[rows].reset_index(drop=True)
        values["code_zone"] = [zone for zone, _ in order]
        return values, self.marks.loc[rows].reset_index(drop=True)

    def only(self, codes: Collection[str]) -> ProtectedTable:
        """The rows of some zones, and of the regions that hold them.

        A choice of zones is made here, after protection: a table protected on those zones alone would be
        compared with the others.
        """
        kept = {self.regions[code] for code in codes if code in self.regions}
        rows = self.frame["code_zone"].isin(kept)
        return replace(
            self,
            frame=self.frame[rows].reset_index(drop=True),
            marks=self.marks[rows].reset_index(drop=True),
            regions={zone: region for zone, region in self.regions.items() if region in kept},
        )
