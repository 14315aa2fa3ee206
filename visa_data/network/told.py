"""What the network knows at the end of a day: the last book of each cooperation, and their totals through a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Told:
    """What the lake says at the end of a day.

    cooperations: cooperation, nom, departement, maturite, milieu, habitants (NaN unknown), accord (bool): every one enrolled.
    books: cooperation, numero, jour (date), avant (date), exact, invente (bool), reglages (JSON): the last book of each, of that day or
    before; none, no row.
    totals: cooperation, nom, jour (date), valeur (NaN withheld), marque (`Mark`): what this book says of the whole
    territory, of the counts that the network's figures are made of: at its day, at the day compared, at twelve week ends.
    weeks: cooperation, jour (date of a book), nom, valeur, marque: each book of the past year, at its own day.
    outlines: cooperation, geometrie (WKB, EPSG:4326): the sectors of this book together.
    """

    day: date
    cooperations: pd.DataFrame
    books: pd.DataFrame
    totals: pd.DataFrame
    weeks: pd.DataFrame
    outlines: pd.DataFrame
