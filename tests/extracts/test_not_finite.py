"""Numbers that are infinite, or no number: refused where they stand, and nothing else fails."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.damage.valid_files import members_of, zipped
from tests.extracts.made_files import CALLS, xlsx
from tests.plain_text import plain
from visa_data.extracts.formats.format import Noted, Refusal
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)
FORMATS = {field.format.name: field.format for kind in KINDS.values() for field in kind.fields}
WORDS = (
    "inf",
    "-inf",
    "+inf",
    "Infinity",
    "-Infinity",
    "∞",
    "NaN",
    "nan",
    "1e400",
    "-1E+400",
    "1e308",
    "9" * 400,
)


def zones(middle: str, population: str = "12") -> str:
    """Three squares; the second has `middle` for one of its coordinates."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"5900{n}", "nom": f"Zone {n}", "gens": n},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[n, 50], [n + 0.5, 50], [n + 0.5, 50.5], [n, 50]]],
            },
        }
        for n in (1, 2, 3)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return text.replace("[2.5, 50.5]", f"[{middle}, 50.5]").replace('"gens": 2', f'"gens": {population}')


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_an_outline_with_such_a_coordinate_is_rejected_alone(tmp_path: Path, word: str) -> None:
    (tmp_path / "z.geojson").write_text(zones(word))
    extract = read_extract(tmp_path / "z.geojson", today=TODAY)
    assert extract.table["code"].to_pylist() == ["59001", "59003"]
    assert [(p.line, plain(p.reason)) for p in extract.problems] == [
        (3, "Contour dont une coordonnée est infinie ou n'est pas un nombre")
    ]


@pytest.mark.parametrize("population", ["Infinity", "-4", "1e300"])
def test_such_a_population_is_left_empty_and_told(tmp_path: Path, population: str) -> None:
    (tmp_path / "z.geojson").write_text(zones("2.5", population))
    mapping = {"code": "code", "nom": "nom", "population": "gens"}
    extract = read_extract(tmp_path / "z.geojson", today=TODAY, mapping=mapping)
    assert extract.table["population"].to_pylist() == [1, None, 3]
    assert "Populations illisibles, laissées vides : 1 zone." in map(plain, extract.recognition.notices)


def test_such_a_cell_of_a_workbook_is_no_other_failure(tmp_path: Path) -> None:
    members = members_of(xlsx())
    sheet = members["xl/worksheets/sheet1.xml"]
    before, after = sheet.split(b'<c r="D2"', 1)
    _, rest = after.split(b"</c>", 1)
    members["xl/worksheets/sheet1.xml"] = before + b'<c r="D2"><v>1e400</v></c>' + rest
    (tmp_path / "a.xlsx").write_bytes(zipped(members))
    extract = read_extract(tmp_path / "a.xlsx", today=TODAY)
    assert [(p.line, p.column, p.reason) for p in extract.problems] == [(2, "Durée (min)", "Durée illisible")]
    assert extract.lines_read == len(CALLS) - 1


def finite(value: Any) -> bool:
    value = value.value if isinstance(value, Noted) else value
    numbers = value if isinstance(value, tuple) else (value,)
    return all(
        math.isfinite(number) and abs(number) < 2**63
        for number in numbers
        if isinstance(number, int | float | np.number)
    )


@given(
    word=st.sampled_from(WORDS)
    | st.floats().map(str)
    | st.integers(min_value=10**15).map(str)
    | st.floats(min_value=1e9).map("{:.0f}".format)
)
def test_no_format_gives_such_a_number(word: str) -> None:
    for about in FORMATS.values():
        try:
            value = about.parse(word, TODAY)
        except Refusal:
            continue
        assert value is None or finite(value), (about.name, word)
