"""The figures of who acts that the story quotes, at the end of the campaign, counted from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import pandas as pd

from scripts.make_sample.follow_ups import CARERS_WAIT, WAITING_DAYS
from scripts.make_sample.pairs import MISSED_TWICE
from scripts.make_sample.reach import expanded
from scripts.make_sample.sample import Sample
from scripts.make_sample.standing import declared_levels, level_on, registered_people
from scripts.make_sample.visitors import LEFT

WINDOW_DAYS = 28
OPEN = ("proposee", "acceptee", "transmise")


@dataclass(frozen=True)
class ActionFacts:
    """Counts of registered people (*inscrits*), reports, pairs and schemes at the last call's day."""

    actors: int
    level_3: int
    level_3_oriented: int
    level_3_waiting: int
    level_4: int
    waits_at_the_door: str
    waits_in: str
    never_oriented: str
    sponsored: int
    orphans: int
    orphans_most: int
    orphans_in: str
    relief_asked: int
    relief_unanswered: int
    relief_unanswered_told: int
    reports: int
    reports_recent: int
    relays: int
    waiting_pairs: int
    waiting_median: float
    waiting_longest: int
    active_pairs: int
    suspended_pairs: int
    stopped_pairs: int
    missed_twice: str
    visits: int
    missed_visits: int
    free_volunteers: int
    nameless_demands: int
    served_at_most: int
    cooperations: int


def count_action_facts(sample: Sample) -> ActionFacts:
    """Counts everything as of the day of the last call, by the definitions of the indicators."""
    last = sample.calls["date_appel"].max().date()
    registered = registered_people(sample.people, last)
    levels = declared_levels(sample.calls)
    level = pd.Series({ref: level_on(levels.get(str(ref), []), last) for ref in registered.index})
    status = _thread_statuses(sample.follow_ups, "orientation").reindex(registered.index)
    at_the_door = sample.follow_ups[
        (sample.follow_ups["objet"] == "orientation")
        & (sample.follow_ups["date"] == last - timedelta(days=WAITING_DAYS))
        & (sample.follow_ups["reference"].isin(status.index[status == "proposee"]))
    ].iloc[0]
    asked = registered["aidant"] == "relais_demande"
    relief = _thread_statuses(sample.follow_ups, "relais_aidant").reindex(registered.index)
    unanswered = asked & (relief != "prise_en_charge")
    orphans = registered[registered["parrain"] == LEFT]["home"].value_counts()
    pairs = sample.pairs.groupby("binome")
    latest, first = pairs.last(), pairs.first()
    waiting = latest["statut"].isin(["demande", "rencontre"])
    waits = first.loc[waiting, "date"].map(lambda day: (last - day).days)
    visits = sample.calls[
        (sample.calls["type_appel"] == "visite")
        & sample.calls["reference"].isin(registered.index)
        & (sample.calls["date_appel"].dt.date > last - timedelta(days=WINDOW_DAYS))
    ]
    free = _free_volunteers(sample.callers, latest, last)
    nameless = latest[(latest["statut"] == "demande") & (latest["benevoles"] == "")]
    served = _served_at_most(nameless, free, registered["home"])
    reports = sample.reports
    return ActionFacts(
        actors=len(sample.actors),
        level_3=int((level == 3).sum()),
        level_3_oriented=int(((level == 3) & status.notna()).sum()),
        level_3_waiting=int(((level == 3) & status.isin(OPEN)).sum()),
        level_4=int((level == 4).sum()),
        waits_at_the_door=at_the_door["reference"],
        waits_in=str(registered.at[at_the_door["reference"], "home"]),
        never_oriented="|".join(level.index[(level == 4) & status.isna()]),
        sponsored=int((registered["parrain"] != "").sum()),
        orphans=int(orphans.sum()),
        orphans_most=int(orphans.iloc[0]),
        orphans_in=str(orphans.index[0]),
        relief_asked=int(asked.sum()),
        relief_unanswered=int(unanswered.sum()),
        relief_unanswered_told=int((unanswered & registered["home"].isin(CARERS_WAIT)).sum()),
        reports=len(reports),
        reports_recent=int((reports["date"] > last - timedelta(days=WINDOW_DAYS)).sum()),
        relays=int(reports.loc[reports["relais"] != "", "relais"].nunique()),
        waiting_pairs=int(waiting.sum()),
        waiting_median=float(waits.median()),
        waiting_longest=int(waits.max()),
        active_pairs=int((latest["statut"] == "actif").sum()),
        suspended_pairs=int((latest["statut"] == "suspendu").sum()),
        stopped_pairs=int((latest["statut"] == "termine").sum()),
        missed_twice=str(latest.at[MISSED_TWICE, "reference"]),
        visits=int((visits["issue"] == "joint").sum()),
        missed_visits=int((visits["issue"] != "joint").sum()),
        free_volunteers=len(free),
        nameless_demands=len(nameless),
        served_at_most=served,
        cooperations=sample.cooperations["code"].nunique(),
    )


def _thread_statuses(follow_ups: pd.DataFrame, subject: str) -> pd.Series:
    """``reference -> status`` of its thread of one object; the table is sorted as statuses apply."""
    return follow_ups[follow_ups["objet"] == subject].groupby("reference")["statut"].last()


def _free_volunteers(callers: pd.DataFrame, pairs: pd.DataFrame, last: date) -> pd.DataFrame:
    """Active callers who visit and are in no pair that lives or has met."""
    busy = {
        who
        for names in pairs.loc[pairs["statut"].isin(["actif", "rencontre"]), "benevoles"]
        for who in names.split("|")
    }
    day = last.isoformat()
    there = (callers["date_debut"] <= day) & ((callers["date_fin"] == "") | (callers["date_fin"] > day))
    return callers[there & (callers["visites"] == "oui") & ~callers["appelant"].isin(busy)]


def _served_at_most(demands: pd.DataFrame, free: pd.DataFrame, homes: pd.Series) -> int:
    """The most demands that can have two volunteers each, by trying them all."""

    def share(one: str, other: str) -> bool:
        return not one or not other or bool(set(one.split("|")) & set(other.split("|")))

    candidates = [
        [
            who.appelant
            for who in free.itertuples()
            if homes[demand.reference] in expanded(who.zones)
            and share(demand.activites, who.activites)
            and share(demand.creneaux, who.creneaux)
        ]
        for demand in demands.itertuples()
    ]

    def most(rank: int, taken: frozenset[str]) -> int:
        if rank == len(candidates):
            return 0
        left = [who for who in candidates[rank] if who not in taken]
        with_this = (1 + most(rank + 1, taken | set(two)) for two in combinations(left, 2))
        return max([most(rank + 1, taken), *with_this])

    return most(0, frozenset())
