"""`sauvegarder`: a verified copy of the base, while others use it."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from visa_data import environment, french
from visa_data import settings as thresholds
from visa_data.backups.making import KEPT, back_up
from visa_data.base.conversion import must_be_there
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.errors import VisaError
from visa_data.retention.sentences import backup_sentences
from visa_data.typography import french as typographic


def add_sauvegarder(commands: Commands) -> None:
    """What may be asked of it."""
    sauvegarder = commands.add_parser(
        "sauvegarder",
        help="copie la base, vérifie la copie, supprime les plus anciennes",
        description="Le tableau de bord peut rester ouvert : il attend le temps de la copie. Chaque sauvegarde a une fiche à côté "
        "d'elle, du même nom en .json : copiez toujours les deux ensemble. Une base chiffrée donne une sauvegarde chiffrée ; la clé n'y est pas.",
    )
    sauvegarder.add_argument(
        "--vers", type=Path, metavar="DOSSIER", help="où l'écrire (sinon, « sauvegardes » à côté de la base)"
    )
    sauvegarder.add_argument(
        "--garder",
        type=_how_many,
        default=KEPT,
        metavar="N",
        help=f"sauvegardes gardées dans ce dossier, les plus récentes (sinon, {KEPT})",
    )
    add_base(sauvegarder)
    sauvegarder.set_defaults(run=run_sauvegarder)


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


def _how_many(text: str) -> int:
    """A number of things, one at least."""
    if not text.isdecimal() or not int(text):
        raise VisaError("Nombre incompris", f"« {text} » n'est pas un nombre à partir de 1.")
    return int(text)
