"""Files and folders made for their owner alone, from their first byte: what they hold may name somebody.

Whoever opens a file while it is readable by all keeps it open afterwards: a mode mended later closes nothing.
"""

from __future__ import annotations

import glob
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER_ONLY, FOLDER_OF_OWNER = 0o600, 0o700
_masking = threading.Lock()


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, replacing the one that bears its name, whatever was allowed to read that one.

    A link stays a link. What is no file (a terminal, a pipe) is written to. Raises OSError.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    target = path.resolve()
    draft: Path | None = None
    try:
        # A temporary file is made readable by its owner alone, under a name that nobody can have foreseen.
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            draft = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        if draft is not None:
            draft.unlink(missing_ok=True)
        raise


def sweep_drafts(path: Path) -> None:
    """Remove what a kill left of a file that `write_private` was writing."""
    for draft in path.parent.glob(f".{glob.escape(path.name)}.????????"):
        draft.unlink(missing_ok=True)


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing; one that is there stays as its owner wants it. Raises OSError."""
    if path.is_dir():
        return
    # One by one: `parents=True` would make those above readable by all.
    make_private_folder(path.parent)
    path.mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)


@contextmanager
def made_private() -> Iterator[None]:
    """What a library makes meanwhile is its owner's alone, where it takes no mode.

    The system has one mask for a whole process: other threads make theirs no wider meanwhile, only narrower. Not for long.
    """
    with _masking:
        mask = os.umask(0o077)
        try:
            yield
        finally:
            os.umask(mask)
