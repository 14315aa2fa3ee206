from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.access.settings_file import CLAIM, SECRET, write_settings
from visa_data.access.listed import fingerprint, read_listed, write_listed
from visa_data.access.person import who_signed_in
from visa_data.access.settings import SignIn, sign_in_settings
from visa_data.errors import VisaError
from visa_data.roles import Role

ADDRESS = "quelqu-un@ville.example"
CLAIMS = {"iss": "https://connexion.ville.example", "sub": "u1", "email": ADDRESS, "email_verified": True}


@pytest.fixture
def by_list(tmp_path: Path) -> SignIn:
    settings = sign_in_settings(write_settings(tmp_path))
    write_listed(settings.listed, {fingerprint(ADDRESS, SECRET): Role.ANALYSE})
    return settings


def test_an_address_of_the_list(by_list: SignIn) -> None:
    who = who_signed_in(CLAIMS | {"email": "Quelqu-Un@Ville.example "}, by_list)
    assert who.role is Role.ANALYSE and who.fingerprint == fingerprint(ADDRESS, SECRET)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        (CLAIMS | {"email": "autre@ville.example"}, "n'a pas de rôle"),
        (CLAIMS | {"email_verified": False}, "ne garantit pas votre adresse"),
        (CLAIMS | {"email_verified": "true"}, "ne garantit pas votre adresse"),
        ({"email": ADDRESS}, "ne garantit pas votre adresse"),
        ({"email_verified": True}, "ne garantit pas votre adresse"),
        ({}, "ne garantit pas votre adresse"),
    ],
)
def test_refused(claims: dict[str, Any], sentence: str, by_list: SignIn) -> None:
    with pytest.raises(VisaError, match=sentence) as refused:
        who_signed_in(claims, by_list)
    assert "ville.example" not in str(refused.value)


def test_the_list_is_read_anew(by_list: SignIn) -> None:
    write_listed(by_list.listed, {})
    with pytest.raises(VisaError, match="n'a pas de rôle"):
        who_signed_in(CLAIMS, by_list)
    by_list.listed.unlink()
    with pytest.raises(VisaError, match="n'a pas de rôle"):
        who_signed_in(CLAIMS, by_list)


def test_another_secret_knows_nobody(by_list: SignIn) -> None:
    with pytest.raises(VisaError, match="n'a pas de rôle"):
        who_signed_in(CLAIMS, replace(by_list, secret="f" * 32))


def test_the_list_holds_no_address_and_is_its_owner_s(by_list: SignIn) -> None:
    assert b"ville" not in by_list.listed.read_bytes()
    assert by_list.listed.stat().st_mode & 0o777 == 0o600
    by_list.listed.chmod(0o644)
    with pytest.raises(VisaError, match="est lisible par d'autres"):
        read_listed(by_list.listed)


def test_a_list_that_is_not_one_lets_nobody_in(by_list: SignIn) -> None:
    for content in ("pas une liste", "abcd maire", "é"):
        by_list.listed.write_text(content, encoding="utf-8")
        with pytest.raises(VisaError, match="ne se lit pas"):
            who_signed_in(CLAIMS, by_list)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"acces": {"roles": ["autre", "visa"]}}, Role.COMITE),
        ({"acces": {"roles": ["visa", "visa-coordination"]}}, Role.COORDINATION),
        ({"acces": {"roles": "visa"}}, Role.COMITE),
        ({"acces.roles": ["visa"]}, Role.COMITE),
        ({"acces": {"roles": []}}, None),
        ({"acces": "visa"}, None),
        ({"acces": {"roles": [["visa"]]}}, None),
        ({}, None),
    ],
)
def test_a_claim_says_the_role(claims: dict[str, Any], role: Role | None, tmp_path: Path) -> None:
    settings = sign_in_settings(write_settings(tmp_path, more=CLAIM))
    # The list is then of no account.
    write_listed(settings.listed, {fingerprint(ADDRESS, SECRET): Role.DELEGUE})
    if role is None:
        with pytest.raises(VisaError, match="n'a pas de rôle"):
            who_signed_in(CLAIMS | claims, settings)
    else:
        assert who_signed_in(CLAIMS | claims, settings).role is role
