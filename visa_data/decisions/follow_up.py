"""What became of the decisions: done, late, and how the figure they follow moved since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.decisions.decision import Decision, read_decisions
from visa_data.decisions.measure import Readings, measurable
from visa_data.errors import VisaError
from visa_data.indicators.zone_card import CardLine, change_in_french
from visa_data.settings import Settings
from visa_data.typography import french as typeset


@dataclass(frozen=True)
class Followed:
    """A decision at the end of a day.

    line: the figure it follows, before (when it was taken, as kept) and now (on today's data); None when it
    follows none. Counts of people in `line` are to be protected for the committee, as any other.
    """

    decision: Decision
    day: date
    line: CardLine | None

    @property
    def late(self) -> bool:
        """Due before the day and not done."""
        return self.decision.late(self.day)

    @property
    def move_sentence(self) -> str:
        """« Isolées sans équipe : de 25 à 18 depuis la réunion (−7), mieux »; empty without a measure."""
        if self.line is None:
            return ""
        line, label = self.line, self.line.column.label
        if pd.isna(line.change):
            return typeset(f"{label} : pas de comparaison, une des deux valeurs n'est pas connue.")
        now = line.column.in_french(line.value)
        if not line.changed:
            return typeset(f"{label} : {now}, sans changement depuis la décision.")
        sense = {True: ", moins bien", False: ", mieux", None: ""}[line.bad]
        before = line.column.in_french(line.before)
        return typeset(f"{label} : de {before} à {now} depuis la décision ({change_in_french(line)}){sense}.")


def follow_up(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> tuple[Followed, ...]:
    """Decisions taken up to that day, late ones first, then to be done by due date, then the others, newest first."""
    readings = Readings(cursor, day, settings)
    decisions = sorted(read_decisions(cursor, day), key=lambda decision: decision.rank)
    return tuple(Followed(decision, day, _line(decision, readings)) for decision in decisions)


def _line(decision: Decision, readings: Readings) -> CardLine | None:
    measure = decision.draft.measure
    known = measurable()
    if measure is None or (measure.indicator, measure.column) not in known:
        return None
    try:
        value = readings.value(measure)
    except VisaError:
        # A figure that can no longer be measured there is said to be unknown; the decision still stands.
        value = float("nan")
    return CardLine(known[measure.indicator, measure.column][1], value, decision.value_then)
