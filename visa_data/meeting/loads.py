"""Extracts loaded since the last meeting: what may move a figure without anything having happened."""

from __future__ import annotations

from datetime import date

import pandas as pd

from visa_data import french
from visa_data.extracts.typography import french as typographic

NAMED = 6


def loaded_since(imports: pd.DataFrame, before: date) -> pd.DataFrame:
    """The imports that stand, made after the day `before`, oldest first.

    imports: see `visa_data.extracts.history.history`.
    """
    standing = imports[imports["annule_le"].isna()]
    later = pd.to_datetime(standing["horodatage"]).dt.date > before
    return standing[later].sort_values("id", ignore_index=True)


def loads_sentence(imports: pd.DataFrame, before: date) -> str:
    """Which files were loaded since the comparison date, in one sentence."""
    since = french.day(before)
    loaded = loaded_since(imports, before)
    if loaded.empty:
        return f"Aucun fichier n'a été chargé depuis le {since}."
    names = list(dict.fromkeys(loaded["fichier"]))
    shown = [f"« {name} »" for name in names[:NAMED]]
    more = len(names) - len(shown)
    if more:
        shown.append(french.counted(more, "autre"))
    added = int(loaded["ajoutees"].sum())
    changed = int(loaded["modifiees"].sum())
    files = french.counted(len(names), "fichier chargé", "fichiers chargés")
    lines = (
        f"{french.counted(added, 'ligne ajoutée', 'lignes ajoutées')}, "
        f"{french.counted(changed, 'ligne modifiée', 'lignes modifiées')}"
    )
    return typographic(f"{files} depuis le {since} : {french.listed(shown)} ({lines}).")
