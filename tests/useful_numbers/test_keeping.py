"""The numbers that a territory keeps: over the guide's, of services only, and never one writer over another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.initiatives.numeros import UsefulNumber, guide_numbers
from visa_data.letter.numbers import useful_numbers as letter_numbers
from visa_data.roles import Role
from visa_data.useful_numbers.checked_number import (
    MOBILE,
    NO_SITE,
    NO_TELEPHONE,
    NumberDraft,
    checked_telephone,
)
from visa_data.useful_numbers.keeping import NumberChanged, save_number, useful_numbers
from visa_data.vocabulary import Besoin

AT = datetime(2026, 5, 12, 9, 5)
TODAY = AT.date()
GUIDE = {one.key: one for one in guide_numbers()}
LISTENING = "numero_national_d_ecoute_et_d_orientation"
DRAFT = NumberDraft(
    "Ligne inventée du CCAS", "03.20.00.00.00", "https://www.exemple.fr/ligne", "Pour toute personne isolée.",
    "le matin", (Besoin.PARLER, Besoin.SE_NOURRIR), TODAY,
)  # fmt: skip


def save(
    base: Base, key: str = "", version: int = 0, *, at: datetime = AT, **changes: object
) -> UsefulNumber:
    return save_number(base, Role.COORDINATION, key, version, replace(DRAFT, **changes), at)  # type: ignore[arg-type]


def listed(base: Base, *, hidden: bool = False) -> dict[str, UsefulNumber]:
    with base.cursor() as cursor:
        return {one.key: one for one in useful_numbers(cursor, hidden=hidden)}


def refusal(base: Base, **changes: object) -> str:
    before = listed(base, hidden=True)
    with pytest.raises(VisaError) as refused:
        save(base, **changes)
    assert listed(base, hidden=True) == before, "something was written"
    return plain(refused.value.message)


def test_an_untouched_base_has_the_guide_s(empty_base: Base) -> None:
    assert listed(empty_base) == GUIDE


def test_one_more_number_as_it_is_kept(empty_base: Base) -> None:
    save(empty_base)
    found = listed(empty_base)["ligne_inventee_du_ccas"]
    assert found.telephone == "03 20 00 00 00" and found.site == "www.exemple.fr/ligne"
    assert found.needs == (Besoin.SE_NOURRIR, Besoin.PARLER), "in the order of the needs"
    assert (found.checked, found.version) == ("vérifié le 12 mai 2026", 1)
    with empty_base.cursor() as cursor:
        assert cursor.execute("SELECT modifie_le, modifie_par FROM numeros").fetchall() == [
            (AT, "coordination")
        ]


def test_a_number_of_the_guide_is_changed_in_its_place(empty_base: Base) -> None:
    save(empty_base, LISTENING, name="Écoute des aînés", telephone="0 800 130 001")
    found = listed(empty_base)
    assert len(found) == len(GUIDE)
    assert found[LISTENING].name == "Écoute des aînés" and found[LISTENING].telephone == "0 800 130 001"
    assert found[LISTENING].checked == "vérifié le 12 mai 2026"


def test_a_number_is_hidden_without_being_verified_then_shown_again(empty_base: Base) -> None:
    one = GUIDE[LISTENING]
    as_it_was = {"name": one.name, "telephone": one.telephone, "site": "", "hours": "", "needs": one.needs}
    save(empty_base, LISTENING, 0, **as_it_was, verified=None, hidden=True)
    assert LISTENING not in listed(empty_base)
    hidden = listed(empty_base, hidden=True)[LISTENING]
    assert hidden.hidden and hidden.checked == "vérifié en 2020, à vérifier"
    save(empty_base, LISTENING, hidden.version, **as_it_was)
    assert listed(empty_base)[LISTENING].telephone == one.telephone


@pytest.mark.parametrize("number", ["06 39 98 00 01", "07.39.98.00.01", "+33 6 39 98 00 01", "639980001"])
def test_a_mobile_is_refused_and_not_repeated(empty_base: Base, number: str) -> None:
    said = refusal(empty_base, telephone=number)
    assert said == plain(MOBILE) and number not in said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0800130000", "0 800 130 000"),
        ("+33 (0)3 20 00 00 00", "03 20 00 00 00"),
        ("0033320000000", "03 20 00 00 00"),
        ("01 70 772 372", "01 70 77 23 72"),
        ("39 77", "3977"),
        ("15", "15"),
        ("116 117", "116117"),
        ("  ", ""),
    ],
)
def test_telephones_of_services(typed: str, kept: str) -> None:
    assert checked_telephone(typed) == kept


@pytest.mark.parametrize("typed", ["12 34", "03 20 00 00", "allo", "03 20 00 00 00 0", "٠٣٢٠٠٠٠٠٠٠"])
def test_what_is_no_telephone(empty_base: Base, typed: str) -> None:
    assert refusal(empty_base, telephone=typed) == plain(NO_TELEPHONE)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "  "}, "le nom est vide"),
        ({"name": "Jeanne Exemple"}, "le nom nomme une personne"),
        ({"name": "Permanence de Mme Exemple"}, "le nom nomme une personne"),
        ({"name": "§"}, "ni lettre ni chiffre"),
        ({"name": "x" * 81}, "81 caractères, 80 au plus"),
        ({"name": "Je veux aider"}, "« Je veux aider » est déjà dans la liste"),
        ({"purpose": ""}, "est vide"),
        ({"purpose": "Appeler le 06 39 98 00 01"}, "un numéro de téléphone"),
        ({"hours": "avec M. Exemple"}, "l'horaire nomme une personne"),
        ({"site": "jeanne@exemple.fr"}, "un courriel"),
        ({"site": "pas une adresse"}, plain(NO_SITE)),
        ({"site": "javascript:alert(1)"}, plain(NO_SITE)),
        ({"site": 'exemple.fr/"><script>alert(1)</script>'}, plain(NO_SITE)),
        ({"telephone": "", "site": ""}, "il faut un téléphone ou un site"),
        ({"verified": None}, "quel jour ce numéro a été vérifié"),
        ({"verified": date(2026, 5, 13)}, "le 13 mai 2026 n'est pas encore passé"),
    ],
)
def test_what_is_refused_writes_nothing(empty_base: Base, changes: dict[str, object], said: str) -> None:
    assert said in refusal(empty_base, **changes)


def test_a_reference_of_the_register_is_refused(worked_example: Base) -> None:
    assert "la référence d'une personne du registre" in refusal(worked_example, purpose="Pour P4 dès lundi.")


def test_the_committee_keeps_no_numbers(empty_base: Base) -> None:
    with pytest.raises(VisaError, match="tenir à jour les numéros utiles"):
        save_number(empty_base, Role.COMITE, "", 0, DRAFT, AT)
    assert listed(empty_base) == GUIDE


def test_who_writes_second_is_refused(empty_base: Base) -> None:
    save(empty_base, LISTENING, telephone="3977")
    with pytest.raises(NumberChanged) as refused:
        save(empty_base, LISTENING, telephone="3131")
    assert "le 12 mai 2026 à 09:05" in refused.value.message
    assert listed(empty_base)[LISTENING].telephone == "3977"
    save(empty_base, LISTENING, 1, telephone="3131")
    assert listed(empty_base)[LISTENING].telephone == "3131"


def test_two_at_once_one_is_kept(empty_base: Base) -> None:
    def write(telephone: str) -> str:
        try:
            return save(empty_base, LISTENING, telephone=telephone).telephone
        except NumberChanged:
            return ""

    with ThreadPoolExecutor(2) as pool:
        [kept] = [one for one in pool.map(write, ("3977", "3131")) if one]
    assert listed(empty_base)[LISTENING].telephone == kept


def test_an_unknown_number_is_told(empty_base: Base) -> None:
    assert "n'est pas dans la base ouverte" in refusal(empty_base, key="nulle_part")


def test_the_letter_gives_them_as_the_territory_keeps_them(empty_base: Base) -> None:
    save(empty_base, LISTENING, name="Écoute des aînés", telephone="3977")
    save(empty_base, "cybermalveillance", hidden=True)
    with empty_base.cursor() as cursor:
        told = {one.name: one for one in letter_numbers(cursor)}
    assert (told["Écoute des aînés"].telephone, told["Écoute des aînés"].verified) == ("3977", "2026-05-12")
    assert "Cybermalveillance" not in told and told["Culture chez nous"].verified == "2020"
