"""The contract's worked example, through the import and the command line: every printed figure."""

import csv
import io
from datetime import date

import pytest

from tests.shared_data import shared_folder
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import EVERYBODY, Filters

CASES = [
    ("couverture.csv", ["couverture"]),
    ("couverture_par_zone.csv", ["couverture", "--par", "zone"]),
    ("fragilite.csv", ["fragilite"]),
    ("fragilite_par_zone.csv", ["fragilite", "--par", "zone"]),
    ("besoins.csv", ["besoins"]),
    ("besoins_par_zone.csv", ["besoins", "--par", "zone"]),
    ("zones_blanches.csv", ["zones-blanches"]),
    ("implantations_nombre_1_rayon_3.csv", ["implantations", "--nombre", "1", "--rayon-km", "3"]),
]


def table(text: str) -> list[dict[str, object]]:
    """Rows with numbers as numbers."""
    rows: list[dict[str, object]] = []
    for row in csv.DictReader(io.StringIO(text)):
        typed: dict[str, object] = {}
        for name, value in row.items():
            try:
                typed[name] = float(value) if name != "code_zone" else value
            except ValueError:
                typed[name] = value
        rows.append(typed)
    return rows


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "arguments"), CASES, ids=[name for name, _ in CASES])
def test_prints_the_expected_figures(
    worked_example: Base, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]
) -> None:
    expected = (shared_folder("design", "worked-example", "expected") / name).read_text(encoding="utf-8")
    worked_example.close()
    base = ["--base", str(worked_example.path), "--date", "2020-05-10"]
    assert main(["indicateur", *arguments, *base]) == 0
    printed = table(capsys.readouterr().out)
    wanted = table(expected)
    assert [{key: row[key] for key in wanted[0]} for row in printed] == wanted
    assert [key for key in printed[0] if key in wanted[0]] == list(wanted[0])


@pytest.mark.real_data
def test_p9_refused_and_was_never_stored(worked_example: Base) -> None:
    with worked_example.cursor() as cursor:
        stored = {reference for (reference,) in cursor.execute("SELECT reference FROM personnes").fetchall()}
    assert stored == {f"P{i}" for i in range(1, 9)}


@pytest.mark.real_data
def test_p6_counts_until_the_day_before_leaving(worked_example: Base) -> None:
    thresholds = settings.load()
    with worked_example.cursor() as cursor:
        before = coverage(cursor, date(2020, 4, 30), thresholds, EVERYBODY)["inscrits"][0]
        on_the_day = coverage(cursor, date(2020, 5, 1), thresholds, EVERYBODY)["inscrits"][0]
    assert (before, on_the_day) == (7, 6)


@pytest.mark.real_data
def test_filters_narrow_the_people(worked_example: Base) -> None:
    thresholds = settings.load()
    with worked_example.cursor() as cursor:
        one_zone = coverage(cursor, date(2020, 5, 10), thresholds, Filters(zones=("99002",)))
        one_source = coverage(cursor, date(2020, 5, 10), thresholds, Filters(sources=("carsat",)))
        one_caller = coverage(cursor, date(2020, 5, 10), thresholds, Filters(callers=("A1",)))
    assert one_zone["inscrits"][0] == 2
    assert one_source["inscrits"][0] == 1
    assert one_caller["inscrits"][0] == 2


@pytest.mark.real_data
def test_a_day_before_everything_gives_zeros_and_no_rate(
    worked_example: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    worked_example.close()
    assert main(["indicateur", "couverture", "--base", str(worked_example.path), "--date", "1990-01-01"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "0,0,0,0,0,0,0,0,,"
