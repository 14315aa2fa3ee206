"""The figure that a decision wants to move: a column of an indicator, for the territory or one zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.decisions.checked_words import refuse
from visa_data.indicators.evolution import EVOLUTION, key_columns, key_figures
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.indicator import MEASURES, Column, Unit
from visa_data.indicators.registry import registry
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator's contract name and column; zone and need empty for all of them together."""

    indicator: str
    column: str
    zone: str = ""
    need: str = ""


def measurable() -> dict[tuple[str, str], tuple[str, Column]]:
    """What a decision may follow: (indicator, column) → (title of the indicator, column).

    The key figures are known for the whole territory only. A table of levels, of weeks… has no one value of a column:
    only that of the needs has, once the need is chosen.
    """
    found = {(EVOLUTION.name, figure.name): ("Chiffres du comité", figure) for figure in key_columns()}
    for indicator in registry().values():
        own = indicator.columns if indicator.rows in ("", "besoin") else ()
        for column in (*own, *indicator.zone_columns):
            if column.unit in MEASURES:
                found[indicator.name, column.name] = (indicator.title, column)
    return found


class Readings:
    """Values of measures at the end of one day, each indicator computed once."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> None:
        self._cursor = cursor
        self._day = day
        self._settings = settings
        self._frames: dict[tuple[str, bool], pd.DataFrame] = {}
        self._key_figures: dict[str, float] | None = None

    def value(self, measure: Measure) -> float:
        """The value, NaN where unknown (a rate of nobody, a zone that is no longer there).

        Raises VisaError when this cannot be measured: no such column, or not for a zone, or for a zone only.
        """
        if (measure.indicator, measure.column) not in measurable():
            refuse(
                "Indicateur inconnu",
                f"« {measure.indicator} : {measure.column} » n'est pas un chiffre suivi. Choisissez-le dans la liste.",
            )
        if measure.indicator == EVOLUTION.name:
            return self._key_figure(measure)
        return self._in_zone(measure) if measure.zone else self._whole(measure)

    def _key_figure(self, measure: Measure) -> float:
        if measure.zone:
            refuse(*_only_whole(measure))
        if self._key_figures is None:
            self._key_figures = key_figures(self._cursor, self._day, self._settings)
        return self._key_figures[measure.column]

    def _in_zone(self, measure: Measure) -> float:
        frame = self._frame(measure.indicator, by_zone=True)
        if measure.column not in frame.columns:
            refuse(*_only_whole(measure))
        return _together(frame[frame["code_zone"] == measure.zone], measure)

    def _whole(self, measure: Measure) -> float:
        frame = self._frame(measure.indicator, by_zone=False)
        if measure.column in frame.columns and ("besoin" in frame.columns or len(frame) == 1):
            return _together(frame, measure)
        zones = self._frame(measure.indicator, by_zone=True)
        if measure.column not in zones.columns or not _adds_up(measure):
            refuse(
                "Zone à choisir",
                f"« {_label(measure)} » se mesure dans une zone : choisissez la zone de la décision, "
                "ou un autre indicateur.",
            )
        return float(zones[measure.column].sum())

    def _frame(self, name: str, *, by_zone: bool) -> pd.DataFrame:
        if (name, by_zone) not in self._frames:
            indicator = registry()[name]
            compute = indicator.by_zone if by_zone else indicator.compute
            self._frames[name, by_zone] = (
                pd.DataFrame()
                if compute is None
                else compute(self._cursor, self._day, self._settings, EVERYBODY)
            )
        return self._frames[name, by_zone]


def _together(rows: pd.DataFrame, measure: Measure) -> float:
    """The one value of these rows: of the decision's need where rows are needs, else of the only row."""
    if "besoin" in rows.columns and measure.need:
        rows = rows[rows["besoin"] == Besoin(measure.need).value]
    if len(rows) > 1:
        if not _adds_up(measure):
            refuse(
                "Besoin à choisir",
                f"« {_label(measure)} » se mesure pour un besoin : choisissez le besoin de la décision, "
                "ou un autre indicateur.",
            )
        return float(rows[measure.column].sum())
    if rows.empty:
        return float("nan")
    value = rows[measure.column].iloc[0]
    return float("nan") if pd.isna(value) else float(value)


def _adds_up(measure: Measure) -> bool:
    """Counts of people add up over zones and needs; a resource reaches several of each."""
    column = measurable()[measure.indicator, measure.column][1]
    return column.unit is Unit.COUNT and column.about in {"personnes", "habitants", "besoins"}


def _only_whole(measure: Measure) -> tuple[str, str]:
    return (
        "Indicateur du territoire entier",
        f"« {_label(measure)} » se mesure pour tout le territoire : retirez la zone ou choisissez un autre indicateur.",
    )


def _label(measure: Measure) -> str:
    return measurable()[measure.indicator, measure.column][1].label
