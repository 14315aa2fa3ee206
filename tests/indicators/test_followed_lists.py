"""Lists drawn from what was asked for people, on the worked example of who acts: read by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plain_text import plain
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.listes import FOLLOWED, Liste, people_listed
from visa_data.indicators.listes_suivi import NOBODY_ABLE, at_whose_door

pytestmark = pytest.mark.real_data
DAY = date(2020, 5, 10)
SETTINGS = settings.load()


def listed(
    base: Base, liste: Liste, day: date = DAY, filters: Filters = EVERYBODY
) -> list[tuple[object, ...]]:
    """reference, nom_zone, niveau, jours_attente, retard_jours, situation, acteur."""
    with base.cursor() as cursor:
        table = people_listed(cursor, day, SETTINGS, filters, liste)
    return [
        (
            row.reference,
            row.nom_zone,
            row.niveau,
            None if row.jours_attente != row.jours_attente else row.jours_attente,
            row.retard_jours,
            plain(row.situation),
            plain(row.acteur),
        )
        for row in table.itertuples()
    ]


def test_to_orient_names_an_actor_of_the_zone_that_the_guide_sends_to(acting_example: Base) -> None:
    """P5's team gave up: it is not proposed again. P7 (level 3) goes to the coordination."""
    p7, p5 = listed(acting_example, Liste.A_ORIENTER)
    assert p7[0] == "P7" and p7[2:] == (
        3,
        1,
        0,
        "Jamais orientée",
        "Coordination des aînés (Dispositif de coordination)",
    )
    assert p5[0] == "P5" and p5[2:6] == (2, 6, 0, "Sans suite le 4 mai 2020 (Équipe d'Aubrives)")
    assert "Équipe d'Aubrives" not in p5[6]


def test_who_gave_up_is_proposed_to_nobody_again(acting_example: Base) -> None:
    with acting_example.transaction() as cursor:
        cursor.execute("UPDATE acteurs SET statut = 'retire' WHERE identifiant <> 'K4'")
    assert {row[6] for row in listed(acting_example, Liste.A_ORIENTER)} == {NOBODY_ABLE}


def test_to_chase_says_at_whose_door_since_when(acting_example: Base) -> None:
    """P6 is of level 1: no cadence is exceeded by an orientation of hers, but somebody owes an answer."""
    rows = listed(acting_example, Liste.A_RELANCER)
    assert rows[0][0] == "P4" and rows[0][2:] == (
        4,
        19,
        17,
        "Transmise le 28 avril 2020",
        "Pharmacie de Corvilly",
    )
    with acting_example.cursor() as cursor:
        found = at_whose_door(cursor, DAY, SETTINGS, EVERYBODY)
    assert found[["acteur", "en_attente", "niveaux_3_4", "plus_ancienne"]].values.tolist()[0] == [
        "K3",
        1,
        1,
        19,
    ]
    assert found["en_attente"].sum() == len(rows)


def test_the_morrow_of_an_answer_nobody_is_chased(acting_example: Base) -> None:
    assert "P4" in {row[0] for row in listed(acting_example, Liste.A_RELANCER, date(2020, 5, 11))}
    assert "P4" not in {row[0] for row in listed(acting_example, Liste.A_RELANCER, date(2020, 5, 12))}


def test_to_sponsor_says_who_left_and_whom_to_ask(acting_example: Base) -> None:
    rows = listed(acting_example, Liste.A_PARRAINER)
    assert [(row[0], row[5], row[6][:2]) for row in rows] == [
        ("P5", "Parrain parti : A9", "A2"),
        ("P2", "Parrain parti : A3", "A1"),
    ]


def test_to_match_are_demands_that_name_no_volunteer(acting_example: Base) -> None:
    """B4 has met two volunteers; B1 and B6 wait for some."""
    rows = listed(acting_example, Liste.A_APPARIER)
    assert {(row[0], row[5]) for row in rows} == {
        ("P7", "Demande B1 du 20 avril 2020"),
        ("P1", "Demande B6 du 2 mai 2020"),
    }
    assert {row[0]: row[3] for row in rows} == {"P7": 20, "P1": 8}


@pytest.mark.parametrize("liste", FOLLOWED)
def test_filters_choose_rows_of_these_lists(liste: Liste, acting_example: Base) -> None:
    every = listed(acting_example, liste)
    for code in ("99001", "99002", "99003", "99004"):
        here = listed(acting_example, liste, filters=Filters(zones=(code,)))
        assert [row for row in every if row in here] == here
    assert sum(
        len(listed(acting_example, liste, filters=Filters(zones=(z,))))
        for z in ("", "99001", "99002", "99003", "99004")
    ) == len(every)


@pytest.mark.parametrize("liste", Liste)
def test_every_list_starts_with_most_levels_times_days_overdue(liste: Liste, acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        table = people_listed(cursor, DAY, SETTINGS, EVERYBODY, liste)
    assert (table["niveau"] * table["retard_jours"]).is_monotonic_decreasing
    assert table["reference"].is_unique
    assert {"reference", "code_zone", "nom_zone", "niveau", "jours_attente", "retard_jours"} <= set(
        table.columns
    )
