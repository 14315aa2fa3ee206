from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.access.settings_file import write_settings
from visa_data.access.settings import sign_in_settings
from visa_data.access.sign_ins import HOUR, MINUTE, SignIns, State

START = 1_800_000_000.0
CLAIMS: dict[str, Any] = {"iss": "i", "sub": "u1", "iat": int(START), "nonce": "n1"}


@pytest.fixture
def sign_ins(tmp_path: Path) -> SignIns:
    return SignIns(sign_in_settings(write_settings(tmp_path, duree_heures=2, inactivite_minutes=30)))


def test_without_any_gesture_it_closes_and_stays_so(sign_ins: SignIns) -> None:
    assert sign_ins.state(CLAIMS, START + 29 * MINUTE) is State.OPEN
    assert sign_ins.state(CLAIMS, START + 30 * MINUTE) is State.IDLE
    sign_ins.note_gesture(CLAIMS, START + 31 * MINUTE)
    assert sign_ins.state(CLAIMS, START + 31 * MINUTE) is State.IDLE


def test_gestures_keep_it_open_until_its_hours_are_over(sign_ins: SignIns) -> None:
    for minutes in range(20, 120, 20):
        sign_ins.note_gesture(CLAIMS, START + minutes * MINUTE)
        assert sign_ins.state(CLAIMS, START + minutes * MINUTE) is State.OPEN
    sign_ins.note_gesture(CLAIMS, START + 119 * MINUTE)
    assert sign_ins.state(CLAIMS, START + 2 * HOUR) is State.WORN


def test_who_signs_out_closes_every_copy(sign_ins: SignIns) -> None:
    sign_ins.close(CLAIMS, START + 1)
    assert sign_ins.state(dict(CLAIMS), START + 2) is State.LEFT
    assert sign_ins.state(CLAIMS | {"nonce": "n2"}, START + 2) is State.OPEN, "a new sign-in"


def test_an_old_cookie_never_seen_is_not_a_new_sign_in(sign_ins: SignIns) -> None:
    assert sign_ins.state(CLAIMS, START + 31 * MINUTE) is State.IDLE
    assert sign_ins.state(CLAIMS | {"sub": "u2"}, START + 3 * HOUR) is State.WORN


def test_closed_sign_ins_are_not_forgotten_while_they_could_return(sign_ins: SignIns) -> None:
    sign_ins.close(CLAIMS, START + 1)
    for other in range(50):
        sign_ins.state(CLAIMS | {"sub": f"v{other}"}, START + 2)
    assert sign_ins.state(CLAIMS, START + 3) is State.LEFT
    sign_ins.state(CLAIMS | {"sub": "w", "iat": int(START + 3 * HOUR)}, START + 3 * HOUR)
    assert sign_ins.state(CLAIMS, START + 3 * HOUR) is State.WORN, "by its date"


@pytest.mark.parametrize("iat", [None, "1800000000", True, START + 300])
def test_a_date_that_is_none(iat: object, sign_ins: SignIns) -> None:
    assert sign_ins.state(CLAIMS | {"iat": iat}, START) is State.UNKNOWN
