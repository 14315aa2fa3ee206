"""Counts as circles: areas in proportion, small ones over large ones, and everything that no circle shows told."""

from __future__ import annotations

import math
from typing import Any

import folium
import numpy as np
import pandas as pd
import pytest

from tests.html_read import HtmlRead
from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.indicators.indicator import Unit
from visa_data.indicators.registry import by_zone
from visa_data.indicators.zone_values import map_columns
from visa_data.maps.circle_scale import LARGEST, LEAST_LARGEST, SMALLEST, circle_scale, round_counts
from visa_data.maps.circles import WITHHELD_RADIUS, Circles, circles_layer, pale_zones
from visa_data.maps.circles_legend import circles_legend
from visa_data.maps.donuts import Part, level_parts, two_parts
from visa_data.maps.drawn import drawn_as
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.view import MapView

HOSTILE = "<img src=x onerror=alert(1)>`${1}`</script>"
COLOUR = "#B65608"


def of_points(*points: tuple[float, float]) -> ZoneShapes:
    """Zones A, B, C… of those (longitude, latitude), on a territory of one degree."""
    codes = [chr(ord("A") + row) for row in range(len(points))]
    return ZoneShapes(
        codes,
        [HOSTILE if code == "B" else f"Commune {code}" for code in codes],
        [{"type": "Point", "coordinates": list(point)} for point in points],
        np.array([latitude for _, latitude in points]),
        np.array([longitude for longitude, _ in points]),
        np.ones(len(points)),
        (47.0, 2.0, 48.0, 3.0),
    )


APART = of_points((2.1, 47.1), (2.9, 47.1), (2.5, 47.9))


def read(html: str) -> str:
    reader = HtmlRead()
    reader.feed(html)
    return reader.said.replace("\u00a0", " ")


def stated(group: folium.FeatureGroup) -> list[dict[str, Any]]:
    drawn = [child for child in group._children.values() if isinstance(child, Circles)]
    return list(drawn[0].stated["circles"]) if drawn else []


def test_areas_are_in_proportion_and_the_largest_is_drawn_first() -> None:
    circles = stated(circles_layer(APART, {"A": 25, "B": 100, "C": 4}, {}, colour=COLOUR))
    assert [one["properties"]["code"] for one in circles] == ["B", "A", "C"]
    radii = [one["style"]["radius"] for one in circles]
    assert radii == [LARGEST, LARGEST / 2, LARGEST / 5]


def test_nobody_has_no_circle_and_a_hostile_name_stays_text() -> None:
    group = circles_layer(APART, {"A": 0, "B": 3, "C": math.nan}, {"B": HOSTILE}, colour=COLOUR)
    (circle,) = stated(group)
    assert set(circle["properties"]) == {"code", "nom", "texte"}
    script = MapView(APART.bounds, [group]).script()
    assert "<img" not in script and "</script" not in script
    assert not circles_layer(APART, {}, {}, colour=COLOUR)._children


def test_no_circle_covers_the_middle_of_another_on_the_whole_territory() -> None:
    near = of_points((2.1, 47.1), (2.15, 47.1), (2.9, 47.9))
    scale = circle_scale(near, [{"A": 100, "B": 100, "C": 100}])
    assert LEAST_LARGEST < scale.largest < LARGEST
    # Two small ones side by side do not shrink the large one that stands alone.
    assert circle_scale(near, [{"A": 1, "B": 1, "C": 100}]).largest == LARGEST
    crowd = of_points((2.1, 47.1), (2.101, 47.1))
    assert circle_scale(crowd, [{"A": 1, "B": 1}]).largest == LEAST_LARGEST


def test_the_scale_is_that_of_all_the_dates() -> None:
    scale = circle_scale(APART, [{"A": 4}, {"A": 16, "B": math.nan}])
    assert scale.most == 16
    assert scale.radius(4) == LARGEST / 2
    assert scale.radius(math.nan) == scale.radius(0) == 0


