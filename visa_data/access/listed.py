"""The addresses that may sign in, each as a keyed fingerprint with its role: a file that holds nobody's address."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path

from visa_data.access.settings import TITLE, read_by_others
from visa_data.errors import VisaError
from visa_data.private_files import write_private
from visa_data.roles import Role

LENGTH = 32
"""Hexadecimal digits: 128 bits, too many to meet twice."""


def fingerprint(person: str, secret: str) -> str:
    """The keyed fingerprint of an address, whatever its case, or of what a provider calls somebody by."""
    digest = hmac.new(secret.encode(), person.strip().casefold().encode(), hashlib.sha256)
    return digest.hexdigest()[:LENGTH]


def read_listed(path: Path) -> dict[str, Role]:
    """The role of each fingerprint; empty where there is no file. Raises VisaError for one that is not such a list."""
    try:
        if read_by_others(path):
            raise VisaError(TITLE, f"« {path} » est lisible par d'autres : chmod 600 {path}.")
        lines = path.read_text(encoding="ascii").splitlines()
        return {mark: Role(role) for mark, role in (line.split(" ") for line in lines)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise VisaError(
            TITLE, f"« {path} » ne se lit pas : refaites-le avec la commande « acces »."
        ) from error


def write_listed(path: Path, listed: Mapping[str, Role]) -> None:
    """Put a list in the place of the one that is there, whole or not at all; read by its owner alone.

    Raises VisaError where it cannot be written.
    """
    try:
        write_private(
            path, "".join(f"{mark} {role.value}\n" for mark, role in sorted(listed.items())).encode()
        )
    except OSError as error:
        raise VisaError(
            TITLE, f"« {path} » ne peut pas être écrit. Vérifiez le dossier et vos droits."
        ) from error
