"""The one door by which a file given by a user is opened: `read_extract`, in a process of its own."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from visa_data import environment, settings
from visa_data.errors import VisaError
from visa_data.extracts.answers import refusals
from visa_data.extracts.apart import bounds
from visa_data.extracts.apart.frames import (
    ANSWER,
    DONE,
    PROGRESS,
    READY,
    TABLE,
    Answer,
    BrokenAnswer,
    Request,
    answer_of,
    fraction_of,
    request_bytes,
)
from visa_data.extracts.apart.workers import LOOK_SECONDS, Worker, private_folder, worker_for_one
from visa_data.extracts.reading import read_extract
from visa_data.extracts.reading.originals import Originals

Asked = ParamSpec("Asked")
Given = TypeVar("Given")
_START_SECONDS = 60.0
"""For the program that opens files to load its code, on a slow machine; no file is open yet."""
_MEGA = 1_000_000
_LEAST_SECONDS, _SECONDS_A_MEGA = 10.0, 10.0
"""What a file may take before the settings' bound: ten times what the slowest sound ones took, small or large."""
_log = logging.getLogger(__name__)


def apart(read: Callable[Concatenate[Path, Asked], Given]) -> Callable[Concatenate[Path, Asked], Given]:
    """The same function of a file, in a process of its own held to the memory and the time of the settings.

    A small file has less time: one that takes minutes is no extract, and holds the turn of the others.

    It takes, answers and raises the same; FileRefused also when reading breaks off, lasts too long or needs too
    much memory. `progress` is called several times a second, and what it raises ends the reading at once;
    `originals` is filled.
    """

    @wraps(read)
    def reading(path: Path, *arguments: Asked.args, **options: Asked.kwargs) -> Given:
        asked: dict[str, Any] = dict(options)
        progress, originals = asked.get("progress"), asked.get("originals")
        if progress:
            # A fraction of the work is all that crosses; the reader has a function of its own.
            asked["progress"] = True
        held = settings.load(environment.settings_path())
        with private_folder() as private:
            request = Request(
                read,
                (path, *arguments),
                asked,
                Path.cwd(),
                private,
                held.lecture_memoire * _MEGA,
                min(held.lecture_duree, _LEAST_SECONDS + _SECONDS_A_MEGA * _size(path) / _MEGA),
            )
            answer = _Reading(request, progress or (lambda _fraction: None)).answer()
        if answer.failure:
            places = " > ".join(answer.failure.places)
            _log.error("Lecture d'un fichier : %s (%s)", answer.failure.kind, places)
            if answer.failure.memory:
                raise refusals.too_heavy(held.lecture_memoire)
            raise refusals.unforeseen(answer.failure.kind, answer.failure.places[-1:])
        if answer.refusal:
            raise answer.refusal
        if isinstance(originals, Originals) and answer.originals:
            originals.header, originals.rows = answer.originals.header, answer.originals.rows
        return answer.result

    return reading


def _size(path: Path) -> int:
    """Bytes of a file, or of those of a folder; 0 where there is none, as reading will tell."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


class _Reading:
    """One request, from a program being free to its answer."""

    def __init__(self, request: Request, tell: Callable[[float], None]) -> None:
        self._request = request
        self._tell = tell
        self._done = 0.0
        self._megas = request.memory // _MEGA

    def answer(self) -> Answer:
        """Raises FileRefused, and whatever `tell` raises: the program that reads is then killed."""
        with worker_for_one(lambda: self._tell(self._done)) as worker:
            self._await_code(worker)
            worker.ask(request_bytes(self._request))
            return self._heard(worker)

    def _await_code(self, worker: Worker) -> None:
        limit = time.monotonic() + _START_SECONDS
        while not worker.ready:
            frame = self._next(worker)
            if frame is None or time.monotonic() > limit:
                raise VisaError(
                    "Lecture impossible",
                    "le programme qui ouvre les fichiers n'a pas démarré. Relancez l'installation, puis "
                    "recommencez ; si la phrase revient, signalez-la à la personne qui entretient le tableau de bord.",
                )
            worker.ready = frame[0] == READY

    def _heard(self, worker: Worker) -> Answer:
        """The answer, once the program says that it is done with the file."""
        limit = time.monotonic() + self._request.seconds
        tables: list[bytearray] = []
        found: Answer | None = None
        while True:
            frame = self._next(worker)
            if frame is None:
                raise refusals.broke_off(self._megas)
            letter, content = frame
            try:
                if letter == PROGRESS:
                    self._done = fraction_of(content)
                elif letter == TABLE:
                    tables.append(content)
                elif letter == ANSWER:
                    found = answer_of(content, tables)
                elif letter == DONE and found:
                    return found
            except BrokenAnswer:
                raise refusals.broke_off(self._megas) from None
            if time.monotonic() > limit:
                raise refusals.too_long(round(self._request.seconds))
            if not worker.forks and bounds.resident(worker.process) > self._request.memory:
                raise refusals.too_heavy(self._megas)

    def _next(self, worker: Worker) -> tuple[bytes, bytearray] | None:
        """The next frame, or an empty one when nothing comes for a while; None once the program has ended."""
        self._tell(self._done)
        try:
            return worker.frames.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            return b"", bytearray()


read_apart = apart(read_extract)
