"""« À retenir », word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.meeting.steps.frozen import BEFORE, SMALL, Count, frozen
from tests.plain_text import plain
from visa_data import settings
from visa_data.meeting.steps.changes import changes_step

QUIET = {"inscrits": 100, "tentes": 100, "joints": 100, "evalues": 100, "a_jour": 100}


def sentence(
    before: dict[str, Count], after: dict[str, Count], *, compared: date = BEFORE, urgent_days: int = 2
) -> str:
    thresholds = replace(settings.load(), cadence_niveau_4=urgent_days)
    small = SMALL in after.values()
    book = frozen(QUIET | after, QUIET | before, before=compared, thresholds=thresholds, exact=not small)
    return plain(changes_step(book).key_point)


def test_nobody_registered() -> None:
    assert (
        sentence({"inscrits": 0}, {"inscrits": 0})
        == "Aucune personne n'est inscrite au 10 mai 2020 : il n'y a encore rien à suivre."
    )


def test_nothing_to_report() -> None:
    assert sentence({}, {}) == (
        "Rien à signaler : aucune urgence sans contact, personne n'est perdu de vue, "
        "une équipe atteint chaque personne isolée et aucun besoin n'attend."
    )


def test_one_of_each_in_the_singular() -> None:
    assert sentence(
        {"urgences_sans_contact": 0, "perdus_de_vue": 0, "besoins_non_pourvus": 2},
        {"urgences_sans_contact": 1, "perdus_de_vue": 1, "besoins_non_pourvus": 1},
    ) == (
        "1 situation urgente sans contact depuis plus de 48 heures (1 de plus) ; "
        "1 personne perdue de vue (1 de plus) ; 1 besoin non pourvu (1 de moins)."
    )


def test_many_and_what_got_worse_most_comes_first() -> None:
    assert sentence(
        {
            "urgences_sans_contact": 5,
            "perdus_de_vue": 50,
            "jamais_joints": 80,
            "isolees_sans_equipe": 10,
            "besoins_non_pourvus": 1100,
        },
        {
            "urgences_sans_contact": 3,
            "perdus_de_vue": 52,
            "jamais_joints": 80,
            "isolees_sans_equipe": 20,
            "besoins_non_pourvus": 1234,
        },
    ) == (
        "3 situations urgentes sans contact depuis plus de 48 heures (2 de moins) ; "
        "20 personnes isolées sans équipe (10 de plus) ; "
        "1 234 besoins non pourvus (134 de plus)."
    )


def test_no_urgent_situation_is_said_too() -> None:
    assert sentence({"urgences_sans_contact": 2, "jamais_joints": 4}, {"jamais_joints": 4}) == (
        "Aucune situation urgente sans contact depuis plus de 48 heures (2 de moins) ; "
        "4 personnes à visiter (3 appels sans réponse) (sans changement)."
    )


def test_nothing_moved() -> None:
    same = {"urgences_sans_contact": 1, "isolees_sans_equipe": 1}
    assert sentence(same, same) == (
        "Rien de nouveau en 7 jours : 1 situation urgente sans contact depuis plus de 48 heures ; "
        "1 personne isolée sans équipe."
    )
    assert sentence(same, same, compared=date(2020, 5, 9)).startswith("Rien de nouveau en 1 jour : ")


@pytest.mark.parametrize("compared", [date(2020, 5, 10), date(2020, 5, 13)])
def test_without_an_earlier_date_nothing_is_compared(compared: date) -> None:
    assert (
        sentence({}, {"perdus_de_vue": 2}, compared=compared)
        == "Aucune situation urgente sans contact depuis plus de 48 heures ; 2 personnes perdues de vue."
    )


def test_the_delay_of_urgent_situations_is_the_setting() -> None:
    assert "depuis plus de 72 heures" in sentence({}, {"urgences_sans_contact": 2}, urgent_days=3)


def test_of_a_small_territory_a_withheld_count_is_said_in_words_without_its_move() -> None:
    assert sentence(
        {"urgences_sans_contact": 0, "perdus_de_vue": 15},
        {"urgences_sans_contact": SMALL, "perdus_de_vue": 20, "besoins_non_pourvus": SMALL},
    ) == (
        "Moins de 11 situations urgentes sans contact depuis plus de 48 heures ; "
        "20 personnes perdues de vue (5 de plus) ; moins de 11 besoins non pourvus."
    )
