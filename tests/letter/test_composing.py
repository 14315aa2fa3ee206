"""What a letter says of a territory, against the rows of its base, and what it never says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from tests.letter.conftest import DAY, composed
from visa_data.base import Base
from visa_data.dossier.open_book import NO_NAME
from visa_data.initiatives.catalogue import catalogue
from visa_data.initiatives.initiative import Nature
from visa_data.letter.checking import checked_letter
from visa_data.letter.composing import MOST, NEED, compose_letter, our_words
from visa_data.letter.letter import Letter, read_letter
from visa_data.letter.numbers import useful_numbers
from visa_data.letter.places import TERRITORY, letter_places, place_of
from visa_data.settings import load
from visa_data.vocabulary import Besoin


def rows(base: Base, table: str) -> list[dict[str, object]]:
    with base.cursor() as cursor:
        return cursor.execute(f"SELECT * FROM {table}").df().to_dict("records")


def fresh(row: dict[str, object], day: date = DAY) -> bool:
    checked = row["date_verification"]
    if row["statut"] != "active" or pd.isna(checked):
        return False
    return (day - pd.Timestamp(str(checked)).date()).days <= load().ressource_verifiee


def heads(letter: Letter, key: str) -> list[str]:
    return [
        line.head or line.text for one in letter.sections if one.key == key for line in one.read if line.item
    ]


def named(text: str, row: dict[str, object]) -> bool:
    return text == row["nom"] or text.startswith(f"{row['nom']} (")


def test_each_need_names_open_resources_freshly_checked_and_counts_the_others(sample_base: Base) -> None:
    letter, resources = composed(sample_base).letter, rows(sample_base, "ressources")
    for need in Besoin:
        answers = [row for row in resources if fresh(row) and need.value in str(row["besoins"]).split("|")]
        told = heads(letter, f"{NEED}{need.value}")
        assert len(told) == min(len(answers), MOST), need
        assert all(any(named(text, row) for row in answers) for text in told)
        others = len(answers) - MOST
        [text] = [one.text for one in letter.sections if one.key == f"{NEED}{need.value}"] or [""]
        assert (f"Et {others} autre" in text) == (others > 0)


def test_closed_outdated_and_unchecked_resources_are_left_out_and_counted(sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE ressources SET statut = 'active', date_verification = ?", [DAY])
        names = [
            name for (name,) in cursor.execute("SELECT identifiant FROM ressources ORDER BY 1").fetchall()
        ]
        cursor.execute("UPDATE ressources SET statut = 'fermee' WHERE identifiant = ?", [names[0]])
        cursor.execute(
            "UPDATE ressources SET date_verification = ? WHERE identifiant = ?",
            [DAY - timedelta(days=load().ressource_verifiee + 1), names[1]],
        )
        cursor.execute(
            "UPDATE ressources SET date_verification = NULL WHERE identifiant IN (?, ?)", names[2:4]
        )
    notes = " ".join(composed(sample_base).notes)
    assert "1\u00a0service ouvert n'y figure pas\u00a0: vérification de plus de 730\u00a0jours" in notes
    assert "2\u00a0services ouverts n'y figurent pas\u00a0: jamais vérifiés" in notes


def test_a_commune_is_told_of_what_says_that_it_comes_there(sample_base: Base) -> None:
    """Whoever lives where changes nothing: the letter is the same once everybody has left."""
    with sample_base.cursor() as cursor:
        [code, *_] = [
            code for (code,) in cursor.execute("SELECT code FROM zones_actives ORDER BY 1").fetchall()
        ]
    before = composed(sample_base, place=f"zone:{code}")
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE personnes SET latitude = NULL, longitude = NULL, code_zone = NULL")
        cursor.execute("DELETE FROM placements")
    assert composed(sample_base, place=f"zone:{code}") == before
    declared = [
        row
        for row in rows(sample_base, "ressources")
        if fresh(row) and code in str(row["zones_intervention"]).split("|")
    ]
    told = [head for need in Besoin for head in heads(before.letter, f"{NEED}{need.value}")]
    shown = [row for row in declared if any(named(head, row) for head in told)]
    crowded = any("autre" in one.text for one in before.letter.sections if one.key.startswith(NEED))
    assert shown == declared or crowded
    assert all(heads(before.letter, key) for key in ("numeros", "gestes", "arnaques"))


@pytest.mark.parametrize(
    ("status", "days", "said"),
    [
        ("active", -10, "a commencé le 26 novembre 2025"),
        ("active", 10, "commence le 16 décembre 2025"),
        ("en_creation", 10, "commence le 16 décembre 2025"),
        ("en_creation", None, "se prépare"),
        ("active", -29, None),
        ("active", 29, None),
        ("active", None, None),
        ("en_sommeil", -10, None),
        ("arretee", -10, None),
    ],
)
def test_only_teams_that_start_are_told(
    sample_base: Base, status: str, days: int | None, said: str | None
) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE equipes SET statut = 'arretee'")
        [team, name] = (
            cursor.execute("SELECT identifiant, nom FROM equipes ORDER BY 1 LIMIT 1").fetchone() or ()
        )
        cursor.execute(
            "UPDATE equipes SET statut = ?, date_creation = ? WHERE identifiant = ?",
            [status, None if days is None else DAY + timedelta(days=days), team],
        )
    found = composed(sample_base)
    sections = [one for one in found.letter.sections if one.key == "equipes"]
    if said is None:
        assert sections == [] and "Aucune équipe n'a commencé" in " ".join(found.notes)
    else:
        [line] = [line for line in sections[0].read if line.item]
        assert line.head == name and said in line.text


def test_every_number_of_inhabitants_every_gesture_and_our_advice(
    sample_base: Base, sample_letter: Letter
) -> None:
    text = "\n".join(one.text for one in sample_letter.sections)
    with sample_base.cursor() as cursor:
        numbers = useful_numbers(cursor)
    for number in numbers:
        assert (f"- {number.name} : {number.telephone or number.site}." in text) == bool(number.needs)
    for one in catalogue():
        assert (f"- {one.name} : " in text) == (one.nature == Nature.GESTE)
    for line in our_words()["arnaques"]["lignes"]:
        assert line in text


def test_every_gesture_has_a_sentence_of_ours(sample_letter: Letter) -> None:
    gestures = {one.key for one in catalogue() if one.nature == Nature.GESTE}
    assert set(our_words()["gestes"]["phrases"]) == gestures


def test_nobody_and_no_count_of_people_is_in_it(sample_base: Base, sample_letter: Letter) -> None:
    text = sample_letter.as_json()
    for row in rows(sample_base, "personnes"):
        assert str(row["reference"]) not in text
    assert not re.search(r"\d+ (?:personne|isolé|inscrit|aîné|habitant)", text)


def test_it_passes_its_own_check_and_is_read_again(sample_base: Base, sample_letter: Letter) -> None:
    with sample_base.cursor() as cursor:
        assert checked_letter(cursor, sample_letter) == sample_letter
    assert read_letter(sample_letter.day, sample_letter.place, sample_letter.as_json()) == sample_letter


def test_an_organisation_that_bears_a_person_s_name_is_left_out_and_told(sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE ressources SET statut = 'active', date_verification = ?", [DAY])
        cursor.execute(
            "UPDATE ressources SET nom = 'Mme Exemplette' WHERE identifiant = (SELECT min(identifiant) FROM ressources)"
        )
    found = composed(sample_base)
    assert "Exemplette" not in found.letter.as_json()
    assert "1\u00a0organisme dont le nom ressemble à celui d'une personne" in " ".join(found.notes)


@pytest.mark.parametrize("table", ["ressources", "equipes", "personnes"])
def test_a_territory_without_them_has_a_letter_all_the_same(sample_base: Base, table: str) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    found = composed(sample_base)
    assert {"accueil", "numeros", "gestes", "arnaques", "fin"} <= {one.key for one in found.letter.sections}
    if table == "ressources":
        assert "Aucun service ouvert et vérifié n'est connu ici" in found.notes[0]


def test_a_territory_without_a_name_is_told_to_take_one(sample_base: Base) -> None:
    settings = load()
    with sample_base.cursor() as cursor:
        for name in (NO_NAME, "Pays d'Essai"):
            place = place_of(letter_places(cursor, DAY, settings, territory=name), TERRITORY)
            found = compose_letter(cursor, DAY, settings, place=place, territory=name, invented=False)
            assert any("donnez-lui un nom" in note for note in found.notes) == (name == NO_NAME)


def test_the_hostile_territory_has_a_letter(hostile_base_file: Path) -> None:
    with Base(hostile_base_file) as base:
        letter = composed(base).letter
        with base.cursor() as cursor:
            checked_letter(cursor, letter)
