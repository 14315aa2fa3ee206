"""Volunteers for those who wait: who is free, who may serve, what is told, who may ask; every optimum against plain Python."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.indicators.small_base import add_person, add_zones
from tests.plain_text import plain
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.cooperation import Cooperation
from visa_data.errors import VisaError
from visa_data.indicators.appariements import pairings
from visa_data.indicators.filters import EVERYBODY, Filters

DAY = date(2020, 5, 10)
SETTINGS = settings.load()
Volunteer = dict[str, str | None]


def add_volunteers(base: Base, *volunteers: Volunteer) -> None:
    """Each: appelant, and what is not like a volunteer of zone 99001 who makes visits."""
    with base.transaction() as cursor:
        for one in volunteers:
            row = {"zones": "99001", "visites": "oui", **one}
            columns = ", ".join([*row, "import_id"])
            marks = ", ".join(["?"] * len(row))
            cursor.execute(f"INSERT INTO appelants ({columns}) VALUES ({marks}, 0)", list(row.values()))


def add_pairs(base: Base, *rows: Sequence[str | None]) -> None:
    """(binome, day, status, reference, volunteers, activities, slots)."""
    with base.transaction() as cursor:
        for row in rows:
            cursor.execute("INSERT INTO binomes VALUES (?, ?, ?, ?, ?, ?, ?, 0)", list(row))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Two zones; R1 and R2 in the first, R3 in the second, R4 nowhere."""
    with Base(tmp_path / "appariements.duckdb") as opened:
        add_zones(opened, "99001", "99002")
        add_person(opened, "R1", zone="99001", point=(50.05, 3.06))
        add_person(opened, "R2", zone="99001", source="carsat")
        add_person(opened, "R3", zone="99002")
        add_person(opened, "R4")
        yield opened


def asked(base: Base, filters: Filters = EVERYBODY, seconds: int = 20, **more: Any) -> pd.DataFrame:
    with base.cursor() as cursor:
        return pairings(cursor, DAY, replace(SETTINGS, solveur_secondes=seconds), filters, **more)


def pairs(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["binome"], table["benevoles"], strict=True))


def waiting(
    binome: str, reference: str, activities: str | None = None, slots: str | None = None
) -> list[Any]:
    return [binome, "2020-05-01", "demande", reference, None, activities, slots]


def test_a_demand_that_names_nobody_takes_so_many_free_volunteers_or_none(base: Base) -> None:
    add_volunteers(base, *({"appelant": name} for name in ("V1", "V2", "V3")))
    add_pairs(base, waiting("B1", "R1"), waiting("B2", "R2"))
    assert pairs(asked(base)) in ({"B1": "V1|V2"}, {"B1": "V1|V3"}, {"B1": "V2|V3"})
    assert list(pairs(asked(base, volunteers=1))) == ["B1", "B2"]
    assert pairs(asked(base, volunteers=3)) == {"B1": "V1|V2|V3"}
    assert pairs(asked(base, volunteers=4)) == {}


@pytest.mark.parametrize(
    "log",
    [
        [["B1", "2020-05-01", "demande", "R1", "V8|V9", None, None]],
        [waiting("B1", "R1"), ["B1", "2020-05-02", "rencontre", "R1", "V8|V9", None, None]],
        [waiting("B1", "R1"), ["B1", "2020-05-01", "actif", "R1", "V8|V9", None, None]],
        [waiting("B1", "R1"), ["B1", "2020-05-02", "termine", "R1", None, None, None]],
        [["B1", "2020-05-11", "demande", "R1", None, None, None]],
    ],
    ids=["names two", "meets them", "active on the same day", "ended", "asked tomorrow"],
)
def test_other_demands_wait_for_nobody(base: Base, log: list[list[Any]]) -> None:
    add_volunteers(base, {"appelant": "V1"}, {"appelant": "V2"})
    add_pairs(base, *log)
    assert asked(base).empty
    assert asked(base).attrs["demandes"] == 0


