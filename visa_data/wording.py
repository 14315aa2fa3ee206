"""French texts that name thresholds, written from the settings in force: the only way a threshold reaches a text.

A text names a threshold in braces with how it is read: « depuis {besoin_non_pourvu:jours} ou plus » is
« depuis 7 jours ou plus » until a territory chooses otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter

from visa_data import french
from visa_data.settings import Settings


def _number(value: float) -> str:
    """With as many decimals as it has, four at most."""
    decimals = next((count for count in range(4) if round(value, count) == value), 4)
    return french.number(value, decimals)


READ_AS: dict[str, Callable[[float], str]] = {
    "": _number,
    "jours": lambda value: french.counted(value, "jour"),
    "heures": lambda value: french.counted(24 * value, "heure"),
    "fois": lambda value: f"{_number(value)}{french.NBSP}fois",
    "part": lambda value: f"{_number(round(100 * value, 2))}{french.NBSP}%",
    "places": lambda value: f"{_number(value)}{french.NBSP}{'place' if value < 2 else 'places'}",
}
"""How a threshold is read; `heures` are those of a threshold in days."""


@dataclass(frozen=True, slots=True)
class _Threshold:
    value: float

    def __format__(self, unit: str) -> str:
        return READ_AS[unit](self.value)


def written(text: str, settings: Settings) -> str:
    """The text with the thresholds it names. Raises KeyError for a name or a reading that is not known."""
    return text.format_map({name: _Threshold(getattr(settings, name)) for name in thresholds_of(text)})


def thresholds_of(text: str) -> tuple[str, ...]:
    """Names of the settings that a text names, in order, once each."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(text) if name))
