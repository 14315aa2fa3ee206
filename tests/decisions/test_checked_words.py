"""A decision says nothing that points at a person."""

from __future__ import annotations

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.decisions.checked_words import (
    LONGEST_OWNER,
    LONGEST_TEXT,
    NAMED,
    OWNER_SUGGESTIONS,
    PERSONAL,
    REGISTERED,
    checked_owner,
    checked_text,
    names_somebody_registered,
)
from visa_data.errors import VisaError


def refusal(base: Base, text: str) -> str:
    with base.cursor() as cursor, pytest.raises(VisaError) as refused:
        checked_text(cursor, text)
    return plain(refused.value.message)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rappeler le 03 53 01 00 01", PERSONAL),
        ("Rappeler le +33 6 39 98 00 01 demain", PERSONAL),
        ("Écrire à odette@exemple.fr", PERSONAL),
        ("Dossier 2 32 00 99 999 999 99", PERSONAL),
        ("Passer voir Mme Dupuis", NAMED),
        ("Passer voir M. Élie", NAMED),
        ("Passer voir Madame Dupuis", NAMED),
        ("Visite chez P4 dès lundi", REGISTERED),
        ("Visite chez p4.", REGISTERED),
    ],
)
def test_what_points_at_a_person_is_refused(worked_example: Base, text: str, reason: str) -> None:
    assert refusal(worked_example, text) == (
        f"le texte {reason}. Une décision est lue par tout le comité : retirez-le et "
        "parlez d'une zone, d'un besoin ou d'une fonction."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ouvrir une permanence à Corvilly avant le 12/05/2020, 12 personnes au plus",
        "Saisir M. le maire et Mme la présidente du CCAS",
        "Porter 1 234,50 € au budget 2020 ; code commune 99001",
        "Prévoir le plan P44 et l'AP4",
    ],
)
def test_ordinary_words_and_numbers_pass(worked_example: Base, text: str) -> None:
    with worked_example.cursor() as cursor:
        assert checked_text(cursor, text) == text


def test_empty_and_too_long(worked_example: Base) -> None:
    assert refusal(worked_example, " \n\t ") == "le texte est vide. Écrivez ce qui est décidé."
    assert refusal(worked_example, "é" * (LONGEST_TEXT + 1)) == (
        "le texte compte 301 caractères, 300 au plus. Raccourcissez-le."
    )
    with worked_example.cursor() as cursor:
        assert len(checked_text(cursor, "é" * LONGEST_TEXT)) == LONGEST_TEXT


def test_one_line_without_control_characters(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        assert checked_text(cursor, "  Ouvrir\r\nune\x00 permanence\u200b\u2028 ") == "Ouvrir une permanence"


def test_an_owner_is_a_function(worked_example: Base) -> None:
    with worked_example.cursor() as cursor:
        for owner in OWNER_SUGGESTIONS:
            assert checked_owner(cursor, owner) == owner
        with pytest.raises(VisaError, match="nomme une personne"):
            checked_owner(cursor, "Monsieur Dupuis")
        with pytest.raises(VisaError, match="Une fonction ou un service, jamais le nom d'une personne"):
            checked_owner(cursor, "")
        with pytest.raises(VisaError, match="80 au plus"):
            checked_owner(cursor, "x" * (LONGEST_OWNER + 1))


@pytest.mark.parametrize(
    ("reference", "text", "found"),
    [
        ("R000002", "voir R000002", True),
        ("R000002", "voir r-000 002, vite", True),
        ("R000002", "voir R0000021", False),
        ("2020 / 17", "voir 2020 / 17", True),
        ("2020 / 17", "voir 2020/17", True),
        ("12", "appeler 12 personnes", False),
        ("12", "au casino 12 places", False),
        ("12", "appeler la personne n° 12", True),
        ("12", "réf. 12", True),
        ("2020", "avant fin 2020", False),
        ("00042", "voir 00042", True),
        ("12345", "voir 12345", True),
        ("12345", "12 345 habitants", False),
        ("LE", "voir le maire", False),
        ("LE", "dossier LE", True),
        ("A.*", "tout autre texte", False),
        ("--", "une zone -- une équipe", False),
    ],
)
def test_references_of_every_shape(empty_base: Base, reference: str, text: str, found: bool) -> None:
    with empty_base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO personnes (reference, source, date_inscription, consentement, import_id) "
            "VALUES (?, 'caf', '2020-01-01', 'oui', 1)",
            [reference],
        )
    with empty_base.cursor() as cursor:
        assert names_somebody_registered(cursor, text) is found
