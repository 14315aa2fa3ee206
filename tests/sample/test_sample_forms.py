"""The two styles, through the import, make one base; and nobody's name is anywhere in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import LOADED_AT
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.base.tables import Table
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading.load import in_loading_order, load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract

RAW = ROOT / "sample_data" / "brut"
WORKBOOK = "je_vous_visite.xlsx"
SHEETS = ("Je vous visite", "Visites")
#: What only those who must never be stored bear, in the raw files.
MARKS = ("EXEMPLE-", "Inventé·e", "donnée inventée", "rue Imaginaire", "00 00 00")
TABLES = [kind.table for kind in KINDS.values() if kind.name not in ("mouvements_communes", "codes_postaux")]


@pytest.fixture(scope="module")
def raw_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, list[Outcome]]]:
    """The raw files of every kind, loaded one by one as the command line would, with what became of each."""
    outlines = [ROOT / "geodata" / name for name in ("communes.geojson", "iris_aurevilliers.geojson")]
    files = [*outlines, *(path for path in sorted(RAW.iterdir()) if path.name != WORKBOOK)]
    extracts = [read_extract(path, today=LOADED_AT.date()) for path in files]
    extracts += [
        read_extract(RAW / WORKBOOK, today=LOADED_AT.date(), choice=Choice(sheet=name)) for name in SHEETS
    ]
    with Base(tmp_path_factory.mktemp("brut") / "brut.duckdb") as base:
        yield (
            base,
            [
                load_extract(base, extract, at=LOADED_AT)
                for extract in in_loading_order(extracts, lambda extract: extract)
            ],
        )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_both_styles_give_the_same_rows(
    raw_base: tuple[Base, list[Outcome]], sample_base_file: Path, table: Table
) -> None:
    columns = ", ".join((*table.key, *table.columns))
    query = f"SELECT {columns} FROM {table.name} ORDER BY ALL"
    with raw_base[0].cursor() as cursor, Base(sample_base_file) as pivot:
        raw = cursor.execute(query).fetchall()
        with pivot.cursor() as other:
            assert raw == other.execute(query).fetchall()
    assert raw, "a style without a line proves nothing"


def test_every_line_but_the_spoilt_ones_is_taken(raw_base: tuple[Base, list[Outcome]]) -> None:
    outcomes = raw_base[1]
    refused = sum(outcome.counts.rejetees for outcome in outcomes)
    told = (ROOT / "sample_data" / "README.md").read_text(encoding="utf-8").split("pourquoi |")[1]
    lines = [line for line in told.splitlines() if line.startswith("| `")]
    repeated = sum("répète la ligne" in line for line in lines)
    unknown_people = sum("personne inconnue" in line for line in lines)
    assert refused == len(lines) - repeated - unknown_people
    assert all(
        outcome.counts.ecartees == 0 for outcome in outcomes if outcome.kind in ("suites", "signalements")
    )


def test_nobody_s_name_is_anywhere_in_the_base(raw_base: tuple[Base, list[Outcome]]) -> None:
    with raw_base[0].cursor() as cursor:
        texts = cursor.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE NOT internal AND data_type IN ('VARCHAR', 'JSON')"
        ).fetchall()
        assert len(texts) > 50
        for table, column in texts:
            for mark in MARKS:
                found = cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE contains("{column}", ?)', [mark]
                ).fetchone()
                assert found == (0,), (table, column, mark)
