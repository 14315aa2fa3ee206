"""The suites of csvkit and csv-detective, read cell by cell as their authors expect.

Their JSON, dBase and fixed-width files are no tables that an organisation sends: they are refused, or have no
reading here. `sheetsxls_converted.csv` and `sheetsxlsx_converted.csv` have no source in the suite.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest

from tests.shared_data import SHARED, shared_folder
from visa_data.errors import FileRefused
from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.formats import MOMENT, Refusal
from visa_data.extracts.readers.archives import unfolded
from visa_data.extracts.readers.signature import FileNature
from visa_data.extracts.readers.tables import most_regular, open_source
from visa_data.extracts.texts.cells import is_empty

SUITES = SHARED / "data" / "csv_suites"
TODAY = date(2020, 6, 15)
UNNAMED = (("", "h"),)
"""csvkit names a column without a title after its letter."""
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SUITES.is_dir(), reason="the shared data is not beside the repository"),
]


@dataclass(frozen=True)
class Case:
    """A file, the table its authors expect, and the titles that differ (ours, theirs)."""

    source: str
    expected: str
    sheet: str = ""
    differences: tuple[tuple[str, str], ...] = ()


CASES = [
    Case("blanks.csv", "blanks_converted.csv"),
    Case("test_date_format.csv", "test_date_format_converted.csv"),
    Case("test_locale.csv", "test_locale_converted.csv"),
    Case("test.xls", "testxls_converted.csv", differences=UNNAMED),
    Case("test.xlsx", "testxlsx_converted.csv", differences=UNNAMED),
    Case("test.xlsx", "testxlsx_noinference_converted.csv", differences=UNNAMED),
    Case("test_skip_lines.xls", "testxls_converted.csv", differences=UNNAMED),
    Case("test_skip_lines.xlsx", "testxlsx_converted.csv", differences=UNNAMED),
    Case("sheets.xls", "testxls_converted.csv", "data", UNNAMED),
    Case("sheets.xlsx", "testxlsx_converted.csv", "data", UNNAMED),
    Case("sheets.xls", "testxls_unicode_converted.csv", "ʤ"),
    Case("sheets.xlsx", "testxlsx_unicode_converted.csv", "ʤ"),
    Case("dummy.tsv", "dummy.csv"),
    Case("dummy.xls", "dummy.csv"),
    Case("dummy.xlsx", "dummy.csv"),
    Case("test_skip_lines.csv", "dummy.csv"),
    Case("optional_quote_characters.csv", "dummy.csv"),
    Case("sniff_limit.csv", "dummy.csv"),
    Case("test_utf8_bom.csv", "test_utf8.csv"),
]
# Files without an expected table, beside the standard library's reading with the dialect of each.
DIALECTS = {"dummy.tsv": "\t", "a_test_file.csv": ";", "c_test_file.csv": ";", "sniff_limit.csv": ";"}
CODECS = {
    "test_latin1.csv": "latin-1",
    "test_utf16_big.csv": "utf-16",
    "test_utf16_little.csv": "utf-16",
}
REFUSED = {
    "empty.csv": "Fichier vide",
    "null_byte.csv": "Fichier abîmé",
    "testdbf.dbf": "Fichier illisible",
    "testjson.json": "Ce n'est pas un tableau",
    "testjson_multiline.json": "Ce n'est pas un tableau",
    "testjson_nested.json": "Ce n'est pas un tableau",
    "test_geojson.json": "Ce n'est pas un tableau",
    "file.parquet": "Ce n'est pas un tableau",
}


@dataclass(frozen=True)
class Table:
    """A table cut into cells, blank rows left out; lines[i]: row of rows[i] as a spreadsheet shows it."""

    name: str
    header: list[str]
    lines: list[int]
    rows: list[list[str]]
    broken: list[tuple[int, str]]


def read_table(path: Path, choice: Choice | None = None) -> Table:
    """The most regular table of a file that need be no extract: its header is the first record as wide as most."""
    choice = choice or Choice()
    with unfolded(path, path.name, choice) as file:
        if file.nature is FileNature.OUTLINES:
            raise refusals.unreadable("un fichier de contours")
        source = open_source(file.path, file.nature, lambda _fraction: None)
        head = most_regular(source.heads(choice))
        width, _ = head.usual_width
        place = next(place for place, row in enumerate(head.rows) if any(row) and len(row) >= width)
        header, header_line = head.rows[place], head.lines[place]
        blocks = list(source.blocks(head.name, len(header), header_line))
    entries = [entry for block in blocks for entry in block.others]
    for block in blocks:
        columns = [column.to_pylist() for column in block.columns]
        entries += zip(block.lines.tolist(), map(list, zip(*columns, strict=True)), strict=False)
    below = sorted(
        (line, row) for line, row in entries if line > header_line and any(cell.strip() for cell in row)
    )
    broken = [entry for block in blocks for entry in block.broken]
    return Table(head.name, header, [line for line, _ in below], [row for _, row in below], broken)


def cell_value(text: str) -> object:
    """What a cell says: two writings of one number, moment or answer are the same."""
    if is_empty(text.strip()):
        return None
    if text in ("True", "False", "Oui", "Non"):
        return text in ("True", "Oui")
    try:
        return float(text.replace(".", "").replace(",", ".") if text.count(".") > 1 or "," in text else text)
    except ValueError:
        pass
    try:
        return datetime.combine(date(1970, 1, 1), time()).timestamp() + MOMENT.parse(text, TODAY).seconds
    except Refusal:
        return text


def rows_of(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode(CODECS.get(path.name, "utf-8-sig"))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=DIALECTS.get(path.name, ",")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.source}-{case.sheet}-{case.expected}")
def test_expected_tables(case: Case) -> None:
    table = read_table(SUITES / "csvkit" / case.source, Choice(sheet=case.sheet))
    header, *rows = rows_of(SUITES / "csvkit" / case.expected)
    titles = zip(table.header, header, strict=True)
    assert [(ours, theirs) for ours, theirs in titles if ours != theirs] == list(case.differences)
    assert len(table.rows) == len(rows)
    for line, row, expected in zip(table.lines, table.rows, rows, strict=True):
        assert list(map(cell_value, row)) == list(map(cell_value, expected)), f"row {line}"


def files() -> list[Path]:
    found = sorted(path for path in SUITES.rglob("*") if path.is_file()) if SUITES.is_dir() else []
    texts = {"csv", "tsv", ""}
    return [p for p in found if p.suffix[1:] in texts and p.name not in REFUSED and p.name != "xlsx_file"]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_text_is_cut_as_the_standard_library_cuts_it(path: Path) -> None:
    table = read_table(path)
    filled = [row for row in rows_of(path) if any(cell.strip() for cell in row)]
    assert [table.header, *table.rows] == filled
    assert table.broken == []


def test_compressed_text_is_the_same_table() -> None:
    detective = shared_folder("data", "csv_suites", "csv-detective")
    packed, plain = read_table(detective / "file.csv.gz"), read_table(detective / "b_test_file.csv")
    assert (packed.header, packed.rows) == (plain.header, plain.rows)


@pytest.mark.parametrize(
    ("name", "sheet", "width", "rows", "first"),
    [
        ("file.ods", "Laureats du concours Dataconnexions_anonyme", 5, 3, "2012"),
        (
            "file.xls",
            "FRUP_au_1er_avril_2021",
            8,
            5,
            " ALBERT 1ER, PRINCE DE MONACO INSTITUT OCEANOGRAPHIQUE",
        ),
        ("file.xlsx", "REI_1987", 36, 5, "01"),
        ("xlsx_file", "REI_1987", 36, 5, "01"),
    ],
)
def test_workbooks_whatever_their_name(name: str, sheet: str, width: int, rows: int, first: str) -> None:
    table = read_table(shared_folder("data", "csv_suites", "csv-detective", name))
    assert (table.name, len(table.header), len(table.rows), table.rows[0][0]) == (sheet, width, rows, first)


@pytest.mark.parametrize(("name", "title"), REFUSED.items())
def test_what_is_no_table_is_refused(name: str, title: str) -> None:
    path = next(SUITES.rglob(name))
    with pytest.raises(FileRefused) as caught:
        read_table(path)
    assert caught.value.title == title
