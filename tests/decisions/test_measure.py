"""Each figure that a decision may follow has a value, or a sentence that says what to choose."""

from __future__ import annotations

import math
from datetime import date

import pytest

from tests.decisions.conftest import NEXT
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.decisions.measure import Measure, Readings, measurable
from visa_data.errors import VisaError
from visa_data.settings import Settings


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure("evolution", "urgences_sans_contact"), 1),
        (Measure("couverture", "joints"), 3),
        (Measure("couverture", "joints", "99002"), 2),
        (Measure("couverture", "taux_joints", "99001"), 0.5),
        (Measure("couverture", "joints", need="parler"), 3),
        (Measure("fragilite", "niveau_2"), 2),
        (Measure("fragilite", "niveau_4", "99002"), 1),
        (Measure("besoins", "ouverts", need="parler"), 2),
        (Measure("besoins", "ouverts", "99001", "parler"), 1),
        (Measure("zones-blanches", "isolees"), 4),
        (Measure("zones-blanches", "isolees_couvertes", "99003"), 0),
        (Measure("besoins", "ressources", "99002", "parler"), 1),
    ],
)
def test_values_of_the_worked_example(
    worked_example: Base, settings: Settings, measure: Measure, expected: float
) -> None:
    with worked_example.cursor() as cursor:
        assert Readings(cursor, NEXT, settings).value(measure) == expected


def test_all_needs_together_add_up(worked_example: Base, settings: Settings) -> None:
    with worked_example.cursor() as cursor:
        readings = Readings(cursor, NEXT, settings)
        everything = readings.value(Measure("besoins", "ouverts"))
        assert everything == readings.value(Measure("evolution", "besoins_ouverts"))
        by_zone = [
            readings.value(Measure("besoins", "ouverts", code)) for code in ("99001", "99002", "99003", "")
        ]
        assert everything == sum(by_zone[:3])
        assert by_zone[3] == everything


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (
            Measure("zones-blanches", "acces"),
            "Zone à choisir : « Accès » se mesure dans une zone : choisissez la zone de la décision, "
            "ou un autre indicateur.",
        ),
        (
            Measure("besoins", "delai_median_jours"),
            "Besoin à choisir : « Délai médian » se mesure pour un besoin : choisissez le besoin de la décision, "
            "ou un autre indicateur.",
        ),
        (
            Measure("evolution", "isolees", "99001"),
            "Indicateur du territoire entier : « Personnes isolées » se mesure pour tout le territoire : "
            "retirez la zone ou choisissez un autre indicateur.",
        ),
        (
            Measure("besoins", "pourvus", "99001"),
            "Indicateur du territoire entier : « Pourvus » se mesure pour tout le territoire : "
            "retirez la zone ou choisissez un autre indicateur.",
        ),
    ],
)
def test_what_to_choose_instead(
    worked_example: Base, settings: Settings, measure: Measure, sentence: str
) -> None:
    with worked_example.cursor() as cursor, pytest.raises(VisaError) as refusal:
        Readings(cursor, NEXT, settings).value(measure)
    assert plain(str(refusal.value)) == sentence


@pytest.mark.parametrize("zone", ["", "99121"])
@pytest.mark.parametrize("need", ["", "parler"])
def test_every_figure_offered_has_a_value_or_a_sentence(
    sample_base: Base, settings: Settings, zone: str, need: str
) -> None:
    refused = 0
    with sample_base.cursor() as cursor:
        readings = Readings(cursor, date(2025, 12, 6), settings)
        for indicator, column in measurable():
            try:
                value = readings.value(Measure(indicator, column, zone, need))
            except VisaError:
                refused += 1
            else:
                assert isinstance(value, float)
    assert refused < len(measurable()) / 2


def test_unknown_where_there_is_nothing(empty_base: Base, settings: Settings) -> None:
    with empty_base.cursor() as cursor:
        readings = Readings(cursor, NEXT, settings)
        assert math.isnan(readings.value(Measure("couverture", "taux_joints")))
        assert math.isnan(readings.value(Measure("couverture", "joints", "99999")))
        assert readings.value(Measure("zones-blanches", "isolees")) == 0
