"""Lists about those who act, on the worked example: each sentence and each place read by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plain_text import plain
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.acteurs import EXPECTED, actor_types_by_zone, actors_listed, conventions
from visa_data.indicators.appelants import callers_listed
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.heures import hours_available
from visa_data.indicators.orientations import threads
from visa_data.indicators.parrainage import NOBODY_FREE, orphans

pytestmark = pytest.mark.real_data
DAY = date(2020, 5, 10)
SETTINGS = settings.load()


def proposals(base: Base, filters: Filters = EVERYBODY) -> list[tuple[str, str, str, str]]:
    with base.cursor() as cursor:
        table = orphans(cursor, DAY, SETTINGS, filters)
    return [
        (row.reference, row.ancien_parrain, row.propose, plain(row.propose_pourquoi))
        for row in table.itertuples()
    ]


P5 = ("P5", "A9", "A2", "l'a déjà appelée 2 fois, 9,8 h libres par semaine")
P2 = ("P2", "A3", "A1", "l'a déjà appelée 3 fois, 3,8 h libres par semaine")


def test_a_sponsor_is_proposed_among_those_who_know_her(acting_example: Base) -> None:
    """A2: 10 h declared, 44 minutes in four weeks; A1: 4 h, 37 minutes. The frailest first."""
    assert proposals(acting_example) == [P5, P2]


def test_choosing_people_changes_no_proposal(acting_example: Base) -> None:
    assert proposals(acting_example, Filters(zones=("99001",))) == [P2]
    assert proposals(acting_example, Filters(callers=("A2",))) == [P5]


def test_else_among_those_of_her_zone_else_nobody(acting_example: Base) -> None:
    with acting_example.transaction() as cursor:
        cursor.execute("UPDATE appelants SET date_fin = '2020-05-10' WHERE appelant = 'A1'")
        cursor.execute("UPDATE appelants SET heures_semaine = NULL WHERE appelant = 'A2'")
        cursor.execute("UPDATE personnes SET parrain = NULL WHERE reference = 'P1'")
    first, second = proposals(acting_example)
    # V9 has called P5 too: she visits her. V7 has most hours of those who go to P2's zone.
    assert first[2:] == ("V9", "l'a déjà appelée 1 fois, 1,8 h libres par semaine")
    assert second[2:] == ("V7", "intervient dans sa zone, 7,0 h libres par semaine")
    with acting_example.transaction() as cursor:
        cursor.execute("UPDATE appelants SET heures_semaine = 0")
    assert {row[2:] for row in proposals(acting_example)} == {("", NOBODY_FREE)}


def test_hours_given_to_one_are_not_given_to_the_next(acting_example: Base) -> None:
    """P5 (level 2) asks for a call every fourteen days; what she takes of A1 is not there for P2."""
    with acting_example.transaction() as cursor:
        cursor.execute("UPDATE appelants SET heures_semaine = 0 WHERE appelant <> 'A1'")
        cursor.execute("UPDATE appelants SET heures_semaine = 0.16 WHERE appelant = 'A1'")
    first, second = proposals(acting_example)
    assert first[2] == "A1" and second[2:] == ("", NOBODY_FREE)


def test_callers_who_have_stopped_are_listed_and_lend_no_hours(acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        listed = callers_listed(cursor, DAY, SETTINGS, EVERYBODY).set_index("appelant")
        before = callers_listed(cursor, date(2020, 4, 30), SETTINGS, EVERYBODY).set_index("appelant")
        now, then = (hours_available(cursor, day, SETTINGS) for day in (DAY, date(2020, 4, 29)))
    assert sorted(listed.index[~listed["actif"]]) == ["A3", "V11"]
    assert not before.loc["V11", "actif"] and before.loc["A3", "actif"], "the last day is not worked"
    assert (now.callers, now.hours) == (13, 42.0)
    assert (then.callers, then.hours) == (15, 47.0)


def test_who_waits_most_comes_first_in_the_log(acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        log = threads(cursor, DAY, SETTINGS, EVERYBODY)
    read = log[["reference", "niveau", "statut", "nom_acteur", "jours_attente", "retard_jours"]]
    assert read.astype(object).where(read.notna(), None).values.tolist() == [
        ["P4", 4, "transmise", "Pharmacie de Corvilly", 19, 17],
        ["P7", 3, "", "", 1, 0],
        ["P5", 2, "sans_suite", "Équipe d'Aubrives", 6, 0],
        ["P1", 2, "prise_en_charge", "Coordination des aînés", None, 0],
    ]


def test_actors_by_kind_and_what_they_have_signed(acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        table = conventions(cursor, DAY, SETTINGS).set_index("type")
        before = conventions(cursor, date(2020, 1, 31), SETTINGS).set_index("type")
        listed = actors_listed(cursor, DAY, SETTINGS).set_index("identifiant")
    counts = ["acteurs", "actifs", "avec_convention", "avec_charte"]
    assert len(table) == 19 and table.index[0] == "elu"
    assert table.loc["ccas_cias", counts].tolist() == [1, 1, 1, 1]
    assert table.loc["elu", counts].tolist() == [1, 0, 0, 0], "only sounded out"
    assert table.loc["association", counts].tolist() == [0, 0, 0, 0], "it has left"
    assert table.loc["coordination", "avec_convention"] == 1
    assert before.loc["coordination", "avec_convention"] == 0, "signed the day after"
    assert listed.loc["K3", "nom_zone"] == "Corvilly" and listed.loc["K1", "age_jours"] == 70


def test_a_kind_is_missing_where_no_active_actor_of_it_acts(acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        table = actor_types_by_zone(cursor, DAY, SETTINGS).set_index("code_zone")
    every = {kind.value for kind in EXPECTED}
    present = {code: every - set(missing.split("|")) for code, missing in table["types_absents"].items()}
    assert present == {
        "99001": {"ccas_cias", "coordination", "monalisa"},
        "99002": {"coordination", "monalisa"},
        "99003": {"coordination", "sanitaire"},
        "99004": {"coordination"},
    }
    assert table.loc["99001", "types_absents"].split("|")[:3] == ["elu", "service_municipal", "sanitaire"]
    assert "autre" not in every
