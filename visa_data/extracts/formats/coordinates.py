"""Latitudes and longitudes in degrees (WGS 84), kept to six decimals (about ten centimetres).

A column in metres, or whose latitudes are longitudes, is brought to degrees before these formats read it
(`visa_data.extracts.values.positions`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal
from visa_data.extracts.formats.numbers import NOT_A_NUMBER, read_decimal

ROUNDED = "arrondi à six décimales"
NOT_A_POSITION = "Coordonnées illisibles"
_METRES = "Coordonnées en mètres ? Les exporter en degrés (WGS 84)"
_DECIMALS = 6
_METRE_NUMBERS = (1e4, 1e7)

_LETTER = re.compile(r"\s*([NSEOWnseow])\.?\s*")
_SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*°\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['’′]|min)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|s)\s*)?)?"
)
_NUMBER = r"[+\-−]?\d+"
_OPEN = r"[\s(\[]*"
_PAIRS = (
    re.compile(rf"{_OPEN}({_NUMBER}(?:[.,]\d+)?)\s*(?:[;|]|\s)\s*({_NUMBER}(?:[.,]\d+)?)[\s)\]]*"),
    re.compile(rf"{_OPEN}({_NUMBER}\.\d+)\s*,\s*({_NUMBER}\.\d+)[\s)\]]*"),
    re.compile(rf"{_OPEN}({_NUMBER}(?:\.\d+)?)\s*,\s+({_NUMBER}(?:\.\d+)?)[\s)\]]*"),
    re.compile(rf"{_OPEN}({_NUMBER},\d+)\s*,\s*({_NUMBER},\d+)[\s)\]]*"),
)
_POINT = re.compile(r"POINT\s*\(\s*(\S+)\s+(\S+)\s*\)", re.IGNORECASE)


def read_coordinate(text: str) -> float:
    """Read one coordinate, in degrees or in metres: 50,18 ; 50,18° N ; 50° 10' 55" N ; 745747. Raises Refusal.

    South and west are negative.
    """
    sign = 1
    for found in (_LETTER.match(text), re.search(_LETTER.pattern + "$", text)):
        if found and found[1] and found[0] != text:
            sign = -1 if found[1] in "SOWsow" else 1
            text = text.replace(found[0], "", 1) if found.start() == 0 else text[: found.start()]
            break
    text = text.strip().replace("−", "-")
    if found := _SEXAGESIMAL.fullmatch(text):
        degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
        if minutes >= 60 or seconds >= 60:
            raise Refusal(NOT_A_NUMBER, "Vérifier les minutes et les secondes")
        return sign * round(degrees + minutes / 60 + seconds / 3600, 9)
    return sign * read_decimal(text, "°")


def read_pair(text: str) -> tuple[str, str] | None:
    """Split « 50.18, 3.64 » into its two numbers as written, latitude first; None when it is not a pair.

    « POINT(3.64 50.18) », where longitude comes first, is put in that order.
    """
    if found := _POINT.fullmatch(text):
        return found[2], found[1]
    found = next((match for pattern in _PAIRS if (match := pattern.fullmatch(text))), None)
    return (found[1], found[2]) if found else None


def _degrees(name: str, limit: int) -> Callable[[str, date], float | Noted]:
    outside = f"{name} hors de l'intervalle de −{limit} à {limit} degrés"

    def parse(text: str, _today: date) -> float | Noted:
        degrees = read_coordinate(text)
        if not -limit <= degrees <= limit:
            raise Refusal(outside, _METRES if _in_metres(degrees) else "")
        kept = round(degrees, _DECIMALS)
        return kept if kept == degrees else Noted(kept, ROUNDED)

    return parse


def _in_metres(number: float) -> bool:
    return _METRE_NUMBERS[0] < abs(number) < _METRE_NUMBERS[1]


def _may_be(limit: int) -> Callable[[str], bool]:
    """A number of degrees, or of metres in a projection."""

    def resembles(text: str) -> bool:
        try:
            number = read_coordinate(text)
        except Refusal:
            return False
        return abs(number) <= limit or _in_metres(number)

    return resembles


def _read_position(text: str, _today: date) -> tuple[float, float]:
    """Read a pair of numbers. Raises Refusal."""
    pair = read_pair(text)
    if pair is None:
        raise Refusal(NOT_A_POSITION, "Écrire la latitude puis la longitude, comme 50.18, 3.64")
    return read_coordinate(pair[0]), read_coordinate(pair[1])


LATITUDE = Format(
    "latitude",
    pa.float64(),
    _degrees("Latitude", 90),
    (
        ("50,181982", 50.181982),
        ("50.181982", 50.181982),
        ("50,181982°", 50.181982),
        ("50.5° N", 50.5),
        ("N 50.5", 50.5),
        ("50° 30' 36\" N", 50.51),
        ("21°06'54''S", -21.115),
        ("50°30′", 50.5),
        ("-21.115", -21.115),
        ("−21,115", -21.115),
        ("50.22597284779711", Noted(50.225973, ROUNDED)),
        ("90", 90.0),
    ),
    (
        ("90.1", "Latitude hors de l'intervalle de −90 à 90 degrés"),
        ("7029487", "Latitude hors de l'intervalle de −90 à 90 degrés"),
        ("50° 75'", NOT_A_NUMBER),
        ("Nord", NOT_A_NUMBER),
        ("50.181.982", NOT_A_NUMBER),
    ),
    resembles=_may_be(90),
)
LONGITUDE = Format(
    "longitude",
    pa.float64(),
    _degrees("Longitude", 180),
    (
        ("3,642729", 3.642729),
        ("-61.5", -61.5),
        ("61,5° O", -61.5),
        ("4°30'W", -4.5),
        ("3.5 E", 3.5),
        ("180", 180.0),
    ),
    (
        ("181", "Longitude hors de l'intervalle de −180 à 180 degrés"),
        ("est", NOT_A_NUMBER),
    ),
    resembles=_may_be(180),
)
POSITION = Format(
    "latitude et longitude",
    pa.list_(pa.float64(), 2),
    _read_position,
    (
        ("50.18, 3.64", (50.18, 3.64)),
        ("50.18,3.64", (50.18, 3.64)),
        ("50,18 ; 3,64", (50.18, 3.64)),
        ("50,18, 3,64", (50.18, 3.64)),
        ("50.18 3.64", (50.18, 3.64)),
        ("(50.18, -3.64)", (50.18, -3.64)),
        ("[50.18, 3.64]", (50.18, 3.64)),
        ("50, 3", (50.0, 3.0)),
        ("POINT(3.64 50.18)", (50.18, 3.64)),
        ("745747 7011509", (745747.0, 7011509.0)),
    ),
    (
        ("50.18", NOT_A_POSITION),
        ("Bavay", NOT_A_POSITION),
        ("50.18, 3.64, 12", NOT_A_POSITION),
        ("50,18", NOT_A_POSITION),
    ),
)
