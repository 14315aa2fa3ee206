"""The sample's tables as text, in the columns of the pivot format."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from scripts.make_sample import people as people_columns
from scripts.make_sample.sample import Sample


def pivot_tables(sample: Sample) -> dict[str, pd.DataFrame]:
    """``file name -> table``; every cell is text, "" when empty."""
    return {
        "personnes.csv": _as_text(sample.people[people_columns.COLUMNS]),
        "appels.csv": _as_text(sample.calls),
        "besoins.csv": _as_text(sample.needs),
        "equipes_citoyennes.csv": _as_text(sample.teams),
        "ressources.csv": _as_text(sample.resources),
        "appelants.csv": _as_text(sample.callers),
        "population.csv": _as_text(sample.population),
        "acteurs.csv": _as_text(sample.actors),
        "suites.csv": _as_text(sample.follow_ups),
        "signalements.csv": _as_text(sample.reports),
        "binomes.csv": _as_text(sample.pairs),
        "dispositifs.csv": _as_text(sample.schemes),
        "cooperations.csv": _as_text(sample.cooperations),
    }


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: [_cell(value) for value in table[name]] for name in table}, dtype=object)


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.6f}" if isinstance(value, float) else str(value)
