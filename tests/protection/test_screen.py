"""Tables by zone: merging, totals, other screens, and territories where there is little or nothing."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from tests.protection.people import CALLED, grid, persons, protected, share, table
from visa_data.base import Base
from visa_data.indicators.evolution import key_figures
from visa_data.meeting.steps.facts import counts_of_people
from visa_data.protection.marks import Mark
from visa_data.protection.screen import protect_by_zone
from visa_data.protection.totals import protect_totals
from visa_data.settings import load
from visa_data.territory.zones import ZoneFrame, neighbours

DAY = date(2025, 12, 6)


def territory(seed: int, rows: int, columns: int, mean: float) -> tuple[pd.DataFrame, ZoneFrame]:
    zones = grid(rows, columns)
    return table(zones, persons(np.random.default_rng(seed), len(zones.codes), mean), CALLED), zones


def connected(codes: list[str], zones: ZoneFrame) -> bool:
    """Whether these zones make one piece."""
    outlines = [zones.outlines[zones.codes.index(code)].buffer(1e-6) for code in codes]
    return shapely.union_all(outlines).geom_type == "Polygon"


@pytest.mark.parametrize("seed", range(5))
def test_zones_are_merged_into_contiguous_regions_until_a_third_is_withheld(seed: int) -> None:
    frame, zones = territory(seed, 6, 7, 25)
    found = protected(frame, zones)[0]
    regions = pd.Series(found.regions)
    assert found.sentence
    assert sorted(regions.index) == zones.codes
    for _, members in regions.groupby(regions):
        assert connected(members.index.tolist(), zones)
    assert share(found) <= 1 / 3 or regions.nunique() == 1
    assert set(regions) == set(found.frame["code_zone"])


def test_a_region_adds_its_zones_up_and_bears_the_name_of_the_biggest() -> None:
    frame, zones = territory(1, 6, 7, 25)
    found = protected(frame, zones)[0]
    sums = frame.assign(region=frame["code_zone"].map(found.regions)).groupby("region")["inscrits"]
    for row in found.frame.itertuples():
        members = [zone for zone, region in found.regions.items() if region == row.code_zone]
        if not math.isnan(row.inscrits):
            assert row.inscrits == sums.sum()[row.code_zone]
        if len(members) > 1:
            biggest = frame[frame["code_zone"].isin(members)].sort_values(["inscrits", "code_zone"])
            assert row.nom_zone.startswith("Secteur de Commune ")
            assert row.nom_zone.endswith(f"({len(members)}\u00a0zones)")
            counts = biggest.set_index("code_zone")["inscrits"]
            assert counts[row.code_zone] == counts.max()


def test_the_sentence_bounds_no_zone() -> None:
    """« Moins de 11 personnes dans chacune » beside the sum would narrow each zone."""
    frame, zones = territory(1, 6, 7, 25)
    sentence = protected(frame, zones)[0].sentence
    assert sentence.endswith("secteurs, pour que de petits effectifs n'y soient pas reconnaissables.")
    assert "11" not in sentence.partition(",")[2]


def test_large_counts_are_left_alone() -> None:
    frame, zones = territory(3, 3, 3, 4000)
    found = protected(frame[["code_zone", "nom_zone", "inscrits", "tentes"]], zones)[0]
    assert (found.sentence, share(found), found.legend) == ("", 0.0, "")
    assert found.frame["inscrits"].tolist() == frame["inscrits"].tolist()


def test_a_zone_touching_at_a_point_is_no_neighbour() -> None:
    outlines = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 1, 2, 2), shapely.box(1, 0, 2, 1)])
    assert neighbours(outlines) == [{2}, {2}, {0, 1}]
    assert neighbours(outlines[:1]) == [set()]


def test_islands_are_never_joined() -> None:
    frame, zones = territory(4, 1, 3, 4)
    apart = np.array([shapely.box(3 * place, 0, 3 * place + 1, 1) for place in range(3)], dtype=object)
    islands = ZoneFrame(zones.codes, zones.names, zones.communes, apart, zones.latitude, zones.longitude)
    found = protected(frame, islands)[0]
    assert found.regions == {code: code for code in zones.codes}
    assert share(found) > 1 / 3


def test_people_placed_nowhere_join_a_region_and_it_says_so() -> None:
    frame, zones = territory(5, 4, 4, 60)
    nowhere = dict.fromkeys(CALLED, 4) | {"code_zone": "", "nom_zone": "Non localisées"}
    nowhere |= {"a_jour": 0, "jamais_joints": 0, "perdus_de_vue": 0}
    found = protected(pd.concat([frame, pd.DataFrame([nowhere])]), zones)[0]
    home = found.regions[""]
    assert home in zones.codes
    (name,) = found.frame.loc[found.frame["code_zone"] == home, "nom_zone"]
    assert name.endswith("et non localisées)")
    assert "personnes non localisées comprises" in found.sentence


def test_a_zone_of_two_rows_and_a_column_without_its_total_are_refused() -> None:
    frame, zones = territory(6, 4, 5, 30)
    with pytest.raises(ValueError, match="several rows"):
        protect_by_zone(pd.concat([frame, frame[:1]]), zones, 11, dict.fromkeys(CALLED, Mark.SHOWN))
    with pytest.raises(KeyError, match="tentes"):
        protect_by_zone(frame, zones, 11, {"inscrits": Mark.SHOWN})


def test_a_withheld_total_gives_nothing_back() -> None:
    """A total withheld on another screen leaves nothing of its column to add up to."""
    frame, zones = territory(3, 3, 3, 4000)
    columns = frame[["code_zone", "nom_zone", "inscrits", "tentes"]]
    alone, _ = protect_by_zone(columns, zones, 11, {"inscrits": Mark.SHOWN, "tentes": Mark.SHOWN})
    assert not alone.legend
    columns.loc[0, ["inscrits", "tentes"]] = [3000, 7]
    known, _ = protect_by_zone(columns, zones, 11, {"inscrits": Mark.SHOWN, "tentes": Mark.SHOWN})
    unknown, _ = protect_by_zone(columns, zones, 11, {"inscrits": Mark.SHOWN, "tentes": Mark.OTHER})
    assert (known.marks["tentes"] == Mark.OTHER).sum() == 1, "else the total gives the 7 back"
    assert (unknown.marks["tentes"] == Mark.OTHER).sum() == 0


@pytest.mark.parametrize("zones", [0, 1, 2])
@pytest.mark.parametrize("count", [0, 1, 12])
def test_little_or_nothing_is_still_a_table(zones: int, count: int) -> None:
    there = grid(1, max(zones, 1))
    frame = pd.DataFrame(
        {"code_zone": there.codes[:zones], "nom_zone": there.names[:zones], "inscrits": [count] * zones}
    ).astype({"inscrits": "int64"})
    found, totals = protected(frame, there)
    assert len(found.frame) == zones
    withheld = count == 1 and zones > 0
    assert set(found.marks["inscrits"]) == (
        {Mark.SMALL} if withheld else set() if not zones else {Mark.SHOWN}
    )
    assert found.frame["inscrits"].isna().all() == (withheld or not zones)
    assert bool(found.legend) is withheld
    assert totals.marks["inscrits"] is (Mark.SMALL if withheld else Mark.SHOWN)


def test_the_territory_s_counts_are_protected_together(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        figures = key_figures(cursor, DAY, load())
    assert 0 < figures["urgences_sans_contact"] < 11
    marks = protect_totals({name: int(figures[name]) for name in counts_of_people()}, 11).marks
    assert marks["urgences_sans_contact"] is Mark.SMALL
    assert marks["urgences"] is Mark.SHOWN, "the 17 others are no small count"


def test_a_small_difference_of_the_territory_s_counts_is_no_longer_one() -> None:
    assert protect_totals({"inscrits": 40, "joints": 36}, 11).marks["joints"] is Mark.OTHER
    assert protect_totals({}, 11).marks == {}
    assert protect_totals({"inscrits": 0, "joints": 0}, 11).marks["inscrits"] is Mark.SHOWN
