"""What each tone looks like, on a light and on a dark ground: fill, ink written on it, line, pattern.

Every ink on its fill, and every line on its ground, contrasts by 7:1 or more (WCAG 2.2, level AAA), so fills are
pale or deep, never in between. Hues are Okabe and Ito's (2008) blue, orange and vermilion, lightened or deepened:
told apart by colour-blind readers, and by lightness and pattern on a grey projector.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from visa_data import tokens
from visa_data.pictures.picture import Category, Tone
from visa_data.tokens import Theme

Ground = Theme
GROUNDS: tuple[Ground, Ground] = ("light", "dark")

_INKS = {
    "papier": tokens.PAPER,
    "encre": tokens.INK,
    "encre-douce": tokens.SOFT_INK,
    "bord": tokens.BORDER,
    "grille": tokens.FINE_LINE,
    "sol": tokens.RAISED,
}
"""By role: on a light ground (slides, pages, print) and on a dark one (the screen and the file, at night)."""

PATTERNS = {
    Tone.BAD: "dots",
    Tone.WORST: "stripes",
    Tone.UNKNOWN: "lines",
    Tone.LEVEL_3: "dots",
    Tone.LEVEL_4: "stripes",
}
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


def _named(ground: Ground) -> dict[str, str]:
    paper = tokens.PAPER[ground]
    found = {name: pair[ground] for name, pair in _INKS.items()}
    for tone in Tone:
        fill, ink, stroke = tokens.TONES[tone.name][ground]
        found |= {
            f"fond-{tone.value}": fill,
            f"texte-{tone.value}": ink,
            f"trait-{tone.value}": stroke,
            f"ligne-{tone.value}": tokens.mixed(fill, paper, 0.72),
        }
    return found


COLOURS: dict[Ground, dict[str, str]] = {ground: _named(ground) for ground in GROUNDS}
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
