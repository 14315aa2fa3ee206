"""Who a provider says has signed in: a role and a fingerprint, never a name or an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from visa_data.access.listed import fingerprint, read_listed
from visa_data.access.settings import SignIn
from visa_data.errors import VisaError
from visa_data.roles import Actor, Role

TITLE = "Accès refusé"
NOBODY = (
    "votre compte n'a pas de rôle dans ce tableau de bord. Demandez-en un à la personne qui l'administre, "
    "ou changez de compte."
)
UNVERIFIED = (
    "le service de connexion ne garantit pas votre adresse de courriel. Faites-la vérifier auprès de lui, "
    "puis connectez-vous de nouveau."
)


@dataclass(frozen=True)
class Who:
    """Who acts: a role, and the fingerprint of the person; None in *poste*, where nobody signs in."""

    role: Role
    fingerprint: str | None = None

    @property
    def actor(self) -> Actor:
        """The same, as the journal notes it."""
        return Actor(self.role.author, self.fingerprint or "")


def who_signed_in(claims: Mapping[str, Any], settings: SignIn) -> Who:
    """The person of an identity token that was checked; the list of addresses is read anew.

    Raises VisaError, for the reader, for somebody who has no role.
    """
    if settings.claim:
        values = set(_values(claims, settings.claim))
        role = next((role for value, role in settings.roles.items() if value in values), None)
        mark = fingerprint(f"{claims.get('iss')}|{claims.get('sub')}", settings.secret)
    else:
        address = claims.get("email")
        if not isinstance(address, str) or not address.strip() or claims.get("email_verified") is not True:
            raise VisaError(TITLE, UNVERIFIED)
        mark = fingerprint(address, settings.secret)
        role = read_listed(settings.listed).get(mark)
    if role is None:
        raise VisaError(TITLE, NOBODY)
    return Who(role, mark)


def _values(claims: Mapping[str, Any], name: str) -> Iterable[str]:
    """The texts of a claim: one or a list; a dot in its name enters a table, where no claim has the whole name."""
    value: Any = claims
    for part in [name] if name in claims else name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
