"""`importer`: from files to the base, every line accounted for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from visa_data import environment, settings
from visa_data.base import Base
from visa_data.base.tables import TABLES
from visa_data.command_line.accounts import absent_summary, summary, write_refused, write_report
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, VisaError
from visa_data.extracts.accounts import rejected_sentence
from visa_data.extracts.choices import Choice
from visa_data.extracts.columns.mapping_files import MappingFile, read_mapping_file
from visa_data.extracts.columns.matching_memory import remembered_matchings
from visa_data.extracts.columns.shapes import Remembered
from visa_data.extracts.loading.absences import CLOSED
from visa_data.extracts.loading.load import Foreseen, foresee, load_together
from visa_data.extracts.loading.outcome import Outcome, too_many_rejected
from visa_data.extracts.originals import Originals
from visa_data.extracts.reading import Extract, read_extract

BY = "Ligne de commande"


@dataclass(frozen=True)
class Asked:
    """How the files of one command are to be read."""

    choice: Choice
    mapping: MappingFile
    remembered: Remembered
    key: KeyFile

    def read(self, path: Path, *, name: str | None = None, originals: Originals | None = None) -> Extract:
        """Read a file. Raises FileRefused, which names it."""
        try:
            return read_extract(
                path,
                file_name=name,
                choice=self.choice,
                mapping=self.mapping.mapping or None,
                corrections=self.mapping.corrections,
                remembered=self.remembered,
                key=self.key,
                originals=originals,
            )
        except FileRefused as error:
            raise FileRefused(f"{name or path.name} refusé, rien n'a été écrit", str(error)) from error


def run_importer(options: argparse.Namespace) -> int:
    """Read every file, then load them all in dependency order, or none; 1 when a line was rejected.

    Nothing is written when one file is refused, when its absent cannot be closed, or when most of its lines
    are rejected and that was not confirmed.
    """
    if options.surveiller is not None:
        from visa_data.command_line.surveiller import run_surveiller

        return run_surveiller(options)
    if not options.fichiers:
        raise VisaError(
            "Commande incomprise", "indiquez au moins un fichier, ou un dossier avec --surveiller."
        )
    where = options.base or environment.base_path()
    asked = asked_of(options, where)
    read = [(path, asked.read(path)) for path in options.fichiers]
    order = list(TABLES)
    read.sort(key=lambda entry: order.index(entry[1].kind.name))
    extracts = [extract for _, extract in read]
    days = complete_days(extracts, options)
    with Base(where) as base:
        if options.simuler:
            told = foresee(base, extracts, at=datetime.now(), complete_on=days)
        else:
            told = load_together(
                base,
                extracts,
                at=datetime.now(),
                by=BY,
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
    return 1 if any(outcome.counts.rejetees for outcome in outcomes) else 0


def asked_of(options: argparse.Namespace, where: Path) -> Asked:
    """How the options say the files are to be read. Raises VisaError for a mapping file that cannot be."""
    mapping = read_mapping_file(options.correspondance) if options.correspondance else MappingFile({}, ())
    choice = Choice(
        kind=options.type or "",
        member=options.dans_archive or "",
        sheet=options.feuille or "",
        separator=options.separateur or "",
        month_first=options.mois_avant_jour,
    )
    remembered: Remembered = {}
    if where.exists():
        # The base is let go at once: a long reading does not hold it.
        with Base(where) as base:
            remembered = remembered_matchings(base)
    key = KeyFile(environment.duplicates_key_path(where), keep=not options.simuler)
    return Asked(choice, mapping, remembered, key)


def complete_days(extracts: Sequence[Extract], options: argparse.Namespace) -> list[date | None]:
    """For each extract, the day on which a complete one closes the absent; None for the partial ones."""
    if not options.complet:
        if options.sortie:
            raise VisaError("Commande incomprise", "--sortie ne va qu'avec --complet.")
        return [None] * len(extracts)
    if extracts and not any(extract.kind.name in CLOSED for extract in extracts):
        raise VisaError(
            "Fichier complet sans objet",
            "seuls les fichiers de personnes, d'équipes et de ressources peuvent être chargés comme complets.",
        )
    day = options.sortie or date.today()
    return [day if extract.kind.name in CLOSED else None for extract in extracts]


def refuse_the_odd(told: Sequence[Foreseen], *, confirmed: bool) -> None:
    """Raise VisaError when most lines of a file are rejected and nobody confirmed that it is the right one."""
    share = settings.load(environment.settings_path()).part_rejetee
    for foreseen in told:
        counts = foreseen.outcome.counts
        if not confirmed and too_many_rejected(counts.lues, counts.rejetees, share):
            raise VisaError(
                "Import à confirmer, rien n'a été écrit",
                f"{rejected_sentence(foreseen.outcome.file_name, counts)} "
                "Si c'est le bon fichier, relancez avec --confirmer.",
            )


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
