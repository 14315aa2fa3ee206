"""What the kinds of extracts say of themselves, all together."""

from __future__ import annotations

import pytest

from visa_data.extracts.formats import CODE, CODES, REFERENCE
from visa_data.extracts.kinds import KINDS, PERSONNES, ZONES, kinds_in_loading_order
from visa_data.extracts.kinds.kind import Kind


@pytest.fixture(params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def test_what_a_kind_refers_to_is_loaded_before_it() -> None:
    assert [kind.noun[1] for kind in kinds_in_loading_order()] == [
        "mois de dispositifs",
        "coopérations",
        "mouvements de communes",
        "codes postaux",
        "contours",
        "population",
        "personnes",
        "équipes",
        "ressources",
        "appelants",
        "acteurs",
        "appels",
        "besoins",
        "suites",
        "signalements",
        "étapes de binômes",
    ]


def test_a_zone_or_a_person_is_said_to_be_one(kind: Kind) -> None:
    """By the formats: names of zones would stay names, and people unknown to the register would come in."""
    if kind is not ZONES:
        zones = {field.name for field in kind.fields if field.format in (CODE, CODES)}
        assert zones == {field.name for field in kind.fields if field.refers_to == ZONES.name}
    people = {field.name for field in kind.fields if field.format is REFERENCE}
    assert people == set(kind.table.people)


def test_a_person_is_under_the_name_that_the_views_of_people_look_for(kind: Kind) -> None:
    """`visa_data.base.people` joins the references of one person by this column."""
    assert kind.table.people in ((), PERSONNES.key)


def test_what_a_kind_names_is_a_column_of_its_table(kind: Kind) -> None:
    columns = {*kind.table.key, *kind.table.columns}
    assert set(kind.key) <= {one.name for one in kind.contents}
    assert kind.dated in {"", *columns}
    if kind.absence:
        assert {kind.absence.detail, kind.absence.origin or kind.absence.detail} <= columns
    if kind.closing:
        assert kind.closing.column in columns
        terms = kind.field(kind.closing.column).format.terms
        assert not kind.closing.value or (terms and kind.closing.value in {term.value for term in terms})
        assert bool(kind.closing.value) or (kind.dated and all(kind.closing.later))
