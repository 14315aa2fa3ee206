"""What other folders are to give: sectors, and the protection of a book. Taken out as soon as they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from visa_data import french
from visa_data.protection.marks import Mark
from visa_data.territory.zones import ZoneFrame


@dataclass(frozen=True)
class Sector:
    """code: S1, S2… zones: codes, sorted."""

    code: str
    name: str
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Division:
    """Every active zone in exactly one sector."""

    sectors: tuple[Sector, ...]

    def of_zone(self) -> dict[str, str]:
        """Zone's code → its sector's."""
        return {zone: sector.code for sector in self.sectors for zone in sector.zones}


def propose(zones: ZoneFrame, registered: Mapping[str, int], least: int) -> Division:
    """Neighbouring zones together until each group holds enough people."""
    groups: list[list[int]] = []
    left = set(range(len(zones.codes)))
    count = [registered.get(code, 0) for code in zones.codes]
    while left:
        group = [min(left)]
        left -= {group[0]}
        while sum(count[row] for row in group) < least:
            beside = {other for row in group for other in zones.adjacent[row]} & left
            if not beside:
                break
            group.append(min(beside))
            left -= {group[-1]}
        if sum(count[row] for row in group) < least and groups:
            groups[-1] += group
        else:
            groups.append(group)
    sectors = []
    for number, group in enumerate(groups, 1):
        names = [zones.names[row] for row in group]
        name = french.listed(names if len(names) < 4 else [*names[:2], f"{len(names) - 2} autres"])
        sectors.append(Sector(f"S{number}", name, tuple(sorted(zones.codes[row] for row in group))))
    return Division(tuple(sectors))


def sector_frame(zones: ZoneFrame, division: Division) -> ZoneFrame:
    """The sectors as zones."""
    rows = {code: row for row, code in enumerate(zones.codes)}
    outlines = np.array(
        [
            shapely.union_all(shapely.make_valid(zones.outlines[[rows[zone] for zone in sector.zones]]))
            for sector in division.sectors
        ],
        dtype=object,
    )
    codes = [sector.code for sector in division.sectors]
    points = shapely.point_on_surface(outlines)
    return ZoneFrame(
        codes,
        [sector.name for sector in division.sectors],
        codes,
        outlines,
        shapely.get_y(points),
        shapely.get_x(points),
        division.of_zone(),
    )


@dataclass(frozen=True)
class Rules:
    """k: counts from 1 to k−1 are not said. rounding: the others' multiple."""

    k: int = 11
    rounding: int = 5


@dataclass(frozen=True)
class Published:
    """What may be written."""

    values: pd.DataFrame
    marks: pd.DataFrame
    totals: Mapping[str, float]
    total_marks: Mapping[str, Mark]


@dataclass(frozen=True)
class Earlier:
    """The book before."""

    published: Published
    counts: pd.DataFrame
    totals: Mapping[str, int]
    rules: Rules
    flows: Mapping[str, tuple[int, int]]
    least: pd.DataFrame | None = None


def publish(
    counts: pd.DataFrame,
    totals: Mapping[str, int],
    rules: Rules,
    *,
    exact_totals: bool = True,
    least: pd.DataFrame | None = None,
    sums: Any = (),
    before: Earlier | None = None,
) -> Published:
    """Rounded, « < 11 » below k."""
    small = (counts > 0) & (counts < rules.k)
    values = _rounded(counts, rules).where(~small)
    marks = small.replace({True: int(Mark.SMALL), False: int(Mark.SHOWN)}).astype(int)
    if exact_totals:
        return Published(values, marks, dict(totals), dict.fromkeys(totals, Mark.SHOWN))
    whole = pd.Series(totals, dtype=float)
    small_total = (whole > 0) & (whole < rules.k)
    said = _rounded(whole, rules).where(~small_total)
    return Published(
        values, marks, said.to_dict(), {n: Mark.SMALL if s else Mark.SHOWN for n, s in small_total.items()}
    )


def _rounded(counts: Any, rules: Rules) -> Any:
    return ((counts + rules.rounding // 2) // rules.rounding * rules.rounding).astype(float)
