"""What a figure means is said in one place: its sense in the columns of the indicators, a status by one rule."""

from __future__ import annotations

import ast

import pandas as pd
import pytest

from tests.indicators.described import columns
from tests.shared_data import ROOT
from visa_data.decisions.measure import measurable
from visa_data.indicators.evolution import KEY_FIGURES
from visa_data.protection.derived import by_region
from visa_data.settings import load
from visa_data.vocabulary import StatutZone

CODE = [*(ROOT / "visa_data").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]


def test_a_rise_of_a_figure_means_the_same_everywhere() -> None:
    senses: dict[str, set[int]] = {}
    for column in (*columns(), *KEY_FIGURES, *(column for _, column in measurable().values())):
        senses.setdefault(column.name, set()).add(column.worse)
    assert {name: found for name, found in senses.items() if len(found) > 1} == {}
    assert senses["en_attente"] == senses["isolees"] == {1}


def test_a_screen_reads_the_sense_of_a_figure_and_never_says_it() -> None:
    said = [
        (path.relative_to(ROOT).as_posix(), node.value.lineno)
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword)
        and node.arg == "worse"
        # A ramp of colours is told to be the worse one with True.
        and isinstance(node.value, ast.Constant | ast.UnaryOp)
        and not (isinstance(node.value, ast.Constant) and node.value.value is True)
    ]
    assert said == []


def test_one_place_compares_with_the_thresholds_of_a_status() -> None:
    readers: dict[str, set[str]] = {"part_grise": set(), "acces_sature": set()}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in readers:
                readers[node.attr].add(path.relative_to(ROOT).as_posix())
    assert readers == {name: {"visa_data/indicators/everybody.py"} for name in readers}


@pytest.mark.parametrize(
    ("registered", "isolated", "covered", "access", "status"),
    [
        ((0, 0), (0, 0), (0, 0), (float("nan"), float("nan")), StatutZone.SANS_INSCRIT),
        ((4, 0), (0, 0), (0, 0), (float("nan"), float("nan")), StatutZone.SANS_ISOLEE),
        ((4, 9), (3, 1), (0, 0), (0.0, 0.0), StatutZone.BLANCHE),
        ((4, 9), (3, 3), (2, 0), (9.0, 0.0), StatutZone.GRISE),
        ((4, 9), (3, 1), (2, 0), (0.4, 0.7), StatutZone.SATUREE),
        ((4, 9), (3, 1), (2, 0), (0.4, 0.8), StatutZone.COUVERTE),
    ],
)
def test_zones_put_together_follow_the_rule_of_one_zone(
    registered: tuple[int, int],
    isolated: tuple[int, int],
    covered: tuple[int, int],
    access: tuple[float, float],
    status: StatutZone,
) -> None:
    """Halves and more are not grey, nor an access of exactly one half saturated (contract, part 3)."""
    counts = {"inscrits": registered, "isolees": isolated, "isolees_couvertes": covered}
    frame = pd.DataFrame(
        {"code_zone": ["A", "B"], "nom_zone": ["A", "B"], **counts, "statut": ["", ""], "acces": access}
    )
    joined = by_region(frame, pd.Series(["A", "A"]), {"A": "A et B"}, list(counts), load())
    assert joined["statut"].tolist() == [status.value]
