"""A figure played date by date: which dates, common classes and sizes, what the browser receives."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta

import folium
import numpy as np
import pandas as pd
import pytest

from visa_data.indicators.indicator import Column, Unit
from visa_data.maps.dated import MOST_WEEKS, DatedFigure, titles, week_days, whole_of
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.view import MapView
from visa_data.maps.week_drawing import MOST_DISTINCT, Played
from visa_data.maps.weeks import Weeks, weeks_of

DAY = date(2020, 6, 7)
HOSTILE = "<img src=x onerror=alert(1)>`${1}`</script>"
STATUS = Column("statut", "Statut", "", Unit.STATUS, "")
RATE = Column("taux", "Part jointe", "", Unit.RATE, worse=-1)
COUNT = Column("isolees", "Isolées", "", worse=1)
PEOPLE, ZONES = ("personne", "personnes"), ("zone", "zones")


def of_zones(number: int) -> ZoneShapes:
    west = np.arange(number) / 10 + 2.0
    return ZoneShapes(
        [f"Z{row}" for row in range(number)],
        [HOSTILE if row == 1 else f"Commune {row}" for row in range(number)],
        [
            {"type": "Polygon", "coordinates": [[[x, 47], [x + 0.1, 47], [x + 0.1, 47.1], [x, 47]]]}
            for x in west
        ],
        np.full(number, 47.05),
        west + 0.05,
        np.ones(number),
        (47.0, 2.0, 47.1, 2.0 + number / 10),
    )


def at(weeks_before: int, values: list[object], withheld: dict[str, str] | None = None) -> DatedFigure:
    frame = pd.DataFrame(
        {
            "code_zone": [f"Z{row}" for row in range(len(values))],
            "nom_zone": [f"Commune {row}" for row in range(len(values))],
            "valeur": values,
            "denominateur": [10] * len(values),
        }
    )
    return DatedFigure(DAY - timedelta(days=7 * weeks_before), frame, withheld or {})


def played(frames: list[DatedFigure], column: Column, *, chosen: tuple[str, ...] = ()) -> Weeks:
    shapes = of_zones(len(frames[0].values))
    return weeks_of(shapes, frames, Played(column, "Titre", column.label, PEOPLE, chosen=chosen))


def test_every_seven_days_back_to_the_first_call_and_the_date_compared() -> None:
    found = week_days(DAY, date(2020, 5, 22), date(2020, 6, 3))
    assert found.days == (date(2020, 5, 24), date(2020, 5, 31), date(2020, 6, 3), DAY)
    assert found.left_out == 0
    assert week_days(DAY, date(2020, 5, 24), date(2020, 5, 31)).days[0] == date(2020, 5, 24)


def test_a_long_campaign_leaves_its_oldest_weeks_out_and_counts_them() -> None:
    found = week_days(DAY, DAY - timedelta(days=7 * 30), DAY - timedelta(days=7))
    assert len(found.days) == MOST_WEEKS
    assert found.left_out == 31 - MOST_WEEKS


def test_a_day_without_calls_before_it_has_only_the_date_compared() -> None:
    before = DAY - timedelta(days=7)
    assert week_days(DAY, None, before).days == (before, DAY)
    assert week_days(DAY, DAY + timedelta(days=1), before).days == (before, DAY)


def test_a_week_is_written_from_its_first_day_to_its_last() -> None:
    days = [date(2019, 12, 29) + timedelta(days=7), date(2020, 6, 3), date(2020, 5, 3), DAY]
    assert [large for large, _ in titles(days)] == [
        "semaine du 30 décembre 2019 au 5 janvier 2020",
        "au 3 juin 2020",
        "semaine du 27 avril au 3 mai 2020",
        "semaine du 1er au 7 juin 2020",
    ]
    assert titles([DAY], books=True) == [("réunion du 7 juin 2020", "au 7 juin 2020")]


def test_what_moves_is_counted_only_where_it_adds_up() -> None:
    values = pd.DataFrame(
        {"code_zone": ["A", "B", ""], "valeur": [3.0, 0.0, 4.0], "denominateur": [6, 4, 10]}
    )

    def said(column: Column, *, share: bool = False) -> str:
        return whole_of(values, column, counted=PEOPLE, places=ZONES, share=share).replace("\u00a0", " ")

    assert said(COUNT) == "7 personnes"
    assert said(Column("ressources", "Ressources", "", about="ressources")) == "1 zone à plus de zéro"
    assert said(Column("acces", "Accès", "", Unit.RATIO, "")) == "médiane des zones : 1,50"
    rates = values.assign(valeur=[0.5, 0.0, 0.4])
    assert whole_of(rates, RATE, counted=PEOPLE, places=ZONES) == "35\u00a0%"
    status = values.assign(valeur=["blanche", "couverte", "sans_inscrit"])
    assert whole_of(status, STATUS, counted=PEOPLE, places=ZONES) == "1\u00a0zone blanche"


def test_a_colour_means_the_same_at_every_date() -> None:
    weeks = played([at(1, [0.1, 0.2, math.nan]), at(0, [0.2, 0.9, 0.1])], RATE)
    before, after = weeks.stated["frames"]
    assert before["fill"][1] == after["fill"][0]
    assert before["fill"][0] == after["fill"][2] != after["fill"][1]
    assert before["fill"][2] == -1 and before["value"][2] is None
    assert "Mêmes couleurs pour les 2 dates." in weeks.legend
    # What the browser writes is what the page writes at that date.
    text = weeks.stated["texts"][before["text"][1]]
    assert text.replace("\u00a0", " ") == "Part jointe : 20 % (sur 10 personnes)"


def test_sizes_are_of_one_scale_and_the_greatest_change_is_known() -> None:
    weeks = played([at(1, [4, 0]), at(0, [16, 1])], COUNT)
    sizes = weeks.stated["sizes"]
    assert sizes[0][0] == sizes[1][0] / 2 and sizes[0][1] == 0
    change = weeks.stated["change"]
    assert change["most"] == 12 and change["words"] == PEOPLE and change["worse"] == 1
    assert "Même échelle pour les 2 dates" in weeks.legend


def test_a_tooltip_opens_with_the_sentence_of_its_date() -> None:
    first, last = at(1, [4, 0]), at(0, [16, 1])
    weeks = played([first, replace(last, openings={"Z0": "16 personnes isolées."})], COUNT)
    texts = [[weeks.stated["texts"][row] for row in frame["text"]] for frame in weeks.stated["frames"]]
    assert texts[0][0].replace("\u00a0", " ") == "Isolées : 4 personnes"
    assert texts[1][0].replace("\u00a0", " ") == "16 personnes isolées. Isolées : 16 personnes"
    assert texts[1][1].replace("\u00a0", " ") == "Isolées : 1 personne"


def test_what_a_book_withholds_has_no_number_in_the_browser() -> None:
    weeks = played([at(1, [20.0, math.nan], {"Z1": "< 11"}), at(0, [25.0, 30.0])], COUNT)
    before = weeks.stated["frames"][0]
    assert before["hidden"] == [1] and before["value"] == [20.0, None]
    assert weeks.stated["said"][before["said"][1]] == "&lt; 11"


def test_zones_out_of_those_chosen_are_neither_coloured_nor_counted() -> None:
    weeks = played([at(1, ["blanche", "blanche"]), at(0, ["couverte", "blanche"])], STATUS, chosen=("Z0",))
    frames = weeks.stated["frames"]
    assert [frame["whole"].replace("\u00a0", " ") for frame in frames] == ["1 zone blanche", "0 zone blanche"]
    assert frames[0]["fill"][1] == -1


def test_classes_are_looked_for_among_fewer_values_but_words_are_those_of_each() -> None:
    number = MOST_DISTINCT + 400
    values = [(row + 0.49) / number for row in range(number)]
    weeks = played([at(1, values), at(0, values)], RATE)
    frame = weeks.stated["frames"][0]
    row = next(row for row, value in enumerate(values) if round(value, 2) != round(round(value, 3), 2))
    text = weeks.stated["texts"][frame["text"][row]].replace("\u00a0", " ")
    assert text.startswith(f"Part jointe : {round(values[row] * 100)} %")


def test_names_stay_text_and_the_drawing_is_written_once_a_view() -> None:
    weeks = played([at(1, ["blanche", "blanche"]), at(0, ["couverte", "blanche"])], STATUS)
    scripts = [MapView(weeks.shapes.bounds, [weeks.group()]).script() for _ in range(2)]
    assert scripts[0] == scripts[1]
    assert "<img" not in scripts[0] and "</script" not in scripts[0]
    assert any(isinstance(child, folium.GeoJson) for child in weeks.group()._children.values())
    json.dumps(weeks.stated, allow_nan=False)


def test_one_date_alone_is_not_played() -> None:
    with pytest.raises(ValueError, match="one date"):
        played([at(0, [1, 2])], COUNT)
