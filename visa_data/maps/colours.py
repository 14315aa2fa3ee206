"""Colours of the maps, on a light and on a dark ground, told apart by colour-blind readers.

One hue, told apart by lightness alone, so that neither colour blindness nor a grey print loses the order. On a
dark ground the order turns round: what counts most always stands out most.
"""

from __future__ import annotations

from visa_data import tokens
from visa_data.tokens import Theme as Theme
from visa_data.tokens import contrast as contrast

GROUND = tokens.MAP_GROUND
INK = tokens.INK
NO_DATA = tokens.NO_DATA
ZERO = tokens.ZERO


def sequential(number: int, theme: Theme = "light") -> tuple[str, ...]:
    """`number` colours (0 to 7) from least to most, as #RRGGBB, spread over the whole ramp.

    Raises:
        ValueError: more classes than a reader can tell apart.
    """
    ramp = tokens.RAMP[theme]
    if not 0 <= number <= len(ramp):
        raise ValueError(f"{number} classes asked for; a map is legible with {len(ramp)} at most")
    if number == 1:
        return (ramp[len(ramp) // 2],)
    return tuple(ramp[round(rank * (len(ramp) - 1) / (number - 1))] for rank in range(number))
