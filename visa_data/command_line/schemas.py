"""`schemas`: the table schema of every kind of extract, for who sends files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from visa_data import french
from visa_data.errors import VisaError
from visa_data.extracts.kinds.registry import KINDS
from visa_data.extracts.kinds.table_schema import table_schema
from visa_data.private_files import make_private_folder, write_private


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
