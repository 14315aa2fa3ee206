"""Every colour of the dashboard, said once, by what it means: pages, maps, charts, the meeting's board, documents.

`tests/test_tokens.py` lets no other file hold a colour of its own: the style sheets and .streamlit/config.toml, which
cannot import, hold these only. Hues are Okabe and Ito's (2008) and ColorBrewer's, told apart by colour-blind readers.
On a dark ground the order turns round: what counts most always stands out most.

| meaning | colour |
|---|---|
| better, done, covered; a team | blue |
| worse, alert, nobody goes | vermilion, then orange, then pale yellow |
| what is available: resources, hours | green |
| people, and those newly known | purple |
| imagined, of « Et si ? » | violet |
| unknown, unchanged | grey |
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from visa_data.vocabulary import StatutZone

Theme = Literal["light", "dark"]
Pair = dict[Theme, str]


def _pair(light: str, dark: str) -> Pair:
    return {"light": light, "dark": dark}


# Grounds, inks and lines, on a light ground and on a dark one.
PAPER = _pair("#FFFFFF", "#101820")
INK = _pair("#16202B", "#F2F5F8")
SOFT_INK = _pair("#3B4753", "#C9D2DA")
BORDER = _pair("#5B6671", "#8FA0B0")
FINE_LINE = _pair("#D5DBE1", "#34414D")
RAISED = _pair("#EFF3F7", "#18222C")
"""A tinted ground: slides, cards."""
BESIDE = _pair("#EFF3F7", "#1B2732")
"""The side bar and the fields (Streamlit's secondary background)."""
EDGE = _pair("#8695A4", "#66788A")
"""Around a field, a panel of the map."""
MAP_GROUND = _pair("#E9EDF1", "#18222C")
MAP_PANEL = _pair("#FFFFFF", "#24313D")
DEEP, PALE = "#0C1218", "#FFFFFF"
"""Written on the fills of the tones."""
CHART_INKS = ("#10161D", "#FFFFFF")
"""Written on the fills of the charts."""
PRIMARY = _pair("#0B4F80", "#7CC4F5")
LINK = _pair("#0B4F80", "#9AD1F8")
VEIL = "rgba(128,140,152,{})"
"""A line or a faint fill that reads on both grounds, of the opacity given."""

# Hues of the charts, the same on both grounds.
BLUE, SKY, DEEP_BLUE = "#0072B2", "#56B4E9", "#083263"
GREEN, ORANGE, VERMILION = "#009E73", "#E69F00", "#D55E00"
PURPLE, GREY = "#CC79A7", "#8A96A3"
BLUES = ("#DCEAF7", "#A3CBE6", "#579BCB", "#1F66A0", DEEP_BLUE)
"""Lightness only (ColorBrewer Blues, ends strengthened): low to high."""

# Streamlit's own charts (config.toml); Okabe and Ito's yellow left out, too pale on white.
CATEGORIES = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, "#7F7F7F")
SEQUENCE = (
    *("#EFF6FC", "#DCEAF7", "#C3DCF0", "#A3CBE6", "#7DB4DA"),
    *("#579BCB", "#3880B8", "#1F66A0", "#0D4C83", "#083263"),
)
DIVERGING = (
    *("#8C3A00", "#B85A12", "#DB8A45", "#EDBA8C", "#EBE3DC"),
    *("#DCE4EC", "#9CC3E0", "#5B9ACA", "#2470AC", "#0A4A83"),
)

# What colours mean, wherever they are.
BETTER = _pair(BLUE, "#7CC4F5")
WORSE = _pair("#B3420A", "#FFA269")
TEAM = _pair("#0B4F80", "#0B4F80")
RESOURCE = _pair("#007A5A", "#3FD0A4")
PEOPLE = _pair("#7A2E6E", "#F0A3DE")
IMAGINED = _pair("#4B2FB0", "#B7A6FF")
NO_DATA = _pair("#C9C4BC", "#56524C")
ZERO = _pair("#FFFFFF", "#0B1117")
ASLEEP = _pair("#D9A441", "#8A5A12")
"""A cooperation asleep: on no way, when the others go from pale to strong."""
NEIGHBOUR = _pair("#F6F4EF", "#1F2A34")
NEIGHBOUR_BORDER = _pair("#B4AE9F", "#4A5864")
NEIGHBOUR_INK = _pair("#69655B", "#A7B2BC")

LEVELS = {0: GREY, 1: SKY, 2: BLUE, 3: ORANGE, 4: VERMILION}
"""Fragility: 0 is unknown, 4 urgent. On the board, `TONES` says the same in paler and deeper fills."""

