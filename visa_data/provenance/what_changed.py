"""What changed between two days, told apart: what happened, new data, new thresholds.

For each key figure: shown at the meeting + gap of data + gap of thresholds + real gap = now.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

import duckdb
import pandas as pd

from visa_data import french
from visa_data import settings as thresholds_file
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.indicators.evolution import KEY_FIGURES, key_figures
from visa_data.provenance.extracts_since import KINDS_BEHIND, extracts_since, weighing_on
from visa_data.provenance.happened import happened
from visa_data.provenance.joined_since import joined_since
from visa_data.provenance.meetings import Meeting, Shown, meeting_of, read_shown
from visa_data.settings import Settings


@dataclass(frozen=True)
class WhatChanged:
    """The change between the ends of two days, for the whole territory (no filter).

    meeting: the one recorded for `before`; None: only the real change is known.
    figures: one row a key figure, in the meeting's order: indicateur, libelle, montre (NaN without a
    meeting), recalcule_anciens_reglages and recalcule (the same day, with today's data, with the
    meeting's thresholds and with today's), apres, ecart_donnees, ecart_reglages, ecart_reel (NaN when a
    side is unknown; rates as fractions), extraits (files that may explain ecart_donnees, joined by commas).
    extracts: see `extracts_since`. events: see `happened`.
    thresholds: reglage, libelle, unite, avant, apres: those that differ.
    joined: whether references were joined or parted since the meeting.
    """

    before: date
    after: date
    meeting: Meeting | None
    figures: pd.DataFrame
    extracts: pd.DataFrame
    events: pd.DataFrame
    thresholds: pd.DataFrame
    joined: bool = False

    @property
    def outlines_changed(self) -> bool:
        """Whether outlines of zones were loaded or undone since the meeting (False without one)."""
        return self.meeting is not None and bool((self.extracts["type"] == "zones").any())


def what_changed(base: Base, before: date, after: date, settings: Settings) -> WhatChanged:
    """Compare two days; what was shown is known when a meeting is recorded for `before`.

    Raises VisaError when `before` is after `after`.
    """
    if before > after:
        raise VisaError(
            "Dates à inverser",
            f"la comparaison part du {french.day(before)}, après le {french.day(after)}. "
            "Choisissez une date de comparaison plus ancienne.",
        )
    meeting = meeting_of(base, before)
    with base.cursor() as cursor:
        shown = read_shown(cursor, before)
        extracts = extracts_since(cursor, before, shown)
        figures = compared_figures(
            cursor,
            before,
            settings,
            shown,
            extracts,
            then=key_figures(cursor, before, settings),
            now=key_figures(cursor, after, settings),
        )
        return WhatChanged(
            before,
            after,
            meeting,
            figures,
            extracts,
            happened(cursor, before, after),
            changed_thresholds(settings, shown),
            joined_since(cursor, before),
        )


def compared_figures(
    cursor: duckdb.DuckDBPyConnection,
    before: date,
    settings: Settings,
    shown: Shown | None,
    extracts: pd.DataFrame,
    *,
    then: Mapping[str, float],
    now: Mapping[str, float],
) -> pd.DataFrame:
    """`WhatChanged.figures`. then, now: key figures of both days, on today's data and settings."""
    old_settings = _as_shown(settings, shown)
    as_then = then if old_settings == settings else key_figures(cursor, before, old_settings)
    seen: Mapping[str, float] = shown.figures if shown else {}
    rows = []
    for figure in KEY_FIGURES:
        name = figure.name
        was_shown = seen.get(name, math.nan)
        data = _gap(was_shown, as_then[name]) if name in seen else math.nan
        causes = (
            weighing_on(extracts, KINDS_BEHIND[name])["fichier"].unique() if data and name in seen else ()
        )
        rows.append(
            {
                "indicateur": name,
                "libelle": figure.label,
                "montre": was_shown,
                "recalcule_anciens_reglages": as_then[name],
                "recalcule": then[name],
                "apres": now[name],
                "ecart_donnees": data,
                "ecart_reglages": _gap(as_then[name], then[name]),
                "ecart_reel": _gap(then[name], now[name]),
                "extraits": ", ".join(causes),
            }
        )
    return pd.DataFrame(rows)


def _gap(first: float, second: float) -> float:
    """Difference; 0 between two unknown rates, NaN when one alone is unknown."""
    return 0.0 if math.isnan(first) and math.isnan(second) else second - first


def _as_shown(settings: Settings, shown: Shown | None) -> Settings:
    """Today's settings with the thresholds of the meeting laid over."""
    if shown is None:
        return settings
    known = {
        name: type(value)(shown.thresholds[name])
        for name, value in asdict(settings).items()
        if name in shown.thresholds
    }
    return replace(settings, **known)


def changed_thresholds(settings: Settings, shown: Shown | None) -> pd.DataFrame:
    """`WhatChanged.thresholds`: none without a meeting."""
    then, now = asdict(_as_shown(settings, shown)), asdict(settings)
    described = thresholds_file.described()
    return pd.DataFrame(
        [
            (name, described[name].label, described[name].unit, then[name], value)
            for name, value in now.items()
            if then[name] != value
        ],
        columns=["reglage", "libelle", "unite", "avant", "apres"],
    )
