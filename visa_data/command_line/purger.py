"""`purger`: what may no longer be kept, listed; destroyed with `--executer`, with its certificate."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from visa_data import french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.errors import VisaError
from visa_data.retention.sentences import backup_sentences, due_sentences


def add_purger(commands: Commands) -> None:
    """What may be asked of it."""
    purger = commands.add_parser(
        "purger",
        help="dit ce qui ne doit plus être conservé, et le détruit avec --executer",
        description="Données sur les personnes après la fin de la crise, personnes radiées, journaux, empreintes de refus : "
        "selon les réglages. Sans --executer, rien n'est détruit.",
    )
    purger.add_argument("--executer", action="store_true", help="détruit, sans retour possible")
    purger.add_argument(
        "--certificat", type=Path, metavar="FICHIER.pdf", help="avec --executer, certificat à écrire"
    )
    purger.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="jour à la fin duquel les réglages s'appliquent (sinon, aujourd'hui)",
    )
    add_base(purger)
    purger.set_defaults(run=run_purger)


def run_purger(options: argparse.Namespace) -> int:
    """Say what is due at the end of the day asked, today by default; with --executer, destroy it."""
    day = options.date or date.today()
    if options.certificat and not options.executer:
        raise VisaError(
            "Commande incomprise", "--certificat ne va qu'avec --executer : rien n'est détruit sans lui."
        )
    with opened(options, create=False) as base:
        if not options.executer:
            found = base.due(day)
            print("\n".join(due_sentences(found)))
            if found.due:
                print("Rien n'a été détruit : relancez avec --executer.")
            return 0
        purged = base.purge(day, options.certificat)
        if purged is None:
            print("\n".join([*due_sentences(base.due(day)), *backup_sentences(base.reach_backups())]))
            return 0
    print("\n".join(due_sentences(purged.done, done=True)))
    if not purged.rewritten:
        print("Le fichier de la base est occupé : il sera réécrit à sa prochaine ouverture.")
    print("\n".join(backup_sentences(purged.backups)))
    if options.certificat:
        print(f"Certificat : « {options.certificat} ».")
    return 0
