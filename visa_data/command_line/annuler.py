"""`annuler`: takes the last import back, or another by its number."""

from __future__ import annotations

import argparse
from datetime import datetime

from visa_data import environment, french
from visa_data.base import Base
from visa_data.extracts.loading.history import undo_import, undo_last


def run_annuler(options: argparse.Namespace) -> int:
    """Undo the newest import that stands, or the one asked for, and say what it took back."""
    with Base(options.base or environment.base_path()) as base:
        if options.numero is None:
            undone = undo_last(base, at=datetime.now())
        else:
            undone = undo_import(base, options.numero, at=datetime.now())
    print(
        f"Import {undone.import_id} annulé (« {undone.file_name} », {undone.kind}) : "
        f"{french.counted(undone.removed, 'ligne retirée', 'lignes retirées')}, "
        f"{french.counted(undone.restored, 'ligne rétablie', 'lignes rétablies')}."
    )
    if undone.erased_for_good:
        print(
            f"{french.counted(undone.erased_for_good, 'personne effacée', 'personnes effacées')} "
            "pour consentement refusé : cela ne se rétablit pas."
        )
    return 0
