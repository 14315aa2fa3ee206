"""One value a zone, for a map: any column of any indicator, as a count or as a share of what it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from visa_data.indicators.indicator import Column, Indicator, Unit
from visa_data.vocabulary import Besoin

STATUS = "statut"
WITHOUT_RESOURCE = "besoins_sans_ressource"
EVERY_NEED = ""


def map_columns(indicator: Indicator) -> list[Column]:
    """Columns of an indicator by zone that a map can show, as they are on the map: a list of needs as their number."""
    return [as_number(column) for column in indicator.zone_columns if column.on_map]


def as_number(column: Column) -> Column:
    """The column itself; that of a list of needs, read as their number."""
    return replace(column, unit=Unit.COUNT, about="besoins") if column.unit is Unit.NEEDS else column


def zone_values(
    frame: pd.DataFrame,
    registered: pd.DataFrame,
    *,
    column: Column,
    need: str = EVERY_NEED,
    share: bool = False,
) -> pd.DataFrame:
    """One row a zone, then people placed nowhere: code_zone, nom_zone, valeur, denominateur.

    frame: what an indicator's by_zone gave. registered: `coverage_by_zone`, for the people registered. valeur: the
    count, or the share (a fraction, NaN where nobody is registered); the code of a status; the number of needs listed.
    denominateur: the count that the column is part of, people registered where the frame does not give it.
    need: which need's rows; every need together when empty.
    """
    if "besoin" in frame.columns:
        frame = frame[frame["besoin"] == Besoin(need).value] if need else _together(frame, column.name)
    table = frame[["code_zone", "nom_zone"]].reset_index(drop=True)
    values = frame[column.name].reset_index(drop=True)
    if column.unit is Unit.NEEDS:
        values = values.map(lambda listed: len([code for code in str(listed).split("|") if code]))
    table["valeur"] = values
    if column.whole in frame.columns:
        table["denominateur"] = frame[column.whole].to_numpy()
    else:
        counts = registered.set_index("code_zone")["inscrits"]
        table["denominateur"] = table["code_zone"].map(counts).fillna(0).astype(int)
    if share:
        table["valeur"] = table["valeur"] / table["denominateur"].where(table["denominateur"] > 0)
    return table


def adds_up(column: Column) -> bool:
    """Whether its value of several zones follows from those of each: counts of people, and their shares."""
    if column.unit is Unit.RATE:
        return bool(column.part and column.whole)
    return column.unit is Unit.COUNT and column.counts_people and not column.own


def gathered_values(
    frame: pd.DataFrame,
    registered: pd.DataFrame,
    places: Mapping[str, tuple[str, str]],
    *,
    column: Column,
    need: str = EVERY_NEED,
    share: bool = False,
) -> pd.DataFrame:
    """`zone_values` of a column that adds up, one row a place made of zones, by code; people placed nowhere last.

    places: code of a zone → code and name of its place.
    """
    rate = column.unit is Unit.RATE
    counted = replace(column, name=column.part, unit=Unit.COUNT) if rate else column
    zones = zone_values(frame, registered, column=counted, need=need)
    of = [
        places.get(code, ("", name)) for code, name in zip(zones["code_zone"], zones["nom_zone"], strict=True)
    ]
    table = zones.assign(code_zone=[code for code, _ in of], nom_zone=[name for _, name in of])
    table = table.groupby(["code_zone", "nom_zone"], as_index=False)[["valeur", "denominateur"]].sum()
    if rate or share:
        table["valeur"] = table["valeur"] / table["denominateur"].where(table["denominateur"] > 0)
    nowhere = table["code_zone"] == ""
    return pd.concat([table[~nowhere], table[nowhere]], ignore_index=True)


def _together(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.groupby(["code_zone", "nom_zone"], sort=False, as_index=False)[column].sum()
