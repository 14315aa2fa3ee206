"""Encoding of a text: found from all its bytes, in one pass that also takes its fingerprint."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np

from visa_data.errors import FileRefused
from visa_data.extracts.answers import refusals

LONGEST_LINE = 200_000
_CHUNK = 1 << 20
_PIECE, _PIECE_LINES = 1 << 23, 1 << 17
"""Characters, or lines, taken at once: fewer, and what comes back in each piece is gone over again as often."""
_ASCII = bytes(range(0x80))
_C1 = range(0x80, 0xA0)
_NOT_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# What French texts hold beyond ASCII, and the encodings of one byte a letter other than Windows-1252.
_FRENCH = "éèêëàâäçîïôöûùüÿœæÉÈÊËÀÂÇÎÏÔÙÛŒ’‘“”«»°–—…€\u00a0"
_OTHER_BYTES = {"mac_roman": "Mac OS Roman", "cp850": "DOS (page de codes 850)"}
# UTF-8 sequences that French texts hold. Others (« É » then a no-break space, « é » then one and « » »)
# are single bytes that happen to follow one another.
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xc5\xcc][\x80-\xbf]|\xc8[\x98-\x9b]|\xe2[\x80-\x9e][\x80-\xbf]|\xef\xbb\xbf"
)
_NOT_UTF8 = re.compile("[^\x00-\x7f\u00a0-\u017f\u0218-\u021b\u0300-\u036f\u2000-\u27bf\ufeff\ufffd]+")
_LOST = "\ufffd".encode()
# UTF-8 taken for Windows-1252 and written again: « Ã© » for « é », « â€™ » for « ’ ».
_TWICE = re.compile(rb"\xc3\x83(?:[\xc2\xc5\xc6\xcb]|\xe2[\x80\x82\x84])|\xc3\xa2\xe2\x82\xac")
_C1_LETTERS = frozenset(map(chr, _NOT_IN_CP1252))
_SECOND_BYTES = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0))
_WRITTEN_TWICE = re.compile(f"[ÂÃÅ][{re.escape(_SECOND_BYTES)}]|â[{re.escape(_SECOND_BYTES)}]{{2}}")
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

    codec: Python's name. label: as shown. mixed: UTF-8 with bytes of Windows-1252 here and there.
    twice: some letters were encoded twice.
    damaged: there may be characters lost, before the file came or because no encoding has their bytes.
    """

    path: Path
    size: int
    fingerprint: str
    codec: str
    label: str
    mixed: bool = False
    twice: bool = False
    damaged: bool = False

    @contextmanager
    def open(self) -> Iterator[Lines]:
        """Open the text, line ends as they are (\\r\\n, \\n and \\r all end a line)."""
        errors = "surrogateescape" if self.mixed else "replace"
        with self.path.open(encoding=self.codec, errors=errors, newline="") as stream:
            yield Lines(stream, mixed=self.mixed, twice=self.twice, damaged=self.damaged)


class Lines:
    """Lines of a text, in order, once; those seen that were not plain are numbered.

    mended: lines read partly as Windows-1252 in a text of UTF-8. restored: lines with letters encoded twice.
    damaged: lines with a character lost.
    """

    def __init__(self, stream: TextIO, *, mixed: bool, twice: bool, damaged: bool) -> None:
        self._stream = stream
        self._mixed = mixed
        self._twice = twice
        self._looked_at = mixed or twice or damaged
        self.mended: list[int] = []
        self.restored: list[int] = []
        self.damaged: list[int] = []

    @property
    def position(self) -> int:
        """Bytes taken from the file so far."""
        return self._stream.buffer.tell()

    def __iter__(self) -> Iterator[str]:
        return self._examined() if self._looked_at else iter(self._stream)

    def pieces(self) -> Iterator[str]:
        """The same lines, many of them end to end at once."""
        if self._looked_at:
            yield from end_to_end(self._examined())
            return
        while piece := self._stream.read(_PIECE):
            yield piece if piece.endswith("\n") else piece + self._stream.readline()

    def _examined(self) -> Iterator[str]:
        for number, line in enumerate(self._stream, start=1):
            if line.isascii():
                yield line
                continue
            text = _NOT_UTF8.sub(_as_cp1252, line) if self._mixed else line
            if text != line:
                self.mended.append(number)
            if self._twice and (once := _WRITTEN_TWICE.sub(_encoded_once, text)) != text:
                self.restored.append(number)
                text = once
            if "\ufffd" in text:
                self.damaged.append(number)
            yield text


def end_to_end(lines: Iterable[str]) -> Iterator[str]:
    """Lines with their ends, many of them put end to end at once."""
    source = iter(lines)
    while piece := "".join(islice(source, _PIECE_LINES)):
        yield piece