def test_a_meeting_that_names_nobody_still_waits_since_its_first_row(base: Base) -> None:
    add_volunteers(base, {"appelant": "V1"}, {"appelant": "V2"})
    add_pairs(base, waiting("B1", "R1"), ["B1", "2020-05-06", "rencontre", "R1", None, "jeux", None])
    [found] = asked(base).itertuples()
    assert (found.benevoles, found.demande_le.date(), found.activites_demandees) == (
        "V1|V2",
        date(2020, 5, 1),
        "jeux",
    )


@pytest.mark.parametrize(
    ("volunteer", "log"),
    [
        ({"visites": "non"}, []),
        ({"visites": None}, []),
        ({"date_fin": "2020-05-10"}, []),
        ({"date_debut": "2020-05-11"}, []),
        ({"zones": None}, []),
        ({"zones": "99002"}, []),
        ({}, [["B9", "2020-05-01", "actif", "R3", "V7|V2", None, None]]),
        ({}, [["B9", "2020-05-01", "rencontre", "R3", "V2", None, None]]),
        ({"activites": "jeux"}, []),
        ({"creneaux": "samedi|dimanche"}, []),
    ],
)
def test_who_is_not_free_or_may_not_serve(base: Base, volunteer: Volunteer, log: list[list[Any]]) -> None:
    add_volunteers(base, {"appelant": "V1"}, {"appelant": "V2", **volunteer})
    add_pairs(base, waiting("B1", "R1", "lecture|jardin", "lundi_matin"), *log)
    assert asked(base).empty
    assert asked(base).attrs["note"]


@pytest.mark.parametrize(
    ("volunteer", "log"),
    [
        ({"date_fin": "2020-05-11"}, []),
        ({"date_debut": "2020-05-10"}, []),
        ({"zones": "99002|99001"}, []),
        ({"activites": "jeux|jardin", "creneaux": "lundi_matin"}, []),
        ({"activites": "lecture"}, []),
        ({"creneaux": "samedi|lundi_matin"}, []),
        ({}, [["B9", "2020-05-01", "suspendu", "R3", "V2|V7", None, None]]),
        ({}, [["B9", "2020-04-01", "actif", "R3", "V2", None, None], ["B9", "2020-05-10", "termine", "R3", "V2", None, None]]),
    ],
)  # fmt: skip
def test_who_is_free_and_may_serve(base: Base, volunteer: Volunteer, log: list[list[Any]]) -> None:
    add_volunteers(base, {"appelant": "V1"}, {"appelant": "V2", **volunteer})
    add_pairs(base, waiting("B1", "R1", "lecture|jardin", "lundi_matin"), *log)
    assert pairs(asked(base)) == {"B1": "V1|V2"}


def test_a_proposal_says_why(base: Base) -> None:
    add_volunteers(
        base,
        {"appelant": "V1", "activites": "jardin|lecture|jeux", "creneaux": "samedi|lundi_matin"},
        {"appelant": "V2", "zones": "99001|99002"},
    )
    add_pairs(base, waiting("B1", "R1", "lecture|jardin|musique", "dimanche|lundi_matin|samedi"))
    [found] = asked(base).itertuples()
    assert (found.activites, found.creneaux) == ("lecture|jardin", "lundi_matin|samedi")
    assert found.creneaux_demandes == "lundi_matin|samedi|dimanche"
    assert plain(found.pourquoi) == (
        "Zone commune : Zone 99001. V1 : lecture et jardin ; lundi matin et samedi. V2 : activités non dites ; "
        "créneaux non dits."
    )
    # V1's zones have their middle at 3.05 E, V2's at 3.10 E, both at 50.05 N: 0.01 and 0.04 degree from the person.
    assert found.distance_km == pytest.approx((0.01 + 0.04) / 2 * 111.195 * 0.6421, rel=0.01)


def test_everybody_s_demands_share_the_volunteers_and_filters_choose_rows(base: Base) -> None:
    add_volunteers(base, {"appelant": "V1", "activites": "jeux"}, {"appelant": "V2", "activites": "jeux"})
    add_pairs(base, waiting("B1", "R1"), waiting("B2", "R2", "jeux"))
    assert pairs(asked(base)) == {"B2": "V1|V2"}
    some = asked(base, Filters(sources=("carsat",)))
    assert pairs(some) == {"B2": "V1|V2"}
    assert (some.attrs["demandes"], some.attrs["demandes_choisies"]) == (2, 1)
    assert pairs(asked(base, Filters(sources=("registre_communal",)))) == {}
    assert pairs(asked(base, Filters(zones=("99002",)))) == {}


