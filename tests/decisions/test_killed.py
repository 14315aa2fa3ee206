"""Killed while a decision is taken, then put right: it is there whole with its journal, or nothing of it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.decisions.conftest import AT, DRAFT, LATER, MEETING, NEXT
from tests.killed_actions import kill_again_and_again
from visa_data.base import Base
from visa_data.decisions.decision import list_decisions
from visa_data.decisions.record import record_decision, update_status
from visa_data.journal.verifying import verify
from visa_data.provenance.meetings import meeting_of
from visa_data.settings import load
from visa_data.vocabulary import StatutDecision


def decide(folder: Path) -> None:
    """Run by tests.killed_actions."""
    with Base(folder / "visa.duckdb") as base:
        taken = record_decision(base, MEETING, DRAFT, AT, load())
        update_status(base, taken.id, taken.version, StatutDecision.FAITE, NEXT, LATER)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_killed_decision_is_whole_or_is_not(tmp_path: Path, worked_example: Base) -> None:
    template = tmp_path / "avant"
    template.mkdir()
    worked_example.close()
    (template / "visa.duckdb").write_bytes(worked_example.path.read_bytes())
    found = set()
    for left in kill_again_and_again(
        "tests.decisions.test_killed:decide",
        template,
        tmp_path / "tues",
        (
            "visa_data.decisions.record",
            "visa_data.provenance.meetings",
            "visa_data.base.connection",
            "visa_data.base.file",
        ),
    ):
        with Base(left / "visa.duckdb") as base:
            versions = [one.version for one in list_decisions(base)]
            with base.references() as cursor:
                steps = cursor.execute("SELECT version FROM journal_decisions ORDER BY 1").fetchall()
                noted = cursor.execute("SELECT count(*) FROM journal WHERE acte = 'decision'").fetchone()
                assert verify(cursor).breaks == ()
            assert (meeting_of(base, MEETING) is not None) == bool(versions)
            assert (versions, steps, noted) in (
                ([], [], (0,)),
                ([1], [(1,)], (1,)),
                ([2], [(1,), (2,)], (2,)),
            )
            found.add(len(steps))
            if not versions:
                assert record_decision(base, MEETING, DRAFT, AT, load()).version == 1
        assert {path.name for path in left.iterdir()} <= {"visa.duckdb", "visa.duckdb.tour"}
    assert found == {0, 1, 2}
