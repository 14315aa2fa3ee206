"""Durations that a spreadsheet keeps as fractions of a day: read where the column proves it, else refused."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.formats import DURATION, Manner, Noted
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)


def calls(tmp_path: Path, *durations: str) -> Extract:
    path = tmp_path / "appels.csv"
    lines = "".join(f"R{i};16/03/2020 9h;joint;{duration}\n" for i, duration in enumerate(durations))
    path.write_text("reference;date_appel;issue;duree\n" + lines, encoding="utf-8")
    return read_extract(path, today=TODAY)


def test_a_column_of_fractions_of_a_day_is_read_in_minutes_and_told(tmp_path: Path) -> None:
    extract = calls(tmp_path, "0,0104", "0.0208333333333333", "", "0", "6,94444444444444E-03")
    assert extract.table["duree_min"].to_pylist() == [15, 30, None, 0, 10]
    assert extract.recognition.notices == [
        "Colonne «\u00a0duree\u00a0»\u00a0: fraction de jour lue en minutes (3\u00a0valeurs)."
    ]


def test_a_fraction_among_minutes_is_refused_with_what_it_would_be(tmp_path: Path) -> None:
    for extract, line in (calls(tmp_path, "22", "0,0104"), 3), (calls(tmp_path, "0,0104"), 2):
        assert [(p.line, p.value, p.reason, p.suggestion) for p in extract.problems] == [
            (
                line,
                "0,0104",
                "Durée de moins d'une minute",
                "Fraction de jour\u00a0? Écrire 15 (minutes)",
            )
        ]


def test_typed_times_of_a_workbook_are_durations(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["reference", "date_appel", "issue", "duree"])
    for place, duration in enumerate((time(0, 15), timedelta(minutes=75), 0.0104166667)):
        sheet.append([f"R{place}", "16/03/2020 9h", "joint", duration])
    book.save(tmp_path / "appels.xlsx")
    extract = read_extract(tmp_path / "appels.xlsx", today=TODAY)
    assert extract.table["duree_min"].to_pylist() == [15, 75]
    assert [p.suggestion for p in extract.problems] == ["Fraction de jour\u00a0? Écrire 15 (minutes)"]


@given(st.integers(1, 1439), st.sampled_from([",", "."]))
def test_every_minute_of_the_day_comes_back_from_its_fraction(minutes: int, mark: str) -> None:
    assert DURATION.in_column
    text = f"{minutes / 1440:.10f}".replace(".", mark)
    read = DURATION.in_column(text, TODAY, Manner(in_days=True))
    assert isinstance(read, Noted) and read.value == minutes
