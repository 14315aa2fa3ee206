"""Colours of what is drawn on the maps, besides the ground and the blue ramp of `colours`.

Each pair differs in lightness as well as in hue.
"""

from __future__ import annotations

from dataclasses import dataclass

from visa_data import tokens
from visa_data.maps.colours import sequential
from visa_data.tokens import Theme


@dataclass(frozen=True)
class Inks:
    """Lines and marks of one theme."""

    border: str
    ink: str
    halo: str
    neighbour: str
    neighbour_border: str
    neighbour_ink: str
    team: str
    resource: str
    people: str
    imagined: str
    paper: str


def _inks(theme: Theme) -> Inks:
    return Inks(
        border=tokens.BORDER[theme],
        ink=tokens.INK[theme],
        halo=tokens.PAPER[theme],
        neighbour=tokens.NEIGHBOUR[theme],
        neighbour_border=tokens.NEIGHBOUR_BORDER[theme],
        neighbour_ink=tokens.NEIGHBOUR_INK[theme],
        team=tokens.TEAM[theme],
        resource=tokens.RESOURCE[theme],
        people=tokens.PEOPLE[theme],
        imagined=tokens.IMAGINED[theme],
        paper=tokens.PAPER[theme],
    )


INKS: dict[Theme, Inks] = {"light": _inks("light"), "dark": _inks("dark")}
STATUS = tokens.STATUS


def ramp(number: int, theme: Theme = "light", *, worse: bool = False) -> tuple[str, ...]:
    """`number` colours (0 to 7) from least to most: ochre where more is worse, blue everything else."""
    if not worse:
        return sequential(number, theme)
    colours = tokens.WORSENING[theme]
    if not 0 <= number <= len(colours):
        raise ValueError(f"{number} classes asked for; a map is legible with {len(colours)} at most")
    if number == 1:
        return (colours[len(colours) // 2],)
    return tuple(colours[round(rank * (len(colours) - 1) / (number - 1))] for rank in range(number))
