"""The figures that a meeting was shown, computed again for the same day: what new data and new thresholds revise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from visa_data import settings as thresholds_file
from visa_data.indicators.evolution import key_columns, key_figures
from visa_data.provenance.meetings import ShownFigures
from visa_data.settings import Settings


def revised_figures(
    cursor: duckdb.DuckDBPyConnection,
    before: date,
    settings: Settings,
    shown: ShownFigures,
    recomputed: Mapping[str, float],
) -> pd.DataFrame:
    """One row a key figure, by name, in the meeting's order: montre, recalcule_anciens_reglages, recalcule.

    All three are of the day `before`: as shown then (NaN when it was not), on today's data with the meeting's
    thresholds, and with today's (recomputed). Rates are fractions, NaN for a rate of nobody.
    """
    old_settings = _as_shown(settings, shown)
    as_then = recomputed if old_settings == settings else key_figures(cursor, before, old_settings)
    return pd.DataFrame(
        {
            "montre": [shown.figures.get(figure.name, float("nan")) for figure in key_columns()],
            "recalcule_anciens_reglages": [as_then[figure.name] for figure in key_columns()],
            "recalcule": [recomputed[figure.name] for figure in key_columns()],
        },
        index=pd.Index([figure.name for figure in key_columns()], name="indicateur"),
    )


def changed_thresholds(settings: Settings, shown: ShownFigures) -> pd.DataFrame:
    """reglage, libelle, avant, apres: the settings that are no longer the meeting's."""
    then, now = _as_shown(settings, shown).numbers, settings.numbers
    described = thresholds_file.described()
    return pd.DataFrame(
        [
            (name, described[name].label, then[name], value)
            for name, value in now.items()
            if then[name] != value
        ],
        columns=["reglage", "libelle", "avant", "apres"],
    )


def _as_shown(settings: Settings, shown: ShownFigures) -> Settings:
    """Today's settings with the thresholds of the meeting laid over."""
    known = {
        name: type(getattr(settings, name))(shown.thresholds[name])
        for name in settings.numbers
        if name in shown.thresholds
    }
    return replace(settings, **known)
