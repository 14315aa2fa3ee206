"""Free text of public things: the name of an organisation, a category, a place."""

from __future__ import annotations

from datetime import date

from visa_data.extracts.formats.format import free_text
from visa_data.extracts.texts.persons import Nature
from visa_data.extracts.texts.stored_text import LABEL_TEXT, ORGANISATION_TEXT, PLACE_TEXT


def read_text(text: str, _today: date) -> str:
    """Read a text, inner spaces and line ends brought to one space."""
    return " ".join(text.split())


ORGANISATION = free_text(
    "nom de structure",
    ORGANISATION_TEXT,
    read_text,
    (
        ("Équipe citoyenne", "Équipe citoyenne"),
        ("CCAS  de\nBavay", "CCAS de Bavay"),
        ("Les Aînés de Maroilles", "Les Aînés de Maroilles"),
        ("Pharmacie Dupont", "Pharmacie Dupont"),
        ("Résidence Jeanne d'Arc", "Résidence Jeanne d'Arc"),
    ),
    (
        ("Mme Jeanne Exemple", ORGANISATION_TEXT.reason(Nature.NAME)),
        ("Jeanne EXEMPLE", ORGANISATION_TEXT.reason(Nature.NAME)),
        ("CCAS 03 53 01 00 01", ORGANISATION_TEXT.reason(Nature.PHONE)),
        ("é" * 151, ORGANISATION_TEXT.too_long),
    ),
)
LABEL = free_text(
    "catégorie",
    LABEL_TEXT,
    read_text,
    (("Club\u00a0des aînés", "Club des aînés"), ("agent municipal", "agent municipal")),
    (
        ("Mme Exemple", LABEL_TEXT.reason(Nature.NAME)),
        ("06 39 98 00 01", LABEL_TEXT.reason(Nature.PHONE)),
        ("é" * 101, LABEL_TEXT.too_long),
    ),
)
PLACE = free_text(
    "nom de lieu",
    PLACE_TEXT,
    read_text,
    (("Le Quesnoy", "Le Quesnoy"), ("SAINT JEAN", "SAINT JEAN")),
    (
        ("chez Mme Exemple", PLACE_TEXT.reason(Nature.NAME)),
        ("06 39 98 00 01", PLACE_TEXT.reason(Nature.PHONE)),
        ("é" * 151, PLACE_TEXT.too_long),
    ),
)
