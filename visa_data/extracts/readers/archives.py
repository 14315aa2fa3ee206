"""Compressed files (.gz, .zip): the one table they hold, unfolded in a private folder while it is read."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from visa_data.extracts import refusals
from visa_data.extracts.choices import Choice
from visa_data.extracts.readers.damage import damage_refused
from visa_data.extracts.readers.signature import LARGEST_UNFOLDED, Nature, nature_of

_PIECE = 1 << 20
_TABLES = frozenset((".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".zip"))
"""Endings of the members that may be the table; any other is only looked at when it is alone."""
_PAPERS = frozenset(("lisezmoi", "lisez-moi", "lisez_moi", "readme", "licence", "license"))


@dataclass(frozen=True)
class Unfolded:
    """The file to read: the one given, or the one that it held, with what was left out."""

    path: Path
    name: str
    nature: Nature
    notices: tuple[str, ...] = ()


@contextmanager
def unfolded(path: Path, file_name: str, choice: Choice) -> Iterator[Unfolded]:
    """Give the file to read, taken out of its archive when it is in one; what was unfolded is gone at the end.

    Raises FileRefused for an archive that is broken, protected, too large once unfolded, without a table or
    holding another archive; ChoiceNeeded when it holds several tables and `choice` names none.
    """
    nature = nature_of(path, file_name)
    if nature not in (Nature.GZIP, Nature.ARCHIVE):
        yield Unfolded(path, file_name, nature)
        return
    with tempfile.TemporaryDirectory(prefix="visa_") as folder:
        if nature is Nature.GZIP:
            name = _without_gz(file_name)
            target = Path(folder) / f"extrait{_suffix(name)}"
            with damage_refused(refusals.broken_archive), gzip.open(path) as packed:
                _copy(packed, target)
            notices: tuple[str, ...] = ()
        else:
            name, target, notices = _take_member(path, Path(folder), choice)
        inner = nature_of(target, name)
        if inner in (Nature.GZIP, Nature.ARCHIVE):
            raise refusals.nested_archive()
        yield Unfolded(target, name, inner, notices)


def _take_member(path: Path, folder: Path, choice: Choice) -> tuple[str, Path, tuple[str, ...]]:
    with damage_refused(refusals.broken_archive), zipfile.ZipFile(path) as archive:
        members = [entry for entry in archive.infolist() if not _is_clutter(entry)]
        chosen = _chosen(members, choice)
        if chosen.flag_bits & 0x1:
            raise refusals.protected_archive()
        target = folder / f"extrait{_suffix(chosen.filename)}"
        with archive.open(chosen) as packed:
            _copy(packed, target)
    others = [refusals.shown_member(entry.filename) for entry in members if entry is not chosen]
    notices = (f"Autres fichiers de l'archive, non lus : {refusals.listed(others)}.",) if others else ()
    return refusals.shown_member(chosen.filename), target, notices


def _chosen(members: list[zipfile.ZipInfo], choice: Choice) -> zipfile.ZipInfo:
    if choice.member:
        named = [entry for entry in members if entry.filename == choice.member]
        named = named or [e for e in members if refusals.shown_member(e.filename) == choice.member]
        if len(named) != 1:
            raise refusals.absent_member(choice.member)
        return named[0]
    tables = [entry for entry in members if _may_be_table(entry)] if len(members) > 1 else members
    if not tables:
        raise refusals.other_archive()
    if len(tables) > 1:
        raise refusals.several_members([entry.filename for entry in tables], choice)
    return tables[0]


def _may_be_table(entry: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(entry.filename.lower())
    return name.suffix in _TABLES and name.stem not in _PAPERS


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """Tell folders and what operating systems add to archives."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if entry.is_dir() or not parts:
        return True
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] in ("Thumbs.db", "desktop.ini")


def _copy(packed: IO[bytes] | gzip.GzipFile, target: Path) -> None:
    """Unfold to `target`, whatever size the archive declares, and stop at the largest size allowed."""
    size = 0
    with target.open("wb") as stream:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > LARGEST_UNFOLDED:
                raise refusals.zip_bomb()
            stream.write(piece)


def _without_gz(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name


def _suffix(name: str) -> str:
    """The ending of a name, which tells GDAL one vector format from another; an odd one is left out."""
    suffix = Path(name.lower()).suffix
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 11 else ""
