"""The Pays de Mormal with those who act, through the import and the command line: every printed figure."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.indicators.test_worked_example import table
from tests.shared_data import shared_folder
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.indicators.appariements import pairings
from visa_data.indicators.tournee import tour

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


@pytest.mark.real_data
def test_pairings_reach_the_optimum(mormal_acting_file: Path) -> None:
    """Recounted here from the files: who may serve, what they share."""
    folder = shared_folder("data", "extracts", "pays_de_mormal_action")
    [wanted] = table((folder / "attendu_2020-05-10" / "appariements_optimum.csv").read_text(encoding="utf-8"))
    with (folder / "clean" / "appelants.csv").open(encoding="utf-8") as file:
        volunteers = {row["appelant"]: row for row in csv.DictReader(file)}
    with (folder / "clean" / "binomes.csv").open(encoding="utf-8") as file:
        demands = {row["binome"]: row for row in csv.DictReader(file) if row["date"] <= "2020-05-10"}
    with Base(mormal_acting_file) as base, base.cursor() as cursor:
        found = pairings(cursor, date(2020, 5, 10), settings.load())
    assert found.attrs["optimal"]
    shared, everyone = 0, list[str]()
    for proposal in found.itertuples():
        demand, who = demands[proposal.binome], proposal.benevoles.split("|")
        assert (demand["statut"], demand["reference"], len(who)) == ("demande", proposal.reference, 2)
        everyone += who
        for one in who:
            assert proposal.code_zone in volunteers[one]["zones"].split("|")
            for name in ("activites", "creneaux"):
                both = [set(row[name].split("|")) - {""} for row in (demand, volunteers[one])]
                assert both[0] & both[1] or not all(both)
                shared += len(both[0] & both[1]) if name == "activites" else 0
    assert len(everyone) == len(set(everyone))
    assert {"servies": len(found), "activites": shared} == wanted


@pytest.mark.real_data
def test_the_tour_reaches_the_optimum(mormal_acting_file: Path) -> None:
    folder = shared_folder("data", "extracts", "pays_de_mormal_action", "attendu_2020-05-10")
    name = "tournee_optimum_parler_3_arrets_3km_boucle_40_depart_59331.csv"
    [wanted] = table((folder / name).read_text(encoding="utf-8"))
    asked = {"need": "parler", "stops": 3, "radius_km": 3.0, "loop_km": 40.0, "start": "59331"}
    with Base(mormal_acting_file) as base, base.cursor() as cursor:
        found = tour(cursor, date(2020, 5, 10), settings.load(), **asked)
    assert found.attrs["optimal"] and found.attrs["bound"] == wanted["personnes"]
    reached, length = found["cumul"].iloc[-1], round(found["km_depuis_precedent"].sum(), 2)
    assert (reached, length) == (wanted["personnes"], wanted["km"])
