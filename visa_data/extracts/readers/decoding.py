"""Encoding of a text: found from all its bytes, in one pass that also takes its fingerprint."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from visa_data.extracts import refusals

LONGEST_LINE = 200_000
_CHUNK = 1 << 20
_ASCII = bytes(range(0x80))
_C1 = frozenset(range(0x80, 0xA0))
_NOT_IN_CP1252 = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 avec BOM"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE avec BOM"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE avec BOM"),
)


@dataclass(frozen=True)
class TextFile:
    """A text whose encoding is known.

    codec: Python's name. label: as shown. damaged: bytes that the encoding does not have will be replaced.
    """

    path: Path
    size: int
    fingerprint: str
    codec: str
    label: str
    damaged: bool = False

    def open(self) -> TextIO:
        """Open the text, line ends as they are (\\r\\n, \\n and \\r all end a line)."""
        return self.path.open(encoding=self.codec, errors="replace", newline="")


def fingerprint_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, or of all the files of a folder in the order of names."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def examine_text(path: Path, progress: Callable[[float], None] | None = None) -> TextFile:
    """Find the encoding of the text at `path` and its fingerprint.

    progress: called with fractions from 0 to 1 of the bytes seen.
    Raises FileRefused for a NUL character or a line of more than 200,000 characters.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(_CHUNK)
    marked = next(((codec, label) for bom, codec, label in _BOMS if head.startswith(bom)), None)
    wide = marked or wide_without_bom(head)
    is_wide = wide is not None and wide[0] not in ("utf-8-sig",)
    unit = {"utf-16": 2, "utf-32": 4}.get(wide[0][:6], 4) if is_wide and wide else 4
    seen = _Seen(LONGEST_LINE * unit, check_null=not is_wide)
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            seen.add(chunk)
            done += len(chunk)
            if progress:
                progress(done / size)
    if is_wide and wide:
        return TextFile(path, size, digest.hexdigest(), *wide)
    codec, label, damaged = seen.encoding(marked)
    return TextFile(path, size, digest.hexdigest(), codec, label, damaged)


def wide_without_bom(head: bytes) -> tuple[str, str] | None:
    """Recognise UTF-16 without its mark: a NUL in most bytes of one parity, hardly any in the other."""
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) * 0.3
    if odd > enough and even < len(sample) * 0.02:
        return "utf-16-le", "UTF-16 LE"
    if even > enough and odd < len(sample) * 0.02:
        return "utf-16-be", "UTF-16 BE"
    return None


class _Seen:
    """What one pass over the bytes teaches: valid UTF-8 or not, which high bytes, how long lines are."""

    def __init__(self, longest: int, *, check_null: bool) -> None:
        self._longest = longest
        self._check_null = check_null
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._bytes_refused = 0
        self._bytes_understood = 0
        self._high: set[int] = set()
        self._line = 1
        self._line_length = 0

    def add(self, chunk: bytes) -> None:
        if self._check_null and (where := chunk.find(0)) >= 0:
            raise refusals.null_character(self._line + chunk.count(b"\n", 0, where))
        self._measure(chunk)
        high = chunk.translate(None, _ASCII)
        if not high:
            return
        self._high.update(high)
        if self._is_utf8:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError:
                self._is_utf8 = False
                text = chunk.decode("utf-8", errors="replace")
                self._bytes_refused = text.count("\ufffd")
                self._bytes_understood = sum(c > "\x7f" for c in text) - self._bytes_refused

    def _measure(self, chunk: bytes) -> None:
        """Follow line starts; only a line end in each window of the longest length is looked for."""
        start, end = 0, len(chunk)
        room = self._longest - self._line_length
        while end - start > room:
            last = max(chunk.rfind(b"\n", start, start + room), chunk.rfind(b"\r", start, start + room))
            if last < 0:
                raise refusals.line_too_long(self._line + chunk.count(b"\n", 0, start))
            start, room, self._line_length = last + 1, self._longest, 0
        last = max(chunk.rfind(b"\n", start), chunk.rfind(b"\r", start))
        self._line_length = end - last - 1 if last >= 0 else self._line_length + end - start
        self._line += chunk.count(b"\n")

    def encoding(self, marked: tuple[str, str] | None) -> tuple[str, str, bool]:
        """Return codec, label and whether some bytes have no reading in it."""
        # A file cut in the middle of a letter is still UTF-8: what the decoder holds is not looked at.
        if self._is_utf8:
            return (*(marked or ("utf-8", "UTF-8")), False)
        if marked or self._bytes_understood > 10 * self._bytes_refused:
            return (*(marked or ("utf-8", "UTF-8")), True)
        if not self._high & _C1:
            return "latin-1", "Latin-1 (ISO-8859-1)", False
        if self._high & _NOT_IN_CP1252:
            return "latin-1", "Latin-1 (ISO-8859-1)", True
        return "cp1252", "Windows-1252", False
