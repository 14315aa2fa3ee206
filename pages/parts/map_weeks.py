"""The figure of the map at each week: for the coordination every seven days, for the committee its books.

A page that plays weeks puts `weeks.group()` where it would have put its coloured zones or its circles, and shows
`weeks.legend` instead of theirs; `said` is read under the map in any case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import duckdb
import streamlit as st

from pages.parts.answers import ask, fact
from pages.parts.books import book_days, kept_book
from pages.parts.context import Context
from pages.parts.map_choice import MapChoice, counted_words, map_values, map_words
from pages.parts.published import members_lines
from visa_data import french
from visa_data.dossier.opening import opening
from visa_data.dossier.other_days import holds_then, same_division, whole_shown
from visa_data.dossier.sectors_shown import is_given, sector_values
from visa_data.dossier.shown import open_count
from visa_data.dossier.tables import THEN
from visa_data.indicators.indicator import Unit
from visa_data.indicators.state import first_call_day
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.maps.colours import Theme
from visa_data.maps.dated import MOST_WEEKS, STEP, DatedFigure, week_days
from visa_data.maps.shapes import ZoneShapes
from visa_data.maps.week_drawing import Played
from visa_data.maps.weeks import Weeks, weeks_of
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin


@dataclass(frozen=True)
class MapWeeks:
    """weeks: what is played; None where there is one date alone. said: which dates, and what is left out, in sentences."""

    weeks: Weeks | None
    said: str


def map_weeks(context: Context, choice: MapChoice, shapes: ZoneShapes, theme: Theme) -> MapWeeks:
    """The figure chosen at every date that this reader may see, kept while the data do not change."""
    return _kept(
        (context.version, context.day, context.before, *context.said),
        (choice.indicator, choice.column.name, choice.need, choice.share, choice.scheme.value),
        theme,
        context,
        choice,
        shapes,
    )


@st.cache_resource(max_entries=24, show_spinner="Calcul de chaque semaine…")
def _kept(
    asked: tuple[object, ...],
    chosen: tuple[object, ...],
    theme: Theme,
    _context: Context,
    _choice: MapChoice,
    _shapes: ZoneShapes,
) -> MapWeeks:
    frames, said = (_of_base if _context.book is None else _of_books)(_context, _choice)
    if len(frames) < 2:
        return MapWeeks(None, said)
    days = [frame.day for frame in frames]
    figure = Played(
        _choice.column,
        _choice.title,
        _label(_choice),
        counted_words(_choice),
        _choice.scheme,
        _choice.share,
        theme,
        _context.filters.zones,
        _context.words,
    )
    compared = days.index(_context.before) if _context.before in days else len(days) - 2
    weeks = weeks_of(
        _shapes,
        frames,
        figure,
        under=members_lines(_context),
        compared=compared,
        books=_context.book is not None,
    )
    return MapWeeks(weeks, said)


def _label(choice: MapChoice) -> str:
    label = choice.column.label
    return f"{Besoin(choice.need).label} : {label.lower()}" if choice.need else label


def _frame(context: Context, choice: MapChoice, whole: str = "") -> DatedFigure:
    """What the page itself shows at the day of that context."""
    values = map_values(context, choice.indicator, choice.column.name, need=choice.need, share=choice.share)
    return DatedFigure(context.day, values, map_words(context, choice), whole, _openings(context, choice))


def _openings(context: Context, choice: MapChoice) -> dict[str, str]:
    """Who lives alone in each zone and whether a team reaches them, before a figure of the zones blanches."""
    if context.book is not None or choice.indicator != "zones-blanches":
        return {}
    gaps = ask(context, zones_blanches_by_zone, filters=context.filters.everywhere)
    columns = (gaps[name].astype(int).tolist() for name in ("inscrits", "isolees", "isolees_couvertes"))
    return {
        str(code): opening(
            *map(open_count, (registered, alone, reached, alone - reached)),
            # Whether a team goes there without reaching anybody is not asked of every date.
            teams=True,
        )
        for code, registered, alone, reached in zip(gaps["code_zone"], *columns, strict=True)
        if code
    }


def _of_base(context: Context, choice: MapChoice) -> tuple[list[DatedFigure], str]:
    first = fact(context, _first_call)
    dates = week_days(context.day, first, context.before)
    frames = [_frame(replace(context, day=day), choice) for day in dates.days]
    added = ", et la date comparée" if (context.day - context.before) % STEP else ""
    said = [
        f"{french.counted(len(frames), 'date')}, du {french.day(dates.days[0])} au {french.day(dates.days[-1])} : "
        f"une par semaine en remontant jusqu'au premier appel{added}."
    ]
    if dates.left_out:
        said.append(
            f"{french.counted(dates.left_out, 'semaine plus ancienne', 'semaines plus anciennes')} "
            f"non {'montrée' if dates.left_out == 1 else 'montrées'} : {MOST_WEEKS} au plus."
        )
    return frames, " ".join(said)


def _first_call(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> date | None:
    return first_call_day(cursor)


def _of_books(context: Context, choice: MapChoice) -> tuple[list[DatedFigure], str]:
    """This book, the earlier ones of the base told by the same division, and what it holds of the day before."""
    book, column, counted = context.published, choice.column, counted_words(choice)
    one, many = context.words
    frames = {context.day: _frame(context, choice, _whole(context, choice, counted))}
    otherwise, without = 0, 0
    base = context.base
    version = "" if base is None else base.data_version()
    for day in () if base is None else book_days(version, base):
        if day >= context.day:
            continue
        other, mark = kept_book(version, day, base)
        if not same_division(book, other):
            otherwise += 1
        elif not is_given(other, column, choice.need):
            without += 1
        else:
            then = replace(
                context,
                book=other,
                day=other.day,
                before=other.before,
                settings=other.settings,
                version=mark,
            )
            frames[day] = _frame(then, choice, _whole(then, choice, counted))
    if book.before not in frames and holds_then(book, column, need=choice.need, share=choice.share):
        values, words = sector_values(book, column, need=choice.need, share=choice.share, moment=THEN)
        frames[book.before] = DatedFigure(book.before, values, words)
    said = [
        f"{french.counted(len(frames), 'date')} : celles des dossiers de séance qui donnent ce chiffre "
        f"dans les mêmes {many}. Un changement plus petit que l'arrondi ne s'y voit pas."
    ]
    if otherwise:
        told = french.counted(otherwise, "dossier d'un autre découpage", "dossiers d'un autre découpage")
        said.append(f"{told}, sans {one} comparable.")
    if without:
        said.append(f"{french.counted(without, 'dossier')} sans ce chiffre.")
    if len(frames) < 2:
        said = [f"Ce chiffre n'est connu qu'à une date : rien à dérouler. {' '.join(said[1:])}".strip()]
    return [frames[day] for day in sorted(frames)], " ".join(said)


def _whole(context: Context, choice: MapChoice, counted: tuple[str, str]) -> str:
    if choice.share or choice.column.unit is not Unit.COUNT:
        return ""
    return whole_shown(context.published, choice.column, counted, need=choice.need)
