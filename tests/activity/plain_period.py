"""The activity of a period in plain Python loops over CSV rows, to hold the SQL against: nothing of it is shared."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import median

NEED_ORDER = ("exprime", "en_cours", "sans_solution", "abandonne", "pourvu")
FOLLOW_UP_ORDER = ("proposee", "acceptee", "transmise", "refusee", "sans_suite", "prise_en_charge")
Row = dict[str, str]


def rows(*paths: Path) -> list[Row]:
    found: list[Row] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            found += csv.DictReader(file, delimiter=";" if head.count(";") > head.count(",") else ",")
    return found


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


def is_followed(person: Row, since: date, until: date) -> bool:
    """Registered at the end of one day at least, tried one by one."""
    if person["consentement"] != "oui":
        return False
    first = max(day(person["date_inscription"]), since)
    return first <= until and (not person["date_radiation"] or day(person["date_radiation"]) > first)


def is_registered(person: Row, on: date) -> bool:
    gone = person["date_radiation"] and day(person["date_radiation"]) <= on
    return person["consentement"] == "oui" and day(person["date_inscription"]) <= on and not gone


def campaign(people: list[Row], calls: list[Row], since: date, until: date) -> dict[str, float]:
    followed = {p["reference"] for p in people if is_followed(p, since, until)}
    inside = [c for c in calls if since <= day(c["date_appel"]) <= until]
    mine = [c for c in inside if c["reference"] in followed]
    first: dict[str, date] = {}
    for call in calls:
        if call["issue"] == "joint":
            first[call["reference"]] = min(first.get(call["reference"], date.max), day(call["date_appel"]))
    minutes = [int(c["duree_min"]) for c in inside if c["duree_min"]]
    return {
        "suivies": len(followed),
        "inscrits_debut": sum(is_registered(p, date.fromordinal(since.toordinal() - 1)) for p in people),
        "inscrits_fin": sum(is_registered(p, until) for p in people),
        "appels": len(mine),
        "appels_autres": len(inside) - len(mine),
        "appels_joints": sum(c["issue"] == "joint" for c in mine),
        "personnes_appelees": len({c["reference"] for c in mine}),
        "personnes_jointes": len({c["reference"] for c in mine if c["issue"] == "joint"}),
        "premiers_contacts": sum(since <= first.get(who, date.max) <= until for who in followed),
        "visites_faites": sum(c["issue"] == "joint" and c["type_appel"] == "visite" for c in mine),
        "appelants_periode": len({c["appelant"] for c in inside if c["appelant"]}),
        "appels_chronometres": len(minutes),
        "heures_appel": sum(minutes) / 60,
    }


def cycles(
    events: Iterable[tuple[str, str, date, int]], closed: int, until: date
) -> list[tuple[str, str, date, date, int]]:
    """(reference, object, day, rank of the status) → (reference, object, opened, last, rank): walked one event at a time."""
    threads: dict[tuple[str, str], set[tuple[date, int]]] = {}
    for who, what, when, rank in events:
        if when <= until:
            threads.setdefault((who, what), set()).add((when, rank))
    found = []
    for (who, what), path in threads.items():
        opened: date | None = None
        last: tuple[date, int] | None = None
        closing: int | None = None
        for when, rank in sorted(path):
            if opened is None and closing == rank:
                continue
            opened, last = opened or when, (when, rank)
            closing = None
            if rank >= closed:
                found.append((who, what, opened, when, rank))
                opened, last, closing = None, None, rank
        if opened is not None and last is not None:
            found.append((who, what, opened, *last))
    return found


def needs(
    people: list[Row], calls: list[Row], log: list[Row], since: date, until: date, need: str = ""
) -> dict[str, float | None]:
    followed = {p["reference"] for p in people if is_followed(p, since, until)}
    events = [(r["reference"], r["besoin"], day(r["date"]), NEED_ORDER.index(r["statut"])) for r in log]
    events += [
        (c["reference"], named, day(c["date_appel"]), 0)
        for c in calls
        for named in c["besoins"].split("|")
        if named
    ]
    walked = cycles((e for e in events if e[0] in followed and need in ("", e[1])), 3, until)
    closed = [one for one in walked if one[4] >= 3 and since <= one[3] <= until]
    delays = [(last - opened).days for _, _, opened, last, rank in closed if rank == 4]
    return {
        "besoins_ouverts_periode": sum(since <= one[2] <= until for one in walked),
        "besoins_clos": len(closed),
        "besoins_pourvus": len(delays),
        "delai_besoin": median(delays) if delays else None,
    }


def orientations(people: list[Row], log: list[Row], since: date, until: date) -> dict[str, float | None]:
    followed = {p["reference"] for p in people if is_followed(p, since, until)}
    staying = {p["reference"] for p in people if is_registered(p, until)}
    events = [
        (r["reference"], "", day(r["date"]), FOLLOW_UP_ORDER.index(r["statut"]))
        for r in log
        if r["objet"] == "orientation" and r["reference"] in followed
    ]
    walked = cycles(events, 3, until)
    closed = [one for one in walked if one[4] >= 3 and since <= one[3] <= until]
    delays = [(last - opened).days for _, _, opened, last, rank in closed if rank == 5]
    return {
        "orientations_ouvertes": sum(since <= one[2] <= until for one in walked),
        "orientations_closes": len(closed),
        "prises_en_charge": len(delays),
        "refus_ou_sans_suite": len(closed) - len(delays),
        "orientations_en_attente_fin": sum(one[4] < 3 and one[0] in staying for one in walked),
        "delai_orientation": median(delays) if delays else None,
    }


def pairs(log: list[Row], since: date, until: date) -> dict[str, float]:
    asked: dict[str, date] = {}
    started: dict[str, date] = {}
    for row in log:
        when = day(row["date"])
        asked[row["binome"]] = min(asked.get(row["binome"], date.max), when)
        if row["statut"] == "actif":
            started[row["binome"]] = min(started.get(row["binome"], date.max), when)
    return {
        "demandes_visite": sum(since <= when <= until for when in asked.values()),
        "binomes_formes": sum(since <= when <= until for when in started.values()),
    }


def costs(log: list[Row], months: Iterable[str]) -> dict[str, tuple[float, float | None]]:
    """Scheme → (euros, euros for one demand honoured), over these months written AAAA-MM."""
    found: dict[str, tuple[float, float | None]] = {}
    kept = [row for row in log if row["mois"][:7] in set(months)]
    for name in sorted({row["dispositif"] for row in kept}):
        mine = [row for row in kept if row["dispositif"] == name]
        euros = sum(float(row["cout_eur"]) for row in mine if row["cout_eur"])
        both = [row for row in mine if row["cout_eur"] and row["honorees"]]
        honoured = sum(int(row["honorees"]) for row in both)
        paid = sum(float(row["cout_eur"]) for row in both)
        found[name] = (euros, paid / honoured if honoured else None)
    return found
