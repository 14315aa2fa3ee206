"""`fiches`: the sheets of towns, to print and hand over."""

from __future__ import annotations

import argparse
from pathlib import Path

from visa_data import environment, french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import READERS, Commands, add_base, add_book_days
from visa_data.roles import Role


def add_fiches(commands: Commands) -> None:
    """What may be asked of it."""
    fiches = commands.add_parser(
        "fiches",
        help="écrit la fiche de chaque zone, à imprimer et à remettre à son maire",
        description="Une fiche A4 par zone : qui peut y aller, carte, chiffres, besoins, ressources, décisions. Pour le comité, une "
        "par secteur, du dossier de séance figé à cette date : petits effectifs masqués.",
    )
    fiches.add_argument(
        "--zone",
        action="append",
        default=[],
        metavar="CODE",
        help="code d'une zone (d'un secteur, pour le comité) ; à répéter au besoin ; sinon, toutes",
    )
    fiches.add_argument(
        "--role",
        choices=READERS,
        help="pour qui les petits effectifs se lisent (sinon, VISA_ROLE ; sans elle, le comité)",
    )
    add_book_days(fiches, "des fiches")
    fiches.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="FICHIER.(pdf|zip)",
        help="fichier à écrire : les fiches à la suite dans un PDF, ou un PDF par fiche dans une archive .zip",
    )
    add_base(fiches)
    fiches.set_defaults(run=run_fiches)


def run_fiches(options: argparse.Namespace) -> int:
    """Write the sheets asked for, for the role asked, else that of VISA_ROLE (the committee's by default)."""
    role = Role(options.role or environment.role())
    with opened(options, create=False) as base:
        day, before, count = base.town_sheets(
            options.vers, options.date, before=options.de, role=role, places=options.zone
        )
    print(
        f"« {options.vers} » écrit : {french.counted(count, 'fiche')}, situation au {french.day(day)}, comparée au "
        f"{french.day(before)}, rôle {role.label}."
    )
    return 0
