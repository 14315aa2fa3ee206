"""Files that take seconds to make: made by the first worker that asks, for all those of the run."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 180.0
"""Seconds that a worker waits for another's file before making its own: that one may have been killed."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """This worker's own copy of the file that `make` writes at the path it is given; a base is one process's at a time."""
    own = factory.mktemp("a_soi") / name
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(own)
        return own
    shared = folder.parent / "partages"
    shared.mkdir(exist_ok=True)
    whole, begun = shared / name, shared / f"{name}.commence"
    end = time.monotonic() + PATIENCE
    while not whole.exists() and time.monotonic() < end:
        try:
            begun.touch(exist_ok=False)
        except FileExistsError:
            time.sleep(0.05)
            continue
        try:
            make(own)
            shutil.copy(own, begun)
            begun.replace(whole)
        finally:
            begun.unlink(missing_ok=True)
        return own
    if whole.exists():
        shutil.copy(whole, own)
    else:
        make(own)
    return own
