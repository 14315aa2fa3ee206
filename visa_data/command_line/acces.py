"""`acces`: who may sign in, on a server where a list of addresses says so; none of them is kept, or shown."""

from __future__ import annotations

import argparse
import re
import sys

from visa_data import environment
from visa_data.access.listed import fingerprint, read_listed, write_listed
from visa_data.access.settings import SignIn, sign_in_settings
from visa_data.acts import Acte
from visa_data.base.journaling import tell
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.errors import VisaError
from visa_data.roles import Role
from visa_data.typography import french as typographic

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
SHOWN = 8
"""Digits of a fingerprint that tell one line of the list from another."""


def add_acces(commands: Commands) -> None:
    """What may be asked of it."""
    acces = commands.add_parser(
        "acces",
        help="tient la liste des personnes qui peuvent se connecter, sur un serveur (VISA_CONNEXION)",
        description="L'adresse de courriel est demandée, jamais donnée en argument : l'historique la garderait. La "
        "liste n'en garde qu'une empreinte, avec le rôle ; elle est relue à chaque page, sans redémarrer.",
    )
    acces.add_argument("action", choices=["ajouter", "retirer", "lister"], help="ce qu'il y a à faire")
    acces.add_argument(
        "role", nargs="?", choices=[role.value for role in Role], help="le rôle à donner (ajouter)"
    )
    add_base(acces)
    acces.set_defaults(run=run_acces)


def run_acces(options: argparse.Namespace) -> int:
    """Add, take away or list; the address is read on standard input, never written where a history keeps it.

    What changes is in the journal of the base, as this fingerprint and this role.
    """
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
        change, said = "accès donné", f"Ajoutée : {mark[:SHOWN]}, {listed[mark].label}."
        role = Role(options.role)
    elif taken := listed.pop(mark, None):
        change, said = "accès retiré", f"Retirée : {mark[:SHOWN]}. Ses pages ouvertes ne montrent plus rien."
        role = taken
    else:
        raise VisaError("Adresse inconnue", "cette adresse n'est pas dans la liste.")
    with opened(options, create=False) as cooperation:
        if cooperation.path.exists():
            with cooperation.base.transaction(Acte.REGLAGES) as cursor:
                tell(cursor, reglages=change, role=role.value, empreinte=mark[:SHOWN])
                write_listed(settings.listed, listed)
        else:
            write_listed(settings.listed, listed)
            said += " Aucune base encore : cela n'est pas au journal."
    print(typographic(said), file=sys.stderr)
    return 0


def _mark(settings: SignIn) -> str:
    """The fingerprint of the address that is typed. Raises VisaError for what is not one."""
    if sys.stdin.isatty():
        print("Adresse de courriel : ", end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline().strip()
    if not ADDRESS.fullmatch(typed):
        raise VisaError("Adresse refusée", "ce n'est pas une adresse de courriel.")
    return fingerprint(typed, settings.secret)
