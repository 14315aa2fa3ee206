"""What was decided of each count, laid on the indicator's own columns: rates and texts follow their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from visa_data.indicators.indicator import Indicator, Unit
from visa_data.indicators.registry import registry
from visa_data.protection.counts import NEVER, named
from visa_data.protection.derived import by_region, mark_derived, rounded
from visa_data.protection.figures import ProtectedFigures
from visa_data.protection.marks import Mark
from visa_data.protection.tables import ProtectedTable
from visa_data.settings import Settings


def dressed(
    frame: pd.DataFrame,
    indicator: Indicator | None,
    persons: Sequence[str],
    region_of: Mapping[str, str],
    names: dict[str, str],
    found: pd.DataFrame,
    figures: ProtectedFigures,
    sentence: str,
    share: float,
    k: int,
    settings: Settings,
) -> ProtectedTable:
    """The marks laid on the indicator's own columns."""
    where = frame["code_zone"].map(region_of)
    shown = (
        by_region(frame, where, names, persons, settings) if names else frame.reset_index(drop=True).copy()
    )
    marks = pd.DataFrame(int(Mark.SHOWN), index=shown.index, columns=shown.columns)
    needs = shown["besoin"].tolist() if "besoin" in shown.columns else [None] * len(shown)
    for name in persons:
        marks[name] = [
            int(found.at[code, named(name, need)])
            for code, need in zip(shown["code_zone"], needs, strict=True)
        ]
    mark_derived(shown, marks, persons, _harmless(indicator), k)
    hidden = marks.isin([int(Mark.SMALL), int(Mark.OTHER)])
    for name in shown.columns:
        if name in persons or (pd.api.types.is_numeric_dtype(shown[name]) and hidden[name].any()):
            shown[name] = shown[name].astype(float).mask(hidden[name])
        elif hidden[name].any():
            shown[name] = shown[name].astype(object).where(~hidden[name], None)
    return ProtectedTable(rounded(shown), marks, figures, dict(region_of), sentence, share, k)


def _harmless(indicator: Indicator | None) -> frozenset[str]:
    """Columns that say nothing of persons: names, resources, inhabitants."""
    sources = (indicator,) if indicator is not None else tuple(registry().values())
    return (NEVER - {"statut"}) | {
        column.name
        for source in sources
        for column in (*source.columns, *source.zone_columns)
        if column.unit is Unit.COUNT and column.about != "personnes"
    }
