"""Everything a step says or draws, gathered for the tests; and numbers that could count persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.plain_text import plain
from visa_data.meeting.step import Step
from visa_data.pictures.picture import (
    BarsPicture,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    TablePicture,
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


def drawn(step: Step) -> list[float]:
    """Every value that a picture draws, hours left out."""
    picture = step.picture
    if isinstance(picture, BarsPicture) and picture.unit != "heures par semaine":
        return [value for bar in picture.bars for value in bar.values if value is not None]
    if isinstance(picture, CurvesPicture):
        return [value for line in picture.values for value in line if value is not None]
    return []


def small_counts(text: str, k: int) -> list[str]:
    """Whole numbers from 1 to k − 1 left in a text once dates, levels, hours and counts of zones are gone."""
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", text)
    for pattern in ELSEWHERE:
        text = re.sub(pattern, " ", text)
    return [found for found in re.findall(r"(?<![\w,.])\d+(?![\w,])", text) if 0 < int(found) < k]
