"""From which day each person counts among those registered, held against plain loops: consents, texts of law, joined people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.indicators.small_base import add_needs, add_person
from visa_data.activity.cycles import FOLLOWED, need_cycles
from visa_data.activity.period import Period
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.indicators.besoins_semaines import open_needs_by_week
from visa_data.indicators.couverture import coverage
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.registration import ground_values
from visa_data.settings import LegalGround, Settings, load

USUAL = load()
AT = datetime(2024, 6, 1, 8)
FIRST = date(2024, 3, 1)
SOURCES = ("registre_communal", "carsat", "caf")
days = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))


@dataclass(frozen=True)
class Line:
    """One reference of the register."""

    reference: str
    source: str
    since: date
    left: date | None
    consent: str
    consented: date | None

    def counts_since(self, grounds: dict[str, date]) -> date | None:
        found = []
        if self.consent == "oui":
            found.append(max(self.since, self.consented or self.since))
        if self.source in grounds:
            found.append(max(self.since, grounds[self.source]))
        return min(found, default=None)

    def is_there(self, day: date) -> bool:
        return self.since <= day and (self.left is None or self.left > day)


lines = st.builds(
    Line,
    st.just(""),
    st.sampled_from(SOURCES),
    days,
    st.none() | days,
    st.sampled_from(("oui", "en_attente")),
    st.none() | days,
)
people = st.lists(lines, min_size=1, max_size=6).map(
    lambda found: [replace(one, reference=f"R{rank}") for rank, one in enumerate(found)]
)
texts = st.dictionaries(st.sampled_from(SOURCES), days)


def settings_of(grounds: dict[str, date]) -> Settings:
    return replace(
        USUAL,
        bases_legales=tuple(LegalGround(source, "un texte", since) for source, since in grounds.items()),
    )


def write(base: Base, found: list[Line]) -> None:
    for one in found:
        add_person(
            base,
            one.reference,
            since=one.since.isoformat(),
            until=one.left.isoformat() if one.left else None,
            source=one.source,
            consent=one.consent,
        )
        with base.transaction() as cursor:
            cursor.execute(
                "UPDATE personnes SET date_consentement = ? WHERE reference = ?",
                [one.consented, one.reference],
            )


@given(people, texts, st.lists(days, min_size=1, max_size=3))
@hypothesis_settings(max_examples=25)
def test_who_is_registered_and_who_waits_at_a_day(
    tmp_path_factory: pytest.TempPathFactory, found: list[Line], grounds: dict[str, date], asked: list[date]
) -> None:
    settings = settings_of(grounds)
    with Base(tmp_path_factory.mktemp("etat") / "b.duckdb") as base:
        write(base, found)
        add_needs(base, *((one.reference, "parler", FIRST.isoformat(), "exprime") for one in found))
        for day in asked:
            there = [one for one in found if one.is_there(day)]
            counting = [one for one in there if (since := one.counts_since(grounds)) and since <= day]
            with base.cursor() as cursor:
                row = coverage(cursor, day, settings, EVERYBODY).iloc[0]
                assert (row["inscrits"], row["en_attente"]) == (len(counting), len(there) - len(counting))
                weeks = open_needs_by_week(cursor, day, settings, EVERYBODY)
                if counting:
                    assert weeks[weeks["besoin"] == "parler"]["ouverts"].iloc[-1] == len(counting)
        period = Period(min(asked), max(asked))
        followed = {
            one.reference
            for one in found
            for number in range((period.until - period.since).days + 1)
            if one.is_there(day := period.since + timedelta(days=number))
            and (since := one.counts_since(grounds))
            and since <= day
        }
        with base.cursor() as cursor:
            rows = cursor.execute(
                f"WITH {FOLLOWED} SELECT reference FROM suivies",
                {"debut": period.since, "fin": period.until} | ground_values(settings),
            ).fetchall()
            assert {reference for (reference,) in rows} == followed
            assert len(need_cycles(cursor, period, settings)) == len(followed)


@given(st.lists(lines, min_size=2, max_size=3), days)
@hypothesis_settings(max_examples=25)
def test_a_person_known_under_several_references_consents_on_the_earliest_day_they_give(
    tmp_path_factory: pytest.TempPathFactory, found: list[Line], day: date
) -> None:
    found = [replace(one, reference=f"R{rank}") for rank, one in enumerate(found)]
    with Base(tmp_path_factory.mktemp("reunies") / "b.duckdb") as base:
        write(base, found)
        for one in found[1:]:
            decide(base, "R0", one.reference, PairDecision.SAME, at=AT, by="coordination")
        with base.cursor() as cursor:
            row = coverage(cursor, day, USUAL, EVERYBODY).iloc[0]
    gone = all(one.left for one in found)
    left = max(one.left for one in found if one.left) if gone else None
    since = min(one.since for one in found)
    there = since <= day and (left is None or left > day)
    saying = [one for one in found if one.consent == "oui" and (gone or not one.left)]
    if any(one.consented for one in saying):
        consents = min(max(one.since, one.consented or one.since) for one in saying) <= day
    else:
        consents = bool(saying)
    assert (row["inscrits"], row["en_attente"]) == (int(there and consents), int(there and not consents))


def test_a_text_changes_nothing_of_the_days_before_it(empty_base: Base) -> None:
    add_person(empty_base, "T1", source="carsat", since="2020-03-01", consent="en_attente")
    settings = settings_of({"carsat": date(2024, 4, 8)})
    with empty_base.cursor() as cursor:
        before, after = (
            coverage(cursor, day, settings, EVERYBODY).iloc[0] for day in (date(2024, 4, 7), date(2024, 4, 8))
        )
        assert (before["inscrits"], before["en_attente"]) == (0, 1)
        assert (after["inscrits"], after["en_attente"]) == (1, 0)
        # The tables derived under other grounds are not those of consent alone.
        usual = coverage(cursor, date(2024, 4, 8), USUAL, EVERYBODY).iloc[0]
        assert (usual["inscrits"], usual["en_attente"]) == (0, 1)


def test_a_consent_without_its_date_holds_since_the_registration_and_is_counted(
    empty_base: Base, tmp_path: Path
) -> None:
    from visa_data.extracts.loading.load import load_extract
    from visa_data.extracts.reading import read_extract

    path = tmp_path / "r.csv"
    path.write_text(
        "Référence;Origine;Date d'inscription;Consentement;Consentement recueilli le\n"
        "R1;Registre;01/03/2024;oui;\nR2;CAF;01/03/2024;oui;15/03/2024\nR3;CAF;01/03/2024;en attente;\n",
        encoding="utf-8",
    )
    outcome = load_extract(empty_base, read_extract(path), at=AT)
    assert [notice for notice in outcome.notices if notice.startswith("1\u00a0consentement sans sa date")]
    with empty_base.cursor() as cursor:
        early = coverage(cursor, date(2024, 3, 14), USUAL, EVERYBODY).iloc[0]
        late = coverage(cursor, date(2024, 3, 15), USUAL, EVERYBODY).iloc[0]
    assert (early["inscrits"], early["en_attente"]) == (1, 2)
    assert (late["inscrits"], late["en_attente"]) == (2, 1)
