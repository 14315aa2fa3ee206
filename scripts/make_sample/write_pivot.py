"""Writes the pivot style: UTF-8, comma, ISO dates, ``\\n``."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd


def write_pivot(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """Writes one CSV file for each table under ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(table.columns)
            writer.writerows(table.itertuples(index=False))
