"""Sectors: proposed on drawn and real outlines, edited, completed for other zones."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared_folder
from visa_data.errors import VisaError
from visa_data.territory.regions import connected
from visa_data.territory.sector_shapes import sector_frame
from visa_data.territory.sectors import (
    Division,
    Sector,
    Sizes,
    completed,
    named,
    propose,
    renamed,
    rounded,
    too_small,
)
from visa_data.territory.zones import ZoneFrame

LEAST, LIVING = 80, 2000


def frame(boxes: Iterable[tuple[float, float]], names: list[str] | None = None, **more: object) -> ZoneFrame:
    """Squares of 0.05 degree at these (column, row), called A, B, C…"""
    places = list(boxes)
    codes = [f"99{row:03d}" for row in range(len(places))]
    west = np.array([3 + 0.05 * column for column, _ in places])
    south = np.array([50 + 0.05 * row for _, row in places])
    return ZoneFrame(
        codes,
        names or [chr(65 + row % 26) * (1 + row // 26) for row in range(len(places))],
        codes,
        shapely.box(west, south, west + 0.05, south + 0.05),
        south + 0.025,
        west + 0.025,
        **more,  # type: ignore[arg-type]
    )


def grid(side: int) -> ZoneFrame:
    return frame((row % side, row // side) for row in range(side * side))


def proposal(
    zones: ZoneFrame, counts: Iterable[int], residents: Iterable[int | None] | None = None
) -> Division:
    living = [None] * len(zones.codes) if residents is None else residents
    return propose(
        zones,
        dict(zip(zones.codes, counts, strict=True)),
        dict(zip(zones.codes, living, strict=True)),
        least_registered=LEAST,
        least_residents=LIVING,
    )


def groups(division: Division) -> list[tuple[str, ...]]:
    return sorted(sector.zones for sector in division.sectors)


def check(division: Division, zones: ZoneFrame) -> None:
    """Every zone once, each sector in one piece, names and codes all different."""
    assert sorted(zone for sector in division.sectors for zone in sector.zones) == zones.codes
    assert not division.in_pieces(zones)
    assert len({sector.name.casefold() for sector in division.sectors}) == len(division.sectors)
    assert [sector.number for sector in division.sectors] == list(range(1, len(division.sectors) + 1))


def test_zones_large_enough_stand_alone() -> None:
    zones = grid(3)
    assert groups(proposal(zones, [80] * 9)) == [(code,) for code in zones.codes]


def test_a_town_stands_alone_and_the_villages_around_it_go_together() -> None:
    zones = grid(3)
    division = proposal(zones, [20, 20, 20, 20, 400, 20, 20, 20, 20])
    check(division, zones)
    assert division.sector_of(zones.codes[4]).zones == (zones.codes[4],)
    assert sorted(len(sector.zones) for sector in division.sectors) == [1, 4, 4]


def test_a_village_among_towns_joins_the_smallest() -> None:
    zones = grid(3)
    division = proposal(zones, [200, 200, 200, 200, 10, 200, 200, 90, 200])
    assert division.sector_of(zones.codes[4]).zones == (zones.codes[4], zones.codes[7])
    assert len(division.sectors) == 8


def test_sixteen_villages_make_four_sectors_of_four() -> None:
    """As many as the threshold allows, and even."""
    zones = grid(4)
    division = proposal(zones, [20] * 16)
    check(division, zones)
    assert [len(sector.zones) for sector in division.sectors] == [4] * 4


def test_residents_count_where_they_are_known() -> None:
    zones = frame((column, 0) for column in range(4))
    assert len(proposal(zones, [80] * 4).sectors) == 4
    assert len(proposal(zones, [80] * 4, [1000] * 4).sectors) == 2
    assert len(proposal(zones, [80] * 4, [None, None, 1000, 1000]).sectors) == 3


def test_a_territory_without_enough_people_is_one_sector() -> None:
    zones = grid(3)
    for counts in ([0] * 9, [8] * 9):
        assert groups(proposal(zones, counts)) == [tuple(zones.codes)]


def test_one_zone_and_none() -> None:
    alone = frame([(0, 0)])
    assert proposal(alone, [3]) == Division((Sector("S1", "A", ("99000",)),))
    assert proposal(frame([]), []) == Division(())


def test_zones_with_nobody_belong_to_a_sector_too() -> None:
    zones = frame((column, 0) for column in range(4))
    division = proposal(zones, [90, 0, 0, 90])
    check(division, zones)
    assert len(division.sectors) == 2


def test_an_island_joins_the_coast_when_it_is_near_and_stays_alone_when_it_is_far() -> None:
    near, far = frame([(0, 0), (1, 0), (2.5, 0)]), frame([(0, 0), (1, 0), (5, 0)])
    assert groups(proposal(near, [90, 90, 10])) == [("99000",), ("99001", "99002")]
    division = proposal(far, [90, 90, 10])
    assert groups(division) == [("99000",), ("99001",), ("99002",)]
    sizes = Sizes(dict(zip(far.codes, [90, 90, 10], strict=True)), {})
    small = too_small(division, sizes, least_registered=LEAST, least_residents=LIVING)
    assert [sector.zones for sector in small] == [("99002",)]


def test_nothing_is_drawn_at_random() -> None:
    zones, generator = grid(5), np.random.default_rng(3)
    counts = generator.integers(5, 60, 25).tolist()
    first = proposal(zones, counts)
    np.random.seed(1)
    assert proposal(grid(5), counts) == first


@given(st.lists(st.integers(0, 130), min_size=25, max_size=25), st.integers(0, 2**16))
def test_any_counts_give_sectors_in_one_piece_that_reach_the_threshold(counts: list[int], seed: int) -> None:
    kept = np.random.default_rng(seed).random(25) < 0.8
    kept[0] = True
    zones = frame((row % 5, row // 5) for row in range(25) if kept[row])
    own = [count for count, keep in zip(counts, kept, strict=True) if keep]
    division = proposal(zones, own)
    assert sorted(zone for sector in division.sectors for zone in sector.zones) == zones.codes
    weight = dict(
        zip(zones.codes, rounded(dict(zip(zones.codes, own, strict=True)), zones.codes), strict=True)
    )
    rows = {code: row for row, code in enumerate(zones.codes)}
    for sector in division.sectors:
        if sum(weight[zone] for zone in sector.zones) < LEAST:
            # Too small: then nothing beside it could have been put with it.
            members = {rows[zone] for zone in sector.zones}
            assert not {other for row in members for other in zones.adjacent[row]} - members


def test_one_person_more_moves_nothing_while_the_rounded_counts_are_the_same() -> None:
    zones = grid(6)
    counts = [3 + 5 * (row * 7 % 11) for row in range(36)]
    first = proposal(zones, counts)
    # The total moves within its own multiple of 5 too.
    assert [round((sum(counts) + more) / 5) for more in (1, 2)] == [round(sum(counts) / 5)] * 2
    for row in (4, 17, 30):
        assert proposal(zones, [count + (other == row) for other, count in enumerate(counts)]) == first


def test_villages_of_two_persons_are_not_read_as_empty() -> None:
    codes = [str(row) for row in range(100)]
    assert sum(rounded(dict.fromkeys(codes, 2), codes)) == 200
    assert rounded({"a": 0, "b": 12}, ["a", "b"]) == [0.0, 10.0]


@pytest.mark.parametrize(
    ("file", "total"),
    [
        ("pays_de_mormal_2023_53_communes.geojson", 995),
        ("communes-34-herault.geojson", 6000),
        ("communes-59-nord.geojson", 1500),
        ("communes-59-nord.geojson", 30000),
    ],
)
def test_real_outlines(file: str, total: int) -> None:
    zones = real_zones(file)
    generator = np.random.default_rng(5)
    weights = generator.lognormal(0, 1.2, len(zones.codes))
    counts = dict(
        zip(zones.codes, generator.multinomial(total, weights / weights.sum()).tolist(), strict=True)
    )
    residents = {code: 40 * count for code, count in counts.items()}
    division = propose(zones, counts, residents, least_registered=LEAST, least_residents=LIVING)
    assert sorted(division.of_zone()) == zones.codes
    assert not too_small(division, Sizes(counts, residents), least_registered=LEAST, least_residents=LIVING)
    # The Nord has an exclave: two communes of the Cambrésis inside the Pas-de-Calais.
    assert len(division.in_pieces(zones)) <= (1 if "nord" in file else 0)
    approximate = dict(zip(zones.codes, rounded(counts, zones.codes), strict=True))
    sizes = [sum(approximate[zone] for zone in sector.zones) for sector in division.sectors]
    merged = [size for size, sector in zip(sizes, division.sectors, strict=True) if len(sector.zones) > 1]
    assert np.median(merged) < 1.5 * LEAST, "sectors much larger than asked hide places that could be told"
    drawn = sector_frame(zones, division)
    assert shapely.is_valid(drawn.outlines).all()
    assert shapely.area(drawn.outlines).sum() == pytest.approx(
        shapely.area(shapely.union_all(shapely.make_valid(zones.outlines))), rel=1e-3
    )
    assert shapely.contains_xy(drawn.outlines, drawn.longitude, drawn.latitude).all()
    pieces = shapely.get_num_geometries(drawn.outlines)
    rows = {code: row for row, code in enumerate(zones.codes)}
    for sector, count in zip(division.sectors, pieces.tolist(), strict=True):
        own = shapely.get_num_geometries(zones.outlines[[rows[zone] for zone in sector.zones]]).sum()
        assert count <= 1 + own - len(sector.zones) + (sector in division.in_pieces(zones))


def real_zones(file: str) -> ZoneFrame:
    read = gpd.read_file(shared_folder("data", "contours", file))
    read = read.rename(columns={"INSEE_COM": "code", "NOM": "nom"}).sort_values("code")
    outlines = np.array(read.geometry.values, dtype=object)
    points = shapely.point_on_surface(outlines)
    codes = read["code"].astype(str).tolist()
    return ZoneFrame(
        codes, read["nom"].tolist(), codes, outlines, shapely.get_y(points), shapely.get_x(points)
    )


def test_a_sector_drawn_has_no_border_inside() -> None:
    zones = grid(2)
    drawn = sector_frame(zones, Division((Sector("S4", "Tout", tuple(zones.codes)),)))
    assert drawn.outlines[0].equals(shapely.box(3, 50, 3.1, 50.1))
    assert (drawn.codes, drawn.names) == (["S4"], ["Tout"])
    assert drawn.rows_of("99003|99001") == [0], "a team's list of zones finds the sector"


THREE = Division(
    (
        Sector("S1", "Ici", ("99000", "99001")),
        Sector("S2", "Là", ("99002",)),
        Sector("S4", "Plus loin", ("99003", "99004")),
    )
)


def test_an_edit_gives_another_division_and_leaves_the_first() -> None:
    moved = THREE.move("99001", "S2")
    assert groups(moved) == [("99000",), ("99001", "99002"), ("99003", "99004")]
    assert THREE.of_zone()["99001"] == "S1"
    assert THREE.move("99001", "S1") == THREE
    apart = THREE.apart("99004", "S5", "Seul")
    assert [(sector.code, sector.zones) for sector in apart.sectors][2:] == [
        ("S4", ("99003",)),
        ("S5", ("99004",)),
    ]
    assert groups(THREE.merge("S2", "S4")) == [("99000", "99001"), ("99002", "99003", "99004")]
    assert THREE.rename("S1", "  Pays\nd'ici ").sector("S1").name == "Pays d'ici"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda: THREE.move("99002", "S1"), "le secteur « Là » n'a que cette zone et serait vide."),
        (lambda: THREE.apart("99002", "S5", "Seul"), "n'a que cette zone et serait vide."),
        (lambda: THREE.move("59001", "S1"), "« 59001 » n'est le code d'aucune zone du découpage."),
        (lambda: THREE.move("99001", "S3"), "aucun secteur n'a le code « S3 »."),
        (lambda: THREE.rename("S1", " \t"), "le nom du secteur est vide."),
        (lambda: THREE.rename("S1", "là"), "un autre secteur s'appelle déjà « Là »."),
        (lambda: THREE.rename("S1", "x" * 81), "le nom compte 81 caractères, 80 au plus."),
        (lambda: THREE.apart("99001", "S5", "Ici"), "un autre secteur s'appelle déjà « Ici »."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(edit: object, sentence: str) -> None:
    with pytest.raises(VisaError) as refusal:
        edit()  # type: ignore[operator]
    assert sentence in refusal.value.message.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_sector_is_named_after_its_largest_zones() -> None:
    zones = frame(
        [(column, 0) for column in range(9)], ["Bavay", "Amfroipret", "Le Quesnoy", "Ors", *"EFGHI"]
    )
    sizes = Sizes({}, dict(zip(zones.codes, [3000, 200, 4800, 600, 5, 4, 3, 2, 1], strict=True)))
    of = [
        ("99000",),
        ("99001", "99003"),
        ("99002", "99004", "99005"),
        ("99006", "99007", "99008", "99001", "99003"),
    ]
    assert named(of, zones, sizes) == [
        "Bavay",
        "Ors et Amfroipret",
        "Le Quesnoy, E et F",
        "Ors, Amfroipret et 3 autres",
    ]
    twins = frame([(0, 0), (1, 0)], ["Centre", "Centre"])
    assert named([("99000",), ("99001",)], twins, sizes) == ["Centre (99000)", "Centre (99001)"]
    assert named([("99000", "99001")], twins, sizes) == ["Centre"]


def test_a_name_follows_the_members_unless_it_was_chosen() -> None:
    zones = frame(((column, 0) for column in range(4)), ["Aa", "Bb", "Cc", "Dd"])
    sizes = Sizes({}, dict(zip(zones.codes, [40, 30, 20, 10], strict=True)))
    before = Division(
        (Sector("S1", "Aa et Bb", ("99000", "99001")), Sector("S2", "La vallée", ("99002", "99003")))
    )
    after = renamed(before, before.move("99002", "S1"), zones, sizes)
    assert [sector.name for sector in after.sectors] == ["Aa, Bb et Cc", "La vallée"]
    taken = before.rename("S2", "Aa, Bb et Cc")
    after = renamed(taken, taken.move("99002", "S1"), zones, sizes)
    assert [sector.name for sector in after.sectors] == ["Aa, Bb et Cc (S1)", "Aa, Bb et Cc"]


def test_new_zones_join_what_is_beside_them_and_vanished_ones_leave() -> None:
    zones = frame((column, 0) for column in range(5))
    assert completed(THREE, zones) == (THREE, [])
    wider = frame(((column, 0) for column in range(7)), ["A", "B", "C", "D", "E", "F", "G"])
    found = completed(THREE, wider)
    assert found is not None
    assert found[0].sector("S4").zones == ("99003", "99004", "99005", "99006")
    assert [plain(note) for note in found[1]] == [
        "Le secteur « Plus loin » reçoit 2 zones nouvelles : F et G."
    ]
    fewer = frame((column, 0) for column in range(2))
    found = completed(THREE, fewer)
    assert found is not None and groups(found[0]) == [("99000", "99001")]
    assert [plain(note) for note in found[1]] == [
        "3 zones du découpage ne sont plus dans les contours chargés : 99002, 99003 et 99004.",
        "2 secteurs sans zone, retirés : « Là » et « Plus loin ».",
    ]
    elsewhere = frame([(0, 0)])
    assert completed(Division((Sector("S1", "Ailleurs", ("59001",)),)), elsewhere) is None


def test_a_commune_merged_or_cut_stays_in_its_sector() -> None:
    merged = frame([(0, 0), (1, 0), (2, 0)], former={"99003": "99002", "99004": "99002"})
    found = completed(Division(THREE.sectors[:1] + THREE.sectors[2:]), merged)
    assert found is not None and found[0].of_zone()["99002"] == "S4"
    drawn = frame([(0, 0), (1, 0), (2, 0), (2, 1)])
    cut = ZoneFrame(
        [*drawn.codes[:2], "990030101", "990030102"],
        drawn.names,
        [*drawn.codes[:2], "99003", "99003"],
        drawn.outlines,
        drawn.latitude,
        drawn.longitude,
    )
    found = completed(THREE, cut)
    assert found is not None and found[0].sector("S4").zones == ("990030101", "990030102")


def test_parts_that_touch_are_one() -> None:
    assert connected([0, 1, 3, 4], [{1}, {0, 2}, {1}, {4}, {3}]) == [[0, 1], [3, 4]]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
