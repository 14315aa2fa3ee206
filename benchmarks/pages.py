"""Server time of each page: first run, then a rerun after a filter change (the median of several); and the process's memory.

`python -m benchmarks.pages --base FILE` (a copy of what `python -m benchmarks --garder FILE` made).
The baseline is the rerun of the page that shows nothing but the side bar.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from benchmarks.timing import own_peak

ROOT = Path(__file__).resolve().parents[1]
FILTERS = (["caf", "carsat"], ["caf"], ["carsat"], ["registre_communal"], ["carsat", "registre_communal"])
"""Sources chosen one after the other."""
SCREENS = sorted(path.stem for path in (ROOT / "pages" / "screens").glob("[a-z]*.py"))


def seconds(app: AppTest) -> float:
    start = time.perf_counter()
    app.run()
    if app.exception:
        raise SystemExit(f"une page a échoué : {app.exception[0].message}")
    return time.perf_counter() - start


def filtered(app: AppTest, sources: list[str]) -> float:
    app.multiselect(key="sources").set_value(sources)
    return seconds(app)


def main() -> None:
    parser = argparse.ArgumentParser(description="Temps des pages côté serveur.")
    parser.add_argument("--base", type=Path, required=True)
    options = parser.parse_args()
    os.environ["VISA_BASE"] = str(options.base)
    os.environ["VISA_ROLE"] = "coordination"
    os.chdir(ROOT)
    print(
        "| page | première ouverture (ms) | après un nouveau filtre, médiane (ms) | même vue (ms) |\n|---|---|---|---|"
    )
    for screen in SCREENS:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        app.run()
        app.switch_page(f"pages/screens/{screen}.py")
        first = seconds(app)
        changed = median(filtered(app, sources) for sources in FILTERS)
        again = seconds(app)
        print(f"| {screen} | {first * 1000:.0f} | {changed * 1000:.0f} | {again * 1000:.0f} |")
    peak = own_peak()
    print(f"\nMémoire au plus haut : {peak:.0f} Mo.")


main()
