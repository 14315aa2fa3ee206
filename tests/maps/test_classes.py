"""Classes of a map: breaks, zeros, unknown values, labels."""

from __future__ import annotations

import warnings
from itertools import pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visa_data.indicators.indicator import Unit
from visa_data.maps.classes import NO_DATA, Scheme, classify, roundest


def labels(values: list[float], unit: Unit = Unit.COUNT, **more: object) -> list[tuple[str, int]]:
    found = classify(values, unit, **more)  # type: ignore[arg-type]
    return [(one.label.replace("\u00a0", " "), one.count) for one in found.classes]


def test_few_values_are_a_class_each_and_zero_and_unknown_stay_apart() -> None:
    found = classify([0, 0, 1, 3, 3, 50, np.nan])
    assert [(one.label, one.count) for one in found.classes] == [("0", 2), ("1", 1), ("3", 2), ("50", 1)]
    assert found.of_zone.tolist() == [0, 0, 1, 2, 2, 3, NO_DATA]
    assert (found.zero_apart, list(found.of_zone).count(NO_DATA)) == (True, 1)


def test_natural_classes_part_the_clusters() -> None:
    values = [1, 2, 3, 20, 21, 22, 60, 61, 90, 91, 92, 120, 121, 122.0]
    assert labels(values, number=3) == [("1 à 49", 6), ("50 à 99", 5), ("100 à 122", 3)]


def test_breaks_of_rates_are_round_and_part_the_same_zones() -> None:
    values = [0.003, 0.05, 0.08, 0.2, 0.3, 0.31, 0.5, 0.6, 0.7]
    assert labels(values, Unit.RATE, number=3) == [
        ("moins de 20 %", 3),
        ("20 % à moins de 50 %", 3),
        ("50 % à 70 %", 3),
    ]


def test_one_value_everywhere_is_one_class() -> None:
    assert labels([0.5, 0.5, 0.5], Unit.RATE) == [("50 %", 3)]


def test_nothing_known_gives_no_class() -> None:
    found = classify([np.nan, np.nan])
    assert (found.classes, list(found.of_zone)) == ((), [NO_DATA, NO_DATA])
    assert classify([]).classes == ()


def test_quantiles_give_equal_counts() -> None:
    counts = [count for _, count in labels(list(range(1, 101)), scheme=Scheme.QUANTILES)]
    assert counts == [20, 20, 20, 20, 20]


@pytest.mark.parametrize(
    ("after", "upto", "expected"), [(0.12, 0.27, 0.2), (3, 20, 20), (9, 10, 10), (0.331, 0.334, 0.332)]
)
def test_the_roundest_break(after: float, upto: float, expected: float) -> None:
    assert roundest(after, upto) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_natural_breaks_agree_with_mapclassify(seed: int) -> None:
    values = np.random.default_rng(seed).gamma(2, 20, 80).round()
    values = values[values > 0]
    with warnings.catch_warnings():
        # mapclassify says that it runs without a compiler.
        warnings.simplefilter("ignore", UserWarning)
        tops = mapclassify.FisherJenks(values, k=5).bins
    found = classify(values)
    assert [one.highest for one in found.classes] == tops.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_quantiles_agree_with_mapclassify(seed: int) -> None:
    values = np.random.default_rng(seed).gamma(2, 20, 80)
    found = classify(values, scheme=Scheme.QUANTILES)
    tops = mapclassify.Quantiles(values, k=5).bins
    expected = [int(((values > low) & (values <= top)).sum()) for low, top in pairwise([0.0, *tops])]
    assert [one.count for one in found.classes] == expected


def test_ties_make_fewer_quantiles_without_a_warning() -> None:
    assert labels([1.0, 1.0, 0.004, 0.002], Unit.RATE, scheme=Scheme.QUANTILES, number=2)[-1] == ("100 %", 2)
    found = classify([1.0, 1.0, 0.00390625, 0.001953125], Unit.RATE, scheme=Scheme.QUANTILES)
    assert sum(one.count for one in found.classes) == 4


@given(
    st.lists(st.one_of(st.floats(0, 1), st.just(0.0), st.just(float("nan"))), max_size=60),
    st.sampled_from(list(Scheme)),
)
def test_every_zone_is_counted_once(values: list[float], scheme: Scheme) -> None:
    found = classify(values, Unit.RATE, scheme=scheme)
    assert sum(one.count for one in found.classes) + list(found.of_zone).count(NO_DATA) == len(values)
    for row, one in enumerate(found.classes):
        members = np.asarray(values)[found.of_zone == row]
        assert len(members) == one.count > 0
        assert one.lowest == members.min() and one.highest == members.max()
    known = [(value, place) for value, place in zip(values, found.of_zone, strict=True) if value == value]
    assert [place for _, place in sorted(known)] == sorted(place for _, place in known)
