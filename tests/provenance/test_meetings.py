"""A meeting is recorded once, with the figures it was shown and what they came from."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.extracts.loading.history import undo_last
from visa_data.indicators.evolution import key_columns, key_figures
from visa_data.provenance.meetings import (
    Meeting,
    ShownFigures,
    keep_meeting,
    meeting_of,
    previous_meeting,
    read_shown,
    record_meeting,
    shown_if_needed,
)
from visa_data.settings import load

SETTINGS = load()
FIRST, SECOND = date(2020, 5, 3), date(2020, 5, 10)
AT, LATER = datetime(2020, 5, 3, 14), datetime(2020, 5, 4, 9)
MORE_CALLS = "reference,date_appel,appelant,issue\nP7,2020-05-02 16:00,A2,joint\n"


def shown_at(base: Base, day: date) -> ShownFigures:
    with base.cursor() as cursor:
        shown = read_shown(cursor, day)
    assert shown is not None
    return shown


def opened(base: Base, day: date) -> None:
    """As a first decision opens it."""
    shown = shown_if_needed(base, day, SETTINGS, closing=False)
    with base.transaction() as cursor:
        keep_meeting(cursor, day, AT, shown, closing=False)


@pytest.fixture
def more_calls(tmp_path: Path) -> Path:
    path = tmp_path / "appels_tardifs.csv"
    path.write_text(MORE_CALLS, encoding="utf-8")
    return path


def test_keeps_the_figures_the_imports_and_the_thresholds(worked_example: Base) -> None:
    with worked_example.cursor() as cursor:
        expected = key_figures(cursor, SECOND, SETTINGS)
        count = cursor.execute("SELECT count(*) FROM imports").fetchone()
    record_meeting(worked_example, SECOND, AT, SETTINGS)
    assert meeting_of(worked_example, SECOND) == Meeting(SECOND, AT)
    shown = shown_at(worked_example, SECOND)
    assert shown.figures == expected
    assert shown.figures["inscrits"] == 6.0
    assert len(shown.imports) == count[0] == 6
    assert shown.thresholds["cadence_niveau_4"] == 2
    assert shown.thresholds["part_grise"] == 0.5


def test_a_rate_of_nobody_stays_unknown(empty_base: Base) -> None:
    record_meeting(empty_base, FIRST, AT, SETTINGS)
    shown = shown_at(empty_base, FIRST)
    assert set(shown.figures) == {figure.name for figure in key_columns()}
    assert math.isnan(shown.figures["taux_joints"])
    assert shown.figures["inscrits"] == 0
    assert shown.imports == frozenset()


def test_recorded_twice_the_first_stands(
    worked_example: Base, more_calls: Path, load_all: Callable[..., None]
) -> None:
    record_meeting(worked_example, FIRST, AT, SETTINGS)
    before = shown_at(worked_example, FIRST)
    load_all(worked_example, more_calls)
    record_meeting(worked_example, FIRST, LATER, replace(SETTINGS, cadence_niveau_4=5))
    assert meeting_of(worked_example, FIRST) == Meeting(FIRST, AT)
    assert shown_at(worked_example, FIRST) == before


def test_closing_the_minutes_keeps_what_the_meeting_saw_not_what_the_draft_saw(
    worked_example: Base, more_calls: Path, load_all: Callable[..., None]
) -> None:
    opened(worked_example, FIRST)
    assert meeting_of(worked_example, FIRST) == Meeting(FIRST, None)
    drafted = shown_at(worked_example, FIRST)
    load_all(worked_example, more_calls)
    opened(worked_example, FIRST)
    assert meeting_of(worked_example, FIRST) == Meeting(FIRST, None)
    assert shown_at(worked_example, FIRST) == drafted
    record_meeting(worked_example, FIRST, LATER, SETTINGS)
    assert meeting_of(worked_example, FIRST) == Meeting(FIRST, LATER)
    closed = shown_at(worked_example, FIRST)
    assert closed.figures["joints"] == drafted.figures["joints"] + 1
    assert len(closed.imports - drafted.imports) == 1


def test_minutes_closed_after_a_later_meeting_keep_what_was_shown(
    worked_example: Base, more_calls: Path, load_all: Callable[..., None]
) -> None:
    opened(worked_example, FIRST)
    drafted = shown_at(worked_example, FIRST)
    load_all(worked_example, more_calls)
    record_meeting(worked_example, SECOND, LATER, SETTINGS)
    record_meeting(worked_example, FIRST, LATER, SETTINGS)
    assert meeting_of(worked_example, FIRST) == Meeting(FIRST, LATER)
    assert shown_at(worked_example, FIRST) == drafted


def test_undoing_an_import_leaves_what_was_shown(
    worked_example: Base, more_calls: Path, load_all: Callable[..., None]
) -> None:
    load_all(worked_example, more_calls)
    record_meeting(worked_example, FIRST, AT, SETTINGS)
    before = shown_at(worked_example, FIRST)
    undo_last(worked_example, at=LATER)
    assert shown_at(worked_example, FIRST) == before


def test_the_previous_meeting_is_strictly_before(empty_base: Base) -> None:
    assert previous_meeting(empty_base, SECOND) is None
    record_meeting(empty_base, FIRST, AT, SETTINGS)
    record_meeting(empty_base, SECOND, LATER, SETTINGS)
    assert previous_meeting(empty_base, FIRST) is None
    assert previous_meeting(empty_base, SECOND) == meeting_of(empty_base, FIRST)
    assert previous_meeting(empty_base, date(2021, 1, 1)) == meeting_of(empty_base, SECOND)
    assert meeting_of(empty_base, date(2020, 5, 4)) is None


def test_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with Base(path) as base:
        record_meeting(base, FIRST, AT, SETTINGS)
    script = (
        "import sys, datetime; from visa_data.base import Base; "
        "from visa_data.provenance.meetings import previous_meeting; "
        "print(previous_meeting(Base(sys.argv[1]), datetime.date(2020, 5, 10)).day)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "2020-05-03"


def test_a_base_of_the_first_schema_gets_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "ancienne.duckdb"
    first = (ROOT / "visa_data" / "base" / "migrations" / "0001_initial.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta (cle VARCHAR PRIMARY KEY, valeur VARCHAR NOT NULL)")
        connection.execute(first)
        connection.execute("INSERT INTO meta VALUES ('version_schema', '1'), ('version_donnees', '7')")
        connection.execute("INSERT INTO appelants (appelant, import_id) VALUES ('A1', 1)")
    with Base(path) as base:
        record_meeting(base, FIRST, AT, SETTINGS)
        with base.cursor() as cursor:
            assert cursor.execute("SELECT appelant FROM appelants").fetchall() == [("A1",)]
        assert meeting_of(base, FIRST) is not None
