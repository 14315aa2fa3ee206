"""What is left to fund at the end of a period: gaps that money or means may answer, and what others' answer would ask here."""

from __future__ import annotations

import math
from dataclasses import dataclass

from visa_data.activity.estimate import COUNTED, Estimate, estimate
from visa_data.dossier.book import Book
from visa_data.dossier.counts import UNMET, by_need
from visa_data.initiatives.catalogue import answering
from visa_data.initiatives.gaps import Ecart
from visa_data.initiatives.initiative import Initiative, Moyen, Nature
from visa_data.propositions.rules import RULES, Rule
from visa_data.vocabulary import Besoin

FUNDED = (Ecart.ZONE_BLANCHE, Ecart.AIDANTS, Ecart.VISITES, Ecart.HEURES, Ecart.BESOIN)
"""Gaps that means answer; the others ask for a call, a check or an order, not for money."""
COUNTS = {Ecart.ZONE_BLANCHE: "isolees_sans_equipe", Ecart.AIDANTS: "relais_sans_reponse"}
"""Gaps found zone by zone, and the count of the whole territory that tells them all."""


@dataclass(frozen=True, slots=True)
class Fundable:
    """A gap of the whole territory. people: NaN when not given. said: what a gap of hours says of them, else ''.

    initiative: None when the catalogue has nothing that answers it with means that are told.
    """

    kind: Ecart
    need: Besoin | None
    people: float
    said: str
    owner: str
    initiative: Initiative | None
    asks: Estimate

    @property
    def label(self) -> str:
        """The gap in words."""
        return f"Besoin sans réponse : {self.need.label}" if self.need else self.kind.label


def fundable(book: Book, *, exact: bool) -> tuple[Fundable, ...]:
    """The gaps of a book at its day, needs with most people first among needs.

    exact: whether counts of the whole territory may be given; places are never counted by themselves here.
    """
    rules = {rule.kind: rule for rule in RULES}
    found = [one for kind in FUNDED for one in _of(book, rules[kind], exact=exact)]
    order = {kind: rank for rank, kind in enumerate(FUNDED)}
    return tuple(
        sorted(found, key=lambda one: (order[one.kind], -one.people if one.people > 0 else 0.0, one.label))
    )


def _of(book: Book, rule: Rule, *, exact: bool) -> list[Fundable]:
    rows: list[Fundable] = []
    for gap in rule.find(book):
        if rows and gap.need is None:
            break
        count = by_need(UNMET, gap.need.value) if gap.need else COUNTS.get(rule.kind, "")
        value = book.total(count).value if count else gap.people.value
        people = math.nan if value is None or not exact else float(value)
        hours = rule.kind is Ecart.HEURES
        initiative = best(gap.need, rule.kind)
        rows.append(
            Fundable(
                rule.kind,
                gap.need,
                people,
                gap.why[0] if hours and exact else "",
                rule.owner,
                initiative,
                Estimate(math.nan, "") if initiative is None else estimate(initiative, people),
            )
        )
    return rows


def best(need: Besoin | None, kind: Ecart) -> Initiative | None:
    """The initiative that tells most of its means: a yearly cost first, then staff or volunteers; then by name.

    Only one that somebody carries out (not an action of the guide), and whose people are told: no scale otherwise.
    """
    able = answering(need=need.value) if need else answering(gap=kind)
    told = [
        one
        for one in able
        if one.nature is Nature.INITIATIVE and one.people and any(f.means in COUNTED for f in one.means)
    ]
    if not told:
        return None

    def rank(one: Initiative) -> tuple[bool, int, str]:
        means = {figure.means for figure in one.means}
        return (Moyen.EUROS_AN not in means, -len(means & set(COUNTED)), one.name)

    return min(told, key=rank)
