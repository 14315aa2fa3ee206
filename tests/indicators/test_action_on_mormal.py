"""The contract's second part on the invented Pays de Mormal, through the import and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MORMAL, MORMAL_LOADED_AT
from tests.indicators.test_worked_example import table
from tests.shared_data import shared_folder
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

ACTION = (
    "acteurs",
    "appelants",
    "visites",
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
    ("signalements.csv", ["signalements"]),
    ("signalements_par_zone.csv", ["signalements", "--par", "zone"]),
    ("visites.csv", ["visites"]),
    ("fragile_par_zone.csv", ["fragile", "--par", "zone"]),
    ("fragile_si_arret.csv", ["fragile", "--si-arret"]),
    ("dispositifs.csv", ["dispositifs"]),
    ("cooperations.csv", ["cooperations"]),
]


@pytest.fixture(scope="module")
def mormal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both parts in pivot format: the second part's people in place of the first's."""
    first = shared_folder("data", "extracts", "pays_de_mormal", "clean")
    second = shared_folder("data", "extracts", "pays_de_mormal_action", "clean")
    outlines = shared_folder("data", "contours", "pays_de_mormal_2023_53_communes.geojson")
    people = second / f"{MORMAL[0]}.csv"
    files = (outlines, people, *(first / f"{kind}.csv" for kind in MORMAL[1:]))
    path = tmp_path_factory.mktemp("mormal_action") / "mormal.duckdb"
    with Base(path) as base:
        for file in (*files, *(second / f"{kind}.csv" for kind in ACTION)):
            load_extract(base, read_extract(file), at=MORMAL_LOADED_AT)
    return path


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "arguments"), CASES, ids=[name for name, _ in CASES])
def test_prints_the_expected_figures(
    mormal: Path, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]
) -> None:
    folder = shared_folder("data", "extracts", "pays_de_mormal_action", "attendu_2020-05-10")
    wanted = table((folder / name).read_text(encoding="utf-8"))
    assert main(["indicateur", *arguments, "--base", str(mormal), "--date", "2020-05-10"]) == 0
    printed = table(capsys.readouterr().out)
    assert [{key: row[key] for key in wanted[0]} for row in printed] == wanted
    assert [key for key in printed[0] if key in wanted[0]] == list(wanted[0])
