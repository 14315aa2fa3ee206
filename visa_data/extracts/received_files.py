"""Files received from a browser: grouped into extracts, and on disk only while they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from visa_data.errors import FileRefused
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.apart import private_folder, read_apart
from visa_data.extracts.readers.outline_files import sets_among, stem_and_suffix

# Control characters, and those that make a text read backwards.
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Received:
    """One extract as received: its shown name, and the identifiers of the files that make it.

    parts: suffix (lower case) to identifier; more than one for a Shapefile or a MapInfo set.
    within: which of the extracts of a workbook it is; None for all of a file.
    """

    name: str
    parts: tuple[tuple[str, str], ...]
    within: Choice | None = None

    @property
    def identifier(self) -> str:
        """The identifiers of its files, as one key; the sheet's name too, where it is one of several extracts."""
        whole = "+".join(identifier for _, identifier in self.parts)
        return f"{whole}#{self.within.sheet}" if self.within else whole

    def split(self, refusal: FileRefused | None) -> list[Received]:
        """The extracts of a file that was refused because it holds several, each of a kind of its own; none otherwise."""
        within = refusal.parts if isinstance(refusal, ChoiceNeeded) and self.within is None else []
        return [replace(self, within=choice) for choice in within]


def grouped(files: Iterable[tuple[str, str]], head: Callable[[str], bytes]) -> list[Received]:
    """Group files, given as (identifier, name), into extracts, in the order received.

    head: first bytes of a file, by identifier: what only bears the name of a set of outlines stays alone.
    """
    listed = [(identifier, shown_name(name)) for identifier, name in files]
    sets = sets_among([name for _, name in listed], lambda place: head(listed[place][0]))
    sets = {main: places for main, places in sets.items() if len(places) > 1}
    main_of = {place: main for main, places in sets.items() for place in places}
    found: dict[int, Received] = {}
    for place, (_, name) in enumerate(listed):
        main = main_of.get(place, place)
        parts = tuple((stem_and_suffix(listed[one][1])[1], listed[one][0]) for one in sets.get(main, [place]))
        found.setdefault(main, Received(listed[main][1] if main in sets else name, parts))
    return list(found.values())


def shown_name(name: str) -> str:
    """A file name without folder nor hidden characters."""
    last = re.split(r"[/\\]", name)[-1]
    return _HIDDEN.sub("", last).strip()[:120] or "fichier"


def read_received(received: Received, contents: Mapping[str, bytes | memoryview], **asked: Any) -> Extract:
    """Read an extract whose files' bytes are in `contents`, by identifier. asked: what `read_apart` takes.

    They are laid in a private temporary folder, gone when this returns, and opened in a process of their own.
    Raises FileRefused.
    """
    with private_folder() as root:
        for suffix, identifier in received.parts:
            (root / f"extrait{suffix}").write_bytes(contents[identifier])
        path = root if len(received.parts) > 1 else root / f"extrait{received.parts[0][0]}"
        return read_apart(path, file_name=received.name, **asked)
