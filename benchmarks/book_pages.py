"""Server time of the committee's pages, from a book alone: first opening, then the same again.

`python -m benchmarks.book_pages --dossier FILE.zip` for a real book; `--secteurs N` widens it to N sectors of invented
figures on a grid, one zone each: what a page costs depends on them, not on what the figures are.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from streamlit.testing.v1 import AppTest

from pages.parts.screens import SCREENS
from visa_data.dossier.file import read_book, write_book
from visa_data.dossier.tables import Tables
from visa_data.protection.marks import Mark
from visa_data.roles import Role

ROOT = Path(__file__).resolve().parents[1]
DEGREES = 0.02


def widened(tables: Tables, number: int) -> Tables:
    """The same book told by `number` sectors: the counts of its own, drawn again, and the services of the first one."""
    draw = np.random.default_rng(20200607)
    codes = [f"S{rank + 1}" for rank in range(number)]
    side = int(np.ceil(np.sqrt(number)))
    west, south = np.arange(number) % side * DEGREES, 44 + np.arange(number) // side * DEGREES
    sectors = pd.DataFrame(
        {
            "code": codes,
            "nom": [f"Secteur inventé {rank + 1}" for rank in range(number)],
            "zones": [f"Z{rank + 1}" for rank in range(number)],
            "membres": [f"Zone inventée {rank + 1}" for rank in range(number)],
            "habitants": pd.array([None] * number, dtype="Int64"),
            "geometrie": list(shapely.to_wkb(shapely.box(west, south, west + DEGREES, south + DEGREES))),
        }
    )
    known = tables.by_sector
    kept = known[["moment", "nom"]].drop_duplicates()
    counts = pd.concat(
        [
            pd.DataFrame(
                {
                    "moment": row.moment,
                    "code": codes,
                    "nom": row.nom,
                    "valeur": draw.integers(3, 60, number) * 5.0,
                    "marque": int(Mark.SHOWN),
                }
            )
            for row in kept.itertuples()
        ],
        ignore_index=True,
    )[list(known.columns)]
    answers = {}
    for key, frames in tables.answers.items():
        first = frames[""]
        if "code_zone" in first.columns and key.split("@")[0] not in ("equipes", "ressources"):
            one = first[first["code_zone"] == tables.sectors["code"].iloc[0]]
            if len(one) and ("zone" in key.split(".")[-1] or key.startswith("reaching")):
                wide = one.drop(columns="code_zone").merge(pd.DataFrame({"code_zone": codes}), how="cross")
                frames = {**frames, "": wide[list(first.columns)]}
        answers[key] = frames
    return replace(
        tables,
        sectors=sectors,
        by_sector=counts,
        answers=answers,
        white_zones=tables.white_zones.assign(secteur="S1"),
    )


def seconds(app: AppTest) -> float:
    start = time.perf_counter()
    app.run()
    if app.exception or app.error:
        raise SystemExit("une page a échoué : " + str([one.value for one in app.error]))
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="Temps des pages du comité, côté serveur.")
    parser.add_argument("--dossier", type=Path, required=True)
    parser.add_argument("--secteurs", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.dossier.resolve()
        if options.secteurs:
            wide = widened(read_book(path), options.secteurs)
            path = Path(folder) / "elargi.zip"
            path.write_bytes(write_book(wide))
        os.environ["VISA_DOSSIER"] = str(path)
        os.chdir(ROOT)
        print("| page | première ouverture (ms) | la même (ms) |\n|---|---|---|")
        for name, screen in SCREENS.items():
            if not Role.COMITE.may(screen.opened_by):
                continue
            app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
            app.run()
            app.switch_page(screen.path)
            first = seconds(app)
            again = min(seconds(app) for _ in range(3))
            print(f"| {name} | {first * 1000:.0f} | {again * 1000:.0f} |", flush=True)


main()
