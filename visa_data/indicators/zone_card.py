"""The card of a zone: every indicator at both dates, what changed, who reaches it, what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import MEASURES, Column, Indicator, Unit
from visa_data.indicators.reaching import RESOURCE, TEAM
from visa_data.vocabulary import Besoin, StatutZone

FIRST = ("inscrits", "taux_joints", "isolees", "isolees_couvertes", "perdus_de_vue", "besoins_non_pourvus")
"""The figures told first of a place."""
UNMET = FIRST[-1]
NEEDS = "besoins"
"""The indicator that is told need by need."""


@dataclass(frozen=True)
class CardLine:
    """One figure of the zone: its value at the end of the day and of the compared day (NaN when unknown).

    words, words_before: what stands for a value that is withheld.
    """

    column: Column
    value: float
    before: float
    words: str = ""
    words_before: str = ""

    @property
    def written(self) -> str:
        """Its value as read."""
        return self.words or self.column.in_french(self.value)

    @property
    def written_before(self) -> str:
        """Its former value as read."""
        return self.words_before or self.column.in_french(self.before)

    @property
    def change(self) -> float:
        """Difference between the two dates (NaN when one is unknown)."""
        return self.value - self.before

    @property
    def compared(self) -> bool:
        """Whether something is known, or said, of the compared day."""
        return bool(self.words_before) or not pd.isna(self.before)

    @property
    def changed(self) -> bool:
        """Whether the two dates read differently."""
        return self.written != self.written_before

    @property
    def bad(self) -> bool | None:
        """Whether the change is bad news (None: neither good nor bad)."""
        if not self.changed or self.column.worse == 0 or pd.isna(self.change):
            return None
        return self.change * self.column.worse > 0


@dataclass(frozen=True)
class NeedLine:
    """One need in the zone: people with it open, unmet for too long, resources that answer it there."""

    need: Besoin
    open: int
    unmet: int
    resources: int


@dataclass(frozen=True)
class ZoneCard:
    """All that the dashboard knows of one zone.

    status: code of `StatutZone`, empty when unknown. blocks: (indicator's title, its lines). unmet: its needs unmet, all
    together (None where its blocks tell them).
    """

    code: str
    name: str
    status: str
    status_before: str
    nearest_team: str
    distance_km: float
    blocks: tuple[tuple[str, tuple[CardLine, ...]], ...]
    needs: tuple[NeedLine, ...]
    teams: pd.DataFrame
    resources: pd.DataFrame
    unmet: CardLine | None = None

    def line(self, name: str) -> CardLine | None:
        """The figure of that column."""
        if name == UNMET and self.unmet is not None:
            return self.unmet
        return next((line for _, lines in self.blocks for line in lines if line.column.name == name), None)

    @property
    def changes(self) -> list[CardLine]:
        """What moved between the two dates, bad news first."""
        every = [*(line for _, lines in self.blocks for line in lines), *([self.unmet] if self.unmet else [])]
        moved = [line for line in every if line.changed]
        return sorted(moved, key=lambda line: {True: 0, False: 1, None: 2}[line.bad])


class ZoneCards:
    """The cards of every zone, from answers asked once and cut by zone: opening one only looks its rows up."""

    def __init__(
        self,
        indicators: Iterable[Indicator],
        names: Mapping[str, str],
        now: Mapping[str, pd.DataFrame],
        before: Mapping[str, pd.DataFrame],
        reached: pd.DataFrame,
        team_names: Mapping[str, str],
    ) -> None:
        """names: of the zones, by code. now, before: indicator's name → its by_zone frame at each date.

        reached: see `reaching`. team_names: by identifier.
        """
        self._indicators = [one for one in indicators if not one.by_need]
        self.names, self._team_names = names, team_names
        self._now = {name: Rows(frame) for name, frame in now.items() if name != NEEDS}
        self._before = {name: Rows(frame) for name, frame in before.items() if name != NEEDS}
        self._needs, self._needs_before = needs_by_zone(now.get(NEEDS)), needs_by_zone(before.get(NEEDS))
        self._reached = reached
        self._services = reached.groupby(["code_zone", "genre"], sort=False).indices

    def card(self, code: str) -> ZoneCard:
        """The card of a zone. KeyError for a code that is none's."""
        blocks: list[tuple[str, tuple[CardLine, ...]]] = []
        seen: set[str] = set()
        for indicator in self._indicators:
            row, old = (
                self._row(self._now, indicator.name, code),
                self._row(self._before, indicator.name, code),
            )
            lines = []
            for column in indicator.zone_columns:
                if column.unit in MEASURES and column.figure not in seen:
                    seen.add(column.figure)
                    lines.append(
                        CardLine(column, _number(row.get(column.name)), _number(old.get(column.name)))
                    )
            if lines:
                blocks.append((indicator.title, tuple(lines)))
        gaps = self._row(self._now, "zones-blanches", code)
        gaps_before = self._row(self._before, "zones-blanches", code)
        nearest = gaps.get("equipe_la_plus_proche")
        needs = self._needs.get(code, ())
        return ZoneCard(
            code,
            self.names[code],
            str(gaps.get("statut") or ""),
            str(gaps_before.get("statut") or ""),
            self._team_names.get(nearest, nearest) if isinstance(nearest, str) else "",
            _number(gaps.get("distance_mediane_km")),
            tuple(blocks),
            needs,
            self._served(code, TEAM),
            self._served(code, RESOURCE),
            _together(needs, self._needs_before.get(code, ())),
        )

    @staticmethod
    def _row(tables: Mapping[str, Rows], name: str, code: str) -> Mapping[str, Any]:
        return tables[name].of(code) if name in tables else {}

    def _served(self, code: str, kind: str) -> pd.DataFrame:
        rows = self._services.get((code, kind), [])
        return self._reached.take(rows).reset_index(drop=True)


class Rows:
    """The rows of a table by their zone's code."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._at = {code: row for row, code in enumerate(frame["code_zone"])}
        self._columns = {str(name): frame[name].tolist() for name in frame.columns}

    def of(self, code: str) -> Mapping[str, Any]:
        """The values of a zone by column; empty for one that the table has not."""
        row = self._at.get(code)
        return {} if row is None else {name: values[row] for name, values in self._columns.items()}


def needs_by_zone(frame: pd.DataFrame | None) -> dict[str, tuple[NeedLine, ...]]:
    """Code → its ten needs, in their order."""
    found: dict[str, list[NeedLine]] = {}
    if frame is not None:
        columns = (
            frame[name].tolist() for name in ("code_zone", "besoin", "ouverts", "non_pourvus", "ressources")
        )
        for code, need, opened, unmet, resources in zip(*columns, strict=True):
            found.setdefault(code, []).append(NeedLine(Besoin(need), int(opened), int(unmet), int(resources)))
    order = {need: rank for rank, need in enumerate(Besoin)}
    return {code: tuple(sorted(lines, key=lambda line: order[line.need])) for code, lines in found.items()}


def _together(needs: Sequence[NeedLine], before: Sequence[NeedLine]) -> CardLine | None:
    """The unmet needs, all needs together; None where needs are not known."""
    if not needs:
        return None
    then = float(sum(line.unmet for line in before)) if before else float("nan")
    return CardLine(first_columns()[UNMET], float(sum(line.unmet for line in needs)), then)


@cache
def first_columns() -> dict[str, Column]:
    """The figures told first, in their order."""
    known = {column.name: column for column in key_columns()}
    return {name: known[name] for name in FIRST}


def change_in_french(line: CardLine) -> str:
    """`+3`, `−5 points`; a dash when one of the dates is unknown."""
    if pd.isna(line.change):
        return french.UNKNOWN
    if line.column.unit is Unit.RATE:
        points = line.change * 100
        return french.signed(points) + (
            f"{french.NBSP}point" + ("s" if abs(points) >= 2 else "") if points else ""
        )
    if line.column.unit is Unit.KM:
        return french.signed(line.change, 1) + f"{french.NBSP}km"
    return french.signed(line.change, 2 if line.column.unit is Unit.RATIO else 0)


def status_label(status: str) -> str:
    """A zone's status as read on screen."""
    return StatutZone(status).label if status else "Statut inconnu"


def _number(value: object) -> float:
    return float("nan") if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]
