"""The small map and the teams' load, as data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.maps.test_layers import HOSTILE, square
from visa_data.figures.small_map import small_map
from visa_data.figures.team_load import team_load
from visa_data.maps.colours import NO_DATA
from visa_data.maps.shapes import ZoneShapes


def test_a_small_map_has_one_trace_a_colour_and_safe_words() -> None:
    shapes = ZoneShapes(
        ["1", "2", "3"],
        ["Corvilly", HOSTILE, "Aubremont"],
        [square(2, 47), square(2.1, 47), square(2, 47.1)],
        np.array([47.05, 47.05, 47.15]),
        np.array([2.05, 2.15, 2.05]),
        np.array([0.01, 0.01, 0.01]),
        (47.0, 2.0, 47.2, 2.2),
    )
    figure = small_map(shapes, {"1": "#9C3400", "2": "#9C3400"}, {"1": "12 <b>"}, hatched="#9C3400")
    areas = [trace for trace in figure.data if trace.fill == "toself"]
    assert [trace.fillcolor for trace in areas] == ["#9C3400", NO_DATA["light"]]
    assert areas[0].fillpattern.shape == "/" and areas[1].fillpattern.shape is None
    # Two rings of five points and the gap between them.
    assert len(areas[0].x) == 11 and np.isnan(areas[0].x[5])
    said = figure.data[-1].hovertext
    assert said[0] == "<b>Corvilly</b><br>12 &lt;b&gt;"
    assert "<img" not in said[1]
    assert said[2].endswith("Hors des zones choisies")


def test_a_team_over_its_capacity_is_hatched_beyond_it() -> None:
    loads = pd.DataFrame(
        {
            "nom": ["Pleine", "Légère", "Inconnue"],
            "isolees_atteintes": [30.0, 5.0, 8.0],
            "capacite": [20.0, 12.0, np.nan],
            "charge_texte": ["a", "b", "c"],
        }
    )
    figure = team_load(loads)
    within, beyond, capacity, words = figure.data
    assert list(within.x) == [20.0, 5.0, 8.0]
    assert list(beyond.x) == [10.0, 0.0, 0.0]
    assert beyond.marker.pattern.shape == "/"
    assert list(capacity.x)[:2] == [20.0, 12.0]
    texts = [text.replace("\u00a0", " ").strip() for text in words.text]
    assert texts == ["30 pour 20 places", "5 pour 12 places", "8, capacité inconnue"]
