"""`dossier`: the meeting's book, frozen in the base and written as one file."""

from __future__ import annotations

import argparse

from visa_data import french
from visa_data.command_line.asked import opened


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
