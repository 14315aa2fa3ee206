"""A folder where extracts are left: which are ready to load, and where each goes afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from visa_data.errors import VisaError
from visa_data.extracts.readers.signature import HEAD_SIZE
from visa_data.extracts.received_files import Received, grouped
from visa_data.private_files import make_private_folder
from visa_data.typography import french

DONE, REFUSED = "traites", "refuses"
QUIET_SECONDS = 5.0
"""A file younger than this may still be written: it waits for the next pass."""
LOOK_SECONDS = 0.5
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".partial")


@dataclass(frozen=True)
class Waiting:
    """What a folder holds: extracts ready to read (a set of outlines is one), files left for next time."""

    ready: list[Received]
    left: list[str]


def waiting_files(
    folder: Path, *, now: Callable[[], float] = time.time, pause: Callable[[float], None] = time.sleep
) -> Waiting:
    """Look at the folder twice: a file young, growing, hidden or half received is left.

    The identifier of a part of a `Received` is its file name. Raises VisaError for no folder.
    """
    if not folder.is_dir():
        raise VisaError(
            "Dossier introuvable", french(f"« {folder} » n'est pas un dossier. Créez-le ou corrigez son nom.")
        )

    def head(name: str) -> bytes:
        with (folder / name).open("rb") as stream:
            return stream.read(HEAD_SIZE)

    try:
        before = _sizes(folder)
        if before:
            pause(LOOK_SECONDS)
        after = _sizes(folder)
        received_files = grouped([(name, name) for name in sorted(after)], head)
    except OSError as error:
        raise VisaError(
            "Dossier illisible", french(f"« {folder} » ne peut pas être lu : vérifiez vos droits.")
        ) from error
    limit = now() - QUIET_SECONDS
    calm = {
        name
        for name, (size, written) in after.items()
        if before.get(name) == (size, written) and written <= limit
    }
    ready, left = [], []
    for received in received_files:
        parts = [identifier for _, identifier in received.parts]
        if all(part in calm for part in parts):
            ready.append(received)
        else:
            left += parts
    return Waiting(ready, left)


def _sizes(folder: Path) -> dict[str, tuple[int, float]]:
    found = {}
    for path in folder.iterdir():
        if path.name.startswith((".", "~$")) or path.suffix.lower() in _UNFINISHED or not path.is_file():
            continue
        about = path.stat()
        found[path.name] = (about.st_size, about.st_mtime)
    return found


def put_away(folder: Path, received: Received, place: str, *, at: datetime) -> Path:
    """Move an extract to `traites` or `refuses`; returns its path there, without suffix, for what goes beside.

    A name already there is kept apart by the moment. Raises VisaError when it cannot be moved.
    """
    target = folder / place
    names = [identifier for _, identifier in received.parts]
    stamp = ""
    if any((target / name).exists() for name in names):
        stamp = f"{at:%Y-%m-%d_%H%M%S}_"
    try:
        make_private_folder(target)
        for name in names:
            (folder / name).rename(target / f"{stamp}{name}")
    except OSError as error:
        raise VisaError(
            "Fichier non rangé",
            french(
                f"« {received.name} » est traité mais ne peut pas être déplacé dans « {place} » : vérifiez vos droits. "
                "Le prochain passage le reprendra sans rien compter deux fois."
            ),
        ) from error
    return target / f"{stamp}{received.name}"
