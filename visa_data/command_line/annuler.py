"""`annuler`: takes the last import back, or another by its number."""

from __future__ import annotations

import argparse

from visa_data import french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base


def add_annuler(commands: Commands) -> None:
    """What may be asked of it."""
    annuler = commands.add_parser("annuler", help="annule le dernier import, ou un autre par son numéro")
    annuler.add_argument(
        "--import",
        type=int,
        dest="numero",
        metavar="N",
        help="numéro de l'import à annuler ; refusé si un import plus récent a changé ses données",
    )
    add_base(annuler)
    annuler.set_defaults(run=run_annuler)


def run_annuler(options: argparse.Namespace) -> int:
    """Undo the newest import that stands, or the one asked for, and say what it took back."""
    with opened(options) as base:
        undone = base.undo(options.numero)
    print(
        f"Import {undone.import_id} annulé (« {undone.file_name} », {undone.kind}) : "
        f"{french.counted(undone.removed, 'ligne retirée', 'lignes retirées')}, "
        f"{french.counted(undone.restored, 'ligne rétablie', 'lignes rétablies')}."
    )
    if undone.erased_for_good:
        print(
            f"{french.counted(undone.erased_for_good, 'personne effacée', 'personnes effacées')} "
            "pour consentement refusé : cela ne se rétablit pas."
        )
    return 0
