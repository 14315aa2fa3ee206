"""`importer`: from files to the base, every line accounted for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from visa_data import environment
from visa_data.base import Base
from visa_data.command_line.accounts import absent_summary, summary, write_refused, write_report
from visa_data.command_line.asked import Asked, asked_of, complete_days, refuse_the_odd, refuse_the_useless
from visa_data.command_line.surveiller import run_surveiller
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import kinds_in_loading_order
from visa_data.extracts.loading.load import foresee, load_together
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading.originals import Originals
from visa_data.roles import Author


def run_importer(options: argparse.Namespace) -> int:
    """Read every file, then load them all in dependency order, or none.

    Returns 1 when a line was rejected, or when a file brought none that could be taken.

    Nothing is written when one file is refused, when its absent cannot be closed, or when most of its lines
    are rejected and that was not confirmed.
    """
    if options.surveiller is not None:
        return run_surveiller(options)
    if not options.fichiers:
        raise VisaError(
            "Commande incomprise", "indiquez au moins un fichier, ou un dossier avec --surveiller."
        )
    where = options.base or environment.base_path()
    asked = asked_of(options, where)
    read = [(path, asked.read(path)) for path in options.fichiers]
    order = kinds_in_loading_order()
    read.sort(key=lambda entry: order.index(entry[1].kind))
    extracts = [extract for _, extract in read]
    refuse_the_useless(extracts, asked)
    days = complete_days(extracts, options)
    with Base(where) as base:
        if options.simuler:
            told = foresee(base, extracts, at=datetime.now(), complete_on=days)
        else:
            told = load_together(
                base,
                extracts,
                at=datetime.now(),
                by=Author.LIGNE_DE_COMMANDE,
                complete_on=days,
                accept=partial(refuse_the_odd, confirmed=options.confirmer),
            )
        outcomes = [foreseen.outcome for foreseen in told]
        for extract, foreseen in zip(extracts, told, strict=True):
            print("\n".join([*summary(extract, foreseen.outcome), *absent_summary(extract, foreseen)]))
        if options.territoire and not options.simuler:
            with base.transaction() as cursor:
                cursor.execute("INSERT OR REPLACE INTO meta VALUES ('territoire', ?)", [options.territoire])
    if options.simuler:
        print("Simulation : rien n'a été écrit.")
    if options.rapport:
        write_report(options.rapport, outcomes)
        print(f"Rapport écrit : {options.rapport}", file=sys.stderr)
    if options.rejets:
        _write_each_refused(options.rejets, [path for path, _ in read], extracts, outcomes, asked)
    return 1 if any(outcome.counts.rejetees or not outcome.counts.prises for outcome in outcomes) else 0


def _write_each_refused(
    target: Path,
    paths: Sequence[Path],
    extracts: Sequence[Extract],
    outcomes: Sequence[Outcome],
    asked: Asked,
) -> None:
    """One file of refused lines for each file that has some; its name is added where there are several."""
    for path, extract, outcome in zip(paths, extracts, outcomes, strict=True):
        named = target if len(paths) == 1 else target.with_stem(f"{target.stem}_{path.stem}")

        def fetch(originals: Originals, path: Path = path) -> object:
            return asked.read(path, originals=originals)

        if write_refused(named, extract, outcome, fetch):
            print(f"Lignes à corriger : {named}", file=sys.stderr)
