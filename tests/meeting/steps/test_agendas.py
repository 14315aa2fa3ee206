"""Meetings of several kinds: each has the steps that the settings give it, in their order."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.cooperation import Cooperation
from visa_data.errors import VisaError
from visa_data.meeting.kinds import Reunion
from visa_data.meeting.steps import STEPS, agenda
from visa_data.reports.document import make_report
from visa_data.settings import agendas


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "reglages.toml"
    path.write_text(
        "etapes_comite_pilotage = ['zones-blanches', 'decisions', 'urgences']\n"
        "[etapes_comite_technique]\nvaleur = ['besoins', 'campagne']\n",
        encoding="utf-8",
    )
    return path


def keys(kind: Reunion, own: Path | None = None) -> list[tuple[int, str]]:
    return [(item.number, item.key) for item in agenda(kind, own)]


def test_by_default_the_comite_de_pilotage_has_every_step() -> None:
    assert keys(Reunion.PILOTAGE) == [(number, step.key) for number, step in enumerate(STEPS, 1)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("['urgences', 'cafe', 'decisions']", "« cafe » n'est pas une étape de réunion"),
        ("['urgences']", "doit garder l'étape « decisions », où la réunion se clôt."),
    ],
)
def test_a_wrong_agenda_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "reglages.toml"
    path.write_text(f"etapes_comite_pilotage = {text}", encoding="utf-8")
    with pytest.raises(VisaError, match=sentence):
        agenda(Reunion.PILOTAGE, path)


def test_each_kind_has_its_setting() -> None:
    assert {kind.setting for kind in Reunion} == set(agendas())


def test_a_step_to_work_on_leads_to_a_list() -> None:
    assert all(item.worked_on for item in agenda(Reunion.TECHNIQUE) if not item.decides)


def test_a_territory_s_own(own: Path) -> None:
    assert keys(Reunion.PILOTAGE, own) == [(1, "zones-blanches"), (2, "decisions"), (3, "urgences")]
    assert keys(Reunion.TECHNIQUE, own) == [(1, "besoins"), (2, "campagne")]


def test_numbers_ranks_and_the_report_follow(own: Path, sample_base: Base) -> None:
    sample_base.close()
    with Cooperation(sample_base.path, settings=own) as opened:
        steps = opened.meeting()
        assert [step.number for step in steps] == [1, 2, 3]
        assert steps.step("decisions").number == 2
        with pytest.raises(VisaError, match="heures"):
            steps.step("heures")
        with opened.book() as book:
            report = make_report(book, made_at=datetime(2025, 12, 8, 9), kind=Reunion.TECHNIQUE, own=own)
    assert [step.key for step in report.steps] == ["besoins", "campagne"]
    assert report.rank(report.steps[1]) == "Étape 2 sur 2"
    assert report.title.startswith("Comité technique · ")
    assert any("ne pas la diffuser" in line for line in report.cover)
