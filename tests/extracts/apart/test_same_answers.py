"""A file read in a process of its own gives what it gives in ours: tables, account, refusals, choices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from tests.shared_data import ROOT
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused
from visa_data.extracts.answers.choices import ChoiceNeeded
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.refusals import ColumnsMissing
from visa_data.extracts.answers.shapes import RememberedMatching
from visa_data.extracts.apart import read_apart
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.reading import read_extract
from visa_data.extracts.reading.originals import Originals

TODAY = date(2025, 12, 8)
FILES = sorted(
    [
        *(ROOT / "sample_data" / "brut").glob("*.*"),
        *(ROOT / "sample_data" / "pivot").glob("*.csv"),
        ROOT / "geodata" / "communes.geojson",
    ]
)


def told(extract: Extract) -> Extract:
    """All but the tables, which compare by themselves."""
    return replace(extract, table=None, rejected=None, fingerprints=None)


def in_order(table: pa.Table) -> list[tuple[object, ...]]:
    """Rows and types; fingerprints are a set, in no order."""
    rows = sorted(zip(*(column.to_pylist() for column in table.columns), strict=True), key=repr)
    return [tuple(map(str, table.schema)), *rows]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_extract_is_the_same(path: Path, tmp_path: Path) -> None:
    key = KeyFile(tmp_path / "cle")
    key.read_or_create()
    try:
        here = read_extract(path, today=TODAY, key=key)
    except FileRefused as refused:
        with pytest.raises(type(refused)) as again:
            read_apart(path, today=TODAY, key=key)
        assert str(again.value) == str(refused)
        return
    apart = read_apart(path, today=TODAY, key=key)
    assert told(apart) == told(here)
    assert apart.kind is KINDS[here.kind.name]
    for mine, theirs in (
        (apart.table, here.table),
        (apart.rejected, here.rejected),
        (apart.fingerprints, here.fingerprints),
    ):
        assert (mine is None) == (theirs is None)
        assert mine is None or in_order(mine) == in_order(theirs)


def test_original_lines_come_back(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text("Date;N° registre;Résultat\n12/05/2020;R1;Joint\nhier;R2;Joint\n", encoding="utf-8")
    originals = Originals([3])
    extract = read_apart(path, today=TODAY, originals=originals)
    assert [problem.line for problem in extract.problems] == [3]
    assert (originals.header, originals.rows) == (
        ["Date", "N° registre", "Résultat"],
        {3: ["hier", "R2", "Joint"]},
    )


def test_corrections_and_what_is_remembered_cross(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text("Date;N° registre;Résultat;Note\n12/05/2020;R1;Jointe?;a\n", encoding="utf-8")
    correction = Correction("issue", "Jointe?", "Joint")
    plain = read_extract(path, today=TODAY, corrections=(correction,))
    matching = RememberedMatching(
        plain.recognition.shape, "appels", {"duree_min": ""}, datetime(2025, 12, 1, 9), "coordination"
    )
    remembered = {(matching.shape, matching.kind): matching}
    extract = read_apart(path, today=TODAY, corrections=(correction,), remembered=remembered)
    assert extract.recognition.corrections == {correction: 1}
    assert extract.recognition.remembered == matching


def test_a_choice_crosses_with_its_alternatives(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, reference, last in (
        ("Lundi", "R1", ("Résultat", "Joint")),
        ("Mardi", "R2", ("Statut", "Exprimé")),
    ):
        sheet = workbook.create_sheet(name)
        sheet.append(("Date", "N° registre", "Besoin", last[0]))
        sheet.append(("12/05/2020", reference, "Se nourrir", last[1]))
    workbook.save(tmp_path / "b.xlsx")
    with pytest.raises(ChoiceNeeded) as here:
        read_extract(tmp_path / "b.xlsx", today=TODAY)
    with pytest.raises(ChoiceNeeded) as apart:
        read_apart(tmp_path / "b.xlsx", today=TODAY)
    assert apart.value.alternatives == here.value.alternatives
    assert str(apart.value) == str(here.value)
    chosen = read_apart(tmp_path / "b.xlsx", today=TODAY, choice=apart.value.alternatives[1].choice)
    assert chosen.table["reference"].to_pylist() == ["R2"]


def test_missing_columns_cross_with_those_found(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text("Date;Appelant;Résultat\n12/05/2020;A1;Joint\n", encoding="utf-8")
    with pytest.raises(ColumnsMissing) as here:
        read_extract(path, today=TODAY, kind="appels")
    with pytest.raises(ColumnsMissing) as apart:
        read_apart(path, today=TODAY, kind="appels")
    assert vars(apart.value) == vars(here.value)


def test_a_relative_path_is_that_of_the_one_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "appels.csv").write_text("Date;N° registre;Résultat\n12/05/2020;R1;Joint\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_apart(Path("appels.csv"), today=TODAY).lines_read == 1


def test_how_far_it_is_goes_up_to_the_end() -> None:
    seen: list[float] = []
    read_apart(ROOT / "sample_data" / "brut" / "registre_communal.csv", today=TODAY, progress=seen.append)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)
