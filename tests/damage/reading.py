"""Damaged files through the door that the page and the command use, in a process that may die of it.

As a program (`python -m tests.damage.reading FOLDER RESULTS`): reads the files of a folder one after the other, and
writes a line of JSON when it starts one and when it is done.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tests.shared_data import ROOT

MEMORY = 8 << 30
"""Bytes of address space that a reading may take here, so that the machine stays up."""

PATIENCE = 120.0
"""Seconds after which a file is said to take for ever."""


def door(folder: Path) -> Callable[[Path], object]:
    """What the page and the command open a file with; `folder`: where the key of the fingerprints is made."""
    from visa_data.duplicates.key import KeyFile
    from visa_data.extracts.apart import read_apart
    from visa_data.extracts.columns.mapping_files import read_mapping_file

    key = KeyFile(folder / "cle_doublons", keep=True)

    def opened(path: Path) -> object:
        return read_mapping_file(path) if path.suffix == ".toml" else read_apart(path, key=key)

    return opened


@dataclass(frozen=True)
class Read:
    """What became of a file: outcome is read, choice, refused, or what went wrong.

    seconds: until it was known. megabytes: the most that this process and its children had taken by then.
    """

    name: str
    outcome: str
    seconds: float
    megabytes: int
    said: str

    @property
    def sound(self) -> bool:
        """Whether it ended as a file must: read, or refused for a reason that was foreseen, in a whole sentence."""
        if self.outcome == "refused":
            return self.said.endswith((".", "…")) and "a échoué" not in self.said
        return self.outcome in ("read", "choice")


def _peak() -> int:
    """Kilobytes of the largest of this process and its children, living or not.

    getrusage would count for this process what its parent had when it was forked; the kernel's own mark does not.
    """
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    children: list[str] = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):  # a thread gone since
            children += listed.read_text().split()
    for process in ("self", *children):
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:  # gone since
            continue
        peak = max(
            [peak, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))]
        )
    return peak


def _read_one(opened: Callable[[Path], object], path: Path) -> dict[str, object]:
    from visa_data.errors import VisaError
    from visa_data.extracts.answers.choices import ChoiceNeeded

    start = time.perf_counter()
    said = ""
    try:
        opened(path)
        outcome = "read"
    except ChoiceNeeded as error:
        outcome, said = "choice", str(error)
    except VisaError as error:
        outcome, said = "refused", str(error)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        frame = traceback.extract_tb(error.__traceback__)[-1]
        outcome = f"{type(error).__name__} ({Path(frame.filename).name}:{frame.lineno})"
        said = str(error)[:300]
    return {"outcome": outcome, "said": said, "seconds": time.perf_counter() - start}


def _main(folder: Path, results: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as own, results.open("a", encoding="utf-8") as written:
        opened = door(Path(own))
        for path in sorted(folder.iterdir()):
            print(json.dumps({"name": path.name}), file=written, flush=True)
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            told = _read_one(opened, path)
            faulthandler.cancel_dump_traceback_later()
            print(
                json.dumps({"name": path.name, **told, "megabytes": _peak() // 1024}),
                file=written,
                flush=True,
            )


def _ended(folder: Path, results: Path, errors: TextIO) -> int:
    """Run a reader until it ends or dies, and what it left running; its exit code."""
    command = [sys.executable, "-m", "tests.damage.reading", str(folder), str(results)]
    reader = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT, start_new_session=True
    )
    try:
        return reader.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(reader.pid, signal.SIGKILL)


def _said(errors: Path) -> str:
    return " ".join(errors.read_text(encoding="utf-8", errors="replace").split())[:300]


def read_all(folder: Path) -> list[Read]:
    """Read the files of a folder in one process, begun again after a file that kills it; they are moved away."""
    done = folder.with_name(f"{folder.name}_lus")
    done.mkdir()
    results, errors = folder.with_name(f"{folder.name}.jsonl"), folder.with_name(f"{folder.name}.txt")
    reads: list[Read] = []
    while list(folder.iterdir()):
        results.write_text("")
        start = time.perf_counter()
        with errors.open("w", encoding="utf-8") as written:
            code = _ended(folder, results, written)
        lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
        reads += [Read(**line) for line in lines if "outcome" in line]
        if lines and "outcome" not in lines[-1]:
            seconds = time.perf_counter() - start - sum(line.get("seconds", 0) for line in lines)
            reads.append(Read(lines[-1]["name"], f"killed ({code})", seconds, 0, _said(errors)))
        assert lines, _said(errors)
        for name in {line["name"] for line in lines}:
            (folder / name).rename(done / name)
    return reads


def failures(reads: Sequence[Read]) -> list[str]:
    """Those that ended otherwise than a file must."""
    return [f"{read.name} : {read.outcome} {read.said}" for read in reads if not read.sound]


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
