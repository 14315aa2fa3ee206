"""Compressed files (.gz, .zip): the one table they hold, unfolded in a private folder while it is read."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from visa_data.errors import FileRefused
from visa_data.extracts.answers import questions, refusals
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.readers.damage import damage_refused
from visa_data.extracts.readers.decoding import examine_text
from visa_data.extracts.readers.outline_files import sets_among, stem_and_suffix
from visa_data.extracts.readers.separators import PLAIN_SEPARATORS
from visa_data.extracts.readers.signature import HEAD_SIZE, LARGEST_UNFOLDED, FileNature, nature_of

_PIECE = 1 << 20
_LINES = 50
_PAPERS = frozenset(("lisezmoi", "lisez-moi", "lisez_moi", "readme", "licence", "license"))
"""What papers are called: a text of that name is passed over, and told, when there is something else to read."""
_GEODATABASE = ".gdb"


@dataclass(frozen=True)
class Unfolded:
    """The file to read (a folder where several make one): the one given, or the one that it held.

    notices: what was left out.
    """

    path: Path
    name: str
    nature: FileNature
    notices: tuple[str, ...] = ()


@contextmanager
def unfolded(path: Path, file_name: str, choice: Choice) -> Iterator[Unfolded]:
    """Give the file to read, taken out of its archive when it is in one; what was unfolded is gone at the end.

    Raises FileRefused for an archive that is broken, protected, too large once unfolded, without a table or
    holding another archive; ChoiceNeeded when it holds several tables and `choice` names none.
    """
    nature = nature_of(path, file_name)
    if nature not in (FileNature.GZIP, FileNature.ARCHIVE):
        yield Unfolded(path, file_name, nature)
        return
    with tempfile.TemporaryDirectory(prefix="visa_") as folder:
        if nature is FileNature.GZIP:
            name = _without_gz(file_name)
            target = Path(folder) / "extrait"
            with damage_refused(refusals.broken_archive), gzip.open(path) as packed:
                _copy(packed, target, LARGEST_UNFOLDED)
            held = Unfolded(target, name, nature_of(target, name))
        else:
            held = _chosen(_members(path, Path(folder)), choice)
        if held.nature in (FileNature.GZIP, FileNature.ARCHIVE):
            raise refusals.nested_archive()
        yield held


@dataclass(frozen=True)
class _Member:
    """A file of an archive, or the files that make one set of outlines: its name there, and where it was unfolded."""

    name: str
    path: Path

    @property
    def is_paper(self) -> bool:
        """Whether its name is that of a paper."""
        return PurePosixPath(self.name.lower()).stem in _PAPERS


def _members(path: Path, folder: Path) -> list[_Member]:
    """Unfold an archive, each file in a folder of its own or with those that make one with it."""
    with damage_refused(refusals.broken_archive), zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not _is_clutter(entry)]
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise refusals.protected_archive()
        files: list[_Member] = []
        room = LARGEST_UNFOLDED
        for number, entry in enumerate(entries):
            target = folder / str(number) / f"extrait{stem_and_suffix(entry.filename)[1]}"
            target.parent.mkdir()
            with archive.open(entry) as packed:
                room -= _copy(packed, target, room)
            files.append(_Member(entry.filename, target))
    return _put_together(files, folder)


def _put_together(files: list[_Member], folder: Path) -> list[_Member]:
    """Bring the files of each set of outlines, and of each geodatabase, into one folder."""

    def head(place: int) -> bytes:
        with files[place].path.open("rb") as stream:
            return stream.read(HEAD_SIZE)

    together = list(sets_among([file.name for file in files], head).items())
    for geodatabase in sorted({name for file in files if (name := _geodatabase_of(file.name))}):
        inside = [place for place, file in enumerate(files) if _geodatabase_of(file.name) == geodatabase]
        together.append((inside[0], inside))
    taken: dict[int, _Member | None] = {}
    for number, (main, places) in enumerate(together):
        if len(places) == 1 or any(place in taken for place in places):
            continue
        geodatabase = _geodatabase_of(files[main].name)
        own = folder / f"contours{number}{_GEODATABASE if geodatabase else ''}"
        own.mkdir()
        for place in places:
            unfolded_as = files[place].path
            unfolded_as.rename(
                own / (PurePosixPath(files[place].name).name if geodatabase else unfolded_as.name)
            )
            taken[place] = None
        taken[main] = _Member(geodatabase or files[main].name, own)
    return [one for place, file in enumerate(files) if (one := taken.get(place, file)) is not None]


def _geodatabase_of(name: str) -> str:
    """The folder of the geodatabase that a file of an archive is in, "" when it is in none."""
    parents = PurePosixPath(name.replace("\\", "/")).parents
    return next((str(parent) for parent in parents if parent.suffix.lower() == _GEODATABASE), "")


def _chosen(members: list[_Member], choice: Choice) -> Unfolded:
    if choice.member:
        named = [one for one in members if one.name == choice.member]
        named = named or [one for one in members if refusals.shown_member(one.name) == choice.member]
        if len(named) != 1:
            raise refusals.absent_member(choice.member)
        chosen = named[0]
    elif len(members) == 1:
        chosen = members[0]
    else:
        found = _worth_reading(members)
        if not found:
            raise refusals.other_archive()
        if len(found) > 1:
            raise questions.several_members([one.name for one in found], choice)
        chosen = found[0]
    name = refusals.shown_member(chosen.name)
    others = [refusals.shown_member(one.name) for one in members if one is not chosen]
    held = Unfolded(chosen.path, name, nature_of(chosen.path, name))
    if others:
        held = replace(held, notices=(f"Autres fichiers de l'archive, non lus : {refusals.listed(others)}.",))
    return held


def _worth_reading(members: list[_Member]) -> list[_Member]:
    """The members that may be the table or the outlines, by what they hold."""
    found = []
    for one in members:
        try:
            nature = nature_of(one.path, one.name)
        except FileRefused:
            continue
        if nature is not FileNature.TEXT or _is_regular(one.path):
            found.append(one)
    return [one for one in found if not one.is_paper] or found


def _is_regular(path: Path) -> bool:
    """Tell a text that reads as a table: most of its first lines have as many of one separator."""
    try:
        with examine_text(path).open() as opened:
            lines = [line for line in islice(opened, _LINES) if line.strip()]
    except FileRefused:
        return False
    for separator in PLAIN_SEPARATORS:
        (number, same), *_ = Counter(line.count(separator) for line in lines).most_common(1) or [(0, 0)]
        if number and same >= 2 and 2 * same > len(lines):
            return True
    return False


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """Tell folders and what operating systems add to archives."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if entry.is_dir() or not parts:
        return True
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] in ("Thumbs.db", "desktop.ini")


def _copy(packed: IO[bytes] | gzip.GzipFile, target: Path, room: int) -> int:
    """Unfold to `target`, whatever size the archive declares, and stop at `room` bytes; returns how many."""
    size = 0
    with target.open("wb") as stream:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > room:
                raise refusals.zip_bomb()
            stream.write(piece)
    return size


def _without_gz(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name
