"""Files received from a browser: grouped into extracts, and on disk only while they are read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from visa_data.duplicates.key import KeyFile
from visa_data.extracts.columns.shapes import Remembered
from visa_data.extracts.formats import METROPOLE
from visa_data.extracts.originals import Originals
from visa_data.extracts.reading import Choice, Extract, read_extract
from visa_data.extracts.values.corrections import Correction

# Outlines that come as several files: the one that names the set, and those that go with it.
SETS: dict[str, frozenset[str]] = {
    ".shp": frozenset({".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".shp.xml"}),
    ".tab": frozenset({".dat", ".map", ".id", ".ind"}),
    ".mif": frozenset({".mid"}),
}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
# Control characters, and those that make a text read backwards.
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Received:
    """One extract as received: its shown name, and the identifiers of the files that make it.

    parts: suffix (lower case) to identifier; more than one for a Shapefile or a MapInfo set.
    """

    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def identifier(self) -> str:
        """The identifiers of its files, as one key."""
        return "+".join(identifier for _, identifier in self.parts)


def grouped(files: Iterable[tuple[str, str]]) -> list[Received]:
    """Group files, given as (identifier, name), into extracts, in the order received.

    The parts of a set of outlines are told by a common name before the suffix, whatever the case.
    """
    listed = [(identifier, shown_name(name)) for identifier, name in files]
    heads = {(_split(name)[0].casefold(), _split(name)[1]) for _, name in listed if _split(name)[1] in SETS}
    sets: dict[tuple[str, str], list[tuple[str, str]]] = {head: [] for head in heads}
    names: dict[tuple[str, str], str] = {}
    found: list[Received | tuple[str, str]] = []
    for identifier, name in listed:
        stem, suffix = _split(name)
        head = next(
            (
                (stem.casefold(), main)
                for main, others in SETS.items()
                if (suffix == main or suffix in others) and (stem.casefold(), main) in heads
            ),
            None,
        )
        if head is None:
            found.append(Received(name, ((suffix, identifier),)))
            continue
        if not sets[head]:
            found.append(head)
        sets[head].append((suffix, identifier))
        if suffix == head[1]:
            names[head] = name
    return [
        entry if isinstance(entry, Received) else Received(names[entry], tuple(sets[entry]))
        for entry in found
    ]


def shown_name(name: str) -> str:
    """A file name without folder nor hidden characters."""
    last = re.split(r"[/\\]", name)[-1]
    return _HIDDEN.sub("", last).strip()[:120] or "fichier"


def read_received(
    received: Received,
    contents: Mapping[str, bytes | memoryview],
    *,
    kind: str | None = None,
    choice: Choice | None = None,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] = MappingProxyType({}),
    corrections: Collection[Correction] = (),
    remembered: Remembered = MappingProxyType({}),
    key: KeyFile | None = None,
    originals: Originals | None = None,
    today: date | None = None,
    zone: ZoneInfo = METROPOLE,
    progress: Callable[[float], None] | None = None,
) -> Extract:
    """Read an extract whose files' bytes are in `contents`, by identifier.

    They are laid in a private temporary folder, gone when this returns. Raises FileRefused.
    """
    with tempfile.TemporaryDirectory(prefix="visa_") as folder:
        root = Path(folder)
        for suffix, identifier in received.parts:
            (root / f"extrait{suffix}").write_bytes(contents[identifier])
        path = root if len(received.parts) > 1 else root / f"extrait{received.parts[0][0]}"
        return read_extract(
            path,
            file_name=received.name,
            kind=kind,
            choice=choice,
            mapping=mapping,
            constants=constants,
            corrections=corrections,
            remembered=remembered,
            key=key,
            originals=originals,
            today=today,
            zone=zone,
            progress=progress,
        )


def _split(name: str) -> tuple[str, str]:
    """Stem and suffix (lower case, `.shp.xml` in one piece); an odd suffix is left out."""
    lowered = name.lower()
    if lowered.endswith(".shp.xml"):
        return name[: -len(".shp.xml")], ".shp.xml"
    suffix = Path(lowered).suffix
    if not _SUFFIX.fullmatch(suffix):
        return name, ""
    return name[: -len(suffix)], suffix
