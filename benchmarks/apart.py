"""What reading in a process of its own costs, beside the same reading in ours in the same run.

`python -m benchmarks.apart` (fifty lines, then a million, invented; `--lignes` for another number).
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from visa_data.extracts.apart import read_apart, workers
from visa_data.extracts.reading import read_extract

RUNS = 5


def write_calls(path: Path, lines: int) -> None:
    rng = random.Random(7)
    results = ("Joint", "Absent", "Message laissé", "Refus")
    with path.open("w", encoding="cp1252") as stream:
        stream.write("Date d'appel;N° registre;Appelant;Durée (min);Résultat\n")
        for _ in range(lines):
            day, hour = (
                f"{rng.randint(1, 28):02d}/{rng.randint(1, 6):02d}/2020",
                f"{rng.randint(8, 18):02d}:30",
            )
            who = f"R{rng.randint(1, 100_000):06d};A{rng.randint(1, 200):03d}"
            stream.write(f"{day} {hour};{who};{rng.randint(1, 60)};{rng.choice(results)}\n")


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def compare(path: Path, lines: int, runs: int) -> None:
    """Both ways, turn and turn about: what else the machine does weighs on both."""
    here, apart = [], []
    for _ in range(runs):
        here.append(seconds(lambda: read_extract(path)))
        apart.append(seconds(lambda: read_apart(path)))
    one, other = statistics.median(here), statistics.median(apart)
    print(f"| {lines} lignes, chez nous | {one * 1000:.0f} | 1,00 |")
    print(f"| {lines} lignes, à part | {other * 1000:.0f} | {other / one:.2f} |".replace(".", ","))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lignes", type=int, default=1_000_000)
    options = parser.parse_args()
    print("| lecture | ms | rapport |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder) / "50.csv", Path(folder) / "long.csv"
        write_calls(short, 50)
        print(f"| 50 lignes, à part, à froid | {seconds(lambda: read_apart(short)) * 1000:.0f} | |")
        read_extract(short)
        compare(short, 50, 21)
        write_calls(long, options.lignes)
        compare(long, options.lignes, RUNS)
    # The readers have to have ended for the system to tell what they took.
    workers.end()
    megas = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"| mémoire la plus grande d'un lecteur (Mo) | {megas:.0f} | |")


if __name__ == "__main__":
    main()
