"""« À retenir » of each step, word for word, on people written by hand: none, one, many."""

from __future__ import annotations

from typing import Any

from tests.indicators.small_base import add_calls, add_needs, add_person, add_resource, add_zones
from tests.meeting.steps.bases import add_team, one_step
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.indicators.filters import Filters


def said(base: Base, key: str, **more: Any) -> str:
    return plain(one_step(base, key, **more).key_point)


def reached(
    base: Base, *people: str, level: int | None = None, on: str = "2020-05-09", **more: object
) -> None:
    add_calls(base, [(one, f"{on} 10:00", "joint", {"niveau": level, "duree": 30, **more}) for one in people])


def crowd(base: Base, zone: str, number: int, prefix: str = "P", **more: object) -> list[str]:
    names = [f"{prefix}{rank}" for rank in range(number)]
    for name in names:
        add_person(base, name, zone=zone, **more)  # type: ignore[arg-type]
    return names


class TestChanges:
    def test_one_of_each(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        (one,) = crowd(empty_base, "A", 1)
        reached(empty_base, one, level=4, on="2020-05-02")
        assert said(empty_base, "ce-qui-a-change") == (
            "1 situation urgente sans contact depuis plus de 48 heures (1 de plus) ; "
            "1 personne perdue de vue (1 de plus) ; "
            "1 personne isolée sans équipe (sans changement)."
        )

    def test_nothing_to_report(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 3), level=1)
        assert said(empty_base, "ce-qui-a-change") == (
            "Rien à signaler : aucune urgence sans contact, personne n'est perdu de vue, "
            "une équipe atteint chaque personne isolée et aucun besoin n'attend."
        )

    def test_the_committee_reads_moves_without_small_numbers(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        everybody = crowd(empty_base, "A", 60)
        reached(empty_base, *everybody[:30], level=4, on="2020-04-20")
        reached(empty_base, *everybody[30:32], level=4, on="2020-05-06")
        reached(empty_base, *everybody[32:], level=1)


class TestUrgent:
    def test_none(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 1)
        assert said(empty_base, "urgences") == (
            "Rien à signaler : la seule personne inscrite n'est pas en situation urgente."
        )
        crowd(empty_base, "A", 2, "Q")
        assert said(empty_base, "urgences") == (
            "Rien à signaler : aucune situation urgente parmi 3 personnes inscrites."
        )

    def test_all_reached(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        people = crowd(empty_base, "A", 2)
        reached(empty_base, people[0], level=4)
        assert said(empty_base, "urgences") == (
            "Rien à signaler : la seule situation urgente a été jointe dans les 48 heures."
        )
        reached(empty_base, people[1], level=4)
        assert said(empty_base, "urgences") == (
            "Rien à signaler : les 2 situations urgentes ont été jointes dans les 48 heures."
        )

    def test_one_late(self, empty_base: Base) -> None:
        add_zones(empty_base, "A", "B")
        reached(empty_base, *crowd(empty_base, "A", 1), level=4, on="2020-05-01")
        reached(empty_base, *crowd(empty_base, "B", 1, "Q"), level=4)
        assert said(empty_base, "urgences") == (
            "1 situation urgente sur 2 est sans contact depuis plus de 48 heures (+1 depuis le 3 mai) : Zone A (1)."
        )

    def test_many_late(self, empty_base: Base) -> None:
        add_zones(empty_base, "A", "B", "C", "D")
        for zone, number in (("A", 12), ("B", 14), ("C", 16), ("D", 20)):
            reached(empty_base, *crowd(empty_base, zone, number, zone), level=4, on="2020-05-01")
        assert said(empty_base, "urgences") == (
            "62 situations urgentes sur 62 sont sans contact depuis plus de 48 heures (+62 depuis le 3 mai) ; "
            "le plus : Zone D (20), Zone C (16) et Zone B (14)."
        )


class TestCampaign:
    def test_done(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 12), level=1)
        assert said(empty_base, "campagne") == (
            "Rien à signaler : toutes les personnes inscrites ont été jointes au moins une fois."
        )

    def test_not_begun(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 12)
        assert said(empty_base, "campagne") == (
            "12 personnes inscrites restent à joindre ; aucune semaine de campagne n'est encore finie."
        )

    def test_dated(self, empty_base: Base) -> None:
        add_zones(empty_base, "A", "B")
        reached(empty_base, *crowd(empty_base, "A", 24), level=1, on="2020-04-29")
        crowd(empty_base, "B", 36, "Q")
        assert said(empty_base, "campagne") == (
            "36 personnes inscrites restent à joindre : au rythme actuel (12 par semaine), "
            "fin le 31 mai 2020 ; d'abord Zone B (36)."
        )

    def test_one_left(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 14), level=1, on="2020-05-06")
        crowd(empty_base, "A", 1, "Q")
        assert said(empty_base, "campagne") == (
            "1 personne inscrite reste à joindre : au rythme actuel (14 par semaine), fin le 11 mai 2020."
        )

    def test_stopped(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 14), level=1, on="2020-03-04")
        crowd(empty_base, "A", 20, "Q")
        assert said(empty_base, "campagne") == (
            "20 personnes inscrites restent à joindre ; aucun premier contact ces dernières semaines."
        )


