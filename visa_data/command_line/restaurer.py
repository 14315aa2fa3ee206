"""`restaurer`: a backup in the place of the base."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from visa_data import environment, french
from visa_data.acts import Acte
from visa_data.backups.restoring import restore
from visa_data.base import Base
from visa_data.command_line.options import Commands, add_base
from visa_data.duplicates.key import KeyFile
from visa_data.extracts.loading.erasure import erase_again
from visa_data.typography import french as typographic


def add_restaurer(commands: Commands) -> None:
    """What may be asked of it."""
    restaurer = commands.add_parser(
        "restaurer",
        help="remet une sauvegarde à la place de la base",
        description="Vérifie d'abord la sauvegarde et sa fiche. La base d'avant est gardée parmi les sauvegardes. Code de retour : 1 quand ce "
        "qu'elle savait de plus n'a pas pu être repris.",
    )
    restaurer.add_argument("sauvegarde", type=Path, metavar="FICHIER", help="la sauvegarde à remettre")
    add_base(restaurer)
    restaurer.set_defaults(run=run_restaurer)


def run_restaurer(options: argparse.Namespace) -> int:
    """Put a backup back. 1 when what the present base knew since could not be taken up."""
    path = options.base or environment.base_path()
    key = environment.base_key_path()
    refusals = KeyFile(environment.duplicates_key_path(path)).read()
    done = restore(
        path,
        options.sauvegarde,
        at=datetime.now(),
        key=key,
        again=[lambda cursor: erase_again(cursor, refusals)],
    )
    with Base(path, key=key) as base:
        base.note(Acte.RESTAURATION, jour=done.made.date().isoformat())
    print(typographic(f"Base restaurée : « {path} » est celle du {french.moment(done.made)}."))
    if done.encrypted:
        print("La sauvegarde n'était pas chiffrée ; la base l'est, par la clé de VISA_CLE_BASE.")
    if done.carried:
        print(
            typographic(
                f"Celle d'avant est gardée comme sauvegarde : « {done.kept} ». Regardez les chiffres, puis supprimez-la "
                "si tout est bon, ou restaurez-la."
            )
        )
        return 0
    print(
        typographic(
            f"Ce qui a été noté depuis n'a pas pu être repris : {done.why} Les personnes effacées ou qui ont refusé depuis "
            "cette date sont revenues : effacez-les de nouveau."
        ),
        file=sys.stderr,
    )
    if done.kept is not None:
        print(typographic(f"La base illisible est gardée telle quelle : « {done.kept} »."), file=sys.stderr)
    return 1
