"""What the steps are built from: each indicator asked once, the territory's counts protected once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, overload

import duckdb
import pandas as pd

from visa_data import french
from visa_data.indicators.besoins import needs
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.evolution import key_columns, key_figures
from visa_data.indicators.filters import Filters
from visa_data.indicators.fragilite import LEVEL_COLUMNS, fragility
from visa_data.indicators.implantations import Implantations, implantations
from visa_data.indicators.indicator import Unit
from visa_data.indicators.mouvements import Moves, moves
from visa_data.indicators.urgences import urgent_by_zone
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.meeting.steps.protector import Changes, Protector, Sectors, Totals
from visa_data.protection.screen import Screens
from visa_data.protection.totals import Sum
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import Besoin

OPEN, UNMET = "ouverts", "non_pourvus"
HIGH = "niveaux_3_4"
GAINS = "gains"
NEEDS_SUMS = (
    Sum("besoins_ouverts", tuple(f"{OPEN}@{need.value}" for need in Besoin)),
    Sum("besoins_non_pourvus", tuple(f"{UNMET}@{need.value}" for need in Besoin)),
    Sum("besoins_ouverts", ("besoins_non_pourvus", "besoins_recents")),
)
LEVEL_SUMS = (Sum(HIGH, ("niveau_3", "niveau_4")),)
"""Sums that the protection does not know by the names alone."""
ISOLATED = ("isolees", "isolees_couvertes", "isolees_sans_equipe")
MISSED, REGISTERED = ("non_joints",), ("inscrits",)
LOSING = ("perdus_de_vue", "jamais_joints", "en_attente")
URGENT = ("urgences", "urgences_sans_contact")
UNSAID_THEN = ("non_joints", "besoins_recents", HIGH)
"""Counts whose former value no step shows, nor their change."""
SITES = 3
RADIUS_KM = 5.0


def counts_of_people() -> tuple[str, ...]:
    """Names of the key figures that count persons."""
    return tuple(
        figure.name for figure in key_columns() if figure.unit is Unit.COUNT and figure.about != "zones"
    )


T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - a decorator, read like a property
    """A property of `Facts` computed once for all the steps that share its `answers`."""

    def __init__(self, compute: Callable[[Facts], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, facts: None, owner: type[Facts]) -> kept[T]: ...
    @overload
    def __get__(self, facts: Facts, owner: type[Facts]) -> T: ...
    def __get__(self, facts: Facts | None, owner: type[Facts]) -> T | kept[T]:
        if facts is None:
            return self
        name = self.compute.__name__
        if name not in facts.answers:
            facts.answers[name] = self.compute(facts)
        return facts.answers[name]


@dataclass(frozen=True)
class Facts:
    """One meeting: whose eyes, which days, which people; answers are computed when a step asks for them.

    answers: those found so far, by name; the steps of one meeting opened one after the other share them.
    """

    cursor: duckdb.DuckDBPyConnection
    day: date
    settings: Settings
    filters: Filters
    before: date
    protector: Protector
    left_out: bool = False
    """Whether filters were asked for that this role does not have."""
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def compared(self) -> bool:
        """Whether the comparison date precedes the observation date."""
        return self.before < self.day

    @property
    def days(self) -> int:
        """Days between the two dates."""
        return (self.day - self.before).days

    @property
    def urgent_hours(self) -> str:
        """`48 heures`."""
        return french.counted(24 * self.settings.cadence_niveau_4, "heure")

    @kept
    def zones(self) -> ZoneFrame:
        """The zones with their outlines."""
        return read_zones(self.cursor)

    @kept
    def raw_now(self) -> Mapping[str, float]:
        """Key figures at the observation date, unprotected."""
        return key_figures(self.cursor, self.day, self.settings, self.filters)

    @kept
    def raw_before(self) -> Mapping[str, float]:
        """Key figures at the comparison date, unprotected."""
        return key_figures(self.cursor, self.before, self.settings, self.filters)

    @kept
    def coverage(self) -> pd.DataFrame:
        """Coverage by zone, with non_joints."""
        frame = coverage_by_zone(self.cursor, self.day, self.settings, self.filters)
        return frame.assign(non_joints=frame["inscrits"] - frame["joints"])

    @kept
    def blanks(self) -> pd.DataFrame:
        """Zones blanches by zone, with isolees_sans_equipe: isolated people no team reaches."""
        frame = zones_blanches_by_zone(self.cursor, self.day, self.settings, self.filters)
        return frame.assign(isolees_sans_equipe=frame["isolees"] - frame["isolees_couvertes"])

    @kept
    def needs(self) -> pd.DataFrame:
        """The ten needs."""
        return needs(self.cursor, self.day, self.settings, self.filters)

    @kept
    def levels_now(self) -> Mapping[str, float]:
        """Inscrits by declared level at the observation date, unprotected."""
        return self._levels(self.day)

    @kept
    def moves(self) -> Moves:
        """Moves between levels."""
        return moves(self.cursor, self.day, self.settings, self.filters, self.before)

    @kept
    def places(self) -> Implantations:
        """The best places for new teams."""
        return implantations(
            self.cursor, self.day, self.settings, number=SITES, radius_km=RADIUS_KM, filters=self.filters
        )

    @kept
    def now(self) -> Totals:
        """Every count of the territory that the meeting shows of the observation date, protected together.

        Key figures, levels, needs (`ouverts@parler`…), gains of the best places (`gain_1`…, `gains`).
        """
        figures = self._counts(self.raw_now, self.levels_now)
        for row in self.needs.itertuples(index=False):
            figures |= {f"{OPEN}@{row.besoin}": row.ouverts, f"{UNMET}@{row.besoin}": row.non_pourvus}
        gains = {
            f"gain_{rank}": gain for rank, gain in enumerate(self.places.table["nouvelles_couvertes"], 1)
        }
        figures |= gains
        figures[GAINS] = sum(gains.values())
        figures["hors_gains"] = self.places.uncovered - figures[GAINS]
        return self.protector.totals(
            figures,
            (
                *LEVEL_SUMS,
                *NEEDS_SUMS,
                Sum(GAINS, tuple(gains)),
                Sum("isolees_sans_equipe", (GAINS, "hors_gains")),
            ),
        )

    @kept
    def changes(self) -> Changes:
        """Key figures and levels of the comparison date and their changes, as they may be shown beside `now`."""
        return self.protector.changes(
            self._counts(self.raw_before, self._levels(self.before)),
            self._counts(self.raw_now, self.levels_now),
            self.now,
            (*LEVEL_SUMS, *NEEDS_SUMS),
            UNSAID_THEN,
        )

    @property
    def then(self) -> Totals:
        """Key figures and levels of the comparison date."""
        return self.changes.then

    @property
    def white_before(self) -> int | None:
        """Zones blanches at the comparison date; None when their number may not be said beside the people in them."""
        zones = int(self.raw_before["zones_blanches"])
        return zones if self.protector.room(self.then["isolees_sans_equipe"], zones) else None

    def _counts(self, raw: Mapping[str, float], levels: Mapping[str, float]) -> dict[str, float]:
        figures = {name: raw[name] for name in counts_of_people()} | dict(levels)
        figures["non_joints"] = raw["inscrits"] - raw["joints"]
        figures["besoins_recents"] = raw["besoins_ouverts"] - raw["besoins_non_pourvus"]
        figures[HIGH] = levels["niveau_3"] + levels["niveau_4"]
        return figures

    # Each table by zone is protected beside those before it, in this order, whichever step opens first.
    @kept
    def isolated(self) -> Sectors:
        """Isolated people, those a team reaches and those none reaches, by zone or sector."""
        return self._sectors(self.blanks, ISOLATED, self.changes.screens)

    @kept
    def registered(self) -> Sectors:
        """People not reached, and registered, by zone or sector."""
        return self._sectors(self.coverage, MISSED, self.isolated.screens, REGISTERED)

    @kept
    def losing(self) -> Sectors:
        """People lost from sight, never reached, waiting for consent, by zone or sector."""
        return self._sectors(self.coverage, LOSING, self.registered.screens)

    @kept
    def urgent(self) -> Sectors:
        """Urgent situations, and those without contact in time, by zone or sector."""
        return self._sectors(self.urgent_frame, URGENT, self.losing.screens)

    @kept
    def urgent_frame(self) -> pd.DataFrame:
        """Urgent situations by zone, zones without any too."""
        return urgent_by_zone(self.cursor, self.day, self.settings, self.filters)

    def _sectors(
        self,
        frame: pd.DataFrame,
        columns: tuple[str, ...],
        screens: Screens | None,
        beside: tuple[str, ...] = (),
    ) -> Sectors:
        """Counts by zone as this role may see them, in accord with `now` and with what other steps show."""
        return self.protector.sectors(frame, columns, lambda: self.zones, self.now, screens, beside)

    def _levels(self, day: date) -> dict[str, float]:
        people = fragility(self.cursor, day, self.settings, self.filters)["personnes"]
        return {name: float(count) for name, count in zip(LEVEL_COLUMNS, people, strict=True)}

    @property
    def nobody(self) -> bool:
        """Whether nobody is registered at the observation date."""
        return self.raw_now["inscrits"] == 0

    def notes(self, *more: str) -> tuple[str, ...]:
        """Notes of a step: the date, the filters, then its own (empty ones left out)."""
        first = f"Au {french.day(self.day)}."
        if self.filters != Filters():
            first += " Chiffres limités aux filtres choisis (zones, sources ou appelants)."
        if self.left_out:
            first += " Le comité voit tout le territoire : les filtres choisis ne s'appliquent pas."
        return (first, *dict.fromkeys(note for note in more if note))
