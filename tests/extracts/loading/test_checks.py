"""What is odd in who acts is kept, counted, and told line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.history import reported_lines
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome

AT = datetime(2020, 6, 8, 8, 0)
Load = Callable[[str], Outcome]

PEOPLE = "reference,source,date_inscription,consentement\nR1,caf,2020-01-10,oui\nR2,caf,2020-01-10,oui\n"
SUITES = "N° registre;Date;Objet;Suite donnée;Acteur\n"
PAIRS = "Binôme;Date;Étape;N° registre;Visiteurs\n"
SCHEMES = "Dispositif;Mois;Demandes;Acceptées;Honorées\n"
REPORTS = "N°;Reçu le;Par;Suite;Le;N° registre;Latitude;Longitude\n"


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Iterator[Load]:
    def load_text(text: str) -> Outcome:
        return load_extract(empty_base, read(text), at=AT)

    load_text(PEOPLE)
    yield load_text


def told(outcome: Outcome) -> list[tuple[int, str, str, str]]:
    """The warnings: line, column, value, reason; every line of the file is in the base."""
    assert outcome.counts.prises == outcome.counts.lues
    assert {problem.severity for problem in outcome.problems} <= {Severity.WARNING}
    return [(p.line, p.column, plain(p.value), plain(p.reason)) for p in outcome.problems]


def test_an_actor_unknown_to_the_base(load: Load) -> None:
    load("Identifiant;Structure;Type d'acteur;Statut\nK1;CLIC;Coordination;Actif\n")
    outcome = load(
        SUITES
        + "R1;04/05/2020;Orientation;Proposée;K1\n"
        + "R1;05/05/2020;Orientation;Transmise;K9\n"
        + "R2;05/05/2020;Orientation;Proposée;\n"
    )
    reason = "Acteur absent de la base : la suite est gardée, sans que l'on sache qui il est"
    assert told(outcome) == [(3, "Acteur", "K9", reason)]
    # Once he is there, the same file says nothing more.
    load("Identifiant;Structure;Type d'acteur;Statut\nK9;CCAS;CCAS ou CIAS;Actif\n")
    again = load(SUITES + "R1;05/05/2020;Orientation;Transmise;K9\nR1;06/05/2020;Orientation;Acceptée;K9\n")
    assert [reason for *_, reason in told(again)] == ["Statut qui revient en arrière : le plus récent compte"]


def test_a_thread_that_goes_backwards(load: Load) -> None:
    """Sent on then accepted goes back; a thread that was closed may open again; objects are apart; one day has an order."""
    outcome = load(
        SUITES
        + "R1;04/05/2020;Orientation;Transmise;\n"
        + "R1;05/05/2020;Orientation;Acceptée;\n"
        + "R1;06/05/2020;Orientation;Refusée;\n"
        + "R1;07/05/2020;Orientation;Proposée;\n"
        + "R1;03/05/2020;Visite;Proposée;\n"
        + "R2;05/05/2020;Orientation;Transmise;\n"
        + "R2;05/05/2020;Orientation;Proposée;\n"
    )
    reason = "Statut qui revient en arrière : le plus récent compte"
    assert told(outcome) == [(3, "Suite donnée", "Transmise → Acceptée", reason)]


def test_a_pair_that_goes_backwards(load: Load) -> None:
    outcome = load(
        PAIRS
        + "B1;01/03/2020;Demande;R1;\n"
        + "B1;02/03/2020;Actif;R1;V1, V2\n"
        + "B1;03/03/2020;Suspendu;R1;V1, V2\n"
        + "B1;04/03/2020;Actif;R1;V1, V2\n"
        + "B1;05/03/2020;Rencontre;R1;V1, V2\n"
        + "B1;06/03/2020;Terminé;R1;V1, V2\n"
    )
    reason = "Étape qui revient en arrière : la plus récente compte"
    assert told(outcome) == [(6, "Étape", "Actif → Rencontre", reason)]


def test_a_pair_without_two_volunteers(load: Load) -> None:
    outcome = load(
        PAIRS
        + "B1;01/03/2020;Demande;R1;\n"
        + "B1;02/03/2020;Rencontre;R1;V1\n"
        + "B1;03/03/2020;Actif;R1;V1, V2 et V3\n"
        + "B1;04/03/2020;Suspendu;R1;V1\n"
        + "B2;04/03/2020;Actif;R2;\n"
        + "B3;04/03/2020;Actif;R2;V7|V8\n"
    )
    reason = "Binôme qui se rencontre ou se visite sans deux bénévoles"
    assert told(outcome) == [
        (3, "Visiteurs", "V1", reason),
        (4, "Visiteurs", "V1, V2, V3", reason),
        (6, "Visiteurs", "aucun", reason),
    ]


def test_a_volunteer_in_two_pairs_at_once(load: Load) -> None:
    """Those of two files too; one after the other is nothing, nor is a pair that has stopped."""
    first = PAIRS + "B1;01/03/2020;Actif;R1;V1, V2\nB1;10/03/2020;Terminé;R1;V1, V2\n"
    assert told(load(first)) == []
    second = PAIRS + "B2;10/03/2020;Actif;R2;V1, V3\nB3;05/03/2020;Rencontre;R2;V2, V4\n"
    reason = "Bénévole dans deux binômes à la fois"
    assert told(load(second)) == [(3, "Visiteurs", "V2 : B1", reason)]


def test_a_pair_whose_person_one_line_alone_says(load: Load, empty_base: Base) -> None:
    """Its other lines have her, those of a later file too; a pair of nobody, or of two people, is set aside."""
    first = load(
        PAIRS + "B1;01/03/2020;Demande;R1;\nB1;02/03/2020;Rencontre;;V1, V2\nB2;02/03/2020;Demande;;\n"
    )
    assert (first.counts.ajoutees, first.counts.ecartees) == (2, 1)
    assert [(p.line, p.column, plain(p.reason)) for p in first.problems] == [
        (4, "N° registre", "Vide ici, et ce que disent les autres lignes du même suivi ne suffit pas")
    ]
    assert [plain(notice) for notice in first.notices] == [
        "Colonne « N° registre » : vide, reprise des autres lignes du même suivi (1 ligne)."
    ]
    later = load(
        PAIRS
        + "B1;05/03/2020;Actif;;V1, V2\nB3;01/03/2020;Demande;R1;\nB3;02/03/2020;Demande;R2;\nB3;03/03/2020;Terminé;;\n"
    )
    assert (later.counts.ajoutees, later.counts.ecartees) == (3, 1)
    with empty_base.cursor() as cursor:
        found = cursor.execute("SELECT DISTINCT binome, reference FROM binomes ORDER BY ALL").fetchall()
    assert found == [("B1", "R1"), ("B3", "R1"), ("B3", "R2")]


def test_one_pair_for_two_people(load: Load) -> None:
    outcome = load(PAIRS + "B1;01/03/2020;Demande;R1;\nB1;02/03/2020;Actif;R2;V1, V2\n")
    assert told(outcome) == [(3, "N° registre", "R2", "Binôme dont la personne change d'une étape à l'autre")]


def test_a_scheme_that_accepts_or_honours_more_than_it_can(load: Load) -> None:
    outcome = load(SCHEMES + "Café;04/2020;10;12;8\nCafé;05/2020;10;8;9\nCafé;06/2020;;8;8\n")
    assert told(outcome) == [
        (2, "Acceptées", "12 > 10", "Plus de demandes acceptées que de demandes"),
        (3, "Honorées", "9 > 8", "Plus de demandes honorées que de demandes acceptées"),
    ]
    assert outcome.notices == []


def test_a_number_of_an_earlier_file_is_compared_too(load: Load) -> None:
    load("Dispositif;Mois;Demandes\nCafé;04/2020;10\n")
    outcome = load("Dispositif;Mois;Acceptées\nCafé;04/2020;12\n")
    assert [value for _, _, value, _ in told(outcome)] == ["12 > 10"]


def test_months_without_data(load: Load) -> None:
    outcome = load(SCHEMES + "Café;01/2020;1;1;1\nCafé;04/2020;1;1;1\nBus;04/2020;1;1;1\nBus;05/2020;1;1;1\n")
    assert told(outcome) == []
    assert [plain(notice) for notice in outcome.notices] == [
        "Mois sans données entre le premier et le dernier d'un dispositif : Café (02/2020, 03/2020)."
    ]
    assert load(SCHEMES + "Bus;06/2020;1;1;1\n").notices == []


def test_a_cooperation_twice_on_one_day(load: Load) -> None:
    header = "Département;Nom;Maturité;Au;Équipes citoyennes\n"
    outcome = load(
        header
        + "59;Nord;Active;31/12/2019;9\n59;Nord;Mature;31/12/2019;9\n62;Pas-de-Calais;Active;31/12/2019;9\n"
    )
    assert told(outcome) == [
        (
            3,
            "",
            "",
            "Déjà donnée plus haut dans le fichier avec d'autres valeurs : la dernière ligne l'emporte",
        )
    ]


def test_what_comes_before_what_it_follows(load: Load) -> None:
    assert told(
        load(
            REPORTS
            + "G1;10/03/2020;Tiers;Inscrite;09/03/2020;;;\nG2;10/03/2020;Tiers;Inscrite;10/03/2020;;;\n"
        )
    ) == [(2, "Le", "09/03/2020 < 10/03/2020", "Suite antérieure au signalement")]
    assert told(
        load("Appelant;Profil;Depuis le;Jusqu'au\nA1;Agent;10/03/2020;09/03/2020\nA2;Agent;10/03/2020;\n")
    ) == [
        (
            2,
            "Jusqu'au",
            "09/03/2020 < 10/03/2020",
            "Date de fin antérieure à la date de début : cette personne n'est active aucun jour",
        )
    ]


def test_a_report_about_somebody_unknown_is_kept_without_her(load: Load, empty_base: Base) -> None:
    """Who told us something is counted all the same; nothing of who may have refused is."""
    outcome = load(
        REPORTS + "G1;10/03/2020;Tiers;Inscrite;;R1;50,25;3,7\nG2;10/03/2020;Tiers;Refus;;R9;50,26;3,8\n"
    )
    assert told(outcome) == [
        (
            3,
            "N° registre",
            "R9",
            "Référence absente du registre : la ligne est gardée sans elle ni coordonnées",
        )
    ]
    with empty_base.cursor() as cursor:
        found = cursor.execute(
            "SELECT identifiant, reference, latitude, longitude FROM signalements ORDER BY ALL"
        ).fetchall()
    assert found == [("G1", "R1", 50.25, 3.7), ("G2", None, None, None)]


def test_the_warnings_are_told_in_the_account_and_kept_with_the_import(load: Load, empty_base: Base) -> None:
    outcome = load(PAIRS + "B1;02/03/2020;Rencontre;R1;V1\nB2;02/03/2020;Actif;R2;V1\n")
    assert outcome.warnings == 2
    causes = accounts.causes(outcome.problems)
    assert causes[["Cause", "Ce qu'il en advient", "Nombre", "Lignes"]].to_numpy().tolist() == [
        [
            "Binôme qui se rencontre ou se visite sans deux bénévoles",
            "Gardée, à vérifier",
            2,
            "lignes 2–3",
        ],
        ["Bénévole dans deux binômes à la fois", "Gardée, à vérifier", 2, "lignes 2–3"],
    ]
    assert outcome.import_id is not None
    assert reported_lines(empty_base, outcome.import_id)["nombre"].tolist() == [2, 2]
