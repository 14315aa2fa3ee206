"""Who may go to a place: the teams that have room for somebody more by distance, those that are full last."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from visa_data import french
from visa_data.dossier.team_places import TeamPlaces

NEAREST = 3
"""Teams that are named besides where none of those that go there has any place."""


@dataclass(frozen=True, slots=True)
class Goer:
    """A team: whether it goes there already, how many isolated people it reaches there (None: not told), kilometres (NaN)."""

    team: TeamPlaces
    goes: bool
    here: int | None
    km: float

    @property
    def far(self) -> str:
        """`à 3,2 km`; where the team has no place, nothing."""
        return "" if math.isnan(self.km) else f"à {french.kilometres(self.km)}"

    @property
    def room(self) -> bool:
        """Whether it is known to have a place left."""
        return _room(self.team)


@dataclass(frozen=True, slots=True)
class WhoGoes:
    """first: in a sentence, that none has room near; "" where one that goes there has. full: whether all of these are full."""

    first: str
    goers: tuple[Goer, ...]
    full: bool

    @property
    def sentence(self) -> str:
        """The first of them alone: `Centre social, à 3,2 km : 4 places libres.`; said where none has room."""
        if not self.goers:
            return self.first
        best = self.goers[0]
        who = ", ".join(filter(None, (best.team.name, best.far)))
        end = ", " if best.team.full else f"{french.NBSP}: "
        line = f"{who}{end}{best.team.said}."
        return line if best.room else f"Aucune place libre connue{french.NBSP}; {line}"


def who_goes(places: Mapping[str, TeamPlaces], here: Mapping[str, float], km: Mapping[str, float]) -> WhoGoes:
    """The teams that go to a place; where these have no room, the nearest that have; where nobody goes nor has any, the nearest.

    places: every team. here: identifier → isolated people reached there, NaN where it is not told, of those that go
    there. km: identifier → distance to each active team.
    """
    going = [
        Goer(places[one], True, None if math.isnan(count) else int(count), km.get(one, math.nan))
        for one, count in here.items()
    ]
    full = bool(going) and all(one.team.full for one in going)
    if any(_room(one.team) for one in going):
        return WhoGoes("", tuple(sorted(going, key=_rank)), full)
    others = sorted(
        (
            Goer(team, False, None, km.get(code, math.nan))
            for code, team in places.items()
            if team.active and code not in here
        ),
        key=_rank,
    )[:NEAREST]
    roomy = [one for one in others if _room(one.team)]
    return WhoGoes(
        _first(places, going, roomy),
        tuple(sorted([*going, *(roomy or ([] if going else others))], key=_rank)),
        full,
    )


def _first(places: Mapping[str, TeamPlaces], going: list[Goer], roomy: list[Goer]) -> str:
    """That none has room near. roomy: the others that have, the nearest first."""
    active = [team for team in places.values() if team.active]
    if not active:
        return "Aucune équipe citoyenne n'est active à cette date."
    none = "Aucune équipe qui y va n'a de place libre connue" if going else "Aucune équipe citoyenne n'y va"
    if roomy:
        near = 0 if math.isnan(roomy[0].km) else math.floor(roomy[0].km)
        return f"{none}, et aucune n'a de place à moins de {near}{french.NBSP}km." if near else f"{none}."
    if any(team.free is None for team in active):
        return f"{none}, et aucune du territoire ne déclare de place libre."
    return f"{none}, et aucune du territoire n'a de place libre."


def _room(team: TeamPlaces) -> bool:
    return team.free is not None and team.free > 0


def _rank(one: Goer) -> tuple[int, float, str]:
    """Those with room, then those of whom it is not known, then the full; the nearest first."""
    state = 0 if _room(one.team) else 1 if not one.team.full else 2
    return (state, math.inf if math.isnan(one.km) else one.km, one.team.name)
