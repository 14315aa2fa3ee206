"""What the territory's schemes did over the whole months of a period, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pandas as pd

from visa_data.activity.period import Period

SUMMED = ("demandes", "acceptees", "honorees", "heures", "cout_eur")
MONTHS = 12


@dataclass(frozen=True)
class SchemeCost:
    """One scheme over the months that it sent totals for (`months`). NaN: no month says it.

    people: of the month that has most. per_contact: euros for one demand honoured, over the months that say both.
    per_person: euros a year for one person, over the months that say a cost, as if they went on for twelve.
    """

    name: str
    months: int
    asked: float
    accepted: float
    honoured: float
    people: float
    volunteers: float
    hours: float
    euros: float
    per_contact: float
    per_person: float


def scheme_costs(cursor: duckdb.DuckDBPyConnection, period: Period) -> tuple[SchemeCost, ...]:
    """Each scheme that has a total in a whole month of the period, by name."""
    frame = cursor.execute(
        "SELECT * FROM dispositifs WHERE list_contains($mois, mois) ORDER BY dispositif, mois",
        {"mois": list(period.whole_months)},
    ).df()
    return tuple(_cost(str(name), rows) for name, rows in frame.groupby("dispositif"))


def _cost(name: str, rows: pd.DataFrame) -> SchemeCost:
    numbers = rows[[*SUMMED, "beneficiaires", "benevoles"]].astype(float)
    sums = {column: float(numbers[column].sum(min_count=1)) for column in SUMMED}
    both = numbers.dropna(subset=["cout_eur", "honorees"])
    told = numbers["cout_eur"].dropna()
    people = float(numbers["beneficiaires"].max())
    yearly = float(told.mean()) * MONTHS if len(told) else float("nan")
    return SchemeCost(
        name,
        len(rows),
        asked=sums["demandes"],
        accepted=sums["acceptees"],
        honoured=sums["honorees"],
        people=people,
        volunteers=float(numbers["benevoles"].max()),
        hours=sums["heures"],
        euros=sums["cout_eur"],
        per_contact=_ratio(float(both["cout_eur"].sum()), float(both["honorees"].sum())),
        per_person=_ratio(yearly, people),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")
