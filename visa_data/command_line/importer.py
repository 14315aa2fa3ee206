"""`importer`: from files to the base, every line accounted for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from visa_data.base.territory_name import name_territory
from visa_data.command_line.asked import complete_day, how_to_read, opened, refuse_the_useless
from visa_data.command_line.surveiller import run_surveiller
from visa_data.command_line.written_beside import write_refused, write_report
from visa_data.cooperation.account import Account, FileRead
from visa_data.errors import VisaError
from visa_data.extracts.loading.load import in_loading_order
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
    how = how_to_read(options)
    with opened(options) as base:
        read = in_loading_order(
            [(path, one) for path in options.fichiers for one in base.read_all(path, **how)],
            lambda one: one[1].extract,
        )
        files = [one for _, one in read]
        refuse_the_useless([one.extract for one in files], how["constants"])
        day = complete_day(options)
        if options.simuler:
            account = base.foresee(*files, complete_on=day)
        else:
            account = base.load(
                *files, complete_on=day, confirmed=options.confirmer, by=Author.LIGNE_DE_COMMANDE
            )
        print(account)
        if options.territoire and not options.simuler:
            name_territory(base.base, options.territoire)
    if options.rapport:
        write_report(options.rapport, account.outcomes)
        print(f"Rapport écrit : {options.rapport}", file=sys.stderr)
    if options.rejets:
        _write_each_refused(options.rejets, read, account)
    return 1 if account.troubled else 0


def _write_each_refused(target: Path, read: Sequence[tuple[Path, FileRead]], account: Account) -> None:
    """One file of refused lines for each extract that has some; its file's name is added where there are several.

    So is its kind, where one file holds several.
    """
    paths = [path for path, _ in read]
    for (path, one), outcome in zip(read, account.outcomes, strict=True):
        named = target if len(read) == 1 else target.with_stem(f"{target.stem}_{path.stem}")
        if paths.count(path) > 1:
            named = named.with_stem(f"{named.stem}_{one.kind}")
        if write_refused(named, one.extract, outcome, one.again):
            print(f"Lignes à corriger : {named}", file=sys.stderr)
