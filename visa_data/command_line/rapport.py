"""`rapport`: the committee's report, as slides, pages or one self-contained file."""

from __future__ import annotations

import argparse
from pathlib import Path

from visa_data import environment, french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import READERS, Commands, add_base, add_book_days
from visa_data.meeting.kinds import Reunion
from visa_data.roles import Role


def add_rapport(commands: Commands) -> None:
    """What may be asked of it."""
    rapport = commands.add_parser(
        "rapport",
        help="écrit le rapport du comité : diaporama, document ou page autonome",
        description="Pour le comité, le rapport est celui du dossier de séance figé à cette date : petits effectifs "
        "masqués.",
    )
    rapport.add_argument(
        "--role",
        choices=READERS,
        help="à qui il est destiné (sinon, VISA_ROLE ; sans elle, le comité)",
    )
    rapport.add_argument(
        "--reunion",
        choices=[kind.value for kind in Reunion],
        default=Reunion.PILOTAGE.value,
        help="quelle réunion, avec ses étapes (sinon, le comité de pilotage) ; le comité technique est pour la coordination",
    )
    add_book_days(rapport, "du rapport")
    rapport.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="FICHIER.(pptx|pdf|html|txt)",
        help="fichier à écrire ; son extension donne la forme (.txt : le compte rendu)",
    )
    rapport.add_argument(
        "--compte-rendu",
        action="store_true",
        help="le compte rendu à envoyer au lieu du rapport, en .html ou .txt : décisions du jour, retards, phrases des étapes",
    )
    add_base(rapport)
    rapport.set_defaults(run=run_rapport)


def run_rapport(options: argparse.Namespace) -> int:
    """Write the report asked for, for the role asked, else that of VISA_ROLE (the committee's by default)."""
    role = Role(options.role or environment.role())
    with opened(options, create=False) as base:
        day, before = base.report(
            options.vers,
            options.date,
            before=options.de,
            role=role,
            kind=options.reunion,
            digest=options.compte_rendu,
        )
    print(
        f"« {options.vers} » écrit : situation au {french.day(day)}, comparée au {french.day(before)}, "
        f"rôle {role.label}."
    )
    return 0
