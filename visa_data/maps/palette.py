"""Colours of what is drawn on the maps, besides the ground and the blue ramp of `colours`.

Each pair differs in lightness as well as in hue. Sources: ColorBrewer (YlOrBr, ends strengthened), Okabe and Ito
(2008). On a dark ground the order turns round, as in `colours`.
"""

from __future__ import annotations

from dataclasses import dataclass

from visa_data.maps.colours import INK, Theme, sequential
from visa_data.vocabulary import StatutZone


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


INKS: dict[Theme, Inks] = {
    "light": Inks(
        border="#5B6671",
        ink=INK["light"],
        halo="#FFFFFF",
        neighbour="#F6F4EF",
        neighbour_border="#B4AE9F",
        neighbour_ink="#69655B",
        team="#0B4F80",
        resource="#007A5A",
        people="#7A2E6E",
        imagined="#B3420A",
        paper="#FFFFFF",
    ),
    "dark": Inks(
        border="#8FA0B0",
        ink=INK["dark"],
        halo="#101820",
        neighbour="#1F2A34",
        neighbour_border="#4A5864",
        neighbour_ink="#A7B2BC",
        team="#0B4F80",
        resource="#3FD0A4",
        people="#F0A3DE",
        imagined="#FFA269",
        paper="#101820",
    ),
}

_OCHRES: dict[Theme, tuple[str, ...]] = {
    "light": ("#FCE8BC", "#F8CE7C", "#F0A93F", "#DC7D18", "#B65608", "#833504", "#4E1D03"),
    "dark": ("#3A2810", "#5C3B0F", "#88540F", "#B97413", "#E3993B", "#F5C179", "#FDE8C6"),
}

STATUS: dict[Theme, dict[str, str]] = {
    "light": {
        StatutZone.SANS_INSCRIT.value: "#DADFE4",
        StatutZone.SANS_ISOLEE.value: "#FFFFFF",
        StatutZone.BLANCHE.value: "#9C3400",
        StatutZone.GRISE.value: "#EE9A45",
        StatutZone.SATUREE.value: "#F8E5A0",
        StatutZone.COUVERTE.value: "#4B93C9",
    },
    "dark": {
        StatutZone.SANS_INSCRIT.value: "#3A444E",
        StatutZone.SANS_ISOLEE.value: "#0B1117",
        StatutZone.BLANCHE.value: "#FFB37A",
        StatutZone.GRISE.value: "#C26A1C",
        StatutZone.SATUREE.value: "#6B4A12",
        StatutZone.COUVERTE.value: "#2D6CA2",
    },
}
"""A zone's status. The blank ones stand out most."""


def ramp(number: int, theme: Theme = "light", *, worse: bool = False) -> tuple[str, ...]:
    """`number` colours (0 to 7) from least to most: ochre where more is worse, blue everything else."""
    if not worse:
        return sequential(number, theme)
    colours = _OCHRES[theme]
    if not 0 <= number <= len(colours):
        raise ValueError(f"{number} classes asked for; a map is legible with {len(colours)} at most")
    if number == 1:
        return (colours[len(colours) // 2],)
    return tuple(colours[round(rank * (len(colours) - 1) / (number - 1))] for rank in range(number))
