"""What each tone of the meeting looks like: a fill, the ink written on it, a pattern; on a light and a dark ground.

Every ink on its fill, and on the ground, contrasts by 7:1 or more (WCAG 2.2, level AAA), so fills are pale or
deep, never in between. Hues are Okabe and Ito's (2008) blue, orange and vermilion, lightened or deepened: told
apart by colour-blind readers, and by lightness and pattern on a grey projector.
"""

from __future__ import annotations

from typing import Literal

from visa_data.maps.colours import contrast
from visa_data.meeting.pictures import Tone

Ground = Literal["light", "dark"]

PAPER: dict[Ground, str] = {"light": "#FFFFFF", "dark": "#101820"}
INK: dict[Ground, str] = {"light": "#16202B", "dark": "#F2F5F8"}
DEEP, PALE = "#0C1218", "#FFFFFF"

FILLS: dict[Ground, dict[Tone, str]] = {
    "light": {
        Tone.NEUTRAL: "#0B4F80",
        Tone.GOOD: "#9FCDEE",
        Tone.WATCH: "#F6DC8C",
        Tone.BAD: "#F0A142",
        Tone.WORST: "#8A2C00",
        Tone.UNKNOWN: "#CBD2D9",
        Tone.NOTHING: "#F4F6F8",
        Tone.LEVEL_1: "#D5E8F7",
        Tone.LEVEL_2: "#85BCE6",
        Tone.LEVEL_3: "#F0A142",
        Tone.LEVEL_4: "#8A2C00",
    },
    "dark": {
        Tone.NEUTRAL: "#7CC4F5",
        Tone.GOOD: "#1D4E79",
        Tone.WATCH: "#66490F",
        Tone.BAD: "#E3993B",
        Tone.WORST: "#FFE3BF",
        Tone.UNKNOWN: "#3D4955",
        Tone.NOTHING: "#1B2732",
        Tone.LEVEL_1: "#1D4E79",
        Tone.LEVEL_2: "#85BCE6",
        Tone.LEVEL_3: "#E3993B",
        Tone.LEVEL_4: "#FFE3BF",
    },
}

PATTERNS: dict[Tone, str] = {
    Tone.WORST: "stripes",
    Tone.LEVEL_4: "stripes",
    Tone.BAD: "dots",
    Tone.LEVEL_3: "dots",
    Tone.UNKNOWN: "lines",
}
"""Laid over a fill so that it is known without its colour; the other tones are plain."""


def ink_on(fill: str) -> str:
    """Deep or white, whichever contrasts more with `#RRGGBB`."""
    return max((DEEP, PALE), key=lambda ink: contrast(ink, fill))


def variables(ground: Ground) -> str:
    """The ground's colours as CSS custom properties: --papier, --encre, and --f-… and --e-… for each tone."""
    named = [f"--papier:{PAPER[ground]}", f"--encre:{INK[ground]}"]
    for tone, fill in FILLS[ground].items():
        named += [f"--f-{tone.value}:{fill}", f"--e-{tone.value}:{ink_on(fill)}"]
    return ";".join(named)
