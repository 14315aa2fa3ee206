"""« À retenir », word for word."""

from __future__ import annotations

import math

import pytest

from tests.plain_text import plain
from visa_data.dossier.figure_changes import changes
from visa_data.indicators.evolution import key_columns
from visa_data.meeting.key_points import key_point

QUIET = {
    figure.name: 0.0
    for figure in key_columns()
    if figure.name not in {"inscrits", "taux_joints", "taux_a_jour"}
} | {"inscrits": 100.0, "taux_joints": 1.0, "taux_a_jour": 1.0}


def sentence(
    before: dict[str, float], after: dict[str, float], *, days: int = 7, urgent_days: int = 2
) -> str:
    found = changes(QUIET | before, QUIET | after)
    return plain(key_point(found, days=days, urgent_days=urgent_days))


def test_nobody_registered() -> None:
    assert (
        sentence({"inscrits": 0}, {"inscrits": 0, "taux_joints": math.nan})
        == "Aucune personne n'est inscrite à cette date : il n'y a encore rien à suivre."
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
        "20 personnes isolées qu'aucune équipe n'atteint (10 de plus) ; "
        "1 234 besoins non pourvus (134 de plus)."
    )


def test_no_urgent_situation_is_said_too() -> None:
    assert sentence({"urgences_sans_contact": 2, "jamais_joints": 4}, {"jamais_joints": 4}) == (
        "Aucune situation urgente sans contact depuis plus de 48 heures (2 de moins) ; "
        "4 personnes jamais jointes malgré plusieurs appels (sans changement)."
    )


def test_nothing_moved() -> None:
    same = {"urgences_sans_contact": 1, "isolees_sans_equipe": 1}
    assert sentence(same, same) == (
        "Rien de nouveau en 7 jours : 1 situation urgente sans contact depuis plus de 48 heures ; "
        "1 personne isolée qu'aucune équipe n'atteint."
    )
    assert sentence(same, same, days=1).startswith("Rien de nouveau en 1 jour : ")


@pytest.mark.parametrize("days", [0, -3])
def test_without_an_earlier_date_nothing_is_compared(days: int) -> None:
    assert (
        sentence({}, {"perdus_de_vue": 2}, days=days)
        == "Aucune situation urgente sans contact depuis plus de 48 heures ; 2 personnes perdues de vue."
    )


def test_the_delay_of_urgent_situations_is_the_setting() -> None:
    assert "depuis plus de 72 heures" in sentence({}, {"urgences_sans_contact": 2}, urgent_days=3)
