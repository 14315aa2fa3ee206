"""Which damages make sense for a file, those of archives included: one generator of chance, one damage."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.damage.any_bytes import (
    behead,
    biff_records,
    cut,
    empty_block,
    flip,
    flip_early,
    garbage_after,
    graft,
    huge_numbers,
    lose_block,
    repeat_block,
    swap_blocks,
)
from tests.damage.outlines import bad_shapes, dbf_header, geopackage, projection, shp_records
from tests.damage.texts import (
    deep,
    entities,
    huge_attributes,
    lone_quotes,
    long_cell,
    lost_tags,
    many_columns,
    many_lines,
    mixed_encodings,
    repeated_rows,
    strange_letters,
    strange_numbers,
)
from tests.damage.valid_files import MAKERS, members_of, valid, zipped

Damage = Callable[[random.Random, bytes], bytes]


def in_a_member(rng: random.Random, content: bytes) -> bytes:
    """One or two members damaged, the archive itself sound."""
    members = members_of(content)
    if not members:
        return flip(rng, content)
    for _ in range(rng.randint(1, 2)):
        weights = [len(body) ** 0.5 + 1 for body in members.values()]
        name = rng.choices(list(members), weights)[0]
        members[name] = rng.choice(damages_of(name, members[name]))(rng, members[name])
    return zipped(members)


def other_members(rng: random.Random, content: bytes) -> bytes:
    """Members lost, added, nested, renamed; thousands of them; one of a hundred megabytes of nothing."""
    members = members_of(content)
    if not members:
        return flip(rng, content)
    what = rng.randrange(8)
    if what == 0:
        members.pop(rng.choice(list(members)))
    elif what == 1:
        members |= {f"registre{n}.csv": valid("csv ;") for n in range(rng.choice((1, 40, 3000)))}
    elif what == 2:
        members |= {
            rng.choice(
                ("../../evade.csv", "/etc/evade.csv", "C:\\evade.csv", "a/" * 3000 + "a.csv", "a\x00.csv")
            ): valid("csv ;")
        }
    elif what == 3:
        return zipped({"dedans.zip": content})
    elif what == 4:
        members["vide.csv"] = bytes(120_000_000)
    elif what == 5:
        name = rng.choice(list(members))
        members[name] = valid(rng.choice(list(MAKERS)))
    elif what == 6:
        name = rng.choice(list(members))
        members[name] = b"\n" * 60_000_000 if rng.random() < 0.5 else (b"a;b;c\n" * 20_000_000)
    else:
        members = {
            rng.choice((name.upper(), name + " ", name.replace("/", "\\"), name[::-1])): body
            for name, body in members.items()
        }
    return zipped(members)


def archive_sizes(rng: random.Random, content: bytes) -> bytes:
    """Sizes, offsets, methods and flags of an archive's headers."""
    spoilt = bytearray(content)
    for mark, fields in (
        (b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 32, 42)),
        (b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28)),
    ):
        for match in re.finditer(re.escape(mark), content):
            if rng.random() < 0.4:
                at = match.start() + rng.choice(fields)
                value = rng.choice(
                    (b"\xff\xff", b"\xff\xff\xff\x7f", b"\x01\x00", b"\x63\x00", b"\x00\x00\x00\x00")
                )
                spoilt[at : at + len(value)] = value
    return bytes(spoilt)


def gzip_bomb(rng: random.Random, content: bytes) -> bytes:
    """A small file that unfolds to hundreds of megabytes, or several one after the other."""
    piece = rng.choice((bytes(1_000_000), b"R1;CARSAT\n" * 100_000, b";" * 1_000_000))
    return (
        gzip.compress(piece * rng.choice((30, 400)), 1)
        if rng.random() < 0.6
        else content + gzip.compress(piece) * 3
    )


ANY = (
    flip,
    flip_early,
    cut,
    behead,
    lose_block,
    repeat_block,
    swap_blocks,
    empty_block,
    graft,
    garbage_after,
)
BINARY = (huge_numbers, huge_numbers, flip)
TEXT = (
    strange_numbers,
    strange_letters,
    lone_quotes,
    long_cell,
    many_columns,
    many_lines,
    mixed_encodings,
    deep,
)
XML = (entities, huge_attributes, lost_tags, strange_numbers, strange_letters, long_cell, deep)
ODS = (repeated_rows, repeated_rows)
ARCHIVE = (in_a_member, in_a_member, in_a_member, in_a_member, other_members, archive_sizes)
SHAPES = (bad_shapes, bad_shapes, deep, strange_numbers, lost_tags, long_cell)
BY_END: dict[str, tuple[Damage, ...]] = {
    ".shp": (shp_records, shp_records, shp_records),
    ".shx": (shp_records,),
    ".dbf": (dbf_header, dbf_header, dbf_header),
    ".prj": (projection, projection, projection),
    ".cpg": (strange_letters, projection),
}


def damages_of(name: str, content: bytes) -> tuple[Damage, ...]:
    """The damages that make sense for a file, by what it holds."""
    own = BY_END.get(Path(name).suffix, ())
    if content.startswith(b"PK"):
        return (*ANY, *ARCHIVE, *ARCHIVE)
    if content.startswith(b"\x1f\x8b"):
        return (*ANY, gzip_bomb, gzip_bomb, huge_numbers)
    if content.startswith(b"SQLite"):
        return (*ANY, *BINARY, *[geopackage] * 12)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return (*ANY, *BINARY, *[biff_records] * 9)
    if content.lstrip()[:1] == b"<":
        return (
            *ANY,
            *XML,
            *(ODS * 3 if b"<table:table-row" in content else ()),
            *(SHAPES if b"coord" in content else ()),
        )
    if content.lstrip()[:1] in (b"{", b"["):
        return (*ANY, *SHAPES, *TEXT)
    if b"\x00" in content[:200]:
        return (*ANY, *BINARY, *BINARY, *own, *own)
    return (*ANY, *TEXT, *TEXT, *own, *own)
