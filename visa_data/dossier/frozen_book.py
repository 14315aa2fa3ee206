"""The committee's book: protected once, frozen; what it does not hold cannot be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import shapely

from visa_data.dossier.book import Book, NotInTheBook, Point, SectorFigures, question_name, week_ends
from visa_data.dossier.contents import CONTENTS, key_of
from visa_data.dossier.counts import by_need
from visa_data.dossier.shown import Shown, marked_count
from visa_data.dossier.tables import NOW, THEN, Tables, settings_of
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.indicator import MEASURES, Indicator, Unit
from visa_data.indicators.registry import by_zone
from visa_data.pictures.picture import TablePicture
from visa_data.protection.marks import Mark
from visa_data.settings import Settings
from visa_data.territory.zones import ZoneFrame
from visa_data.vocabulary import NON_LOCALISEES, Besoin

T = TypeVar("T")
NO_COUNT = pd.DataFrame(index=pd.Index([], name="code"))
KEYS = ("code_zone", "besoin")
"""What names a row of a table by sector."""


class FrozenBook(Book):
    """A book read back from its tables."""

    protects = True
    words = ("secteur", "secteurs")
    filters = EVERYBODY

    def __init__(self, tables: Tables, settings: Settings, *, left_out: bool = False) -> None:
        self.tables, self.settings, self.left_out = tables, settings, left_out
        manifest = tables.manifest
        self.day, self.before = manifest.day, manifest.before
        self.territory, self.invented = manifest.territory, manifest.invented

    @classmethod
    def alone(cls, tables: Tables) -> FrozenBook:
        """Under the settings that it was made with."""
        return cls(tables, settings_of(tables.manifest))

    # -- questions

    def holds(self, question: Callable[..., Any]) -> bool:
        """Whether it is among the contents, or a table by sector of an indicator."""
        return question_name(question) in {*CONTENTS, *self._by_zone}

    def ask(self, question: Callable[..., T], *, day: date | None = None, **more: Any) -> T:
        """From its tables alone."""
        name, moment = question_name(question), self._moment(day)
        if name in self._by_zone:
            return self._table_by_sector(name, moment)
        content, frames = CONTENTS.get(name), self.tables.answers.get(key_of(name, moment, more))
        if content is None or frames is None:
            raise NotInTheBook(
                "Absent du dossier de séance",
                "ce dossier ne contient pas cette réponse. Elle est réservée à la coordination.",
            )
        found: T = content.unpack({part: frame.copy() for part, frame in frames.items()})
        return found

    def _moment(self, day: date | None) -> str:
        if day is None or day == self.day:
            return NOW
        if day == self.before:
            return THEN
        raise NotInTheBook(
            "Absent du dossier de séance", "ce dossier ne porte que sur sa date et la précédente."
        )

    @cached_property
    def _by_zone(self) -> dict[str, Indicator]:
        return {question_name(one.by_zone): one for one in by_zone() if one.by_zone is not None}

    def _table_by_sector(self, name: str, moment: str) -> pd.DataFrame:
        """The indicator's table, a row a sector (and a need, where it is by need), people placed nowhere last.

        NaN where a count is withheld or not given by sector; rates from the rounded counts; a status is not given.
        """
        columns = self._by_zone[name].zone_columns
        frame = self._places(name, moment)
        wide = self._wide(moment).reindex(frame["code_zone"])
        needs = frame["besoin"] if "besoin" in frame.columns else [""] * len(frame)
        for column in columns[2:]:
            if column.name in frame.columns:
                continue
            if column.unit is Unit.COUNT:
                keys = [by_need(column.figure, need) if need else column.figure for need in needs]
                told = {key: wide[key].to_numpy(dtype=float) for key in {*keys} & {*wide.columns}}
                frame[column.name] = [
                    told[key][row] if key in told else np.nan for row, key in enumerate(keys)
                ]
            elif column.unit is Unit.RATE:
                unknown = pd.Series(np.nan, index=wide.index)
                part, whole = (
                    (frame if count in frame.columns else wide).get(count, unknown).to_numpy(dtype=float)
                    for count in (column.part, column.whole)
                )
                nobody = np.full(len(frame), np.nan)
                frame[column.name] = np.divide(part, whole, out=nobody, where=whole > 0)
            elif column.unit in MEASURES:
                frame[column.name] = np.nan
        return frame[[column.name for column in columns if column.name in frame.columns]]

    def _places(self, name: str, moment: str) -> pd.DataFrame:
        """code_zone, nom_zone (and besoin) of each row, and what the book says of the places themselves."""
        codes = [*self._names, *([""] if "" in self._wide(moment).index else [])]
        names = [self._names.get(code, NON_LOCALISEES) for code in codes]
        # Texts even where there is no place: what the book says of them is joined by their code.
        frame = pd.DataFrame({"code_zone": codes, "nom_zone": names}, dtype="str")
        if self._by_zone[name].by_need:
            frame = frame.merge(pd.DataFrame({"besoin": [need.value for need in Besoin]}), how="cross")
        public = self.tables.answers.get(key_of(name, moment, {}))
        if public is None:
            return frame
        return frame.merge(public[""], on=[key for key in KEYS if key in frame.columns], how="left")

    # -- figures

    def total(self, name: str, day: date | None = None) -> Shown:
        """As published."""
        return self._totals[name, day or self.day]

    def gives(self, name: str) -> bool:
        """Whether it is among its totals."""
        return (name, self.day) in self._totals

    @cached_property
    def _totals(self) -> dict[tuple[str, date], Shown]:
        rows = self.tables.totals.itertuples(index=False)
        exact = self.tables.manifest.exact
        k = self.settings.seuil_ensemble if exact else self.settings.seuil_effectif
        return {(row.nom, _day(row.jour)): _shown(row.valeur, row.marque, k) for row in rows}

    def series(self, name: str) -> tuple[Point, ...]:
        """As published; a week that the book does not hold is left out."""
        return tuple(
            Point(day, self._totals[name, day]) for day in week_ends(self.day) if (name, day) in self._totals
        )

    def by_sector(self, names: Sequence[str], day: date | None = None) -> tuple[SectorFigures, ...]:
        """As published."""
        moment = self._moment(day)
        cells = self._cells
        codes = list(dict.fromkeys(code for at, code, _ in cells if at == moment))
        if any((moment, code, name) not in cells for code in codes for name in names):
            return ()
        sectors = self.tables.sectors.set_index("code")
        return tuple(
            SectorFigures(
                code,
                self._names.get(code, NON_LOCALISEES),
                tuple(sectors.at[code, "zones"].split("|")) if code else (),
                tuple(sectors.at[code, "membres"].split("|")) if code else (),
                {name: cells[moment, code, name] for name in names},
            )
            for code in codes
        )

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str], Shown]:
        rows = self.tables.by_sector.itertuples(index=False)
        k = self.settings.seuil_effectif
        return {(row.moment, row.code, row.nom): _shown(row.valeur, row.marque, k) for row in rows}

    def _wide(self, moment: str) -> pd.DataFrame:
        return self._by_moment.get(moment, NO_COUNT)

    @cached_property
    def _by_moment(self) -> dict[str, pd.DataFrame]:
        return {
            str(moment): here.pivot(index="code", columns="nom", values="valeur")
            for moment, here in self.tables.by_sector.groupby("moment")
        }

    def withheld(self, question: Callable[..., Any], day: date | None = None) -> dict[tuple[str, str], str]:
        """What stands in the cells that a table by sector withholds: (code, column) → « < 11 »."""
        moment = self._moment(day)
        names = {column.figure: column.name for column in self._by_zone[question_name(question)].zone_columns}
        return {
            (code, names[name]): shown.text
            for (at, code, name), shown in self._cells.items()
            if at == moment and name in names and shown.withheld
        }

    def sector_zones(self, zone: str) -> tuple[str, ...]:
        """The members of the sector that holds a zone; () when none does."""
        for listed in self.tables.sectors["zones"]:
            if zone in listed.split("|"):
                return tuple(listed.split("|"))
        return ()

    # -- what else a meeting reads

    @property
    def white_zones(self) -> pd.DataFrame:
        """As published."""
        return self.tables.white_zones.copy()

    @property
    def decided(self) -> pd.DataFrame:
        """As published: what became of the figures followed comes from books."""
        return self.tables.decided.copy()

    @property
    def sentences(self) -> tuple[str, ...]:
        """As published."""
        return self.tables.manifest.sentences

    @property
    def freshness(self) -> TablePicture:
        """As published."""
        return _as_picture(self.tables.freshness)

    @property
    def files(self) -> TablePicture:
        """As published."""
        return _as_picture(self.tables.files)

    # -- places

    @cached_property
    def _names(self) -> dict[str, str]:
        table = self.tables.sectors
        return dict(zip(table["code"], table["nom"], strict=True))

    @cached_property
    def zones(self) -> ZoneFrame:
        """The sectors."""
        table = self.tables.sectors
        outlines = shapely.from_wkb(table["geometrie"].to_numpy(dtype=object))
        points = shapely.point_on_surface(outlines)
        return ZoneFrame(
            table["code"].tolist(),
            table["nom"].tolist(),
            table["code"].tolist(),
            outlines,
            shapely.get_y(points),
            shapely.get_x(points),
            {
                zone: code
                for code, listed in zip(table["code"], table["zones"], strict=True)
                for zone in listed.split("|")
            },
        )

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Those of the sectors."""
        table = self.tables.sectors
        return {
            code: tuple(listed.split("|"))
            for code, listed in zip(table["code"], table["membres"], strict=True)
        }

    @property
    def around(self) -> Any:
        """The neighbours' outlines."""
        return shapely.from_wkb(self.tables.around["geometrie"].to_numpy(dtype=object))


def _as_picture(table: pd.DataFrame) -> TablePicture:
    rows = tuple(tuple(map(str, row)) for row in table.itertuples(index=False, name=None))
    return TablePicture(tuple(table.columns), rows)


def _shown(value: float, mark: int, k: int) -> Shown:
    return marked_count(value, Mark(int(mark)), k)


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
