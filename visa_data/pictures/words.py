"""What a picture shows, in words, for who does not see it."""

from __future__ import annotations

from collections.abc import Iterator

from visa_data import french
from visa_data.pictures.picture import (
    BarsPicture,
    Card,
    CardsPicture,
    Column,
    ColumnsPicture,
    CurvesPicture,
    Listing,
    MapPicture,
    MatrixPicture,
    Picture,
    ProportionPicture,
    Statement,
    StatementsPicture,
    Trend,
)

KINDS = {
    MapPicture: "Carte",
    BarsPicture: "Barres",
    CurvesPicture: "Courbes",
    MatrixPicture: "Grille",
    StatementsPicture: "Constats",
    ProportionPicture: "Proportion",
    CardsPicture: "Fiches",
    ColumnsPicture: "Colonnes",
}


NO_HISTORY = "pas encore d'historique"


def kind(picture: Picture) -> str:
    """`Carte`, `Barres`…"""
    return KINDS.get(type(picture), "Figure")


def sentences(picture: Picture) -> Iterator[str]:
    """Sentences that say what is drawn; none where the table says it all (bars, grids)."""
    match picture:
        case MapPicture():
            counts = picture.zone_counts
            yield _sentence(" ; ".join(f"{c.label} : {counts[c.key]}" for c in picture.categories))
        case StatementsPicture():
            yield from map(_statement, picture.statements)
        case ProportionPicture():
            yield _sentence(f"{picture.part_text} {picture.whole_text} : {picture.marked.label}")
            if picture.trend is not None:
                yield _sentence(f"{picture.trend_title} : {_course(picture.trend)}")
            yield from _listing(picture.where)
        case CardsPicture():
            for card in picture.cards:
                yield _card(card, picture.to_do)
        case ColumnsPicture():
            yield from map(_column, picture.columns)
        case CurvesPicture():
            for series, values in zip(picture.series, picture.values, strict=True):
                known = [(tick, v) for tick, v in zip(picture.ticks, values, strict=True) if v is not None]
                ends = [f"{french.number(v)} ({tick})" for tick, v in known[:1] + known[1:][-1:]]
                yield _sentence(f"{series.label} : {' puis '.join(ends) or NO_HISTORY}")
            yield from _listing(picture.beside)


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _course(trend: Trend) -> str:
    known = [value for value in trend.values if value is not None]
    if not known:
        return NO_HISTORY
    first, last = (
        french.number(value, 0 if value == int(value) else 1) + trend.unit for value in (known[0], known[-1])
    )
    if len(known) == 1:
        return last
    weeks = french.counted(len(trend.values), "semaine")
    return f"de {first} à {last} en {weeks}"


def _statement(one: Statement) -> str:
    figures = f"de {one.before} à {one.after}" if one.before else one.after
    change = f" ({one.change})" if one.change else ""
    return f"{_sentence(one.sentence)} {_sentence(figures + change)}"


def _listing(listing: Listing | None) -> Iterator[str]:
    if listing is not None:
        said = " ; ".join(f"{name} : {text}" for name, text in listing.lines)
        yield _sentence(f"{listing.title} : {said or listing.empty}")


def _card(card: Card, to_do: str) -> str:
    change = f" ({card.change})" if card.change else ""
    course = f", {_course(card.trend)}" if card.trend is not None else ""
    said = _sentence(f"{card.value} {card.label}{change}{course}")
    return f"{said} {_sentence(f'{to_do} : ' + ' ; '.join(card.to_do))}" if card.to_do else said


def _column(column: Column) -> str:
    if not column.notes:
        return _sentence(f"{column.title} : {column.empty or 'rien'}")
    said = " ; ".join(
        ", ".join(part for part in (note.text, note.owner, note.due, note.state) if part)
        for note in column.notes
    )
    return _sentence(f"{column.title} ({french.number(len(column.notes))}) : {said}")