class TestLosing:
    def test_none(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 3)
        assert said(empty_base, "qui-perdons-nous") == (
            "Rien à signaler : personne n'est perdu de vue, à visiter ou en attente, sur 3 personnes inscrites."
        )

    def test_one_of_each(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        people = crowd(empty_base, "A", 2)
        crowd(empty_base, "A", 1, "Q", consent="en_attente")
        reached(empty_base, people[0], level=1, on="2020-02-01")
        add_calls(empty_base, [(people[1], f"2020-05-0{day}", "absent") for day in (1, 2, 3)])
        assert said(empty_base, "qui-perdons-nous") == (
            "1 personne perdue de vue, 1 à visiter (3 appels sans réponse) et 1 en attente de consentement."
        )

    def test_some_of_one_kind(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 12, consent="en_attente")
        crowd(empty_base, "A", 12, "Q")
        assert said(empty_base, "qui-perdons-nous") == (
            "Aucune personne perdue de vue, aucune à visiter (3 appels sans réponse) et "
            "12 en attente de consentement."
        )


class TestFragility:
    def test_nobody_evaluated(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 3)
        assert said(empty_base, "fragilite") == (
            "Aucun niveau de fragilité n'est encore déclaré parmi les personnes inscrites."
        )

    def test_nothing_moved(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 20), level=1, on="2020-05-01")
        assert said(empty_base, "fragilite") == (
            "Rien à signaler : aucune personne de niveau 3 ou 4 parmi les personnes inscrites, "
            "aucun changement de niveau depuis le 3 mai 2020."
        )

    def test_one_up_and_one_down(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        people = crowd(empty_base, "A", 40)
        reached(empty_base, *people[:20], level=1, on="2020-04-20")
        reached(empty_base, *people[20:], level=3, on="2020-04-20")
        reached(empty_base, people[0], level=2)
        reached(empty_base, people[39], level=4)
        reached(empty_base, people[38], level=1)
        assert said(empty_base, "fragilite") == (
            "19 personnes sont de niveau 3 ou 4 (48 % des inscrites) ; depuis le 3 mai 2020, "
            "2 sont devenues plus fragiles et 1 l'est moins."
        )


class TestBlankZones:
    def test_nobody_isolated(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 3), level=1)
        assert said(empty_base, "zones-blanches") == (
            "Rien à signaler : aucune personne isolée n'est connue parmi les personnes inscrites."
        )

    def test_everybody_reached(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 1), level=2)
        with empty_base.transaction() as cursor:
            add_team(cursor, "E1", "A")
        assert said(empty_base, "zones-blanches") == (
            "Rien à signaler : aucune zone blanche, une équipe atteint la seule personne isolée."
        )
        reached(empty_base, *crowd(empty_base, "A", 1, "Q"), level=2)
        assert said(empty_base, "zones-blanches") == (
            "Rien à signaler : aucune zone blanche, une équipe atteint chacune des 2 personnes isolées."
        )

    def test_one_zone(self, empty_base: Base) -> None:
        add_zones(empty_base, "A", "B")
        reached(empty_base, *crowd(empty_base, "A", 12), level=2)
        reached(empty_base, *crowd(empty_base, "B", 30, "Q"), level=2)
        with empty_base.transaction() as cursor:
            add_team(cursor, "E1", "B")
        assert said(empty_base, "zones-blanches") == (
            "1 zone blanche (Zone A) ; 12 personnes isolées sans équipe ; d'abord Zone A (12)."
        )

    def test_no_zone_wholly_blank(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 1), level=2)
        add_person(empty_base, "nulle part")
        reached(empty_base, "nulle part", level=2)
        with empty_base.transaction() as cursor:
            add_team(cursor, "E1", "A")
        assert said(empty_base, "zones-blanches") == (
            "Aucune zone entièrement blanche, mais 1 personne isolée sans équipe."
        )

    def test_of_some_people_only(self, empty_base: Base) -> None:
        add_zones(empty_base, "A", "B")
        reached(empty_base, *crowd(empty_base, "A", 1, source="caf"), level=2)
        reached(empty_base, *crowd(empty_base, "B", 2, "Q", source="carsat"), level=2)
        add_person(empty_base, "nulle part", source="departement")
        reached(empty_base, "nulle part", level=2)
        with empty_base.transaction() as cursor:
            add_team(cursor, "E1", "B")
        assert said(empty_base, "zones-blanches", filters=Filters(sources=("carsat",))) == (
            "1 zone blanche, mais parmi les personnes comptées ici, une équipe atteint chacune des "
            "2 personnes isolées."
        )
        assert said(empty_base, "zones-blanches", filters=Filters(sources=("departement",))) == (
            "1 zone blanche (Zone A) ; 1 personne isolée sans équipe."
        )


