"""What can be asked on the command line, in French."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from visa_data.command_line.acces import add_acces
from visa_data.command_line.activite import add_activite
from visa_data.command_line.annuler import add_annuler
from visa_data.command_line.chiffrer import add_chiffrer, add_dechiffrer
from visa_data.command_line.definitions import add_definitions
from visa_data.command_line.demo import add_demo
from visa_data.command_line.dossier import add_dossier
from visa_data.command_line.doublons import add_doublons
from visa_data.command_line.fiches import add_fiches
from visa_data.command_line.importer import add_importer
from visa_data.command_line.indicateur import add_indicateur
from visa_data.command_line.journal import add_journal
from visa_data.command_line.publier import add_publier
from visa_data.command_line.purger import add_purger
from visa_data.command_line.rapport import add_rapport
from visa_data.command_line.reseau import add_reseau
from visa_data.command_line.restaurer import add_restaurer
from visa_data.command_line.sauvegarder import add_sauvegarder
from visa_data.command_line.schemas import add_schemas
from visa_data.errors import VisaError

MODULE, COMMAND = "visa_data", "visa"
"""The two names by which these commands are called: `python -m visa_data`, and `visa` once installed."""
EVERY_COMMAND = (
    add_demo,
    add_importer,
    add_annuler,
    add_acces,
    add_purger,
    add_doublons,
    add_indicateur,
    add_definitions,
    add_journal,
    add_schemas,
    add_dossier,
    add_publier,
    add_reseau,
    add_rapport,
    add_fiches,
    add_activite,
    add_sauvegarder,
    add_restaurer,
    add_chiffrer,
    add_dechiffrer,
)
"""In the order in which help lists them."""


class FrenchParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and refusals are French sentences."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=FrenchHelp, **options)  # type: ignore[arg-type]
        self._optionals.title = "Options"
        self._positionals.title = "Arguments"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Refuse a command line; `message` is argparse's own, in English, and is not shown."""
        raise VisaError(
            "Commande incomprise",
            f"un argument manque, est en trop ou n'a pas la bonne forme. Voir « {self.prog} --help ».",
        )


class FrenchHelp(argparse.HelpFormatter):
    """Help whose usage line starts in French."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Start the usage line with « Utilisation »."""
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


def build_parser() -> FrenchParser:
    """The parser of every command; each sets `run` to the function that does it."""
    parser = FrenchParser(
        prog=COMMAND if Path(sys.argv[0]).stem == COMMAND else f"python -m {MODULE}",
        description="Charge les extractions d'une coopération VISA et calcule ses indicateurs.",
        epilog="Code de retour : 0 fait ; 1 fait, avec des lignes rejetées ou sans aucune ligne prise ; 2 refusé, rien n'a été écrit.",
    )
    commands = parser.add_subparsers(
        title="Commandes", metavar="COMMANDE", required=True, parser_class=FrenchParser
    )
    for add in EVERY_COMMAND:
        add(commands)
    return parser
