"""What a figure means is said in one place: its sense in the columns of the indicators, a status by one rule."""

from __future__ import annotations

import ast

import pandas as pd
import pytest

from tests.indicators.described import columns
from tests.shared_data import ROOT
from visa_data.decisions.measure import measurable
from visa_data.indicators.everybody import statuses
from visa_data.indicators.evolution import key_columns
from visa_data.settings import load
from visa_data.vocabulary import StatutZone

CODE = [*(ROOT / "visa_data").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]


def test_a_rise_of_a_figure_means_the_same_everywhere() -> None:
    senses: dict[str, set[int]] = {}
    for column in (*columns(), *key_columns(), *(column for _, column in measurable().values())):
        senses.setdefault(column.figure, set()).add(column.worse)
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
        (0, 0, 0, float("nan"), StatutZone.SANS_INSCRIT),
        (4, 0, 0, float("nan"), StatutZone.SANS_ISOLEE),
        (13, 4, 0, 0.0, StatutZone.BLANCHE),
        (13, 6, 2, 4.5, StatutZone.GRISE),
        (13, 4, 2, 0.475, StatutZone.SATUREE),
        (13, 4, 2, 0.5, StatutZone.COUVERTE),
    ],
)
def test_the_rule_of_a_zone_s_status(
    registered: int, isolated: int, covered: int, access: float, status: StatutZone
) -> None:
    """Halves and more are not grey, nor an access of exactly one half saturated (contract, part 3)."""
    zone = {
        "inscrits": [registered],
        "isolees": [isolated],
        "isolees_couvertes": [covered],
        "acces": [access],
    }
    assert statuses(pd.DataFrame(zone), load()) == [status.value]
