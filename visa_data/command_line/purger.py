"""`purger`: what may no longer be kept, listed; destroyed with `--executer`, with its certificate."""

from __future__ import annotations

import argparse
from datetime import date

from visa_data.command_line.asked import opened
from visa_data.errors import VisaError
from visa_data.retention.sentences import backup_sentences, due_sentences


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
