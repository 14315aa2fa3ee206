"""Weeks, pace, slots, outcomes and hours, against figures worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.creneaux import FEW_CALLS, reach_by_slot
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.heures import hours_available, hours_needed
from visa_data.indicators.issues_appels import outcomes
from visa_data.indicators.rythme import End, Pace, ending, pace
from visa_data.indicators.semaines import calls_by_week

SETTINGS = settings.load()
WEDNESDAY = date(2020, 5, 27)
"""The weeks before it begin on 4, 11 and 18 May; its own, on 25 May, is not over."""


@pytest.fixture
def campaign(empty_base: Base) -> Base:
    """Five people: A and B reached in May, C tried, D never called, E waiting for consent."""
    add_zones(empty_base, "Z1", "Z2")
    for reference, zone in (("A", "Z1"), ("B", "Z1"), ("C", "Z2"), ("D", "Z2")):
        add_person(empty_base, reference, zone=zone)
    add_person(empty_base, "E", zone="Z1", consent="en_attente")
    add_calls(
        empty_base,
        [
            ("A", "2020-05-05 10:10", "absent"),
            ("A", "2020-05-06 10:20", "joint", {"niveau": 2, "duree": 20}),
            ("A", "2020-05-20 14:00", "joint", {"duree": 10}),
            ("B", "2020-05-20 10:00", "message"),
            ("B", "2020-05-20 10:30", "joint", {"niveau": 4, "duree": 30}),
            ("B", "2020-05-26", "joint", {"duree": 6}),
            ("C", "2020-05-26 10:05", "absent"),
            ("E", "2020-05-06 10:00", "joint"),
            ("D", "2020-05-28 09:00", "joint"),
        ],
    )
    return empty_base


def test_weeks_run_from_the_first_call_to_the_day(campaign: Base) -> None:
    with campaign.cursor() as cursor:
        weeks = calls_by_week(cursor, WEDNESDAY, SETTINGS, EVERYBODY)
    assert [day.date() for day in weeks["semaine"]] == [
        date(2020, 5, 4),
        date(2020, 5, 11),
        date(2020, 5, 18),
        date(2020, 5, 25),
    ]
    # E waits for consent and D is called after the day: neither counts. The second week has no call.
    assert weeks["appels"].tolist() == [2, 0, 3, 2]
    assert weeks["joints"].tolist() == [1, 0, 2, 1]
    assert weeks["personnes_jointes"].tolist() == [1, 0, 2, 1]
    assert weeks["premiers_contacts"].tolist() == [1, 0, 1, 0]
    assert weeks["complete"].tolist() == [True, True, True, False]


def test_a_sunday_closes_its_week(campaign: Base) -> None:
    with campaign.cursor() as cursor:
        weeks = calls_by_week(cursor, date(2020, 5, 31), SETTINGS, EVERYBODY)
    assert weeks["complete"].tolist()[-1] is True
    assert weeks["premiers_contacts"].tolist() == [1, 0, 1, 1]


def test_no_call_no_week(empty_base: Base) -> None:
    add_person(empty_base, "A")
    with empty_base.cursor() as cursor:
        assert calls_by_week(cursor, WEDNESDAY, SETTINGS, EVERYBODY).empty
        assert pace(cursor, WEDNESDAY, SETTINGS, EVERYBODY) == Pace(None, 0, 1, 1, End.UNKNOWN, None)


def test_two_joined_attempts_at_the_same_moment_are_one_first_contact(empty_base: Base) -> None:
    add_person(empty_base, "A")
    add_calls(empty_base, [("A", "2020-05-06", "joint"), ("A", "2020-05-06", "joint")])
    with empty_base.cursor() as cursor:
        weeks = calls_by_week(cursor, date(2020, 5, 6), SETTINGS, EVERYBODY)
    assert weeks[["appels", "joints", "personnes_jointes", "premiers_contacts"]].values.tolist() == [
        [2, 2, 1, 1]
    ]


def test_pace_is_the_mean_of_the_last_three_full_weeks(campaign: Base) -> None:
    with campaign.cursor() as cursor:
        found = pace(cursor, WEDNESDAY, SETTINGS, EVERYBODY)
    # Weeks of 4, 11 and 18 May: 1, 0 and 1 first contacts. C and D are left: 2 × 7 ÷ (2/3) = 21 days.
    assert found.weekly == pytest.approx(2 / 3)
    assert (found.weeks, found.registered, found.left) == (3, 4, 2)
    assert (found.end, found.ends_on) == (End.DATED, date(2020, 6, 17))
    assert found.sentence.replace("\u00a0", " ") == (
        "2 personnes inscrites restent à joindre ; à 0,7 premier contact par semaine (moyenne des 3 "
        "dernières semaines complètes), toutes le seraient le 17 juin 2020."
    )


@pytest.mark.parametrize(
    ("left", "weekly", "expected"),
    [
        (0, 5.0, (End.DONE, None)),
        (0, None, (End.DONE, None)),
        (3, None, (End.UNKNOWN, None)),
        (3, 0.0, (End.NEVER, None)),
        (1, 7.0, (End.DATED, date(2020, 5, 28))),
        (10, 3.0, (End.DATED, date(2020, 6, 20))),  # 23.3 days, rounded up to 24
        (1_000_000, 1 / 3, (End.FAR, None)),
    ],
)
def test_the_end_at_a_pace(left: int, weekly: float | None, expected: tuple[End, date | None]) -> None:
    assert ending(WEDNESDAY, left, weekly) == expected


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Pace(4.0, 3, 9, 0, End.DONE, None), "déjà été jointes"),
        (
            Pace(0.0, 3, 9, 2, End.NEVER, None),
            "au cours des 3 dernières semaines complètes : jamais à ce rythme",
        ),
        (Pace(0.0, 1, 9, 1, End.NEVER, None), "1 personne inscrite reste à joindre ; aucun premier contact"),
        (Pace(None, 0, 9, 2, End.UNKNOWN, None), "aucune semaine de campagne n'est encore finie"),
        (Pace(0.1, 3, 9, 900, End.FAR, None), "toutes le seraient dans plus de dix ans à ce rythme"),
        (Pace(None, 0, 0, 0, End.DONE, None), "Aucune personne inscrite"),
    ],
)
def test_the_pace_is_said_in_words(found: Pace, said: str) -> None:
    assert said in found.sentence.replace("\u00a0", " ")


def test_slots_count_calls_with_a_known_hour_without_visits(campaign: Base) -> None:
    add_calls(campaign, [("A", "2020-05-20 10:40", "joint", {"type": "visite"})])
    with campaign.cursor() as cursor:
        slots = reach_by_slot(cursor, WEDNESDAY, SETTINGS, EVERYBODY)
    found = {(row.jour, row.heure): (row.appels, row.joints) for row in slots.itertuples()}
    assert found == {
        ("mardi", 10): (2, 0),  # A on the 5th, C on the 26th; B's call of the 26th has no hour
        ("mercredi", 10): (3, 2),  # A on the 6th, B twice on the 20th
        ("mercredi", 14): (1, 1),
    }
    assert slots["peu"].all()


def test_a_slot_has_enough_calls_from_the_threshold_on(empty_base: Base) -> None:
    add_person(empty_base, "A")
    add_calls(empty_base, [("A", f"2020-05-18 10:{minute:02}", "absent") for minute in range(FEW_CALLS)])
    add_calls(empty_base, [("A", f"2020-05-18 11:{minute:02}", "joint") for minute in range(FEW_CALLS - 1)])
    with empty_base.cursor() as cursor:
        slots = reach_by_slot(cursor, WEDNESDAY, SETTINGS, EVERYBODY)
    assert slots["peu"].tolist() == [False, True]
    assert slots["taux_joints"].tolist() == [0.0, 1.0]


def test_outcomes_add_up(campaign: Base) -> None:
    with campaign.cursor() as cursor:
        table = outcomes(cursor, WEDNESDAY, SETTINGS, EVERYBODY, since=date(2020, 5, 20)).set_index("issue")
    assert table["appels"].to_dict() == {
        "joint": 4,
        "absent": 2,
        "message": 1,
        "rappel_demande": 0,
        "refus": 0,
        "numero_invalide": 0,
    }
    assert table["part"].sum() == pytest.approx(1)
    assert table.loc["joint", "part"] == pytest.approx(4 / 7)
    # After the end of the 20th: B's call and C's, on the 26th.
    assert table["recents"].to_dict() | {"joint": 1, "absent": 1} == table["recents"].to_dict()
    assert table["recents"].sum() == 2


def test_outcomes_without_a_call_have_no_share(empty_base: Base) -> None:
    add_person(empty_base, "A")
    with empty_base.cursor() as cursor:
        table = outcomes(cursor, WEDNESDAY, SETTINGS, EVERYBODY)
    assert table["appels"].sum() == 0
    assert table["part"].isna().all()


def test_hours_of_each_level(campaign: Base) -> None:
    with campaign.cursor() as cursor:
        table = hours_needed(cursor, WEDNESDAY, SETTINGS, EVERYBODY, minutes_per_miss=3).set_index("niveau")
    assert table["personnes"].tolist() == [0, 1, 0, 1]
    assert table["contacts_semaine"].tolist() == [0, 7 / 14, 0, 7 / 2]
    # A (level 2): 20 and 10 minutes; B (level 4): 30 and 6. Levels without anybody borrow the mean of the four.
    assert table["duree_min"].tolist() == [16.5, 15, 16.5, 18]
    assert table["duree_propre"].tolist() == [False, True, False, True]
    # A and B: 6 calls for 4 contacts.
    assert table["tentatives_par_contact"].tolist() == [1.5] * 4
    assert table["heures_semaine"].tolist() == pytest.approx(
        [0, 0.5 * (15 + 0.5 * 3) / 60, 0, 3.5 * (18 + 0.5 * 3) / 60]
    )


def test_hours_are_unknown_without_durations(empty_base: Base) -> None:
    add_person(empty_base, "A")
    add_calls(empty_base, [("A", "2020-05-20 10:00", "joint", {"niveau": 3})])
    with empty_base.cursor() as cursor:
        table = hours_needed(cursor, WEDNESDAY, SETTINGS, EVERYBODY).set_index("niveau")
    assert table["duree_min"].isna().all()
    assert table.loc[3, "heures_semaine"] != table.loc[3, "heures_semaine"]
    assert table.loc[1, "heures_semaine"] == 0


def test_callers_hours_say_who_declared_them(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        none = hours_available(cursor, WEDNESDAY, SETTINGS)
    assert (none.callers, none.declared, none.hours) == (0, 0, 0.0)
    with empty_base.transaction() as cursor:
        for name, hours in (("A1", 10.5), ("A2", None), ("A3", 4)):
            cursor.execute(
                "INSERT INTO appelants (appelant, heures_semaine, import_id) VALUES (?, ?, 0)", [name, hours]
            )
    with empty_base.cursor() as cursor:
        some = hours_available(cursor, WEDNESDAY, SETTINGS)
    assert (some.callers, some.declared, some.hours) == (3, 2, 14.5)


def test_filters_apply(campaign: Base) -> None:
    with campaign.cursor() as cursor:
        weeks = calls_by_week(cursor, WEDNESDAY, SETTINGS, Filters(zones=("Z2",)))
        other = pace(cursor, WEDNESDAY, SETTINGS, Filters(sources=("caf",)))
    assert weeks["appels"].tolist() == [0, 0, 0, 1], "the weeks are the campaign's, whoever is counted"
    assert other.registered == 0
