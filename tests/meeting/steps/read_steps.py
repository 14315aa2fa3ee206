"""What the attacker reads on each of the ten steps, and the counts that he wants behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tests.meeting.steps.attacker import (
    COUNTS,
    LEVEL_ROWS,
    LEVELS,
    MISSING_ROWS,
    NAMES,
    NESTED,
    RATES,
    SHOWN_FOR,
    ZONE_COLUMNS,
    Attacker,
    Terms,
    minus,
    signed,
)
from tests.plain_text import plain
from visa_data.meeting.step import Step
from visa_data.meeting.steps.protector import Sectors
from visa_data.pictures.picture import BarsPicture, CurvesPicture, MapPicture, TablePicture


@dataclass(frozen=True)
class Truth:
    """The real counts: of the territory at both dates, and by zone (columns of COUNTS) at the observation date."""

    now: Mapping[str, float]
    then: Mapping[str, float]
    zones: Mapping[str, Mapping[str, int]]
    white: frozenset[str]
    premiers_contacts: list[int]
    partial: int
    gains: list[int]
    needs: Mapping[str, tuple[int, int]]
    hours: Mapping[str, float]


def attack(steps: Mapping[str, Step], truth: Truth, sectors: Mapping[str, Sectors], k: int) -> Attacker:
    """Read the ten steps, and want every small count behind them."""
    him = Attacker(k, list(truth.zones), sectors)
    _read_white(him, steps, truth)
    _read_changes(him, steps["ce-qui-a-change"], truth)
    _read_levels(him, steps["fragilite"], truth)
    for key in ZONE_COLUMNS:
        _read_zones(him, steps[key], truth)
    _read_weeks(him, steps["campagne"], truth)
    _read_needs(him, steps["besoins"], truth)
    _read_places(him, steps["prochaine-equipe"], truth)
    _read_hours(him, steps["heures"], truth)
    _want_differences(him, truth)
    return him


def _read_white(him: Attacker, steps: Mapping[str, Step], truth: Truth) -> None:
    """A zone blanche on the map has isolated people, and no team for any of them."""
    picture = steps["zones-blanches"].picture
    if not isinstance(picture, MapPicture):
        return
    white = {
        code
        for area in picture.areas
        if area.category == "blanche" and len(area.codes) == 1
        for code in area.codes
    }
    him.split(white)
    for code in sorted(white):
        him.bounds.append((him.terms("isolees", [code]), 1.0, np.inf))
        him.bounds.append((him.terms("isolees_couvertes", [code]), 0.0, 0.0))
        him.want(
            f"isolées de la zone blanche {code}", him.terms("isolees", [code]), truth.zones[code]["isolees"]
        )


def _read_changes(him: Attacker, step: Step, truth: Truth) -> None:
    for label, before, after, gap, sense in step.table.rows:
        name = NAMES[plain(label)]
        if name == "zones_blanches":
            continue
        if name in RATES:
            part = RATES[name]
            for text, when in ((before, "then"), (after, "now")):
                _rate(him, him.terms(part, when=when), him.terms("inscrits", when=when), text)
            continue
        if name.startswith("besoins"):
            now, then = {("need", name): 1.0}, {("need then", name): 1.0}
        else:
            now, then = him.terms(name), him.terms(name, when="then")
        him.read(f"{name} now", now, after)
        him.read(f"{name} then", then, before)
        him.want(f"{name} now", now, int(truth.now[name]))
        him.want(f"{name} then", then, int(truth.then[name]))
        _change(him, name, minus(now, then), gap, sense, int(truth.now[name] - truth.then[name]))
    for when in ("need", "need then"):
        recent = {(when, "besoins_ouverts"): 1.0, (when, "besoins_non_pourvus"): -1.0}
        him.bounds.append((recent, 0.0, np.inf))


def _change(him: Attacker, name: str, terms: Terms, gap: str, sense: str, value: int) -> None:
    said = signed(gap, him.k)
    if said is not None:
        him.bounds.append((terms, *said))
    elif "▲" in sense or "▼" in sense:
        him.bounds.append((terms, 1.0, np.inf) if "▲" in sense else (terms, -np.inf, -1.0))
    way = {group: factor * (1 if value > 0 else -1) for group, factor in terms.items()}
    him.want(f"écart {name}", way, abs(value))


def _rate(him: Attacker, part: Terms, whole: Terms, text: str) -> None:
    """A rate as published bounds its numerator by its denominator."""
    match = re.fullmatch(r"(\d+)(?:,(\d))? %", plain(text))
    if match is None:
        return
    rate = float(f"{match[1]}.{match[2] or 0}") / 100
    half = (0.0005 if match[2] else 0.005) + 1e-9
    over = {group: factor * (rate + half) for group, factor in whole.items()}
    under = {group: factor * (rate - half) for group, factor in whole.items()}
    him.bounds.append((minus(over, part), 0.0, np.inf))
    him.bounds.append((minus(part, under), 0.0, np.inf))


def _read_levels(him: Attacker, step: Step, truth: Truth) -> None:
    for label, before, after, gap in step.table.rows:
        name = LEVEL_ROWS[plain(label)]
        now, then = him.terms(name), him.terms(name, when="then")
        him.read(f"{name} now", now, after)
        him.read(f"{name} then", then, before)
        him.want(f"{name} now", now, int(truth.now[name]))
        him.want(f"{name} then", then, int(truth.then[name]))
        _change(him, name, minus(now, then), gap, "", int(truth.now[name] - truth.then[name]))
    if step.figures:
        high = him.terms("niveaux_3_4")
        him.read("niveaux_3_4", high, step.figures[0].value)
        him.want("niveaux_3_4", high, int(truth.now["niveaux_3_4"]))
        if step.figures[0].change:
            _rate(him, high, him.terms("inscrits"), step.figures[0].change)
    _read_moves(him, step)
    if isinstance(step.picture, BarsPicture) and len(step.picture.bars) == 2:
        for category, value in zip(step.picture.series, step.picture.bars[0].values, strict=True):
            if value is not None:
                him.bounds.append((him.terms(category.key, when="then"), value, value))
                him.numbers.add(int(value))


def _read_moves(him: Attacker, step: Step) -> None:
    """Persons by level at both dates (5: not registered then, or no longer): what ties moves and levels."""
    for level, name in enumerate(LEVELS):
        now = {("moved", other, level): 1.0 for other in range(6)}
        then = {("moved", level, other): 1.0 for other in range(6)}
        him.bounds.append((minus(him.terms(name), now), 0.0, 0.0))
        him.bounds.append((minus(him.terms(name, when="then"), then), 0.0, 0.0))
    if len(step.figures) == 3:
        pairs = [(a, b) for a in range(1, 5) for b in range(1, 5)]
        up = {("moved", a, b): 1.0 for a, b in pairs if b > a}
        down = {("moved", a, b): 1.0 for a, b in pairs if b < a}
        him.read("montées", up, step.figures[1].value)
        him.read("descendues", down, step.figures[2].value)


def _read_zones(him: Attacker, step: Step, truth: Truth) -> None:
    columns = ZONE_COLUMNS[step.key]
    rows = {row[0]: row for row in step.table.rows}
    if not isinstance(step.table, TablePicture) or not step.table.headers or step.table.headers[0] != "Zone":
        return
    sectors = him.sectors[step.key].rows
    line = him._line(him.sectors[step.key])
    members = {row: [zone for zone in him.zones if line[zone] == row] for row in range(len(sectors))}
    other = _least_of_others(him, step, members, truth)
    for rank, sector in enumerate(sectors):
        zones = members[rank]
        row = rows.get(sector.name)
        if row is None:
            for name in MISSING_ROWS[step.key]:
                him.bounds.append((him.terms(name, zones), 0.0, 0.0))
            continue
        for header, text in zip(step.table.headers, row, strict=True):
            if header == "Part jointe":
                _rate(him, him.terms("joints", zones), him.terms("inscrits", zones), text)
            if header not in columns:
                continue
            name = columns[header]
            # What is left of two published columns is written « n. c. » whatever it is: it says nothing.
            said = other if name in SHOWN_FOR[step.key] else 0
            him.read(f"{name} {sector.name}", him.terms(name, zones), text, other=said)
    for rank, zones in members.items():
        for name in columns.values():
            value = sum(truth.zones[zone][name] for zone in zones)
            him.want(f"{name} {sectors[rank].name}", him.terms(name, zones), value)


def _least_of_others(him: Attacker, step: Step, members: Mapping[int, list[str]], truth: Truth) -> int:
    """What the rule says of « n. c. » in this table: k or more, unless it covers less somewhere."""
    columns, least = ZONE_COLUMNS[step.key], him.k
    names = {sector.name: members[rank] for rank, sector in enumerate(him.sectors[step.key].rows)}
    for row in step.table.rows:
        for header, text in zip(step.table.headers, row, strict=True):
            if columns.get(header) in SHOWN_FOR[step.key] and plain(text).replace(" ", "") == "n.c.":
                least = min(least, sum(truth.zones[zone][columns[header]] for zone in names[row[0]]))
    return min(least, 1) if least < him.k else him.k


def _read_weeks(him: Attacker, step: Step, truth: Truth) -> None:
    if not isinstance(step.picture, CurvesPicture):
        return
    weeks = truth.premiers_contacts
    him.bounds.append(
        (minus({("week", rank): 1.0 for rank in range(len(weeks))}, him.terms("joints")), 0.0, 0.0)
    )
    known = [int(value) for value in step.picture.values[0][: len(weeks)] if value is not None]
    for rank, value in enumerate(step.picture.values[0][: len(weeks)]):
        if value is not None:
            him.bounds.append(({("week", each): 1.0 for each in range(rank + 1)}, value, value))
    him.numbers.update(known)
    if len(step.figures) > 1:
        pace = float(plain(step.figures[1].value).replace(" ", "").replace(",", "."))
        match = re.search(r"\d+", step.figures[1].denominator)
        assert match is not None
        over, full = int(match[0]), len(weeks) - truth.partial
        window = {("week", rank): 1.0 for rank in range(full - over, full)}
        him.bounds.append((window, over * (pace - 0.05001), over * (pace + 0.05001)))
    for rank, value in enumerate(weeks):
        him.want(f"premiers contacts, semaine {rank + 1}", {("week", rank): 1.0}, value)


def _read_needs(him: Attacker, step: Step, truth: Truth) -> None:
    totals: dict[str, Terms] = {"besoins_ouverts": {}, "besoins_non_pourvus": {}}
    for (label, opened, unmet, _), (need, (n_open, n_unmet)) in zip(
        step.table.rows, truth.needs.items(), strict=False
    ):
        kept = {"besoins_ouverts": {("open", need): 1.0}, "besoins_non_pourvus": {("unmet", need): 1.0}}
        him.bounds.append((minus(kept["besoins_ouverts"], kept["besoins_non_pourvus"]), 0.0, np.inf))
        him.read(f"ouverts {label}", kept["besoins_ouverts"], opened)
        him.read(f"non pourvus {label}", kept["besoins_non_pourvus"], unmet)
        him.want(f"ouverts {label}", kept["besoins_ouverts"], n_open)
        him.want(f"non pourvus {label}", kept["besoins_non_pourvus"], n_unmet)
        him.want(f"récents {label}", minus(*kept.values()), n_open - n_unmet)
        for name, terms in kept.items():
            totals[name] |= terms
    if step.table.rows:
        for name, terms in totals.items():
            him.bounds.append((minus(terms, {("need", name): 1.0}), 0.0, 0.0))


def _read_places(him: Attacker, step: Step, truth: Truth) -> None:
    gains: Terms = {}
    for (rank, _, text), value in zip(step.table.rows, truth.gains, strict=True):
        gains[("gain", rank)] = 1.0
        him.read(f"gain {rank}", {("gain", rank): 1.0}, text)
        him.want(f"gain {rank}", {("gain", rank): 1.0}, value)
    missed = him.terms("isolees_sans_equipe")
    him.bounds.append((minus(minus(missed, gains), {("gain", "reste"): 1.0}), 0.0, 0.0))
    him.want(
        "sans équipe après",
        {("gain", "reste"): 1.0},
        int(truth.now["isolees_sans_equipe"]) - sum(truth.gains),
    )
    if len(step.figures) == 3:
        him.read("gains", gains, step.figures[2].value)


def _read_hours(him: Attacker, step: Step, truth: Truth) -> None:
    total: Terms = {}
    for level in range(1, 5):
        for group in him.terms(f"niveau_{level}"):
            total[group] = truth.hours[f"niveau_{level}"]
    own = next((figure for figure in step.figures if figure.label == "disponibles par semaine"), None)
    if own is not None:
        hours = float(plain(own.value).removesuffix(" h").replace(" ", ""))
        enough = "ne suffisent pas" not in step.key_point
        him.bounds.append((total, 0.0, hours + 0.5) if enough else (total, hours - 0.5, np.inf))
    for row in step.table.rows:
        if row[0] == "Nécessaires":
            hours = float(plain(row[3]).removesuffix(" h").replace(" ", "").replace(",", "."))
            him.bounds.append((total, hours - 0.0501, hours + 0.0501))


def _want_differences(him: Attacker, truth: Truth) -> None:
    """What is left between two nested counts of one place, whatever the steps that show them."""
    shown: dict[tuple[str, ...], set[str]] = {}
    for key, columns in ZONE_COLUMNS.items():
        line = him._line(him.sectors[key])
        for row in set(line.values()):
            zones = tuple(zone for zone in him.zones if line[zone] == row)
            shown.setdefault(zones, set()).update(columns.values())
    shown[tuple(him.zones)] = set(COUNTS)
    for zones, names in shown.items():
        for outer, inner in NESTED:
            if outer in names and inner in names:
                value = sum(truth.zones[zone][outer] - truth.zones[zone][inner] for zone in zones)
                place = zones[0] if len(zones) == 1 else f"{len(zones)} zones dont {zones[0]}"
                terms = minus(him.terms(outer, zones), him.terms(inner, zones))
                him.want(f"{outer} − {inner}, {place}", terms, value)
