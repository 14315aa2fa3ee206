"""The log of the pairs of visitors, in the columns of ``binomes``: demands, first meetings, pairs that live or stop.

The visits of the pairs are calls of type visite that the campaign made already: none is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from scripts.make_sample.standing import registered_people
from scripts.make_sample.visitors import LEFT, LEFT_ON

COLUMNS = ["binome", "date", "statut", "reference", "benevoles", "activites", "creneaux"]
MISSED_TWICE = "B005"


@dataclass(frozen=True)
class _Pair:
    """A pair's log. ``who``: a reference, or the zone whose first free isolated person asked."""

    who: str
    asked: str
    activities: str
    slots: str
    then: tuple[tuple[str, str, str], ...] = ()


#: Pairs whose visits the calls tell (type visite), and those that stopped. B005 was missed twice in a row, B006 has
#: had no visit for three weeks, the volunteers of B009 left.
_STARTED = (
    _Pair("VA01016", "2025-10-06", "conversation|promenade", "mardi_apres_midi",
          (("2025-11-07", "rencontre", "A017|V001"), ("2025-11-20", "actif", "A017|V001"))),
    _Pair("VA01281", "2025-10-13", "conversation|jeux", "lundi_apres_midi|lundi_matin",
          (("2025-10-27", "rencontre", "A009|A011"), ("2025-11-12", "actif", "A009|A011"))),
    _Pair("VA00063", "2025-10-20", "conversation|lecture", "mercredi_matin",
          (("2025-11-12", "rencontre", "A019|V002"), ("2025-11-19", "actif", "A019|V002"))),
    _Pair("VA00801", "2025-10-10", "jeux|numerique", "samedi",
          (("2025-10-29", "rencontre", "A010|V003"), ("2025-11-08", "actif", "A010|V003"))),
    _Pair("VA01255", "2025-10-09", "conversation|cuisine", "lundi_apres_midi",
          (("2025-10-22", "rencontre", "A008|V004"), ("2025-11-03", "actif", "A008|V004"))),
    _Pair("VA01308", "2025-10-07", "conversation", "jeudi_apres_midi",
          (("2025-10-23", "rencontre", "A014|A015"), ("2025-11-13", "actif", "A014|A015"))),
    _Pair("VA00051", "2025-10-02", "jardin", "mardi_matin",
          (("2025-10-14", "rencontre", "A018|V005"), ("2025-11-04", "actif", "A018|V005"),
           ("2025-11-25", "suspendu", "A018|V005"))),
    _Pair("VA00457", "2025-09-22", "conversation|cuisine", "jeudi_apres_midi",
          (("2025-10-02", "rencontre", "A011|V006"), ("2025-10-13", "actif", "A011|V006"),
           ("2025-10-24", "termine", "A011|V006"))),
    _Pair("99115", "2025-09-29", "conversation", "mardi_apres_midi",
          (("2025-10-09", "rencontre", f"{LEFT}|V007"), ("2025-10-21", "actif", f"{LEFT}|V007"),
           (LEFT_ON, "termine", f"{LEFT}|V007"))),
    _Pair("99123", "2025-11-05", "lecture|musique", "jeudi_matin", (("2025-11-27", "rencontre", "V008|V009"),)),
    _Pair("991010401", "2025-11-10", "jeux|travaux_manuels", "mercredi_matin",
          (("2025-12-03", "rencontre", "V010|V011"),)),
    # Two volunteers were thought of: the demand waits for a first meeting.
    _Pair("99104", "2025-11-24", "conversation|jardin", "", (("2025-12-01", "demande", "V012|V013"),)),
)  # fmt: skip
#: Demands that wait and name nobody: zone, days of waiting, activities, slots. Some have free volunteers, some lack a
#: shared activity, slot or zone; two share the same volunteers; the oldest live where no volunteer goes.
_WAITING = (
    ("99115", 68, "conversation", "lundi_matin|vendredi_matin"),
    ("99129", 55, "travaux_manuels", "dimanche"),
    ("99117", 41, "jardin|musique", "lundi_apres_midi"),
    ("991010201", 30, "conversation|lecture", "jeudi_apres_midi"),
    ("99109", 24, "jeux", "mercredi_matin"),
    ("99122", 17, "conversation|musique", "vendredi_matin"),
    ("991010101", 12, "lecture|promenade", "mardi_apres_midi|samedi"),
    ("99136", 8, "", ""),
    ("991010301", 3, "conversation|travaux_manuels", "jeudi_apres_midi"),
)  # fmt: skip


def draw_pairs(people: pd.DataFrame, calls: pd.DataFrame) -> pd.DataFrame:
    """One row an event, sorted by pair and date; ``date`` is a ``date``, texts are "" when empty. Nothing is random."""
    last = calls["date_appel"].max().date()
    registered = registered_people(people, last)
    waiting = [
        _Pair(zone, (last - timedelta(days=days)).isoformat(), activities, slots)
        for zone, days, activities, slots in _WAITING
    ]
    taken = {pair.who for pair in _STARTED}
    rows = []
    for rank, pair in enumerate([*_STARTED, *waiting], start=1):
        asked = date.fromisoformat(pair.asked)
        reference = pair.who
        if reference not in registered.index:
            reference = _who_asked(pair.who, asked, registered, calls, taken)
            taken.add(reference)
        log = [(pair.asked, "demande", ""), *pair.then]
        rows += [
            (f"B{rank:03d}", date.fromisoformat(day), status, reference, who, pair.activities, pair.slots)
            for day, status, who in log
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _who_asked(zone: str, asked: date, registered: pd.DataFrame, calls: pd.DataFrame, taken: set[str]) -> str:
    """The first person of the zone who lives alone, is in no pair, and spoke on the phone before that day."""
    joint = calls[(calls["issue"] == "joint") & (calls["date_appel"].dt.date <= asked)]
    spoke = set(joint["reference"])
    alone = registered[(registered["home"] == zone) & (registered["vit_seul"] == "oui")]
    for reference in alone.index:
        if reference in spoke and reference not in taken:
            return str(reference)
    raise ValueError(f"nobody of zone {zone} can ask for visits on {asked}")
