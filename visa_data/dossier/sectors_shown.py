"""What a frozen book says of its sectors: which figures it gives, as tables and as values of a map, words where it withholds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from visa_data import french
from visa_data.dossier.book import question_name
from visa_data.dossier.contents import MARKS, key_of
from visa_data.dossier.counts import by_need
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.shown import Shown, marked_count, open_count
from visa_data.dossier.tables import NOW
from visa_data.indicators.indicator import Column, Indicator, Unit
from visa_data.indicators.registry import by_zone, registry
from visa_data.protection.marks import Mark, withheld_text
from visa_data.vocabulary import NON_LOCALISEES, Besoin

Cells = Mapping[str, Mapping[str, Shown]]
"""Name of a figure → code of a sector ('' for nowhere) → what is shown; a code left out is unknown."""


def cells_of(book: FrozenBook, moment: str = NOW) -> Cells:
    """Every count by sector, by name (`ouverts@parler` for one of a need): of persons as published, of services exact.

    moment: `THEN` gives those of the previous book, of persons alone.
    """
    return _cells_of(book, moment)


# A default left out and one given are two keys.
@lru_cache(maxsize=8)
def _cells_of(book: FrozenBook, moment: str) -> Cells:
    table = book.tables.by_sector
    names = list(dict.fromkeys(table.loc[table["moment"] == moment, "nom"]))
    found: dict[str, dict[str, Shown]] = {name: {} for name in names}
    for sector in book.by_sector(names, book.day if moment == NOW else book.before):
        for name, shown in sector.values.items():
            found[name][sector.code] = shown
    if moment == NOW:
        for indicator in by_zone():
            found |= _public(book, indicator)
    return found


def _public(book: FrozenBook, indicator: Indicator) -> dict[str, dict[str, Shown]]:
    """Counts of an indicator's table that count no person."""
    assert indicator.by_zone is not None
    frame = book.ask(indicator.by_zone)
    found: dict[str, dict[str, Shown]] = {}
    for column in indicator.zone_columns:
        if column.name not in frame.columns or column.counts_people:
            continue
        if column.unit is Unit.NEEDS:
            known = frame.dropna(subset=[column.name])
            found[column.name] = {
                code: open_count(len([one for one in str(listed).split("|") if one]))
                for code, listed in zip(known["code_zone"], known[column.name], strict=True)
            }
        elif column.unit is Unit.COUNT:
            known = frame.dropna(subset=[column.name])
            needs = known["besoin"] if indicator.by_need else [""] * len(known)
            for code, need, value in zip(known["code_zone"], needs, known[column.name], strict=True):
                name = by_need(column.name, need) if need else column.name
                found.setdefault(name, {})[code] = open_count(value)
    return found


def is_given(book: FrozenBook, column: Column, need: str = "") -> bool:
    """Whether the book gives that figure by sector: a count that it holds, or a rate of two such counts."""
    cells = cells_of(book)
    if column.unit is Unit.RATE:
        return not need and column.part in cells and column.whole in cells
    return (by_need(column.figure, need) if need else column.figure) in cells


def given_needs(book: FrozenBook, column: Column) -> list[str]:
    """The needs for which the book gives that figure by sector."""
    return [need.value for need in Besoin if is_given(book, column, need.value)]


def given_figures(book: FrozenBook) -> dict[str, tuple[Indicator, Column]]:
    """« indicator.column » → each figure that the book gives by sector, those of the meeting included, once each."""
    found: dict[str, tuple[Indicator, Column]] = {}
    seen: set[str] = set()
    for indicator in registry().values():
        for column in (*indicator.zone_columns, *indicator.key_columns):
            if column.figure not in seen and (is_given(book, column) or given_needs(book, column)):
                found[f"{indicator.name}.{column.name}"] = (indicator, column)
                seen.add(column.figure)
    return found


def sector_table(book: FrozenBook, columns: Iterable[Column], moment: str = NOW) -> pd.DataFrame:
    """One row a sector, then people placed nowhere: code_zone, nom_zone, then those columns that are given.

    Whole numbers, rates as fractions, words where withheld. No row where the book has no figures of that moment.
    """
    cells = cells_of(book, moment)
    asked = [column for column in columns if is_given(book, column)]
    codes = _codes(book, cells)
    table = pd.DataFrame({"code_zone": codes, "nom_zone": _names(book, codes)})
    for column in asked:
        values = [_cell(book, cells, column, code) for code in codes]
        words = any(isinstance(value, str) for value in values)
        table[column.name] = pd.Series(values, dtype=object if words else None)
    return table


def sector_values(
    book: FrozenBook, column: Column, *, need: str = "", share: bool = False, moment: str = NOW
) -> tuple[pd.DataFrame, dict[str, str]]:
    """What a map of sectors is coloured by (see `zone_values`), and the words of the values withheld, by code.

    share: of the count that the column is part of. moment: `THEN` gives those of the previous book.
    """
    cells = cells_of(book, moment)
    rate = share or column.unit is Unit.RATE
    part = (
        column.part if column.unit is Unit.RATE else by_need(column.figure, need) if need else column.figure
    )
    rows, words = [], {}
    for code, name in zip(codes := _codes(book, cells), _names(book, codes), strict=True):
        shown, whole = cells[part].get(code), cells.get(column.whole, {}).get(code)
        cell = _share(book, shown, whole) if rate else _count(shown)
        if isinstance(cell, str):
            words[code] = cell
        known = whole is not None and whole.value is not None
        rows.append(
            (
                code,
                name,
                float("nan") if isinstance(cell, str) else float(cell),
                float(whole.value) if known else float("nan"),  # type: ignore[arg-type, union-attr]
            )
        )
    return pd.DataFrame(rows, columns=["code_zone", "nom_zone", "valeur", "denominateur"]), words


