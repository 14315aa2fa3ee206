"""Making a book: everything of a day that a committee may read, protected once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import duckdb
import numpy as np
import pandas as pd
import shapely

from visa_data.dossier.answered import answers
from visa_data.dossier.book import DECIDED, week_ends
from visa_data.dossier.counts import rates, white_zones
from visa_data.dossier.earlier import earlier
from visa_data.dossier.file import read_book, write_book
from visa_data.dossier.followed import Past, decided
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.new_data import book_sentences
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.places import white_zones_listed
from visa_data.dossier.published import (
    WHITE_ZONES,
    Said,
    counted,
    exact_totals,
    is_small,
    protected,
    sectors_table,
    totals_table,
)
from visa_data.dossier.sources import files, freshness
from visa_data.dossier.tables import Manifest, Tables
from visa_data.indicators.evolution import compared_by_default
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.pictures.picture import TablePicture
from visa_data.protection.marks import Mark
from visa_data.settings import Settings
from visa_data.territory.sector_shapes import sector_frame
from visa_data.territory.sectors import Division


def make_book(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    *,
    division: Division,
    version: int,
    previous: FrozenBook | None,
    at: datetime,
    past: Past | None = None,
) -> Tables:
    """The book of a day.

    division: of every active zone, and its version. previous: the book before, whose day this one compares itself
    with (seven days earlier for the first). at: moment it is made. past: the books that decisions are followed in (the
    previous one alone when not given).
    """
    before = previous.day if previous else compared_by_default(day)
    book = OpenBook(cursor, day, settings, EVERYBODY, before=before)
    found = counted(book, day, division)
    small = is_small(found.totals["inscrits"], division, settings)
    same = previous is not None and _same_division(previous, division)
    known = earlier(book, previous, division) if previous is not None and same else None
    published = protected(found, division, settings, small=small, before=known)
    if small:
        values = {**published.totals, WHITE_ZONES: float(found.white)}
        marks = {**published.total_marks, WHITE_ZONES: Mark.SHOWN}
        days: dict[date, Said] = {day: (values, marks)}
        if previous is not None:
            days |= _as_published(previous)
        else:
            then = counted(book, before, division)
            said = protected(then, division, settings, small=True, before=None)
            days[before] = (
                {**said.totals, WHITE_ZONES: float(then.white)},
                {**said.total_marks, WHITE_ZONES: Mark.SHOWN},
            )
    else:
        beside = {day: found.totals, before: counted(book, before, division).totals}
        days = exact_totals(book, {*week_ends(day), before}, settings, beside)
    sentences = (
        []
        if previous is None
        else book_sentences(cursor, previous, settings, None if small else _figures(days, book, previous))
    )
    manifest = Manifest(
        book.territory,
        book.invented,
        previous.tables.manifest.number + 1 if previous else 1,
        day,
        before,
        previous.day if previous else None,
        version,
        not small,
        at,
        {name: float(value) for name, value in settings.numbers.items()},
        tuple(sentences),
    )
    tables = Tables(
        manifest,
        totals_table(days),
        sectors_table(published, previous if same else None),
        _sectors(book, division),
        _around(cursor),
        _white_zones(book, division),
        pd.DataFrame(columns=list(DECIDED)),
        _as_table(freshness(cursor, at)),
        _as_table(files(cursor, settings.seuil_effectif, in_full=False)),
        answers(book, division, published, exact=not small and settings.seuil_ensemble == 1),
    )
    made = FrozenBook(tables, settings)
    # As its file gives it back: one book, the same types, whether it was just made or is read.
    return read_book(write_book(replace(tables, decided=decided(book, made, past or _only(previous)))))


def _same_division(previous: FrozenBook, division: Division) -> bool:
    """Whether both tell the same zones by the same codes, whatever the sectors are called."""
    told = previous.tables.sectors
    return dict(zip(told["code"], told["zones"], strict=True)) == {
        sector.code: "|".join(sector.zones) for sector in division.sectors
    }


def _as_published(previous: FrozenBook) -> dict[date, Said]:
    days: dict[date, Said] = {}
    for day, rows in previous.tables.totals.groupby("jour"):
        days[day] = (
            dict(zip(rows["nom"], rows["valeur"], strict=True)),
            {name: Mark(mark) for name, mark in zip(rows["nom"], rows["marque"], strict=True)},
        )
    return days


def _figures(days: Mapping[date, Said], book: OpenBook, previous: FrozenBook) -> dict[str, float] | None:
    """Key figures of the previous book's day on today's data, as this book may say them; None for a small territory."""
    manifest, values = previous.tables.manifest, days.get(previous.day)
    if not manifest.exact or values is None:
        return None
    said = values[0]
    return {
        name: value if name in rates() or not math.isnan(said.get(name, math.nan)) else math.nan
        for name, value in book.totals(previous.day).items()
    }


def _only(previous: FrozenBook | None) -> Past:
    return lambda day: previous if previous is not None and day <= previous.day else None


def _sectors(book: OpenBook, division: Division) -> pd.DataFrame:
    """See `Tables.sectors`."""
    frame = sector_frame(book.zones, division)
    # A bar parts the names.
    names = {
        code: name.replace("|", "/") for code, name in zip(book.zones.codes, book.zones.names, strict=True)
    }
    known = dict(book.cursor.execute("SELECT code, population FROM zones_actives").fetchall())
    residents = [[known.get(zone) for zone in sector.zones] for sector in division.sectors]
    return pd.DataFrame(
        {
            "code": frame.codes,
            "nom": frame.names,
            "zones": ["|".join(sector.zones) for sector in division.sectors],
            "membres": ["|".join(names[zone] for zone in sector.zones) for sector in division.sectors],
            "habitants": pd.array(
                [None if None in each else sum(filter(None, each)) for each in residents], dtype="Int64"
            ),
            "geometrie": list(shapely.to_wkb(frame.outlines)),
        }
    )


def _white_zones(book: OpenBook, division: Division) -> pd.DataFrame:
    white = white_zones(book.ask(zones_blanches_by_zone))
    listed = white_zones_listed(book.cursor, book.day, book.zones, white, division.of_zone())
    return listed.assign(isolees=np.nan)


def _around(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    rows = cursor.execute("SELECT nom, geometrie FROM voisins ORDER BY nom, geometrie").fetchall()
    return pd.DataFrame(rows, columns=["nom", "geometrie"])


def _as_table(picture: TablePicture) -> pd.DataFrame:
    return pd.DataFrame(picture.rows, columns=list(picture.headers))
