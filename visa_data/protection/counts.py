"""Which columns of a table count persons, and a table by zone and need laid out as one by zone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from visa_data.indicators.evolution import KEY_FIGURES
from visa_data.indicators.indicator import Indicator, Unit
from visa_data.indicators.registry import registry
from visa_data.protection.nesting import BY_NEED, OF_PERSONS, PARENTS, RATES

PERSONS = "personnes"
ALWAYS = frozenset(PARENTS) | {"inscrits", "en_attente", PERSONS, "besoins_ouverts", "besoins_non_pourvus"}
"""Counts of persons, whatever the table; needs summed over persons are as telling as persons."""
NEVER = frozenset(
    {"code_zone", "nom_zone", "besoin", "niveau", "libelle", "annee", "statut", "etat"}
) | frozenset(figure.name for figure in KEY_FIGURES if figure.about not in (PERSONS, "besoins"))


def person_columns(frame: pd.DataFrame, indicator: Indicator | None = None) -> list[str]:
    """Columns that count persons, in order. One that nobody describes does when it holds whole positive numbers."""
    sources = (indicator,) if indicator is not None else tuple(registry().values())
    described = {
        column.name: column for source in sources for column in (*source.columns, *source.zone_columns)
    }
    found = []
    for name in map(str, frame.columns):
        if name in NEVER or name in RATES or name in OF_PERSONS:
            continue
        column = described.get(name)
        if (
            name in ALWAYS
            or (column is None and whole_counts(frame[name]))
            or (column is not None and column.unit is Unit.COUNT and column.about == PERSONS)
        ):
            found.append(name)
    return found


def whole_counts(values: pd.Series) -> bool:
    """Whether these are whole, positive numbers and nothing else."""
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return False
    known = values.to_numpy(dtype=float)
    return bool(np.all(np.isfinite(known)) and np.all(known >= 0) and np.all(known == np.floor(known)))


def by_zone(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Counts by code_zone, one row a zone; `ouverts` of a table by need becomes `ouverts@parler` and so on.

    Raises ValueError when a zone has two different values for one column.
    """
    columns = list(columns)
    codes = list(dict.fromkeys(frame["code_zone"].tolist()))
    if "besoin" not in frame.columns:
        if len(codes) != len(frame):
            raise ValueError("a zone has several rows")
        return frame.set_index("code_zone")[columns].astype("int64")
    parts = []
    for name in columns:
        if name in BY_NEED:
            wide = frame.pivot(index="code_zone", columns="besoin", values=name)
            parts.append(wide.set_axis([f"{name}@{need}" for need in wide.columns], axis=1))
        else:
            groups = frame.groupby("code_zone")[name]
            if (groups.nunique() > 1).any():
                raise ValueError(f"{name} differs within a zone")
            parts.append(groups.first().to_frame())
    wide = pd.concat(parts, axis=1) if parts else pd.DataFrame(index=pd.Index(codes))
    return wide.reindex(codes).fillna(0).astype("int64")


def named(column: str, need: object = None) -> str:
    """The name of a count in a table by zone: `ouverts@parler` where it is by need."""
    return f"{column}@{need}" if need is not None and column in BY_NEED else column
