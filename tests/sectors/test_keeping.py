"""The division kept in the base: proposed, written, taken back, completed for other outlines."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.roles import Author
from visa_data.sectors.current import current_division, kept_for_book, proposed_division, sector_sizes
from visa_data.sectors.keeping import (
    Gesture,
    keep_division,
    kept_division,
    next_number,
    undo_division,
    with_known_codes,
)
from visa_data.settings import load
from visa_data.territory.sectors import Division, Sector
from visa_data.territory.zones import read_zones

DAY = date(2025, 12, 6)
AT = datetime(2025, 12, 8, 9)
LATER = datetime(2025, 12, 8, 10)
SETTINGS = load()
TWO = Division((Sector("S1", "Ici", ("99001", "99002")), Sector("S2", "Là", ("99003",))))


def keep(base: Base, division: Division, after: int | None, gesture: Gesture = Gesture.MOVED) -> int:
    version = keep_division(base, division, AT, Author.COORDINATION, gesture, "Ce qui fut fait.", after=after)
    return version.number


def in_force(base: Base) -> Division | None:
    with base.cursor() as cursor:
        version = kept_division(cursor)
    return None if version is None else version.division


def test_what_is_written_is_read_again(empty_base: Base) -> None:
    assert in_force(empty_base) is None
    keep(empty_base, TWO, None, Gesture.PROPOSED)
    with empty_base.cursor() as cursor:
        version = kept_division(cursor)
    assert version is not None
    assert (version.division, version.number, version.gesture) == (TWO, 1, Gesture.PROPOSED)
    assert (version.story, version.at, version.author) == ("Ce qui fut fait.", AT, "coordination")


def test_undo_goes_back_one_version_at_a_time_and_keeps_what_it_withdraws(empty_base: Base) -> None:
    second, third = TWO.move("99002", "S2"), TWO.rename("S1", "Ailleurs")
    for after, division in ((None, TWO), (1, second), (2, third)):
        keep(empty_base, division, after)
    for number, left in ((3, second), (2, TWO), (1, None)):
        undo_division(empty_base, LATER, Author.COORDINATION, after=number)
        assert in_force(empty_base) == left
    with empty_base.cursor() as cursor:
        rows = cursor.execute(
            "SELECT count(*), count(retiree_le), min(retiree_par) FROM divisions"
        ).fetchall()
    assert rows == [(3, 3, "coordination")]


def test_an_edit_after_an_undo_follows_what_is_in_force(empty_base: Base) -> None:
    keep(empty_base, TWO, None)
    keep(empty_base, TWO.rename("S1", "Ailleurs"), 1)
    undo_division(empty_base, LATER, Author.COORDINATION, after=2)
    assert keep(empty_base, TWO.rename("S2", "Là-bas"), 1) == 3
    undo_division(empty_base, LATER, Author.COORDINATION, after=3)
    assert in_force(empty_base) == TWO


def test_two_screens_do_not_overwrite_one_another(empty_base: Base) -> None:
    keep(empty_base, TWO, None)
    for stale in (
        lambda: keep(empty_base, TWO.rename("S1", "Ailleurs"), None),
        lambda: keep(empty_base, TWO.rename("S1", "Ailleurs"), 7),
        lambda: undo_division(empty_base, LATER, Author.COORDINATION, after=2),
    ):
        with pytest.raises(VisaError, match=r"modifié entre-temps, sur un autre écran.: rien n'est écrit"):
            stale()
    assert in_force(empty_base) == TWO


def test_a_code_is_never_given_to_another_sector(empty_base: Base) -> None:
    keep(empty_base, TWO, None)
    keep(empty_base, TWO.apart("99002", "S3", "Seul"), 1)
    undo_division(empty_base, LATER, Author.COORDINATION, after=2)
    again = Division((Sector("S1", "Tout neuf", ("99001", "99003")), Sector("S2", "Pareil", ("99002",))))
    with empty_base.cursor() as cursor:
        assert next_number(cursor) == 4
        found = with_known_codes(cursor, again)
    assert found.sectors == (Sector("S3", "Seul", ("99002",)), Sector("S4", "Tout neuf", ("99001", "99003")))


def test_no_two_sectors_of_a_proposal_have_one_name(empty_base: Base) -> None:
    keep(empty_base, TWO.rename("S1", "Le bourg"), None)
    again = Division(
        (Sector("S1", "A et B", ("99001", "99002")), Sector("S2", "Le bourg", ("99003", "99004")))
    )
    with empty_base.cursor() as cursor:
        found = with_known_codes(cursor, again)
    assert [(sector.code, sector.name) for sector in found.sectors] == [("S1", "A et B"), ("S3", "Le bourg")]


def test_without_a_division_kept_the_proposal_holds_and_is_the_same_each_time(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        first, again = (current_division(cursor, DAY, SETTINGS) for _ in range(2))
        codes = read_zones(cursor).codes
    assert first == again and first.version is None
    assert sorted(first.division.of_zone()) == codes
    assert 10 <= len(first.division.sectors) <= 18


def test_residents_are_those_of_the_last_census_before_the_day(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        now = sector_sizes(cursor, DAY, SETTINGS).residents
        before = sector_sizes(cursor, date(2020, 5, 1), SETTINGS).residents
        kept = dict(
            cursor.execute("SELECT code_zone, population FROM population WHERE annee = 2022").fetchall()
        )
        own = dict(cursor.execute("SELECT code, population FROM zones_actives").fetchall())
    assert set(now) == set(own)
    assert all(count == kept.get(code, own[code]) for code, count in now.items())
    assert now != before


def test_the_first_book_writes_the_proposal(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        proposal = proposed_division(cursor, DAY, SETTINGS)
    version = kept_for_book(sample_base, DAY, SETTINGS, AT, Author.LIGNE_DE_COMMANDE)
    assert (version.division, version.gesture) == (proposal, Gesture.PROPOSED)
    assert in_force(sample_base) == proposal
    assert kept_for_book(sample_base, DAY, SETTINGS, LATER, Author.COORDINATION) == version


def test_outlines_that_change_complete_the_division_and_say_so(sample_base: Base) -> None:
    kept = kept_for_book(sample_base, DAY, SETTINGS, AT, Author.COORDINATION)
    large = max(kept.division.sectors, key=lambda sector: len(sector.zones))
    gone, name = large.zones[0], large.name
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE zones SET code = '99999', nom = 'Nouvelle' WHERE code = ?", [gone])
    with sample_base.cursor() as cursor:
        current = current_division(cursor, DAY, SETTINGS)
    assert current.version == kept
    assert current.division.of_zone().keys() == kept.division.of_zone().keys() - {gone} | {"99999"}
    told = " ".join(current.notes)
    assert (
        "1\u00a0zone nouvelle\u00a0: Nouvelle." in told
        and f"dans les contours chargés\u00a0: {gone}." in told
    )
    after = kept_for_book(sample_base, DAY, SETTINGS, LATER, Author.COORDINATION)
    assert (after.number, after.gesture, after.division) == (2, Gesture.OUTLINES, current.division)
    assert after.story == told and name


def test_outlines_of_another_territory_have_a_proposal_again(sample_base: Base) -> None:
    keep(sample_base, Division((Sector("S1", "Loin", ("59001",)),)), None)
    with sample_base.cursor() as cursor:
        current = current_division(cursor, DAY, SETTINGS)
    assert "n'ont plus aucune zone" in current.notes[0]
    assert "S1" not in {sector.code for sector in current.division.sectors}
    assert kept_for_book(sample_base, DAY, SETTINGS, LATER, Author.COORDINATION).division == current.division


def test_a_territory_without_outlines_has_no_sector(empty_base: Base) -> None:
    version = kept_for_book(empty_base, DAY, SETTINGS, AT, Author.COORDINATION)
    assert version.division == Division(()) and in_force(empty_base) == Division(())
