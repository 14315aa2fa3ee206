"""All that the ten steps publish, taken together, narrows no small count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.indicators.small_base import Call, add_calls, add_needs, add_resource, add_zones
from tests.meeting.steps.attacker import COUNTS, Attacker
from tests.meeting.steps.bases import BEFORE, DAY, SETTINGS, add_team
from tests.meeting.steps.read_steps import Truth, attack
from tests.meeting.steps.test_protection import LAST_CALL, WEEK_BEFORE, check
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.fragilite import LEVEL_COLUMNS, fragility_by_zone
from visa_data.indicators.heures import hours_needed
from visa_data.indicators.semaines import calls_by_week
from visa_data.indicators.urgences import urgent_by_zone
from visa_data.meeting.steps import agenda, gathered, protector
from visa_data.meeting.steps.facts import Facts
from visa_data.protection import screen, totals
from visa_data.protection.marks import Mark
from visa_data.protection.suppression import Suppression
from visa_data.protection.system import CellSystem
from visa_data.roles import Role

K = SETTINGS.seuil_effectif


def attacked(base: Base, day: date, before: date) -> Attacker:
    """What he has read of the ten steps, where no small count is written either."""
    with base.cursor() as cursor:
        facts = gathered(cursor, day, SETTINGS, EVERYBODY, before=before, role=Role.COMITE)
        steps = {step.key: step for step in (item.step(facts) for item in agenda())}
        check(base, steps)
        sectors = {
            "urgences": facts.urgent,
            "campagne": facts.registered,
            "qui-perdons-nous": facts.losing,
            "zones-blanches": facts.isolated,
        }
        return attack(steps, truth_of(facts), sectors, K)


def truth_of(facts: Facts) -> Truth:
    asked = (facts.cursor, facts.day, facts.settings, EVERYBODY)
    frame = facts.coverage.set_index("code_zone")
    frame = frame.join(fragility_by_zone(*asked).set_index("code_zone")[list(LEVEL_COLUMNS)])
    frame = frame.join(
        facts.blanks.set_index("code_zone")[["isolees", "isolees_couvertes", "isolees_sans_equipe"]]
    )
    urgent = urgent_by_zone(*asked).set_index("code_zone")[["urgences", "urgences_sans_contact"]]
    frame = frame.join(urgent).fillna(0)
    frame["niveaux_3_4"] = frame["niveau_3"] + frame["niveau_4"]
    weeks = calls_by_week(*asked)
    hours = hours_needed(*asked)
    each = hours["heures_semaine"] / hours["personnes"].where(hours["personnes"] > 0)
    return Truth(
        facts._counts(facts.raw_now, facts.levels_now)
        | {"besoins_ouverts": facts.raw_now["besoins_ouverts"]},
        facts._counts(facts.raw_before, facts._levels(facts.before)),
        {code: {name: int(row[name]) for name in COUNTS} for code, row in frame.iterrows()},
        frozenset(facts.blanks.loc[facts.blanks["statut"] == "blanche", "code_zone"]),
        weeks["premiers_contacts"].astype(int).tolist(),
        int((~weeks["complete"].astype(bool)).sum()),
        facts.places.table["nouvelles_couvertes"].astype(int).tolist(),
        {row.besoin: (int(row.ouverts), int(row.non_pourvus)) for row in facts.needs.itertuples()},
        {
            f"niveau_{level}": float(value)
            for level, value in zip(hours["niveau"], each.fillna(1.0), strict=True)
        },
    )


def territory(base: Base, seed: int) -> None:
    """An invented territory of one to eight zones: crowds and hamlets, weeks of calls, people who come and go."""
    random = Random(seed)
    zones = [f"Z{letter}" for letter in "ABCDEFGH"[: random.randint(1, 8)]]
    add_zones(base, *zones)
    people: list[tuple[object, ...]] = []
    placed: list[tuple[str, str | None, str, None]] = []
    calls: list[Call] = []
    needs: list[tuple[str, str, str, str]] = []
    for rank, zone in enumerate([*zones, None]):
        for number in range(
            random.choice((0, 1, 3, 9, 14, 25, 60)) if zone else random.choice((0, 0, 2, 12))
        ):
            name = f"{zone}-{number}"
            point = (50.02 + random.random() / 16, 3.02 + rank / 10 + random.random() / 16)
            since = random.choice(("2020-03-01",) * 8 + ("2020-05-06",))
            until = random.choice((None,) * 19 + ("2020-05-07",))
            consent = "en_attente" if random.random() < 0.12 else "oui"
            where = point if zone and random.random() < 0.9 else (None, None)
            alone = random.choice(("oui", "non", None))
            people.append((name, "registre_communal", since, until, zone, *where, alone, consent, 0))
            placed.append((name, zone, "code_zone" if zone else "aucune", None))
            if consent == "oui":
                calls += list(called(random, name))
                needs += [
                    (name, need, random.choice(("2020-04-20", "2020-05-08")), "exprime")
                    for need in random.sample(("parler", "sortir", "argent", "rituels"), random.randint(0, 2))
                ]
    with base.transaction() as cursor:
        cursor.executemany(
            """INSERT INTO personnes (reference, source, date_inscription, date_radiation, code_zone, latitude,
            longitude, vit_seul, consentement, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            people
            or [("personne", "registre_communal", "2021-01-01", None, None, None, None, None, "oui", 0)],
        )
        if placed:
            cursor.executemany("INSERT INTO placements VALUES (?, ?, ?, ?)", placed)
        add_team(
            cursor, "E1", "|".join(random.sample(zones, random.randint(0, len(zones) - 1))) or "ailleurs"
        )
    add_calls(base, calls)
    add_needs(base, *needs)
    add_resource(base, "R1", "parler|sortir", zones="|".join(zones[::2]))


