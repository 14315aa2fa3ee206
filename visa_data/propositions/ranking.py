"""The gaps of a book, ranked: at most five, each with what it weighs and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from visa_data.decisions.covering import About, covered
from visa_data.dossier.book import Book
from visa_data.propositions.proposal import Gap, Proposal
from visa_data.propositions.rules import BY_NEED, RULES, Rule
from visa_data.vocabulary import StatutDecision

MOST = 5
LONG = 12
"""Weeks after which lasting longer weighs no more."""
HOW_RANKED = (
    "Le rang suit l'urgence (le poids d'une personne, propre à chaque sorte d'écart) × les personnes concernées × la durée "
    f"(de 1 à 2 en {LONG} semaines) × ce qui est à portée (1 quand le moyen est connu et libre, moins quand il reste à "
    "trouver). Un même lieu ou un même besoin n'est proposé qu'une fois ; ce qu'une décision ouverte couvre ne l'est pas."
)


def proposals(book: Book) -> tuple[Proposal, ...]:
    """At most `MOST` a meeting, the heaviest first; equals in the order of the rules, then of the places. The same each time."""
    standing = decisions_to_do(book)
    found = [
        (rule, gap) for rule in RULES for gap in rule.find(book) if not covered(_about(rule, gap), standing)
    ]
    order = {rule.kind: number for number, rule in enumerate(RULES)}
    found.sort(
        key=lambda one: (-score(book, *one), order[one[0].kind], one[1].place, one[1].code, one[1].need or "")
    )
    kept = _apart(found, _accepted(book))
    return tuple(
        Proposal(
            rank,
            rule.kind,
            gap,
            rule.owner,
            rule.indicator,
            rule.column,
            rule.days,
            rule.initiative or (BY_NEED[gap.need] if gap.need else ""),
            score(book, rule, gap),
        )
        for rank, (rule, gap) in enumerate(kept, 1)
    )


def decisions_to_do(book: Book) -> list[About]:
    """What the decisions that a book knows to be still to be done are about."""
    decided = book.decided
    return [
        About(
            row.ecart,
            row.indicateur,
            row.colonne,
            row.code_besoin,
            frozenset(filter(None, row.zones.split("|"))),
        )
        for row in decided[decided["statut"] == StatutDecision.A_FAIRE.value].itertuples(index=False)
    ]


def _about(rule: Rule, gap: Gap) -> About:
    need = gap.need.value if gap.need else ""
    return About(rule.kind.value, rule.indicator, rule.column, need, frozenset(gap.zones))


def score(book: Book, rule: Rule, gap: Gap) -> float:
    """Urgency × people × how long × can be done. A count that is withheld weighs as half the threshold."""
    known = gap.people.value
    people = book.settings.seuil_effectif / 2 if known is None else float(known)
    return rule.weight * people * (1 + min(gap.weeks, LONG) / LONG) * gap.feasible


def _accepted(book: Book) -> list[Any]:
    """What this meeting has accepted, and not given up: it counts among what it is offered."""
    decided = book.decided
    today = (decided["reunion"] == book.day.isoformat()) & (decided["ecart"] != "")
    kept = decided[today & (decided["statut"] != StatutDecision.ABANDONNEE.value)]
    return list(kept.itertuples(index=False))


def _apart(found: Iterable[tuple[Rule, Gap]], accepted: Sequence[Any]) -> list[tuple[Rule, Gap]]:
    """The first ones that share no place and no need, no more of a kind than its rule says, accepted ones included."""
    kept: list[tuple[Rule, Gap]] = []
    kinds = Counter(one.ecart for one in accepted)
    zones = {zone for one in accepted for zone in one.zones.split("|")} - {""}
    needs = {one.code_besoin for one in accepted} - {""}
    for rule, gap in found:
        if len(kept) >= MOST - len(accepted):
            break
        if kinds[rule.kind] >= rule.most or zones & set(gap.zones) or (gap.need and gap.need in needs):
            continue
        kept.append((rule, gap))
        kinds[rule.kind] += 1
        zones |= set(gap.zones)
        needs |= {gap.need.value} if gap.need else set()
    return kept
