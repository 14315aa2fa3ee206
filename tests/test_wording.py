"""Definitions are written from the thresholds they name: no text keeps a number that a territory can change."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import visa_data.indicators
from tests.indicators.described import definitions
from tests.other_settings import DEFAULT, NUMBERS, old_values, other_settings, other_value
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.wording import READ_AS, thresholds_of, written

OTHER = replace(DEFAULT, **other_settings())
NOT_SAID = {"solveur_secondes"}
"""Read by an indicator, but only the time its search may take: « dans le temps prévu »."""


DEFINED = definitions()


def test_there_is_much_to_read() -> None:
    assert len(DEFINED) > 90
    assert {"besoins.non_pourvus", "liste.perdues_de_vue", "zones-blanches.zones_blanches"} <= set(DEFINED)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_definition_follows_the_settings_it_names_and_no_other(name: str) -> None:
    changed = replace(DEFAULT, **{name: other_value(name)})
    for where, (wording, read) in DEFINED.items():
        follows = name in thresholds_of(wording)
        assert (read(changed) != read(DEFAULT)) == follows, where
        if follows:
            readings = {plain(written(f"{{{name}:{unit}}}", changed)) for unit in READ_AS}
            assert any(reading in plain(read(changed)) for reading in readings), where


@pytest.mark.parametrize("where", DEFINED)
def test_no_definition_keeps_the_values_of_the_project(where: str) -> None:
    text = DEFINED[where][1](OTHER)
    assert not old_values(text), text
    assert not set("{}") & set(text), text


def test_every_threshold_that_an_indicator_reads_is_said_in_a_definition() -> None:
    read = {
        node.attr
        for path in Path(visa_data.indicators.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {*NUMBERS, "cadences"}
    }
    if "cadences" in read:
        read = read - {"cadences"} | {f"cadence_niveau_{level}" for level in (1, 2, 3, 4)}
    assert {"besoin_non_pourvu", "acces_sature", "cadence_niveau_2"} <= read
    said = {name for wording, _ in DEFINED.values() for name in thresholds_of(wording)}
    assert said == read - NOT_SAID


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("depuis {besoin_non_pourvu:jours}", "depuis 7 jours"),
        ("en {cadence_niveau_4:heures}", "en 48 heures"),
        ("au moins {tentatives_jamais_joints:fois}", "au moins 3 fois"),
        ("moins de {part_grise:part}", "moins de 50 %"),
        ("moins de {acces_sature:places}", "moins de 0,5 place"),
        ("niveau {cadence_niveau_1}", "niveau 30"),
        ("rien à dire", "rien à dire"),
    ],
)
def test_how_a_threshold_is_read(text: str, sentence: str) -> None:
    assert plain(written(text, DEFAULT)) == sentence


@pytest.mark.parametrize("text", ["{inconnu:jours}", "{besoin_non_pourvu:lunes}"])
def test_a_name_or_a_reading_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises((KeyError, AttributeError)):
        written(text, DEFAULT)


def test_one_is_singular() -> None:
    one = replace(DEFAULT, besoin_non_pourvu=1, acces_sature=2.0)
    assert plain(written("{besoin_non_pourvu:jours}, {acces_sature:places}", one)) == "1 jour, 2 places"


NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quatorze|quinze|vingt|trente"
    r"|quarante|cinquante|soixante|cent|mille)"
)
UNIT = (
    r"(?:jours?|heures?|h|j|ans?|années?|mois|semaines?|fois|appels?|tentatives?|minutes?|min|secondes?|personnes?"
    r"|places?|%)"
)
COUNTED = re.compile(
    rf"(?<![\w,.]){NUMBER}[\s\u00a0\u202f]+(?:derni\w+ )?{UNIT}(?!\w)|\bmoins de la moitié\b|\b{NUMBER}, {NUMBER} ou {NUMBER}",
    re.I,
)
OF_NO_SETTING = re.compile(
    r"\b(?:65|74|75|84|85) ans\b"  # the age bands, and those of the census
    r"|deux fois le délai"  # the contract's own rule
    r"|(?:compté|chargé) deux fois"  # twice: nothing is counted
    r"|28 derniers jours|trois fois|trois derniers appels"  # the contract's own windows (part 5)
    r"|1, 2, 3 ou 4|\{cadence_niveau_3\} ou"  # the four levels
    r"|deux personnes|des deux jours|deux équipes"  # two people, two dates: not a threshold
    r"|plus de dix ans"  # how far a date is worth giving (`rythme.HORIZON_DAYS`)
    r"|99,9 %|100 %",  # a probability that never reads the whole; a share of the whole
    re.I,
)
"""Numbers that a text may hold: each says why no setting changes it."""
SPOKEN = (
    "indicators",
    "meeting",
    "figures",
    "maps",
    "provenance",
    "decisions",
    "protection",
    "reports",
    "exports",
)


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of a module that are neither documentation nor the worked example of an indicator."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr):
                left_out.add(id(statement.value))
        if isinstance(node, ast.keyword) and node.arg == "example":
            left_out |= {id(part) for part in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.lineno, node.value


def test_no_text_holds_a_number_of_days_hours_or_people_of_its_own() -> None:
    """A number beside its unit in a constant is false as soon as it is a setting somewhere."""
    files = [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")]
    for folder in SPOKEN:
        files += (ROOT / "visa_data" / folder).rglob("*.py")
    files += (ROOT / "visa_data" / "command_line").rglob("*.py")
    found = [
        (path.relative_to(ROOT).as_posix(), line, match.group())
        for path in files
        for line, text in constants(path)
        for match in COUNTED.finditer(OF_NO_SETTING.sub(" ", text))
    ]
    assert found == []
