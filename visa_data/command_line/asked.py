"""What the options of a command ask: which base, how files are read, which are complete."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from visa_data import french
from visa_data.cooperation import Advice, Cooperation
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.apart import prepare
from visa_data.extracts.columns.mapping_files import MappingFile, read_mapping_file
from visa_data.extracts.values.constants import constant_of
from visa_data.typography import french as typographic

ON_THE_COMMAND_LINE = Advice(
    "Indiquez une base avec --base ou VISA_BASE.", "avec --date AAAA-MM-JJ", "--confirmer"
)


def opened(options: argparse.Namespace, *, create: bool = True) -> Cooperation:
    """The base of a command; create: whether one that is not there is made."""
    return Cooperation(options.base, create=create, advice=ON_THE_COMMAND_LINE)


def how_to_read(options: argparse.Namespace) -> dict[str, Any]:
    """How the options say the files are to be read, as `Cooperation.read` takes it.

    Raises VisaError for a mapping file that cannot be read, and for a value that no column takes.
    """
    prepare()
    mapping = read_mapping_file(options.correspondance) if options.correspondance else MappingFile({}, ())
    sheets = options.feuille or [""]
    return {
        "mapping": mapping.mapping,
        "corrections": mapping.corrections,
        "constants": dict(map(constant_of, options.valeur)),
        "keep_key": not options.simuler,
        "kind": options.type or "",
        "member": options.dans_archive or "",
        "sheet": sheets[0],
        "beside": tuple(sheets[1:]),
        "header_line": options.en_tete or 0,
        "separator": options.separateur or "",
        "month_first": options.month_first,
        "zone_codes": options.codes or "",
    }


def refuse_the_useless(extracts: Sequence[Extract], constants: Mapping[str, str]) -> None:
    """Raise VisaError for a value given for whole files that none of them took."""
    taken = {name for extract in extracts for name in extract.recognition.constants}
    if useless := [name for name in constants if name not in taken]:
        raise VisaError(
            "Valeur sans objet, rien n'a été écrit",
            typographic(
                f"aucun de ces fichiers n'attend une valeur pour {french.listed(useless)} : chacun a cette colonne, ou "
                "est d'un type qui n'en a pas. Retirez --valeur, puis relancez."
            ),
        )


def complete_day(options: argparse.Namespace) -> date | None:
    """The day on which complete files close the absent; None when they are partial."""
    if options.sortie and not options.complet:
        raise VisaError("Commande incomprise", "--sortie ne va qu'avec --complet.")
    return (options.sortie or date.today()) if options.complet else None
