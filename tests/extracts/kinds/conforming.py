"""Table Schema as its first version says it: what a schema may be, and which cells of a file do not conform."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

TYPES = ("string", "integer", "number", "date")
"""Those that our schemas use, of the standard's."""

METASCHEMA = {
    "type": "object",
    "required": ["name", "title", "description", "fields", "missingValues"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z_]+$"},
        "title": {"type": "string", "minLength": 3},
        "description": {"type": "string", "minLength": 20},
        "missingValues": {"type": "array", "items": {"type": "string"}},
        "primaryKey": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        "fields": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/field"}},
    },
    "$defs": {
        "field": {
            "type": "object",
            "required": ["name", "title", "type", "constraints", "example"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z0-9_]+$"},
                "title": {"type": "string", "minLength": 3},
                "description": {"type": "string", "minLength": 3},
                "type": {"enum": list(TYPES)},
                "example": {"type": "string", "minLength": 1},
                "constraints": {},
            },
            "oneOf": [
                {
                    "properties": {
                        "type": {"const": "string"},
                        "constraints": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "required": {"type": "boolean"},
                                "pattern": {"type": "string", "format": "regex"},
                                "enum": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
                                "maxLength": {"type": "integer", "minimum": 1},
                            },
                        },
                    }
                },
                *(
                    {
                        "properties": {
                            "type": {"const": name},
                            "constraints": {
                                "type": "object",
                                "additionalProperties": False,
                                "properties": {"required": {"type": "boolean"}, "minimum": bound, "maximum": bound},
                            },
                        }
                    }
                    for name, bound in (
                        ("integer", {"type": "number"}),
                        ("number", {"type": "number"}),
                        ("date", {"type": "string", "format": "date"}),
                    )
                ),
            ],
        }
    },
}  # fmt: skip


def faults(schema: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Each cell that does not conform: its row from 1, its field, the constraint, « type » or « primaryKey »."""
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 1):
        for field in schema["fields"]:
            if fault := fault_of(field, row.get(field["name"], "")):
                yield number, field["name"], fault
        if key := schema.get("primaryKey"):
            values = tuple(row[name] for name in key)
            if values in seen:
                yield number, ",".join(key), "primaryKey"
            seen.add(values)


def fault_of(field: Mapping[str, Any], cell: str) -> str:
    """The first constraint that a cell does not meet; "" for none."""
    asked = field["constraints"]
    if not cell:
        return "required" if asked.get("required") else ""
    value: Any = cell
    try:
        if field["type"] == "integer":
            value = int(cell)
        elif field["type"] == "number":
            value = float(cell)
        elif field["type"] == "date":
            value = date.fromisoformat(cell)
            asked = {name: _day(bound) for name, bound in asked.items()}
    except ValueError:
        return "type"
    met = {
        "enum": lambda: cell in asked["enum"],
        "pattern": lambda: re.fullmatch(asked["pattern"], cell) is not None,
        "maxLength": lambda: len(cell) <= asked["maxLength"],
        "minimum": lambda: value >= asked["minimum"],
        "maximum": lambda: value <= asked["maximum"],
    }
    return next((name for name, check in met.items() if name in asked and not check()), "")


def _day(bound: Any) -> Any:
    return date.fromisoformat(bound) if isinstance(bound, str) else bound
