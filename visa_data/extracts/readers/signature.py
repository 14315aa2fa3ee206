"""What a file is by its bytes; its name and extension are not believed."""

from __future__ import annotations

import zipfile
from enum import Enum
from pathlib import Path

from visa_data.extracts.answers import refusals
from visa_data.extracts.readers.damage import damage_refused
from visa_data.extracts.readers.decoding import wide_without_bom
from visa_data.extracts.readers.outline_files import JSON_STARTS, XML_STARTS, outline_suffix

HEAD_SIZE = 8192


class FileNature(Enum):
    """How a file is to be read."""

    TEXT = "texte"
    WORKBOOK = "classeur"
    OUTLINES = "contours"
    GZIP = "gzip"
    ARCHIVE = "archive"


_NOT_TABLES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"%PDF", "un document PDF"),
    (b"{\\rtf", "un document de traitement de texte (RTF)"),
    (b"BZh", "une archive compressée (bzip2)"),
    (b"\xfd7zXZ\x00", "une archive compressée (xz)"),
    (b"7z\xbc\xaf\x27\x1c", "une archive compressée (7-Zip)"),
    (b"Rar!", "une archive compressée (RAR)"),
    (b"\x7fELF", "un programme"),
    (b"MZ\x90\x00", "un programme"),
    (b"ID3", "un enregistrement sonore"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WORKBOOK_ENTRIES = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

LARGEST_UNFOLDED = 300_000_000
"""Bytes that a compressed file may unfold to."""
_LARGE_ENTRY = 10_000_000
_LARGEST_RATIO = 200


def nature_of(path: Path, file_name: str) -> FileNature:
    """Tell how to read the file at `path` (a folder too: a Shapefile's), by its bytes alone.

    file_name: only shown. A zip is told by what it holds: a workbook, or files to choose from (ARCHIVE).
    Raises FileRefused for what is no extract: empty, picture, PDF, other archive, encrypted workbook.
    """
    if path.is_dir():
        return FileNature.OUTLINES
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_SIZE)
    except OSError:
        raise refusals.nothing_there(file_name) from None
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise refusals.empty_file() if not _has_content(path) else refusals.unknown_binary()
    if head.startswith(_ZIP):
        return _nature_of_zip(path, head)
    if head.startswith(_GZIP):
        return FileNature.GZIP
    if head.startswith(_OLE):
        return _nature_of_ole(path)
    if head.startswith(b"PAR1"):
        return _nature_of_parquet(path)
    if outline_suffix(head):
        return FileNature.OUTLINES
    for signature, nature in _NOT_TABLES:
        if head.startswith(signature):
            raise refusals.unreadable(nature)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise refusals.unreadable("une image WebP")
    if head[4:8] == b"ftyp":
        raise refusals.unreadable("une image ou une vidéo")
    return _nature_of_text(head)


def _has_content(path: Path) -> bool:
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            if block.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
                return True
    return False


def _nature_of_zip(path: Path, head: bytes) -> FileNature:
    # A workbook cut short is told from another archive by its first entry.
    broken = refusals.broken_workbook if head[30:].startswith(_WORKBOOK_ENTRIES) else refusals.broken_archive
    with damage_refused(broken), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_UNFOLDED or any(
        entry.file_size > _LARGE_ENTRY and entry.file_size > _LARGEST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    ):
        raise refusals.zip_bomb()
    names = {entry.filename for entry in entries}
    lowered = [name.lower() for name in names]
    if "[Content_Types].xml" in names:
        if "xl/workbook.bin" in lowered:
            raise refusals.binary_workbook()
        if any(name.startswith("xl/") for name in lowered):
            return FileNature.WORKBOOK
        word = any(name.startswith("word/") for name in lowered)
        raise refusals.unreadable(
            "un document de traitement de texte" if word else "un document de bureautique"
        )
    if "mimetype" in names and "content.xml" in names:
        with damage_refused(refusals.broken_workbook), zipfile.ZipFile(path) as archive:
            kind = archive.read("mimetype")[:100]
        if b"spreadsheet" not in kind:
            raise refusals.unreadable("un document de bureautique")
        return FileNature.WORKBOOK
    return FileNature.ARCHIVE


def _nature_of_ole(path: Path) -> FileNature:
    content = path.read_bytes()
    if _ENCRYPTED_STREAM in content:
        raise refusals.password()
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return FileNature.WORKBOOK
    raise refusals.unreadable("un document de bureautique")


def _nature_of_parquet(path: Path) -> FileNature:
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 1_000_000))
        tail = stream.read()
    if b"geo" not in tail or b"primary_column" not in tail:
        raise refusals.unreadable("une table Parquet sans contours")
    return FileNature.OUTLINES


def _nature_of_text(head: bytes) -> FileNature:
    wide = head.startswith(_BOMS[1:])
    for bom in _BOMS:
        head = head.removeprefix(bom)
    start = head.replace(b"\x00", b"").lstrip()[:400].lower()
    if start.startswith(JSON_STARTS):
        raise refusals.unreadable("un document JSON sans contours")
    if start.startswith((*XML_STARTS, b"<!doctype", b"<html", b"<table", b"<workbook")):
        whole = head.lower()
        page = b"<html" in whole or b"<table" in whole or b"<!doctype html" in whole
        raise refusals.unreadable("une page web" if page else "un document XML")
    if _is_binary(head, wide=wide):
        raise refusals.unknown_binary()
    return FileNature.TEXT


# Control characters that no text export writes (tab, line ends, form feed and escape are allowed).
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27})


def _is_binary(head: bytes, *, wide: bool) -> bool:
    """Tell binary content from text; in UTF-16 (`wide`) any byte may be part of a letter."""
    if wide or wide_without_bom(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(2, len(head) // 200) or head.count(0) > len(head) // 100 + 1
