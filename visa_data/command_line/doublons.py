"""`doublons`: the pairs of references that may be one person, to standard output."""

from __future__ import annotations

import argparse
import sys

from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.duplicates.listing import EXPORT_COLUMNS, TO_DECIDE, pairs_listed, pairs_to_export
from visa_data.duplicates.pairs import probable_pairs, readiness
from visa_data.duplicates.wording import readiness_sentences
from visa_data.exports.tables import neutral


def add_doublons(commands: Commands) -> None:
    """What may be asked of it."""
    doublons = commands.add_parser(
        "doublons",
        help="liste les références qui sont peut-être une même personne",
        description="Écrit en CSV les paires à décider : références, probabilité et indices, jamais un nom. "
        "Elles se décident sur la page « Doublons ».",
    )
    doublons.add_argument("--decides", action="store_true", help="ajoute les paires déjà décidées")
    add_base(doublons)
    doublons.set_defaults(run=run_doublons)


def run_doublons(options: argparse.Namespace) -> int:
    """Print the pairs as CSV (references and evidence only), and on standard error what could be compared."""
    with opened(options) as cooperation, cooperation.base.references() as cursor:
        ready = readiness(cursor)
        listed = pairs_listed(cursor, probable_pairs(cursor, cooperation.settings.doublon_a_examiner))
    frame = pairs_to_export(listed)
    if not options.decides:
        frame = frame[frame["etat"] == TO_DECIDE].copy()
    frame["probabilite"] = frame["probabilite"].map(lambda value: "" if value != value else f"{value:.6f}")
    for side in "ab":
        frame[f"reference_{side}"] = frame[f"reference_{side}"].map(neutral)
    for sentence in readiness_sentences(ready):
        print(sentence, file=sys.stderr)
    sys.stdout.write(frame[list(EXPORT_COLUMNS)].to_csv(index=False, lineterminator="\n"))
    return 0
