"""The figures that the story quotes, at the end of the campaign, counted from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from scripts.make_sample.sample import Sample
from scripts.make_sample.standing import present_on, registered_people
from scripts.make_sample.territory import PEUPLIERS


@dataclass(frozen=True)
class Facts:
    """Counts of registered people (*inscrits*) and calls; ``last`` is the day of the last call."""

    last: date
    people: int
    registered: int
    waiting: int
    refused: int
    unplaced: int
    calls: int
    late_registered: int
    late_never_called: int
    tried_never_reached: int
    urgent: int
    urgent_silent: int
    rituals_open: int
    peupliers_before: float
    peupliers_after: float


def count_facts(sample: Sample) -> Facts:
    """Counts everything as of the day of the last call, by the definitions of the indicators."""
    people, calls = sample.people, sample.calls
    last = calls["date_appel"].max().date()
    present = people[present_on(people, last)]
    registered = registered_people(people, last)
    of_registered = calls[calls["reference"].isin(registered.index)]
    tries = of_registered.groupby("reference").size().reindex(registered.index, fill_value=0)
    reached = of_registered[of_registered["issue"] == "joint"].groupby("reference")["date_appel"].max()
    reached = reached.reindex(registered.index)
    level = current_levels(of_registered, last).reindex(registered.index, fill_value=0)
    late = registered["home"].isin(sample.areas.late)
    silent = reached.isna() | (reached.dt.date < last - timedelta(days=2))
    home = registered["home"] == PEUPLIERS
    before = current_levels(of_registered, date(2025, 10, 12)).reindex(registered.index, fill_value=0)
    return Facts(
        last=last,
        people=len(people),
        registered=len(registered),
        waiting=int((present["consentement"] == "en_attente").sum()),
        refused=int((people["consentement"] == "non").sum()),
        unplaced=int((people["latitude"].isna() & (people["code_zone"] == "")).sum()),
        calls=len(calls),
        late_registered=int(late.sum()),
        late_never_called=int((late & (tries == 0)).sum()),
        tried_never_reached=int(((tries >= 3) & reached.isna()).sum()),
        urgent=int((level == 4).sum()),
        urgent_silent=int(((level == 4) & silent).sum()),
        rituals_open=_open_rituals(sample, set(registered.index)),
        peupliers_before=_share_from_level_2(before[home]),
        peupliers_after=_share_from_level_2(level[home]),
    )


def current_levels(calls: pd.DataFrame, day: date) -> pd.Series:
    """Latest declared level of each person called up to ``day`` included."""
    told = calls[(calls["niveau"] != "") & (calls["date_appel"].dt.date <= day)]
    return told.sort_values("date_appel").groupby("reference")["niveau"].last().astype(int)


def _share_from_level_2(levels: pd.Series) -> float:
    """Among evaluated people, the share of level 2 or more."""
    evaluated = levels[levels > 0]
    return float((evaluated >= 2).mean()) if len(evaluated) else 0.0


def _open_rituals(sample: Sample, registered: set[str]) -> int:
    """Registered people whose need ``rituels`` is open: named in a call or in the log, not given up since."""
    named = sample.calls[sample.calls["besoins"].str.split("|").map(lambda codes: "rituels" in codes)]
    events = pd.concat(
        [
            named[["reference"]].assign(date=named["date_appel"].dt.date, statut="exprime"),
            sample.needs.loc[sample.needs["besoin"] == "rituels", ["reference", "date", "statut"]],
        ]
    )
    order = {"exprime": 0, "en_cours": 1, "sans_solution": 2, "abandonne": 3, "pourvu": 4}
    events = events.assign(rank=events["statut"].map(order)).sort_values(["reference", "date", "rank"])
    latest = events.groupby("reference")["statut"].last()
    still = latest[~latest.isin(["abandonne", "pourvu"])].index
    return len(set(still) & registered)
