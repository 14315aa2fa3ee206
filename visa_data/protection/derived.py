"""Rates, means, medians and statuses: recomputed for a region, withheld with the counts they come from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from visa_data.indicators.everybody import statuses
from visa_data.protection.marks import Mark
from visa_data.protection.nesting import OF_PERSONS, RATES
from visa_data.settings import Settings
from visa_data.vocabulary import StatutZone

KM_DECIMALS = 1
"""A median is one person's own distance: to 10 m it would draw a circle around a team, to 100 m it says less."""
TOLD_BY_ZEROS = frozenset({StatutZone.SANS_INSCRIT, StatutZone.SANS_ISOLEE, StatutZone.BLANCHE})
"""Statuses that say no more than the zeros shown beside them."""
STATUS_OF = ("inscrits", "isolees", "isolees_couvertes", "acces")
"""What a status is made of: without them, that of a region is unknown."""
SUMMED = frozenset({"plus_75_ans", "plus_75_ans_seuls"})


def by_region(
    frame: pd.DataFrame,
    region_of: pd.Series,
    names: dict[str, str],
    persons: Sequence[str],
    settings: Settings,
) -> pd.DataFrame:
    """The table with one row a region (and need): counts added, the rest recomputed or empty where it cannot be.

    region_of: code of the region of each row of `frame`. names: name of each region of several zones.
    """
    keys = ["code_zone", "besoin"] if "besoin" in frame.columns else ["code_zone"]
    old = frame.assign(code_zone=region_of.to_numpy())
    rows = []
    for _, group in old.groupby(keys, sort=False):
        rows.append(_joined(group, persons, settings) if len(group) > 1 else group.iloc[0].to_dict())
    joined = pd.DataFrame(rows, columns=frame.columns)
    joined["nom_zone"] = [
        names.get(code, name) for code, name in zip(joined["code_zone"], joined["nom_zone"], strict=True)
    ]
    return joined.reset_index(drop=True)


def _joined(group: pd.DataFrame, persons: Sequence[str], settings: Settings) -> dict[str, object]:
    """One row for the zones of a region."""
    row: dict[str, object] = {}
    for name in map(str, group.columns):
        values = group[name]
        if name in persons:
            row[name] = int(values.sum())
        elif name in SUMMED:
            row[name] = float(values.sum(min_count=1))
        elif name in RATES:
            top, bottom = RATES[name]
            known = top in group.columns and bottom in group.columns and group[bottom].notna().all()
            under = float(group[bottom].sum()) if known else 0.0
            row[name] = float(group[top].sum()) / under if under else float("nan")
        elif name == "acces" and "isolees" in group.columns:
            weights = group["isolees"].to_numpy(dtype=float)
            there = weights > 0
            row[name] = (
                float(np.average(values.to_numpy(dtype=float)[there], weights=weights[there]))
                if there.any()
                else float("nan")
            )
        elif name == "besoins_sans_ressource":
            lists = [str(text).split("|") for text in values]
            row[name] = "|".join(code for code in lists[0] if all(code in other for other in lists))
        elif values.nunique(dropna=False) == 1:
            row[name] = values.iloc[0]
        elif name == "ressources":
            row[name] = int(values.max())
        else:
            row[name] = float("nan") if pd.api.types.is_numeric_dtype(values) else None
    if "statut" in group.columns:
        known = set(STATUS_OF) <= set(row)
        row["statut"] = statuses(pd.DataFrame([row])[list(STATUS_OF)], settings)[0] if known else None
    return row


def mark_derived(
    frame: pd.DataFrame, marks: pd.DataFrame, persons: Sequence[str], described: frozenset[str], k: int
) -> None:
    """Fill `marks` for the columns that are not counts of persons, from those that are.

    described: other columns known to say nothing of persons (names, resources, inhabitants).
    A figure that nobody describes is withheld wherever a count of its row is.
    """
    anything = marks[list(persons)].isin([Mark.SMALL, Mark.OTHER]).any(axis=1)

    def withheld(column: str, *, small: bool = False) -> pd.Series:
        if column in persons:
            return marks[column].isin([Mark.SMALL, Mark.OTHER])
        if column in frame.columns:
            return (frame[column] > 0) & (frame[column] < k)
        return pd.Series(not small, index=frame.index)

    for name in map(str, frame.columns):
        if name in persons or name in described:
            continue
        if name in RATES:
            hidden = withheld(RATES[name][0]) | withheld(RATES[name][1])
        elif name in OF_PERSONS:
            first, *more = OF_PERSONS[name]
            hidden = withheld(first)
            for column in more:
                hidden |= withheld(column, small=True)
        elif name == "statut":
            hidden = withheld("isolees") | withheld("isolees_couvertes")
            hidden &= ~frame[name].isin(TOLD_BY_ZEROS)
        elif pd.api.types.is_numeric_dtype(frame[name]):
            hidden = anything
        else:
            continue
        marks.loc[hidden, name] = int(Mark.OTHER)


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Distances to 100 m."""
    if "distance_mediane_km" in frame.columns:
        frame["distance_mediane_km"] = frame["distance_mediane_km"].astype(float).round(KM_DECIMALS)
    return frame
