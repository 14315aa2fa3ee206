"""The description of the tables, against the schema that the migrations really make."""

from __future__ import annotations

import re

from visa_data.base import Base
from visa_data.extracts.kinds import KINDS, every_table
from visa_data.extracts.loading.erasure import columns_of_people

ABOUT_SOMEBODY = re.compile(r"reference|personne|principale|dossier|beneficiaire|usager")


def schema(base: Base) -> dict[str, set[str]]:
    with base.references() as cursor:
        rows = cursor.execute("""
            SELECT table_name, column_name FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = 'main'
                AND table_name IN (SELECT table_name FROM duckdb_tables())
        """).fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def test_every_table_and_column_is_described(empty_base: Base) -> None:
    described = [item for table in every_table() for item in table.in_schema().items()]
    assert {name: set(columns) for name, columns in described} == schema(empty_base)
    assert len({name for name, _ in described}) == len(described)


def test_every_column_that_may_name_somebody_is_said_to(empty_base: Base) -> None:
    """By the names in the schema: a column added later under such a name must be described as such."""
    looks = {
        (table, column)
        for table, columns in schema(empty_base).items()
        for column in columns
        if ABOUT_SOMEBODY.search(column)
    }
    # How many people an import erased, and how many a scheme served: counts.
    looks -= {("imports", "personnes_effacees")}
    looks -= {(table, "beneficiaires") for table in ("dispositifs", "anciens_dispositifs")}
    assert looks == set(columns_of_people())


def test_what_an_import_fills_keeps_its_past(empty_base: Base) -> None:
    found = schema(empty_base)
    with_past = {table.name for table in every_table() if table.keeps_past}
    assert with_past == {name.removeprefix("anciens_") for name in found if name.startswith("anciens_")}
    assert set(KINDS) < with_past
    for name in with_past:
        assert found[f"anciens_{name}"] == found[name] | {"remplace_par"}


def test_the_key_described_is_the_one_that_duckdb_keeps(empty_base: Base) -> None:
    with empty_base.references() as cursor:
        rows = cursor.execute("""
            SELECT table_name, constraint_column_names FROM duckdb_constraints()
            WHERE constraint_type = 'PRIMARY KEY' AND database_name = current_database()
        """).fetchall()
    assert {table: tuple(columns) for table, columns in rows}.items() <= {
        table.name: table.key for table in every_table()
    }.items()
