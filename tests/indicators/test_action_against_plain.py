"""Random territories with those who act: the SQL and the plain loops give the same counts, whoever is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.indicators import plain_action as plain
from tests.indicators.small_base import add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.aidants import carers, carers_by_zone, carers_waiting
from visa_data.indicators.appelants import callers_by_profile, callers_listed
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.orientations import orientations, orientations_by_zone, threads
from visa_data.indicators.parrainage import sponsoring, sponsoring_by_zone

SETTINGS = settings.load()
START = date(2020, 3, 1)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n))
# Few moments, so that two calls of one person often share theirs.
MOMENTS = st.integers(0, 60 * 4).map(lambda n: datetime(2020, 3, 1) + timedelta(hours=6 * n))
CODES = st.sampled_from(["A1", "A2", "A3"])
YES_NO = st.sampled_from(["oui", "non", None])
CALLERS = st.lists(
    st.builds(
        plain.Caller,
        code=CODES,
        profile=st.sampled_from(["benevole", "agent", None]),
        hours=st.none() | st.sampled_from([1.5, 4.0]),
        trained=YES_NO,
        charter=YES_NO,
        start=st.none() | DAYS,
        end=st.none() | DAYS,
    ),
    max_size=3,
    unique_by=lambda caller: caller.code,
)
PEOPLE = st.lists(
    st.builds(
        plain.Person,
        zone=st.sampled_from(["Z1", "Z2", None]),
        source=st.sampled_from(["caf", "carsat"]),
        since=DAYS,
        until=st.none() | st.none() | DAYS,
        consent=st.sampled_from(["oui", "oui", "oui", "en_attente"]),
        carer=st.sampled_from(["aucun", "present", "relais_demande", "relais_demande", None]),
        sponsor=st.none() | CODES | st.just("A9"),
        calls=st.lists(
            st.tuples(
                MOMENTS,
                CODES | st.just(""),
                st.sampled_from(["joint", "joint", "absent"]),
                st.none() | st.integers(1, 4),
                st.none() | st.integers(1, 40),
            ),
            max_size=7,
        ),
        asked=st.lists(
            st.tuples(
                st.sampled_from(["orientation", "relais_aidant"]),
                DAYS,
                st.sampled_from(plain.ORDER),
                st.sampled_from(["", "K1", "K2"]),
            ),
            max_size=7,
            unique=True,
        ),
    ),
    max_size=8,
)
CHOICES = st.sampled_from([EVERYBODY, Filters(sources=("caf",)), Filters(callers=("A1", "A3"))])


def store(base: Base, people: Sequence[plain.Person], callers: Sequence[plain.Caller]) -> None:
    with base.transaction() as cursor:
        for table in ("personnes", "appels", "placements", "suites", "appelants"):
            cursor.execute(f"DELETE FROM {table}")
        for caller in callers:
            cursor.execute(
                "INSERT INTO appelants (appelant, profil, heures_semaine, forme, charte_signee, date_debut, date_fin, "
                "import_id) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                [
                    caller.code,
                    caller.profile,
                    caller.hours,
                    caller.trained,
                    caller.charter,
                    caller.start,
                    caller.end,
                ],
            )
        for person in people:
            cursor.execute(
                "INSERT INTO personnes (reference, source, date_inscription, date_radiation, aidant, parrain, "
                "consentement, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                [
                    person.reference,
                    person.source,
                    person.since,
                    person.until,
                    person.carer,
                    person.sponsor,
                    person.consent,
                ],
            )
            cursor.execute(
                "INSERT INTO placements VALUES (?, ?, ?, NULL)",
                [person.reference, person.zone, "code_zone" if person.zone else "aucune"],
            )
            for rank, (moment, caller, outcome, level, minutes) in enumerate(person.calls):
                cursor.execute(
                    "INSERT INTO appels VALUES (?, ?, true, ?, ?, NULL, ?, ?, NULL, ?, 1)",
                    [person.reference, moment, caller, rank, outcome, level, minutes],
                )
            for objet, day, status, actor in person.asked:
                cursor.execute(
                    "INSERT INTO suites VALUES (?, ?, ?, ?, ?, NULL, 1)",
                    [person.reference, objet, day, status, actor],
                )


def chosen(people: Sequence[plain.Person], filters: Filters, day: date) -> list[plain.Person]:
    return [
        person
        for person in people
        if (not filters.sources or person.source in filters.sources)
        and (
            not filters.callers
            or any(m.date() <= day and caller in filters.callers for m, caller, _, _, _ in person.calls)
        )
    ]


def rows(table: pd.DataFrame, *columns: str) -> list[dict[str, object]]:
    """With None for what is unknown, days as days."""
    found = table[list(columns)].astype(object)
    return [
        {
            name: None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else value
            for name, value in zip(columns, row, strict=True)
        }
        for row in found.itertuples(index=False, name=None)
    ]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    with Base(Path(tmp_path_factory.mktemp("hasard_action")) / "visa.duckdb") as made:
        add_zones(made, "Z1", "Z2")
        yield made


@examples(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(people=PEOPLE, callers=CALLERS, day=DAYS, filters=CHOICES)
def test_same_counts(
    base: Base, people: list[plain.Person], callers: list[plain.Caller], day: date, filters: Filters
) -> None:
    for number, person in enumerate(people):
        person.reference = f"R{number}"
    store(base, people, callers)
    counted = chosen(people, filters, day)
    with base.cursor() as cursor:
        for table, wanted in (
            (orientations, plain.orientations(counted, day)),
            (carers, [plain.carers(counted, day)]),
            (sponsoring, [plain.sponsoring(counted, callers, day)]),
            (callers_by_profile, plain.callers_by_profile(counted, callers, day)),
        ):
            found = table(cursor, day, SETTINGS, filters)
            columns = list(wanted[0]) if wanted else []
            assert len(found) == len(wanted), table.__name__
            assert rows(found, *columns) == wanted or not wanted, table.__name__
        for by_zone, of_zone in (
            (orientations_by_zone, plain.orientations_of_zone),
            (carers_by_zone, plain.carers),
            (sponsoring_by_zone, lambda some, at: plain.sponsoring(some, callers, at)),
        ):
            table_by_zone = by_zone(cursor, day, SETTINGS, filters)
            for code, row in zip(table_by_zone["code_zone"], table_by_zone.to_dict("records"), strict=True):
                wanted_here = of_zone([p for p in counted if (p.zone or "") == code], day)
                assert {name: row[name] for name in wanted_here} == wanted_here, (by_zone.__qualname__, code)


@examples(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(people=PEOPLE, callers=CALLERS, day=DAYS, filters=CHOICES)
def test_same_lists(
    base: Base, people: list[plain.Person], callers: list[plain.Caller], day: date, filters: Filters
) -> None:
    for number, person in enumerate(people):
        person.reference = f"R{number}"
    store(base, people, callers)
    counted = [person for person in chosen(people, filters, day) if person.inscrit(day)]
    with base.cursor() as cursor:
        log = threads(cursor, day, SETTINGS, filters)
        relief = carers_waiting(cursor, day, SETTINGS, filters)
        listed = callers_listed(cursor, day, SETTINGS, filters)
    wanted = []
    for person in counted:
        thread = person.thread(day, "orientation")
        if person.level(day) >= 2 or thread is not None:
            waited, late = plain.waits(person, day)
            wanted.append(
                {
                    "reference": person.reference,
                    "code_zone": person.zone or "",
                    "niveau": person.level(day),
                    "depuis": person.at_level_since(day),
                    "statut": thread.status if thread else "",
                    "acteur": thread.actor if thread else "",
                    "depuis_statut": thread.last if thread else None,
                    "jours_attente": waited,
                    "retard_jours": late,
                }
            )
    wanted.sort(
        key=lambda row: (
            -row["niveau"] * row["retard_jours"],
            -row["niveau"],
            -(row["jours_attente"] if row["jours_attente"] is not None else -1),
            row["reference"],
        )
    )
    assert len(log) == len(wanted)
    assert rows(log, *(wanted[0] if wanted else ())) == wanted or not wanted
    waiting = plain.waiting_for_relief(counted, day)
    assert set(relief["reference"]) == {person.reference for person in waiting}
    for row in rows(relief, "reference", "demande", "jours_attente", "acteur"):
        [person] = [person for person in waiting if person.reference == row["reference"]]
        thread = person.thread(day, "relais_aidant")
        since = None if thread is None else thread.opened if thread.waits else thread.last
        assert row["demande"] == (thread.status if thread else "")
        assert row["acteur"] == (thread.actor if thread else "")
        assert row["jours_attente"] == (None if since is None else (day - since).days)
    assert list(listed["appelant"]) == sorted(caller.code for caller in callers)
    for row in listed.to_dict("records"):
        recent = [
            (outcome, minutes)
            for person in counted
            for moment, caller, outcome, _, minutes in person.calls
            if caller == row["appelant"] and day - timedelta(days=28) < moment.date() <= day
        ]
        assert row["filleuls"] == sum(person.sponsor == row["appelant"] for person in counted)
        assert row["appels_28_jours"] == len(recent)
        assert row["joints_28_jours"] == sum(outcome == "joint" for outcome, _ in recent)
        assert row["minutes_28_jours"] == sum(m or 0 for outcome, m in recent if outcome == "joint")
