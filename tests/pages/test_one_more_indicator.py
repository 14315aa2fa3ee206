"""An indicator that nothing else knows: declared once, it is everywhere that figures are shown."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.pages.seen import OpenDashboard, texts
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.decisions.measure import Measure, Readings
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators import known
from visa_data.indicators.definitions import markdown
from visa_data.indicators.filters import EVERYBODY, ByZone, Counted, Filters
from visa_data.indicators.indicator import CALLS, ZONE_COLUMNS, Column, Example, Indicator
from visa_data.indicators.state import count_people, count_people_by_zone
from visa_data.reports.annexes import definitions
from visa_data.reports.document import make_report
from visa_data.settings import Settings

DAY, BEFORE = date(2025, 12, 6), date(2025, 11, 29)
SETTINGS = settings.load()
COUNT = "count(*) FILTER (inscrit AND NOT joint AND niveau = 0) AS silencieuses"


def silent(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    return count_people(cursor, day, settings, filters, COUNT)


@ByZone
def silent_by_zone(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    return count_people_by_zone(cursor, day, settings, counted, COUNT)


SILENCIEUSES = Column(
    "silencieuses",
    "Silencieuses",
    "Personnes inscrites non jointes, dont {tentatives_jamais_joints:fois} suffisent à dire qu'il faut les visiter.",
    worse=1,
    behind=CALLS,
)
INVENTED = Indicator(
    name="silence",
    title="Silence",
    question="Qui n'a jamais répondu ?",
    wording="Personnes inscrites dont on ne sait rien encore.",
    source="Indicateur inventé.",
    columns=(SILENCIEUSES,),
    zone_columns=(*ZONE_COLUMNS, SILENCIEUSES),
    compute=silent,
    by_zone=silent_by_zone,
    key_columns=(SILENCIEUSES,),
    key=silent,
    denominator="personnes inscrites",
    example=Example("{silencieuses} personnes silencieuses.", {"silencieuses": 3}),
)


@pytest.fixture(autouse=True)
def one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "KNOWN", (*known.KNOWN, INVENTED))


@pytest.fixture
def counts(sample_books_file: Path, tmp_path: Path) -> pd.DataFrame:
    path = tmp_path / "comptes.duckdb"
    path.write_bytes(sample_books_file.read_bytes())
    with Base(path) as base, base.cursor() as cursor:
        return silent_by_zone(cursor, DAY, SETTINGS, EVERYBODY)


def test_the_command_line_lists_it_and_prints_it(
    sample_books_file: Path, counts: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["indicateur", "--help"])
    assert "silence" in capsys.readouterr().out
    asked = ["--base", str(sample_books_file), "--date", DAY.isoformat()]
    assert main(["indicateur", "silence", *asked]) == 0
    assert capsys.readouterr().out == f"silencieuses\n{counts['silencieuses'].sum()}\n"
    assert main(["indicateur", "silence", "--par", "zone", *asked]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "code_zone,nom_zone,silencieuses"
    assert main(["indicateur", "evolution", *asked]) == 0
    assert f",{counts['silencieuses'].sum()}," in capsys.readouterr().out.splitlines()[-1]


def test_the_map_offers_it_and_the_card_tells_it(
    open_dashboard: OpenDashboard, sample_books_file: Path, counts: pd.DataFrame
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="carte", address={"fiche": "99115"})
    assert "Silence › Silencieuses" in app.selectbox(key="carte_figure").options
    app.selectbox(key="carte_figure").set_value("silence.silencieuses").run()
    assert not app.exception and not app.error
    shown = " ".join(texts(app)).replace("\u00a0", " ")
    assert "Silencieuses (personnes)" in shown and "il faut les visiter" in shown
    number = int(counts.set_index("code_zone").at["99115", "silencieuses"])
    assert ">Silencieuses</td><td" in shown and f">{number}</td>" in shown
    app.toggle(key="carte_part").set_value(True).run()
    assert "Silencieuses, en part des inscrites" in " ".join(texts(app))


def test_the_definitions_explain_it(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    shown = " ".join(texts(open_dashboard(sample_books_file, "comite", screen="definitions")))
    assert "Silence" in shown and "3 personnes silencieuses." in shown
    document = "\n".join(markdown(SETTINGS, settings.described()))
    assert "## Silence (`silence`)" in document and "dont 3\u00a0fois suffisent" in document


def test_the_meeting_and_its_report_list_it(sample_base: Base, counts: pd.DataFrame) -> None:
    with sample_base.cursor() as cursor:
        book = OpenBook(cursor, DAY, SETTINGS, EVERYBODY, before=BEFORE)
        report = make_report(book, made_at=datetime(2025, 12, 6, 18, 0))
    [row] = [row for row in report.steps[0].table.rows if row[0] == "Silencieuses"]
    assert row[2] == str(counts["silencieuses"].sum())
    assert ("Silencieuses", SILENCIEUSES.definition(SETTINGS)) in definitions(report).rows


def test_a_decision_may_follow_it(sample_base: Base, counts: pd.DataFrame) -> None:
    with sample_base.cursor() as cursor:
        readings = Readings(cursor, DAY, SETTINGS)
        assert readings.value(Measure("silence", "silencieuses")) == counts["silencieuses"].sum()
        number = counts.set_index("code_zone").at["99115", "silencieuses"]
        assert readings.value(Measure("silence", "silencieuses", "99115")) == number
