"""The book before, as the protection of the next one knows it: what it published, and what a reader derives between both."""

from __future__ import annotations

from datetime import date

import pandas as pd

from visa_data.dossier.counts import rates
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.published import SUMS, WHITE_ZONES, counted, rules_of
from visa_data.dossier.tables import NOW
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.fragilite import LEVEL_COLUMNS
from visa_data.indicators.state import run, state_cte
from visa_data.protection.marks import Mark
from visa_data.protection.publication import Earlier, Published
from visa_data.settings import Settings
from visa_data.territory.sectors import Division


def earlier(book: OpenBook, previous: FrozenBook, division: Division) -> Earlier:
    """What `publish` asks of the book before, told by the same division."""
    found = counted(book, previous.day, division)
    published = _published(previous)
    exact = previous.tables.manifest.exact
    return Earlier(
        published,
        found.sectors[list(published.values.columns)].loc[list(published.values.index)],
        found.totals,
        rules_of(previous.settings),
        exact_totals=exact,
        flows=_flows(book, previous.day, book.settings) if exact else {},
        least=found.least,
        sums=SUMS,
    )


def _published(previous: FrozenBook) -> Published:
    """Its figures by sector and for the territory, at its own day."""
    cells = previous.tables.by_sector
    cells = cells[cells["moment"] == NOW]
    totals = previous.tables.totals
    own = totals[(totals["jour"] == previous.day) & ~totals["nom"].isin([WHITE_ZONES, *rates()])]
    return Published(
        cells.pivot(index="code", columns="nom", values="valeur"),
        cells.pivot(index="code", columns="nom", values="marque"),
        dict(zip(own["nom"], own["valeur"], strict=True)),
        {name: Mark(mark) for name, mark in zip(own["nom"], own["marque"], strict=True)},
    )


def _flows(book: OpenBook, before: date, settings: Settings) -> dict[str, tuple[int, int]]:
    """How many persons of the territory entered and left these counts between both ends of day.

    The weeks of calls tell who was joined first, the moves who changed level, arrived or left.
    """
    then, now = (_members(book, day, settings) for day in (before, book.day))
    found = {}
    for name in now.columns:
        both = pd.concat([then[name], now[name]], axis=1).fillna(False).to_numpy(dtype=bool)
        found[name] = (int((~both[:, 0] & both[:, 1]).sum()), int((both[:, 0] & ~both[:, 1]).sum()))
    return found


def _members(book: OpenBook, day: date, settings: Settings) -> pd.DataFrame:
    """Who is in which count, by reference. Person-level: only its sums leave this module."""
    query = f"WITH {state_cte(EVERYBODY)} SELECT reference, niveau, joint FROM etat WHERE inscrit"
    people = run(book.cursor, query, day, settings).set_index("reference")
    levels = {name: people["niveau"] == level for level, name in enumerate(LEVEL_COLUMNS)}
    return pd.DataFrame(
        {"inscrits": True, "joints": people["joint"].astype(bool), **levels}, index=people.index
    )
