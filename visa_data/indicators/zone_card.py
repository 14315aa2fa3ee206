"""The card of a zone: every indicator at both dates, what changed, who reaches it, what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.indicators.indicator import MEASURES, Column, Indicator, Unit
from visa_data.indicators.reaching import RESOURCE, TEAM
from visa_data.vocabulary import Besoin, StatutZone

FIRST = ("inscrits", "taux_joints", "isolees", "isolees_couvertes", "perdus_de_vue", "besoins_non_pourvus")
"""The figures told first of a place."""


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

    status: code of `StatutZone`, empty when unknown. blocks: (indicator's title, its lines).
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

    def line(self, name: str) -> CardLine | None:
        """The figure of that column."""
        return next((line for _, lines in self.blocks for line in lines if line.column.name == name), None)

    @property
    def changes(self) -> list[CardLine]:
        """What moved between the two dates, bad news first."""
        moved = [line for _, lines in self.blocks for line in lines if line.changed]
        return sorted(moved, key=lambda line: {True: 0, False: 1, None: 2}[line.bad])


def zone_card(
    code: str,
    name: str,
    indicators: Iterable[Indicator],
    now: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
    reached: pd.DataFrame,
    team_names: Mapping[str, str],
) -> ZoneCard:
    """Put together the card of a zone from answers already computed for every zone.

    now, before: indicator's name → its by_zone frame at each date. reached: see `reaching`.
    """
    blocks: list[tuple[str, tuple[CardLine, ...]]] = []
    for indicator in indicators:
        if indicator.by_need:
            continue
        row, old = _row(now.get(indicator.name), code), _row(before.get(indicator.name), code)
        lines = tuple(
            CardLine(column, _number(row.get(column.name)), _number(old.get(column.name)))
            for column in indicator.zone_columns
            if column.unit in MEASURES and not _repeated(column, blocks)
        )
        if lines:
            blocks.append((indicator.title, lines))
    gaps, gaps_before = _row(now.get("zones-blanches"), code), _row(before.get("zones-blanches"), code)
    nearest = gaps.get("equipe_la_plus_proche")
    here = reached[reached["code_zone"] == code]
    return ZoneCard(
        code,
        name,
        str(gaps.get("statut") or ""),
        str(gaps_before.get("statut") or ""),
        team_names.get(nearest, nearest) if isinstance(nearest, str) else "",
        _number(gaps.get("distance_mediane_km")),
        tuple(blocks),
        _needs(now.get("besoins"), code),
        here[here["genre"] == TEAM].reset_index(drop=True),
        here[here["genre"] == RESOURCE].reset_index(drop=True),
    )


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


def _row(frame: pd.DataFrame | None, code: str) -> Mapping[str, Any]:
    if frame is None:
        return {}
    # Texts, not a comparison of the column: a card asks for a row of each table, and sheets for every card.
    codes = frame["code_zone"].tolist()
    if code not in codes:
        return {}
    return dict(zip(map(str, frame.columns), frame.iloc[codes.index(code)].tolist(), strict=True))


def _number(value: object) -> float:
    return float("nan") if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _repeated(column: Column, blocks: list[tuple[str, tuple[CardLine, ...]]]) -> bool:
    return any(line.column.figure == column.figure for _, lines in blocks for line in lines)


def _needs(now: pd.DataFrame | None, code: str) -> tuple[NeedLine, ...]:
    if now is None:
        return ()
    here = now[now["code_zone"] == code].set_index("besoin")
    return tuple(
        NeedLine(
            need,
            int(here.at[need.value, "ouverts"]),
            int(here.at[need.value, "non_pourvus"]),
            int(here.at[need.value, "ressources"]),
        )
        for need in Besoin
        if need.value in here.index
    )