class Figure(NamedTuple):
    """A figure of a sector: its value (NaN where unknown), or the words that stand for it."""

    value: float
    words: str = ""


def figure_of(book: FrozenBook, column: Column, code: str, moment: str = NOW) -> Figure:
    """One figure of one sector."""
    cell = _cell(book, cells_of(book, moment), column, code)
    return Figure(float("nan"), cell) if isinstance(cell, str) else Figure(float(cell))


def small_counts(
    book: FrozenBook, question: Callable[..., Any], column: str, **more: Any
) -> list[float | str]:
    """The counts of a column of an answer that tells small places, in the order of its rows, words where withheld."""
    return [
        float("nan") if shown is None else shown.text if shown.value is None else shown.value
        for shown in small_shown(book, question, column, **more)
    ]


def small_shown(
    book: FrozenBook, question: Callable[..., Any], column: str, **more: Any
) -> list[Shown | None]:
    """The same as they are shown; None where the count is not known."""
    frames = book.tables.answers[key_of(question_name(question), NOW, more)]
    marks = frames[MARKS][column] if MARKS in frames else [Mark.SHOWN] * len(frames[""])
    return [
        None
        if value != value and not Mark(int(mark)).withheld
        else marked_count(value, Mark(int(mark)), book.settings.seuil_effectif)
        for value, mark in zip(frames[""][column], marks, strict=True)
    ]


def with_words(frame: pd.DataFrame, column: str, words: Mapping[str, str]) -> pd.DataFrame:
    """The table with, in that column, the words of the cells withheld, by code."""
    if not words:
        return frame
    cells = [
        words.get(code) or (int(value) if value == value and float(value).is_integer() else value)
        for code, value in zip(frame["code_zone"], frame[column], strict=True)
    ]
    return frame.assign(**{column: pd.Series(cells, index=frame.index, dtype=object)})


def members_of(book: FrozenBook) -> dict[str, tuple[str, ...]]:
    """Names of the member zones by code of the sector."""
    table = book.tables.sectors
    return {
        code: tuple(listed.split("|")) if listed else ()
        for code, listed in zip(table["code"], table["membres"], strict=True)
    }


def short_names(book: FrozenBook) -> list[str]:
    """The sectors' names for a map, in their order: « Maroilles… » for one named after several of its zones."""
    members = members_of(book)
    found = []
    for code, name in zip(book.zones.codes, book.zones.names, strict=True):
        first = max((one for one in members[code] if name.startswith(one)), key=len, default="")
        found.append(f"{first}…" if first and len(members[code]) > 1 else name)
    return found


def zone_names(book: FrozenBook) -> dict[str, str]:
    """Name of each member zone by its code."""
    table = book.tables.sectors
    return {
        zone: name
        for zones, names in zip(table["zones"], table["membres"], strict=True)
        for zone, name in zip(zones.split("|"), names.split("|"), strict=True)
    }


def sector_list(book: FrozenBook) -> pd.DataFrame:
    """code_zone, nom_zone, membres (their names), habitants (unknown where one's are)."""
    table = book.tables.sectors
    return pd.DataFrame(
        {
            "code_zone": table["code"],
            "nom_zone": table["nom"],
            "membres": [listed.replace("|", ", ") for listed in table["membres"]],
            "habitants": table["habitants"],
        }
    )


def rounding_sentence(book: FrozenBook) -> str:
    """What the reader must know of figures by sector, once a page."""
    k, step = book.settings.seuil_effectif, french.number(book.settings.arrondi)
    small = withheld_text(Mark.SMALL, k)
    exact = book.tables.manifest.exact
    return (
        f"{'Par secteur' if exact else 'Partout'}, les effectifs sont arrondis au multiple de {step} le plus proche, "
        f"et les parts calculées sur ces arrondis ; « {small} » : de 1 à {k - 1} personnes."
        + (" Ceux de tout le territoire sont exacts." if exact else "")
    )


def rounding_in_short(book: FrozenBook) -> str:
    """The same in a few words, for the head of a page."""
    where = "effectifs par secteur" if book.tables.manifest.exact else "effectifs"
    return f"{where} arrondis au multiple de {french.number(book.settings.arrondi)}"


def _codes(book: FrozenBook, cells: Cells) -> list[str]:
    nowhere = any("" in by_code for by_code in cells.values())
    return [*book.zones.codes, *([""] if nowhere else [])]


def _names(book: FrozenBook, codes: Iterable[str]) -> list[str]:
    known = dict(zip(book.zones.codes, book.zones.names, strict=True))
    return [known.get(code, NON_LOCALISEES) for code in codes]


def _cell(book: FrozenBook, cells: Cells, column: Column, code: str) -> float | str:
    if column.unit is Unit.RATE:
        return _share(book, cells.get(column.part, {}).get(code), cells.get(column.whole, {}).get(code))
    return _count(cells.get(column.figure, {}).get(code))


def _count(shown: Shown | None) -> float | str:
    if shown is None:
        return float("nan")
    return shown.text if shown.value is None else shown.value


def _share(book: FrozenBook, part: Shown | None, whole: Shown | None) -> float | str:
    """A share of published counts; « n. c. » where one is withheld, NaN where it is unknown or of nobody."""
    if part is None or whole is None:
        return float("nan")
    if part.value is None or whole.value is None:
        return withheld_text(Mark.OTHER, book.settings.seuil_effectif)
    return part.value / whole.value if whole.value else float("nan")
