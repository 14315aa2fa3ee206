"""The settings of sign-in: one TOML file that only its owner reads (VISA_CONNEXION)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from visa_data.access.address import is_loopback
from visa_data.errors import VisaError
from visa_data.roles import Role

TITLE = "Connexion non réglée"
SECRET_LENGTH = 32
HOURS, IDLE_MINUTES = (1, 12, 24), (5, 30, 120)
"""At least, by default, at most."""
KNOWN = {"fournisseur", "client", "secret_client", "secret", "duree_heures", "inactivite_minutes", "roles"}


@dataclass(frozen=True)
class SignIn:
    """How people sign in, and how long it lasts.

    provider: address of its OpenID Connect metadata. secret: key of the fingerprints of addresses. claim: where the
    provider says roles, "" where the list of addresses does; roles: the role of each of its values, first come first.
    listed: the list of addresses as fingerprints.
    """

    provider: str
    client: str
    client_secret: str = field(repr=False)
    secret: str = field(repr=False)
    hours: int
    idle_minutes: int
    claim: str
    roles: Mapping[str, Role]
    listed: Path


def sign_in_settings(path: Path | None) -> SignIn:
    """The settings of a file. Raises VisaError, one sentence, for what is missing, wrong, or read by others."""
    if path is None:
        raise VisaError(TITLE, "VISA_CONNEXION doit nommer le fichier des réglages de connexion.")
    said = _read(path)
    if unknown := sorted(said.keys() - KNOWN):
        raise _wrong(path, f"« {unknown[0]} » n'est pas un réglage connu")
    secret = _text(path, said, "secret")
    if len(secret) < SECRET_LENGTH:
        raise _wrong(
            path, f"« secret » doit avoir au moins {SECRET_LENGTH} caractères (openssl rand -hex 32)"
        )
    claim, roles = _roles(path, said.get("roles", {}))
    return SignIn(
        provider=_provider(path, _text(path, said, "fournisseur")),
        client=_text(path, said, "client"),
        client_secret=_text(path, said, "secret_client"),
        secret=secret,
        hours=_number(path, said, "duree_heures", HOURS),
        idle_minutes=_number(path, said, "inactivite_minutes", IDLE_MINUTES),
        claim=claim,
        roles=roles,
        listed=path.with_suffix(".acces"),
    )


def read_by_others(path: Path) -> bool:
    """Whether anybody but its owner may read a file; never so where the system does not say."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def _read(path: Path) -> dict[str, Any]:
    try:
        if read_by_others(path):
            raise VisaError(
                TITLE, f"« {path} » (VISA_CONNEXION) est lisible par d'autres : chmod 600 {path}."
            )
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VisaError(TITLE, f"« {path} » (VISA_CONNEXION) ne peut pas être lu.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # What is wrong may be next to a secret: the sentence does not quote it.
        raise VisaError(TITLE, f"« {path} » (VISA_CONNEXION) n'est pas un fichier TOML.") from error


def _wrong(path: Path, what: str) -> VisaError:
    return VisaError(TITLE, f"dans « {path} » (VISA_CONNEXION), {what}.")


def _text(path: Path, said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, f"« {name} » manque")
    return value.strip()


def _number(path: Path, said: Mapping[str, Any], name: str, bounds: tuple[int, int, int]) -> int:
    least, default, most = bounds
    value = said.get(name, default)
    if type(value) is not int or not least <= value <= most:
        raise _wrong(path, f"« {name} » doit être un nombre entier, de {least} à {most}")
    return value


def _provider(path: Path, address: str) -> str:
    parts = urlsplit(address)
    if parts.hostname and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    ):
        return address
    raise _wrong(
        path, "« fournisseur » doit être l'adresse HTTPS qui finit par /.well-known/openid-configuration"
    )


def _roles(path: Path, said: Any) -> tuple[str, dict[str, Role]]:
    """The claim that says roles, and the role of each of its values; nothing where the list of addresses does."""
    if said == {}:
        return "", {}
    values = said.get("valeurs") if isinstance(said, dict) else None
    if not isinstance(values, dict) or not values or said.keys() != {"revendication", "valeurs"}:
        raise _wrong(
            path, "[roles] doit donner « revendication » et la table [roles.valeurs], et rien d'autre"
        )
    for role in values.values():
        if role not in set(Role):
            raise _wrong(path, f"[roles.valeurs] ne connaît que {', '.join(Role)}")
    return _text(path, said, "revendication"), {value: Role(role) for value, role in values.items()}
