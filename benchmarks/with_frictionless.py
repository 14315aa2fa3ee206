"""The same call file validated by frictionless under the same rules, loading nothing: lines and seconds, printed.

`PYTHON -m benchmarks.with_frictionless FILE`, with a Python where frictionless is installed: it is no dependency.
"""

from __future__ import annotations

import sys
import time

from frictionless import Dialect, Resource, Schema, formats, system, validate

from visa_data.vocabulary import Besoin, Issue, TypeAppel


def labels(vocabulary: type[Issue] | type[Besoin] | type[TypeAppel]) -> list[str]:
    return [term.label for term in vocabulary]


SCHEMA = {
    "fields": [
        {"name": "Date", "type": "date", "format": "%d/%m/%Y", "constraints": {"required": True}},
        {"name": "Heure", "type": "time", "format": "%Hh%M"},
        {"name": "N° registre", "type": "string", "constraints": {"required": True}},
        {"name": "Appelant", "type": "string"},
        {"name": "Type d'appel", "type": "string", "constraints": {"enum": labels(TypeAppel)}},
        {"name": "Résultat", "type": "string", "constraints": {"required": True, "enum": labels(Issue)}},
        {"name": "Niveau de fragilité", "type": "integer", "constraints": {"minimum": 1, "maximum": 4}},
        {"name": "Besoins exprimés", "type": "string", "constraints": {"enum": labels(Besoin)}},
        {"name": "Durée (min)", "type": "integer", "constraints": {"minimum": 0}},
    ]
}


def main() -> None:
    resource = Resource(
        path=sys.argv[1],
        encoding="cp1252",
        dialect=Dialect(controls=[formats.CsvControl(delimiter=";")]),
        schema=Schema.from_descriptor(SCHEMA),
    )
    start = time.perf_counter()
    with system.use_context(trusted=True):
        report = validate(resource)
    print(report.tasks[0].stats["rows"], report.valid, time.perf_counter() - start)


if __name__ == "__main__":
    main()
