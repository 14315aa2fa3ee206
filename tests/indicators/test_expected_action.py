"""The Pays de Mormal with those who act, through the import and the command line: every printed figure."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.indicators.test_worked_example import table
from tests.shared_data import shared_folder
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

KINDS = (
    "personnes",
    "visites",
    "appelants",
    "acteurs",
    "suites",
    "signalements",
    "binomes",
    "dispositifs",
    "cooperations",
)
CASES = [
    ("orientations.csv", ["orientations"]),
    ("orientations_par_zone.csv", ["orientations", "--par", "zone"]),
    ("aidants.csv", ["aidants"]),
    ("aidants_par_zone.csv", ["aidants", "--par", "zone"]),
    ("parrainage.csv", ["parrainage"]),
    ("parrainage_par_zone.csv", ["parrainage", "--par", "zone"]),
    ("appelants.csv", ["appelants"]),
    ("fragile_par_zone.csv", ["fragile", "--par", "zone"]),
    ("fragile_si_arret.csv", ["fragile", "--si-arret"]),
    ("signalements.csv", ["signalements"]),
    ("signalements_par_zone.csv", ["signalements", "--par", "zone"]),
    ("visites.csv", ["visites"]),
    ("dispositifs.csv", ["dispositifs"]),
    ("cooperations.csv", ["cooperations"]),
]


@pytest.fixture(scope="module")
def mormal_acting_file(mormal_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shared_folder("data", "extracts", "pays_de_mormal_action", "clean")
    path = tmp_path_factory.mktemp("mormal_agit") / "mormal.duckdb"
    path.write_bytes(mormal_base.read_bytes())
    with Base(path) as base:
        for kind in KINDS:
            answer = load_extract(base, read_extract(folder / f"{kind}.csv"), at=datetime(2020, 6, 8, 9, 0))
            assert answer.counts.rejetees == 0, kind
    return path


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "arguments"), CASES, ids=[name for name, _ in CASES])
def test_prints_the_expected_figures(
    mormal_acting_file: Path, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]
) -> None:
    expected = shared_folder("data", "extracts", "pays_de_mormal_action", "attendu_2020-05-10") / name
    asked = ["--base", str(mormal_acting_file), "--date", "2020-05-10"]
    assert main(["indicateur", *arguments, *asked]) == 0
    printed, wanted = table(capsys.readouterr().out), table(expected.read_text(encoding="utf-8"))
    assert [{key: row[key] for key in wanted[0]} for row in printed] == wanted
    assert [key for key in printed[0] if key in wanted[0]] == list(wanted[0])
