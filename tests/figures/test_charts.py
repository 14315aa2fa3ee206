"""Each chart says the figures it is given, in words as well as in colours."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from visa_data.figures.bars import Part, bars, stacked
from visa_data.figures.curves import Curve, spread, weekly
from visa_data.figures.flows import flows
from visa_data.figures.funnel import funnel
from visa_data.figures.hours import hours
from visa_data.figures.levels import level_bars, level_shares
from visa_data.figures.needs import median_delay, needs_ranking, ranked_needs
from visa_data.figures.reach_by_hour import reach_by_hour
from visa_data.figures.trend import needs_trend
from visa_data.figures.zone_rates import zone_rates
from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.vocabulary import BESOINS_COURTS, NIVEAUX, Besoin

TAGGED = "<img src=x>"


def words(figure: go.Figure) -> str:
    """Everything a reader can see or point at, spaces made ordinary."""
    said = json.dumps(json.loads(figure.to_json()), ensure_ascii=False)
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def test_funnel_gives_counts_and_shares_of_the_registered() -> None:
    labels = {name: name for name in ("inscrits", "tentes", "joints", "evalues", "a_jour")}
    figure = funnel({"inscrits": 1489, "tentes": 1427, "joints": 1261, "evalues": 1226, "a_jour": 0}, labels)
    texts = [text.replace("\u00a0", " ").replace("\u202f", " ") for text in figure.data[0].text]
    assert texts == [
        "<b>1 489</b>",
        "<b>1 427</b> · 96 %",
        "<b>1 261</b> · 85 %",
        "<b>1 226</b> · 82 %",
        "<b>0</b> · 0 %",
    ]


def test_funnel_of_nobody_has_no_share() -> None:
    labels = dict.fromkeys(("inscrits", "tentes", "joints", "evalues", "a_jour"), "étape")
    figure = funnel(dict.fromkeys(labels, 0), labels)
    assert set(figure.data[0].text) == {"<b>0</b>"}


def test_two_zones_of_one_name_keep_a_bar_each() -> None:
    figure = bars(["Neuville", "Neuville"], [1, 2], ["1", "2"], ["a", "b"])
    assert list(figure.data[0].y) == [0, 1]
    assert [text.strip() for text in figure.layout.yaxis.ticktext] == ["Neuville", "Neuville"]


def test_names_from_files_are_harmless_in_charts() -> None:
    zones = pd.DataFrame(
        {
            "code_zone": ["1"],
            "nom_zone": [TAGGED],
            "inscrits": [4],
            "joints": [1],
            "a_jour": [0],
            "taux_joints": [0.25],
        }
    )
    figure = zone_rates(zones, "taux_joints")
    assert "<img" not in words(figure)
    assert "&lt;img" in words(figure)
    assert "25 %</b> · 1 sur 4" in words(figure)


def test_stacked_bars_are_shares_and_write_counts_where_there_is_room() -> None:
    figure = stacked(
        ["Z", "vide"], [Part("peu", [1, 0], "#0072B2"), Part("beaucoup", [199, 0], "#E69F00")], ["z", "v"]
    )
    assert [list(bar.x) for bar in figure.data] == [[0.005, 0.0], [0.995, 0.0]]
    assert [list(bar.text) for bar in figure.data] == [["1", ""], ["199", ""]]
    assert figure.layout.uniformtext.mode == "hide", (
        "the page writes those that it has room for, over no other"
    )


def test_levels_are_most_fragile_first_and_say_their_share() -> None:
    frame = pd.DataFrame(
        {
            "niveau": range(5),
            "libelle": list(NIVEAUX.values()),
            "personnes": [2, 4, 2, 1, 1],
            "part": [0.2, 0.4, 0.2, 0.1, 0.1],
        }
    )
    figure = level_bars(frame)
    assert list(figure.data[0].x) == [1, 1, 2, 4, 2]
    assert figure.layout.yaxis.ticktext[0].startswith("4 · Grande fragilité")
    assert "Ni fragile, ni isolée" in words(figure)


def test_unknown_levels_are_hatched() -> None:
    frame = pd.DataFrame([[1, 2, 3, 4, 5]], columns=list(LEVEL_COLUMNS))
    figure = level_shares(["Z"], frame)
    patterns = {bar.name: bar.marker.pattern.shape for bar in figure.data}
    assert patterns["Non évaluée"] == "/"
    assert patterns["4 · Grande fragilité"] == "x"
    assert [bar.text[0] for bar in figure.data] == ["5", "4", "3", "2", "1"]


WEEKS = [date(2020, 5, 4), date(2020, 5, 11), date(2020, 5, 18)]


def test_the_running_week_is_drawn_apart() -> None:
    figure = weekly(WEEKS, [Curve("Appels", [5, 7, 2], "#0072B2")], running=True)
    assert [list(line.y) for line in figure.data] == [[5, 7], [7, 2]]
    assert figure.data[1].line.dash == "dot"
    assert "semaine en cours" in figure.data[1].customdata[-1]


def test_a_single_running_week_is_still_there() -> None:
    figure = weekly(WEEKS[:1], [Curve("Appels", [5], "#0072B2")], running=True)
    assert [list(line.y) for line in figure.data] == [[5]]


def test_lines_are_named_at_their_end_without_overlap() -> None:
    figure = weekly(
        WEEKS, [Curve("A", [1, 2, 10], "#0072B2"), Curve("B", [1, 2, 10], "#D55E00")], running=False
    )
    first, second = (note for note in figure.layout.annotations if "⬤" in note.text)
    assert abs(first.y - second.y) >= 1.5
    assert spread([0.5, 0.1, 0.5], 0.1) == [0.5, 0.1, 0.6]


def test_hours_mark_what_has_few_calls() -> None:
    frame = pd.DataFrame(
        {
            "jour_semaine": [0, 2],
            "jour": ["lundi", "mercredi"],
            "heure": [9, 11],
            "appels": [40, 3],
            "joints": [10, 3],
            "taux_joints": [0.25, 1.0],
            "peu": [False, True],
        }
    )
    figure = reach_by_hour(frame)
    heat, sure, few = figure.data
    assert [tuple(row) for row in heat.z] == [(0.25, None, None), (None, None, None), (None, None, None)]
    assert [text.replace("\u00a0", " ") for text in sure.text] == ["<b>25 %</b>"]
    assert list(few.text) == ["(3 sur 3)"]
    assert [text.strip() for text in figure.layout.yaxis.ticktext] == ["lundi", "mardi", "mercredi"]


def test_hours_where_every_cell_has_few_calls() -> None:
    frame = pd.DataFrame(
        {
            "jour_semaine": [0],
            "jour": ["lundi"],
            "heure": [9],
            "appels": [2],
            "joints": [1],
            "taux_joints": [0.5],
            "peu": [True],
        }
    )
    assert list(reach_by_hour(frame).data[2].text) == ["(1 sur 2)"]


def test_hours_with_and_without_callers() -> None:
    needed = pd.DataFrame(
        {
            "niveau": [1, 2, 3, 4],
            "libelle": [NIVEAUX[n] for n in (1, 2, 3, 4)],
            "personnes": [1] * 4,
            "cadence_jours": [30, 14, 7, 2],
            "heures_semaine": [1.0, 2.0, 3.0, 4.5],
        }
    )
    assert [text.strip() for text in hours(needed, None).layout.yaxis.ticktext] == ["Nécessaires"]
    both = hours(needed, 8.0)
    assert [text.strip() for text in both.layout.yaxis.ticktext] == ["Nécessaires", "Disponibles"]
    assert [note.text.replace("\u00a0", " ") for note in both.layout.annotations] == [
        "<b>10,5 h</b>",
        "<b>8,0 h</b>",
    ]


def test_flows_keep_the_counts_and_say_the_direction() -> None:
    frame = pd.DataFrame({"de": [0, 2, 4, 1], "vers": [1, 4, 2, 1], "personnes": [5, 2, 3, 7]})
    figure = flows(frame, date(2020, 5, 1), date(2020, 5, 31))
    sankey = figure.data[0]
    assert sorted(sankey.link.value) == [2, 3, 5, 7]
    assert len(set(sankey.link.color)) == 4, "up, down, first evaluation, unchanged"
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>1er mai 2020</b>" in texts
    assert "Niveau 1 : <b>12</b>" in texts
    assert "Niveau 1 : <b>7</b>" in texts
    # Names stand apart, in the order of the levels.
    left = [note.y for note in figure.layout.annotations if note.xanchor == "right" and "Niveau" in note.text]
    assert left == sorted(left, reverse=True)


def test_one_person_moving_is_a_chart() -> None:
    frame = pd.DataFrame({"de": [0], "vers": [4], "personnes": [1]})
    assert list(flows(frame, date(2020, 5, 1), date(2020, 5, 2)).data[0].link.value) == [1]


def test_needs_are_ranked_by_people_unmet() -> None:
    frame = pd.DataFrame(
        {
            "besoin": ["parler", "argent", "sortir"],
            "libelle": ["Parler avec autrui", "Retirer de l'argent", "Pouvoir sortir"],
            "ouverts": [4, 9, 5],
            "non_pourvus": [3, 3, 5],
            "pourvus": [0, 2, 1],
            "delai_median_jours": [float("nan"), 6.5, 1.0],
            "ressources_actives": [1, 0, 2],
        }
    )
    figure = needs_ranking(ranked_needs(frame))
    assert [text.strip() for text in figure.layout.yaxis.ticktext] == ["Sortir", "Argent", "Parler"]
    assert "Délai médian : –" in words(figure)
    assert "nan" not in words(figure)


@pytest.mark.parametrize(
    ("days", "said"), [(float("nan"), "–"), (1, "1 jour"), (6.5, "6,5 jours"), (14, "14 jours")]
)
def test_delays_in_words(days: float, said: str) -> None:
    assert median_delay(days).replace("\u00a0", " ") == said


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_trend_shows_ten_curves_and_their_last_value(weeks: int) -> None:
    ends = [date(2020, 5, 10), date(2020, 5, 17), date(2020, 5, 24)][:weeks]
    frame = pd.DataFrame(
        [(end, need.value, rank + week) for rank, need in enumerate(Besoin) for week, end in enumerate(ends)],
        columns=["fin", "besoin", "ouverts"],
    )
    figure = needs_trend(frame)
    texts = [text for trace in figure.data if trace.mode == "text" for text in trace.text]
    assert set(BESOINS_COURTS.values()) <= set(texts)
    assert {f"<b>{rank + weeks - 1}</b>" for rank in range(10)} <= set(texts)
    assert texts.count("10 mai") == 1
