"""What a move means, and the order in which moves are read."""

from __future__ import annotations

import math

from tests.plain_text import plain
from visa_data.dossier.figure_changes import Verdict, changes, real_first
from visa_data.indicators.evolution import key_columns

STILL = {figure.name: 0.5 if figure.name.startswith("taux") else 10.0 for figure in key_columns()}


def test_verdicts_follow_whether_a_rise_is_bad_news() -> None:
    found = changes(
        STILL,
        STILL | {"perdus_de_vue": 12, "a_jour": 12, "inscrits": 12, "urgences": 9, "en_attente": 10},
    )
    assert found["perdus_de_vue"].verdict is Verdict.WORSE
    assert found["a_jour"].verdict is Verdict.BETTER
    assert found["inscrits"].verdict is Verdict.UP
    assert found["urgences"].verdict is Verdict.BETTER
    assert found["en_attente"].verdict is Verdict.SAME


def test_rates_are_compared_in_points_as_shown() -> None:
    found = changes(STILL, STILL | {"taux_joints": 0.5214, "taux_a_jour": 0.5004})
    assert plain(found["taux_joints"].written_gap) == "+2,1 points"
    assert plain(found["taux_joints"].written(0.5214)) == "52,1 %"
    assert found["taux_a_jour"].verdict is Verdict.SAME
    assert found["taux_a_jour"].written_gap == "="
    fallen = changes(STILL, STILL | {"taux_joints": 0.49})["taux_joints"]
    assert plain(fallen.written_gap) == "−1,0 point"


def test_an_unknown_rate_is_no_change() -> None:
    change = changes(STILL | {"taux_joints": math.nan}, STILL)["taux_joints"]
    assert change.verdict is Verdict.UNKNOWN
    assert (change.written_gap, change.written(math.nan), change.weight) == ("–", "–", 0.0)


def test_real_changes_come_first_bad_news_first_largest_first() -> None:
    found = changes(STILL, STILL | {"perdus_de_vue": 12, "jamais_joints": 15, "a_jour": 20, "inscrits": 90})
    assert [change.figure.name for change in real_first(found)][:4] == [
        "jamais_joints",
        "perdus_de_vue",
        "a_jour",
        "inscrits",
    ]
    assert real_first(found)[4].verdict is Verdict.SAME
