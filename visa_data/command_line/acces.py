"""`acces`: who may sign in, on a server where a list of addresses says so; none of them is kept, or shown."""

from __future__ import annotations

import argparse
import re
import sys

from visa_data import environment
from visa_data.access.listed import fingerprint, read_listed, write_listed
from visa_data.access.settings import SignIn, sign_in_settings
from visa_data.errors import VisaError
from visa_data.roles import Role

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
SHOWN = 8
"""Digits of a fingerprint that tell one line of the list from another."""


def run_acces(options: argparse.Namespace) -> int:
    """Add, take away or list; the address is read on standard input, never written where a history keeps it."""
    settings = sign_in_settings(environment.sign_in_path())
    if settings.claim:
        raise VisaError(
            "Liste sans effet",
            "les rôles viennent du service de connexion ([roles] dans VISA_CONNEXION) : donnez-les et retirez-les là.",
        )
    listed = read_listed(settings.listed)
    if options.action == "lister":
        for mark, role in sorted(listed.items(), key=lambda one: (one[1], one[0])):
            print(f"{mark[:SHOWN]}\t{role.value}")
        return 0
    if (options.action == "ajouter") != (options.role is not None):
        raise VisaError(
            "Commande incomprise", "« ajouter » prend un rôle, et lui seul. Voir « acces --help »."
        )
    mark = _mark(settings)
    if options.action == "ajouter":
        listed[mark] = Role(options.role)
        said = f"Ajoutée : {mark[:SHOWN]}, {listed[mark].label}."
    elif listed.pop(mark, None) is not None:
        said = f"Retirée : {mark[:SHOWN]}. Ses pages ouvertes ne montrent plus rien."
    else:
        raise VisaError("Adresse inconnue", "cette adresse n'est pas dans la liste.")
    write_listed(settings.listed, listed)
    print(said, file=sys.stderr)
    return 0


def _mark(settings: SignIn) -> str:
    """The fingerprint of the address that is typed. Raises VisaError for what is not one."""
    if sys.stdin.isatty():
        print("Adresse de courriel : ", end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline().strip()
    if not ADDRESS.fullmatch(typed):
        raise VisaError("Adresse refusée", "ce n'est pas une adresse de courriel.")
    return fingerprint(typed, settings.secret)