class TestNeeds:
    def test_none(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 3)
        assert said(empty_base, "besoins") == (
            "Rien à signaler : aucun besoin n'est ouvert parmi les dix besoins essentiels."
        )

    def test_all_recent(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        people = crowd(empty_base, "A", 3)
        add_needs(empty_base, (people[0], "parler", "2020-05-08", "exprime"))
        assert said(empty_base, "besoins") == (
            "Rien à signaler : le seul besoin ouvert attend depuis moins de 7 jours."
        )
        add_needs(empty_base, (people[1], "sortir", "2020-05-08", "exprime"))
        assert said(empty_base, "besoins") == (
            "Rien à signaler : les 2 besoins ouverts attendent depuis moins de 7 jours."
        )

    def test_one_unmet(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        people = crowd(empty_base, "A", 3)
        add_needs(
            empty_base,
            (people[0], "parler", "2020-05-01", "exprime"),
            (people[1], "sortir", "2020-05-08", "exprime"),
        )
        add_resource(empty_base, "R1", "parler|sortir", zones="A")
        assert said(empty_base, "besoins") == (
            "1 besoin reste non pourvu sur 2 ouverts (+1 depuis le 3 mai), d'abord « Parler » (1 personne)."
        )

    def test_many_and_one_without_resource(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        people = crowd(empty_base, "A", 20)
        add_needs(empty_base, *((one, "parler", "2020-05-01", "exprime") for one in people))
        assert said(empty_base, "besoins") == (
            "20 besoins restent non pourvus sur 20 ouverts (+20 depuis le 3 mai), d'abord « Parler » (20 personnes) ; "
            "aucune ressource connue pour « Parler »."
        )


class TestNextTeam:
    def test_nobody_left(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 3)
        assert said(empty_base, "prochaine-equipe") == (
            "Rien à signaler : une équipe atteint déjà chaque personne isolée connue."
        )

    def test_nobody_has_a_place(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 1), level=2)
        assert said(empty_base, "prochaine-equipe") == (
            "1 personne isolée reste sans équipe, mais aucun emplacement ne peut être proposé : "
            "coordonnées inconnues, ou trop loin de tout milieu de zone."
        )

    def test_one_place_then_two(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 12, point=(50.05, 3.05)), level=2)
        assert said(empty_base, "prochaine-equipe") == (
            "La prochaine équipe aiderait le plus à Zone A : 12 personnes isolées de plus "
            "seraient atteintes dans un rayon de 5 km."
        )
        add_zones(empty_base, "B", "C", "D")
        reached(empty_base, *crowd(empty_base, "D", 20, "Q", point=(50.05, 3.25)), level=2)
        assert "avec Zone A, deux équipes en atteindraient 32 personnes sur 32 sans équipe." in said(
            empty_base, "prochaine-equipe"
        )


class TestHours:
    def test_nobody_evaluated(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        crowd(empty_base, "A", 3)
        assert said(empty_base, "heures") == (
            "Aucune personne n'est encore évaluée : aucun délai de contact n'est à tenir."
        )

    def test_unknown_hours(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 12), level=3)
        # 12 persons a week, 30 minutes each, reached at the first attempt.
        assert said(empty_base, "heures") == (
            "Il faut 6 heures d'appel par semaine pour tenir les délais ; "
            "les heures disponibles sont inconnues, aucun appelant n'a déclaré les siennes."
        )

    def test_enough_or_not(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 12), level=3)
        with empty_base.transaction() as cursor:
            cursor.execute("INSERT INTO appelants (appelant, heures_semaine, import_id) VALUES ('A1', 6, 0)")
        assert said(empty_base, "heures") == (
            "Rien à signaler : les appelants disposent de 6 heures par semaine pour les 6 nécessaires."
        )
        with empty_base.transaction() as cursor:
            cursor.execute("UPDATE appelants SET heures_semaine = 5")
        assert said(empty_base, "heures") == (
            "Les heures ne suffisent pas : il faut 6 heures d'appel par semaine, les appelants en ont 5, "
            "il en manque 1."
        )

    def test_few_people(self, empty_base: Base) -> None:
        add_zones(empty_base, "A")
        reached(empty_base, *crowd(empty_base, "A", 2), level=3)
