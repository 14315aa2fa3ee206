"""Writes the two README files (French): what is invented, how it is made, and the story the sample tells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from scripts.make_sample.facts import Facts, count_facts
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
    _write(root / "sample_data" / "README.md", _sample_readme(sample, spoilt, count_facts(sample)))


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _sample_readme(sample: Sample, spoilt: list[SpoiltLine], facts: Facts) -> str:
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
        spoilt="\n".join(
            f"| `{line.file}` | {line.line} | {line.column} | {line.value or '(vide)'} | {line.why} |"
            if line.column != "toutes"
            else f"| `{line.file}` | {line.line} | – | – | {line.why} |"
            for line in spoilt
        ),
    )


def _team(row: pd.Series) -> str:
    return f"{row['identifiant']} «{NBSP}{row['nom'].removeprefix('Équipe citoyenne – ')}{NBSP}»"


def _listed(codes: Iterable[str], names: dict[str, str]) -> str:
    """Names in a sentence: « A, B et C »."""
    words = [names[code] for code in codes]
    return ", ".join(words[:-1]) + " et " + words[-1]


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", NBSP)
