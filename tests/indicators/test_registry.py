"""The registry is complete: each indicator says all that a reader needs, prints what it declares, and shows a true example."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.shared_data import shared_folder
from tests.worked_action.load import load_acting
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.indicator import MEASURES, Column, Indicator, Unit
from visa_data.indicators.known import KNOWN
from visa_data.propositions.indicator import every_indicator
from visa_data.settings import Settings

DAY = date(2020, 5, 10)
SETTINGS = settings.load()
EVERY = list(every_indicator().values())
POPULATION = "code_zone;annee;population;plus_75_ans;plus_75_ans_seuls\n" + "".join(
    f"9900{zone};2017;400;{50 - 10 * zone};{20 - 4 * zone}\n" for zone in (1, 2, 3, 4)
)
"""Invented: the worked example has no inhabitants. 40 of 75 and over in the first zone."""


@pytest.fixture(scope="module")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shared_folder("design", "worked-example")
    where = tmp_path_factory.mktemp("exemples")
    population = where / "population.csv"
    population.write_text(POPULATION, encoding="utf-8")
    names = ("zones.geojson", "personnes.csv", "equipes_citoyennes.csv", "ressources.csv", "appels.csv")
    path = where / "exemple_contrat.duckdb"
    with Base(path) as base:
        for file in (*(folder / name for name in (*names, "besoins.csv")), population):
            load_extract(base, read_extract(file), at=datetime(2020, 5, 11, 9, 0))
    return path


@pytest.fixture(scope="module")
def acting_file(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with those who act and what follows."""
    path = tmp_path_factory.mktemp("qui_agit") / "exemple_qui_agit.duckdb"
    path.write_bytes(example_file.read_bytes())
    with Base(path) as base:
        load_acting(base, datetime(2020, 5, 11, 10, 0))
    return path


@pytest.fixture
def file(indicator: Indicator, example_file: Path, acting_file: Path) -> Path:
    """Where the indicator's example is read."""
    return acting_file if indicator.example.acting else example_file


def test_every_indicator_has_a_name_of_its_own() -> None:
    assert len(EVERY) == len(KNOWN) + 2 == len({one.name for one in KNOWN}) + 2


def test_indicators_that_share_a_flag_read_it_the_same() -> None:
    read: dict[str, set[type]] = {}
    for option in (option for one in EVERY for option in one.options):
        read.setdefault(option.flag, set()).add(option.of)
    assert {flag: types for flag, types in read.items() if len(types) > 1} == {}
    assert {"--de", "--rayon-km"} <= set(read)


@pytest.mark.parametrize("indicator", EVERY, ids=list(every_indicator()))
def test_says_all_that_a_reader_needs(indicator: Indicator) -> None:
    words = (indicator.title, indicator.wording, indicator.source, indicator.denominator)
    assert all(words) and indicator.question.endswith("?")
    assert indicator.worked_example and not set("{}") & set(indicator.worked_example)
    assert indicator.compute or indicator.by_zone
    assert bool(indicator.compute) == bool(indicator.columns)
    assert bool(indicator.by_zone) == bool(indicator.zone_columns)
    assert bool(indicator.key) == bool(indicator.key_columns)
    for column in (*indicator.described.values(), *indicator.key_columns):
        assert column.label and column.counted_in and column.definition(SETTINGS).endswith("."), column.name
        assert bool(column.sense) == (column.unit in MEASURES), column.name
        if column.unit is Unit.RATE and column.name != "mediane_75":
            assert column.part, f"{column.name}: a share of what?"


@pytest.mark.parametrize("indicator", EVERY, ids=list(every_indicator()))
def test_a_column_is_described_the_same_by_both_tables(indicator: Indicator) -> None:
    zone = {column.name: column for column in indicator.zone_columns}
    assert [column for column in indicator.columns if zone.get(column.name, column) != column] == []


