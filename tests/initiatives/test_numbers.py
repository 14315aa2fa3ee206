"""The useful numbers against the document that names them: each stands on its line, as written."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from tests.initiatives.test_catalogue import held, lines_of
from visa_data.errors import VisaError
from visa_data.initiatives.numeros import guide_numbers, read_numbers
from visa_data.vocabulary import Besoin

NUMBERS: list[dict[str, Any]] = tomllib.loads(
    (files("visa_data.initiatives") / "numeros.toml").read_text(encoding="utf-8")
)["numeros"]
FIELDS = {
    "nom": str, "telephone": str, "site": str, "pour": str, "horaires": str, "besoins": list, "verifie_le": str,
    "document": str, "ligne": int,
}  # fmt: skip
PHONE = re.compile(r"(?<!\d)0\s?\d(?:\s?\d){8}(?!\d)")


def site_held(text: str, site: str) -> bool:
    """Whether a text holds an address from its beginning, not as a part of a longer name."""
    return re.search(rf"(?<![\w.-]){re.escape(site)}(?![\w-])", text) is not None


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one["nom"])
def test_each_number_stands_on_its_line(one: dict[str, Any]) -> None:
    lines = lines_of(one["document"])
    here = [line.strip() for line in lines[one["ligne"] - 1 : one["ligne"] + 1]]
    # The end of a line cuts a number at a space, an address anywhere.
    if one["telephone"]:
        assert held(" ".join(here), one["telephone"])
    if one["site"]:
        assert site_held(" ".join(here), one["site"]) or site_held("".join(here), one["site"])
    if one["horaires"]:
        assert one["horaires"] in " ".join(line.strip() for line in lines)


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one["nom"])
def test_a_number_is_whole(one: dict[str, Any]) -> None:
    assert set(one) == set(FIELDS)
    assert all(isinstance(one[name], kind) for name, kind in FIELDS.items())
    assert one["nom"] and one["verifie_le"] and (one["telephone"] or one["site"])
    assert one["pour"].endswith(".") and one["pour"].count(".") == 1, "one sentence"
    assert set(one["besoins"]) <= {need.value for need in Besoin}
    assert not one["telephone"] or PHONE.fullmatch(one["telephone"])


def test_a_number_is_given_once() -> None:
    for name in ("nom", "telephone", "site"):
        told = [one[name] for one in NUMBERS if one[name]]
        assert len(told) == len(set(told))


def test_no_telephone_of_the_guide_is_left_out() -> None:
    text = " ".join(line.strip() for line in lines_of("000"))
    assert {re.sub(r"\s", "", found) for found in PHONE.findall(text)} == {
        re.sub(r"\s", "", one["telephone"]) for one in NUMBERS if one["telephone"]
    }


def test_a_part_of_a_longer_name_is_not_held() -> None:
    assert site_held("le portail jeveuxaider.gouv.fr pour", "jeveuxaider.gouv.fr")
    assert site_held("https://www.unccas.org/les-ccas#.X", "www.unccas.org/les-ccas")
    assert not site_held("www.pour-les-personnes-agees.gouv.fr", "personnes-agees.gouv.fr")
    assert not site_held("www.culturecheznous.gouv.france", "www.culturecheznous.gouv.fr")


WHOLE = """
[[numeros]]
nom = "Ligne inventée"
telephone = "3977"
site = ""
pour = "Pour essayer."
horaires = ""
besoins = ["parler"]
verifie_le = "2020"
document = "000"
ligne = 1
"""


def test_the_file_is_read_whole() -> None:
    assert {one.name for one in guide_numbers()} == {one["nom"] for one in NUMBERS}
    [one] = read_numbers(WHOLE)
    assert (one.key, one.needs, one.checked) == (
        "ligne_inventee",
        (Besoin.PARLER,),
        "vérifié en 2020, à vérifier",
    )


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (WHOLE.replace('pour = "Pour essayer."', ""), "pour"),
        (WHOLE.replace('"3977"', "3977"), "telephone"),
        (WHOLE.replace('"parler"', '"chanter"'), "chanter"),
        (WHOLE.replace('"000"', '"999"'), "999"),
        (WHOLE.replace('"2020"', '"hier"'), "hier"),
        (WHOLE + "de_trop = 1\n", "de_trop"),
        (WHOLE + WHOLE, "deux fois"),
        ("numeros = 3", "numeros"),
        ("[", "numeros.toml"),
    ],
)
def test_a_file_that_is_not_whole_is_told(spoilt: str, told: str) -> None:
    with pytest.raises(VisaError, match=told):
        read_numbers(spoilt)
