"""Random territories: the SQL and the plain loops give the same counts."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.indicators import plain
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.besoins import needs
from visa_data.indicators.couverture import coverage, coverage_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.fragilite import fragility
from visa_data.vocabulary import Issue

START = date(2020, 3, 1)
DAYS = st.integers(0, 90).map(lambda n: START + timedelta(days=n))
MOMENTS = st.integers(0, 90 * 24 * 60).map(lambda n: datetime(2020, 3, 1) + timedelta(minutes=n))
NEEDS = st.sampled_from(["parler", "sortir"])

PEOPLE = st.lists(
    st.builds(
        plain.Person,
        reference=st.just(""),
        date_inscription=DAYS,
        date_radiation=st.none() | DAYS,
        vit_seul=st.sampled_from(["oui", "non", None]),
        consentement=st.sampled_from(["oui", "oui", "oui", "en_attente"]),
        calls=st.lists(
            st.tuples(
                MOMENTS,
                st.sampled_from([issue.value for issue in Issue]),
                st.none() | st.integers(1, 4),
                st.lists(NEEDS, max_size=2, unique=True).map(tuple),
            ),
            max_size=6,
        ),
        needs=st.lists(st.tuples(NEEDS, DAYS, st.sampled_from(plain.ORDER)), max_size=6),
    ),
    max_size=8,
)


def store(base: Base, people: list[plain.Person]) -> None:
    with base.transaction() as cursor:
        for table in ("personnes", "appels", "besoins", "placements"):
            cursor.execute(f"DELETE FROM {table}")
        for person in people:
            cursor.execute(
                "INSERT INTO personnes (reference, source, date_inscription, date_radiation, vit_seul, consentement, "
                "import_id) VALUES (?, 'caf', ?, ?, ?, ?, 1)",
                [
                    person.reference,
                    person.date_inscription,
                    person.date_radiation,
                    person.vit_seul,
                    person.consentement,
                ],
            )
            for rank, (moment, outcome, level, named) in enumerate(person.calls):
                cursor.execute(
                    "INSERT INTO appels VALUES (?, ?, true, 'A1', ?, NULL, ?, ?, ?, NULL, 1)",
                    [person.reference, moment, rank, outcome, level, "|".join(named) or None],
                )
            for need, day, status in person.needs:
                cursor.execute(
                    "INSERT INTO besoins VALUES (?, ?, ?, ?, NULL, 1)", [person.reference, need, day, status]
                )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    with Base(Path(tmp_path_factory.mktemp("hasard")) / "visa.duckdb") as made:
        yield made


@examples(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(people=PEOPLE, day=DAYS)
def test_same_counts(base: Base, people: list[plain.Person], day: date) -> None:
    for number, person in enumerate(people):
        person.reference = f"R{number}"
    store(base, people)
    thresholds = settings.load()
    with base.cursor() as cursor:
        whole = coverage(cursor, day, thresholds, EVERYBODY).iloc[0]
        by_zone = coverage_by_zone(cursor, day, thresholds, EVERYBODY)
        levels = fragility(cursor, day, thresholds, EVERYBODY)
        met = needs(cursor, day, thresholds, EVERYBODY).set_index("besoin")
    expected = plain.coverage(people, day)
    assert {name: int(whole[name]) for name in expected} == expected
    assert {name: int(by_zone[name].sum()) for name in expected} == expected
    inscrits = [p for p in people if p.present(day) and p.consentement == "oui"]
    assert levels["personnes"].tolist() == [
        sum(p.level(day) == level for p in inscrits) for level in range(5)
    ]
    wanted = plain.needs(people, day)
    got = {
        need: tuple(int(met.loc[need, column]) for column in ("ouverts", "non_pourvus", "pourvus"))
        for need in ("parler", "sortir")
    }
    assert got == {need: wanted.get(need, (0, 0, 0)) for need in ("parler", "sortir")}
    # Whoever is up to date was reached, whoever was reached was called, and so on down the funnel.
    assert whole["a_jour"] <= whole["evalues"] <= whole["inscrits"]
    assert whole["joints"] <= whole["tentes"] <= whole["inscrits"]
