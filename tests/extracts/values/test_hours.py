"""One rule for moments and dates: the clock of the territory, hours unknown only where none is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.formats import DATE, MOMENT, Manner, Noted, Refusal
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 12, 31)
PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
HEADER = "reference;date_appel;appelant;issue\n"


def calls(tmp_path: Path, *moments: str, header: str = HEADER, zone: ZoneInfo = PARIS) -> Extract:
    path = tmp_path / "appels.csv"
    lines = [
        f"R1;{moment};A1;{issue}\n" for moment, issue in zip(moments, ["joint", "absent"] * 9, strict=False)
    ]
    path.write_text(header + "".join(lines), encoding="utf-8")
    return read_extract(path, today=TODAY, zone=zone)


def told(extract: Extract) -> list[tuple[datetime, bool]]:
    return list(
        zip(extract.table["date_appel"].to_pylist(), extract.table["heure_connue"].to_pylist(), strict=True)
    )


def test_an_instant_at_midnight_is_the_territory_s_day_with_a_known_hour(tmp_path: Path) -> None:
    assert told(calls(tmp_path, "2020-04-15T22:00:00Z")) == [(datetime(2020, 4, 16), True)]
    assert told(calls(tmp_path, "2020-01-15T23:00:00Z")) == [(datetime(2020, 1, 16), True)]
    assert told(calls(tmp_path, "2020-04-15T22:00:00Z", zone=REUNION)) == [(datetime(2020, 4, 16, 2), True)]


def test_a_column_of_dates_reads_the_same_day(tmp_path: Path) -> None:
    path = tmp_path / "besoins.csv"
    path.write_text(
        "reference;besoin;date;statut\nR1;parler;2020-04-15T22:00:00Z;exprime\n", encoding="utf-8"
    )
    extract = read_extract(path, today=TODAY)
    assert extract.table["date"].to_pylist() == [date(2020, 4, 16)]
    assert extract.recognition.notices == [
        "Colonne «\u00a0date\u00a0»\u00a0: jour du fuseau horaire du territoire, autre que celui écrit avec un "
        "décalage (Z, +02:00…) (1\u00a0valeur)."
    ]
    assert read_extract(path, today=TODAY, zone=ZoneInfo("America/Martinique")).table["date"].to_pylist() == [
        date(2020, 4, 15)
    ]


@pytest.mark.parametrize("midnight", ["00:00", "00:00:00", "0h00"])
def test_a_column_where_every_hour_is_midnight_holds_days(tmp_path: Path, midnight: str) -> None:
    extract = calls(tmp_path, f"15/04/2020 {midnight}", f"16/04/2020 {midnight}", "17/04/2020")
    assert [known for _, known in told(extract)] == [False, False, False]
    assert extract.recognition.notices == []


def test_midnight_among_other_hours_is_an_hour_and_is_told(tmp_path: Path) -> None:
    extract = calls(tmp_path, "15/04/2020 00:00", "16/04/2020 09:05", "17/04/2020")
    assert [known for _, known in told(extract)] == [True, True, False]
    assert extract.recognition.notices == [
        "Appels à minuit juste (00:00)\u00a0: heure prise comme connue, d'autres heures étant écrites dans la "
        "colonne (1\u00a0ligne)."
    ]


def test_a_column_of_instants_that_are_all_at_midnight_is_told(tmp_path: Path) -> None:
    extract = calls(tmp_path, "2020-01-15T23:00:00Z", "2020-04-15T22:00:00Z")
    assert [known for _, known in told(extract)] == [True, True]
    assert extract.recognition.notices[0] == (
        "Toutes les heures des appels tombent à minuit sur l'horloge du territoire\u00a0: elles sont prises comme "
        "connues. Si le fichier ne donne que des jours, exportez-les sans heure."
    )


def test_hours_in_a_column_of_their_own_follow_the_same_rule(tmp_path: Path) -> None:
    header = "reference;date_appel;heure_appel;appelant;issue\n"
    days = calls(tmp_path, "15/04/2020;00:00", "16/04/2020 00:00:00;", header=header)
    assert [known for _, known in told(days)] == [False, False]
    hours = calls(
        tmp_path, "15/04/2020 00:00:00;09:05", "16/04/2020;00:00", "17/04/2020 00:00;", header=header
    )
    assert told(hours) == [
        (datetime(2020, 4, 15, 9, 5), True),
        (datetime(2020, 4, 16), True),
        (datetime(2020, 4, 17), False),
    ]
    instant = calls(tmp_path, "2020-04-15T22:00:00Z;22:00", header=header)
    assert told(instant) == [(datetime(2020, 4, 16), True)], "the instant says all"


def test_an_hour_that_the_clocks_skipped_is_refused_wherever_it_is_written(tmp_path: Path) -> None:
    together = calls(tmp_path, "29/03/2020 02:30", "29/03/2020 03:30")
    header = "reference;date_appel;heure_appel;appelant;issue\n"
    apart = calls(tmp_path, "29/03/2020;02:30", "29/03/2020;03:30", header=header)
    for extract, value in ((together, "29/03/2020 02:30"), (apart, "02:30")):
        assert [(p.line, p.value, p.reason) for p in extract.problems] == [
            (2, value, "Heure impossible\u00a0: sautée ce jour-là, au passage à l'heure d'été")
        ]
        assert extract.table["date_appel"].to_pylist() == [datetime(2020, 3, 29, 3, 30)]
    assert told(calls(tmp_path, "29/03/2020 02:30", zone=REUNION)) == [(datetime(2020, 3, 29, 2, 30), True)]


def test_typed_dates_of_a_workbook_are_days_and_typed_hours_are_known(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["reference", "date_appel", "appelant", "issue"])
    sheet.append(["R1", datetime(2020, 4, 16), "A1", "joint"])
    sheet.append(["R1", datetime(2020, 4, 17, 9, 5), "A1", "joint"])
    book.save(tmp_path / "appels.xlsx")
    extract = read_extract(tmp_path / "appels.xlsx", today=TODAY)
    assert told(extract) == [(datetime(2020, 4, 16), False), (datetime(2020, 4, 17, 9, 5), True)]


@pytest.mark.parametrize(
    "moments",
    [
        ("2020-04-15T22:00:00Z", "2020-04-15T22:00:00Z"),
        ("2020-04-15T22:00:00Z", "16/04/2020"),
        ("2019-10-27T00:30:00Z", "2019-10-27T01:30:00Z"),
        ("2020-04-14T22:00:00Z", "2020-04-15T22:00:00Z"),
    ],
)
def test_two_attempts_do_not_become_one_call(tmp_path: Path, moments: tuple[str, str]) -> None:
    people = tmp_path / "personnes.csv"
    people.write_text(
        "reference,source,date_inscription,consentement\nR1,caf,2019-01-10,oui\n", encoding="utf-8"
    )
    with Base(tmp_path / "visa.duckdb") as base:
        load_extract(base, read_extract(people), at=datetime(2020, 6, 15))
        extract = calls(tmp_path, *moments)
        assert load_extract(base, extract, at=datetime(2020, 6, 15)).counts.ajoutees == 2
        assert load_extract(base, extract, at=datetime(2020, 6, 16)).counts.inchangees == 2


@pytest.mark.parametrize(
    ("first", "second", "moments"),
    [
        ("1587038830", "1579175230", [datetime(2020, 4, 16, 14, 7, 10), datetime(2020, 1, 16, 12, 47, 10)]),
        (
            "1587038830000",
            "1579175230999",
            [datetime(2020, 4, 16, 14, 7, 10), datetime(2020, 1, 16, 12, 47, 10)],
        ),
    ],
)
def test_counts_since_1970_are_read_where_the_column_proves_them(
    tmp_path: Path, first: str, second: str, moments: list[datetime]
) -> None:
    extract = calls(tmp_path, first, second)
    assert told(extract) == [(moment, True) for moment in moments]
    assert extract.recognition.notices == [
        "Colonne «\u00a0date_appel\u00a0»\u00a0: secondes comptées depuis 1970, ramenées à l'heure du territoire "
        "(2\u00a0valeurs)."
    ]
    for doubtful in (calls(tmp_path, first), calls(tmp_path, first, "16/04/2020")):
        problem = doubtful.problems[0]
        assert (problem.reason, problem.suggestion) == (
            "Date illisible",
            "Nombre de secondes depuis 1970\u00a0? Écrire la date comme 12/05/2020",
        )


def written(instant: datetime, minutes: int, style: int) -> str:
    local = instant.astimezone(timezone(timedelta(minutes=minutes)))
    clock = local.strftime("%Y-%m-%dT%H:%M:%S")
    sign, shift = "-" if minutes < 0 else "+", abs(minutes)
    suffixes = (f"{shift // 60:02d}:{shift % 60:02d}", f"{shift // 60:02d}{shift % 60:02d}")
    return f"{clock}{'.123456' if style > 1 else ''}{sign}{suffixes[style % 2]}"


@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2020, 12, 30)),
    st.sampled_from([-600, -240, -180, 0, 60, 120, 240, 330, 660]),
    st.integers(0, 3),
    st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Miquelon", "Pacific/Tahiti"]),
)
def test_every_instant_is_read_on_the_territory_s_clock(
    naive: datetime, minutes: int, style: int, name: str
) -> None:
    instant = naive.replace(microsecond=0, tzinfo=UTC)
    expected = instant.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    text, manner = written(instant, minutes, style), Manner(ZoneInfo(name))
    assert MOMENT.in_column and DATE.in_column
    moment = MOMENT.in_column(text, date(2021, 1, 1), manner)
    value = moment.value if isinstance(moment, Noted) else moment
    assert datetime(1970, 1, 1) + timedelta(seconds=value.seconds) == expected
    assert value.hour.name in ("INSTANT", "AGAIN")
    day = DATE.in_column(text, date(2021, 1, 1), manner)
    assert (day.value if isinstance(day, Noted) else day) == expected.date()


@given(st.datetimes(datetime(2019, 1, 1), datetime(2020, 12, 30)))
def test_an_hour_without_an_offset_is_the_territory_s_where_it_existed(naive: datetime) -> None:
    naive = naive.replace(second=0, microsecond=0)
    there = any(
        (naive - shift).replace(tzinfo=UTC).astimezone(PARIS).replace(tzinfo=None) == naive
        for shift in (timedelta(hours=1), timedelta(hours=2))
    )
    try:
        seconds = MOMENT.parse(naive.strftime("%d/%m/%Y %H:%M"), date(2021, 1, 1)).seconds
    except Refusal:
        assert not there
    else:
        assert there and datetime(1970, 1, 1) + timedelta(seconds=seconds) == naive
