"""The contract's part 3 in plain Python loops, to hold the SQL against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

CADENCE = {1: 30, 2: 14, 3: 7, 4: 2}
ORDER = ("exprime", "en_cours", "sans_solution", "abandonne", "pourvu")


@dataclass
class Person:
    reference: str
    date_inscription: date
    date_radiation: date | None
    vit_seul: str | None
    consentement: str
    calls: list[tuple[datetime, str, int | None, tuple[str, ...]]] = field(default_factory=list)
    needs: list[tuple[str, date, str]] = field(default_factory=list)

    def present(self, day: date) -> bool:
        left = self.date_radiation is not None and self.date_radiation <= day
        return self.date_inscription <= day and not left

    def level(self, day: date) -> int:
        levels = [(moment, level) for moment, _, level, _ in self.calls if moment.date() <= day and level]
        return max(levels)[1] if levels else 0

    def last_reached(self, day: date) -> date | None:
        return max(
            (m.date() for m, outcome, _, _ in self.calls if m.date() <= day and outcome == "joint"),
            default=None,
        )

    def tried(self, day: date) -> int:
        return sum(moment.date() <= day for moment, _, _, _ in self.calls)

    def isolated(self, day: date) -> bool:
        return self.vit_seul == "oui" or self.level(day) >= 2

    def need_states(self, day: date) -> dict[str, tuple[str, date, date]]:
        """Need → (latest status, opened on, day of the latest event)."""
        events = {(need, when, status) for need, when, status in self.needs if when <= day}
        events |= {
            (need, m.date(), "exprime") for m, _, _, named in self.calls for need in named if m.date() <= day
        }
        states = {}
        for need in {need for need, _, _ in events}:
            path = sorted((when, ORDER.index(status)) for n, when, status in events if n == need)
            closings = [i for i, (_, rank) in enumerate(path[:-1]) if rank >= 3]
            opening = path[closings[-1] + 1 if closings else 0][0]
            states[need] = (ORDER[path[-1][1]], opening, path[-1][0])
        return states


def coverage(people: list[Person], day: date) -> dict[str, int]:
    present = [person for person in people if person.present(day)]
    inscrits = [person for person in present if person.consentement == "oui"]
    counts = {
        "inscrits": len(inscrits),
        "en_attente": len(present) - len(inscrits),
        "tentes": sum(person.tried(day) > 0 for person in inscrits),
        "joints": sum(person.last_reached(day) is not None for person in inscrits),
        "evalues": sum(person.level(day) > 0 for person in inscrits),
        "jamais_joints": sum(p.last_reached(day) is None and p.tried(day) >= 3 for p in inscrits),
        "a_jour": 0,
        "perdus_de_vue": 0,
    }
    for person in inscrits:
        reached, level = person.last_reached(day), person.level(day)
        if reached is None:
            continue
        gap = (day - reached).days
        counts["a_jour"] += level > 0 and gap <= CADENCE.get(level, 0)
        counts["perdus_de_vue"] += gap > (2 * CADENCE[level] if level else 60)
    return counts


def needs(people: list[Person], day: date) -> dict[str, tuple[int, int, int]]:
    """Need → (open, unmet, met)."""
    found: dict[str, list[int]] = {}
    for person in people:
        if not person.present(day) or person.consentement != "oui":
            continue
        for need, (status, opened, _) in person.need_states(day).items():
            counts = found.setdefault(need, [0, 0, 0])
            is_open = status in ORDER[:3]
            counts[0] += is_open
            counts[1] += is_open and (status == "sans_solution" or (day - opened).days >= 7)
            counts[2] += status == "pourvu"
    return {need: (a, b, c) for need, (a, b, c) in found.items()}
