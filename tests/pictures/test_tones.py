"""Colours are read from across the room and without seeing colours, on both grounds."""

from __future__ import annotations

import itertools

import pytest

from visa_data.maps.colours import contrast
from visa_data.pictures.picture import Category, Tone
from visa_data.pictures.tones import COLOURS, GROUNDS, PATTERNS, Ground, patterns


@pytest.mark.parametrize("ground", GROUNDS)
def test_inks_contrast_by_seven_to_one(ground: Ground) -> None:
    colours = COLOURS[ground]
    for ink, under in (("encre", "papier"), ("encre", "sol"), ("encre-douce", "papier")):
        assert contrast(colours[ink], colours[under]) >= 7


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("tone", list(Tone))
def test_texts_are_readable_on_each_tone(tone: Tone, ground: Ground) -> None:
    colours = COLOURS[ground]
    assert contrast(colours[f"texte-{tone.value}"], colours[f"fond-{tone.value}"]) >= 7
    assert contrast(colours[f"trait-{tone.value}"], colours["papier"]) >= 7
    assert contrast(colours["encre"], colours[f"ligne-{tone.value}"]) >= 7


@pytest.mark.parametrize("ground", GROUNDS)
def test_tones_that_meet_differ_by_pattern_or_by_lightness(ground: Ground) -> None:
    """As a grey print shows them: lightness apart by a fifth of the scale at least, or another pattern."""
    together = [
        (Tone.GOOD, Tone.WATCH, Tone.BAD, Tone.WORST, Tone.UNKNOWN),
        (Tone.LEVEL_1, Tone.LEVEL_2, Tone.LEVEL_3, Tone.LEVEL_4, Tone.UNKNOWN),
    ]
    for group in together:
        for one, other in itertools.combinations(group, 2):
            fills = [COLOURS[ground][f"fond-{tone.value}"] for tone in (one, other)]
            assert PATTERNS.get(one) != PATTERNS.get(other) or contrast(*fills) >= 1.04, (one, other)


def test_categories_of_one_tone_differ_by_pattern() -> None:
    alike = [Category(f"c{n}", f"classe {n}", Tone.NEUTRAL) for n in range(5)]
    assert len(set(patterns(alike).values())) == 5
    assert patterns([Category("a", "une", Tone.WORST), *alike])["a"] == PATTERNS[Tone.WORST]
