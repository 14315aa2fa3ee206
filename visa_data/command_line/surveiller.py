"""`importer --surveiller`: one pass over a folder where extracts are left, for a weekly job."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from visa_data import french
from visa_data.command_line.asked import complete_day, how_to_read, opened
from visa_data.command_line.written_beside import write_beside, write_refused
from visa_data.cooperation import Cooperation
from visa_data.cooperation.account import Account, FileRead, summed_lines
from visa_data.errors import BaseBusy, VisaError
from visa_data.extracts.apart import private_folder, read_several
from visa_data.extracts.loading.load import in_loading_order
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.received_files import Received
from visa_data.extracts.watch_folder import DONE, REFUSED, put_away, waiting_files
from visa_data.roles import Author


@dataclass
class _Taken:
    """An extract of a file of the folder, read, or a file refused; then what was said of it, and its account once loaded."""

    received: Received
    read: FileRead | None = None
    refusal: VisaError | None = None
    said: str = ""
    account: Account | None = None


def run_surveiller(options: argparse.Namespace) -> int:
    """Load what the folder holds, in the right order, and put each file away with its report beside.

    Each file stands by itself: one that is refused stops no other. Returns 1 when a file is refused, a
    line rejected, or no line of a file taken. Raises VisaError for a folder or a base that cannot be used.
    """
    if options.fichiers or options.simuler or options.rapport or options.rejets:
        raise VisaError(
            "Commande incomprise",
            "--surveiller prend les fichiers du dossier et range ses rapports à côté d'eux : pas de FICHIER, de "
            "--simuler, de --rapport ni de --rejets.",
        )
    folder: Path = options.surveiller
    how = how_to_read(options)
    waiting = waiting_files(folder)
    troubled = False
    with opened(options) as base:
        remembered = base.remembered()

        def read(received: Received, progress: Callable[[float], None]) -> list[_Taken]:
            return _read(base, folder, received, how | {"remembered": remembered, "progress": progress})

        taken = [one for several in read_several(read, waiting.ready) for one in several]
        for one in in_loading_order(taken, lambda one: one.read.extract if one.read else None):
            one.said = f"{one.received.name} : {one.refusal}"
            if one.read is not None:
                try:
                    one.account = _load(base, one.read, options)
                    one.said = str(one.account)
                except BaseBusy:
                    raise
                except VisaError as refusal:
                    one.said = f"{one.received.name} : {refusal}"
            troubled |= one.account is None or one.account.troubled
            parts = [other for other in taken if other.received == one.received]
            if all(part.said for part in parts):
                _put_away(base, folder, parts, how)
            print(one.said)
        if len(taken) > 1:
            loaded = [outcome for one in taken if one.account for outcome in one.account.outcomes]
            names = list(dict.fromkeys(one.received.name for one in taken if one.account is None))
            print("\n".join(summed_lines(loaded, names)))
    if waiting.left:
        left = french.listed([f"« {name} »" for name in waiting.left])
        print(f"Laissés pour le prochain passage (encore en cours d'écriture, ou incomplets) : {left}.")
    if not waiting.ready and not waiting.left:
        print("Rien à charger.")
    return 1 if troubled else 0


def _read(base: Cooperation, folder: Path, received: Received, how: dict[str, Any]) -> list[_Taken]:
    try:
        return [_Taken(received, read) for read in _read_parts(base, folder, received, how)]
    except VisaError as refusal:
        return [_Taken(received, refusal=refusal)]


def _read_parts(base: Cooperation, folder: Path, received: Received, how: dict[str, Any]) -> list[FileRead]:
    """Read the extracts of a file of the folder; a set of outlines is put together in a folder of its own."""
    names = [identifier for _, identifier in received.parts]
    if len(names) == 1:
        return base.read_all(folder / names[0], **how)
    with private_folder() as together:
        for suffix, name in received.parts:
            (together / f"extrait{suffix}").write_bytes((folder / name).read_bytes())
        return [base.read(together, name=received.name, **how)]


def _load(base: Cooperation, read: FileRead, options: argparse.Namespace) -> Account:
    day = complete_day(options) if read.extract.kind.closing else None
    return base.load(read, complete_on=day, confirmed=options.confirmer, by=Author.DOSSIER_SURVEILLE)


def _put_away(base: Cooperation, folder: Path, parts: Sequence[_Taken], how: dict[str, Any]) -> None:
    """Move a file to `traites` or `refuses`, its report and its lines to correct beside."""
    loaded = all(one.account for one in parts)
    moved = put_away(folder, parts[0].received, DONE if loaded else REFUSED, at=datetime.now())
    report = moved.with_name(f"{moved.name}.rapport.txt")
    write_beside(report, ("\n".join(one.said for one in parts) + "\n").encode("utf-8-sig"))
    for one in parts:
        if one.account is None or one.read is None:
            continue
        asked = how | dict(one.read.settled)

        def fetch(originals: Originals, asked: dict[str, Any] = asked) -> object:
            return base.read(moved, originals=originals, **asked)

        (outcome,) = one.account.outcomes
        kind = f".{one.read.kind}" if len(parts) > 1 else ""
        write_refused(moved.with_name(f"{moved.stem}{kind}.a_corriger.csv"), one.read.extract, outcome, fetch)
