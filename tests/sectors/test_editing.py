"""What each gesture writes: the division after it, its sentence, its refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.roles import Author
from visa_data.sectors.current import current_division, kept_for_book, sector_sizes
from visa_data.sectors.editing import (
    Desk,
    accept_division,
    merge_sectors,
    move_zone,
    propose_again,
    rename_sector,
    set_apart,
)
from visa_data.sectors.keeping import Gesture, Version, kept_division, undo_division
from visa_data.sectors.listing import members_listed, remarks_sentence, sectors_listed
from visa_data.settings import load
from visa_data.territory.zones import read_zones

DAY, AT, SETTINGS = date(2025, 12, 6), datetime(2025, 12, 8, 9), load()


@pytest.fixture
def first(sample_base: Base) -> Version:
    return kept_for_book(sample_base, DAY, SETTINGS, AT, Author.COORDINATION)


def desk(base: Base, seen: int | None) -> Desk:
    return Desk(base, DAY, SETTINGS, Author.COORDINATION, AT, seen)


def in_force(base: Base) -> Version | None:
    with base.cursor() as cursor:
        return kept_division(cursor)


def test_a_screen_that_is_late_writes_nothing(sample_base: Base, first: Version) -> None:
    zone, other = first.division.sectors[0].zones[0], first.division.sectors[1].code
    for late in (
        lambda: move_zone(desk(sample_base, None), zone, other),
        lambda: set_apart(desk(sample_base, 4), zone),
        lambda: propose_again(desk(sample_base, 4)),
        lambda: accept_division(desk(sample_base, None)),
    ):
        with pytest.raises(VisaError, match="entre-temps"):
            late()
    assert in_force(sample_base) == first


def test_the_last_zone_of_a_sector_ends_it(sample_base: Base, first: Version) -> None:
    alone = next(sector for sector in first.division.sectors if len(sector.zones) == 1)
    other = next(sector for sector in first.division.sectors if sector != alone)
    after = move_zone(desk(sample_base, first.number), alone.zones[0], other.code)
    assert alone.code not in {sector.code for sector in after.division.sectors}
    assert after.division.of_zone()[alone.zones[0]] == other.code
    assert after.story.endswith(f"Le secteur «\u00a0{alone.name}\u00a0» n'existe plus.")


def test_a_name_chosen_stays_when_zones_move(sample_base: Base, first: Version) -> None:
    home, target = sorted(first.division.sectors, key=lambda sector: -len(sector.zones))[:2]
    named = rename_sector(desk(sample_base, 1), home.code, "Le haut pays")
    after = merge_sectors(desk(sample_base, named.number), target.code, home.code)
    assert after.division.sector(home.code).name == "Le haut pays"
    assert after.division.sector(home.code).zones == tuple(sorted((*home.zones, *target.zones)))


def test_a_code_withdrawn_is_not_given_again(sample_base: Base, first: Version) -> None:
    zones = max(first.division.sectors, key=lambda sector: len(sector.zones)).zones
    apart = set_apart(desk(sample_base, 1), zones[0])
    undo_division(sample_base, AT, Author.COORDINATION, after=apart.number)
    again = set_apart(desk(sample_base, 1), zones[1])
    one, other = (
        version.division.sector_of(zone).number for version, zone in ((apart, zones[0]), (again, zones[1]))
    )
    assert other == one + 1


def test_the_first_gesture_writes_the_proposal_as_it_changes_it(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        proposal = current_division(cursor, DAY, SETTINGS).division
    zone = max(proposal.sectors, key=lambda sector: len(sector.zones)).zones[0]
    after = set_apart(desk(sample_base, None), zone)
    assert (after.number, after.division.sector_of(zone).number) == (2, len(proposal.sectors) + 1)
    assert in_force(sample_base) == after
    undo_division(sample_base, AT, Author.COORDINATION, after=after.number)
    left = in_force(sample_base)
    assert left is not None and (left.number, left.division) == (1, proposal)


def test_a_person_s_reference_is_no_name(sample_base: Base, first: Version) -> None:
    with sample_base.references() as cursor:
        row = cursor.execute("SELECT min(reference) FROM personnes").fetchone()
    assert row is not None
    with pytest.raises(VisaError, match="la référence d'une personne du registre"):
        rename_sector(desk(sample_base, 1), "S1", f"Autour de {row[0]}")
    assert in_force(sample_base) == first


def test_outlines_that_changed_are_written_before_the_gesture(sample_base: Base, first: Version) -> None:
    large = max(first.division.sectors, key=lambda sector: len(sector.zones))
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE zones SET code = '99999' WHERE code = ?", [large.zones[0]])
    after = rename_sector(desk(sample_base, 1), "S1", "Le haut pays")
    assert "99999" in after.division.of_zone() and large.zones[0] not in after.division.of_zone()
    assert after.number == 3 and after.story.endswith("«\u00a0Le haut pays\u00a0».")
    undo_division(sample_base, AT, Author.COORDINATION, after=3)
    left = in_force(sample_base)
    assert left is not None and left.gesture is Gesture.OUTLINES and "zone nouvelle" in left.story


def test_tables_add_up_and_say_which_sectors_are_small_or_in_pieces(
    sample_base: Base, first: Version
) -> None:
    with sample_base.cursor() as cursor:
        zones, sizes = read_zones(cursor), sector_sizes(cursor, DAY, SETTINGS)
        division = current_division(cursor, DAY, SETTINGS).division
    listed, members = (
        sectors_listed(division, zones, sizes, SETTINGS),
        members_listed(division, zones, sizes),
    )
    assert listed["zones"].sum() == len(members) == len(zones.codes)
    assert listed["inscrits"].sum() == members["inscrits"].sum() == sum(sizes.registered.values())
    assert set(listed["remarque"]) == {""}
    far = division.sectors[0]
    row = zones.codes.index(far.zones[0])
    distant = max(
        range(len(zones.codes)),
        key=lambda other: (
            abs(zones.latitude[other] - zones.latitude[row])
            + abs(zones.longitude[other] - zones.longitude[row])
        ),
    )
    away = division.sector_of(zones.codes[distant])
    assert len(away.zones) > 1
    moved = division.move(zones.codes[distant], far.code)
    strict = replace(SETTINGS, secteur_inscrits=10_000)
    remarks = sectors_listed(moved, zones, sizes, SETTINGS).set_index("code_secteur")["remarque"]
    assert "en plusieurs morceaux" in remarks[far.code]
    assert all(text.startswith("petit (") for text in sectors_listed(moved, zones, sizes, strict)["remarque"])


def test_what_is_wrong_with_sectors_is_one_sentence(first: Version) -> None:
    one, other = (
        replace(sector, name=name) for sector, name in zip(first.division.sectors, "AB", strict=False)
    )
    assert remarks_sentence([], []) == "Aucun n'est petit. Aucun n'est en plusieurs morceaux."
    said = remarks_sentence([one, other], [one]).replace("\u00a0", " ")
    assert said == "Petits : « A » et « B ». En plusieurs morceaux : « A »."
