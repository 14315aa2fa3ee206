"""A week sent again without a call that it held: kept, and told before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.load import foresee, load_extract

AT = datetime(2020, 6, 11, 8, 0)
PEOPLE = "reference,source,date_inscription,vit_seul,consentement\n" + "".join(
    f"R{number},caf,2020-01-10,oui,oui\n" for number in range(1, 5)
)
CALLS = "reference,date_appel,appelant,issue\n"
WEEK = (
    "R1,2020-06-01 09:00,A1,joint\n",
    "R2,2020-06-02 09:00,A1,absent\n",
    "R3,2020-06-02 10:00,A2,joint\n",
    "R4,2020-06-05 10:00,A2,joint\n",
)


@pytest.fixture
def week(empty_base: Base, read: Callable[..., Extract]) -> Base:
    load_extract(empty_base, read(PEOPLE, "registre.csv"), at=AT)
    load_extract(empty_base, read(CALLS + "".join(WEEK), "semaine.csv"), at=AT)
    return empty_base


def test_calls_of_a_week_sent_again_that_are_no_longer_there_are_kept_and_told(
    week: Base, read: Callable[..., Extract]
) -> None:
    again = read(CALLS + WEEK[0] + WEEK[3] + "R2,2020-06-06 09:00,A1,joint\n", "semaine_bis.csv")
    told = foresee(week, [again], at=AT)[0]
    assert told.vanished["identifiant"].tolist() == ["R2", "R3"]
    sentence = (
        "Plus dans ce fichier : 2 appels du 2 juin 2020, de l'import n° 2 (« semaine.csv »). La base garde tout ; pour ne "
        "plus l'avoir, annulez d'abord cet import, puis chargez ce fichier."
    )
    assert plain(told.outcome.gone) == sentence
    assert plain(load_extract(week, again, at=AT).gone) == sentence
    with week.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM appels").fetchone() == (5,)


def test_a_file_says_nothing_of_days_or_of_files_that_are_not_its_own(
    week: Base, read: Callable[..., Extract]
) -> None:
    for text in (
        CALLS + WEEK[1] + WEEK[2],  # of one day
        CALLS + "R1,2020-06-02 12:00,A3,joint\nR2,2020-06-05 12:00,A3,joint\n",  # another caller's own file
        PEOPLE,
    ):
        assert foresee(week, [read(text, "autre.csv")], at=AT)[0].outcome.gone == ""


def test_a_call_on_a_rejected_line_has_not_vanished(week: Base, read: Callable[..., Extract]) -> None:
    for wrong in ("R2,2020-06-02 09:00,A1,peut-être\n", "R2,le 2,A1,absent\n"):
        again = read(CALLS + WEEK[0] + wrong + WEEK[2] + WEEK[3], "semaine_bis.csv")
        found = foresee(week, [again], at=AT)[0]
        assert found.outcome.counts.rejetees == 1
        assert found.vanished.empty, wrong
