"""The card of a sector, from a book: its members, what is published of it at both dates, who serves it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from visa_data.dossier.counts import by_need
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.sectors_shown import cells_of, figure_of, is_given, members_of
from visa_data.dossier.tables import NOW, THEN
from visa_data.indicators.indicator import MEASURES
from visa_data.indicators.reaching import RESOURCE, TEAM, reaching
from visa_data.indicators.registry import registry
from visa_data.indicators.zone_card import CardLine, ZoneCard
from visa_data.vocabulary import Besoin


@dataclass(frozen=True)
class SectorCard:
    """members: names of its zones. compared: whether the book holds the previous figures of its sectors.

    white: nom_zone, equipe, distance_km of its zones blanches. resources: active ones that serve it, by need.
    """

    card: ZoneCard
    members: tuple[str, ...]
    compared: bool
    white: pd.DataFrame
    resources: dict[Besoin, int]


def sector_card(book: FrozenBook, code: str) -> SectorCard:
    """The card of one of the book's sectors. KeyError for a code that is none's."""
    members = members_of(book)[code]
    then = cells_of(book, THEN)
    blocks: list[tuple[str, tuple[CardLine, ...]]] = []
    seen: set[str] = set()
    for indicator in registry().values():
        lines = []
        for column in (*indicator.zone_columns, *indicator.key_columns):
            if column.unit not in MEASURES or column.figure in seen or not is_given(book, column):
                continue
            seen.add(column.figure)
            now, before = figure_of(book, column, code, NOW), figure_of(book, column, code, THEN)
            lines.append(CardLine(column, now.value, before.value, now.words, before.words))
        if lines:
            blocks.append((indicator.title, tuple(lines)))
    reached = book.ask(reaching)
    here = reached[reached["code_zone"] == code]
    cells, white = cells_of(book), book.white_zones
    return SectorCard(
        ZoneCard(
            code,
            book.zones.names[book.zones.codes.index(code)],
            "",
            "",
            "",
            float("nan"),
            tuple(blocks),
            (),
            here[here["genre"] == TEAM].reset_index(drop=True),
            here[here["genre"] == RESOURCE].reset_index(drop=True),
        ),
        members,
        bool(then),
        white[white["secteur"] == code].reset_index(drop=True),
        {
            need: int(shown.value or 0)
            for need in Besoin
            if (shown := cells.get(by_need("ressources", need.value), {}).get(code)) is not None
        },
    )
