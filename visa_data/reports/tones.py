"""Colours and patterns of the report's pictures: what a tone looks like on paper, never by colour alone.

Fills and patterns are the screen's. Pictures are drawn for a light ground; `both_grounds` says what each colour
becomes on a dark one, so that one drawing serves both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from visa_data.figures.tones import DEEP, FILLS, PATTERNS, Ground, ink_on
from visa_data.meeting.pictures import Category, Tone

INKS: dict[str, tuple[str, str]] = {
    "papier": ("#FFFFFF", "#101820"),
    "encre": ("#16202B", "#F2F5F8"),
    "encre-douce": ("#3B4753", "#C9D2DA"),
    "bord": ("#5B6671", "#8FA0B0"),
    "grille": ("#D5DBE1", "#34414D"),
    "vide": ("#FDFDFE", "#1B2733"),
    "sol": ("#EFF3F7", "#18222C"),
}
"""By role: on a light ground (slides, pages, print) and on a dark one (the file, at night)."""

STROKES: dict[Tone, tuple[str, str]] = {
    Tone.NEUTRAL: ("#42546A", "#B9C7D6"),
    Tone.GOOD: ("#0B5A94", "#7DB5E1"),
    Tone.WATCH: ("#6E5000", "#F0C24B"),
    Tone.BAD: ("#8F4008", "#F2A35C"),
    Tone.WORST: ("#7A2500", "#FFB08A"),
    Tone.UNKNOWN: ("#4F5963", "#A9B4BE"),
    Tone.NOTHING: ("#505A64", "#9AA6B1"),
    Tone.LEVEL_1: ("#1F5C84", "#8CC8EC"),
    Tone.LEVEL_2: ("#005A8F", "#66AEE0"),
    Tone.LEVEL_3: ("#6D4B00", "#F0B429"),
    Tone.LEVEL_4: ("#993A00", "#FF9A5C"),
}
"""Lines and words of a tone, readable on each ground."""

HATCHES: dict[Tone, str] = {
    tone: {"stripes": "//", "dots": "..", "lines": "--"}.get(PATTERNS.get(tone, ""), "") for tone in Tone
}
"""The screen's patterns, in matplotlib's signs."""
REPEATED = ("", "..", "//", "xx", "\\\\", "++", "oo")
"""Patterns of categories that share a tone, in their order."""

WORDS: dict[Tone, str] = {
    Tone.GOOD: "favorable",
    Tone.WATCH: "à surveiller",
    Tone.BAD: "défavorable",
    Tone.WORST: "alerte",
}
"""What the colour beside a figure says, in a word."""


@dataclass(frozen=True)
class Look:
    """How a category is drawn: fill, pattern and its colour, text on it, line."""

    fill: str
    hatch: str
    hatch_colour: str
    text: str
    stroke: str


def ink(role: str, ground: Ground = "light") -> str:
    """The colour of a role on a ground."""
    return INKS[role][ground == "dark"]


def looks(categories: Sequence[Category], ground: Ground = "light") -> dict[str, Look]:
    """The look of each category by key; those that share a tone go from pale to dark, patterns alternating."""
    total = Counter(category.tone for category in categories)
    seen: Counter[Tone] = Counter()
    found = {}
    for category in categories:
        rank, count = seen[category.tone], total[category.tone]
        seen[category.tone] += 1
        fill, hatch = FILLS[ground][category.tone], HATCHES[category.tone]
        if count > 1:
            fill = _shade(fill, 0.55 - 1.0 * rank / (count - 1))
            hatch = REPEATED[rank % len(REPEATED)]
        found[category.key] = _look(fill, hatch, category.tone, rank, ground)
    return found


def withheld_look(ground: Ground = "light") -> Look:
    """How what is withheld or unknown is drawn."""
    return _look(FILLS[ground][Tone.UNKNOWN], HATCHES[Tone.UNKNOWN], Tone.UNKNOWN, 0, ground)


def both_grounds(categories: Sequence[Category]) -> dict[str, str]:
    """Each colour of a picture with these categories on a light ground → the one it has on a dark ground."""
    pairs = dict(INKS.values()) | dict(STROKES.values())
    light, dark = looks(categories), looks(categories, "dark")
    for here, there in [
        (withheld_look(), withheld_look("dark")),
        *((light[key], dark[key]) for key in light),
    ]:
        pairs |= {here.fill: there.fill, here.hatch_colour: there.hatch_colour, here.text: there.text}
    return pairs


def tint(tone: Tone, ground: Ground = "light") -> str:
    """A row's ground in a table: near enough to the paper for its text to keep 7:1."""
    return _mixed(FILLS[ground][tone], ink("papier", ground), 0.72)


def _look(fill: str, hatch: str, tone: Tone, rank: int, ground: Ground) -> Look:
    deep = ink_on(fill) == DEEP
    # Texts of two tones differ by an unseen shade, for on the other ground they may differ altogether.
    step = 7 * list(Tone).index(tone) + rank % 7
    text = (
        f"#0C{0x12 + step // 16:02X}{0x18 + step % 16:02X}"
        if deep
        else f"#FF{0xFF - step // 16:02X}{0xFE - step % 16:02X}"
    )
    return Look(fill, hatch, _shade(fill, -0.45 if deep else 0.6), text, STROKES[tone][ground == "dark"])


def _shade(fill: str, share: float) -> str:
    """Towards white (share > 0) or black (share < 0)."""
    return _mixed(fill, "#FFFFFF" if share > 0 else "#000000", abs(share))


def _mixed(one: str, other: str, share: float) -> str:
    """`share` of the second colour in the first."""
    places = (1, 3, 5)
    pairs = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in places]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
