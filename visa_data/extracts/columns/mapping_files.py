"""A mapping file: the columns, and the wordings, of one organisation's files, said once for a weekly job.

reference = "N° de registre"
date_appel = "Appelé le"
duree_min = ""                        # laissée de côté

[corrections.issue]
"Pas de réponce" = "Pas de réponse"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from visa_data.errors import VisaError
from visa_data.extracts.answers.corrections import Correction
from visa_data.typography import french

_CORRECTIONS = "corrections"
_LONGEST, _LONGEST_LINE = 100_000, 2_000
"""Characters of a mapping file, and of one of its lines: a name of n parts (`a.a.a…`) costs tomllib n², in our process."""


@dataclass(frozen=True)
class MappingFile:
    """What `read_extract` takes as mapping and corrections."""

    mapping: dict[str, str]
    corrections: tuple[Correction, ...]


def read_mapping_file(path: Path) -> MappingFile:
    """Read a mapping file. Raises VisaError: unreadable, or an entry that is not a text."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            text = stream.read(_LONGEST + 1)
        if len(text) > _LONGEST or max(map(len, text.split("\n"))) > _LONGEST_LINE:
            raise _too_long(path)
        entries = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise VisaError(
            "Correspondance illisible",
            french(
                f'« {path.name} » n\'est pas un fichier TOML lisible. Écrivez : reference = "N° de registre".'
            ),
        ) from error
    readings = entries.pop(_CORRECTIONS, {})
    if not isinstance(readings, dict) or not all(isinstance(texts, dict) for texts in readings.values()):
        raise _not_a_text(path, _CORRECTIONS)
    texts = {
        **entries,
        **{f"{field}.{raw}": value for field, pairs in readings.items() for raw, value in pairs.items()},
    }
    for name, value in texts.items():
        if not isinstance(value, str):
            raise _not_a_text(path, name)
    return MappingFile(
        entries,
        tuple(
            Correction(field, raw, value) for field, pairs in readings.items() for raw, value in pairs.items()
        ),
    )


def _too_long(path: Path) -> VisaError:
    return VisaError(
        "Correspondance illisible",
        french(
            f"« {path.name} » est trop long pour une correspondance de colonnes : 100 000 caractères au plus, et "
            "2 000 par ligne."
        ),
    )


def _not_a_text(path: Path, name: str) -> VisaError:
    return VisaError(
        "Correspondance illisible",
        french(f"dans « {path.name} », « {name} » doit être suivi d'un texte entre guillemets droits."),
    )
