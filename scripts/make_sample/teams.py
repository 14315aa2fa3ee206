"""The nine équipes citoyennes, in the columns of ``equipes``: one sleeps, one is new, one is full."""

from __future__ import annotations

import pandas as pd

from scripts.make_sample.areas import Areas, centres, distance_km
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.territory import IRIS_CODES

COLUMNS = [
    "identifiant",
    "nom",
    "type_porteur",
    "code_zone",
    "latitude",
    "longitude",
    "zones_intervention",
    "rayon_km",
    "benevoles",
    "capacite",
    "statut",
    "date_creation",
]
#: The late villages that the neighbouring teams took on already; the three others wait for their own team.
LATE_TAKEN_ON = 4
#: Villages that nobody lists: a team reaches part of their people by its radius, or none.
UNLISTED = ("99120", "99143")
WEST_IRIS = tuple(IRIS_CODES[rank] for rank in (0, 3, 6, 7))
EAST_IRIS = tuple(IRIS_CODES[rank] for rank in (1, 2, 4, 5, 8))


def team_table(outlines: Outlines, areas: Areas) -> pd.DataFrame:
    """Rows of ``equipes``, sorted by ``identifiant``; every value is text, "" when empty."""
    places = centres(outlines.zones())
    names = dict(zip(outlines.zones()["code"], outlines.zones()["nom"], strict=True))
    villages = [code for code in sorted(places) if code not in IRIS_CODES]
    bases = {"north": "99117", "east": "99124", "south": "99129", "ring": "99109", "edge": "99135"}
    free = [code for code in areas.elsewhere(villages) if code not in UNLISTED]
    waiting = _farthest(areas.late, places)
    free += [code for code in areas.late if code not in waiting] + list(areas.valley)
    listed: dict[str, list[str]] = {name: [] for name in bases}
    for code in sorted(free):
        near = min(bases, key=lambda name: (distance_km(places[bases[name]], places[code]), name))
        listed["south" if code in areas.valley else near].append(code)
    asleep_base = min(areas.asleep, key=lambda code: (abs(places[code][1] - 1.9), code))
    rows = [
        ("reseau_national", IRIS_CODES[0], WEST_IRIS, "", 24, 150, "active", "2017-03-14"),
        ("association_locale", IRIS_CODES[1], EAST_IRIS, "", 6, 24, "active", "2021-10-05"),
        ("ccas_cias", bases["ring"], listed["ring"], "3", 19, 120, "active", "2018-11-20"),
        ("association_locale", bases["north"], listed["north"], "5", 14, 80, "active", "2019-02-12"),
        ("reseau_national", bases["east"], listed["east"], "6.5", 17, 110, "active", "2020-06-08"),
        ("reseau_national", bases["south"], listed["south"], "", 15, 95, "active", "2016-09-27"),
        ("association_locale", bases["edge"], listed["edge"], "5", 11, 60, "active", "2022-05-17"),
        ("association_locale", asleep_base, areas.asleep, "4", 4, 30, "en_sommeil", "2019-05-21"),
        ("ccas_cias", waiting[0], waiting, "5", 3, 25, "en_creation", "2025-11-18"),
    ]
    return pd.DataFrame(
        [
            (
                f"EC{rank:02d}",
                f"Équipe citoyenne – {names[base]}",
                bearer,
                base,
                f"{places[base][0]:.6f}",
                f"{places[base][1]:.6f}",
                "|".join(zones),
                radius,
                str(volunteers),
                str(capacity),
                status,
                created,
            )
            for rank, (bearer, base, zones, radius, volunteers, capacity, status, created) in enumerate(
                rows, start=1
            )
        ],
        columns=COLUMNS,
    )


def _farthest(codes: tuple[str, ...], places: dict[str, tuple[float, float]]) -> list[str]:
    """The villages of the late area left to the team that is being created: the farthest from the town."""
    town = places[IRIS_CODES[0]]
    by_distance = sorted(codes, key=lambda code: (-distance_km(places[code], town), code))
    return sorted(by_distance[: len(codes) - LATE_TAKEN_ON])
