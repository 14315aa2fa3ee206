"""A decision, and reading decisions from the base."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from visa_data import french
from visa_data.base import Base
from visa_data.decisions.measure import Measure
from visa_data.errors import VisaError
from visa_data.initiatives.gaps import Ecart
from visa_data.typography import french as typeset
from visa_data.vocabulary import Besoin, StatutDecision


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision taken from a proposal answers. zones: codes of those concerned, () for the whole territory.

    initiative: the key of the one that inspires it, "" for none.
    """

    gap: Ecart
    zones: tuple[str, ...] = ()
    initiative: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the committee writes: see `checked_words` for what text and owner may hold.

    owner: a function, never a person's name. zone: a zone's code, or "". indicator and column: contract
    names of the figure to follow (in the zone and for the need where given), both or neither.
    """

    text: str
    owner: str
    due: date
    zone: str = ""
    need: Besoin | None = None
    indicator: str = ""
    column: str = ""
    basis: Basis | None = None

    @property
    def measure(self) -> Measure | None:
        """The figure to follow."""
        if not self.indicator:
            return None
        return Measure(self.indicator, self.column, self.zone, self.need.value if self.need else "")


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision.

    meeting: day of the meeting it was taken in. zone_name: as loaded today, else its code.
    value_then: what its measure gave when it was taken (NaN: none, or unknown). status_day: day it got its
    status. version: hand it back with a change. Moments are those of the machine.
    """

    id: int
    meeting: date
    draft: Draft
    zone_name: str
    value_then: float
    status: StatutDecision
    status_day: date
    version: int
    changed_at: datetime

    def late(self, day: date) -> bool:
        """Due before that day and not done (nor given up)."""
        return self.status is StatutDecision.A_FAIRE and self.draft.due < day

    @property
    def rank(self) -> tuple[int, int, int]:
        """Sort key: to be done by due date, so that the late come first; then the others, newest first."""
        if self.status is StatutDecision.A_FAIRE:
            return (0, self.draft.due.toordinal(), self.id)
        return (1, -self.status_day.toordinal(), self.id)


class DecisionChanged(VisaError):
    """Somebody else wrote first: nothing was written; current: what the decision is now."""

    def __init__(self, current: Decision) -> None:
        super().__init__(
            "Décision modifiée entre-temps",
            typeset(
                f"quelqu'un d'autre a modifié cette décision le {french.moment(current.changed_at)}. "
                "Rien de ce que vous venez d'écrire n'a été enregistré, rien de ce qui l'était n'est perdu : "
                "relisez la décision, puis recommencez."
            ),
        )


SELECT = """
    SELECT d.id, d.reunion, d.texte, d.responsable, d.echeance, coalesce(d.code_zone, ''), d.besoin,
        coalesce(d.indicateur, ''), coalesce(d.colonne, ''), coalesce(z.nom, d.code_zone, ''),
        d.valeur_initiale, d.version, d.modifiee_le, p.ecart, p.zones, p.initiative
    FROM decisions d LEFT JOIN zones z ON z.code = d.code_zone
    LEFT JOIN propositions_acceptees p ON p.decision_id = d.id
"""


def list_decisions(base: Base, day: date | None = None) -> tuple[Decision, ...]:
    """Decisions by meeting then as recorded: all of them, or those taken up to that day.

    With a day, the status is the one they had at its end; the words are today's.
    """
    with base.cursor() as cursor:
        return read_decisions(cursor, day)


def read_decisions(cursor: duckdb.DuckDBPyConnection, day: date | None = None) -> tuple[Decision, ...]:
    """See `list_decisions`."""
    until = day or date.max
    rows = cursor.execute(f"{SELECT} WHERE d.reunion <= ? ORDER BY d.reunion, d.id", [until]).fetchall()
    journal = cursor.execute(
        "SELECT decision_id, statut, jour FROM journal_decisions ORDER BY decision_id, version"
    ).fetchall()
    steps: dict[int, list[tuple[str, date]]] = {}
    for number, status, when in journal:
        steps.setdefault(number, []).append((status, when))
    return tuple(_decision(row, *status_at(steps[row[0]], until)) for row in rows)


def read_decision(cursor: duckdb.DuckDBPyConnection, decision_id: int) -> Decision | None:
    """One decision as it is now."""
    return next((d for d in read_decisions(cursor) if d.id == decision_id), None)


def status_at(steps: Iterable[tuple[str, date]], day: date) -> tuple[StatutDecision, date]:
    """Status at the end of a day, from (status, its day) in the order written, and the day it began.

    The same status written again puts its day right; a later line replaces those dated from its own day on.
    """
    kept: list[tuple[str, date]] = []
    for status, when in steps:
        if kept and kept[-1][0] == status:
            if len(kept) == 1:
                continue
            kept.pop()
        while len(kept) > 1 and kept[-1][1] > when:
            kept.pop()
        kept.append((status, when))
    status, since = [step for step in kept if step[1] <= day][-1]
    return StatutDecision(status), since


def _decision(row: tuple[Any, ...], status: StatutDecision, since: date) -> Decision:
    (
        number,
        meeting,
        text,
        owner,
        due,
        zone,
        need,
        indicator,
        column,
        zone_name,
        value,
        version,
        at,
        *basis,
    ) = row
    return Decision(
        id=number,
        meeting=meeting,
        draft=Draft(
            text, owner, due, zone, Besoin(need) if need else None, indicator, column, _basis(*basis)
        ),
        zone_name=zone_name,
        value_then=math.nan if value is None else value,
        status=status,
        status_day=since,
        version=version,
        changed_at=at,
    )


def _basis(gap: str | None, zones: str | None, initiative: str | None) -> Basis | None:
    if gap is None:
        return None
    return Basis(Ecart(gap), tuple(filter(None, (zones or "").split("|"))), initiative or "")