def test_a_share_among_the_key_figures_is_made_of_key_figures() -> None:
    """The committee's screen writes it from the counts that it may show."""
    names = {figure.name for figure in key_columns()}
    assert len(names) == len(key_columns())
    for figure in key_columns():
        if figure.unit is Unit.RATE:
            assert {figure.part, figure.whole} <= names


@pytest.mark.real_data
@pytest.mark.parametrize("indicator", EVERY, ids=list(every_indicator()))
def test_prints_the_columns_that_it_declares(
    indicator: Indicator, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["indicateur", indicator.name, "--base", str(file), "--date", DAY.isoformat()]
    on_request = [option.flag for option in indicator.options if option.argument == indicator.on_request]
    flags = {option.argument: option.flag for option in indicator.options}
    asked += [text for name, value in indicator.example.asked.items() for text in (flags[name], str(value))]
    for by_zone, columns in ((False, indicator.columns), (True, indicator.zone_columns)):
        more = ["--par", "zone"] if by_zone else on_request
        assert main([*asked, *more]) == 0
        printed = capsys.readouterr()
        rows = list(csv.DictReader(io.StringIO(printed.out)))
        declared = columns or indicator.columns or indicator.zone_columns
        assert rows and list(rows[0]) == [column.name for column in declared]
        assert bool(printed.err) == (by_zone and indicator.by_zone is None)
        for column in declared:
            if column.decimals is not None:
                written = {row[column.name] for row in rows} - {""}
                assert all(len(text.partition(".")[2]) == column.decimals for text in written), column.name


@pytest.mark.real_data
@pytest.mark.parametrize("indicator", EVERY, ids=list(every_indicator()))
def test_the_example_is_what_the_worked_example_gives(indicator: Indicator, file: Path) -> None:
    said = indicator.example
    compute = indicator.by_zone if said.by_zone or indicator.compute is None else indicator.compute
    assert compute is not None
    with Base(file) as base, base.cursor() as cursor:
        row = row_of(compute(cursor, DAY, SETTINGS, EVERYBODY, **said.asked), dict(said.row))
    found = {name: row[name] for name in said.figures}
    written = {name: read(indicator.column(name), value) for name, value in found.items()}
    assert indicator.worked_example == said.sentence.format(**written)
    for name, value in said.figures.items():
        if isinstance(value, int | float):
            assert value == pytest.approx(found[name], abs=0.005), name


@pytest.mark.real_data
def test_what_is_given_on_request_is_that_by_zone_otherwise(
    acting_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fragile = ["indicateur", "fragile", "--base", str(acting_file), "--date", DAY.isoformat()]

    def printed(*more: str) -> tuple[str, str]:
        assert main([*fragile, *more]) == 0
        given = capsys.readouterr()
        return given.out, given.err

    by_zone, stopped = printed(), printed("--si-arret")
    assert by_zone == printed("--par", "zone") and not by_zone[1] and not stopped[1]
    assert by_zone[0].splitlines()[0] == "code_zone,nom_zone,isolees_une_equipe,besoins_une_ressource"
    out, said = printed("--si-arret", "--par", "zone")
    assert out == stopped[0] and out.splitlines()[0].startswith("nature,identifiant,")
    assert said == "« fragile --si-arret » n'existe pas par zone : le voici pour tout le territoire.\n"


def row_of(table: pd.DataFrame, where: dict[str, object]) -> pd.Series:
    """The only row with those values."""
    for name, value in where.items():
        column = pd.to_datetime(table[name]).dt.date if isinstance(value, date) else table[name]
        table = table[column == value]
    assert len(table) == 1
    return table.iloc[0]


def read(column: Column, value: object) -> str:
    """As the sentence writes it."""
    return column.in_french(value.date() if isinstance(value, pd.Timestamp) else value)


def test_thresholds_are_those_that_the_definitions_name() -> None:
    known = set(Settings.__dataclass_fields__)
    assert every_indicator()["urgences"].thresholds == ("cadence_niveau_4",)
    assert {name for one in EVERY for name in one.thresholds} <= known
