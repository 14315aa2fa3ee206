"""Everything a step says or draws, gathered for the tests; and numbers that could count persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.plain_text import plain
from visa_data.meeting.step import Step
from visa_data.pictures.picture import (
    BarsPicture,
    CardsPicture,
    ColumnsPicture,
    CurvesPicture,
    Listing,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    ProportionPicture,
    StatementsPicture,
    TablePicture,
    Trend,
)

NOT_PERSONS = {"Rang", "Ressources actives", "Délai (jours)", "Heures par semaine", "Échéance", "État"}
"""Columns of tables whose numbers count something else."""
MONTHS = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc"
ELSEWHERE = (
    rf"\b1?\d?\d (?:{MONTHS})\w*\.?(?: \d{{2,4}})?",
    r"[Nn]iveaux? \d(?: (?:ou|à|et) \d)?",
    r"\b\d – ",
    r"moins de \d+|au moins \d+|[<≥] \d+|de 1 à \d+",
    r"\b\d+,\d+",
    r"\d+ points?\b",
    r"\b\d+ %",
    r"\b\d+ h\b",
    r"\b\d+ (?:heures?|jours?|minutes?|semaines?|km|premières?|premières? colonnes|équipes|fichiers?)\b",
    r"\b\d+ (?:zones?|secteurs?|décisions?|faites?|à faire|en retard|autres?|places?)\b",
    r"\b(?:sur|en|dans|de) \d+ (?:zones?|secteurs?|équipes?|semaines?)\b",
    r"\b\d+ (?:premiers? contacts? )?par semaine\b",
    r"premières colonnes sur \d+",
    r"manque \d+|pour les \d+ nécessaires|en ont \d+",
    r"\bk = \d+",
    r"\(\d{4}\)",
)


def strings(step: Step) -> Iterator[str]:
    """Every text of a step, with ordinary spaces, but definitions and columns that cannot count persons."""
    yield from (plain(text) for text in (step.key_point, *step.notes))
    for figure in step.figures:
        yield plain(f"{figure.value} {figure.label}")
        yield plain(figure.denominator)
        if "zone" not in figure.label:
            yield plain(figure.change)
    yield from _table(step.table)
    yield from _picture(step.picture)


def _table(table: TablePicture) -> Iterator[str]:
    for row in table.rows:
        for header, text in zip(table.headers, row, strict=True):
            if header not in NOT_PERSONS and row[0] != "Zones blanches":
                yield plain(text)


def _picture(picture: Picture) -> Iterator[str]:
    match picture:
        case TablePicture():
            yield from _table(picture)
        case NothingPicture():
            yield plain(picture.sentence)
        case BarsPicture():
            for bar in picture.bars:
                yield plain(bar.label)
                yield plain(bar.text)
                yield plain(bar.note)
        case MapPicture():
            for area in picture.areas:
                yield plain(area.name)
                yield plain(area.text)
            for mark in picture.points:
                yield plain(mark.name)
        case MatrixPicture():
            for line in picture.texts:
                yield from map(plain, line)
            yield from map(plain, picture.columns)
        case CurvesPicture():
            yield from map(plain, picture.ticks)
            yield from _listing(picture.beside)
        case StatementsPicture():
            for one in picture.statements:
                yield from map(plain, (one.sentence, one.before, one.after, one.change))
                if isinstance(one.beside, MapPicture):
                    yield from _picture(one.beside)
        case ProportionPicture():
            yield from map(plain, (picture.part_text, picture.whole_text))
            yield from _listing(picture.where)
        case CardsPicture():
            for card in picture.cards:
                yield from map(plain, (f"{card.value} {card.label}", card.change, *card.to_do))
        case ColumnsPicture():
            for column in picture.columns:
                for note in column.notes:
                    yield from map(plain, (note.text, note.due, note.state))


def _listing(listing: Listing | None) -> Iterator[str]:
    for line in listing.lines if listing else ():
        yield from map(plain, line)


def drawn(step: Step) -> list[float]:
    """Every value that a picture draws, hours left out."""
    picture = step.picture
    if isinstance(picture, BarsPicture) and picture.unit != "heures par semaine":
        return [value for bar in picture.bars for value in bar.values if value is not None]
    if isinstance(picture, CurvesPicture):
        return [value for line in picture.values for value in line if value is not None]
    if isinstance(picture, ProportionPicture):
        parts = [float(value) for value in (picture.part, picture.whole) if value is not None]
        return parts + _course(picture.trend)
    if isinstance(picture, CardsPicture):
        return [value for card in picture.cards for value in _course(card.trend)]
    if isinstance(picture, StatementsPicture):
        courses = [one.beside for one in picture.statements if isinstance(one.beside, Trend)]
        return [value for course in courses for value in _course(course)]
    return []


def _course(trend: Trend | None) -> list[float]:
    return [value for value in trend.values if value is not None] if trend else []


def small_counts(text: str, k: int) -> list[str]:
    """Whole numbers from 1 to k − 1 left in a text once dates, levels, hours and counts of zones are gone."""
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", text)
    for pattern in ELSEWHERE:
        text = re.sub(pattern, " ", text)
    return [found for found in re.findall(r"(?<![\w,.])\d+(?![\w,])", text) if 0 < int(found) < k]
