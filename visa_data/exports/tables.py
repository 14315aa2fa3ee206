"""Tables as CSV and XLSX, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import io
from datetime import datetime

import pandas as pd

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide signs too: spreadsheets of East Asia read them as the others."""


def neutral(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return "'" + value
    return value


def neutralised(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with every text made harmless (headers too)."""
    safe = frame.copy()
    for position, name in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(safe.dtypes.iloc[position]):
            safe[name] = safe[name].map(neutral)
    safe.columns = pd.Index([neutral(str(name)) for name in safe.columns])
    return safe


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """CSV as French spreadsheets open it: UTF-8 with BOM, semicolons, decimal commas."""
    return neutralised(frame).to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")


def xlsx_bytes(sheets: dict[str, pd.DataFrame], *, title: str, notes: list[str]) -> bytes:
    """A workbook: one sheet a table, and a first sheet that says what, when and how it is defined."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        about = pd.DataFrame({title: notes})
        neutralised(about).to_excel(writer, sheet_name="À lire", index=False)
        writer.sheets["À lire"].set_column(0, 0, 100)
        for name, frame in sheets.items():
            sheet = _sheet_name(name, set(writer.sheets))
            safe = neutralised(frame)
            for column in safe.columns:
                safe[column] = safe[column].map(_naive) if safe[column].dtype == object else safe[column]
            safe.to_excel(writer, sheet_name=sheet, index=False)
            writer.sheets[sheet].freeze_panes(1, 0)
            writer.sheets[sheet].set_column(0, max(0, len(safe.columns) - 1), 18)
    return buffer.getvalue()


def _naive(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _sheet_name(name: str, taken: set[str]) -> str:
    bare = "".join(c for c in name if c not in "[]:*?/\\")[:28] or "Feuille"
    candidate, count = bare, 2
    while candidate in taken:
        candidate, count = f"{bare} {count}", count + 1
    return candidate
