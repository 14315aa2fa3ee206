"""``python -m scripts.make_sample [--racine FOLDER]``: writes geodata/ and sample_data/."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.make_sample.pivot_tables import pivot_tables
from scripts.make_sample.raw_tables import raw_tables
from scripts.make_sample.sample import draw_sample
from scripts.make_sample.spoilt import spoil
from scripts.make_sample.write_geodata import write_geodata
from scripts.make_sample.write_pivot import write_pivot
from scripts.make_sample.write_raw import write_raw
from scripts.make_sample.write_readme import write_readmes

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Draws the sample and writes its files under the root given."""
    parser = argparse.ArgumentParser(prog="python -m scripts.make_sample", description=__doc__)
    parser.add_argument("--racine", type=Path, default=ROOT, help="où écrire geodata/ et sample_data/")
    root: Path = parser.parse_args().racine
    sample = draw_sample()
    write_geodata(sample, root / "geodata")
    pivot = pivot_tables(sample)
    write_pivot(pivot, root / "sample_data" / "pivot")
    zones = sample.outlines.zones()
    names = dict(zip(zones["code"], zones["nom"], strict=True))
    names |= dict(zip(sample.outlines.communes["code"], sample.outlines.communes["nom"], strict=True))
    raw = raw_tables(pivot, names)
    spoilt = spoil(raw)
    write_raw(raw, root / "sample_data" / "brut")
    write_readmes(sample, spoilt, root)


if __name__ == "__main__":
    main()
