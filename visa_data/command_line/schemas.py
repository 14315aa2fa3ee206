"""`schemas`: the table schema of every kind of extract, for who sends files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from visa_data import french
from visa_data.command_line.options import Commands
from visa_data.errors import VisaError
from visa_data.extracts.kinds.registry import KINDS
from visa_data.extracts.kinds.table_schema import table_schema
from visa_data.private_files import make_private_folder, write_private


def add_schemas(commands: Commands) -> None:
    """What may be asked of it."""
    schemas = commands.add_parser(
        "schemas",
        help="écrit le schéma de table (Table Schema, JSON) de chaque type d'extraction, pour qui envoie des fichiers",
        description="Un fichier JSON par type : colonnes, types, valeurs admises. Un outil comme frictionless ou Validata vérifie "
        "un CSV avec lui, avant l'envoi. Ce qu'un schéma ne peut pas dire est dans ses descriptions.",
    )
    schemas.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="DOSSIER",
        help="dossier où écrire les schémas, créé au besoin",
    )
    schemas.set_defaults(run=run_schemas)


def run_schemas(options: argparse.Namespace) -> int:
    """Write a file for each kind into the folder asked for, made where there is none."""
    folder: Path = options.vers
    try:
        make_private_folder(folder)
        for kind in KINDS.values():
            text = json.dumps(table_schema(kind), ensure_ascii=False, indent=2) + "\n"
            write_private(folder / f"{kind.name}.schema.json", text.encode("utf-8"))
    except OSError as error:
        raise VisaError(
            "Écriture impossible",
            f"les schémas ne peuvent pas être écrits dans « {folder} » : vérifiez le dossier et vos droits.",
        ) from error
    print(f"{french.counted(len(KINDS), 'schéma écrit', 'schémas écrits')} dans « {folder} ».")
    return 0