def _as_cp1252(found: re.Match[str]) -> str:
    return found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _encoded_once(found: re.Match[str]) -> str:
    """The French letter that two or three were made of, or these as they are."""
    codes = b"".join(
        letter.encode("cp1252" if letter not in _C1_LETTERS else "latin-1") for letter in found[0]
    )
    letter = codes.decode("utf-8", "replace")
    return letter if letter in _FRENCH else found[0]


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
            try:
                seen.add(chunk)
            except _NotText as found:
                raise found.refusal(_line_at(path, done + found.offset)) from None
            done += len(chunk)
            if progress:
                progress(done / size)
    if is_wide and wide:
        return TextFile(path, size, digest.hexdigest(), *wide)
    return TextFile(path, size, digest.hexdigest(), *seen.encoding(marked))


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


class _NotText(Exception):
    """What is no text, at an offset of the piece being looked at; `refusal` makes the sentence from its line."""

    def __init__(self, offset: int, refusal: Callable[[int], FileRefused]) -> None:
        super().__init__()
        self.offset = offset
        self.refusal = refusal


def _line_at(path: Path, offset: int) -> int:
    """Number of the line that holds a byte; lines end with \\r\\n, \\n or \\r."""
    with path.open("rb") as stream:
        content = stream.read(offset)
    return 1 + content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")


class _Seen:
    """What one pass over the bytes teaches: valid UTF-8 or not, which high bytes, how long lines are."""

    def __init__(self, longest: int, *, check_null: bool) -> None:
        self._longest = longest
        self._check_null = check_null
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._has_utf8 = False
        self._has_lost = False
        self._has_twice = False
        self._high = np.zeros(256, dtype=np.int64)
        self._line_length = 0

    def add(self, chunk: bytes) -> None:
        if self._check_null and (where := chunk.find(0)) >= 0:
            raise _NotText(where, refusals.null_character)
        self._measure(chunk)
        high = chunk.translate(None, _ASCII)
        if not high:
            return
        self._high += np.bincount(np.frombuffer(high, dtype=np.uint8), minlength=256)
        # The bytes of a letter follow one another: the few high bytes are looked at before all of them.
        if not self._has_utf8 and _UTF8_LETTER.search(high):
            self._has_utf8 = _UTF8_LETTER.search(chunk) is not None
        self._has_lost = self._has_lost or _LOST in chunk
        self._has_twice = self._has_twice or _TWICE.search(high) is not None
        if self._is_utf8:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError:
                self._is_utf8 = False

    def _measure(self, chunk: bytes) -> None:
        """Follow line starts; only a line end in each window of the longest length is looked for."""
        start, end = 0, len(chunk)
        room = self._longest - self._line_length
        while end - start > room:
            last = max(chunk.rfind(b"\n", start, start + room), chunk.rfind(b"\r", start, start + room))
            if last < 0:
                raise _NotText(start, refusals.line_too_long)
            start, room, self._line_length = last + 1, self._longest, 0
        last = max(chunk.rfind(b"\n", start), chunk.rfind(b"\r", start))
        self._line_length = end - last - 1 if last >= 0 else self._line_length + end - start

    def encoding(self, marked: tuple[str, str] | None) -> tuple[str, str, bool, bool, bool]:
        """Return codec, label, whether other bytes are mixed in, some letters encoded twice, some lost."""
        # A file cut in the middle of a letter is still UTF-8: what the decoder holds is not looked at.
        if self._is_utf8:
            return (*(marked or ("utf-8", "UTF-8")), False, self._has_twice, self._has_lost)
        if marked or self._has_utf8:
            codec, label = marked or ("utf-8", "UTF-8")
            return codec, f"{label}, mêlé de Windows-1252", True, self._has_twice, False
        if not self._high[_C1].any():
            return "latin-1", "Latin-1 (ISO-8859-1)", False, False, False
        shares = {codec: self._share_in_french(codec) for codec in ("cp1252", *_OTHER_BYTES)}
        likely = max(_OTHER_BYTES, key=lambda codec: shares[codec])
        if shares["cp1252"] < 0.5 and shares[likely] > 0.9:
            return likely, _OTHER_BYTES[likely], False, False, False
        lost = bool(self._high[list(_NOT_IN_CP1252)].any())
        return "cp1252", "Windows-1252", False, False, lost

    def _share_in_french(self, codec: str) -> float:
        """Share of the high bytes that are letters or marks of French in that encoding."""
        bytes_of = [letter.encode(codec, "ignore") for letter in _FRENCH]
        french = sum(int(self._high[code[0]]) for code in bytes_of if code)
        return french / int(self._high.sum())
