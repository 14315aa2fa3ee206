"""The callers: municipal agents, volunteers, civic service… in the columns of ``appelants``."""

from __future__ import annotations

from datetime import date

import pandas as pd

from scripts.make_sample import visitors
from scripts.make_sample.areas import Areas
from scripts.make_sample.territory import IRIS_CODES, TOWN_CODE

#: profil, heures_semaine, area they know ("" = anywhere), forme, charte_signee, first ISO week.
_CALLERS = (
    ("agent municipal", 10, "", "oui", "oui", 38),
    ("agent municipal", 9, "town", "oui", "oui", 38),
    ("agent municipal", 8, "", "oui", "oui", 38),
    ("agent municipal", 6, "valley", "oui", "oui", 39),
    ("agent municipal", 5, "late", "oui", "oui", 39),
    ("agent du CCAS", 12, "", "oui", "oui", 38),
    ("agent du CCAS", 8, "town", "oui", "oui", 38),
    ("service civique", 14, "", "oui", "oui", 39),
    ("service civique", 14, "town", "oui", "oui", 39),
    ("service civique", 12, "", "non", "oui", 41),
    ("bénévole", 4, "town", "oui", "oui", 40),
    ("bénévole", 4, "town", "oui", "oui", 40),
    ("bénévole", 3.5, "", "oui", "oui", 40),
    ("bénévole", 3, "valley", "oui", "oui", 40),
    ("bénévole", 3, "valley", "non", "oui", 40),
    ("bénévole", 4, "asleep", "oui", "oui", 40),
    ("bénévole", 3, "", "oui", "oui", 40),
    ("bénévole", 2.5, "", "non", "non", 41),
    ("bénévole", 3, "town", "oui", "oui", 41),
    ("bénévole", 2, "late", "non", "oui", 45),
    ("élu", 2, "", "oui", "oui", 38),
    ("élu", 1.5, "valley", "non", "oui", 40),
    ("professionnel du CLIC", 5, "", "oui", "oui", 39),
    ("étudiant", 3, "town", "oui", "non", 42),
)

CALLERS = tuple(f"A{rank:03d}" for rank in range(1, len(_CALLERS) + 1))
#: Away during the school holidays (S43, S44).
AWAY_IN_HOLIDAYS = ("bénévole", "élu", "étudiant")


#: Those of the first week were there before the campaign: since when is not known.
FIRST_WEEK = 38


def caller_table(areas: Areas, teams: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``appelants``: those who call, then those who only visit, each sorted by reference."""
    known = {
        "": "",
        "town": TOWN_CODE,
        "valley": "|".join(areas.valley),
        "late": "|".join(areas.late),
        "asleep": "|".join(areas.asleep),
    }
    return pd.DataFrame(
        [
            (
                caller,
                profile,
                f"{hours:g}",
                known[area],
                trained,
                signed,
                *visitors.visiting(caller, _first_day(first)),
            )
            for caller, (profile, hours, area, trained, signed, first) in zip(CALLERS, _CALLERS, strict=True)
        ]
        + visitors.visitor_rows(teams),
        columns=[
            "appelant",
            "profil",
            "heures_semaine",
            "zones",
            "forme",
            "charte_signee",
            *visitors.COLUMNS,
        ],
    )


def _first_day(week: int) -> str:
    """The Monday of an ISO week of the campaign; "" for its first one."""
    return "" if week == FIRST_WEEK else date.fromisocalendar(2025, week, 1).isoformat()


def caller_weights(week: int, zone: str, areas: Areas) -> list[float]:
    """How likely each caller is to take a call of this ISO week in this zone; 0 = not there."""
    inside = {
        "": True,
        "town": zone in IRIS_CODES,
        "valley": zone in areas.valley,
        "late": zone in areas.late,
        "asleep": zone in areas.asleep,
    }
    weights = []
    for profile, hours, area, _, _, first in _CALLERS:
        weight = float(hours) if week >= first and inside[area] else 0.0
        # Those who know the area take more of its calls than those who call anywhere.
        weight *= 3.0 if area else 1.0
        if week in (43, 44) and profile in AWAY_IN_HOLIDAYS:
            weight *= 0.15
        weights.append(weight)
    return weights
