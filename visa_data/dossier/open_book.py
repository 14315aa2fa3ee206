"""The coordination's book: made on the fly for any day, nothing withheld."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

import duckdb
import numpy as np
import pandas as pd
import shapely

from visa_data.decisions.covering import about
from visa_data.decisions.decision import Decision
from visa_data.decisions.follow_up import follow_up
from visa_data.dossier.book import DECIDED, Book, Point, SectorFigures, question_name, week_ends
from visa_data.dossier.counts import DERIVED, Difference, by_need, counts_by_zone, white_zones
from visa_data.dossier.new_data import new_data_sentences
from visa_data.dossier.places import white_zones_listed
from visa_data.dossier.shown import Shown, open_count
from visa_data.dossier.sources import files, freshness
from visa_data.indicators import known
from visa_data.indicators.besoins import needs
from visa_data.indicators.evolution import key_figures
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.fragilite import LEVEL_COLUMNS, fragility
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.pictures.picture import TablePicture
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import NON_LOCALISEES

T = TypeVar("T")
NO_NAME = "Territoire sans nom"


class OpenBook(Book):
    """Every question is asked of the base.

    answers: those found so far; given by whoever makes one book a step (same data, days, settings, filters), so that
    they share them.
    """

    protects = False
    words = ("zone", "zones")

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        day: date,
        settings: Settings,
        filters: Filters,
        *,
        before: date,
        answers: dict[Any, Any] | None = None,
    ) -> None:
        self.cursor, self.day, self.before = cursor, day, before
        self.settings, self.filters = settings, filters
        self._answers = {} if answers is None else answers

    def holds(self, question: Callable[..., Any]) -> bool:
        """Always."""
        return True

    def ask(self, question: Callable[..., T], *, day: date | None = None, **more: Any) -> T:
        """Asked once; whether it takes filters is read from its signature. A copy: the asker may change it."""
        when = day or self.day
        found: T = self._once(
            (question_name(question), when, tuple(sorted(more.items()))),
            lambda: question(self.cursor, when, self.settings, *self._filters_for(question), **more),
        )
        return found.copy() if hasattr(found, "copy") else found

    def _filters_for(self, question: Callable[..., Any]) -> tuple[Filters, ...]:
        names = question.__annotations__
        return (self.filters,) if {"filters", "counted"} & set(names) else ()

    def _once(self, key: Any, compute: Callable[[], Any]) -> Any:
        if key not in self._answers:
            self._answers[key] = compute()
        return self._answers[key]

    def gives(self, name: str) -> bool:
        """Always."""
        return True

    def total(self, name: str, day: date | None = None) -> Shown:
        """As it is; a count that no key figure gives is the sum of those by zone."""
        when = day or self.day
        known = self.totals(when)
        return open_count(known[name] if name in known else float(self._zones_of(when)[name].sum()))

    def totals(self, day: date) -> dict[str, float]:
        """Key figures, levels, needs one by one and what follows from them, for the people of the filters."""

        def compute() -> dict[str, float]:
            figures = dict(self._key_figures(day))
            people = self.ask(fragility, day=day)["personnes"]
            figures |= {name: float(count) for name, count in zip(LEVEL_COLUMNS, people, strict=True)}
            return _with_derived(figures | self._needs(day))

        found: dict[str, float] = self._once(("totaux", day), compute)
        return found

    def _needs(self, day: date) -> dict[str, float]:
        return {
            by_need(count, row.besoin): float(getattr(row, count))
            for row in self.ask(needs, day=day).itertuples(index=False)
            for count in ("ouverts", "non_pourvus")
        }

    def _key_figures(self, day: date) -> dict[str, float]:
        found: dict[str, float] = self._once(
            ("chiffres", day), lambda: key_figures(self.cursor, day, self.settings, self.filters)
        )
        return found

    def series(self, name: str) -> tuple[Point, ...]:
        """Only what this count is made of is asked for the eleven other weeks.

        A count that no key figure gives is known at both days of the book.
        """
        if name not in self.totals(self.day):
            return tuple(Point(day, self.total(name, day)) for day in (self.before, self.day))
        return tuple(Point(day, open_count(self._past(name, day))) for day in week_ends(self.day))

    def _past(self, name: str, day: date) -> float:
        if day == self.day:
            return self.totals(day)[name]
        if name not in KEY_OF:
            one_by_one = self._needs(day)
            return one_by_one[name] if name in one_by_one else self.totals(day)[name]
        found: dict[str, float] = self._once(
            ("série", KEY_OF[name], day), lambda: self._of_one_indicator(KEY_OF[name], day)
        )
        return found[name]

    def _of_one_indicator(self, indicator: str, day: date) -> dict[str, float]:
        if indicator == "fragilite":
            people = self.ask(fragility, day=day)["personnes"]
            return _with_derived(dict(zip(LEVEL_COLUMNS, map(float, people), strict=True)))
        of = next(one for one in known.KNOWN if one.name == indicator)
        assert of.key is not None
        row = of.key(self.cursor, day, self.settings, self.filters).iloc[0]
        return _with_derived({column.name: float(row[column.name]) for column in of.key_columns})

    def by_sector(self, names: Sequence[str], day: date | None = None) -> tuple[SectorFigures, ...]:
        """One row a zone, those of the filters."""
        table, titles = self._zones_of(day or self.day), self._names
        return tuple(
            SectorFigures(
                str(code),
                titles.get(str(code), NON_LOCALISEES),
                (str(code),) if code else (),
                (titles[str(code)],) if code else (),
                {name: open_count(count) for name, count in zip(names, row, strict=True)},
            )
            for code, row in zip(table.index, table[list(names)].to_numpy().tolist(), strict=True)
        )

    def _zones_of(self, day: date) -> pd.DataFrame:
        found: pd.DataFrame = self._once(("par zone", day), lambda: counts_by_zone(self.ask, day))
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.zones.codes, self.zones.names, strict=True))

    @property
    def zones(self) -> ZoneFrame:
        """The active zones."""
        found: ZoneFrame = self._once("zones", lambda: read_zones(self.cursor))
        return found

    @property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Each zone alone."""
        return {code: (name,) for code, name in self._names.items()}

    @property
    def around(self) -> Any:
        """The neighbours' outlines."""
        rows = self.cursor.execute("SELECT geometrie FROM voisins").fetchall()
        return shapely.from_wkb(np.array([row[0] for row in rows], dtype=object))

    @property
    def white_zones(self) -> pd.DataFrame:
        """Those of the filters, with the isolated people there."""
        white = white_zones(self.ask(zones_blanches_by_zone))
        places = self.zones
        itself = dict(zip(places.codes, places.codes, strict=True))
        return white_zones_listed(self.cursor, self.day, places, white, itself)

    @property
    def decided(self) -> pd.DataFrame:
        """The decisions of the base, and the figures they follow."""
        rows = [
            (*told(one.decision), one.late, one.move_sentence, *coded(one.decision))
            for one in follow_up(self.cursor, self.day, self.settings)
        ]
        return pd.DataFrame(rows, columns=list(DECIDED))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Compared with what the meeting of that day was shown."""
        figures = self._key_figures(self.before) if self.filters == EVERYBODY else None
        return tuple(new_data_sentences(self.cursor, self.before, self.settings, figures))

    @property
    def freshness(self) -> TablePicture:
        """Of the base."""
        return freshness(self.cursor, datetime.now())

    @property
    def files(self) -> TablePicture:
        """Those that stand, with their whole account."""
        return files(self.cursor, self.settings.seuil_effectif, in_full=True)

    @property
    def territory(self) -> str:  # type: ignore[override]
        """Its name."""
        return self._meta("territoire") or NO_NAME

    @property
    def invented(self) -> bool:  # type: ignore[override]
        """Whether the base says so."""
        return self._meta("invente") == "oui"

    def _meta(self, key: str) -> str:
        row = self.cursor.execute("SELECT valeur FROM meta WHERE cle = ?", [key]).fetchone()
        return str(row[0]) if row else ""


def told(decision: Decision) -> tuple[str, str, date, str, date, str, str]:
    """What a decision says of itself: the first columns of `DECIDED`."""
    draft = decision.draft
    return (
        draft.text,
        draft.owner,
        draft.due,
        decision.status.value,
        decision.status_day,
        decision.zone_name,
        draft.need.label if draft.need else "",
    )


def coded(decision: Decision) -> tuple[str, str, str, str, str, str]:
    """What a decision is about: the last columns of `DECIDED`."""
    found = about(decision.draft)
    zones = "|".join(sorted(found.zones))
    return (found.gap, zones, found.indicator, found.column, found.need, decision.meeting.isoformat())


def _with_derived(figures: dict[str, float]) -> dict[str, float]:
    """The figures, and those that follow from them."""
    for name, rule in DERIVED.items():
        parts = (rule.whole, rule.part) if isinstance(rule, Difference) else rule.parts
        if name not in figures and all(part in figures for part in parts):
            values = [figures[part] for part in parts]
            figures[name] = values[0] - values[1] if isinstance(rule, Difference) else sum(values)
    return figures


def _key_of() -> dict[str, str]:
    """Which indicator a count of the territory is computed by."""
    found = dict.fromkeys(LEVEL_COLUMNS, "fragilite")
    for indicator in known.KNOWN:
        found |= {column.name: indicator.name for column in indicator.key_columns}
    for name, rule in DERIVED.items():
        parts = (rule.whole, rule.part) if isinstance(rule, Difference) else rule.parts
        owners = {found.get(part) for part in parts}
        if name not in found and len(owners) == 1 and None not in owners:
            found[name] = str(owners.pop())
    return found


KEY_OF = _key_of()
