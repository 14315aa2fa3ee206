"""The charts of who acts say the figures they are given, in words, and read no tag of a name."""

from __future__ import annotations

import pandas as pd

from tests.plain_text import plain
from visa_data.figures.who_acts import caller_profiles, doors, orientation_fates, seats, zones_waiting

HOSTILE = "<b>Équipe</b>"


def texts(figure: object) -> list[str]:
    return [plain(text) for trace in figure.data for text in trace.text]  # type: ignore[attr-defined]


def names(figure: object) -> list[str]:
    return [plain(text).strip() for text in figure.layout.yaxis.ticktext]  # type: ignore[attr-defined]


def test_fates_add_up_to_the_people_of_each_level() -> None:
    frame = pd.DataFrame(
        {
            "niveau": [2, 3, 4],
            "personnes": [20, 10, 0],
            "non_orientees": [11, 4, 0],
            "en_attente": [3, 2, 0],
            "sans_suite": [2, 3, 0],
            "prises_en_charge": [4, 1, 0],
        }
    )
    figure = orientation_fates(frame)
    assert names(figure) == ["Niveau 4 · 0", "Niveau 3 · 10", "Niveau 2 · 20"]
    assert [trace.name for trace in figure.data] == [
        "Non orientées",
        "Sans réponse",
        "Sans suite",
        "Prises en charge",
    ]
    sums = [sum(trace.x[row] for trace in figure.data) for row in range(3)]
    assert sums[0] == 0 and [round(one, 9) for one in sums[1:]] == [1, 1]


def test_doors_say_how_many_and_since_when() -> None:
    frame = pd.DataFrame(
        {
            "nom_acteur": [HOSTILE, "CLIC"],
            "en_attente": [12, 1],
            "niveaux_3_4": [5, 0],
            "plus_ancienne": [41, 1],
        }
    )
    figure = doors(frame)
    assert texts(figure) == ["<b>12</b> · 41 j", "<b>1</b> · 1 j"]
    assert names(figure)[0] == "&lt;b&gt;Équipe&lt;/b&gt;"
    assert all("<b>Équipe" not in hover for hover in figure.data[0].customdata)


def test_zones_say_how_many_of_whom() -> None:
    frame = pd.DataFrame(
        {"code_zone": ["Z1"], "nom_zone": ["Bavay"], "non_orientees": [6], "a_orienter": [14]}
    )
    assert texts(zones_waiting(frame)) == ["<b>6</b> sur 14"]


def test_seats_say_what_is_signed_and_which_are_empty() -> None:
    rows = [
        ("CCAS ou CIAS", 3, 2, 2, 1),
        ("Commerce", 1, 1, 0, 0),
        ("Acteur social", 1, 0, 0, 0),
        ("Bailleur social", 0, 0, 0, 0),
    ]
    columns = ["libelle", "acteurs", "actifs", "avec_convention", "avec_charte"]
    assert texts(seats(pd.DataFrame(rows, columns=columns))) == [
        "<b>2</b> · 2 conventions, 1 charte",
        "<b>1</b> · rien de signé",
        "<b>aucun</b> · 1 pressenti",
        "<b>aucun</b>",
    ]


def test_profiles_say_calls_callers_and_hours() -> None:
    rows = [("agent", "Agent", 2, 12.0, 40, 20, 3, 1), ("x", HOSTILE, 0, 0.0, 1, 0, 0, 0)]
    columns = [
        "profil",
        "libelle",
        "appelants",
        "heures_semaine",
        "appels",
        "joints",
        "appels_sans_formation",
        "appels_sans_charte",
    ]
    figure = caller_profiles(pd.DataFrame(rows, columns=columns))
    assert texts(figure)[0] == "<b>40 appels</b> · 2 appelants, 12 h par semaine"
    assert "3 sans formation, 1 sans charte" in plain(figure.data[0].customdata[0])
    assert all("<b>Équipe" not in hover for hover in figure.data[0].customdata)
