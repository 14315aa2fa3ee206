"""The story of who acts holds in the files: counted from their rows, with nothing of the code that made them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from statistics import median

import pandas as pd
import pytest

from tests.shared_data import ROOT

Rows = list[dict[str, str]]
LAST = date(2025, 12, 6)
README = (ROOT / "sample_data" / "README.md").read_text(encoding="utf-8")
STORY = re.sub(r"\s+", " ", README)
OPEN = {"proposee", "acceptee", "transmise"}
STATUSES = ["proposee", "acceptee", "transmise", "refusee", "sans_suite", "prise_en_charge"]
SILENT = ["99108", "99125", "99128", "99132", "99134"]
CARERS_WAIT = ["991010201", "99122"]
ASLEEP = ["99115", "99126", "99127", "99131"]


@pytest.fixture(scope="module")
def rows(pivot: dict[str, pd.DataFrame]) -> dict[str, Rows]:
    return {name: table.to_dict("records") for name, table in pivot.items()}


@pytest.fixture(scope="module")
def registered(rows: dict[str, Rows]) -> dict[str, dict[str, str]]:
    return {
        row["reference"]: row
        for row in rows["personnes"]
        if row["consentement"] == "oui"
        and row["date_inscription"] <= LAST.isoformat()
        and not (row["date_radiation"] and row["date_radiation"] <= LAST.isoformat())
    }


@pytest.fixture(scope="module")
def levels(rows: dict[str, Rows], registered: dict[str, dict[str, str]]) -> dict[str, int]:
    told = sorted(
        (row["date_appel"], row["reference"], row["niveau"]) for row in rows["appels"] if row["niveau"]
    )
    latest = {reference: int(level) for _, reference, level in told}
    return {reference: latest.get(reference, 0) for reference in registered}


@pytest.fixture(scope="module")
def threads(rows: dict[str, Rows]) -> dict[tuple[str, str], Rows]:
    """The rows of each reference and object, as their statuses apply."""
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in rows["suites"]:
        found[row["reference"], row["objet"]].append(row)
    for thread in found.values():
        thread.sort(key=lambda row: (row["date"], STATUSES.index(row["statut"])))
    return dict(found)


@pytest.fixture(scope="module")
def pairs(rows: dict[str, Rows]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows["binomes"]:
        found[row["binome"]].append(row)
    return {name: sorted(log, key=lambda row: row["date"]) for name, log in found.items()}


def days_before(text: str) -> int:
    return (LAST - date.fromisoformat(text)).days


def listed(cell: str) -> set[str]:
    town = {f"99101{rank:02d}01" for rank in range(1, 10)}
    codes = set(filter(None, cell.split("|")))
    return codes | town if "99101" in codes else codes


def test_whoever_is_named_is_known(rows: dict[str, Rows], registered: dict[str, dict[str, str]]) -> None:
    actors = {row["identifiant"] for row in rows["acteurs"]}
    callers = {row["appelant"] for row in rows["appelants"]}
    assert {row["acteur"] for row in rows["suites"]} - {""} <= actors
    assert {who for row in rows["binomes"] for who in row["benevoles"].split("|")} - {""} <= callers
    for kind in ("suites", "binomes", "signalements"):
        assert {row["reference"] for row in rows[kind]} - {""} <= set(registered), kind


def test_nothing_is_told_before_the_register_nor_after_the_last_call(
    rows: dict[str, Rows], registered: dict[str, dict[str, str]]
) -> None:
    for kind in ("suites", "binomes"):
        for row in rows[kind]:
            assert registered[row["reference"]]["date_inscription"] <= row["date"] <= LAST.isoformat(), row
    for row in rows["signalements"]:
        assert row["date"] <= (row["date_suite"] or LAST.isoformat()) <= LAST.isoformat(), row
        assert (row["date_suite"] == "") == (row["suite"] == "en_cours")
        assert (row["reference"] != "") == (row["suite"] in ("inscrite", "deja_inscrite"))
        if row["suite"] == "inscrite":
            assert row["date_suite"] == registered[row["reference"]]["date_inscription"]


def test_the_columns_of_codes_hold_sorted_codes_without_repeats(rows: dict[str, Rows]) -> None:
    for kind, columns in (("appelants", ("creneaux", "activites")), ("binomes", ("creneaux", "activites"))):
        for row in rows[kind]:
            for column in columns:
                codes = row[column].split("|")
                assert codes == sorted(set(codes)), row


def test_an_orientation_waits_three_weeks_at_a_door_and_a_level_4_was_never_oriented(
    rows: dict[str, Rows], levels: dict[str, int], threads: dict[tuple[str, str], Rows]
) -> None:
    oriented = {reference for reference, subject in threads if subject == "orientation"}
    never = [reference for reference, level in levels.items() if level == 4 and reference not in oriented]
    fragile = [reference for reference, level in levels.items() if level == 3]
    waiting = [
        reference
        for reference in fragile
        if reference in oriented and threads[reference, "orientation"][-1]["statut"] in OPEN
    ]
    only_proposed = {
        reference: threads[reference, "orientation"][0] for reference in waiting
        if len(threads[reference, "orientation"]) == 1
    }  # fmt: skip
    oldest = min(only_proposed, key=lambda reference: only_proposed[reference]["date"])
    assert days_before(only_proposed[oldest]["date"]) == 21
    assert only_proposed[oldest]["acteur"] == "K012"
    actor = next(row for row in rows["acteurs"] if row["identifiant"] == "K012")
    assert actor["nom"] == "Équipe médico-sociale du Département – secteur est"
    assert len(never) == 1
    both = len(set(fragile) & oriented)
    assert (
        f"Sur {len(fragile)} personnes de niveau 3, {both} sont orientées et {len(waiting)} attendent"
        in STORY
    )
    assert f"Celle de `{oldest}`" in STORY and f"`{never[0]}`" in STORY
    assert f"Des {sum(level == 4 for level in levels.values())} personnes de niveau 4" in STORY


def test_a_sponsor_left_and_her_people_have_nobody(
    rows: dict[str, Rows], registered: dict[str, dict[str, str]]
) -> None:
    callers = {row["appelant"]: row for row in rows["appelants"]}
    gone = {code for code, row in callers.items() if row["date_fin"] and row["date_fin"] <= LAST.isoformat()}
    sponsored = [row for row in registered.values() if row["parrain"]]
    orphans = Counter(row["code_zone"] for row in sponsored if row["parrain"] in gone)
    assert gone & {row["parrain"] for row in sponsored} == {"A016"}
    assert set(orphans) == set(ASLEEP)
    assert f"ses {orphans.total()} filleuls (sur {len(sponsored)} personnes parrainées)" in STORY
    assert f"dont {orphans['99115']} à Lussignolles" in STORY
    last_call = max(row["date_appel"] for row in rows["appels"] if row["appelant"] == "A016")
    assert last_call < callers["A016"]["date_fin"], "she calls nobody once she left"


def test_carers_wait_in_the_two_zones_where_nobody_relieves_them(
    rows: dict[str, Rows],
    registered: dict[str, dict[str, str]],
    threads: dict[tuple[str, str], Rows],
    zones: pd.DataFrame,
) -> None:
    relieving = [listed(row["zones_intervention"]) for row in rows["acteurs"] if row["type"] == "aidants"]
    assert sorted(set(zones.index) - set().union(*relieving)) == sorted(CARERS_WAIT)
    asked = [row for row in registered.values() if row["aidant"] == "relais_demande"]
    unanswered = Counter(
        row["code_zone"]
        for row in asked
        if not (thread := threads.get((row["reference"], "relais_aidant")))
        or thread[-1]["statut"] != "prise_en_charge"
    )
    asked_in = Counter(row["code_zone"] for row in asked)
    assert all(unanswered[code] == asked_in[code] >= 9 for code in CARERS_WAIT)
    assert max(count for code, count in unanswered.items() if code not in CARERS_WAIT) <= 2
    told = sum(unanswered[code] for code in CARERS_WAIT)
    assert (
        f"{len(asked)} aidants ont demandé un relais, {unanswered.total()} n'ont pas de réponse, dont {told}"
        in STORY
    )


def test_five_zones_and_the_landlord_never_told_anything(
    rows: dict[str, Rows], registered: dict[str, dict[str, str]], zones: pd.DataFrame
) -> None:
    reports = rows["signalements"]
    assert sorted(set(zones.index) - {row["code_zone"] for row in reports}) == SILENT
    brought = [row for row in registered.values() if row["source"] in ("signalement", "ligne_telephonique")]
    assert not {row["code_zone"] for row in brought} & set(SILENT)
    teams = [row for row in rows["equipes_citoyennes"] if row["statut"] == "active"]
    assert not any("99132" in listed(row["zones_intervention"]) for row in teams)
    relays = {row["relais"] for row in reports} - {""}
    landlord = next(row for row in rows["acteurs"] if row["type"] == "bailleur")
    assert (landlord["role"], landlord["statut"]) == ("relais", "actif") and landlord["date_convention"]
    assert "bailleur" not in relays
    assert "representants_ages" not in {row["type"] for row in rows["acteurs"]}
    recent = sum(row["date"] > (LAST - timedelta(days=28)).isoformat() for row in reports)
    assert (
        f"{len(reports)} signalements depuis juillet, {recent} ces 28 derniers jours, par {len(relays)} relais"
        in STORY
    )


def test_pairs_start_wait_and_stop(pairs: dict[str, Rows], rows: dict[str, Rows]) -> None:
    statuses = Counter(log[-1]["statut"] for log in pairs.values())
    assert all(log[0]["statut"] == "demande" for log in pairs.values())
    assert len({log[0]["reference"] for log in pairs.values()}) == len(pairs)
    waits = [
        days_before(log[0]["date"]) for log in pairs.values() if log[-1]["statut"] in ("demande", "rencontre")
    ]
    assert statuses == {"actif": 6, "suspendu": 1, "termine": 2, "rencontre": 2, "demande": 10}
    assert sum(days > 60 for days in waits) == 1
    oldest = max(
        (log for log in pairs.values() if log[-1]["statut"] == "demande"),
        key=lambda log: days_before(log[0]["date"]),
    )
    home = next(row for row in rows["personnes"] if row["reference"] == oldest[0]["reference"])
    assert home["code_zone"] in ASLEEP
    assert (
        f"6 binômes actifs, 1 suspendu, 2 terminés ; {len(waits)} demandes en attente "
        f"(médiane {median(waits):g} jours), la plus ancienne depuis {max(waits)} jours"
    ) in STORY
    busy = Counter(
        who
        for log in pairs.values()
        if log[-1]["statut"] in ("actif", "rencontre", "suspendu")
        for who in log[-1]["benevoles"].split("|")
    )
    assert max(busy.values()) == 1, "nobody visits twice over"
    assert all(
        len(row["benevoles"].split("|")) == 2 for log in pairs.values() for row in log if row["benevoles"]
    )


def test_two_visits_in_a_row_were_missed(
    pairs: dict[str, Rows], rows: dict[str, Rows], registered: dict[str, dict[str, str]]
) -> None:
    visits: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows["appels"]:
        if row["type_appel"] == "visite" and row["reference"] in registered:
            visits[row["reference"]].append((row["date_appel"], row["issue"], row["appelant"]))
    missed = []
    for log in pairs.values():
        if log[-1]["statut"] == "actif":
            held = sorted(visit for visit in visits[log[0]["reference"]] if visit[0] >= log[-1]["date"])
            assert held, "an active pair has visited"
            assert {who for *_, who in held} <= set(log[-1]["benevoles"].split("|"))
            if len(held) >= 2 and all(issue == "absent" for _, issue, _ in held[-2:]):
                missed.append(log[0]["reference"])
    assert len(missed) == 1 and f"`{missed[0]}` ont été manquées" in STORY
    recent = [
        issue
        for held in visits.values()
        for day, issue, _ in held
        if day > (LAST - timedelta(days=27)).isoformat()
    ]
    held_up = sum(issue == "joint" for issue in recent)
    told = f"{held_up} visites faites en 28 jours, {len(recent) - held_up} manquées"
    assert told in STORY


def test_free_volunteers_can_serve_some_demands_and_not_others(
    pairs: dict[str, Rows], rows: dict[str, Rows], registered: dict[str, dict[str, str]]
) -> None:
    busy = {
        who
        for log in pairs.values()
        if log[-1]["statut"] in ("actif", "rencontre")
        for who in log[-1]["benevoles"].split("|")
    }
    day = LAST.isoformat()
    free = [
        row
        for row in rows["appelants"]
        if row["visites"] == "oui"
        and row["appelant"] not in busy
        and row["date_debut"] <= day
        and (row["date_fin"] == "" or row["date_fin"] > day)
    ]
    demands = [
        log[-1] for log in pairs.values() if log[-1]["statut"] == "demande" and not log[-1]["benevoles"]
    ]

    def serves(who: dict[str, str], demand: dict[str, str]) -> bool:
        said = all(
            not who[name] or not demand[name] or set(who[name].split("|")) & set(demand[name].split("|"))
            for name in ("activites", "creneaux")
        )
        return said and registered[demand["reference"]]["code_zone"] in listed(who["zones"])

    able = [{who["appelant"] for who in free if serves(who, demand)} for demand in demands]
    assert {len(some) for some in able} >= {0, 1, 2}

    def most(left: list[set[str]], taken: set[str]) -> int:
        if not left:
            return 0
        first, *others = left
        return max(
            most(others, taken),
            *(1 + most(others, taken | set(two)) for two in combinations(sorted(first - taken), 2)),
            0,
        )

    best = most(able, set())
    assert 0 < best < sum(len(some) >= 2 for some in able), "two demands want the same volunteers"
    assert f"{len(free)} bénévoles sont libres : des {len(demands)} demandes" in STORY
    assert f"{best} au plus peuvent avoir deux bénévoles" in STORY


def test_one_scheme_of_three_honours_less_and_less(rows: dict[str, Rows]) -> None:
    by_scheme: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows["dispositifs"]:
        assert int(row["honorees"]) <= int(row["acceptees"]) <= int(row["demandes"])
        by_scheme[row["dispositif"]][row["mois"]] = int(row["honorees"]) / int(row["acceptees"])
    assert len(by_scheme) == 3
    assert all(
        sorted(months) == [f"2025-{rank:02d}" for rank in range(1, 13)] for months in by_scheme.values()
    )
    falling = [name for name, months in by_scheme.items() if months["2025-11"] < months["2025-01"] - 0.2]
    assert falling == ["Relais à domicile des aidants"]
    months = by_scheme[falling[0]]
    assert f"honorait {months['2025-01']:.0%} des".replace("%", " %") in STORY.replace("\u00a0", " ")
    assert f"{months['2025-11']:.0%} en novembre".replace("%", " %") in STORY.replace("\u00a0", " ")


def test_cooperations_have_every_maturity_and_one_fell_asleep(rows: dict[str, Rows]) -> None:
    logs: dict[str, Rows] = defaultdict(list)
    for row in rows["cooperations"]:
        logs[row["code"]].append(row)
    latest = {code: max(log, key=lambda row: row["date"]) for code, log in logs.items()}
    assert len(logs) == 13 and f"les noms des {len(logs)} départements" in STORY
    assert {row["maturite"] for row in latest.values()} == {
        "premier_contact",
        "en_sommeil",
        "en_cours",
        "active",
        "mature",
    }
    assert [row["maturite"] for row in logs["42"]] == ["mature", "en_sommeil"]


def test_those_who_only_visit_give_no_hour_of_calls(rows: dict[str, Rows]) -> None:
    callers = {row["appelant"] for row in rows["appels"]}
    for row in rows["appelants"]:
        if row["appelant"].startswith("V"):
            assert row["heures_semaine"] == "0" and row["appelant"] not in callers


def test_the_actors_are_organisations_of_the_invented_territory() -> None:
    text = (ROOT / "sample_data" / "pivot" / "acteurs.csv").read_text(encoding="utf-8")
    assert not re.search(r"\b(?:M\.|Mme|Mlle|Dr|Monsieur|Madame)\b", text)
