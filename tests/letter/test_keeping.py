"""Letters kept: versions that never change, one screen after the other, and when each was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.letter.keeping import keep_letter, kept_letters, last_version, mark_sent
from visa_data.letter.letter import Letter, Section
from visa_data.roles import Author

AT, LATER = datetime(2025, 12, 8, 9), datetime(2025, 12, 8, 11)


def versions(base: Base) -> list[tuple[int, datetime | None]]:
    with base.cursor() as cursor:
        return [(one.version, one.sent_at) for one in kept_letters(cursor)]


def other(letter: Letter) -> Letter:
    return replace(
        letter, sections=(*letter.sections, Section("ajout_1", "Le mot de la semaine", ("Bonjour.",)))
    )


def test_each_keeping_adds_a_version_and_changes_none(empty_base: Base, handmade: Letter) -> None:
    first = keep_letter(empty_base, handmade, AT, Author.COORDINATION, after=0)
    second = keep_letter(empty_base, other(handmade), LATER, Author.COORDINATION, after=1)
    with empty_base.cursor() as cursor:
        assert kept_letters(cursor) == [second, first]
        assert last_version(cursor, handmade.day, handmade.place) == second
    assert (first.letter, first.version, first.kept_at, first.kept_by) == (handmade, 1, AT, "coordination")


def test_places_and_days_have_letters_of_their_own(empty_base: Base, handmade: Letter) -> None:
    keep_letter(empty_base, handmade, AT, Author.COORDINATION, after=0)
    for letter in (
        replace(handmade, place="zone:99001"),
        replace(handmade, day=handmade.day.replace(day=13)),
    ):
        assert keep_letter(empty_base, letter, AT, Author.COORDINATION, after=0).version == 1


def test_two_screens_do_not_write_over_each_other(empty_base: Base, handmade: Letter) -> None:
    keep_letter(empty_base, handmade, AT, Author.COORDINATION, after=0)
    with pytest.raises(VisaError, match="sur un autre écran"):
        keep_letter(empty_base, other(handmade), LATER, Author.COORDINATION, after=0)
    assert versions(empty_base) == [(1, None)]


def test_the_same_letter_is_kept_once(empty_base: Base, handmade: Letter) -> None:
    keep_letter(empty_base, handmade, AT, Author.COORDINATION, after=0)
    with pytest.raises(VisaError, match="dit exactement la même chose"):
        keep_letter(empty_base, handmade, LATER, Author.COORDINATION, after=1)
    assert versions(empty_base) == [(1, None)]


def test_sent_once_then_only_corrected_by_the_next(empty_base: Base, handmade: Letter) -> None:
    keep_letter(empty_base, handmade, AT, Author.COORDINATION, after=0)
    mark_sent(empty_base, handmade.day, handmade.place, 1, LATER)
    with pytest.raises(VisaError, match="elle l'a été le"):
        mark_sent(empty_base, handmade.day, handmade.place, 1, LATER)
    keep_letter(empty_base, other(handmade), LATER, Author.COORDINATION, after=1)
    assert versions(empty_base) == [(2, None), (1, LATER)]
    with pytest.raises(VisaError, match="dernière version"):
        mark_sent(empty_base, handmade.day, handmade.place, 1, LATER)


def test_nothing_about_somebody_is_kept(empty_base: Base, handmade: Letter) -> None:
    named = replace(handmade, sections=(Section("a", "Essai", ("Mme Exemplette vient.",)),))
    with pytest.raises(VisaError):
        keep_letter(empty_base, named, AT, Author.COORDINATION, after=0)
    assert versions(empty_base) == []
