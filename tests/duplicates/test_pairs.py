"""Probable pairs: how many of the invented duplicates are found, and how many of those found are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.duplicates.filled_base import fill
from tests.duplicates.invented_people import Invented, invented_people
from visa_data import settings
from visa_data.base import Base
from visa_data.duplicates.fingerprints import Identity
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.duplicates.key import Key
from visa_data.duplicates.listing import EXPORT_COLUMNS, pairs_listed, pairs_to_export
from visa_data.duplicates.pairs import COLUMNS, Readiness, evidence_version, probable_pairs, readiness

SETTINGS = settings.load()


@pytest.fixture(scope="module")
def people() -> list[Invented]:
    return invented_people(400, 0.25, seed=4)


@pytest.fixture(scope="module")
def found(people: list[Invented], tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    with Base(tmp_path_factory.mktemp("doublons") / "gens.duckdb") as base:
        fill(base, people)
        return pairs_of(base)


def pairs_of(base: Base) -> pd.DataFrame:
    with base.references() as cursor:
        return probable_pairs(cursor, SETTINGS.doublon_a_examiner)


def test_precision_and_recall(people: list[Invented], found: pd.DataFrame) -> None:
    person = {one.reference: one.person for one in people}
    real = len(people) - 400
    probable = found[found["probabilite"] >= SETTINGS.doublon_probable]
    right = sum(
        person[a] == person[b] for a, b in zip(probable["reference_a"], probable["reference_b"], strict=True)
    )
    assert right / len(probable) >= 0.98
    assert right / real >= 0.9
    shown = sum(
        person[a] == person[b] for a, b in zip(found["reference_a"], found["reference_b"], strict=True)
    )
    assert shown / real >= 0.95


def test_each_pair_is_there_once_with_its_evidence(found: pd.DataFrame) -> None:
    assert list(found.columns) == list(COLUMNS)
    assert (found["reference_a"] < found["reference_b"]).all()
    assert not found.duplicated(["reference_a", "reference_b"]).any()
    assert found["probabilite"].is_monotonic_decreasing
    alike = found[(found["noms"] == "identiques") & (found["naissance"] == "meme_date")]
    assert (alike["poids_noms"] > 5).all() and (alike["poids_naissance"] > 5).all()
    assert (found.loc[found["foyer"] == "ailleurs", "poids_foyer"] < 0).all()


def test_the_same_base_gives_the_same_pairs(tmp_path: Path) -> None:
    people = invented_people(80, 0.3, seed=2)
    frames = []
    for order in (people, people[::-1]):
        with Base(tmp_path / f"{len(frames)}.duckdb") as base:
            fill(base, order)
            frames.append(pairs_of(base))
    assert len(frames[0]) > 15
    pd.testing.assert_frame_equal(frames[0], frames[1], rtol=1e-9)


def somebody(reference: str, identity: Identity, **other: object) -> Invented:
    base = Invented(reference, 0, "registre_communal", identity, "59100", 50.2, 3.6)
    return replace(base, **other)  # type: ignore[arg-type]


def test_a_couple_is_two_people(empty_base: Base) -> None:
    hers = Identity("Quillebard", "Vorgemont", "Clorinde", date(1935, 4, 2), phones=("0327000001",))
    his = Identity("Quillebard", "", "Anatole", date(1935, 9, 20), phones=("0327000001",))
    fill(empty_base, [*invented_people(60, 0, seed=1), somebody("A1", hers), somebody("A2", his)])
    assert not set(pairs_of(empty_base)["reference_a"]) & {"A1", "A2"}


def test_fingerprints_of_two_keys_are_not_compared(empty_base: Base) -> None:
    who = Identity("Quillebard", "", "Clorinde", date(1935, 4, 2))
    fill(empty_base, [*invented_people(50, 0, seed=1), somebody("A1", who)])
    fill(empty_base, [somebody("A2", who, latitude=None)], Key(b"une autre clef, de 32 octets !!!", 8))
    fill(empty_base, [somebody("A3", who, latitude=None)])
    found = pairs_of(empty_base)
    mine = found[found["reference_a"].str.startswith("A")]
    assert mine[["reference_a", "reference_b"]].to_numpy().tolist() == [["A1", "A3"]]
    with empty_base.references() as cursor:
        assert readiness(cursor) == Readiness(references=53, named=52, other_key=1)


def test_a_decision_changes_nothing_of_the_evidence(empty_base: Base) -> None:
    who = Identity("Quillebard", "", "Clorinde", date(1935, 4, 2))
    fill(empty_base, [somebody("A1", who), somebody("A2", who)])
    with empty_base.references() as cursor:
        before = evidence_version(cursor)
    decide(empty_base, "A1", "A2", PairDecision.SAME, at=datetime(2020, 5, 11), by="coordination")
    with empty_base.references() as cursor:
        assert evidence_version(cursor) == before
    fill(empty_base, [somebody("A3", who)])
    with empty_base.references() as cursor:
        assert evidence_version(cursor) != before


def test_a_base_of_nobody_or_of_one_has_no_pair(empty_base: Base) -> None:
    assert list(pairs_of(empty_base).columns) == list(COLUMNS)
    fill(empty_base, [somebody("A1", Identity("Quillebard", "", "Clorinde"))])
    assert pairs_of(empty_base).empty


def test_people_who_share_nothing_have_no_pair(empty_base: Base) -> None:
    fill(
        empty_base,
        [
            somebody("A1", Identity("Quillebard", "", "Clorinde", date(1935, 4, 2))),
            somebody("A2", Identity("Zyxouville", "", "Anatole", date(1941, 9, 20)), latitude=50.4),
        ],
    )
    assert list(pairs_of(empty_base).columns) == list(COLUMNS)
    assert pairs_of(empty_base).empty
    with empty_base.references() as cursor:
        listed = pairs_listed(cursor, pairs_of(empty_base))
    assert list(listed.to_decide.columns) == list(COLUMNS)
    assert list(pairs_to_export(listed).columns) == list(EXPORT_COLUMNS)
    assert pairs_to_export(listed).empty
