"""`importer --surveiller`: one pass over a folder where extracts are left, for a weekly job."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from visa_data import environment, french
from visa_data.base import Base
from visa_data.command_line.accounts import absent_summary, summary, write_refused
from visa_data.command_line.asked import Asked, asked_of, complete_days, refuse_the_odd
from visa_data.errors import BaseBusy, VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.apart import private_folder
from visa_data.extracts.kinds import kinds_in_loading_order
from visa_data.extracts.loading.load import load_together
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.received_files import Received
from visa_data.extracts.watch_folder import DONE, REFUSED, put_away, waiting_files
from visa_data.roles import Author


@dataclass
class _Taken:
    """A file of the folder: read, or refused."""

    received: Received
    extract: Extract | None = None
    refusal: VisaError | None = None


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
    where = options.base or environment.base_path()
    asked = asked_of(options, where)
    waiting = waiting_files(folder)
    taken = [_read(folder, received, asked) for received in waiting.ready]
    order = kinds_in_loading_order()
    taken.sort(key=lambda one: order.index(one.extract.kind) if one.extract else -1)
    troubled = False
    with Base(where) as base:
        for one in taken:
            outcome = None
            lines = [f"{one.received.name} : {one.refusal}"]
            if one.extract is not None:
                try:
                    outcome, lines = _load(base, one.extract, options)
                except BaseBusy:
                    raise
                except VisaError as refusal:
                    lines = [f"{one.received.name} : {refusal}"]
            troubled |= outcome is None or outcome.counts.rejetees > 0 or not outcome.counts.prises
            _put_away(folder, one, outcome, lines, asked)
            print("\n".join(lines))
    if waiting.left:
        left = french.listed([f"« {name} »" for name in waiting.left])
        print(f"Laissés pour le prochain passage (encore en cours d'écriture, ou incomplets) : {left}.")
    if not waiting.ready and not waiting.left:
        print("Rien à charger.")
    return 1 if troubled else 0


def _read(folder: Path, received: Received, asked: Asked) -> _Taken:
    try:
        return _Taken(received, _read_parts(folder, received, asked))
    except VisaError as refusal:
        return _Taken(received, refusal=refusal)


def _read_parts(folder: Path, received: Received, asked: Asked) -> Extract:
    """Read an extract of the folder; a set of outlines is put together in a folder of its own."""
    names = [identifier for _, identifier in received.parts]
    if len(names) == 1:
        return asked.read(folder / names[0])
    with private_folder() as together:
        for suffix, name in received.parts:
            (together / f"extrait{suffix}").write_bytes((folder / name).read_bytes())
        return asked.read(together, name=received.name)


def _load(base: Base, extract: Extract, options: argparse.Namespace) -> tuple[Outcome, list[str]]:
    days = complete_days([extract], options) if extract.kind.closing else [None]
    (told,) = load_together(
        base,
        [extract],
        at=datetime.now(),
        by=Author.DOSSIER_SURVEILLE,
        complete_on=days,
        accept=partial(refuse_the_odd, confirmed=options.confirmer),
    )
    return told.outcome, [*summary(extract, told.outcome), *absent_summary(extract, told)]


def _put_away(folder: Path, one: _Taken, outcome: Outcome | None, lines: list[str], asked: Asked) -> None:
    """Move a file to `traites` or `refuses`, its report and its lines to correct beside."""
    moved = put_away(folder, one.received, DONE if outcome else REFUSED, at=datetime.now())
    report = moved.with_name(f"{moved.name}.rapport.txt")
    report.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    if outcome is not None and one.extract is not None:

        def fetch(originals: Originals) -> object:
            return asked.read(moved, originals=originals)

        write_refused(moved.with_name(f"{moved.stem}.a_corriger.csv"), one.extract, outcome, fetch)
