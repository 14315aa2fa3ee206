"""`definitions`: what every figure counts, to standard output."""

from __future__ import annotations

import argparse

from visa_data import environment, settings
from visa_data.command_line.options import Commands
from visa_data.indicators.definitions import markdown
from visa_data.propositions.indicator import PROPOSITIONS


def add_definitions(commands: Commands) -> None:
    """What may be asked of it."""
    definitions = commands.add_parser(
        "definitions",
        help="écrit la définition de chaque chiffre, en Markdown, sur la sortie standard",
        description="Les mots, l'unité, la source, les seuils en vigueur et un exemple de chaque indicateur : "
        "les mêmes que sur la page « Définitions ».",
    )
    definitions.set_defaults(run=run_definitions)


def run_definitions(options: argparse.Namespace) -> int:
    """Print the document of definitions, with the thresholds in force."""
    own = environment.settings_path()
    for line in markdown(settings.load(own), settings.described(own), [PROPOSITIONS]):
        print(line)
    return 0
