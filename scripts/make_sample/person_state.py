"""What the campaign knows of a person, and what only the person knows, while the calls are simulated."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from scripts.make_sample.areas import Areas
from scripts.make_sample.people import SENT_ON
from scripts.make_sample.territory import FIRST_DAY, NEEDS, PEUPLIERS

#: Cadence of contact by level (domain: 30, 14, 7, 2 days; not evaluated yet: 14).
CADENCE = {0: 14, 1: 30, 2: 14, 3: 7, 4: 2}
#: Chance that a person has each need, by level 1–4.
NEED_CHANCE = {1: 0.035, 2: 0.12, 3: 0.20, 4: 0.30}
#: How common each need is beside the others.
NEED_WEIGHT = {
    "se_nourrir": 1.2,
    "se_soigner": 1.3,
    "etre_informe": 0.8,
    "parler": 2.0,
    "sortir": 1.3,
    "argent": 0.5,
    "arnaques": 0.4,
    "s_occuper": 0.8,
    "quotidien": 1.0,
    "rituels": 0.75,
}


@dataclass
class PersonState:
    """One person during the simulation; ``home`` is "" when nobody knows where they live."""

    reference: str
    home: str
    consent: str
    sent_on: bool
    first_day: date
    last_day: date | None
    answers: float
    wrong_number: bool
    level: int
    needs: list[str]
    declared: int = 0
    consented: bool = False
    reached: bool = False
    attempts: int = 0
    due: date = FIRST_DAY
    named: set[str] = field(default_factory=set)

    def callable_on(self, day: date) -> bool:
        """Registered, due, not left."""
        return self.first_day <= day and self.due <= day and (self.last_day is None or day < self.last_day)

    def urgency(self, day: date) -> float:
        """Who is called first: urgent cases, then overdue vigilance, then people never called."""
        late = (day - self.due).days
        if self.declared == 4:
            return 100.0 + late
        if self.declared == 3:
            return 45.0 + 2.0 * late
        if self.attempts == 0:
            return 24.0 + 0.35 * late
        if not self.reached:
            return 16.0 + 0.5 * late
        return 15.0 + 1.2 * late * 14 / CADENCE[self.declared]

    def plan_next(self, day: date, outcome: str, rng: np.random.Generator) -> None:
        """Sets the next due day from the outcome of today's call."""
        if outcome == "joint":
            wait = CADENCE[self.declared] if self.consented or not self.sent_on else 2
            wait = max(1, round(wait * rng.uniform(0.75, 1.05)))
        elif outcome == "numero_invalide":
            wait = int(rng.integers(16, 26))
        elif outcome == "refus":
            wait = int(rng.integers(18, 28))
        elif self.consent == "en_attente" and outcome == "rappel_demande":
            # The form was sent: leave them the time to answer it.
            wait = int(rng.integers(12, 22))
        elif outcome == "rappel_demande":
            wait = int(rng.integers(1, 3))
        elif not self.reached and self.attempts >= 3:
            wait = int(rng.integers(9, 16))
        else:
            wait = 1 if self.declared == 4 else int(rng.integers(2, 6))
        self.due = day + timedelta(days=wait)

    def drift(self, day: date, rng: np.random.Generator) -> None:
        """The person's real level moves a little between two calls; at Les Peupliers it rises from S42 on."""
        rising = self.home == PEUPLIERS and day.isocalendar().week >= 42
        up, down = (0.42, 0.0) if rising else (0.042, 0.045)
        drawn = rng.random()
        if drawn < up:
            self.level = min(self.level + 1, 3 if rising and rng.random() < 0.85 else 4)
        elif drawn < up + down:
            self.level = max(self.level - 1, 1)
        if self.level == 4 and rng.random() < 0.09:
            # An urgency calls for an intervention: it does not last.
            self.level = 3
        if rng.random() < 0.05:
            self.needs.append(_new_need(rng))


def _new_need(rng: np.random.Generator) -> str:
    weights = np.array([NEED_WEIGHT[code] for code in NEEDS])
    return str(rng.choice(list(NEEDS), p=weights / weights.sum()))


def starting_states(
    people: pd.DataFrame, first_days: dict[str, date], areas: Areas, rng: np.random.Generator
) -> list[PersonState]:
    """The people whom the campaign may call: consent given or waited for (those who refused are erased)."""
    states = []
    for row in people.itertuples():
        alone = row.vit_seul == "oui"
        shares = (0.50, 0.31, 0.14, 0.05) if alone else (0.72, 0.20, 0.07, 0.01)
        level = int(rng.choice([1, 2, 3, 4], p=shares))
        needs = []
        for code in NEEDS:
            chance = NEED_CHANCE[level] * NEED_WEIGHT[code]
            if code == "sortir" and row.home in areas.valley:
                chance = 0.38
            if code == "rituels" and alone:
                chance *= 1.4
            if rng.random() < chance:
                needs.append(code)
        answers = float(rng.choice([0.05, 0.75, 1.0, 1.2], p=[0.05, 0.2, 0.45, 0.3]))
        wrong = bool(rng.random() < 0.02)
        start = max(first_days[row.home], row.date_inscription)
        if row.consentement == "non":
            continue
        states.append(
            PersonState(
                reference=row.reference,
                home=row.home,
                consent=row.consentement,
                sent_on=row.consentement == "en_attente" or row.source in SENT_ON,
                first_day=start,
                last_day=row.date_radiation,
                answers=answers,
                wrong_number=wrong,
                level=level,
                needs=needs,
                due=start,
            )
        )
    return states