def test_who_is_left_out_is_told(base: Base) -> None:
    add_volunteers(base, {"appelant": "V1", "zones": None}, {"appelant": "V2", "zones": "59999"})
    add_person(base, "R5", zone="99001", until="2020-05-10")
    add_pairs(base, waiting("B1", "R1"), waiting("B4", "R4"), waiting("B5", "R5"))
    assert plain(asked(base).attrs["note"]) == (
        "2 demandes en attente sur 2 restent sans bénévoles. 1 autre demande en attente : de personnes qui ne sont pas "
        "inscrites ce jour-là. 2 bénévoles libres sans zone d'intervention connue, à qui rien n'est proposé."
    )


def test_nobody_waits_and_there_is_nobody(base: Base) -> None:
    assert asked(base).empty and asked(base).attrs["note"] == "" and asked(base).attrs["optimal"]


def test_a_number_out_of_bounds_is_one_sentence(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    base.close()
    told = [
        "indicateur",
        "appariements",
        "--base",
        str(base.path),
        "--date",
        "2020-05-10",
        "--benevoles",
        "0",
    ]
    assert main(told) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert plain(printed.err) == "Valeur hors bornes : --benevoles est compris entre 1 et 5.\n"


def test_a_role_that_may_not_see_people_is_refused(
    base: Base, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_volunteers(base, {"appelant": "V1"}, {"appelant": "V2"})
    add_pairs(base, waiting("B1", "R1"))
    base.close()
    told = ["indicateur", "appariements", "--base", str(base.path), "--date", "2020-05-10"]
    for role, code in (("coordination", 0), ("comite", 2), (None, 0)):
        monkeypatch.delenv("VISA_ROLE") if role is None else monkeypatch.setenv("VISA_ROLE", role)
        assert main(told) == code
        printed = capsys.readouterr()
        assert ("R1" in printed.out) == (code == 0)
        if code:
            assert plain(printed.err).startswith("Action réservée : le rôle « Comité de pilotage » n'a pas")
    monkeypatch.setenv("VISA_ROLE", "comite")
    with Cooperation(base.path) as cooperation, pytest.raises(VisaError):
        cooperation.indicator("appariements", "2020-05-10")


def test_prints_what_the_contract_says(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    add_volunteers(base, {"appelant": "V1"}, {"appelant": "V2"})
    add_pairs(base, waiting("B1", "R1", "jeux", "samedi"))
    base.close()
    assert main(["indicateur", "appariements", "--base", str(base.path), "--date", "2020-05-10"]) == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert list(row) == ["binome", "reference", "benevoles", "activites", "creneaux", "distance_km"]
    assert list(row.values())[:5] == ["B1", "R1", "V1|V2", "", "samedi"]
    assert len(row["distance_km"].partition(".")[2]) == 2


def test_out_of_time_says_what_no_choice_exceeds(base: Base) -> None:
    """Demands that two of many volunteers suit each, in a ring: too many to prove at once."""
    people = [f"R{number:03d}" for number in range(100, 220)]
    volunteers = [f"V{number:03d}" for number in range(150)]
    marks = [
        f"{one}|{other}"
        for one, other in combinations(("jeux", "jardin", "lecture", "musique", "courses"), 2)
    ]
    for person in people:
        add_person(base, person, zone="99001")
    add_volunteers(
        base,
        *({"appelant": name, "activites": marks[rank * 7 % 10]} for rank, name in enumerate(volunteers)),
    )
    add_pairs(base, *(waiting(f"B{person}", person, marks[rank % 10]) for rank, person in enumerate(people)))
    found = asked(base, seconds=0)
    told = found.attrs
    assert told["servies"] == len(found) <= told["servies_au_plus"]
    assert told["activites_partagees"] <= told["activites_au_plus"]
    assert told["optimal"] == (not plain(told["note"]).startswith("Appariements les meilleurs trouvés"))
    everyone = "|".join(found["benevoles"]).split("|")
    assert len(everyone) == len(set(everyone)) == 2 * len(found)
