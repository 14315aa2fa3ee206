"""Steps opened one after the other share what they ask of the base, and say the same as the whole meeting."""

from typing import Any

import pytest

from tests.indicators.small_base import add_zones
from tests.meeting.steps.bases import BEFORE, DAY, SETTINGS, meeting
from tests.meeting.steps.test_protection import crowd
from visa_data.base import Base
from visa_data.indicators.filters import EVERYBODY
from visa_data.meeting.steps import agenda, gathered
from visa_data.meeting.steps import facts as facts_module
from visa_data.roles import Role


def one_by_one(base: Base, role: Role, answers: dict[str, Any]) -> dict[str, object]:
    with base.cursor() as cursor:
        return {
            item.key: item.step(
                gathered(cursor, DAY, SETTINGS, EVERYBODY, before=BEFORE, role=role, answers=answers)
            )
            for item in agenda()
        }


@pytest.mark.parametrize("role", Role)
def test_they_say_the_same(empty_base: Base, role: Role) -> None:
    crowd(empty_base, 3)
    assert one_by_one(empty_base, role, {}) == meeting(empty_base, role)


def test_the_key_figures_are_counted_once_a_date(empty_base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    add_zones(empty_base, "ZA")
    asked = []
    counted = facts_module.key_figures
    monkeypatch.setattr(
        facts_module,
        "key_figures",
        lambda cursor, day, *rest: (asked.append(day), counted(cursor, day, *rest))[1],
    )
    one_by_one(empty_base, Role.COMITE, {})
    assert sorted(asked) == sorted(set(asked)) and DAY in asked
