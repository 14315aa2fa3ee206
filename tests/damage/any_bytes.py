"""Damages of any bytes, and of binary headers: one generator of chance, one damage."""

from __future__ import annotations

import random
import re

from tests.damage.valid_files import MAKERS, valid

HUGE = (
    b"\xff\xff\xff\x7f",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"\xff" * 8,
    b"\x00" * 8,
)


def flip(rng: random.Random, content: bytes) -> bytes:
    """Change one to forty bytes."""
    spoilt = bytearray(content)
    for _ in range(rng.choice((1, 2, 5, 40))):
        if spoilt:
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def flip_early(rng: random.Random, content: bytes) -> bytes:
    """Change bytes of the first three hundred, where headers are."""
    return flip(rng, content[:300]) + content[300:]


def cut(rng: random.Random, content: bytes) -> bytes:
    """Keep the beginning."""
    return content[: rng.randint(0, len(content))]


def behead(rng: random.Random, content: bytes) -> bytes:
    """Keep the end."""
    return content[rng.randint(0, len(content)) :]


def lose_block(rng: random.Random, content: bytes) -> bytes:
    """Take a piece out."""
    start = rng.randint(0, len(content))
    return content[:start] + content[start + rng.randint(1, 2000) :]


def repeat_block(rng: random.Random, content: bytes) -> bytes:
    """Repeat a piece, up to three thousand times."""
    start = rng.randint(0, len(content))
    block = content[start : start + rng.randint(1, 400)]
    return content[:start] + block * rng.choice((2, 3, 50, 3000)) + content[start:]


def swap_blocks(rng: random.Random, content: bytes) -> bytes:
    """Put the pieces in another order."""
    cuts = sorted(rng.randint(0, len(content)) for _ in range(3))
    parts = [content[a:b] for a, b in zip([0, *cuts], [*cuts, len(content)], strict=True)]
    rng.shuffle(parts)
    return b"".join(parts)


def empty_block(rng: random.Random, content: bytes) -> bytes:
    """Zeros (or ones, or chance) where a disk lost a block."""
    start, length = rng.randint(0, len(content)), rng.choice((4, 64, 512, 4096))
    block = rng.choice((bytes(length), b"\xff" * length, rng.randbytes(length)))
    return content[:start] + block + content[start + length :]


def huge_numbers(rng: random.Random, content: bytes) -> bytes:
    """Counts and lengths of a binary header, made huge."""
    spoilt = bytearray(content)
    reach = rng.choice((64, 600, len(content)))
    for _ in range(rng.randint(1, 6)):
        at, value = rng.randrange(max(1, min(reach, len(spoilt)))), rng.choice(HUGE)
        spoilt[at : at + len(value)] = value
    return bytes(spoilt)


def graft(rng: random.Random, content: bytes) -> bytes:
    """Half of this file, half of another format."""
    other = valid(rng.choice(list(MAKERS)))
    half, rest = content[: rng.randint(0, len(content))], other[rng.randint(0, len(other)) :]
    return rng.choice((half + rest, other[: len(other) // 2] + content[len(content) // 2 :], content + other))


def garbage_after(rng: random.Random, content: bytes) -> bytes:
    """Something more at the end, or before."""
    more = rng.choice((rng.randbytes(300), bytes(5000), b"\n" * 100_000, b"PK\x05\x06" + bytes(18), b'"'))
    return rng.choice((content + more, more + content))


def biff_records(rng: random.Random, content: bytes) -> bytes:
    """Records of an .xls: its dimensions, its shared texts, its cells, its sheets, and the tables of its sectors."""
    marks = (
        b"\x00\x02\x0e\x00",
        b"\xfc\x00",
        b"\xfd\x00\x0a\x00",
        b"\x03\x02\x0e\x00",
        b"\x85\x00",
        b"\xff\x00",
        b"\xd1\x02",
    )
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        places = [match.start() for match in re.finditer(re.escape(rng.choice(marks)), content)]
        at = (
            rng.choice(places) + rng.choice((2, 4, 6, 8, 10, 12))
            if places and rng.random() < 0.8
            else rng.randrange(24, 520)
        )
        piece = rng.choice((*HUGE, b"\xff\xff", b"\xff", b"\x00\x00", b"\xff\x00"))
        spoilt[at : at + len(piece)] = piece
    return bytes(spoilt)
