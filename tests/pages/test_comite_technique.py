"""The comité technique: its own agenda, for the coordination, each step with its list by reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.seen import OpenDashboard
from visa_data.base import Base
from visa_data.meeting.kinds import Reunion
from visa_data.meeting.steps import agenda

TECHNICAL = {"reunion": Reunion.TECHNIQUE.label}


@pytest.fixture
def path(sample_base: Base) -> Path:
    sample_base.close()
    return sample_base.path


def test_its_steps_and_its_lists(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "coordination", screen="comite", address={**TECHNICAL, "etape": "urgences"})
    assert not app.exception
    assert [title.value for title in app.title] == [Reunion.TECHNIQUE.label]
    links = [link.proto for link in app.get("page_link")]
    [worked] = [link for link in links if "À rappeler" in link.label]
    assert worked.page == "agir" and "agir_liste=" in worked.query_string


def test_a_step_of_the_other_meeting_is_left_for_the_first(open_dashboard: OpenDashboard, path: Path) -> None:
    address = {**TECHNICAL, "etape": "prochaine-equipe"}
    app = open_dashboard(path, "coordination", screen="comite", address=address)
    assert app.query_params["etape"] == agenda(Reunion.TECHNIQUE)[0].key
    assert not app.toast


def test_the_committee_has_one_meeting(
    open_dashboard: OpenDashboard, sample_books_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "dossiers.duckdb"
    path.write_bytes(sample_books_file.read_bytes())
    app = open_dashboard(path, "comite", screen="comite", address=TECHNICAL)
    assert not app.exception
    assert [title.value for title in app.title] == [Reunion.PILOTAGE.label]
    assert not app.get("button_group")
