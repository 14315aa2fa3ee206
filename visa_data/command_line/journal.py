"""`journal`: who did what, to standard output; or whether a line is missing."""

from __future__ import annotations

import argparse
import sys

from visa_data import environment, french, settings
from visa_data.acts import Acte
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.journal.listing import COLUMNS, journal_lines
from visa_data.journal.verifying import holds, read_seal, seal_sentence, verify


def add_journal(commands: Commands) -> None:
    """What may be asked of it."""
    journal = commands.add_parser(
        "journal",
        help="écrit qui a fait quoi, en CSV, sur la sortie standard ; ou vérifie que rien n'y manque",
        description="Une fonction et une empreinte, jamais un nom ; quelle liste et combien de lignes, jamais quelles "
        "personnes. Chaque ligne est enchaînée à la précédente : une ligne retirée se voit.",
    )
    journal.add_argument("--de", type=french.read_day, metavar="AAAA-MM-JJ", help="premier jour")
    journal.add_argument("--au", type=french.read_day, metavar="AAAA-MM-JJ", help="dernier jour")
    journal.add_argument(
        "--verifier", action="store_true", help="vérifie la chaîne, sans rien écrire d'autre"
    )
    journal.add_argument(
        "--sceau",
        metavar="NUMÉRO:EMPREINTE",
        help="avec --verifier : sceau qu'un certificat, une sauvegarde ou un export a gardé",
    )
    add_base(journal)
    journal.set_defaults(run=run_journal)


def run_journal(options: argparse.Namespace) -> int:
    """Print the lines as CSV, the newest first; with --verifier, whether the chain is whole (1 where it is not)."""
    zone = settings.time_zone(environment.settings_path())
    with opened(options, create=False) as cooperation:
        with cooperation.asking() as cursor:
            if options.verifier:
                found = verify(cursor)
                held = holds(cursor, read_seal(options.sceau)) if options.sceau else True
            else:
                lines = journal_lines(cursor, zone, first=options.de, last=options.au)
        if options.verifier:
            print(found.sentence)
            print(f"Sceau de la dernière ligne : {found.last}")
            if options.sceau:
                print(seal_sentence(held))
            return 1 if found.breaks or held is False else 0
        cooperation.base.note(Acte.JOURNAL, lignes=len(lines))
    sys.stdout.write(lines.rename(columns=COLUMNS).to_csv(index=False, lineterminator="\n"))
    return 0
