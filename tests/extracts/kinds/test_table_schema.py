"""A producer who validates before sending: what conforms is read, what does not is told, on both sides."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.extracts.kinds.conforming import METASCHEMA, fault_of, faults
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.command_line import main
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.formats import Format, Noted, Refusal
from visa_data.extracts.formats.format import EXAMPLES_READ_ON
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.registry import KINDS
from visa_data.extracts.kinds.table_schema import WRITTEN, table_schema, written_as

SAMPLES = {"equipes": "equipes_citoyennes"}
FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields if field.stored]
FORMATS = {field.format.name: field.format for _, field in FIELDS}
TODAY = EXAMPLES_READ_ON


def described(kind: Kind, field: Field) -> dict[str, Any]:
    (found,) = (one for one in table_schema(kind)["fields"] if one["name"] == field.name)
    return found


def refused(asked: Format, text: str) -> bool:
    return not asked.accepts(text, TODAY)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_schema_that_is_one(kind: Kind) -> None:
    schema = json.loads(json.dumps(table_schema(kind)))
    Draft202012Validator.check_schema(METASCHEMA)
    assert list(Draft202012Validator(METASCHEMA).iter_errors(schema)) == []
    assert [one["name"] for one in schema["fields"]] == [field.name for field in kind.fields if field.stored]
    for field in schema["fields"]:
        if pattern := field["constraints"].get("pattern"):
            # XML Schema's regular expressions, which the standard asks for, have no look-around and no \d of our own.
            assert "(?" not in pattern and "\\d" not in pattern
            re.compile(pattern)


def test_the_metaschema_refuses_what_is_no_table_schema() -> None:
    schema = table_schema(KINDS["appels"])
    first, *others = schema["fields"]
    for wrong in (
        schema | {"fields": []},
        schema | {"fields": [first | {"type": "texte"}, *others]},
        schema | {"fields": [first | {"constraints": {"minimum": 1}}, *others]},
        schema | {"primaryKey": []},
        {name: value for name, value in schema.items() if name != "title"},
    ):
        assert list(Draft202012Validator(METASCHEMA).iter_errors(wrong)), wrong


def test_no_written_form_is_without_a_column() -> None:
    assert set(WRITTEN) - {"heure"} <= set(FORMATS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_sample_conforms(kind: Kind) -> None:
    path = ROOT / "sample_data" / "pivot" / f"{SAMPLES.get(kind.name, kind.name)}.csv"
    if not path.exists():
        pytest.skip(f"l'exemple n'a pas de {kind.label}")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    described_there = {field["name"] for field in table_schema(kind)["fields"]}
    required = {field.name for field in kind.fields if field.required}
    assert rows and required <= set(rows[0]) <= described_there
    assert list(faults(table_schema(kind), rows)) == []


def conforming_cells(field: dict[str, Any]) -> Iterator[str]:
    """Cells that a schema admits: its example, each value, each bound."""
    yield field["example"]
    asked = field["constraints"]
    yield from asked.get("enum", ())
    for name in ("minimum", "maximum"):
        if name in asked:
            yield str(asked[name])


LATER = {"année de naissance"}
"""A format that looks at the day of reading, as its description says: no bound of a schema can."""


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda one: one.name)
def test_the_reader_takes_each_value_that_a_schema_admits(kind: Kind, field: Field) -> None:
    for cell in conforming_cells(described(kind, field)):
        assert fault_of(described(kind, field), cell) == ""
        if field.format.name in LATER and cell == "2100":
            continue
        value = field.format.parse(cell, TODAY)
        assert value is not None and not isinstance(value, Noted), cell


def wrong_cells(field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """One cell against each constraint, and the constraint."""
    asked = field["constraints"]
    if field["type"] != "string":
        yield "n'importe quoi", "type"
    if "enum" in asked:
        yield "n'importe quoi", "enum"
    if "pattern" in asked:
        yield "Mme Exemple", "pattern"
    elif "maxLength" in asked:
        yield "é" * (asked["maxLength"] + 1), "maxLength"
    for name, step in (("minimum", -1), ("maximum", 1)):
        bound = asked.get(name)
        if isinstance(bound, str):
            yield (date.fromisoformat(bound) + timedelta(days=step)).isoformat(), name
        elif bound is not None:
            yield str(bound + step), name


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda one: one.name)
def test_what_goes_against_a_constraint_is_told_by_both(kind: Kind, field: Field) -> None:
    schema = described(kind, field)
    assert fault_of(schema, "") == ("required" if field.required else "")
    for cell, constraint in wrong_cells(schema):
        assert fault_of(schema, cell) == constraint
        assert refused(field.format, cell), (cell, constraint)


UNSAYABLE = {"date et heure", "code de zone", "codes de zones"}
"""A day that does not exist; nine figures that are a telephone's: the descriptions say so, a pattern cannot."""


@pytest.mark.parametrize(
    "name", sorted(name for name, one in FORMATS.items() if "pattern" in written_as(one).constraints)
)
@given(data=st.data())
def test_the_reader_takes_whatever_has_the_pattern(name: str, data: st.DataObject) -> None:
    asked = FORMATS[name]
    cell = data.draw(st.from_regex(written_as(asked).constraints["pattern"], fullmatch=True))
    if asked.stored and len(cell) > asked.stored.longest:
        return  # which « maxLength » says
    try:
        asked.parse(cell, date(2099, 12, 30))
    except Refusal:
        assert name in UNSAYABLE, cell


def conforming_file(kind: Kind) -> str:
    """A CSV file with a line for each admitted value of each column."""
    fields = table_schema(kind)["fields"]
    columns = {
        field["name"]: [cell for cell in conforming_cells(field) if cell not in ("2100", "2100-12-31")]
        for field in fields
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for number in range(max(map(len, columns.values()))):
        row = {name: cells[number % len(cells)] for name, cells in columns.items()}
        if len(kind.key) == 1 and "pattern" in described(kind, kind.field(kind.key[0]))["constraints"]:
            row[kind.key[0]] = _numbered(row[kind.key[0]], number)
        writer.writerow(row.values())
    return text.getvalue()


def _numbered(example: str, number: int) -> str:
    return (
        f"{int(example) + number:05}"
        if example.isdigit()
        else f"{example[:-3]}{int(example[-3:]) + number:03}"
    )


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.name != "zones"], ids=lambda kind: kind.name
)
def test_a_file_that_conforms_is_read_without_a_rejection(kind: Kind, read: Callable[..., Extract]) -> None:
    """Outlines are no CSV file: their attributes are read with their geometry."""
    content = conforming_file(kind)
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [fault for fault in faults(table_schema(kind), rows) if fault[2] != "primaryKey"] == []
    extract = read(content, f"{kind.name}.csv", today=TODAY, kind=kind.name)
    assert extract.kind is kind
    assert extract.problems == []


def test_the_command_writes_a_schema_for_each_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schemas", "--vers", str(tmp_path / "schemas")]) == 0
    assert plain(capsys.readouterr().out) == f"16 schémas écrits dans « {tmp_path / 'schemas'} ».\n"
    written = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "schemas").iterdir()
    }
    assert written == {f"{name}.schema.json": table_schema(kind) for name, kind in KINDS.items()}
    (tmp_path / "fichier").touch()
    assert main(["schemas", "--vers", str(tmp_path / "fichier")]) == 2
    assert capsys.readouterr().err.startswith("Écriture impossible : les schémas ne peuvent pas être écrits")
