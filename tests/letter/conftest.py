"""Letters that the tests share: the sample's, and one written by hand with everything in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.letter.composing import Composed, compose_letter
from visa_data.letter.letter import Letter, Section
from visa_data.letter.places import TERRITORY, letter_places, place_of
from visa_data.settings import load

DAY = date(2025, 12, 6)
NAME = "Pays d'Essai"
Compose = Callable[..., Composed]


def composed(base: Base, day: date = DAY, *, place: str = TERRITORY) -> Composed:
    settings = load()
    with base.cursor() as cursor:
        chosen = place_of(letter_places(cursor, day, settings, territory=NAME), place)
        return compose_letter(cursor, day, settings, place=chosen, territory=NAME, invented=True)


@pytest.fixture(scope="session")
def sample_letter(sample_base_file: Path) -> Letter:
    """The sample's letter to its whole territory."""
    with Base(sample_base_file) as base:
        return composed(base).letter


@pytest.fixture
def handmade() -> Letter:
    """Two sections, one of them on the poster."""
    return Letter(
        DAY,
        "",
        NAME,
        NAME,
        (
            Section(
                "numeros",
                "Les numéros utiles",
                (
                    "- Écoute : 0 800 130 000. Tous les jours, de 9 h à 18 h.",
                    "- Aide en ligne : 01 70 772 372.",
                    "Vérifié en 2020.",
                ),
                True,
            ),
            Section(
                "besoin_se_nourrir",
                "Se nourrir",
                ("- CCAS de Bavay : vient à <Landrecies> & ailleurs.", "Appelez la mairie !"),
            ),
        ),
    )
