"""What a frozen book answers: each question once, how its answer is laid in tables, and what it may tell of persons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import pandas as pd

from visa_data.dossier.book import question_name
from visa_data.dossier.tables import THEN
from visa_data.indicators.acteurs import actor_types_by_zone, actors_listed, conventions
from visa_data.indicators.ages import fragility_by_age
from visa_data.indicators.aidants import carers, urgent_carers
from visa_data.indicators.appelants import callers_by_profile
from visa_data.indicators.besoins import needs
from visa_data.indicators.besoins_semaines import open_needs_by_week
from visa_data.indicators.binomes import pairs_by_status, waits_by_week
from visa_data.indicators.cooperations import cooperations, cooperations_listed
from visa_data.indicators.couverture import coverage
from visa_data.indicators.creneaux import reach_by_slot
from visa_data.indicators.dispositifs import schemes, schemes_by_month
from visa_data.indicators.fragilite import fragility
from visa_data.indicators.heures import CallersHours, hours_available, hours_needed
from visa_data.indicators.implantations import Implantations, implantations
from visa_data.indicators.issues_appels import outcomes
from visa_data.indicators.mouvements import Moves, moves
from visa_data.indicators.orientations import orientations
from visa_data.indicators.parrainage import sponsoring
from visa_data.indicators.reaching import declared_zones, reaching
from visa_data.indicators.registre_aveugle import blind_register
from visa_data.indicators.semaines import calls_by_week
from visa_data.indicators.service_lists import every_resource, every_team, team_loads
from visa_data.indicators.signalements import reports, silent_zones
from visa_data.indicators.sources import fragility_by_source
from visa_data.indicators.visites import visits

Frames = Mapping[str, pd.DataFrame]
"""An answer's frames: its table under '', its few numbers under `NUMBERS`, the marks of what it withholds under `MARKS`."""
NUMBERS, MARKS = "nombres", "marques"


class Tells(Enum):
    """What an answer counts.

    WHOLE: persons of the whole territory, exact (left out of a small territory's book). PUBLIC: services, no person.
    SMALL: persons of small places, by the sector's rule (`columns` names which).
    """

    WHOLE = "territoire"
    PUBLIC = "public"
    SMALL = "petits lieux"


@dataclass(frozen=True)
class Content:
    """A question of the book.

    both: asked at the comparison date too. columns: of a SMALL answer, those that count persons; unsaid: those that
    the book leaves out (NaN). pack, unpack: the answer as frames, and back.
    """

    question: Callable[..., Any]
    tells: Tells
    both: bool = False
    columns: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    pack: Callable[[Any], Frames] = lambda answer: {"": answer}
    unpack: Callable[[Frames], Any] = lambda frames: frames[""]


def _pack_moves(found: Moves) -> Frames:
    return {"": found.flows, NUMBERS: pd.DataFrame({"arrived": [found.arrived], "left": [found.left]})}


def _unpack_moves(frames: Frames) -> Moves:
    numbers = frames[NUMBERS].iloc[0]
    return Moves(frames[""], int(numbers["arrived"]), int(numbers["left"]))


def _pack_places(found: Implantations) -> Frames:
    names = ("uncovered", "unlocated", "optimal", "bound")
    return {"": found.table, NUMBERS: pd.DataFrame({name: [getattr(found, name)] for name in names})}


def _unpack_places(frames: Frames) -> Implantations:
    numbers = frames[NUMBERS].iloc[0]
    return Implantations(
        frames[""],
        int(numbers["uncovered"]),
        int(numbers["unlocated"]),
        bool(numbers["optimal"]),
        int(numbers["bound"]),
    )


def _pack_hours(found: CallersHours) -> Frames:
    return {"": pd.DataFrame({name: [getattr(found, name)] for name in ("hours", "callers", "declared")})}


def _unpack_hours(frames: Frames) -> CallersHours:
    row = frames[""].iloc[0]
    return CallersHours(hours=float(row["hours"]), callers=int(row["callers"]), declared=int(row["declared"]))


def _pack_lists(found: Mapping[str, list[str]]) -> Frames:
    return {
        "": pd.DataFrame({"cle": list(found), "valeurs": ["|".join(listed) for listed in found.values()]})
    }


def _unpack_lists(frames: Frames) -> dict[str, list[str]]:
    rows = frames[""].itertuples(index=False)
    return {row.cle: row.valeurs.split("|") if row.valeurs else [] for row in rows}


_LISTED = (
    Content(coverage, Tells.WHOLE, both=True),
    Content(fragility, Tells.WHOLE, both=True),
    Content(needs, Tells.WHOLE, both=True),
    Content(orientations, Tells.WHOLE, both=True),
    Content(carers, Tells.WHOLE, both=True),
    Content(urgent_carers, Tells.WHOLE),
    Content(sponsoring, Tells.WHOLE, both=True),
    Content(callers_by_profile, Tells.WHOLE),
    Content(reports, Tells.WHOLE),
    Content(visits, Tells.WHOLE, both=True),
    Content(pairs_by_status, Tells.WHOLE),
    Content(waits_by_week, Tells.WHOLE),
    Content(calls_by_week, Tells.WHOLE),
    Content(open_needs_by_week, Tells.WHOLE),
    Content(reach_by_slot, Tells.WHOLE),
    Content(outcomes, Tells.WHOLE),
    Content(hours_needed, Tells.WHOLE),
    Content(moves, Tells.WHOLE, pack=_pack_moves, unpack=_unpack_moves),
    Content(fragility_by_age, Tells.WHOLE),
    Content(fragility_by_source, Tells.WHOLE),
    Content(blind_register, Tells.WHOLE),
    Content(hours_available, Tells.PUBLIC, pack=_pack_hours, unpack=_unpack_hours),
    Content(silent_zones, Tells.PUBLIC),
    Content(schemes, Tells.PUBLIC),
    Content(schemes_by_month, Tells.PUBLIC),
    Content(cooperations, Tells.PUBLIC),
    Content(cooperations_listed, Tells.PUBLIC),
    Content(actors_listed, Tells.PUBLIC),
    Content(conventions, Tells.PUBLIC),
    Content(actor_types_by_zone, Tells.PUBLIC),
    Content(every_team, Tells.PUBLIC),
    Content(every_resource, Tells.PUBLIC),
    Content(declared_zones, Tells.PUBLIC, pack=_pack_lists, unpack=_unpack_lists),
    Content(team_loads, Tells.SMALL, columns=("isolees_atteintes",), unsaid=("charge",)),
    Content(reaching, Tells.PUBLIC, unsaid=("isolees_atteintes",)),
    Content(
        implantations,
        Tells.SMALL,
        columns=("nouvelles_couvertes", "cumul"),
        pack=_pack_places,
        unpack=_unpack_places,
    ),
)
CONTENTS = {question_name(content.question): content for content in _LISTED}
"""By name of the question. Tables by sector are not listed: the registry of indicators says what they hold."""


def key_of(name: str, moment: str, more: Mapping[str, Any]) -> str:
    """Where an answer stands among a book's tables: `mouvements.moves@jour&before=2020-05-03`."""
    said = "".join(
        f"&{option}={value.isoformat() if isinstance(value, date) else value}"
        for option, value in sorted(more.items())
    )
    return f"{name}{'@avant' if moment == THEN else ''}{said}"
