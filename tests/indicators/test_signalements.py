"""Reports: drawn at random, the SQL and plain loops over their rows count the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.indicators.small_base import add_person, add_zones
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.signalements import reports, reports_by_zone, silent_zones

SETTINGS = settings.load()
START = date(2020, 3, 1)
DAYS = st.integers(0, 70).map(lambda number: START + timedelta(days=number))
RELAYS = ("la_personne", "voisin", "facteur", "saad", "autre", None)
"""In the contract's order, which is not the alphabet's."""
ZONES = ("99001", "99002", "99003")
ENDS = ("inscrite", "deja_inscrite", "refus", "sans_suite", "en_cours")
COLUMNS = ("inscrites", "deja_inscrites", "refus", "sans_suite", "en_cours")
Report = tuple[date, str | None, str | None, str, date | None]
"""Its day, its relay, where it is placed, what followed and when."""

REPORTS = st.lists(
    st.tuples(
        DAYS,
        st.sampled_from(RELAYS),
        st.sampled_from([*ZONES[:2], None]),
        st.sampled_from(ENDS),
        st.none() | DAYS,
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    with Base(Path(tmp_path_factory.mktemp("signalements")) / "visa.duckdb") as made:
        add_zones(made, *ZONES)
        add_person(made, "R1", zone="99001")
        add_person(made, "R2", zone="99002", until="2020-03-20")
        add_person(made, "R3", zone="99003", consent="en_attente")
        yield made


def store(base: Base, drawn: list[Report]) -> None:
    with base.transaction() as cursor:
        cursor.execute("DELETE FROM signalements")
        cursor.execute("DELETE FROM placements_signalements")
        for number, (day, relay, zone, end, end_day) in enumerate(drawn):
            cursor.execute(
                "INSERT INTO signalements (identifiant, date, canal, relais, suite, date_suite, import_id) "
                "VALUES (?, ?, 'tiers', ?, ?, ?, 1)",
                [f"G{number}", day, relay, end, end_day],
            )
            cursor.execute(
                "INSERT INTO placements_signalements VALUES (?, ?, ?, NULL)",
                [f"G{number}", zone, "code_zone" if zone else "aucune"],
            )


def end_of(report: Report, day: date) -> str:
    return "en_cours" if report[4] is not None and report[4] > day else report[3]


def counted(drawn: list[Report], day: date) -> tuple[object, ...]:
    """recus, what became of them, the median delay (None where nothing followed)."""
    delays = [(end - start).days for start, _, _, _, end in drawn if end is not None and end <= day]
    ends = [end_of(report, day) for report in drawn]
    return (len(drawn), *(ends.count(end) for end in ENDS), median(delays) if delays else None)


@examples(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    drawn=REPORTS, day=DAYS, since=st.none() | DAYS, zones=st.sampled_from([(), ("99001",), ("", "99002")])
)
def test_same_counts(
    base: Base, drawn: list[Report], day: date, since: date | None, zones: tuple[str, ...]
) -> None:
    store(base, drawn)
    # Whoever is registered, and by whom called, a report is of nobody registered: no choice of them counts.
    filters = Filters(zones=zones, sources=("caf",), callers=("A1",))
    with base.cursor() as cursor:
        whole = reports(cursor, day, SETTINGS, filters, since=since)
        by_zone = reports_by_zone(cursor, day, SETTINGS, filters, since=since)
    known = [one for one in drawn if one[0] <= day]
    first = since or day - timedelta(days=27)
    recent = [one for one in known if one[0] >= first and (not zones or (one[2] or "") in zones)]
    expected = {}
    for relay in RELAYS:
        if mine := [one for one in recent if one[1] == relay]:
            expected[relay or ""] = counted(mine, day)
    got = {
        row["relais"]: (
            row["recus"],
            *(row[name] for name in COLUMNS),
            None if row["delai_median_jours"] != row["delai_median_jours"] else row["delai_median_jours"],
        )
        for row in whole.to_dict("records")
    }
    assert got == expected and list(got) == list(expected)

    rows = {}
    for zone in (*ZONES, *([""] if any(one[2] is None for one in known) else [])):
        there = [one for one in known if (one[2] or "") == zone]
        lately = [one for one in there if one[0] >= first]
        told = len({one[1] for one in there} - {None})
        somebody = zone == "99001" or (zone == "99002" and day < date(2020, 3, 20))
        enrolled = sum(end_of(one, day) == "inscrite" for one in lately)
        rows[zone] = (len(lately), enrolled, told, somebody and told == 0)
    chosen = {zone: row for zone, row in rows.items() if not zones or zone in zones}
    columns = ["recus", "inscrites", "relais_distincts", "sans_relais"]
    assert dict(zip(by_zone["code_zone"], map(tuple, by_zone[columns].to_numpy()), strict=True)) == chosen
    assert by_zone["code_zone"].tolist() == list(chosen)


def test_nothing_anywhere_gives_no_row_and_no_blank(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        assert reports(cursor, START, SETTINGS, EVERYBODY).empty
        assert reports_by_zone(cursor, START, SETTINGS, EVERYBODY).empty


def test_without_zones_reports_are_placed_nowhere(empty_base: Base) -> None:
    """The one of a person joined to another still counts once, like the other one's."""
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="signalement")
    day = date(2020, 5, 4)
    store(empty_base, [(day, "voisin", None, "inscrite", day), (day, "facteur", None, "deja_inscrite", None)])
    with empty_base.transaction() as cursor:
        cursor.execute(
            "UPDATE signalements SET reference = CASE identifiant WHEN 'G0' THEN 'T1' ELSE 'R1' END"
        )
    decide(empty_base, "R1", "T1", PairDecision.SAME, at=datetime(2020, 5, 11, 8, 0), by="coordination")
    with empty_base.cursor() as cursor:
        [row] = reports_by_zone(cursor, day, SETTINGS, EVERYBODY).to_dict("records")
        assert (row["code_zone"], row["recus"], row["relais_distincts"], row["sans_relais"]) == (
            "",
            2,
            2,
            False,
        )
        assert reports(cursor, day, SETTINGS, EVERYBODY)["relais"].tolist() == ["voisin", "facteur"]


