"""A frozen book written by hand: only what a test says is published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import shapely

from visa_data import settings
from visa_data.dossier.book import DECIDED, WHITE_ZONES
from visa_data.dossier.counts import DERIVED, Difference, by_need
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.tables import NOW, Manifest, Tables
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.protection.marks import Mark
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin

DAY, BEFORE = date(2020, 5, 10), date(2020, 5, 3)
SMALL, OTHER = "< 11", "n. c."
"""How a test writes a count that is withheld."""
Count = int | str
NAMES = (
    *(column.name for column in key_columns() if not column.part),
    *LEVEL_COLUMNS,
    *(by_need(name, need.value) for name in ("ouverts", "non_pourvus") for need in Besoin),
    *DERIVED,
)


def frozen(
    now: Mapping[str, Count],
    then: Mapping[str, Count] | None = None,
    *,
    sectors: Mapping[str, Sequence[str]] | None = None,
    by_sector: Mapping[str, Mapping[str, Count]] | None = None,
    white: Sequence[tuple[Any, ...]] = (),
    answers: Mapping[str, Mapping[str, pd.DataFrame]] | None = None,
    decided: pd.DataFrame | None = None,
    day: date = DAY,
    before: date = BEFORE,
    thresholds: Settings | None = None,
    exact: bool = True,
) -> FrozenBook:
    """A book of those counts at both days; those not said are 0.

    sectors: names of the members of each sector, by its name. by_sector: counts by name of sector, every sector having the
    same ones. white: rows of `WHITE_ZONES`. answers: by key, then by part.
    """
    members = sectors or {}
    codes = {name: f"S{rank}" for rank, name in enumerate(members, 1)}
    found = thresholds or settings.load()
    return FrozenBook(
        Tables(
            Manifest(
                territory="Val d'Essai",
                invented=True,
                number=2,
                day=day,
                before=before,
                previous=before,
                division=1,
                exact=exact,
                made_at=datetime(2020, 5, 11, 9, 0),
                settings={},
            ),
            totals=pd.DataFrame(
                [
                    (name, at, *_published(counts.get(name, 0)))
                    for at, counts in ((day, _whole(now)), (before, _whole(now if then is None else then)))
                    for name in NAMES
                ],
                columns=["nom", "jour", "valeur", "marque"],
            ).drop_duplicates(["nom", "jour"]),
            by_sector=pd.DataFrame(
                [
                    (NOW, codes[sector], name, *_published(count))
                    for sector, counts in (by_sector or {}).items()
                    for name, count in counts.items()
                ],
                columns=["moment", "code", "nom", "valeur", "marque"],
            ),
            sectors=pd.DataFrame(
                [
                    (
                        code,
                        name,
                        "|".join(f"{code}{rank}" for rank, _ in enumerate(members[name])),
                        "|".join(members[name]),
                        math.nan,
                        shapely.to_wkb(shapely.box(3 + rank / 10, 50, 3.1 + rank / 10, 50.1)),
                    )
                    for rank, (name, code) in enumerate(codes.items())
                ],
                columns=["code", "nom", "zones", "membres", "habitants", "geometrie"],
            ),
            around=pd.DataFrame(columns=["nom", "geometrie"]),
            white_zones=pd.DataFrame(white, columns=list(WHITE_ZONES)),
            decided=pd.DataFrame(columns=list(DECIDED)) if decided is None else decided,
            freshness=pd.DataFrame(),
            files=pd.DataFrame(),
            answers=answers or {},
        ),
        found,
    )


def _whole(counts: Mapping[str, Count]) -> dict[str, Count]:
    """With what follows from the counts said, where they are numbers."""
    found = dict(counts)
    for name, rule in DERIVED.items():
        parts = (rule.whole, rule.part) if isinstance(rule, Difference) else rule.parts
        values = [found.get(part, 0) for part in parts]
        numbers = [value for value in values if isinstance(value, int)]
        if name not in found and len(numbers) == len(values):
            found[name] = numbers[0] - numbers[1] if isinstance(rule, Difference) else sum(numbers)
    return found


def _published(count: Count) -> tuple[float, int]:
    if isinstance(count, int):
        return float(count), int(Mark.SHOWN)
    return math.nan, int(Mark.SMALL if count == SMALL else Mark.OTHER)
