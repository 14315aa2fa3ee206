"""Tables by zone: merging, rates, statuses, filters, dates, and territories where there is little or nothing."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from tests.protection.people import CALLED, ISOLATED, grid, persons, table
from visa_data.base import Base
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.evolution import key_figures
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.fragilite import fragility
from visa_data.indicators.registry import registry
from visa_data.indicators.zones_blanches import ZONES_BLANCHES
from visa_data.protection.figures import figures_of, protect_total
from visa_data.protection.filters import committee_filters
from visa_data.protection.screen import protect_by_zone, protect_many
from visa_data.settings import load
from visa_data.territory.adjacency import neighbours
from visa_data.territory.zones import ZoneFrame, read_zones

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
    found = protect_by_zone(frame, COUVERTURE, zones, 11)
    regions = pd.Series(found.regions)
    assert found.sentence
    assert sorted(regions.index) == zones.codes
    for _, members in regions.groupby(regions):
        assert connected(members.index.tolist(), zones)
    assert found.share <= 1 / 3 or regions.nunique() == 1
    assert set(regions) == set(found.frame["code_zone"])


def test_a_region_adds_its_zones_up_and_bears_the_name_of_the_biggest() -> None:
    frame, zones = territory(1, 6, 7, 25)
    found = protect_by_zone(frame, COUVERTURE, zones, 11)
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
    sentence = protect_by_zone(frame, COUVERTURE, zones, 11).sentence
    assert sentence.endswith("secteurs, pour que de petits effectifs n'y soient pas reconnaissables.")
    assert "11" not in sentence.partition(",")[2]


def test_each_zone_takes_its_region_s_values_on_a_map() -> None:
    frame, zones = territory(2, 5, 5, 25)
    found = protect_by_zone(frame, COUVERTURE, zones, 11)
    values, marks = found.each_zone()
    assert values["code_zone"].tolist() == zones.codes
    assert len(marks) == len(values)
    by_region = found.frame.set_index("code_zone")["joints"]
    for code, joints in zip(values["code_zone"], values["joints"], strict=True):
        expected = by_region[found.regions[code]]
        assert joints == expected or (math.isnan(joints) and math.isnan(expected))


def test_large_counts_are_left_alone() -> None:
    frame, zones = territory(3, 3, 3, 4000)
    found = protect_by_zone(frame[["code_zone", "nom_zone", "inscrits", "tentes"]], COUVERTURE, zones, 11)
    assert (found.sentence, found.share, found.legend) == ("", 0.0, "")
    assert found.frame["inscrits"].tolist() == frame["inscrits"].tolist()


def test_a_zone_touching_at_a_point_is_no_neighbour() -> None:
    outlines = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 1, 2, 2), shapely.box(1, 0, 2, 1)])
    assert neighbours(outlines) == [{2}, {2}, {0, 1}]
    assert neighbours(outlines[:1]) == [set()]


def test_islands_are_never_joined() -> None:
    frame, zones = territory(4, 1, 3, 4)
    apart = np.array([shapely.box(3 * place, 0, 3 * place + 1, 1) for place in range(3)], dtype=object)
    islands = ZoneFrame(zones.codes, zones.names, zones.communes, apart, zones.latitude, zones.longitude)
    found = protect_by_zone(frame, COUVERTURE, islands, 11)
    assert found.regions == {code: code for code in zones.codes}
    assert found.share > 1 / 3


def test_people_placed_nowhere_join_a_region_and_it_says_so() -> None:
    frame, zones = territory(5, 4, 4, 60)
    nowhere = dict.fromkeys(CALLED, 4) | {"code_zone": "", "nom_zone": "Non localisées"}
    nowhere |= {"a_jour": 0, "jamais_joints": 0, "perdus_de_vue": 0, "taux_joints": 1.0, "taux_a_jour": 0.0}
    found = protect_by_zone(pd.concat([frame, pd.DataFrame([nowhere])]), COUVERTURE, zones, 11)
    home = found.regions[""]
    assert home in zones.codes
    (name,) = found.frame.loc[found.frame["code_zone"] == home, "nom_zone"]
    assert name.endswith("et non localisées)")
    assert "personnes non localisées comprises" in found.sentence


def test_tables_of_one_screen_share_regions_and_must_agree() -> None:
    zones = grid(4, 5)
    kinds = persons(np.random.default_rng(6), 20, 30)
    first, second = protect_many(
        [(table(zones, kinds, CALLED), None), (table(zones, kinds, ("inscrits", *ISOLATED)), None)], zones, 11
    )
    assert first.regions == second.regions
    assert first.marks["inscrits"].tolist() == second.marks["inscrits"].tolist()
    other = table(zones, kinds, ("inscrits", *ISOLATED))
    other.loc[0, "inscrits"] += 1
    with pytest.raises(ValueError, match="inscrits differs"):
        protect_many([(table(zones, kinds, CALLED), None), (other, None)], zones, 11)


def test_the_committee_chooses_zones_after_protection_and_no_source() -> None:
    asked = committee_filters(Filters(zones=("99001",), sources=("carsat",)))
    assert asked.asked == EVERYBODY
    assert asked.zones == ("99001",)
    assert asked.sentence.startswith("Filtre non appliqué")
    assert committee_filters(Filters(zones=("99001",))).sentence == ""
    frame, zones = territory(2, 5, 5, 25)
    found = protect_by_zone(frame, COUVERTURE, zones, 11)
    part = found.only(asked.zones)
    assert part.frame["code_zone"].tolist() == [found.regions["99001"]]
    assert part.texts("inscrits")[0] in found.texts("inscrits")


def test_statuses_and_distances_follow_the_isolated_people() -> None:
    zones = grid(3, 3)
    frame = table(zones, persons(np.random.default_rng(3), 9, 300), ("inscrits", *ISOLATED, "non_joints"))
    frame["statut"] = ["blanche"] * 2 + ["grise"] * 7
    frame["acces"], frame["distance_mediane_km"] = 0.4321, 3.456
    frame["equipe_la_plus_proche"] = "E1"
    frame.loc[0, ["isolees", "isolees_couvertes"]] = [6, 0]
    frame.loc[4, ["isolees", "isolees_couvertes"]] = [7, 2]
    found = protect_by_zone(frame, ZONES_BLANCHES, zones, 11)
    assert found.sentence == ""
    assert found.text(0, "isolees") == "<\u00a011"
    assert found.frame.at[0, "statut"] == "blanche"
    assert found.text(4, "statut") == "n.\u00a0c."
    for name in ("acces", "distance_mediane_km", "equipe_la_plus_proche"):
        assert found.text(4, name) == "n.\u00a0c."
        assert found.frame.at[4, name] is None or math.isnan(found.frame.at[4, name])
    shown = ~found.withheld["distance_mediane_km"]
    assert set(found.frame.loc[shown, "distance_mediane_km"]) == {3.5}


@pytest.mark.parametrize("zones", [0, 1, 2])
@pytest.mark.parametrize("count", [0, 1, 12])
def test_little_or_nothing_is_still_a_table(zones: int, count: int) -> None:
    there = grid(1, max(zones, 1))
    frame = pd.DataFrame(
        {"code_zone": there.codes[:zones], "nom_zone": there.names[:zones], "inscrits": [count] * zones}
    ).astype({"inscrits": "int64"})
    found = protect_by_zone(frame, COUVERTURE, there, 11)
    shown = [] if not zones else (["<\u00a011"] if count == 1 else [str(count)])
    assert set(found.texts("inscrits")) == set(shown)
    assert protect_by_zone(frame, None, there, 11).frame.equals(found.frame)


def test_the_territory_s_figures_are_protected_together(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        figures = key_figures(cursor, DAY, load())
        levels = fragility(cursor, DAY, load(), EVERYBODY)
    assert 0 < figures["urgences_sans_contact"] < 11
    found = protect_total(figures_of(figures, levels), 11)
    assert found.text("urgences_sans_contact") == "<\u00a011"
    assert found.text("urgences") == "20", "the 17 others are no small count"
    assert found.text("zones_blanches") == "7"


def test_rates_of_the_territory_follow_their_counts() -> None:
    found = protect_total({"inscrits": 40, "joints": 36, "taux_joints": 0.9, "zones_blanches": 3}, 11)
    assert found.text("joints") == "n.\u00a0c."
    assert found.text("taux_joints") == "n.\u00a0c."
    assert math.isnan(found.values["taux_joints"])
    assert found.text("zones_blanches") == "3"
    assert protect_total({}, 11).values == {}
    assert protect_total({"taux_joints": math.nan, "inscrits": 0, "joints": 0}, 11).text("inscrits") == "0"


def test_every_indicator_of_the_sample_can_be_protected(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        zones = read_zones(cursor)
        for indicator in registry().values():
            frame = indicator.by_zone(cursor, DAY, load(), EVERYBODY)
            found = protect_by_zone(frame, indicator, zones, 11)
            again = protect_by_zone(frame, indicator, zones, 11)
            pd.testing.assert_frame_equal(found.frame, again.frame)
            assert found.regions == again.regions
            assert set(found.frame.columns) == set(frame.columns)
            numbers = [name for name in found.frame.columns if found.withheld[name].any()]
            for name in numbers:
                assert found.frame.loc[found.withheld[name], name].isna().all()
