"""Orders of magnitude: the network's figures stand in their document, and an estimate follows people where means do."""

from __future__ import annotations

import math
import tomllib
from importlib.resources import files

import pytest

from tests.initiatives.test_catalogue import held, lines_of, number_of
from visa_data.activity.estimate import estimate
from visa_data.activity.references import FILE, yearly_costs
from visa_data.initiatives.catalogue import catalogue
from visa_data.initiatives.initiative import Document
from visa_data.initiatives.order_of_magnitude import one_figure

ENTRIES = tomllib.loads((files("visa_data.activity") / FILE).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ENTRIES)
def test_each_figure_stands_in_its_document(name: str) -> None:
    entry = ENTRIES[name]
    line = lines_of(Document.MONALISA.value)[entry["ligne"] - 1]
    assert held(line, entry["ecrit"]) or held(line.replace("%", " %"), entry["ecrit"]), line
    assert number_of(entry["ecrit"]) == entry["nombre"]


def test_one_significant_digit() -> None:
    assert [one_figure(value) for value in (0, 4.4, 48_312, 0.61, 1067)] == pytest.approx(
        [0, 4, 50_000, 0.6, 1000]
    )


def test_means_that_scale_follow_people_and_others_stay() -> None:
    known = {one.key: one for one in catalogue()}
    gardens = known["jardin_ages"]
    assert estimate(gardens, 60).euros == 2 * 32_000
    assert estimate(gardens, math.nan).euros == pytest.approx(32_000 / 30)
    # Half a post of psychologist and half a post of coordination, whoever many carers.
    assert "environ 1\u00a0équivalent temps plein" in estimate(known["scalaa"], 840).words
    assert "environ 1\u202f000\u00a0bénévoles" in estimate(known["scalaa"], 840).words


def test_a_cost_that_does_not_follow_people_is_not_told_for_each() -> None:
    told = {name for name, _, _ in yearly_costs()}
    assert "Jardin'âges" in told
    assert "L'Outil en main" not in told and "Outil en main" not in told
