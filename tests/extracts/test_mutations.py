"""Four hundred spoilt files: each is refused in French or lands whole, its lines counted."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.extracts.mutations import SAMPLE, spoilt
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.errors import FileRefused, Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

TODAY = date(2025, 12, 8)
AT = datetime(2025, 12, 8, 9, 0)
FILES = 400
GROUPS = 5
_PASSED = re.compile(r"([\d\u202f]+)\u00a0lignes? passées?")
_OTHER_HEADER = re.compile(r"Autre en-tête au milieu du fichier, lignes? ([^:]*\d)")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Zones and a few people: the calls and needs of the spoilt files have somebody to be about."""
    folder = tmp_path_factory.mktemp("abimes")
    people = folder / "personnes.csv"
    lines = (SAMPLE / "pivot" / "personnes.csv").read_text(encoding="utf-8").splitlines()[:40]
    people.write_text("\n".join(lines), encoding="utf-8")
    with Base(folder / "base.duckdb") as opened:
        for path in (ROOT / "geodata" / "communes.geojson", people):
            load_extract(opened, read_extract(path, today=TODAY), at=AT)
        yield opened


def rows_of_tables(base: Base) -> Counter[str]:
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in KINDS)
    with base.cursor() as cursor:
        return Counter(dict(cursor.execute(counts).fetchall()))


def passed_lines(extract: Extract) -> int:
    """Lines that the notices tell to be no data: repeated headers and titles, other headers, footers."""
    told = "\n".join(extract.recognition.notices)
    passed = sum(int(number.replace("\u202f", "")) for number in _PASSED.findall(told))
    for lines in _OTHER_HEADER.findall(told):
        for span in re.findall(r"\d+(?:–\d+)?", lines):
            first, _, last = span.partition("–")
            passed += int(last or first) - int(first) + 1
    return passed


def filled_lines(content: bytes) -> int:
    """Lines with content, counted without the reader; text of one byte a letter and no quotes."""
    lines = re.split(rb"\r\n|\r|\n", content)
    blank = re.compile(rb"(?:[\s;,|\x1c-\x1f]|\xc2?\xa0|\xe2\x80\xaf|\xef\xbb\xbf)*")
    return sum(1 for line in lines if not blank.fullmatch(line))


@pytest.mark.parametrize("group", range(GROUPS))
def test_spoilt_files_are_refused_or_land_whole(base: Base, tmp_path: Path, group: int) -> None:
    before = rows_of_tables(base)
    for seed in range(group, FILES, GROUPS):
        file = spoilt(seed)
        path = tmp_path / file.name
        path.write_bytes(file.content)
        try:
            extract = read_extract(path, today=TODAY)
        except FileRefused as refused:
            assert refused.title, (seed, file.story)
            assert refused.message.endswith("."), (seed, file.story)
            continue
        rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
        kept = extract.table["ligne"].to_pylist()
        assert len(set(kept)) == len(kept), (seed, file.story)
        assert not rejected & set(kept), (seed, file.story)
        assert extract.lines_read == len(kept) + len(rejected), (seed, file.story)
        if file.name.endswith((".csv", ".tsv")) and b'"' not in file.content and b"\0" not in file.content:
            seen = extract.recognition
            header = 2 if any("deux lignes" in notice for notice in seen.notices) else 1
            told = seen.title_lines + header + extract.lines_read + passed_lines(extract)
            assert told == filled_lines(file.content), (seed, file.story)
        outcome = load_extract(base, extract, at=AT)
        assert outcome.counts.lues == extract.lines_read, (seed, file.story)
        after = rows_of_tables(base)
        grown = after[extract.kind.name] - before[extract.kind.name]
        if not outcome.erased_people:
            assert grown == outcome.counts.ajoutees, (seed, file.story)
        before = after
