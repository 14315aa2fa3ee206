"""Every threshold at another value than the project's: what a text must follow."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import get_type_hints

from visa_data.settings import Settings, described, load

NUMBERS = [field.name for field in fields(Settings) if get_type_hints(Settings)[field.name] in (int, float)]
"""Every setting that is a number, found in the type itself."""

DEFAULT = load()


def other_value(name: str) -> float:
    """A value within the bounds, unlike any default, whose readings (days, hours, share) are its own."""
    setting = described()[name]
    if isinstance(getattr(DEFAULT, name), int):
        others = (setting.value + step for step in (9, -9, 4))
        return next(other for other in others if setting.minimum <= other <= setting.maximum)
    return round(min(setting.value + 0.13, setting.maximum - 0.0002), 4)


def other_settings() -> dict[str, float]:
    """All of them changed."""
    return {name: other_value(name) for name in NUMBERS}


OLD = re.compile(
    r"\b(?:30|14|7|2|60|730) jours?\b(?! avant)|\b48 ?h(?:eures)?\b|\b3 (?:fois|appels|tentatives)\b"
    r"|(?:moins de|< |au moins) ?11\b|[Gg]rise : moins de 50 %|moins de la moitié"
    r"|(?<!des )\b(?:deux|sept|quatorze|trente|soixante) jours\b|\b(?:deux|trois) (?:ans|fois sans|appels)\b|\b30, 14",
)
"""The project's own values, as a text would say them."""


def old_values(text: str) -> list[str]:
    """What a text still says of the project's values, its spaces made ordinary."""
    return OLD.findall(re.sub(r"[\u00a0\u202f]", " ", text))
