"""The n-th damaged file of a seed: always the same."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.damage.damages import damages_of
from tests.damage.valid_files import MAKERS, valid

OTHER_ENDS = (
    ".csv",
    ".xlsx",
    ".xls",
    ".ods",
    ".zip",
    ".gz",
    ".geojson",
    ".gpkg",
    ".shp",
    ".tab",
    ".dbf",
    ".parquet",
    ".kml",
    "",
)

LARGEST = 20_000_000
"""Bytes of a drawn file at most: a small file that takes everything is what is looked for."""


@dataclass(frozen=True)
class Damaged:
    """A damaged file: its name, its content and how it came to be."""

    name: str
    content: bytes
    story: str


def damaged(seed: int, number: int) -> Damaged:
    """Draw one: each format in turn, one to three damages, sometimes a wrong extension."""
    rng = random.Random(f"{seed}/{number}")
    form = list(MAKERS)[number % len(MAKERS)]
    suffix, content = MAKERS[form][0], valid(form)
    told = [form]
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        damage = rng.choice(damages_of(suffix, content))
        spoilt = damage(rng, content)
        if len(spoilt) <= LARGEST:
            content = spoilt
            told.append(damage.__name__)
    if rng.random() < 0.1:
        suffix = rng.choice(OTHER_ENDS)
        told.append(f"en {suffix or 'rien'}")
    return Damaged(f"abime_{number:05}{suffix}", content, " > ".join(told))
