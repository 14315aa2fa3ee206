"""`dossier`: the meeting's book, frozen in the base and written as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from visa_data import french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base


def add_dossier(commands: Commands) -> None:
    """What may be asked of it."""
    dossier = commands.add_parser(
        "dossier",
        help="fige le dossier de séance d'un jour, et l'écrit dans un fichier",
        description="Le dossier tient tout ce que le comité lit, effectifs protégés : écrans, pages et rapport. Il est gardé "
        "dans la base, et ne change plus. Un fichier s'ouvre seul, sans base, avec VISA_DOSSIER.",
    )
    dossier.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="jour du dossier, pas avant le dernier figé (sinon, celui du dernier appel)",
    )
    dossier.add_argument(
        "--vers",
        type=Path,
        metavar="FICHIER.zip",
        help="fichier à écrire ; un dossier déjà figé est écrit tel quel",
    )
    add_base(dossier)
    dossier.set_defaults(run=run_dossier)


def run_dossier(options: argparse.Namespace) -> int:
    """Freeze the book of the day asked, or say that it is; write its file where asked."""
    with opened(options, create=False) as base:
        done = base.dossier(options.date, options.vers)
    kept = done.kept
    told = f"Dossier n° {kept.number} du {french.day(kept.day)} {'figé' if done.new else 'déjà figé, rien à faire'}"
    if kept.previous is not None:
        told += f", après celui du {french.day(kept.previous)}"
    print(f"{told}.")
    if done.new:
        for sentence in done.tables.manifest.sentences:
            print(sentence)
    if options.vers is not None:
        print(f"« {options.vers} » écrit : {french.counted(round(kept.size / 1000), 'ko', 'ko')}.")
    return 0
