"""The week's extracts of the Pays de Mormal, as organisations send them and in pivot format."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.shared_data import shared_folder
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.errors import Severity
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import EVERYBODY

pytestmark = pytest.mark.real_data
AT = datetime(2020, 6, 8, 8, 0)
DAY = date(2020, 6, 7)
ORDER = (
    "pays_de",
    "registre",
    "transmission",
    "personnes",
    "equipes",
    "ressources",
    "appels",
    "suivi",
    "besoins",
)
REJECTED_PEOPLE = {"R000017", "R000025", "R000026"}
SPOILT_VALUES = {
    ("R000018", "date_inscription"),
    ("R000023", "date_inscription"),
    ("R000019", "latitude"),
    ("R000019", "longitude"),
    ("R000021", "latitude"),
    ("R000021", "longitude"),
}


def ordered(folder: Path) -> list[Path]:
    return sorted(
        folder.iterdir(), key=lambda path: ([path.name.startswith(p) for p in ORDER].index(True), path.name)
    )


def load_style(style: str, path: Path) -> tuple[Base, dict[str, Outcome]]:
    folder = shared_folder("data", "extracts", "pays_de_mormal", style)
    outlines = shared_folder("data", "contours", "pays_de_mormal_2023_53_communes.geojson")
    base = Base(path)
    outcomes = {}
    for file in [outlines, *ordered(folder)]:
        outcomes[file.name] = load_extract(base, read_extract(file), at=AT)
    return base, outcomes


@pytest.fixture(scope="module")
def ccas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, dict[str, Outcome]]]:
    base, outcomes = load_style("ccas", tmp_path_factory.mktemp("ccas") / "visa.duckdb")
    yield base, outcomes
    base.close()


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, dict[str, Outcome]]]:
    base, outcomes = load_style("clean", tmp_path_factory.mktemp("clean") / "visa.duckdb")
    yield base, outcomes
    base.close()


def frame(base: Base, query: str) -> pd.DataFrame:
    with base.cursor() as cursor:
        return cursor.execute(query).df()


def test_each_file_s_lines_are_accounted_for(ccas: tuple[Base, dict[str, Outcome]]) -> None:
    counts = {
        name: (o.counts.lues, o.counts.ajoutees, o.counts.inchangees, o.counts.ecartees, o.counts.rejetees)
        for name, o in ccas[1].items()
        if not name.startswith("appels")
    }
    assert counts == {
        "pays_de_mormal_2023_53_communes.geojson": (53, 53, 0, 0, 0),
        "registre_communal.csv": (847, 837, 3, 4, 3),
        "transmission_departement_carsat_caf.csv": (356, 328, 0, 28, 0),
        "equipes_citoyennes.csv": (5, 5, 0, 0, 0),
        "ressources.xlsx": (53, 53, 0, 0, 0),
        "suivi_besoins.tsv": (2978, 2973, 4, 1, 0),
    }
    calls = [o.counts for name, o in ccas[1].items() if name.startswith("appels")]
    assert len(calls) == 12
    assert sum(c.lues for c in calls) == 4244
    assert sum(c.ajoutees for c in calls) == 4231
    assert sum(c.ecartees for c in calls) == 13


def test_the_spoilt_lines_are_reported(ccas: tuple[Base, dict[str, Outcome]]) -> None:
    problems = ccas[1]["registre_communal.csv"].problems
    assert [(p.line, p.column, p.value) for p in problems if p.severity is Severity.REJECTED] == [
        (14, "Date de naissance", "31/02/1938"),
        (19, "N° registre", ""),
        (20, "Vit seul(e)", "peut-être"),
    ]
    assert [p.line for p in problems if p.severity is Severity.SET_ASIDE] == [174, 616, 736, 843]
    assert [p.line for p in problems if p.severity is Severity.WARNING] == [8, 45, 46, 17]


def test_both_styles_hold_the_same_people(
    ccas: tuple[Base, dict[str, Outcome]], clean: tuple[Base, dict[str, Outcome]]
) -> None:
    query = "SELECT COLUMNS(* EXCLUDE (import_id))::VARCHAR FROM personnes ORDER BY reference"
    raw = frame(ccas[0], query).set_index("reference").fillna("")
    pivot = frame(clean[0], query).set_index("reference").fillna("")
    assert set(pivot.index) - set(raw.index) == REJECTED_PEOPLE
    assert set(raw.index) <= set(pivot.index)
    # The transmission of the Département, Carsat and CAF has no column for people who left.
    pivot.loc[pivot["source"].isin(["departement", "carsat", "caf"]), "date_radiation"] = ""
    different = (raw != pivot.drop(index=list(REJECTED_PEOPLE))).stack()
    assert set(different[different].index) == SPOILT_VALUES


@pytest.mark.parametrize("table", ["appels", "besoins", "equipes", "ressources", "zones"])
def test_both_styles_hold_the_same_rows(
    ccas: tuple[Base, dict[str, Outcome]], clean: tuple[Base, dict[str, Outcome]], table: str
) -> None:
    known = (
        "WHERE reference NOT IN ('R000017', 'R000025', 'R000026')" if table in {"appels", "besoins"} else ""
    )
    query = f"SELECT * EXCLUDE (import_id) FROM {table} {known} ORDER BY ALL"
    raw, pivot = frame(ccas[0], query), frame(clean[0], query)
    pd.testing.assert_frame_equal(raw, pivot)


def test_coverage_differs_only_by_the_spoilt_lines(
    ccas: tuple[Base, dict[str, Outcome]], clean: tuple[Base, dict[str, Outcome]]
) -> None:
    thresholds = settings.load()
    leavers = frame(
        clean[0],
        f"SELECT count(*) AS n FROM personnes WHERE source IN ('departement', 'carsat', 'caf') "
        f"AND consentement = 'oui' AND date_inscription <= '{DAY}' AND date_radiation <= '{DAY}'",
    )["n"][0]
    with ccas[0].cursor() as cursor:
        raw = coverage(cursor, DAY, thresholds, EVERYBODY).iloc[0]
    with clean[0].cursor() as cursor:
        pivot = coverage(cursor, DAY, thresholds, EVERYBODY).iloc[0]
    assert (pivot["inscrits"], pivot["en_attente"], pivot["joints"], pivot["a_jour"]) == (993, 150, 755, 526)
    assert raw["inscrits"] == pivot["inscrits"] - len(REJECTED_PEOPLE) + leavers
    assert (raw["joints"], raw["a_jour"], raw["perdus_de_vue"]) == (757, 524, 128)


def test_no_name_phone_address_or_health_enters_the_base(ccas: tuple[Base, dict[str, Outcome]]) -> None:
    base = ccas[0]
    base.close()
    content = base.path.read_bytes()
    folder = shared_folder("data", "extracts", "pays_de_mormal", "ccas")
    with (folder / "registre_communal.csv").open(encoding="cp1252", newline="") as handle:
        people = list(csv.reader(handle, delimiter=";"))[3:]
    words = {person[column] for person in people if len(person) > 16 for column in (2, 5, 8, 16)}
    words |= {"invalidité", "prestation", "GIR"} - {""}
    # Family names that are also names of communes or of resources cannot tell anything.
    public = " ".join(
        frame(
            base,
            "SELECT string_agg(nom, ' ') AS n FROM (SELECT nom FROM zones UNION SELECT nom FROM ressources)",
        )["n"]
    )
    found = [word for word in words if len(word) > 5 and word not in public and word.encode() in content]
    assert found == []


def test_the_command_line_reports_and_returns_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shared_folder("data", "extracts", "pays_de_mormal", "ccas")
    report = tmp_path / "rapport.csv"
    base = ["--base", str(tmp_path / "visa.duckdb")]
    assert main(["importer", *base, "--rapport", str(report), str(folder / "registre_communal.csv")]) == 1
    assert "847 lignes lues = 837 ajoutées" in capsys.readouterr().out.replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    with report.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    assert list(lines[0]) == ["fichier", "ligne", "colonne", "valeur", "motif"]
    assert [int(line["ligne"]) for line in lines] == [14, 19, 20, 174, 616, 736, 843]
    assert main(["importer", *base, str(folder / "equipes_citoyennes.csv")]) == 0


def test_files_in_any_order_load_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shared_folder("data", "extracts", "pays_de_mormal", "clean")
    base = tmp_path / "visa.duckdb"
    files = sorted((str(path) for path in folder.iterdir()), reverse=True)
    assert main(["importer", "--base", str(base), *files]) == 0
    capsys.readouterr()
    assert main(["indicateur", "couverture", "--base", str(base), "--date", DAY.isoformat()]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("993,150,855,755,755,526,9,123")
