"""Writes the raw style: the organisations' own encodings and separators, ``\\r\\n``, two workbooks."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scripts.make_sample.raw_table import RawTable
from scripts.make_sample.territory import EPCI

#: Fixed: the workbook's bytes must not depend on the day it is made.
CREATED = datetime(2025, 12, 7, 12, 0, 0)
_WHOLE = ("Code INSEE", "Rayon (km)", "Capacité", "Durée (min)")
_DECIMAL = ("Latitude", "Longitude")
_DATES = ("Vérifié le", "Date")


def write_raw(tables: list[RawTable], folder: Path) -> None:
    """Writes one file for each table under ``folder``, and a workbook for those that bear its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in dict.fromkeys(table.name for table in tables):
        sheets = [table for table in tables if table.name == name]
        if name.endswith(".xlsx"):
            _write_workbook(sheets, folder / name)
        else:
            (folder / name).write_bytes(_encoded(sheets[0]))


def _encoded(table: RawTable) -> bytes:
    stream = io.StringIO(newline="")
    for title in table.titles:
        stream.write(title + "\r\n")
    writer = csv.writer(stream, delimiter=table.separator, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows(table.rows)
    if table.encoding == "utf-16":
        # Little-endian with its mark, whatever the machine.
        return b"\xff\xfe" + stream.getvalue().encode("utf-16-le")
    return stream.getvalue().encode(table.encoding)


def _write_workbook(tables: list[RawTable], path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED, "title": EPCI, "comments": "Données inventées"})
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True})
    for table in tables:
        _write_sheet(table, book.add_worksheet(table.sheet), as_date, bold)
    book.close()


def _write_sheet(table: RawTable, sheet: Worksheet, as_date: Format, bold: Format) -> None:
    for line, title in enumerate(table.titles):
        if title:
            sheet.write_string(line, 0, title, bold)
    top = len(table.titles)
    for column, name in enumerate(table.header):
        sheet.write_string(top, column, name, bold)
    for line, row in enumerate(table.rows, start=top + 1):
        for column, (name, value) in enumerate(zip(table.header, row, strict=True)):
            if not value:
                continue
            if name in _WHOLE:
                sheet.write_number(line, column, int(value))
            elif name in _DECIMAL:
                sheet.write_number(line, column, float(value))
            elif name in _DATES and value[:4].isdigit():
                sheet.write_datetime(line, column, datetime.fromisoformat(value), as_date)
            else:
                sheet.write_string(line, column, value)
