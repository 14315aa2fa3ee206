"""Columns never stored, by their wording or by what their cells look like."""

from __future__ import annotations

import pytest

from visa_data.extracts.columns import exclusions
from visa_data.extracts.columns.exclusions import reason_to_exclude, reason_to_exclude_cells
from visa_data.extracts.texts.masking import looks_personal, masked


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("NOM", exclusions.IDENTITY),
        ("Prénoms", exclusions.IDENTITY),
        ("Nom d'usage", exclusions.IDENTITY),
        ("Civilité", exclusions.IDENTITY),
        ("Lieu de naissance", exclusions.IDENTITY),
        ("Commune de naissance", exclusions.IDENTITY),
        ("Tél. portable", exclusions.PHONE),
        ("Téléphone 2", exclusions.PHONE),
        ("E-mail", exclusions.EMAIL),
        ("Courriel", exclusions.EMAIL),
        ("Adresse", exclusions.ADDRESS),
        ("Adresse mail", exclusions.EMAIL),
        ("N° et rue", exclusions.ADDRESS),
        ("Lieu-dit", exclusions.ADDRESS),
        ("Prestation", exclusions.BENEFIT),
        ("Ressources financières", exclusions.BENEFIT),
        ("GIR", exclusions.BENEFIT),
        ("Bénéficiaire APA (oui/non)", exclusions.BENEFIT),
        ("Médecin traitant", exclusions.BENEFIT),
        ("État de santé", exclusions.BENEFIT),
        ("Grille ESOGER", exclusions.BENEFIT),
        ("Pathologie(s)", exclusions.BENEFIT),
        ("Observations", exclusions.FREE_TEXT),
        ("Commentaires libres", exclusions.FREE_TEXT),
        ("Compte rendu de l'appel", exclusions.FREE_TEXT),
        ("N° sécurité sociale", exclusions.NATIONAL_NUMBER),
        ("NIR", exclusions.NATIONAL_NUMBER),
        ("Personne à prévenir", exclusions.RELATIVE),
        ("IBAN", exclusions.BANK),
        ("Commune", ""),
        ("Nom de la commune", ""),
        ("Code postal", ""),
        ("Canton", ""),
    ],
)
def test_headers_of_people(header: str, reason: str) -> None:
    assert reason_to_exclude(header, about_people=True) == reason


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Nom", ""),
        ("Nom du responsable", exclusions.RELATIVE),
        ("Contact", exclusions.RELATIVE),
        ("Téléphone", exclusions.PHONE),
        ("Adresse", exclusions.ADDRESS),
    ],
)
def test_headers_of_teams_and_resources(header: str, reason: str) -> None:
    assert reason_to_exclude(header, about_people=False) == reason


def test_cells() -> None:
    assert reason_to_exclude_cells(["06 39 98 00 01", "", "0353010001"]) == exclusions.CELLS
    assert reason_to_exclude_cells(["Mme Durand", "M. Petit"]) == exclusions.IDENTITY
    assert reason_to_exclude_cells(["59363", "59057"]) == ""
    assert reason_to_exclude_cells([]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "03 53 01 00 01",
        "0353010001",
        "+33 3 53 01 00 01",
        "+33(0)353010001",
        "0033327677585",
        "odette.durand@exemple.fr",
        "232009999999999",
        "2 32 00 99 999 999 99",
        "1 32 05 2A 004 012",
    ],
)
def test_personal_numbers(text: str) -> None:
    assert looks_personal(text)
    assert masked(text) == "[masqué]"
    assert masked(f"appeler {text} le soir") == "appeler [masqué] le soir"


@pytest.mark.parametrize(
    "text", ["59363", "593500101", "R000002", "50.22597284779711", "12/05/2020", "200043321"]
)
def test_other_numbers_are_shown(text: str) -> None:
    assert not looks_personal(text)
    assert masked(text) == text


def test_long_cells_are_cut() -> None:
    assert len(masked("a" * 5000)) == 200
