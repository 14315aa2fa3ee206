"""In the committee's role no count of 1 to 10 persons is written or drawn, and sums do not give one back."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from tests.indicators.small_base import add_calls, add_needs, add_person, add_zones
from tests.meeting.steps.bases import SETTINGS, add_team, meeting, one_step
from tests.meeting.steps.texts import drawn, small_counts, strings
from visa_data.base import Base
from visa_data.indicators.filters import Filters
from visa_data.meeting.step import Step
from visa_data.pictures.picture import CurvesPicture, MapPicture, MatrixPicture, TablePicture
from visa_data.roles import Role

K = SETTINGS.seuil_effectif
LAST_CALL, WEEK_BEFORE = date(2025, 12, 6), date(2025, 11, 29)


def names_of_zones(base: Base) -> list[str]:
    with base.cursor() as cursor:
        found = cursor.execute("SELECT nom FROM zones UNION SELECT nom FROM equipes").fetchall()
    return sorted((name for (name,) in found), key=len, reverse=True)


def check(base: Base, steps: dict[str, Step]) -> None:
    names = names_of_zones(base)
    for step in steps.values():
        for text in strings(step):
            for name in names:
                text = text.replace(name, "X")
            assert not small_counts(text, K), (step.key, text)
        assert not [value for value in drawn(step) if 0 < value < K], step.key


def crowd(base: Base, seed: int) -> None:
    """Invented people in five zones: few or many, some urgent, some never reached, some waiting."""
    random = Random(seed)
    zones = [f"Z{letter}" for letter in "ABCDE"]
    add_zones(base, *zones)
    for rank, zone in enumerate(zones):
        for number in range(random.choice((0, 1, 3, 12, 25, 40))):
            name = f"{zone}{number}"
            consent = "en_attente" if random.random() < 0.15 else "oui"
            add_person(base, name, zone=zone, consent=consent, point=(50.05, 3.05 + rank / 10))
            if consent == "oui" and random.random() < 0.8:
                level = random.choice((1, 1, 1, 2, 2, 3, 4))
                on = random.choice(("2020-04-01", "2020-05-01", "2020-05-09"))
                add_calls(base, [(name, f"{on} 10:00", "joint", {"niveau": level, "duree": 12})])
                add_needs(base, (name, random.choice(("parler", "sortir")), on, "exprime"))
            else:
                add_calls(base, [(name, f"2020-04-0{day}", "absent") for day in (1, 2, 3)])
    with base.transaction() as cursor:
        add_team(cursor, "E1", "ZA|ZB")


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (LAST_CALL, WEEK_BEFORE),
        (LAST_CALL, date(2025, 12, 5)),
        (date(2025, 9, 17), date(2025, 9, 15)),
        (date(2025, 10, 29), date(2025, 10, 22)),
    ],
)
def test_sample(sample_base: Base, day: date, before: date) -> None:
    check(sample_base, meeting(sample_base, Role.COMITE, day=day, before=before))


def test_the_search_does_find_small_counts(sample_base: Base) -> None:
    with pytest.raises(AssertionError):
        check(sample_base, meeting(sample_base, Role.COORDINATION, day=LAST_CALL, before=WEEK_BEFORE))


def test_filters_are_not_applied(sample_base: Base) -> None:
    everybody = meeting(sample_base, Role.COMITE, day=LAST_CALL, before=WEEK_BEFORE)
    some = meeting(
        sample_base, Role.COMITE, day=LAST_CALL, before=WEEK_BEFORE, filters=Filters(sources=("carsat",))
    )
    assert [step.key_point for step in some.values()] == [step.key_point for step in everybody.values()]
    assert "les filtres choisis ne s'appliquent pas" in some["urgences"].notes[0]
    own = meeting(sample_base, day=LAST_CALL, before=WEEK_BEFORE, filters=Filters(sources=("carsat",)))
    assert (
        own["campagne"].figures
        != one_step(sample_base, "campagne", day=LAST_CALL, before=WEEK_BEFORE).figures
    )


def test_no_reference_and_no_place_of_a_person(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        people = cursor.execute("SELECT reference, latitude, longitude FROM personnes").df()
        public = cursor.execute("SELECT latitude, longitude FROM equipes WHERE latitude IS NOT NULL").df()
    references = set(people["reference"])
    places = set(zip(people["latitude"], people["longitude"], strict=True)) - set(
        zip(public["latitude"], public["longitude"], strict=True)
    )
    for role in Role:
        for step in meeting(sample_base, role, day=LAST_CALL, before=WEEK_BEFORE).values():
            words = {word.strip(" ().,;:") for text in strings(step) for word in text.split()}
            assert not words & references
            if isinstance(step.picture, MapPicture):
                assert not {(mark.latitude, mark.longitude) for mark in step.picture.points} & places


def test_one_figure_reads_the_same_in_every_step(sample_base: Base) -> None:
    steps = meeting(sample_base, Role.COMITE, day=LAST_CALL, before=WEEK_BEFORE)
    table = {row[0]: row[2] for row in steps["ce-qui-a-change"].table.rows}
    assert table["Urgences sans contact"] == steps["urgences"].figures[0].value
    assert table["Situations urgentes"] == steps["urgences"].figures[1].value
    assert table["Perdues de vue"] == steps["qui-perdons-nous"].figures[0].value
    assert table["Jamais jointes"] == steps["qui-perdons-nous"].figures[1].value
    assert table["Isolées sans équipe"] == steps["zones-blanches"].figures[1].value
    assert table["Isolées sans équipe"] == steps["prochaine-equipe"].figures[0].value
    assert table["Besoins non pourvus"] == steps["besoins"].figures[0].value
    levels = {row[0]: row[2] for row in steps["fragilite"].table.rows}
    assert table["Situations urgentes"] == levels["4 – Grande fragilité"]


def test_sectors_add_up_to_the_territory_or_withhold_two(sample_base: Base) -> None:
    steps = meeting(sample_base, Role.COMITE, day=LAST_CALL, before=WEEK_BEFORE)
    for key in ("campagne", "qui-perdons-nous", "zones-blanches"):
        table = steps[key].table
        for column in range(1, len(table.headers)):
            if table.headers[column].startswith("Part"):
                continue
            withheld = [row[column] for row in table.rows if not row[column].replace("\u202f", "").isdigit()]
            assert len(withheld) != 1, (key, table.headers[column])


def test_the_curve_ends_on_the_people_reached(sample_base: Base) -> None:
    step = one_step(sample_base, "campagne", Role.COMITE, day=LAST_CALL, before=WEEK_BEFORE)
    assert isinstance(step.picture, CurvesPicture)
    known = [value for value in step.picture.values[0] if value is not None]
    assert known[-1] == 1261
    assert step.figures[0].denominator.replace("\u202f", "") == "1261 sur 1489"


def test_the_matrix_says_something_and_no_number(sample_base: Base) -> None:
    step = one_step(sample_base, "besoins", Role.COMITE, day=LAST_CALL, before=WEEK_BEFORE)
    assert isinstance(step.picture, MatrixPicture)
    letters = [text for line in step.picture.texts for text in line]
    assert set(letters) <= {"R", "S", "C", "–", "?"}
    assert letters.count("?") < len(letters) / 4


def test_a_table_of_zones_is_protected_too(empty_base: Base) -> None:
    crowd(empty_base, 3)
    table = one_step(empty_base, "campagne", Role.COMITE).table
    assert isinstance(table, TablePicture) and table.rows
