"""What it costs to rewrite a base after an erasure: `python -m benchmarks.rewriting BASE…`, each on a copy of its own."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.timing import timed
from visa_data.base import Base


def main() -> None:
    parser = argparse.ArgumentParser(description="Temps de réécriture d'une base.")
    parser.add_argument("base", type=Path, nargs="+")
    options = parser.parse_args()
    print(
        "| base | Mo | après, Mo | repère : copie du fichier (s) | réécriture (s) | rapport |\n|---|---|---|---|---|---|"
    )
    for path in options.base:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            shutil.copy(path, copy)
            before = copy.stat().st_size
            baseline = timed(lambda copy=copy: shutil.copy(copy, f"{copy}.bis"))  # type: ignore[misc]
            with Base(copy) as base:
                seconds = timed(lambda base=base: base.rewrite(), 3)  # type: ignore[misc]
            after = copy.stat().st_size
        line = f"{before / 1e6:.1f} | {after / 1e6:.1f} | {baseline:.3f} | {seconds:.2f} | {seconds / baseline:.0f}"
        print(f"| {path.name} | {line.replace('.', ',')} |")


main()
