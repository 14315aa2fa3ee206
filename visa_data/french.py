"""French writing of figures, dates and counted nouns."""

from __future__ import annotations

import math
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from visa_data.errors import VisaError

NBSP = "\u00a0"
NNBSP = "\u202f"
UNKNOWN = "–"
WORDS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze")


@lru_cache(maxsize=50_000)
def number(value: float | int | None, decimals: int = 0) -> str:
    """`1 234,5`; a dash for nothing or NaN."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return UNKNOWN
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(round(float(value), decimals) + 0.0, pattern, locale="fr_FR"))


def signed(value: float | None, decimals: int = 0) -> str:
    """A difference with its sign (`+3`, `−2`, `=` when nothing moved)."""
    if value is None or math.isnan(value):
        return UNKNOWN
    if round(value, decimals) == 0:
        return "="
    return ("+" if value > 0 else "−") + number(abs(value), decimals)


def percent(value: float | None, decimals: int = 0) -> str:
    """A fraction as `76 %`; a dash for nothing or NaN."""
    if value is None or math.isnan(value):
        return UNKNOWN
    return f"{number(value * 100, decimals)}{NBSP}%"


@lru_cache(maxsize=4096)
def day(value: date | None) -> str:
    """`12 mai 2020`, `1er mai 2020`."""
    return UNKNOWN if value is None else _first(value, str(format_date(value, "d MMMM y", locale="fr_FR")))


def read_day(text: str) -> date:
    """The day written AAAA-MM-JJ; VisaError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise VisaError(
            "Date incomprise",
            f"« {text} » n'est pas une date. Écrivez-la AAAA-MM-JJ, par exemple 2020-05-12.",
        ) from error


@lru_cache(maxsize=4096)
def short_day(value: date | None) -> str:
    """`12 mai`, `1er mai`."""
    return UNKNOWN if value is None else _first(value, str(format_date(value, "d MMM", locale="fr_FR")))


def month(value: date) -> str:
    """`mai 2020`."""
    return str(format_date(value, "MMMM y", locale="fr_FR"))


def moment(value: datetime | None) -> str:
    """`12 mai 2020 à 09:05`."""
    if value is None:
        return UNKNOWN
    return _first(value, str(format_datetime(value, "d MMMM y 'à' HH:mm", locale="fr_FR")))


def _first(value: date, written: str) -> str:
    """The first of a month is an ordinal, alone of its days."""
    return written.replace("1 ", "1er ", 1) if value.day == 1 else written


def kilometres(value: float | None) -> str:
    """`3,6 km`; a dash for nothing."""
    if value is None or math.isnan(value):
        return UNKNOWN
    return f"{number(value, 1)}{NBSP}km"


def counted(count: float | int, singular: str, plural: str | None = None) -> str:
    """`0 zone`, `1 zone`, `2 zones`: in French the plural starts at two."""
    word = singular if abs(count) < 2 else (plural if plural is not None else singular + "s")
    return f"{number(count)}{NBSP}{word}"


def in_words(count: int) -> str:
    """`dix`; from twelve on, the figure."""
    return WORDS[count] if count < len(WORDS) else number(count)


def of(name: str) -> str:
    """`de Bavay`, `d'Englefontaine`, `du Quesnoy`, `des Essarteaux`: a place after « de »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    vowel = unicodedata.normalize("NFD", name)[:1] in tuple("AEIOUŒaeiou")
    return f"d'{name}" if vowel else f"de {name}"


def at(name: str) -> str:
    """`à Bavay`, `au Quesnoy`, `aux Essarteaux`: a place after « à »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"à {name}"


def listed(items: list[str]) -> str:
    """`a, b et c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"