def test_what_a_book_withholds_is_a_dashed_circle_of_one_size() -> None:
    group = circles_layer(
        APART, {"A": 40, "B": math.nan}, {"B": "Isolées : < 11"}, withheld={"B": "< 11"}, colour=COLOUR
    )
    hidden = next(one for one in stated(group) if one["properties"]["code"] == "B")
    assert hidden["style"]["radius"] == WITHHELD_RADIUS and hidden["style"]["dashArray"]
    assert "inside" not in hidden["style"]


def test_a_donut_is_made_of_what_adds_up() -> None:
    levels = pd.DataFrame([("A", *(1, 2, 3, 4, 5))], columns=["code_zone", *LEVEL_COLUMNS])
    parts = level_parts(levels)
    assert [part.count for part in parts["A"]] == [5, 4, 3, 2, 1]
    (circle,) = stated(circles_layer(APART, {"A": 15}, {}, parts=parts, colour=COLOUR))
    assert circle["style"]["inside"] == "15"
    assert [count for _, count in circle["style"]["parts"]] == [5, 4, 3, 2, 1]
    with pytest.raises(ValueError, match="do not add up"):
        circles_layer(APART, {"A": 16}, {}, parts=parts, colour=COLOUR)
    assert [part.count for part in two_parts({"A": 9}, {"A": 4}, ("Non pourvus", "En cours"))["A"]] == [4, 5]


def test_the_legend_has_the_sizes_of_the_map_and_tells_what_is_not_drawn() -> None:
    values = {"A": 1000, "B": 0, "C": 2, "": 7, "Z9": 3}
    scale = circle_scale(APART, [values])
    html = circles_legend(
        "Isolées (personnes)",
        APART,
        values,
        scale,
        colour=COLOUR,
        parts={"A": [Part("Niveau 4", "#D55E00", 1000)]},
        note=HOSTILE,
    )
    for count in (1000, 200, 50):
        assert f"width:{2 * scale.radius(count):g}px" in html
    assert "<img" not in html
    said = read(html)
    assert "1\u202f00020050" in said and "Niveau 4" in said
    assert "Non localisés, absents de la carte : 7." in said
    assert "Sans contour, absents de la carte : 1 zone (3 personnes)." in said
    assert "Sans rond : 1 zone à zéro." in said
    assert scale.radius(2) == SMALLEST
    assert "Le plus petit rond : 4,4 au plus (1 zone)." in said


def test_the_legend_of_a_book_tells_how_many_are_withheld() -> None:
    values = {"A": 40, "B": math.nan, "C": math.nan, "": math.nan}
    html = circles_legend(
        "Isolées",
        APART,
        values,
        circle_scale(APART, [values]),
        colour=COLOUR,
        withheld={"B": "< 11", "": "n. c."},
        places=("secteur", "secteurs"),
    )
    said = read(html)
    assert "< 11" in said and "1 secteur" in said
    assert "Sans donnée : 1 secteur." in said
    assert "Non localisés, absents de la carte : n. c." in said


def test_the_ground_under_circles_says_only_where_there_is_a_count() -> None:
    assert set(pale_zones(APART, {"A": 3, "B": math.nan, "C": math.nan}, {"B": "< 11"}, "light")) == {
        "A",
        "B",
    }


@pytest.mark.parametrize(
    ("most", "counts"), [(135, [100, 20, 5]), (3, [2]), (1, [1]), (0, []), (4800, [2000, 500, 100])]
)
def test_a_legend_shows_round_counts(most: float, counts: list[float]) -> None:
    assert round_counts(most) == counts


def test_every_plain_count_of_the_map_is_circles_and_nothing_else_is() -> None:
    columns = [column for indicator in by_zone() for column in map_columns(indicator)]
    drawn = {(column.name, drawn_as(column)) for column in columns}
    assert {name for name, how in drawn if how == "colours"} == {
        *("statut", "acces", "distance_mediane_km", "taux_joints", "taux_a_jour"),
        *("part_inscrits_75", "part_inscrits_75_seuls"),
    }
    assert {"isolees", "jamais_joints", "non_pourvus", "besoins_sans_ressource", "ressources"} <= {
        name for name, how in drawn if how == "circles"
    }
    assert all(drawn_as(column, share=True) == "colours" for column in columns)
    assert all(column.unit is not Unit.NEEDS for column in columns)
