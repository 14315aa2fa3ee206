"""Where an unforeseen error arose, written down without any value: the log of whoever mends the program.

A message, an argument or a local of a library's may hold what it choked on, and so a person's name. A trace keeps
types, files, lines and functions, of the causes too. The dashboard writes it on its server's standard error;
both the dashboard and the command line append it to the file named by VISA_JOURNAL, when there is one.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from visa_data.errors import VisaError
from visa_data.private_files import OWNER_ONLY

ROOT = Path(__file__).parents[1]
LOGGER = logging.getLogger("visa_data")
# Nothing reaches the terminal unless asked: without a handler, logging would write there by itself.
LOGGER.addHandler(logging.NullHandler())
LOGGER.propagate = False
LOGGER.setLevel(logging.INFO)


def unexpected(error: Exception) -> VisaError:
    """What to say of an error nobody foresaw: its kind and place in the code, never its message. Its trace is kept."""
    LOGGER.error("Erreur imprévue\n%s", trace_of(error))
    own = [
        (Path(frame.f_code.co_filename), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if _is_ours(Path(frame.f_code.co_filename))
    ]
    place = f"{own[-1][0].name}, ligne {own[-1][1]}" if own else "lieu inconnu"
    return VisaError(
        "Erreur imprévue",
        f"l'action n'a pas abouti et rien n'a été écrit ({type(error).__name__}, {place}). "
        "Signalez cette phrase à la personne qui entretient le tableau de bord.",
    )


def trace_of(error: BaseException) -> str:
    """The chain of an error, latest first: types, then each frame as file, line and function. Several lines."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int], link: str = "") -> Iterator[str]:
    seen.add(id(error))
    code = f" (errno {error.errno})" if isinstance(error, OSError) and error.errno else ""
    yield f"{link}{type(error).__module__}.{type(error).__qualname__}{code}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {_place(Path(frame.f_code.co_filename))}:{line} {frame.f_code.co_name}"
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            if id(part) not in seen:
                yield from _lines(part, seen, "dont : ")
    for link, other in (("causée par : ", error.__cause__), ("pendant : ", error.__context__)):
        if other is not None and id(other) not in seen:
            yield from _lines(other, seen, link)


def _is_ours(path: Path) -> bool:
    """Whether a file is of this program: its virtual environment may be in its folder."""
    return path.is_relative_to(ROOT) and "site-packages" not in path.parts


def _place(path: Path) -> str:
    """The file in the project or in its library: where somebody installed them says nothing."""
    if _is_ours(path):
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name


class _OnStandardError(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


class _InFile(logging.Handler):
    """Appends to a file that only its owner reads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._append("")
        if path.is_file():
            # One of before may be read by others; who is not its owner leaves it as it is.
            with suppress(PermissionError):
                path.chmod(OWNER_ONLY)

    def emit(self, record: logging.LogRecord) -> None:
        # The action has failed already: a log that cannot be written must not hide why.
        with suppress(OSError):
            self._append(self.format(record) + "\n")

    def _append(self, text: str) -> None:
        with open(
            self.path, "a", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, OWNER_ONLY)
        ) as file:
            file.write(text)


def keep_traces(*, on_standard_error: bool, file: Path | None) -> None:
    """Say where unforeseen errors are written, for this process; what was said before gives way.

    Raises VisaError for a file that cannot be written.
    """
    handlers: list[logging.Handler] = [_OnStandardError()] if on_standard_error else []
    if file is not None:
        try:
            handlers.append(_InFile(file))
        except OSError as error:
            raise VisaError(
                "Journal inaccessible",
                f"« {file} » (VISA_JOURNAL) ne peut pas être écrit. Vérifiez le dossier et vos droits.",
            ) from error
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOGGER.handlers = [logging.NullHandler(), *handlers]


def keep_values_out_of_logs() -> None:
    """Have every log of this process, Streamlit's and the libraries' too, tell errors as `trace_of` does."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, _WithoutValues):
        logging.setLogRecordFactory(_WithoutValues(make))
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = _thread_failed


class _WithoutValues:
    """Makes log records in which an error is its trace, or its type where it is one of the words."""

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self.make = make

    def __call__(self, *arguments: Any, **named: Any) -> logging.LogRecord:
        record = self.make(*arguments, **named)
        if record.exc_info and record.exc_info[1]:
            record.exc_text = trace_of(record.exc_info[1])
            record.exc_info = None
        record.msg = _type_of(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_type_of(value) for value in record.args)
        return record


def _type_of(value: Any) -> Any:
    return type(value).__qualname__ if isinstance(value, BaseException) else value


def _thread_failed(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        LOGGER.error("%s", trace_of(failure.exc_value))
