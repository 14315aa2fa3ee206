"""What the options of `importer` ask: how files are read, which are complete, what is refused."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from visa_data import environment, french, settings
from visa_data.base import Base
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, VisaError
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.shapes import Remembered
from visa_data.extracts.apart import prepare, read_apart
from visa_data.extracts.columns.mapping_files import MappingFile, read_mapping_file
from visa_data.extracts.columns.matching_memory import remembered_matchings
from visa_data.extracts.loading.absences import nothing_to_close
from visa_data.extracts.loading.accounts import rejected_sentence
from visa_data.extracts.loading.load import Foreseen
from visa_data.extracts.loading.outcome import too_many_rejected
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.texts.stored_text import storable_name
from visa_data.extracts.values.constants import constant_of
from visa_data.typography import french as typographic


@dataclass(frozen=True)
class Asked:
    """How the files of one command are to be read."""

    choice: Choice
    mapping: MappingFile
    remembered: Remembered
    key: KeyFile
    constants: Mapping[str, str]

    def read(self, path: Path, *, name: str | None = None, originals: Originals | None = None) -> Extract:
        """Read a file, in a process of its own. Raises FileRefused, which names it."""
        try:
            return read_apart(
                path,
                file_name=name,
                choice=self.choice,
                mapping=self.mapping.mapping or None,
                constants=self.constants,
                corrections=self.mapping.corrections,
                remembered=self.remembered,
                key=self.key,
                originals=originals,
                zone=settings.time_zone(environment.settings_path()),
            )
        except FileRefused as error:
            raise FileRefused(
                f"{storable_name(name or path.name)} refusé, rien n'a été écrit", str(error)
            ) from error


def asked_of(options: argparse.Namespace, where: Path) -> Asked:
    """How the options say the files are to be read. Raises VisaError for a mapping file that cannot be."""
    prepare()
    mapping = read_mapping_file(options.correspondance) if options.correspondance else MappingFile({}, ())
    choice = Choice(
        kind=options.type or "",
        member=options.dans_archive or "",
        sheet=(options.feuille or [""])[0],
        beside=tuple((options.feuille or [""])[1:]),
        header_line=options.en_tete or 0,
        separator=options.separateur or "",
        month_first=options.month_first,
        zone_codes=options.codes or "",
    )
    remembered: Remembered = {}
    if where.exists():
        # The base is let go at once: a long reading does not hold it.
        with Base(where) as base:
            remembered = remembered_matchings(base)
    key = KeyFile(environment.duplicates_key_path(where), keep=not options.simuler)
    return Asked(choice, mapping, remembered, key, dict(map(constant_of, options.valeur)))


def refuse_the_useless(extracts: Sequence[Extract], asked: Asked) -> None:
    """Raise VisaError for a value given for whole files that none of them took."""
    taken = {name for extract in extracts for name in extract.recognition.constants}
    if useless := [name for name in asked.constants if name not in taken]:
        raise VisaError(
            "Valeur sans objet, rien n'a été écrit",
            typographic(
                f"aucun de ces fichiers n'attend une valeur pour {french.listed(useless)} : chacun a cette colonne, ou "
                "est d'un type qui n'en a pas. Retirez --valeur, puis relancez."
            ),
        )


def complete_days(extracts: Sequence[Extract], options: argparse.Namespace) -> list[date | None]:
    """For each extract, the day on which a complete one closes the absent; None for the partial ones."""
    if not options.complet:
        if options.sortie:
            raise VisaError("Commande incomprise", "--sortie ne va qu'avec --complet.")
        return [None] * len(extracts)
    if extracts and not any(extract.kind.closing for extract in extracts):
        raise nothing_to_close()
    day = options.sortie or date.today()
    return [day if extract.kind.closing else None for extract in extracts]


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
