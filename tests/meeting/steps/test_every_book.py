"""The steps of frozen books: something true and readable in every state, and nothing shaped by what is withheld."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.dossier.books import book_of
from tests.meeting.steps.bases import SETTINGS, empty_tables
from tests.meeting.steps.frozen import OTHER, SMALL, frozen
from tests.meeting.steps.test_every_state import LAST_CALL, SAMPLE, check
from tests.meeting.steps.test_every_state import SMALL as STATES
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.indicators.heures import hours_available
from visa_data.indicators.service_lists import Freshness
from visa_data.meeting.step import Step
from visa_data.meeting.steps import build_meeting, build_step, passed_over
from visa_data.pictures.outlines import NO_OUTLINES
from visa_data.pictures.picture import BarsPicture, CardsPicture, MapPicture, ProportionPicture

COUNTS = ("inscrits", "joints", "non_joints")


def frozen_of(base: Base, day: date) -> FrozenBook:
    """The first book of a base."""
    with base.cursor() as cursor:
        return book_of(cursor, day)


def steps_of(book: FrozenBook) -> dict[str, Step]:
    return {step.key: step for step in build_meeting(book)}


@pytest.mark.parametrize("name", [name for name in STATES if name != "empty"])
def test_small_bases(empty_base: Base, name: str) -> None:
    STATES[name](empty_base)
    check(steps_of(frozen_of(empty_base, date(2020, 5, 10))))


def test_nobody_registered() -> None:
    check(steps_of(frozen({}, answers=PUBLIC)))


@pytest.mark.parametrize("name", SAMPLE)
def test_sample(sample_base: Base, name: str) -> None:
    empty_tables(sample_base, *SAMPLE[name])
    check(steps_of(frozen_of(sample_base, LAST_CALL)))


def test_worked_example(worked_example: Base) -> None:
    check(steps_of(frozen_of(worked_example, date(2020, 5, 10))))


def test_a_count_not_given_by_sector_is_said_for_the_whole_territory() -> None:
    sectors = {"Bavay": ["Bavay"], "Nord": ["Eth", "Bry"]}
    book = frozen(
        {"inscrits": 300, "urgences": 5, "urgences_sans_contact": 3, "perdus_de_vue": 12, "en_attente": 60},
        sectors=sectors,
        by_sector={"Bavay": {"en_attente": 40}, "Nord": {"en_attente": 20}},
    )
    urgent, losing = build_step(book, "urgences"), build_step(book, "qui-perdons-nous")
    assert isinstance(urgent.picture, ProportionPicture) and urgent.picture.where is None
    assert plain(urgent.notes[-1]) == (
        "Trop rares pour être données par secteur : situations urgentes et urgences sans contact."
    )
    assert list(losing.table.rows) == [
        ("Ensemble du territoire", "12", "0", "60"),
        ("Bavay", "–", "–", "40"),
        ("Nord", "–", "–", "20"),
    ]
    assert isinstance(losing.picture, CardsPicture)
    assert plain(losing.picture.cards[2].to_do[0]) == "D'abord : Bavay (40) et Nord (20)."


def test_a_small_territory_says_its_counts_in_words() -> None:
    now = {"inscrits": 40, "urgences": SMALL, "urgences_sans_contact": SMALL, "joints": 25, "non_joints": 15}
    steps = steps_of(frozen(now | {"evalues": OTHER, "niveaux_3_4": SMALL}, exact=False, answers=PUBLIC))
    assert plain(steps["urgences"].key_point) == (
        "Moins de 11 situations urgentes sont sans contact depuis plus de 48 heures."
    )
    assert plain(steps["campagne"].key_point) == "15 personnes inscrites restent à joindre."
    assert plain(steps["fragilite"].key_point) == "Moins de 11 personnes sont de niveau 3 ou 4."
    assert plain(steps["heures"].key_point) == (
        "Les heures nécessaires portent sur trop peu de personnes pour être publiées."
    )
    check(steps)


def test_zones_blanches_of_a_sector_are_counted_and_named() -> None:
    sectors = {"Nord": ["Bry", "Eth", "Bavay"], "Sud": ["Ors"], "Est": ["Sars"]}
    white = [
        ("S10", "Bry", "S1", "Équipe A", 5.25, float("nan")),
        ("S11", "Eth", "S1", "Équipe A", 9.0, float("nan")),
        ("S20", "Ors", "S2", "", float("nan"), float("nan")),
    ]
    book = frozen(
        {"inscrits": 500, "isolees": 90, "isolees_couvertes": 30, "zones_blanches": 3},
        sectors=sectors,
        white=white,
        answers=PUBLIC,
    )
    step = build_step(book, "zones-blanches")
    assert plain(step.key_point) == (
        "3 zones blanches (Bry, Eth et Ors) ; 60 personnes isolées sans équipe ; "
        "la plus loin d'une équipe : Eth (9,0 km)."
    )
    assert step.figures[0].denominator == "sur 5\N{NO-BREAK SPACE}zones"
    assert isinstance(step.picture, MapPicture)
    assert [(area.category, area.text) for area in step.picture.areas] == [
        ("en_partie", "Bry et Eth"),
        ("blanche", "Ors"),
        ("autre", ""),
    ]
    assert [plain(text) for text in step.picture.zone_counts.values()] == ["1 secteur"] * 3


def test_a_need_without_any_resource_is_marked_and_says_so() -> None:
    needs = {"ouverts@parler": 30, "non_pourvus@parler": 20, "ouverts@sortir": 12, "non_pourvus@sortir": 4}
    book = frozen({"inscrits": 300, "besoins_ouverts": 42, "besoins_non_pourvus": 24} | needs, answers=PUBLIC)
    step = build_step(book, "besoins")
    assert plain(step.key_point).endswith("; aucune ressource connue pour « Parler ».")
    assert isinstance(step.picture, BarsPicture)
    bars = {bar.label: (bar.values, bar.note) for bar in step.picture.bars}
    assert bars["Parler"] == ((20.0, 0.0, 10.0), "aucune ressource connue")
    assert bars["Sortir"] == ((0.0, 4.0, 8.0), "Club de marche")


def test_hours_that_nobody_declared_are_passed_over_with_a_word(sample_base: Base) -> None:
    declared = frozen_of(sample_base, LAST_CALL)
    assert declared.ask(hours_available).declared and passed_over(declared) == {}
    empty_tables(sample_base, "appelants")
    book = frozen_of(sample_base, LAST_CALL)
    assert passed_over(book) == {"heures": "aucun appelant n'a déclaré ses heures"}
    assert build_step(book, "prochaine-equipe").notes[-1] == (
        "L'étape 9, « Les heures d'appel », est passée : aucun appelant n'a déclaré ses heures."
    )


@pytest.mark.parametrize(
    "change", [lambda frame: frame[::-1], lambda frame: frame.sample(frac=1, random_state=3)]
)
def test_the_order_of_a_book_s_rows_shapes_nothing(
    sample_base: Base, change: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    """The rows of a table may be those of the truth: no step keeps their order."""
    book = frozen_of(sample_base, LAST_CALL)
    tables = book.tables
    shuffled = replace(
        tables,
        totals=change(tables.totals),
        by_sector=change(tables.by_sector),
        white_zones=change(tables.white_zones),
    )
    assert steps_of(FrozenBook(shuffled, SETTINGS)) == steps_of(book)


def test_two_truths_published_alike_give_the_same_steps(sample_base: Base) -> None:
    """Whoever is counted in a cell that is withheld, nothing laid out tells: steps read the book, not the base."""
    book = frozen_of(sample_base, LAST_CALL)
    before = steps_of(book)
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM appels")
    assert steps_of(FrozenBook(book.tables, SETTINGS)) == before
    withheld = book.tables.by_sector["valeur"].isna()
    assert withheld.any() and book.outlines is not NO_OUTLINES


PUBLIC = {
    "service_lists.every_resource": {
        "": pd.DataFrame(
            {
                "identifiant": ["R1"],
                "nom": ["Club de marche"],
                "besoins": ["sortir"],
                "active": [True],
                "date_verification": [pd.NaT],
                "statut": ["active"],
                "fraicheur": [Freshness.NEVER.value],
                "age_jours": [math.nan],
                "capacite": [math.nan],
                "latitude": [math.nan],
                "longitude": [math.nan],
            }
        )
    },
    "service_lists.every_team": {
        "": pd.DataFrame(
            {
                "identifiant": ["E1"],
                "nom": ["Équipe A"],
                "latitude": [50.05],
                "longitude": [3.05],
                "rayon_km": [5.0],
                "active": [True],
            }
        )
    },
    "heures.hours_available": {"": pd.DataFrame({"hours": [10.0], "callers": [2], "declared": [2]})},
    "implantations.implantations&number=3&radius_km=5.0": {
        "": pd.DataFrame(
            columns=["rang", "code_zone", "nom_zone", "nouvelles_couvertes", "cumul", "latitude", "longitude"]
        ),
        "nombres": pd.DataFrame({"uncovered": [0], "unlocated": [0], "optimal": [True], "bound": [0]}),
    },
}
"""Answers that tell of services alone."""
