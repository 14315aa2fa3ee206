"""The letter read aloud: no abbreviation, telephones in words by pairs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from visa_data.letter.aloud import (
    SHORT,
    aloud,
    as_radio,
    by_pairs,
    initials_left,
    minutes_aloud,
    number_in_words,
)
from visa_data.letter.letter import Letter, Section


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "zéro"), (16, "seize"), (17, "dix-sept"), (21, "vingt et un"), (22, "vingt-deux"), (70, "soixante-dix"),
        (71, "soixante et onze"), (77, "soixante-dix-sept"), (80, "quatre-vingts"), (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"), (99, "quatre-vingt-dix-neuf"), (100, "cent"), (112, "cent douze"),
    ],
)  # fmt: skip
def test_numbers_in_words(value: int, said: str) -> None:
    assert number_in_words(value) == said


def test_every_pair_has_words_of_its_own() -> None:
    assert len({number_in_words(value) for value in range(200)}) == 200


@pytest.mark.parametrize(
    "written", ["0 800 130 000", "0800130000", "08.00.13.00.00", "08\u00a000\u202f13 00 00"]
)
def test_a_telephone_is_said_by_pairs_and_twice(written: str) -> None:
    once = "zéro huit, zéro zéro, treize, zéro zéro, zéro zéro"
    assert aloud(f"Appelez le {written}.") == f"Appelez le {once}, je répète, {once}."


def test_a_pair_that_begins_with_a_zero_says_it() -> None:
    assert by_pairs("0102030405").startswith("zéro un, zéro deux, zéro trois, zéro quatre, zéro cinq,")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("de 9 h à 18 h", "de 9 heures à 18 heures"),
        ("à 9h30", "à 9 heures 30"),
        ("à 3 km, 5 € ou 10 %", "à 3 kilomètres, 5 euros ou 10 pour cent"),
        ("le 1er juin", "le premier juin"),
        ("le n° 4", "le numéro 4"),
        ("Le 15, puis le 112.", "Le quinze, puis le cent douze."),
        ("le 15 juin", "le quinze juin"),
        ("www.equipe-exemple.gouv.fr", "le site equipe tiret exemple point gouv point fr"),
        ("sur le site exemple.fr.", "sur le site exemple point fr."),
        ("le CCAS (mairie).", "le centre communal d'action sociale, mairie."),
    ],
)
def test_abbreviations_are_said_in_words(written: str, said: str) -> None:
    assert aloud(written) == said


def test_the_sample_s_text_holds_every_line_without_figures_of_telephones(sample_letter: Letter) -> None:
    text = as_radio(sample_letter)
    for section in sample_letter.sections:
        for line in section.read:
            said = aloud(line.whole)
            assert said[1:] in text, line
    assert not re.search(r"(?:\d[ .]?){9,}", text)
    assert not re.search(rf"\b(?:{'|'.join(SHORT)})\b", text)
    assert all(line.endswith((".", "!", "?", "…")) for line in text.splitlines() if line)
    assert "- " not in text and ", déjà cité plus haut." in text and "« Se nourrir »" not in text


def test_initials_without_words_are_told_to_who_reads(handmade: Letter) -> None:
    letter = replace(handmade, sections=(Section("a", "Essai", ("Le CCAS et l'ABCD, puis l'ABCD.",)),))
    assert initials_left(letter) == ["ABCD"]


def test_how_long_it_takes_is_told(handmade: Letter) -> None:
    assert minutes_aloud(handmade) == 1
    long = replace(handmade, sections=(Section("a", "Essai", ("un mot de plus " * 15,) * 10),))
    assert minutes_aloud(long) == 4, "six hundred words and some"
