"""The useful numbers as a letter and an interview guide give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from visa_data.useful_numbers.keeping import useful_numbers as kept_numbers


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone (or "") and a site (or ""), whom it is for, when it answers, when it was last verified."""

    name: str
    telephone: str
    site: str
    for_whom: str
    hours: str
    needs: tuple[str, ...]
    verified: str


def useful_numbers(cursor: duckdb.DuckDBPyConnection) -> tuple[Number, ...]:
    """The guide's, as the territory changes, hides and adds to them."""
    return tuple(
        Number(
            one.name,
            one.telephone,
            one.site,
            one.purpose,
            one.hours,
            tuple(need.value for need in one.needs),
            one.verified.isoformat() if one.verified else str(one.year),
        )
        for one in kept_numbers(cursor)
    )


def for_inhabitants(numbers: Sequence[Number]) -> list[Number]:
    """Those that answer a need of people: telephones first. The others are for communes and professionals."""
    return sorted((one for one in numbers if one.needs), key=lambda one: not one.telephone)


def number_line(one: Number) -> str:
    """« Solidarités numériques : 01 70 772 372. Personnes qui…, du lundi au vendredi. »"""
    reached = one.telephone or one.site
    hours = f" {one.hours[:1].upper()}{one.hours[1:]}." if one.hours else ""
    return f"{one.name} : {reached}. {one.for_whom}{hours}"


def verified_sentence(numbers: Sequence[Number]) -> str:
    """« Vérifié en 2020. »; "" without any."""
    years = sorted({one.verified[:4] for one in numbers})
    if not years:
        return ""
    return f"Vérifié en {years[0]}." if len(years) == 1 else f"Vérifié entre {years[0]} et {years[-1]}."
