"""What may not be in a letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.letter.checking import LONGEST, LONGEST_LINE, LONGEST_TITLE, checked_letter
from visa_data.letter.letter import Letter, Section


def check(base: Base, letter: Letter) -> Letter:
    with base.cursor() as cursor:
        return checked_letter(cursor, letter)


def with_line(letter: Letter, line: str, title: str = "Essai") -> Letter:
    return replace(letter, sections=(*letter.sections, Section("ajout_1", title, (line,))))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Appelez le 06 12 34 56 78.", "ressemble au téléphone"),
        ("Appelez le 03 27 00 00 00.", "ressemble au téléphone"),
        ("Appelez le +33 6 12 34 56 78.", "ressemble au téléphone"),
        ("Écrivez à exemple@exemple.fr.", "ressemble au téléphone, au courriel"),
        ("Demandez Mme Exemplette à l'accueil.", "nomme une personne"),
        ("Demandez Monsieur Exemplaire.", "nomme une personne"),
        (
            "- Appelez Jeanne Exemplette : elle vient chez vous.",
            "nomme une personne (« Appelez Jeanne Exemplette »)",
        ),
        ("Un mot pour VA00001, qui attend.", "contient la référence d'une personne"),
        ("x" * (LONGEST_LINE + 1), "une ligne de la section « Essai » compte 1 001 caractères"),
    ],
)
def test_refused_with_its_section(sample_base: Base, handmade: Letter, line: str, told: str) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute(
            "UPDATE personnes SET reference = 'VA00001' WHERE reference = (SELECT min(reference) FROM personnes)"
        )
    with pytest.raises(VisaError) as refused:
        check(sample_base, with_line(handmade, line))
    assert told in plain(refused.value.message) and "« Essai »" in plain(refused.value.message)
    if "caractères" not in told:
        with pytest.raises(VisaError):
            check(sample_base, with_line(handmade, "Bonjour.", title=line[:LONGEST_TITLE]))


@pytest.mark.parametrize(
    "line",
    [
        "Le numéro 0 800 130 000 répond.",
        "Le 0800 13 00 00, ou 01 70 77 23 72.",
        "En cas d'urgence, le 112 ; le 3977 contre la maltraitance.",
        "Rendez-vous salle Jean Moulin, rue Marie Curie, à 14 h.",
        "Le marché de Saint-Martin ouvre le 12 décembre 2025.",
    ],
)
def test_what_is_public_may_be_said(sample_base: Base, handmade: Letter, line: str) -> None:
    assert check(sample_base, with_line(handmade, line)).sections[-1].lines == (line,)


def test_too_long_as_a_whole(sample_base: Base, handmade: Letter) -> None:
    lines = tuple("Une ligne assez longue. " * 30 for _ in range(LONGEST // 600))
    with pytest.raises(VisaError, match="Retirez une section"):
        check(sample_base, replace(handmade, sections=(Section("a", "Trop", lines),)))


def test_without_title_or_without_anything(sample_base: Base, handmade: Letter) -> None:
    with pytest.raises(VisaError, match="n'a pas de titre"):
        check(sample_base, with_line(handmade, "Bonjour.", title=""))
    with pytest.raises(VisaError, match="aucune section"):
        check(sample_base, replace(handmade, sections=(Section("a", "Vide", ()),)))


def test_an_empty_section_is_not_kept(sample_base: Base, handmade: Letter) -> None:
    letter = replace(handmade, sections=(*handmade.sections, Section("a", "Vide", ())))
    assert check(sample_base, letter) == handmade


def test_what_is_typed_is_squeezed() -> None:
    edited = Section("a", "Avant", ("x",)).edited(
        "  Un \t titre ", "\n- \n  -  Un   point\u00a0: oui\n\x07\nFin \n", True
    )
    assert (edited.title, edited.lines, edited.poster) == ("Un titre", ("- Un point : oui", "Fin"), True)
    [item, end] = edited.read
    assert (item.item, item.head, item.text, end.item) == (True, "Un point", "oui", False)
