"""Fingerprints: what brings two writings of one person together, and what they never give away."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from visa_data.duplicates.fingerprints import Identity, Sort, bare_phone, fingerprints
from visa_data.duplicates.key import Key, KeyFile
from visa_data.duplicates.names import family_variants, given_variants, plain, sound
from visa_data.errors import VisaError

KEY = Key(b"une clef d'essai, de 32 octets !", 7)
BORN = date(1932, 11, 16)
SOMEBODY = Identity(family="DUPONT-MARTIN", given="Marie-Thérèse", born=BORN, phones=("03 27 00 00 01",))


def shared(one: Identity, other: Identity) -> set[Sort]:
    """Sorts under which two identities have a fingerprint in common."""
    return {sort for sort, _ in fingerprints(one, KEY) & fingerprints(other, KEY)}


@pytest.mark.parametrize(
    "other",
    [
        Identity(family="dupont martin", given="MARIE THERESE", born=BORN),
        Identity(family="Marie-Thérèse", given="Dupont Martin", born=BORN),
        Identity(family="Dupont", given="Marie Thérèse", born=BORN),
        Identity(family="LEROY", birth_family="Dupont", given="M.-Thérèse", born=BORN),
        Identity(family="LEROY née DUPONT", given="Marie", born=BORN),
    ],
)
def test_other_writings_of_a_name_meet(other: Identity) -> None:
    assert Sort.NOM_PRENOM in shared(SOMEBODY, other)


def test_names_that_sound_alike_meet_by_their_sound_only() -> None:
    found = shared(
        Identity(family="Mériaux", given="Catherine"), Identity(family="Meriau", given="Katherine")
    )
    assert found == {Sort.NOM_PRENOM_SONS}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lefebvre", "lefevre"),
        ("gauthier", "gautier"),
        ("philippe", "filipe"),
        ("leroy", "leroi"),
        ("dupond", "dupont"),
    ],
)
def test_sounds_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("jean", "jeanne"), ("martin", "mercier"), ("simon", "salmon")])
def test_sounds_different(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_day_and_month_swapped_meet_without_their_order() -> None:
    one, other = Identity(born=date(1932, 3, 7)), Identity(born=date(1932, 7, 3))
    assert shared(one, other) == {Sort.NAISSANCE_SANS_ORDRE}


def test_an_initial_meets_with_the_family_name_and_the_year() -> None:
    found = shared(SOMEBODY, Identity(family="Dupont Martin", given="M.", birth_year=1932))
    assert found == {Sort.NOM_INITIALE, Sort.NOM_ANNEE}


def test_a_family_name_by_itself_gives_no_fingerprint() -> None:
    assert not fingerprints(Identity(family="Dupont"), KEY)
    assert not fingerprints(Identity(given="Marie"), KEY)


def test_another_key_gives_nothing_in_common() -> None:
    other = Key(b"une autre clef, de 32 octets !!!", 8)
    assert not fingerprints(SOMEBODY, KEY) & fingerprints(SOMEBODY, other)


def test_one_fact_of_two_sorts_gives_two_numbers() -> None:
    numbers = [number for _, number in fingerprints(Identity(born=date(1932, 3, 3)), KEY)]
    assert len(numbers) == len(set(numbers)) == 2


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("03 27 00 00 01", "327000001"),
        ("+33 3 27 00 00 01", "327000001"),
        ("0033327000001", "327000001"),
        ("112", ""),
    ],
)
def test_phones(text: str, digits: str) -> None:
    assert bare_phone(text) == digits


def test_variants() -> None:
    assert family_variants("LE GALL") == ["legall", "gall"]
    assert family_variants("Mme Ste-Rose") == ["sainterose", "sainte", "rose"]
    assert given_variants("J.") == []
    assert given_variants("Jn-Pierre") == ["jeanpierre", "jean"]
    assert plain("Œuvrard-d’Été") == "oeuvrard d ete"


def test_nothing_shows_who_it_is_nor_the_key() -> None:
    assert "DUPONT" not in repr(SOMEBODY)
    assert "clef" not in repr(KEY)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "sous" / "cle")
    assert file.read() is None
    made = file.read_or_create()
    assert file.read() == made == file.read_or_create()
    assert len(file.path.read_bytes()) == 32
    assert list(file.path.parent.iterdir()) == [file.path]
    if os.name == "posix":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_simulation_makes_no_key(tmp_path: Path) -> None:
    KeyFile(tmp_path / "cle", keep=False).read_or_create()
    assert not (tmp_path / "cle").exists()


def test_a_spoilt_key_is_refused_in_french(tmp_path: Path) -> None:
    path = tmp_path / "cle"
    path.write_bytes(b"court")
    path.chmod(0o600)
    with pytest.raises(VisaError, match="n'est pas une clé"):
        KeyFile(path).read()


@pytest.mark.skipif(os.name != "posix", reason="les droits d'un fichier se lisent autrement hors POSIX")
def test_a_key_that_others_read_is_refused(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "cle")
    file.read_or_create()
    file.path.chmod(0o644)
    with pytest.raises(VisaError, match="chmod 600"):
        file.read()
