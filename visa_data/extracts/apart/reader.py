"""The program that opens a file: `python -m visa_data.extracts.apart.reader`, started by `workers`.

Where processes can be forked safely (Linux), it stays, warm, and a child of its own reads each file, so that
the next one has nothing to load again: all that reading needs is imported here, geopandas too, and the wordings of
headers are learnt. Elsewhere it reads one file and ends. It ends with whoever started it, even killed: the pipe of
the requests closes, and what was unfolded for the file under way is removed.
"""

from __future__ import annotations

import faulthandler
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO

from visa_data.errors import VisaError
from visa_data.extracts.apart import bounds
from visa_data.extracts.apart.frames import (
    DONE,
    READY,
    Answer,
    Failure,
    Request,
    read_frame,
    request_of,
    write_answer,
    write_frame,
    write_progress,
)
from visa_data.extracts.columns.header_rows import learn_wordings
from visa_data.extracts.reading import outlines  # noqa: F401
from visa_data.extracts.reading.originals import Originals

_LATE = 5.0
"""Seconds after which a reading that nobody stopped stops by itself."""
_DEEPEST = 12
"""Places of the code told of an error, the innermost."""
_AFTER_PAGES = 5
"""How much less than a page a reading asks of the processor (see `nice`)."""


def main(root: Path, *, forks: bool) -> None:
    """Read what is asked on standard input; standard output and error are closed to everything else.

    root: the folder of all that whoever asks has on disk, removed when he is gone.
    """
    if _serve(root, forks=forks):
        shutil.rmtree(root, ignore_errors=True)


def _serve(root: Path, *, forks: bool) -> bool:
    """Read files until there is no more to do; True when whoever asks is gone."""
    if hasattr(os, "nice"):
        # Whoever has sent a file waits for it; a whole room may be looking at pages meanwhile.
        os.nice(_AFTER_PAGES)
    # Raw: what is taken from the pipe is one request, and its end is seen.
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "wb")
    # A reader in C or Rust writes where it wants, and may quote values.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    try:
        learn_wordings()
        write_frame(answers, READY)
        while frame := read_frame(requests):
            request = request_of(frame[1])
            if forks:
                whole = _in_a_child(request, requests, answers)
            else:
                threading.Thread(target=_end_with, args=(requests, root), daemon=True).start()
                _answer(request, answers)
                whole = True
            if whole:
                write_frame(answers, DONE)
            if not (whole and forks):
                return False
    except (BrokenPipeError, _Abandoned):
        pass
    return True


class _Abandoned(Exception):
    """Whoever asked is gone, and the child that read with him."""


def _in_a_child(request: Request, requests: IO[bytes], answers: IO[bytes]) -> bool:
    """Have a child read the file; False when it broke off. Raises _Abandoned."""
    alive, held = os.pipe()
    child = os.fork()
    if not child:
        os.close(alive)
        status = 1
        try:
            requests.close()
            bounds.hold(request.memory)
            _answer(request, answers)
            status = 0
        finally:
            # Neither the clean-up nor the exit handlers of the process it was forked from.
            os._exit(status)
    os.close(held)
    ready, _, _ = select.select([alive, requests.fileno()], [], [])
    abandoned = alive not in ready
    if abandoned:
        os.kill(child, signal.SIGKILL)
    os.close(alive)
    _, status = os.waitpid(child, 0)
    if abandoned:
        raise _Abandoned
    return status == 0


def _end_with(requests: IO[bytes], root: Path) -> None:
    """End with whoever asked: nothing more comes on the pipe but its end."""
    requests.read(1)
    shutil.rmtree(root, ignore_errors=True)
    os._exit(1)


def _answer(request: Request, answers: IO[bytes]) -> None:
    faulthandler.dump_traceback_later(request.seconds + _LATE, exit=True, file=2)
    with suppress(OSError):
        os.chdir(request.folder)
    tempfile.tempdir = str(request.private)
    write_answer(answers, _read(request, answers))


def _read(request: Request, answers: IO[bytes]) -> Answer:
    options = dict(request.options)
    if options.get("progress"):
        options["progress"] = lambda fraction: write_progress(answers, fraction)
    originals = options.get("originals")
    try:
        result = request.read(*request.arguments, **options)
    except VisaError as refusal:
        return Answer(refusal=refusal)
    except BaseException as error:  # noqa: BLE001 - a panic of a reader in Rust is no Exception; told without its message
        return Answer(failure=_failure(error))
    return Answer(result, originals=originals if isinstance(originals, Originals) else None)


def _failure(error: BaseException) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    places = tuple(f"{Path(frame.filename).name}, ligne {frame.lineno}" for frame in frames)
    return Failure(type(error).__name__, places, isinstance(error, MemoryError))


if __name__ == "__main__":
    main(Path(sys.argv[2]), forks=sys.argv[1] == "fork")
