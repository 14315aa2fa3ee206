"""`sauvegarder`: a verified copy of the base, while others use it."""

from __future__ import annotations

import argparse
from datetime import datetime

from visa_data import environment, french
from visa_data import settings as thresholds
from visa_data.backups.making import back_up
from visa_data.base.conversion import must_be_there
from visa_data.command_line.asked import opened
from visa_data.retention.sentences import backup_sentences
from visa_data.typography import french as typographic


def run_sauvegarder(options: argparse.Namespace) -> int:
    """Make a backup, and say where it is, what it holds and which ones gave way to it."""
    with opened(options, create=False) as cooperation:
        must_be_there(cooperation.path)
        made = back_up(
            cooperation.base,
            thresholds.load(environment.settings_path()),
            at=datetime.now(),
            folder=options.vers,
            keep=options.garder,
        )
        followed = cooperation.reach_backups()
    print(
        typographic(
            f"Sauvegarde faite et vérifiée : « {made.path} » ({french.counted(made.rows, 'ligne')}, sa fiche à côté)."
        )
    )
    print(
        typographic(
            "Elle est chiffrée par la clé de la base, qui n'y est pas : gardez une copie de cette clé ailleurs."
            if made.encrypted
            else "Elle n'est pas chiffrée, comme la base : gardez-la en lieu sûr."
        )
    )
    for path in made.removed:
        print(typographic(f"Plus ancienne, supprimée : « {path} »."))
    for sentence in backup_sentences(followed):
        print(sentence)
    return 0
