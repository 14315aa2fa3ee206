"""The contract's part 5 about those who act, in plain Python loops, to hold the SQL against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

ORDER = ("proposee", "acceptee", "transmise", "refusee", "sans_suite", "prise_en_charge")
CADENCE = {1: 30, 2: 14, 3: 7, 4: 2}


@dataclass
class Caller:
    code: str
    profile: str | None
    hours: float | None
    trained: str | None
    charter: str | None
    start: date | None
    end: date | None

    def active(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or self.end > day)


@dataclass
class Person:
    """calls: moment, caller, outcome, level, minutes. asked: objet, day, status, actor."""

    zone: str | None
    source: str
    since: date
    until: date | None
    consent: str
    carer: str | None
    sponsor: str | None
    calls: list[tuple[datetime, str, str, int | None, int | None]] = field(default_factory=list)
    asked: list[tuple[str, date, str, str]] = field(default_factory=list)
    reference: str = ""

    def inscrit(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day) and self.consent == "oui"

    def level(self, day: date) -> int:
        return max(((m, n) for m, _, _, n, _ in self.calls if m.date() <= day and n), default=(0, 0))[1]

    def at_level_since(self, day: date) -> date | None:
        """First day of the run of declarations that ends with the present level."""
        found = None
        for moment, level in sorted((m, n) for m, _, _, n, _ in self.calls if m.date() <= day and n):
            if level != self.level(day):
                found = None
            elif found is None:
                found = moment.date()
        return found

    def thread(self, day: date, objet: str) -> Thread | None:
        rows = sorted({(d, ORDER.index(s)) for o, d, s, _ in self.asked if o == objet and d <= day})
        if not rows:
            return None
        closed = [number for number, (_, rank) in enumerate(rows[:-1]) if rank >= 3]
        opened = rows[closed[-1] + 1 if closed else 0][0]
        last, rank = rows[-1]
        actors = [a for o, d, s, a in self.asked if (o, d, s) == (objet, last, ORDER[rank])]
        return Thread(ORDER[rank], opened, last, max(actors))

    def same_voice(self, day: date) -> bool | None:
        """None for who was not joined three times."""
        joined = [
            (m, caller) for m, caller, outcome, _, _ in self.calls if m.date() <= day and outcome == "joint"
        ]
        joined.sort(key=lambda call: (-call[0].timestamp(), call[1]))
        if len(joined) < 3:
            return None
        voices = {caller for _, caller in joined[:3]}
        return len(voices) == 1 and voices != {""}


@dataclass
class Thread:
    status: str
    opened: date
    last: date
    actor: str

    @property
    def waits(self) -> bool:
        return self.status in ORDER[:3]


def orientations(people: Sequence[Person], day: date) -> list[dict[str, object]]:
    """Three rows, levels 2 to 4."""
    rows = []
    for level in (2, 3, 4):
        here = [p for p in people if p.inscrit(day) and p.level(day) == level]
        rows.append({"niveau": level, "personnes": len(here), **fates(here, day)})
        delays = [
            (t.last - t.opened).days
            for t in (p.thread(day, "orientation") for p in here)
            if t is not None and t.status == "prise_en_charge"
        ]
        rows[-1]["delai_median_jours"] = median(delays) if delays else None
    return rows


def fates(people: Iterable[Person], day: date) -> dict[str, object]:
    found = [t for t in (p.thread(day, "orientation") for p in people) if t is not None]
    return {
        "orientees": len(found),
        "prises_en_charge": sum(t.status == "prise_en_charge" for t in found),
        "en_attente": sum(t.waits for t in found),
        "sans_suite": sum(t.status in ("refusee", "sans_suite") for t in found),
    }


def orientations_of_zone(people: Sequence[Person], day: date) -> dict[str, object]:
    here = [p for p in people if p.inscrit(day) and p.level(day) >= 2]
    return {"a_orienter": len(here), **fates(here, day)}


def carers(people: Sequence[Person], day: date) -> dict[str, object]:
    here = [p for p in people if p.inscrit(day)]
    return {
        "inscrits": len(here),
        "inconnu": sum(p.carer is None for p in here),
        "aucun": sum(p.carer == "aucun" for p in here),
        "present": sum(p.carer == "present" for p in here),
        "relais_demande": sum(p.carer == "relais_demande" for p in here),
        "relais_sans_reponse": len(waiting_for_relief(here, day)),
    }


def waiting_for_relief(people: Sequence[Person], day: date) -> list[Person]:
    found = []
    for person in people:
        thread = person.thread(day, "relais_aidant")
        answered = thread is not None and thread.status == "prise_en_charge"
        if person.inscrit(day) and person.carer == "relais_demande" and not answered:
            found.append(person)
    return found


def sponsoring(people: Sequence[Person], callers: Sequence[Caller], day: date) -> dict[str, object]:
    here = [p for p in people if p.inscrit(day)]
    active = {caller.code for caller in callers if caller.active(day)}
    return {
        "inscrits": len(here),
        "parraines": sum(p.sponsor is not None for p in here),
        "orphelins": sum(p.sponsor is not None and p.sponsor not in active for p in here),
        "suivis": sum(p.same_voice(day) is not None for p in here),
        "meme_appelant": sum(p.same_voice(day) is True for p in here),
    }


def callers_by_profile(
    people: Sequence[Person], callers: Sequence[Caller], day: date
) -> list[dict[str, object]]:
    known = {caller.code: caller for caller in callers}
    recent = [
        (known.get(caller), outcome)
        for person in people
        if person.inscrit(day)
        for moment, caller, outcome, _, _ in person.calls
        if day - timedelta(days=28) < moment.date() <= day
    ]
    profiles: list[str | None] = sorted({caller.profile for caller in callers if caller.profile})
    if any(caller.profile is None for caller in callers) or any(
        caller is None or caller.profile is None for caller, _ in recent
    ):
        profiles.append(None)
    rows = []
    for profile in profiles:
        mine = [c for c in callers if c.profile == profile and c.active(day)]
        calls = [call for call in recent if (call[0].profile if call[0] else None) == profile]
        rows.append(
            {
                "profil": profile or "inconnu",
                "appelants": len(mine),
                "heures_semaine": sum(c.hours or 0 for c in mine),
                "appels": len(calls),
                "joints": sum(outcome == "joint" for _, outcome in calls),
                "appels_sans_formation": sum(c is not None and c.trained == "non" for c, _ in calls),
                "appels_sans_charte": sum(c is not None and c.charter == "non" for c, _ in calls),
            }
        )
    return rows


def waits(person: Person, day: date) -> tuple[int | None, int]:
    """Days without anybody in charge of sending this person on, and how many of them are too many."""
    thread, level = person.thread(day, "orientation"), person.level(day)
    since = person.at_level_since(day)
    if thread is not None:
        since = thread.opened if thread.waits else thread.last
        if thread.status == "prise_en_charge":
            since = None
    waited = None if since is None else (day - since).days
    return waited, max(0, waited - CADENCE[level]) if waited is not None and level else 0
