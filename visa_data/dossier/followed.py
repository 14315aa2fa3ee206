"""What became of the figures that decisions follow, as books published them: nothing else would be safe to say."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from visa_data.decisions.checked_words import refuse
from visa_data.decisions.decision import Decision
from visa_data.decisions.follow_up import Followed, follow_up
from visa_data.decisions.measure import Measure, measurable
from visa_data.dossier.book import DECIDED
from visa_data.dossier.counts import by_need
from visa_data.dossier.decided_here import noted
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.shown import Shown
from visa_data.indicators.indicator import Column, Unit
from visa_data.indicators.zone_card import CardLine
from visa_data.typography import french as typeset
from visa_data.vocabulary import Besoin

RESERVED = "suivi réservé à la coordination"
Past = Callable[[date], FrozenBook | None]
"""The first book of a day or after it; None when there is none."""


def decided(book: OpenBook, made: FrozenBook, past: Past) -> pd.DataFrame:
    """`OpenBook.decided`, where « suivi » compares published values. made: this book, without its decisions."""
    table = book.decided
    found = follow_up(book.cursor, book.day, book.settings)
    table["suivi"] = [_sentence(one.decision, made, past) for one in found]
    return table[list(DECIDED)]


def followable(book: FrozenBook) -> dict[tuple[str, str], tuple[str, Column]]:
    """What a decision may follow in a book (see `measurable`): what it publishes, of the territory or by sector."""
    zones = book.tables.sectors["zones"]
    somewhere = zones.iloc[0].split("|")[0] if len(zones) else ""
    needs = ("", *(need.value for need in Besoin))
    return {
        key: (title, column)
        for key, (title, column) in measurable().items()
        if any(
            _is_told(Measure(*key, zone, need), column, book) for zone in ("", somewhere) for need in needs
        )
    }


def published_value(book: FrozenBook, measure: Measure) -> float:
    """The value of a measure to keep with a decision: the territory's, as the book publishes it.

    NaN in a zone: the book tells its sector's, which is no value of the zone; books are compared with one another.
    Raises VisaError where the book does not publish it there.
    """
    _, column = measurable().get((measure.indicator, measure.column), ("", None))
    if column is None or not _is_told(measure, column, book):
        refuse(
            "Chiffre non publié",
            f"« {column.label if column else measure.column} » n'est pas publié "
            + ("dans le secteur de cette zone" if measure.zone else "pour tout le territoire")
            + (" pour ce besoin" if measure.need else "")
            + " : choisissez un autre chiffre, ou un autre lieu.",
        )
    value = None if measure.zone else _value(measure, column, book)
    return math.nan if value is None else value


def is_published(measure: Measure, book: FrozenBook) -> bool:
    """Whether a book tells the figure where the measure wants it."""
    _, column = measurable().get((measure.indicator, measure.column), ("", None))
    return column is not None and _is_told(measure, column, book)


def _is_told(measure: Measure, column: Column, book: FrozenBook) -> bool:
    names = (column.part, column.whole) if column.unit is Unit.RATE else (column.figure,)
    return all(
        name and _shown(measure, by_need(name, measure.need) if measure.need else name, book) is not None
        for name in names
    )


def as_noted(cursor: duckdb.DuckDBPyConnection, book: FrozenBook) -> FrozenBook:
    """The same book with the decisions as the base has them now: those noted since it was frozen, and what became of all.

    No figure moves: « suivi » stays as published, empty for a decision that the book does not know.
    """
    known = {
        (row.texte, row.responsable, str(row.echeance)[:10]): row.suivi for row in book.decided.itertuples()
    }
    table = noted(cursor, book.day, book.settings)
    table["suivi"] = [
        known.get((row.texte, row.responsable, str(row.echeance)[:10]), "") for row in table.itertuples()
    ]
    tables = replace(book.tables, decided=table)
    return FrozenBook(tables, book.settings, left_out=book.left_out)


def _sentence(decision: Decision, made: FrozenBook, past: Past) -> str:
    measure = decision.draft.measure
    if measure is None or (measure.indicator, measure.column) not in measurable():
        return ""
    column = measurable()[measure.indicator, measure.column][1]
    then = past(decision.meeting)
    after = _value(measure, column, made)
    if after is None:
        return typeset(f"{column.label} : {RESERVED}.")
    if then is None or then.day >= made.day:
        return typeset(f"{column.label} : {column.in_french(after)}, premier dossier depuis la décision.")
    before = _value(measure, column, then) if _same_place(measure, then, made) else None
    if before is None:
        return typeset(f"{column.label} : {column.in_french(after)}, pas de comparaison.")
    line = CardLine(column, after, before)
    return Followed(decision, made.day, line).move_sentence


def _value(measure: Measure, column: Column, book: FrozenBook) -> float | None:
    """As the book published it, in the whole territory or in the sector of the zone; None where it did not."""
    if column.unit is Unit.RATE:
        part, whole = (_shown(measure, name, book) for name in (column.part, column.whole))
        if part is None or whole is None or part.value is None or not whole.value:
            return None
        return part.value / whole.value
    found = _shown(measure, by_need(column.figure, measure.need) if measure.need else column.figure, book)
    return None if found is None or found.value is None else float(found.value)


def _shown(measure: Measure, name: str, book: FrozenBook) -> Shown | None:
    if not measure.zone:
        return book.total(name) if book.gives(name) else None
    for sector in book.by_sector([name]):
        if measure.zone in sector.zones:
            return sector.values[name]
    return None


def _same_place(measure: Measure, then: FrozenBook, made: FrozenBook) -> bool:
    """Whether both books tell the zone by the same sector."""
    return not measure.zone or then.sector_zones(measure.zone) == made.sector_zones(measure.zone)
