"""A gap found in a book, and the decision proposed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from visa_data.decisions.decision import Basis, Draft
from visa_data.dossier.shown import Shown
from visa_data.initiatives.gaps import Ecart
from visa_data.vocabulary import Besoin


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as a book shows it.

    people: those concerned, as published. weeks: for how many weeks at least, 0 when only today is known. feasible:
    from 0 to 1, how far what it takes is at hand (see `Rule`). action: the decision in a sentence, without any figure: it is
    kept, and read in every role. why: what it rests on, with the book's figures. code, place: of the place concerned,
    '' for the whole territory; zones: the codes of its zones.
    """

    action: str
    why: tuple[str, ...]
    people: Shown
    weeks: int
    feasible: float
    code: str = ""
    place: str = ""
    zones: tuple[str, ...] = ()
    need: Besoin | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: its rank from 1, the gap, the rule's words, its weight in all.

    owner: a function. indicator, column: the figure that a decision would follow. days: until it is due. initiative:
    the key of one in the catalogue, '' for none.
    """

    rank: int
    kind: Ecart
    gap: Gap
    owner: str
    indicator: str
    column: str
    days: int
    initiative: str
    score: float

    def draft(self, day: date) -> Draft:
        """The decision as it would be noted at the meeting of that day; its zone only where one zone is concerned."""
        [zone] = self.gap.zones if len(self.gap.zones) == 1 else ("",)
        return Draft(
            self.gap.action,
            self.owner,
            day + timedelta(days=self.days),
            zone,
            self.gap.need,
            self.indicator,
            self.column,
            Basis(self.kind, self.gap.zones, self.initiative),
        )
