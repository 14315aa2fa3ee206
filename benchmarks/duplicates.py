"""How many invented duplicates are found, how many of those found are, and what joining costs.

    python -m benchmarks.duplicates [PEOPLE]

Everybody is invented (tests/duplicates/invented_people.py); the figures are those of docs/decisions/doublons.md.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.duplicates.filled_base import fill
from tests.duplicates.invented_people import invented_people
from visa_data import settings
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.duplicates.pairs import probable_pairs
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registry import registry
from visa_data.indicators.state import last_call_day
from visa_data.roles import Author
from visa_data.sample import fill_with_sample

SEEDS = range(1, 6)
SHARE = 0.15
RUNS = 7


def main(people: int) -> None:
    """Print precision and recall at a few thresholds, then the cost of joining on the sample."""
    thresholds = settings.load()
    found: dict[float, list[tuple[int, int, int]]] = {}
    seconds = []
    for seed in SEEDS:
        everybody = invented_people(people, SHARE, seed)
        person = {one.reference: one.person for one in everybody}
        with tempfile.TemporaryDirectory() as folder, Base(Path(folder) / "gens.duckdb") as base:
            fill(base, everybody)
            start = time.perf_counter()
            with base.references() as cursor:
                pairs = probable_pairs(cursor, thresholds.doublon_a_examiner)
            seconds.append(time.perf_counter() - start)
        right = pairs["reference_a"].map(person) == pairs["reference_b"].map(person)
        for threshold in (thresholds.doublon_a_examiner, 0.9, 0.95, thresholds.doublon_probable, 0.999):
            kept = pairs["probabilite"] >= threshold
            found.setdefault(threshold, []).append(
                (int(kept.sum()), int((kept & right).sum()), len(everybody) - people)
            )
    print(
        f"{people} people, {SHARE:.0%} known twice, {len(SEEDS)} draws, {statistics.median(seconds):.1f} s each"
    )
    print("threshold  precision  recall   (worst draw)")
    for threshold, draws in found.items():
        kept, right, real = (sum(column) for column in zip(*draws, strict=True))
        worst = min(r / k for k, r, _ in draws), min(r / n for _, r, n in draws)
        print(f"{threshold:9.3f}  {right / kept:9.3f}  {right / real:6.3f}   {worst[0]:.3f} {worst[1]:.3f}")
    with tempfile.TemporaryDirectory() as folder, Base(Path(folder) / "exemple.duckdb") as base:
        fill_with_sample(base, at=datetime(2025, 12, 8))
        on_references, nobody = _seconds(base, base.references, base.cursor)
        with base.references() as cursor:
            references = [
                row[0]
                for row in cursor.execute(
                    "FROM (SELECT reference FROM personnes ORDER BY 1) LIMIT 60"
                ).fetchall()
            ]
        for one, other in zip(references[::2], references[1::2], strict=True):
            decide(base, one, other, PairDecision.SAME, at=datetime(2025, 12, 8), by=Author.COORDINATION)
        (joined,) = _seconds(base, base.cursor)
        print(
            f"all indicators on the sample: {on_references:.3f} s on references, {nobody:.3f} s with nobody joined, "
            f"{joined:.3f} s with {len(references) // 2} pairs joined"
        )


def _seconds(base: Base, *lenders: Callable) -> list[float]:  # type: ignore[type-arg]
    """Best time of every indicator, whole and by zone, for each way to lend a cursor, in turns.

    Each run is on new data: nothing is kept in memory from one to the next.
    """
    thresholds = settings.load()
    times: list[list[float]] = [[] for _ in lenders]
    for _ in range(RUNS):
        for lend, own in zip(lenders, times, strict=True):
            with base.transaction():
                pass
            start = time.perf_counter()
            with lend() as cursor:
                day = last_call_day(cursor)
                assert day is not None
                for indicator in (one for one in registry().values() if not one.example.asked):
                    for compute in (indicator.compute, indicator.by_zone):
                        if compute:
                            compute(cursor, day, thresholds, EVERYBODY)
            own.append(time.perf_counter() - start)
    return [min(own) for own in times]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_500)
