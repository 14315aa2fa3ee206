"""Writes the two README files (French): what is invented, how it is made, and the story the sample tells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from scripts.make_sample import actors, reports, schemes, visitors
from scripts.make_sample.action_facts import ActionFacts, count_action_facts
from scripts.make_sample.facts import count_facts
from scripts.make_sample.follow_ups import CARERS_WAIT, NEVER_ORIENTED_IN, WAITING_DAYS
from scripts.make_sample.sample import Sample
from scripts.make_sample.spoilt import SpoiltLine
from scripts.make_sample.territory import EPCI, TOWN_CODE, TOWN_NAME, TOWN_SLUG

NBSP = "\u00a0"
TEMPLATES = Path(__file__).parent

_MONTHS = {10: "octobre", 11: "novembre", 12: "décembre"}


def write_readmes(sample: Sample, spoilt: list[SpoiltLine], root: Path) -> None:
    """Writes geodata/README.md and sample_data/README.md under ``root``."""
    outlines = sample.outlines
    geodata = _template("readme_geodata.md").format(
        epci=EPCI,
        town=TOWN_NAME,
        town_code=TOWN_CODE,
        slug=TOWN_SLUG,
        communes=len(outlines.communes),
        last_code=outlines.communes["code"].max(),
        iris=len(outlines.iris),
        neighbours=len(outlines.neighbours),
    )
    _write(root / "geodata" / "README.md", geodata)
    _write(root / "sample_data" / "README.md", _sample_readme(sample, spoilt))


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _sample_readme(sample: Sample, spoilt: list[SpoiltLine]) -> str:
    facts = count_facts(sample)
    names = dict(zip(sample.outlines.communes["code"], sample.outlines.communes["nom"], strict=True))
    weeks = sample.calls["date_appel"].dt.isocalendar()["week"].value_counts().sort_index()
    teams = sample.teams.set_index("statut")
    full = sample.teams.sort_values("capacite", key=lambda capacity: capacity.astype(int)).iloc[0]
    return _template("readme_sample.md").format(
        epci=EPCI,
        town=TOWN_NAME,
        town_code=TOWN_CODE,
        people=_thousands(facts.people),
        spoilt_count=len(spoilt),
        refused=facts.refused,
        last=f"{facts.last.day}{NBSP}{_MONTHS[facts.last.month]} {facts.last.year}",
        registered=_thousands(facts.registered),
        waiting=facts.waiting,
        calls=_thousands(facts.calls),
        weekly=", ".join(f"S{week} {count}" for week, count in weeks.items()),
        late=_listed(sample.areas.late, names),
        late_never_called=facts.late_never_called,
        late_registered=facts.late_registered,
        rituals_open=facts.rituals_open,
        valley=_listed(sample.areas.valley, names),
        asleep_team=_team(teams.loc["en_sommeil"]),
        asleep=_listed(sample.areas.asleep, names),
        new_team=_team(teams.loc["en_creation"]),
        waiting_zones=_listed(teams.at["en_creation", "zones_intervention"].split("|"), names),
        before=round(100 * facts.peupliers_before),
        after=round(100 * facts.peupliers_after),
        urgent=facts.urgent,
        urgent_silent=facts.urgent_silent,
        tried=facts.tried_never_reached,
        full_team=_team(full),
        full_capacity=full["capacite"],
        blind_1=names[sample.areas.blind[1]],
        blind_2=names[sample.areas.blind[2]],
        unplaced=facts.unplaced,
        **_who_acts(sample, count_action_facts(sample)),
        spoilt="\n".join(
            f"| `{line.file}` | {line.line} | {line.column} | {line.value or '(vide)'} | {line.why} |"
            if line.column != "toutes"
            else f"| `{line.file}` | {line.line} | – | – | {line.why} |"
            for line in spoilt
        ),
    )


def _who_acts(sample: Sample, facts: ActionFacts) -> dict[str, object]:
    """The part of the story that tells who acts and what follows."""
    names = dict(zip(sample.outlines.zones()["code"], sample.outlines.zones()["nom"], strict=True))
    relief = sample.schemes[sample.schemes["dispositif"] == schemes.RELIEF].set_index("mois")
    honoured = relief["honorees"].astype(int) / relief["acceptees"].astype(int)
    waiting_zones = sample.teams.set_index("statut").at["en_creation", "zones_intervention"].split("|")
    (silent_and_blank,) = set(reports.SILENT) & set(waiting_zones)
    return {
        "departments": facts.cooperations,
        "level_3": facts.level_3,
        "level_3_oriented": facts.level_3_oriented,
        "level_3_waiting": facts.level_3_waiting,
        "waits": facts.waits_at_the_door,
        "waits_in": names[facts.waits_in],
        "waiting_days": WAITING_DAYS,
        "east_team": actors.EAST_TEAM,
        "level_4": facts.level_4,
        "never": facts.never_oriented,
        "never_in": names[NEVER_ORIENTED_IN],
        "left": visitors.LEFT,
        "sponsored": facts.sponsored,
        "orphans": facts.orphans,
        "orphans_most": facts.orphans_most,
        "orphans_in": names[facts.orphans_in],
        "relief_asked": facts.relief_asked,
        "relief_unanswered": facts.relief_unanswered,
        "relief_told": facts.relief_unanswered_told,
        "carers_zones": _listed(CARERS_WAIT, names),
        "reports": facts.reports,
        "reports_recent": facts.reports_recent,
        "relays": facts.relays,
        "landlord": actors.LANDLORD,
        "silent": _listed(reports.SILENT, names),
        "silent_and_blank": names[silent_and_blank],
        "active": facts.active_pairs,
        "suspended": facts.suspended_pairs,
        "stopped": facts.stopped_pairs,
        "waiting_pairs": facts.waiting_pairs,
        "waiting_median": f"{facts.waiting_median:g}",
        "waiting_longest": facts.waiting_longest,
        "missed_twice": facts.missed_twice,
        "visits": facts.visits,
        "missed_visits": facts.missed_visits,
        "free": facts.free_volunteers,
        "nameless": facts.nameless_demands,
        "served": facts.served_at_most,
        "honoured_first": round(100 * honoured["2025-01"]),
        "honoured_last": round(100 * honoured["2025-11"]),
    }


def _team(row: pd.Series) -> str:
    return f"{row['identifiant']} «{NBSP}{row['nom'].removeprefix('Équipe citoyenne – ')}{NBSP}»"


def _listed(codes: Iterable[str], names: dict[str, str]) -> str:
    """Names in a sentence: « A, B et C »."""
    words = [names[code] for code in codes]
    return ", ".join(words[:-1]) + " et " + words[-1]


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", NBSP)
