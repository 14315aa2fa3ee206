"""One value a zone, for a map: any column of any indicator, as a count or as a share of the people registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from visa_data.indicators.indicator import Column, Indicator, Unit
from visa_data.vocabulary import Besoin

STATUS = "statut"
WITHOUT_RESOURCE = "besoins_sans_ressource"
EVERY_NEED = ""
NOT_A_SHARE = frozenset({"inscrits", "en_attente"})
MEASURES = (Unit.COUNT, Unit.RATE, Unit.RATIO, Unit.KM, Unit.DAYS)


def map_columns(indicator: Indicator, frame: pd.DataFrame) -> list[Column]:
    """Columns of `frame` (what indicator.by_zone gave) that a map can show, as they are on the map.

    Measures as they are; the status of a zone; a list of needs as their number.
    """
    described: Mapping[str, Column] = {c.name: c for c in (*indicator.columns, *indicator.zone_columns)}
    found = []
    for name in frame.columns:
        column = described.get(str(name))
        if column is None:
            continue
        if column.unit in MEASURES or column.name == STATUS:
            found.append(column)
        elif column.name == WITHOUT_RESOURCE:
            found.append(as_number(column))
    return found


def as_number(column: Column) -> Column:
    """The column of a list of needs, read as their number."""
    return replace(column, unit=Unit.COUNT, about="besoins")


def can_be_share(column: Column) -> bool:
    """Whether the column counts people among the registered ones, so that a share makes sense."""
    return column.unit is Unit.COUNT and column.about == "personnes" and column.name not in NOT_A_SHARE


def zone_values(
    frame: pd.DataFrame,
    registered: pd.DataFrame,
    *,
    column: str,
    need: str = EVERY_NEED,
    share: bool = False,
) -> pd.DataFrame:
    """One row a zone, then people placed nowhere: code_zone, nom_zone, valeur, denominateur.

    frame: what an indicator's by_zone gave. registered: `coverage_by_zone`, for the people registered. valeur: the
    count, or the share (a fraction, NaN where nobody is registered); the code of the status for `statut`.
    denominateur: people registered (isolated people for those covered). need: which need's rows; every need
    together when empty.
    """
    if "besoin" in frame.columns:
        frame = frame[frame["besoin"] == Besoin(need).value] if need else _together(frame, column)
    table = frame[["code_zone", "nom_zone"]].reset_index(drop=True)
    values = frame[column].reset_index(drop=True)
    if column == WITHOUT_RESOURCE:
        values = values.map(lambda listed: len([code for code in str(listed).split("|") if code]))
    table["valeur"] = values
    if column == "isolees_couvertes":
        table["denominateur"] = frame["isolees"].to_numpy()
    else:
        counts = registered.set_index("code_zone")["inscrits"]
        table["denominateur"] = table["code_zone"].map(counts).fillna(0).astype(int)
    if share:
        table["valeur"] = table["valeur"] / table["denominateur"].where(table["denominateur"] > 0)
    return table


def _together(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.groupby(["code_zone", "nom_zone"], sort=False, as_index=False)[column].sum()