def called(random: Random, name: str) -> Iterator[Call]:
    """What calls one person had: none, some in vain, or some that reached them, with a level that may change."""
    if random.random() < 0.1:
        return
    if random.random() < 0.2:
        for day in range(random.randint(1, 4)):
            yield (name, f"2020-04-{10 + day} 10:00", "absent")
        return
    level = random.choice((None, 1, 1, 1, 2, 2, 3, 4))
    first = random.choice(("2020-03-10", "2020-04-01", "2020-04-15", "2020-04-30", "2020-05-05"))
    yield (name, f"{first} 10:00", "joint", {"niveau": level, "duree": random.randint(5, 30)})
    if random.random() < 0.3:
        moved = min(4, max(1, (level or 1) + random.choice((-1, 0, 0, 1))))
        later = random.choice(("2020-05-01", "2020-05-06", "2020-05-09"))
        yield (name, f"{later} 11:00", "joint", {"niveau": moved, "duree": 12})


@pytest.mark.parametrize("seed", range(12))
def test_invented_territories(empty_base: Base, seed: int) -> None:
    territory(empty_base, seed)
    assert attacked(empty_base, DAY, BEFORE).narrowed() == []


@pytest.mark.parametrize(("day", "before"), [(LAST_CALL, WEEK_BEFORE)])
def test_sample(sample_base: Base, day: date, before: date) -> None:
    him = attacked(sample_base, day, before)
    assert len(him.wanted) > 100
    assert him.narrowed() == []


@pytest.mark.parametrize("day", [date(2020, 6, 7), date(2020, 4, 12)])
def test_pays_de_mormal(mormal_base: Path, day: date) -> None:
    with Base(mormal_base) as base:
        assert attacked(base, day, day - timedelta(days=7)).narrowed() == []


def test_he_wins_when_only_small_counts_are_withheld(
    empty_base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the tests above would pass with an attacker who cannot count."""

    def naive(system: CellSystem, k: int) -> Suppression:
        marks = np.where(system.sensitive(k), int(Mark.SMALL), int(Mark.SHOWN))
        return Suppression(np.where(system.displayed, marks, int(Mark.IMPLIED)), np.ones_like(marks))

    for module in (protector, screen, totals):
        monkeypatch.setattr(module, "suppress", naive)
    territory(empty_base, 1)
    assert len(attacked(empty_base, DAY, BEFORE).narrowed()) > 10
