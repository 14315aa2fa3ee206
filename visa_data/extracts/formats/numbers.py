"""Numbers: 12, 1 234, 2,5, with no-break spaces and the unit that the column announces."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal

NOT_A_NUMBER = "Nombre illisible"
NOT_WHOLE = "Nombre entier attendu"
ROUNDED = "arrondi à l'unité"

_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?(?:[eE][+\-]?\d{1,2})?")
_GROUPED = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?:\D|$))")


def read_decimal(text: str, *units: str) -> float:
    """Read a number with a decimal comma or point, thousands apart, and one of `units` after it.

    Raises Refusal.
    """
    bare = _GROUPED.sub("", text)
    for unit in units:
        if bare.casefold().endswith(unit):
            bare = bare[: -len(unit)].rstrip()
            break
    if not _NUMBER.fullmatch(bare) or not bare.isascii():
        raise Refusal(NOT_A_NUMBER, "Écrire le nombre en chiffres")
    return float(bare.replace(",", "."))


def _outside(low: float, high: float) -> str:
    return f"Nombre hors de l'intervalle de {low:.0f} à {high:.0f}"


def whole(low: int, high: int, *units: str, rounded: bool = False) -> Callable[[str, date], int | Noted]:
    """Return the parser of whole numbers from `low` to `high`; `rounded` accepts decimals, with a note."""

    def parse(text: str, _today: date) -> int | Noted:
        number = read_decimal(text, *units)
        if not low <= number <= high:
            raise Refusal(_outside(low, high))
        if number == int(number):
            return int(number)
        if not rounded:
            raise Refusal(NOT_WHOLE)
        return Noted(round(number), ROUNDED)

    return parse


def decimal(low: float, high: float, *units: str) -> Callable[[str, date], float]:
    """Return the parser of decimal numbers from `low` to `high`."""

    def parse(text: str, _today: date) -> float:
        number = read_decimal(text, *units)
        if not low <= number <= high:
            raise Refusal(_outside(low, high))
        return number

    return parse


_PEOPLE = ("personnes", "personne", "pers.", "pers", "places", "place", "bénévoles", "bénévole")

PEOPLE = Format(
    "nombre de personnes",
    pa.int32(),
    whole(0, 1_000_000, *_PEOPLE),
    (
        ("12", 12),
        ("12,0", 12),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("40 personnes", 40),
        ("0", 0),
    ),
    (
        ("12,5", NOT_WHOLE),
        ("-3", _outside(0, 1_000_000)),
        ("une dizaine", NOT_A_NUMBER),
        ("1 23", NOT_A_NUMBER),
        ("٣", NOT_A_NUMBER),
    ),
)
POPULATION = Format(
    "population",
    pa.int32(),
    whole(0, 100_000_000, "habitants", "hab.", "hab", rounded=True),
    (("213", 213), ("1 234", 1234), ("2528.1932040367405", Noted(2528, ROUNDED)), ("12 500 hab.", 12500)),
    (("-1", _outside(0, 100_000_000)), ("inconnue", NOT_A_NUMBER)),
)
RADIUS = Format(
    "rayon en km",
    pa.float64(),
    decimal(0, 500, "km", "kms", "kilomètres"),
    (("3", 3.0), ("2,5", 2.5), ("2.5 km", 2.5), ("500", 500.0)),
    (("501", _outside(0, 500)), ("-1", _outside(0, 500)), ("canton", NOT_A_NUMBER)),
)
WEEKLY_HOURS = Format(
    "heures par semaine",
    pa.float64(),
    decimal(0, 168, "heures", "heure", "h/semaine", "h/sem", "h"),
    (("7", 7.0), ("3,5", 3.5), ("10h", 10.0), ("168", 168.0)),
    (("169", _outside(0, 168)), ("mi-temps", NOT_A_NUMBER)),
)
COUNT = Format(
    "nombre",
    pa.int32(),
    whole(0, 1_000_000, *_PEOPLE, "demandes", "demande", "équipes", "équipe", "signataires"),
    (("31", 31), ("20.0", 20), ("1 234", 1234), ("12 demandes", 12), ("0", 0)),
    (("2,5", NOT_WHOLE), ("-1", _outside(0, 1_000_000)), ("beaucoup", NOT_A_NUMBER)),
)
HOURS = Format(
    "heures",
    pa.float64(),
    decimal(0, 1_000_000, "heures", "heure", "h"),
    (("48", 48.0), ("27,5", 27.5), ("60 h", 60.0), ("1 250 heures", 1250.0)),
    (("-2", _outside(0, 1_000_000)), ("une matinée", NOT_A_NUMBER)),
)
EUROS = Format(
    "euros",
    pa.float64(),
    decimal(0, 1_000_000_000, "euros", "euro", "eur", "€"),
    (
        ("1821,32 €", 1821.32),
        ("1 821,32 €", 1821.32),
        ("728.13", 728.13),
        ("0 euro", 0.0),
        ("2 500 EUR", 2500.0),
    ),
    (("-10 €", _outside(0, 1_000_000_000)), ("gratuit", NOT_A_NUMBER), ("10 $", NOT_A_NUMBER)),
)
