"""What our process and a reader say to each other: frames on two pipes, never on disk nor in a log.

A frame is a letter, a length (8 bytes) and that many bytes. Tables go as Arrow; what goes with them is
pickled, a kind of extract by its name. Our process unpickles nothing but dates, numbers and what is ours.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import pyarrow as pa

from visa_data.errors import VisaError
from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.reading.originals import Originals

REQUEST, READY, PROGRESS, TABLE, ANSWER, DONE = b"Q", b"R", b"P", b"T", b"A", b"D"
_HEAD = struct.Struct("!cQ")
_FRACTION = struct.Struct("!d")
_OURS = "visa_data."
_FOREIGN = frozenset(
    (("builtins", "dict"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"))
)


class BrokenAnswer(Exception):
    """What came is no whole answer: whoever wrote it stopped, or lost its memory."""


@dataclass(frozen=True)
class Request:
    """One file to read, under what bounds, and where whatever is unfolded goes.

    read: `read_extract`, or another function of ours that takes `originals` and `progress`. folder: where the
    program stands, for relative paths. private: folder for what is unfolded, removed by whoever asks.
    memory: bytes. seconds: of the clock.
    """

    read: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    folder: Path
    private: Path
    memory: int
    seconds: float


@dataclass(frozen=True)
class Failure:
    """An error that nobody foresaw, without its message, which may quote a value.

    places: « file, line » of the code, the innermost last. memory: whether memory was lacking.
    """

    kind: str
    places: tuple[str, ...]
    memory: bool = False


@dataclass(frozen=True)
class Answer:
    """What reading gave: an extract, a refusal, or neither. originals: those asked for, once filled."""

    result: Any = None
    refusal: VisaError | None = None
    failure: Failure | None = None
    originals: Originals | None = None


def write_frame(stream: IO[bytes], letter: bytes, content: bytes | memoryview | pa.Buffer = b"") -> None:
    """Write one frame at once."""
    content = memoryview(content)
    stream.write(_HEAD.pack(letter, content.nbytes))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes], longest: float = float("inf")) -> tuple[bytes, bytearray] | None:
    """Read one frame; None at the end of the pipe, or where a frame is cut or longer than `longest` bytes."""
    head = bytearray(_HEAD.size)
    if not _filled(stream, head):
        return None
    letter, length = _HEAD.unpack(head)
    if length > longest:
        return None
    content = bytearray(length)
    return (letter, content) if _filled(stream, content) else None


def _filled(stream: IO[bytes], content: bytearray) -> bool:
    """Fill `content` from a pipe, which gives what it has; False when it ends before."""
    view, at = memoryview(content), 0
    while at < len(content):
        got = stream.readinto(view[at:])  # type: ignore[attr-defined]
        if not got:
            return False
        at += got
    return True


def write_progress(stream: IO[bytes], fraction: float) -> None:
    """Say how far the reading is."""
    write_frame(stream, PROGRESS, _FRACTION.pack(fraction))


def fraction_of(content: bytes | bytearray) -> float:
    """How far the reading is, from 0 to 1."""
    if len(content) != _FRACTION.size:
        raise BrokenAnswer
    return float(_FRACTION.unpack(content)[0])


def write_answer(stream: IO[bytes], answer: Answer) -> None:
    """Write an answer: its tables first, each in its frame."""
    held = io.BytesIO()
    pickler = _Pickler(held)
    pickler.dump(answer)
    while pickler.tables:
        sink = pa.BufferOutputStream()
        table = pickler.tables.pop(0)
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        write_frame(stream, TABLE, sink.getvalue())
    write_frame(stream, ANSWER, held.getbuffer())


def answer_of(content: bytes | bytearray, tables: Sequence[bytearray]) -> Answer:
    """The answer that was written. Raises BrokenAnswer."""
    try:
        found = _Unpickler(io.BytesIO(content), tables).load()
    except (pickle.UnpicklingError, pa.ArrowException, EOFError, *_NOT_WHOLE) as error:
        raise BrokenAnswer from error
    if not isinstance(found, Answer):
        raise BrokenAnswer
    return found


_NOT_WHOLE = (AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError, MemoryError)


class _Pickler(pickle.Pickler):
    """Leaves tables aside, names kinds, and writes refusals with all that they carry."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self.tables: list[pa.Table] = []

    def persistent_id(self, value: object) -> tuple[str, str | int] | None:
        if isinstance(value, pa.Table):
            self.tables.append(value)
            return "table", len(self.tables) - 1
        if isinstance(value, Kind) and KINDS.get(value.name) is value:
            return "kind", value.name
        return None

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, VisaError):
            # An exception is made again from its arguments: those of ours take others than they keep.
            return _error_again, (type(value), vars(value))
        return (dict, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes what is ours, and dates: nothing else that a pickle could ask for."""

    def __init__(self, stream: IO[bytes], tables: Sequence[bytearray]) -> None:
        super().__init__(stream)
        self._tables = tables

    def persistent_load(self, known: tuple[str, str | int]) -> pa.Table | Kind:
        sort, name = known
        if sort == "kind":
            return KINDS[str(name)]
        with pa.ipc.open_stream(pa.py_buffer(self._tables[int(name)])) as reader:
            return reader.read_all()

    def find_class(self, module: str, name: str) -> Any:
        if not module.startswith(_OURS) and (module, name) not in _FOREIGN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _error_again(kind: type[VisaError], about: dict[str, Any]) -> VisaError:
    error = kind.__new__(kind)
    error.args = (about["message"],)
    vars(error).update(about)
    return error


def request_bytes(request: Request) -> bytes:
    """A request, as the reader takes it."""
    held = io.BytesIO()
    _Pickler(held).dump(request)
    return held.getvalue()


def request_of(content: bytes | bytearray) -> Request:
    """The request that our process wrote."""
    found = pickle.loads(content)  # from our own process
    assert isinstance(found, Request)
    return found
