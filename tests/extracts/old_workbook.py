"""A workbook of before 2007 (XLS), written by hand: a compound file of one stream, a few records in it."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST_STREAM = 4096


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _beginning(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0x07CC, 0, 6))


def old_workbook(cells: Mapping[tuple[int, int], str]) -> bytes:
    """One sheet, « Appels », of texts by (row, column) from 0; two bytes each, so that 65535 can be written."""
    name = b"Appels"
    sheet = _beginning(0x0010)
    for (row, column), text in cells.items():
        written = text.encode("utf-16-le")
        sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + written)
    sheet += _record(0x000A, b"")
    page = _record(0x0042, struct.pack("<H", 1200))
    place = len(_beginning(5)) + len(page) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name)
    stream = (_beginning(0x0005) + page + bound + _record(0x000A, b"") + sheet).ljust(_SMALLEST_STREAM, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        _SMALLEST_STREAM,
        _END,
        0,
        _END,
        0,
        0,
    )
    header += struct.pack("<108I", *[_FREE] * 108)
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, child=1, start=_END, size=0)
    directory += _entry("Workbook", 2, child=_FREE, start=2, size=len(stream))
    return header + allocation + directory.ljust(_SECTOR, b"\0") + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    about = struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child)
    return written.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)
