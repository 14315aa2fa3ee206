"""What was decided of a place: the rows of `Book.decided` that are about it, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from visa_data import french
from visa_data.decisions.decision import read_decisions
from visa_data.dossier.book import DECIDED
from visa_data.dossier.open_book import coded, told
from visa_data.settings import Settings
from visa_data.vocabulary import StatutDecision

ABANDONED = StatutDecision.ABANDONNEE.value


def decided_at(decided: Iterable[Any], zones: Collection[str], names: Collection[str] = ()) -> list[Any]:
    """Those about one of the zones, to do (the late first) then done: what was given up binds nobody.

    decided: rows of `Book.decided`. names: of the zones; books made before decisions were coded tell the name of their zone alone.
    """
    return [
        one
        for one in decided
        if one.statut != ABANDONED
        and (
            not set(one.zones.split("|")).isdisjoint(zones)
            if one.zones
            else bool(one.zone) and one.zone in names
        )
    ]


def noted(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """`Book.decided` as the base has them at the day, without what became of the figures that they follow."""
    rows = [
        (*told(one), one.late(day), "", *coded(one))
        for one in sorted(read_decisions(cursor, day), key=lambda decision: decision.rank)
    ]
    return pd.DataFrame(rows, columns=list(DECIDED))


def state_words(day: date, one: Any) -> str:
    """Where a row of `Book.decided` stands: `À faire sous 3 jours`, `Faite le 2 juin`."""
    status = StatutDecision(one.statut)
    if status is not StatutDecision.A_FAIRE:
        return f"{status.label} le {french.short_day(_day(one.statut_le))}"
    left = (_day(one.echeance) - day).days
    if left < 0:
        return f"En retard de {french.counted(-left, 'jour')}"
    return "À faire aujourd'hui" if left == 0 else f"À faire sous {french.counted(left, 'jour')}"


def due_day(one: Any) -> str:
    """The day by which a row of `Book.decided` is to be done; no column cuts it in two."""
    return french.day(_day(one.echeance)).replace(" ", french.NBSP)


def _day(value: Any) -> date:
    day: date = pd.Timestamp(value).date()
    return day
