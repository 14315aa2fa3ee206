"""What a frozen book is made of: a manifest and tables. Withheld values are in none of them, in any form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pandas as pd

from visa_data.dossier.book import DECIDED, WHITE_ZONES
from visa_data.dossier.sources import FILES, FRESHNESS
from visa_data.settings import Settings, load

NOW, THEN = "jour", "avant"
"""Moments of a table by sector: the book's day; the previous book's, as it published it."""


@dataclass(frozen=True)
class Manifest:
    """What a book says of itself.

    number: 1 for the first of a territory. previous: day of the book before, None for the first. before: the day that
    figures are compared with (the previous book's, or seven days earlier). division: number of the division into
    sectors. exact: whether the whole territory's counts are exact (False for a small territory).
    settings: every threshold in force, by name. sentences: what data changed since the previous book, in French.
    """

    territory: str
    invented: bool
    number: int
    day: date
    before: date
    previous: date | None
    division: int
    exact: bool
    made_at: datetime
    settings: Mapping[str, float]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tables:
    """A book's content.

    totals: nom, jour (date), valeur (NaN where withheld), marque (a `Mark`): counts of the whole territory.
    by_sector: moment, code, nom, valeur, marque: counts by sector, only those given by sector.
    sectors: code, nom, zones (codes joined by a bar), membres (their names, likewise), habitants, geometrie (WKB, EPSG:4326).
    around: nom, geometrie: what lies beside. white_zones: see `book.WHITE_ZONES`, counting nobody. decided: see `book.DECIDED`. freshness, files: texts.
    answers: frames of the questions it answers, by key, then by part (see `contents`).
    """

    manifest: Manifest
    totals: pd.DataFrame
    by_sector: pd.DataFrame
    sectors: pd.DataFrame
    around: pd.DataFrame
    white_zones: pd.DataFrame
    decided: pd.DataFrame
    freshness: pd.DataFrame
    files: pd.DataFrame
    answers: Mapping[str, Mapping[str, pd.DataFrame]] = field(default_factory=dict)


def settings_of(manifest: Manifest) -> Settings:
    """The settings that a book was made with; one that it does not know has its usual value."""
    usual = load()
    own = {
        name: type(getattr(usual, name))(value)
        for name, value in manifest.settings.items()
        if name in usual.numbers
    }
    return replace(usual, **own)


COLUMNS = {
    "totals": ("nom", "jour", "valeur", "marque"),
    "by_sector": ("moment", "code", "nom", "valeur", "marque"),
    "sectors": ("code", "nom", "zones", "membres", "habitants", "geometrie"),
    "around": ("nom", "geometrie"),
    "white_zones": WHITE_ZONES,
    "decided": DECIDED,
    "freshness": FRESHNESS,
    "files": FILES,
}
"""The columns of each table of `Tables` but the answers."""