RAMP: dict[Theme, tuple[str, ...]] = {
    "light": ("#DDEAF6", "#B5D3EB", "#86B8DC", "#5396C8", "#2B73AE", "#12508A", "#062D5A"),
    "dark": ("#17334F", "#1F4D77", "#2D6CA2", "#4B90C8", "#7DB5E1", "#B2D6F1", "#E6F3FC"),
}
"""Least to most, one hue, so that neither colour blindness nor a grey print loses the order."""
WORSENING: dict[Theme, tuple[str, ...]] = {
    "light": ("#FCE8BC", "#F8CE7C", "#F0A93F", "#DC7D18", "#B65608", "#833504", "#4E1D03"),
    "dark": ("#3A2810", "#5C3B0F", "#88540F", "#B97413", "#E3993B", "#F5C179", "#FDE8C6"),
}
"""The same where more is worse (ColorBrewer YlOrBr, ends strengthened)."""

STATUS: dict[Theme, dict[str, str]] = {
    "light": {
        StatutZone.SANS_INSCRIT.value: "#DADFE4",
        StatutZone.SANS_ISOLEE.value: ZERO["light"],
        StatutZone.BLANCHE.value: "#9C3400",
        StatutZone.GRISE.value: "#EE9A45",
        StatutZone.SATUREE.value: "#F8E5A0",
        StatutZone.COUVERTE.value: "#4B93C9",
    },
    "dark": {
        StatutZone.SANS_INSCRIT.value: "#3A444E",
        StatutZone.SANS_ISOLEE.value: ZERO["dark"],
        StatutZone.BLANCHE.value: "#FFB37A",
        StatutZone.GRISE.value: "#C26A1C",
        StatutZone.SATUREE.value: "#6B4A12",
        StatutZone.COUVERTE.value: "#2D6CA2",
    },
}
"""A zone's status. The blank ones stand out most."""

SECTORS: dict[Theme, tuple[str, ...]] = {
    "light": ("#77AADD", "#EEDD88", "#44BB99", "#FFAABB", "#BBCC33", "#99DDFF", "#EE8866", "#C9B6E4"),
    "dark": ("#2A5C8A", "#7A6314", "#1E6B52", "#84405A", "#5A6B14", "#1A6F86", "#8A4526", "#5C4A8E"),
}
"""The first seven on a light ground: Paul Tol's « light » scheme, for fills under dark text."""

FATES = {
    "ajoutees": (BLUE, PALE),
    "modifiees": (SKY, CHART_INKS[0]),
    "inchangees": (GREY, CHART_INKS[0]),
    "ecartees": (ORANGE, CHART_INKS[0]),
    "rejetees": (WORSE["light"], PALE),
}
"""Lines of an import: fill, and what is written on it."""

TONES: dict[str, dict[Theme, tuple[str, str, str]]] = {
    "NEUTRAL": {"light": ("#0B4F80", PALE, "#42546A"), "dark": ("#7CC4F5", DEEP, "#B9C7D6")},
    "GOOD": {"light": ("#9FCDEE", DEEP, "#0B5A94"), "dark": ("#1D4E79", PALE, "#7DB5E1")},
    "WATCH": {"light": ("#F6DC8C", DEEP, "#6E5000"), "dark": ("#66490F", PALE, "#F0C24B")},
    "BAD": {"light": ("#F0A142", DEEP, "#8F4008"), "dark": ("#E3993B", DEEP, "#F2A35C")},
    "WORST": {"light": ("#8A2C00", PALE, "#7A2500"), "dark": ("#FFE3BF", DEEP, "#FFB08A")},
    "UNKNOWN": {"light": ("#CBD2D9", DEEP, "#4F5963"), "dark": ("#3D4955", PALE, "#A9B4BE")},
    "NOTHING": {"light": ("#F4F6F8", DEEP, "#505A64"), "dark": ("#1B2732", PALE, "#9AA6B1")},
    "LEVEL_1": {"light": ("#D5E8F7", DEEP, "#1F5C84"), "dark": ("#1D4E79", PALE, "#8CC8EC")},
    "LEVEL_2": {"light": ("#85BCE6", DEEP, "#005A8F"), "dark": ("#85BCE6", DEEP, "#66AEE0")},
    "LEVEL_3": {"light": ("#F0A142", DEEP, "#6D4B00"), "dark": ("#E3993B", DEEP, "#F0B429")},
    "LEVEL_4": {"light": ("#8A2C00", PALE, "#993A00"), "dark": ("#FFE3BF", DEEP, "#FF9A5C")},
}
"""The meeting's tones, by name: fill, ink on it, lines and words. 7:1 or more, for a projector."""


@lru_cache(maxsize=1024)
def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    channels = [value / 255 for value in rgb(colour)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mixed(one: str, other: str, share: float) -> str:
    """`share` of the second colour in the first."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def faded(colour: str, opacity: float) -> str:
    """A #RRGGBB colour seen through, as CSS writes it."""
    return f"rgba({','.join(map(str, rgb(colour)))},{opacity})"


def rgb(colour: str) -> tuple[int, int, int]:
    """The three channels of `#RRGGBB`, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
