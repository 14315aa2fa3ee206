"""Every line ends in the table or among the rejected ones, whatever the file holds."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from visa_data.errors import FileRefused, Severity
from visa_data.extracts.formats import ALL, DATE, EXAMPLES_READ_ON, TIME, Noted, Refusal
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.readers.records import RecordReader
from visa_data.extracts.reading import read_extract
from visa_data.extracts.texts.cells import bare_cell, is_empty
from visa_data.extracts.texts.masking import MASK, looks_personal, masked

HEADER = ["N° registre", "Besoin", "Date", "Statut", "Ressource"]
CELLS = st.one_of(
    st.sampled_from(
        ["R1", "Se nourrir", "12/05/2020", "Exprimé", "", " ", "?", "CCAS", "31/02/2020", "Total"]
    ),
    st.text(alphabet='ab;,"\t|é– 0', max_size=8),
)
MULTILINE = st.one_of(CELLS, st.text(alphabet='ab"\n\r é', max_size=8))
# A record over several lines has the header's number of cells: any other is taken for an unclosed quote.
ROWS = st.lists(
    st.one_of(st.lists(CELLS, max_size=7), st.lists(MULTILINE, min_size=5, max_size=5)), max_size=25
)
GOOD = ["R1", "Se nourrir", "12/05/2020", "Exprimé", "CCAS\nde Bavay"]


def read_bytes(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suivi"
        path.write_bytes(content)
        return read_extract(path, kind="besoins", today=date(2020, 6, 15))


@settings(max_examples=200, deadline=None)
@given(rows=ROWS, good=st.integers(1, 3), encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_well_written_records_all_counted(rows: list[list[str]], good: int, encoding: str) -> None:
    written = io.StringIO(newline="")
    # More good references than random ones: a column of which most cells are words is refused as a whole.
    good += len(rows)
    csv.writer(written, delimiter=";").writerows([HEADER, *rows, *[GOOD] * good])
    extract = read_bytes(written.getvalue().encode(encoding))
    rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
    kept = extract.table["ligne"].to_pylist()
    assert kept == sorted(set(kept))
    assert not rejected & set(kept)
    assert extract.lines_read == len(kept) + len(rejected)
    blank = sum(not any(cell.strip() for cell in row) for row in rows)
    repeated_or_footer = sum(row[:1] == ["Total"] for row in rows)
    assert len(rows) + good - blank - repeated_or_footer <= extract.lines_read <= len(rows) + good - blank
    # The good records come last: their rows are known, blank ones and quoted line ends counted as a
    # spreadsheet does.
    assert kept[-good:] == list(range(len(rows) + 2, len(rows) + 2 + good))


@settings(max_examples=300, deadline=None)
@given(tail=st.text(alphabet='ab;"\n\r é', max_size=200))
def test_any_text_is_cut_without_losing_lines(tail: str) -> None:
    lines = [*io.StringIO("a;b;c\n" + tail, newline="")]
    seen: list[int] = []
    pieces = ("".join(lines[at : at + 4]) for at in range(0, len(lines), 4))
    for block in RecordReader(";", width=3, header_row=1).blocks(pieces):
        seen += block.lines.tolist() + [n for n, _ in block.others] + [n for n, _ in block.broken]
    assert sorted(seen) == list(range(1, len(seen) + 1))
    assert len(seen) <= len(lines)
    if '"' not in tail:
        assert len(seen) == len(lines)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", "N° registre;Besoin;Date;Statut\nR1;Repas;1/5/2020;Pourvu\n".encode()):
        try:
            extract = read_bytes(start + content)
        except FileRefused:
            continue
        rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
        assert extract.lines_read == extract.table.num_rows + len(rejected)


@settings(max_examples=400, deadline=None)
@given(
    text=st.one_of(
        st.text(min_size=1, max_size=30),
        st.text(alphabet="0123456789/.,:-hHT +eé|;()Zmai", min_size=1, max_size=20),
    )
)
def test_every_format_gives_a_value_of_its_type_or_a_reason(text: str) -> None:
    import pyarrow as pa

    bare = bare_cell(text)
    if is_empty(bare):
        return
    for cell_format in ALL:
        try:
            value = cell_format.parse(bare, EXAMPLES_READ_ON)
        except Refusal as refusal:
            assert refusal.reason
            continue
        value = value.value if isinstance(value, Noted) else value
        if hasattr(value, "seconds"):
            value = value.seconds
            assert isinstance(value, int)
        else:
            held = pa.array([value], cell_format.arrow_type).to_pylist()[0]
            assert (tuple(held) if isinstance(value, tuple) else held) == value


@given(day=st.dates(date(1900, 1, 1), date(2021, 12, 31)))
def test_a_day_reads_the_same_in_every_writing(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    writings = [
        f"{day:%d/%m/%Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y%m%d}",
        f"{day.day}/{day.month}/{day:%Y}",
    ]
    writings += [str(serial)] if serial >= 10_000 else []
    writings += [f"{day:%d/%m/%y}"] if day.year > 1921 else []
    assert {DATE.parse(text, EXAMPLES_READ_ON) for text in writings} == {day}


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_an_hour_reads_the_same_in_every_writing(hour: int, minute: int) -> None:
    writings = [
        f"{hour:02d}:{minute:02d}",
        f"{hour}h{minute:02d}",
        f"{hour:02d}{minute:02d}",
        f"{hour} H {minute:02d}",
    ]
    assert {TIME.parse(text, EXAMPLES_READ_ON) for text in writings} == {hour * 3600 + minute * 60}


@given(
    digits=st.text("0123456789", min_size=8, max_size=8),
    space=st.sampled_from(["", " ", ".", "-"]),
    around=st.sampled_from(["{}", "tél {}", "{} le soir"]),
)
def test_telephones_never_show(digits: str, space: str, around: str) -> None:
    pairs = ["06", *(digits[i : i + 2] for i in range(0, 8, 2))]
    text = around.format(space.join(pairs))
    assert looks_personal(text)
    assert MASK in masked(text)
    assert digits not in masked(text).replace(space, "") if space else digits not in masked(text)


def test_every_header_wording_names_one_field_of_its_kind() -> None:
    for kind in KINDS.values():
        owners: dict[str, set[str]] = {}
        for field in kind.fields:
            for key in field.strong_keys:
                owners.setdefault(key, set()).add(field.name)
        assert {key: names for key, names in owners.items() if len(names) > 1} == {}
