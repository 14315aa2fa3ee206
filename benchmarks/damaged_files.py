"""Damaged files of every format: what becomes of each, the slowest, the largest.

`python -m benchmarks.damaged_files --number 2000 --seed 7 --keep FOLDER`: they go through the door that the page and the
command use (`tests.damage.reading.door`), one after the other in one process, begun again after a file that kills
it. `--keep` holds those that end otherwise than read, refused or to be chosen, and those beyond 5 s. Memory is the most
that this process, or one of its children, had taken when the file was done: only what makes it grow is named.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.damage.drawn import damaged
from tests.damage.reading import Read, read_all
from tests.damage.valid_files import MAKERS

BATCH = 500
SLOW = 5.0


def drawn_and_read(seed: int, numbers: range, keep: Path | None) -> list[tuple[Read, str]]:
    """Read these files of the seed; each with how it came to be."""
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / "abimes"
        folder.mkdir()
        stories = {}
        for number in numbers:
            file = damaged(seed, number)
            (folder / file.name).write_bytes(file.content)
            stories[file.name] = f"{file.story}, {len(file.content)} octets"
        reads = read_all(folder)
        for read in reads:
            if keep is not None and (not read.sound or read.seconds > SLOW):
                shutil.copy(Path(where) / "abimes_lus" / read.name, keep / read.name)
        return [(read, stories[read.name]) for read in reads]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file drawn")
    parser.add_argument("--batch", type=int, default=BATCH, help="files read by one process")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    if not any(form.startswith("xls ") for form in MAKERS):
        print("Aucun vrai .xls à abîmer : les données partagées sont absentes.")
    start = time.perf_counter()
    told: list[tuple[Read, str]] = []
    last = options.first + options.number
    for first in range(options.first, last, options.batch):
        numbers = range(first, min(first + options.batch, last))
        told += drawn_and_read(options.seed, numbers, options.keep)
    print(f"{len(told)} fichiers, {time.perf_counter() - start:.0f} s")
    for outcome, count in Counter(read.outcome for read, _ in told).most_common():
        print(f"  {count:5} {outcome}")
    print("Autrement que lus, refusés ou à choisir :")
    for read, story in told:
        if not read.sound:
            print(f"  {read.name} [{story}] {read.outcome} {read.seconds:.1f} s {read.said}")
    print("Les plus lents :")
    for read, story in sorted(told, key=lambda entry: -entry[0].seconds)[:12]:
        print(f"  {read.seconds:6.2f} s {read.name} [{story}] {read.outcome}")
    print("Ceux qui ont fait grandir la mémoire :")
    before = 0
    for read, story in told:
        if read.megabytes > before + 50:
            print(f"  {read.megabytes:6} Mo {read.name} [{story}] {read.outcome}")
        before = read.megabytes or before


if __name__ == "__main__":
    main()
