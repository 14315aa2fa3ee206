"""What each tone looks like, on a light and on a dark ground: fill, ink written on it, line, pattern.

Every ink on its fill, and every line on its ground, contrasts by 7:1 or more (WCAG 2.2, level AAA), so fills are
pale or deep, never in between. Hues are Okabe and Ito's (2008) blue, orange and vermilion, lightened or deepened:
told apart by colour-blind readers, and by lightness and pattern on a grey projector.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from visa_data.pictures.picture import Category, Tone

Ground = Literal["light", "dark"]
GROUNDS: tuple[Ground, Ground] = ("light", "dark")
DEEP, PALE = "#0C1218", "#FFFFFF"

_INKS: dict[str, tuple[str, str]] = {
    "papier": ("#FFFFFF", "#101820"),
    "encre": ("#16202B", "#F2F5F8"),
    "encre-douce": ("#3B4753", "#C9D2DA"),
    "bord": ("#5B6671", "#8FA0B0"),
    "grille": ("#D5DBE1", "#34414D"),
    "sol": ("#EFF3F7", "#18222C"),
}
"""By role: on a light ground (slides, pages, print) and on a dark one (the screen and the file, at night)."""

_LOOKS: dict[Tone, tuple[str, tuple[str, str, str], tuple[str, str, str]]] = {
    Tone.NEUTRAL: ("", ("#0B4F80", PALE, "#42546A"), ("#7CC4F5", DEEP, "#B9C7D6")),
    Tone.GOOD: ("", ("#9FCDEE", DEEP, "#0B5A94"), ("#1D4E79", PALE, "#7DB5E1")),
    Tone.WATCH: ("", ("#F6DC8C", DEEP, "#6E5000"), ("#66490F", PALE, "#F0C24B")),
    Tone.BAD: ("dots", ("#F0A142", DEEP, "#8F4008"), ("#E3993B", DEEP, "#F2A35C")),
    Tone.WORST: ("stripes", ("#8A2C00", PALE, "#7A2500"), ("#FFE3BF", DEEP, "#FFB08A")),
    Tone.UNKNOWN: ("lines", ("#CBD2D9", DEEP, "#4F5963"), ("#3D4955", PALE, "#A9B4BE")),
    Tone.NOTHING: ("", ("#F4F6F8", DEEP, "#505A64"), ("#1B2732", PALE, "#9AA6B1")),
    Tone.LEVEL_1: ("", ("#D5E8F7", DEEP, "#1F5C84"), ("#1D4E79", PALE, "#8CC8EC")),
    Tone.LEVEL_2: ("", ("#85BCE6", DEEP, "#005A8F"), ("#85BCE6", DEEP, "#66AEE0")),
    Tone.LEVEL_3: ("dots", ("#F0A142", DEEP, "#6D4B00"), ("#E3993B", DEEP, "#F0B429")),
    Tone.LEVEL_4: ("stripes", ("#8A2C00", PALE, "#993A00"), ("#FFE3BF", DEEP, "#FF9A5C")),
}
"""Pattern, then on each ground fill, ink on the fill, and colour of lines and words."""

PATTERNS = {tone: pattern for tone, (pattern, *_) in _LOOKS.items() if pattern}
"""Laid over a fill so that it is known without its colour; the other tones are plain."""
ALIKE = ("", "dots", "stripes", "lines", "crosses")
"""Patterns of categories that share a tone, in their order."""

WORDS: dict[Tone, str] = {
    Tone.GOOD: "favorable",
    Tone.WATCH: "à surveiller",
    Tone.BAD: "défavorable",
    Tone.WORST: "alerte",
}
"""What the colour beside a figure says, in a word."""


def _named(rank: int) -> dict[str, str]:
    paper = _INKS["papier"][rank]
    found = {name: pair[rank] for name, pair in _INKS.items()}
    for tone, (_, *grounds) in _LOOKS.items():
        fill, ink, stroke = grounds[rank]
        found |= {
            f"fond-{tone.value}": fill,
            f"texte-{tone.value}": ink,
            f"trait-{tone.value}": stroke,
            f"ligne-{tone.value}": _mixed(fill, paper, 0.72),
        }
    return found


def _mixed(one: str, other: str, share: float) -> str:
    """`share` of the second colour in the first."""
    pairs = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


COLOURS: dict[Ground, dict[str, str]] = {ground: _named(rank) for rank, ground in enumerate(GROUNDS)}
"""#RRGGBB by name: inks (papier, encre…) and, for each tone, its fill (fond-…), the ink on it (texte-…), its lines
and words (trait-…), the ground of a table's row (ligne-…), near enough to the paper for its text to keep 7:1."""


def ink(name: str) -> str:
    """A colour of the light ground, for slides and pages."""
    return COLOURS["light"][name]


def row_ground(tone: Tone) -> str:
    """The ground of a row of a table, on paper."""
    return ink("papier" if tone is Tone.NEUTRAL else f"ligne-{tone.value}")


def variables(ground: Ground) -> str:
    """The ground's colours as CSS custom properties."""
    return ";".join(f"--{name}:{colour}" for name, colour in COLOURS[ground].items())


def tone_rules(rule: str) -> str:
    """A CSS rule once for each tone, TON standing for its name."""
    return "\n".join(rule.replace("TON", tone.value) for tone in Tone)


def patterns(categories: Sequence[Category]) -> dict[str, str]:
    """The pattern of each category by key: its tone's, or one each where several share a tone."""
    total = Counter(category.tone for category in categories)
    seen: Counter[Tone] = Counter()
    found = {}
    for category in categories:
        alone = total[category.tone] == 1
        found[category.key] = (
            PATTERNS.get(category.tone, "") if alone else ALIKE[seen[category.tone] % len(ALIKE)]
        )
        seen[category.tone] += 1
    return found
