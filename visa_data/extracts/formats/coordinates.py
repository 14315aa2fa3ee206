"""Latitudes and longitudes in degrees (WGS 84), kept to six decimals (about ten centimetres)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal
from visa_data.extracts.formats.numbers import NOT_A_NUMBER, read_decimal

ROUNDED = "arrondi à six décimales"
_METRES = "Coordonnées en mètres ? Les exporter en degrés (WGS 84)"
_DECIMALS = 6


def _degrees(name: str, limit: int) -> Callable[[str, date], float | Noted]:
    outside = f"{name} hors de l'intervalle de −{limit} à {limit} degrés"

    def parse(text: str, _today: date) -> float | Noted:
        degrees = read_decimal(text, "°")
        if not -limit <= degrees <= limit:
            raise Refusal(outside, _METRES if 1e4 < abs(degrees) < 1e7 else "")
        kept = round(degrees, _DECIMALS)
        return kept if kept == degrees else Noted(kept, ROUNDED)

    return parse


LATITUDE = Format(
    "latitude",
    pa.float64(),
    _degrees("Latitude", 90),
    (
        ("50,181982", 50.181982),
        ("50.181982", 50.181982),
        ("-21.115", -21.115),
        ("50.22597284779711", Noted(50.225973, ROUNDED)),
        ("90", 90.0),
    ),
    (
        ("90.1", "Latitude hors de l'intervalle de −90 à 90 degrés"),
        ("7029487", "Latitude hors de l'intervalle de −90 à 90 degrés"),
        ("Nord", NOT_A_NUMBER),
        ("50.181.982", NOT_A_NUMBER),
    ),
)
LONGITUDE = Format(
    "longitude",
    pa.float64(),
    _degrees("Longitude", 180),
    (("3,642729", 3.642729), ("-61.5", -61.5), ("180", 180.0)),
    (
        ("181", "Longitude hors de l'intervalle de −180 à 180 degrés"),
        ("est", NOT_A_NUMBER),
    ),
)
