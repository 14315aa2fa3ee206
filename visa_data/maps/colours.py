"""Colours of the maps, on a light and on a dark ground, told apart by colour-blind readers.

One hue, told apart by lightness alone, so that neither colour blindness nor a grey print loses the order. On a
dark ground the order turns round: what counts most always stands out most.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark"]

GROUND: dict[Theme, str] = {"light": "#E9EDF1", "dark": "#18222C"}
INK: dict[Theme, str] = {"light": "#16202B", "dark": "#F2F5F8"}
NO_DATA: dict[Theme, str] = {"light": "#C9C4BC", "dark": "#56524C"}
ZERO: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#0B1117"}

_RAMP: dict[Theme, tuple[str, ...]] = {
    "light": ("#DDEAF6", "#B5D3EB", "#86B8DC", "#5396C8", "#2B73AE", "#12508A", "#062D5A"),
    "dark": ("#17334F", "#1F4D77", "#2D6CA2", "#4B90C8", "#7DB5E1", "#B2D6F1", "#E6F3FC"),
}


def sequential(number: int, theme: Theme = "light") -> tuple[str, ...]:
    """`number` colours (0 to 7) from least to most, as #RRGGBB, spread over the whole ramp.

    Raises:
        ValueError: more classes than a reader can tell apart.
    """
    ramp = _RAMP[theme]
    if not 0 <= number <= len(ramp):
        raise ValueError(f"{number} classes asked for; a map is legible with {len(ramp)} at most")
    if number == 1:
        return (ramp[len(ramp) // 2],)
    return tuple(ramp[round(rank * (len(ramp) - 1) / (number - 1))] for rank in range(number))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