@pytest.mark.real_data
def test_the_command_line_takes_the_first_day(
    acting_example: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    """G5, of 1 March, is the postman's second report; the follow-up of G6 comes after the day."""
    acting_example.close()
    asked = ["indicateur", "signalements", "--base", str(acting_example.path), "--date", "2020-05-10"]
    assert main(asked) == 0
    short = capsys.readouterr().out.splitlines()
    assert main([*asked, "--de", "2020-03-01"]) == 0
    long = capsys.readouterr().out.splitlines()
    assert short[0] == (
        "relais,libelle,recus,inscrites,deja_inscrites,refus,sans_suite,en_cours,delai_median_jours"
    )
    assert short[3:] == ["facteur,Facteur,1,1,0,0,0,0,4", ",Relais non précisé,1,0,0,1,0,0,4"]
    assert short[2] == "voisin,Voisin·e,2,0,1,0,0,1,3"
    assert long[3] == "facteur,Facteur,2,1,0,0,1,0,11.5"


def test_silent_zones_are_told_once_a_relay_has_told_anything(acting_example: Base) -> None:
    """Corvilly: one registered, nobody tells; Dormans: nobody registered. Chosen zones choose rows alone."""
    with acting_example.cursor() as cursor:
        table = silent_zones(cursor, date(2020, 5, 10), SETTINGS, EVERYBODY)
        assert table.loc[table["sans_relais"], "code_zone"].tolist() == ["99003"]
        assert table["code_zone"].tolist() == ["99001", "99002", "99003", "99004"]
        chosen = silent_zones(cursor, date(2020, 5, 10), SETTINGS, Filters(zones=("99003",)))
        assert chosen["sans_relais"].tolist() == [True]
    with acting_example.transaction() as cursor:
        cursor.execute("UPDATE signalements SET relais = NULL")
    with acting_example.cursor() as cursor:
        assert silent_zones(cursor, date(2020, 5, 10), SETTINGS, EVERYBODY).empty
