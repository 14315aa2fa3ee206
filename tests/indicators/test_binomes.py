"""Pairs by step and demands by weeks waited, against plain loops over the worked example's log."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.worked_action.load import FOLDER
from visa_data import settings
from visa_data.base import Base
from visa_data.indicators.binomes import LONG_WEEKS, pairs_by_status, waits_by_week
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.visites import visits
from visa_data.vocabulary_of_action import StatutBinome

ORDER = [status.value for status in StatutBinome]
DAYS = [date(2020, 3, 1), date(2020, 4, 15), date(2020, 5, 10), date(2020, 8, 31)]


def of_the_log(day: date) -> dict[str, tuple[str, int]]:
    """Binôme → status and days since its first row, by a loop."""
    with (FOLDER / "binomes.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if date.fromisoformat(row["date"]) <= day]
    with (FOLDER / "personnes.csv").open(encoding="utf-8") as lines:
        here = {
            row["reference"]
            for row in csv.DictReader(lines)
            if row["consentement"] == "oui"
            and date.fromisoformat(row["date_inscription"]) <= day
            and (not row["date_radiation"] or date.fromisoformat(row["date_radiation"]) > day)
        }
    found = {}
    for name in {row["binome"] for row in rows if row["reference"] in here}:
        own = [row for row in rows if row["binome"] == name]
        last = max(own, key=lambda row: (row["date"], ORDER.index(row["statut"])))
        first = min(date.fromisoformat(row["date"]) for row in own)
        found[name] = (last["statut"], (day - first) // timedelta(days=1))
    return found


@pytest.mark.parametrize("day", DAYS)
def test_pairs_by_step(acting_example: Base, day: date) -> None:
    wanted = Counter(status for status, _ in of_the_log(day).values())
    with acting_example.cursor() as cursor:
        table = pairs_by_status(cursor, day, settings.load(None), EVERYBODY)
    assert table["statut"].tolist() == ORDER
    assert table["libelle"].tolist() == [status.label for status in StatutBinome]
    assert dict(zip(table["statut"], table["binomes"], strict=True)) == {one: wanted[one] for one in ORDER}


@pytest.mark.parametrize("day", DAYS)
def test_demands_by_weeks_waited(acting_example: Base, day: date) -> None:
    waits = [days for status, days in of_the_log(day).values() if status in ("demande", "rencontre")]
    wanted = Counter(min(days // 7, LONG_WEEKS) for days in waits)
    with acting_example.cursor() as cursor:
        table = waits_by_week(cursor, day, settings.load(None), EVERYBODY)
        whole = visits(cursor, day, settings.load(None), EVERYBODY).iloc[0]
    assert table["demandes"].tolist() == [wanted[weeks] for weeks in range(LONG_WEEKS + 1)]
    assert table["demandes"].sum() == whole["demandes_en_attente"] == len(waits)
    assert table["libelle"].iloc[[0, 1, 2, -1]].str.replace("\u00a0", " ").tolist() == [
        "Moins d'une semaine",
        "1 semaine",
        "2 semaines",
        f"{LONG_WEEKS} semaines ou plus",
    ]


def test_zones_choose_whom_they_count(acting_example: Base) -> None:
    day, everywhere = date(2020, 5, 10), settings.load(None)
    with acting_example.cursor() as cursor:
        each = [
            pairs_by_status(cursor, day, everywhere, Filters(zones=(zone,)))["binomes"].sum()
            for zone in ("99001", "99002", "99003")
        ]
        assert sum(each) == pairs_by_status(cursor, day, everywhere, EVERYBODY)["binomes"].sum()
    assert min(each) > 0
