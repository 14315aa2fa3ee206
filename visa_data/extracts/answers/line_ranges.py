"""Line numbers as a sentence holds them: consecutive ones joined, a long list cut and counted."""

from __future__ import annotations

from collections.abc import Iterable

from visa_data import french

RANGES_SHOWN = 12


def line_ranges(lines: Iterable[int], *, shown: int = RANGES_SHOWN) -> str:
    """`ligne 12`, `lignes 12, 40–43 et 3 autres`: consecutive lines joined, the rest counted."""
    ordered = sorted(set(lines))
    spans: list[tuple[int, int]] = []
    for line in ordered:
        if spans and line == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    words = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:shown]]
    left = sum(last - first + 1 for first, last in spans[shown:])
    if left:
        words.append(french.counted(left, "autre"))
    return f"{'ligne' if len(ordered) < 2 else 'lignes'} {french.listed(words)}"
