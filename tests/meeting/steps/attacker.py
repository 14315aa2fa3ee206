"""An attacker who has read the ten steps, and every table behind them, with a linear programme.

He thinks in groups of persons: by kind of person (called, reached, of which level, isolated…) and by patch of land, the
patches being what is left when the sectors of all the steps are laid on one another. What each step publishes is a sum of
such groups; so is every count that he wants. He shares no code with the protection, and reads the numbers from the
texts of the steps alone. Two things he is given, as a neighbour could work them out: which zones make up a sector, and how
many hours one person of a level takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from tests.plain_text import plain
from visa_data.indicators.evolution import KEY_FIGURES
from visa_data.meeting.pictures import BarsPicture, CurvesPicture, MapPicture, Step, TablePicture
from visa_data.meeting.steps.protector import Sectors

WORLDS = 12
"""Pairs of worlds that move many counts at once, before each is looked at alone."""
Group = tuple[object, ...]
Terms = dict[Group, float]
FLAGS = (
    "inscrits",
    "tentes",
    "joints",
    "evalues",
    "a_jour",
    "jamais_joints",
    "perdus_de_vue",
    "isolees",
    "isolees_couvertes",
    "urgences",
    "en_attente",
)
LEVELS = ("non_evaluees", "niveau_1", "niveau_2", "niveau_3", "niveau_4")
COUNTS = (
    *FLAGS,
    *LEVELS,
    "non_joints",
    "urgences_sans_contact",
    "isolees_sans_equipe",
    "niveaux_3_4",
)
NAMES = {figure.label: figure.name for figure in KEY_FIGURES}
RATES = {"taux_joints": "joints", "taux_a_jour": "a_jour"}
LEVEL_ROWS = {
    "Non évaluée": "non_evaluees",
    "1 – Contact régulier": "niveau_1",
    "2 – Isolée": "niveau_2",
    "3 – Isolée et vigilance médicale": "niveau_3",
    "4 – Grande fragilité": "niveau_4",
}
ZONE_COLUMNS = {
    "urgences": {"Situations urgentes": "urgences", "Sans contact": "urgences_sans_contact"},
    "campagne": {"Inscrites": "inscrits", "Jointes": "joints", "À joindre": "non_joints"},
    "qui-perdons-nous": {
        "Perdues de vue": "perdus_de_vue",
        "Jamais jointes": "jamais_joints",
        "Consentement en attente": "en_attente",
    },
    "zones-blanches": {
        "Personnes isolées": "isolees",
        "Atteintes": "isolees_couvertes",
        "Sans équipe": "isolees_sans_equipe",
    },
}
MISSING_ROWS = {
    "urgences": ("urgences", "urgences_sans_contact"),
    "campagne": ("inscrits",),
    "qui-perdons-nous": ("perdus_de_vue", "jamais_joints", "en_attente"),
    "zones-blanches": ("isolees",),
}
"""What a sector left out of a table has none of."""
SHOWN_FOR = {
    "urgences": ("urgences", "urgences_sans_contact"),
    "campagne": ("non_joints", "inscrits"),
    "qui-perdons-nous": ("perdus_de_vue", "jamais_joints", "en_attente"),
    "zones-blanches": ("isolees", "isolees_couvertes", "isolees_sans_equipe"),
}
"""The columns that the protection marks; the others are what is left of them."""


def _kinds() -> list[dict[str, bool]]:
    """Every kind of person that the definitions of the indicators allow."""
    kinds = [dict.fromkeys(COUNTS, False) | {"en_attente": True}]
    flags = product(
        [False, True], [False, True], range(5), [False, True], [False, True], [False, True], range(3)
    )
    for called, reached, level, fresh, given_up, lost, alone in flags:
        if (reached or level) and not called:
            continue
        if (fresh and not (reached and level)) or (given_up and (reached or not called)):
            continue
        if (lost and (not reached or fresh)) or (level >= 2 and not alone):
            continue
        kind = dict.fromkeys(COUNTS, False) | {
            "inscrits": True,
            "tentes": called,
            "joints": reached,
            "non_joints": not reached,
            "evalues": level > 0,
            "a_jour": fresh,
            "jamais_joints": given_up,
            "perdus_de_vue": lost,
            "isolees": alone > 0,
            "isolees_couvertes": alone == 2,
            "isolees_sans_equipe": alone == 1,
            "urgences": level == 4,
            "urgences_sans_contact": level == 4 and not fresh,
            "niveaux_3_4": level >= 3,
            LEVELS[level]: True,
        }
        kinds.append(kind)
    return kinds


KINDS = _kinds()
COUNTED = {name: [rank for rank, kind in enumerate(KINDS) if kind[name]] for name in COUNTS}
NESTED = [
    (outer, inner)
    for outer in COUNTS
    for inner in COUNTS
    if outer != inner and set(COUNTED[inner]) < set(COUNTED[outer])
]


@dataclass(frozen=True)
class Found:
    """A small count that he narrowed: what it is, how many it is, what he is left with."""

    name: str
    value: int
    least: float
    most: float


@dataclass
class Attacker:
    """What he has read so far, as bounds on sums of groups; what he wants.

    k: the threshold. sectors: of each step's table. zones: every zone's code, '' for
    people placed nowhere.
    """

    k: int
    zones: list[str]
    sectors: Mapping[str, Sectors]
    bounds: list[tuple[Terms, float, float]] = field(default_factory=list)
    wanted: dict[str, tuple[Terms, int]] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)
    published: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lines = [self._line(sectors) for sectors in self.sectors.values()]
        patches: dict[tuple[int, ...], int] = {}
        self.patch_of = {
            zone: patches.setdefault(tuple(line[zone] for line in lines), len(patches)) for zone in self.zones
        }

    def _line(self, sectors: Sectors) -> dict[str, int]:
        """The row of each zone; people placed nowhere are in the row that the others leave."""
        found = {code: row for row, sector in enumerate(sectors.rows) for code in sector.codes}
        left = [
            row
            for row, sector in enumerate(sectors.rows)
            if not sector.codes or "non localisées" in sector.name
        ]
        return {zone: found.get(zone, left[0] if left else -1) for zone in self.zones}

    def split(self, codes: Iterable[str]) -> None:
        """Give these zones a patch of their own (what is said of one zone of a sector)."""
        for code in codes:
            self.patch_of[code] = max(self.patch_of.values()) + 1

    def terms(self, name: str, zones: Iterable[str] | None = None, when: str = "now") -> Terms:
        """A count as a sum of groups, over these zones or everywhere."""
        if when == "then":
            return {("then", rank): 1.0 for rank in COUNTED[name]}
        patches = sorted({self.patch_of[zone] for zone in (self.zones if zones is None else zones)})
        return {("now", rank, patch): 1.0 for rank in COUNTED[name] for patch in patches}

    def read(self, name: str, terms: Terms, text: str, *, other: int = 0) -> None:
        """One published text for a sum of groups; other: the least that « n. c. » stands for in its table."""
        low, high = reading(text, self.k, other)
        self.bounds.append((terms, low, high))
        if low == high:
            self.numbers.add(int(low))
        self.published[name] = (low, high)

    def want(self, name: str, terms: Terms, value: int) -> None:
        """A count that must not be known better than the protection says, when it is small."""
        if 0 < value < self.k:
            self.wanted[name] = (terms, value)

    def narrowed(self) -> list[Found]:
        """The small counts that he pins down, or narrows to less than half of the range 1…k−1."""
        groups = {group: place for place, group in enumerate({g for terms, *_ in self.bounds for g in terms})}
        rows, columns, data = [], [], []
        for row, (terms, _, _) in enumerate(self.bounds):
            for group, factor in terms.items():
                rows.append(row)
                columns.append(groups[group])
                data.append(factor)
        matrix = sparse.csr_array((data, (rows, columns)), shape=(len(self.bounds), len(groups)))
        names = list(self.wanted)
        wishes = np.zeros((len(names), len(groups)))
        for row, (terms, _) in enumerate(self.wanted.values()):
            for group, factor in terms.items():
                if group in groups:
                    wishes[row, groups[group]] = factor
        values = np.array([value for _, value in self.wanted.values()])
        worlds = _Worlds(
            matrix, np.array([bound[1] for bound in self.bounds]), np.array([b[2] for b in self.bounds])
        )
        least, most = values.astype(float), values.astype(float)

        def looked_at(world: np.ndarray) -> None:
            np.minimum(least, np.maximum(0, np.ceil(wishes @ world - 1e-6)), out=least)
            np.maximum(most, np.floor(wishes @ world + 1e-6), out=most)

        def narrow() -> np.ndarray:
            wide = (most - least + 1 >= max(2, (self.k - 1) / 2)) & (most - least >= (self.k - 2) / 2)
            return np.flatnonzero(~wide)

        # Most counts are free: a few worlds that move many of them at once leave few to look at one by one.
        generator = np.random.default_rng(1)
        for _ in range(WORLDS if len(names) else 0):
            left = narrow()
            signs = generator.choice([-1.0, 1.0], size=len(left))
            for way in (1.0, -1.0):
                looked_at(worlds.farthest(way * (signs @ wishes[left])))
        for row in narrow():
            for way in (1.0, -1.0):
                looked_at(worlds.farthest(way * wishes[row]))
        return [Found(names[row], int(values[row]), float(least[row]), float(most[row])) for row in narrow()]


class _Worlds:
    """The worlds in accord with all that he read."""

    def __init__(self, matrix: sparse.csr_array, low: np.ndarray, high: np.ndarray) -> None:
        same = low == high
        finite, some = np.isfinite(high) & ~same, np.isfinite(low) & ~same
        self.above = sparse.vstack([matrix[finite], -matrix[some]]).tocsr()
        self.limits = np.concatenate([high[finite], -low[some]])
        self.equal, self.values = matrix[same], low[same]
        self.most = 10 * float(np.abs(np.concatenate([self.limits, self.values, [100.0]])).max())

    def farthest(self, wish: np.ndarray) -> np.ndarray:
        """The world that goes farthest along `wish`."""
        answer = linprog(
            -wish,
            A_ub=self.above,
            b_ub=self.limits,
            A_eq=self.equal,
            b_eq=self.values,
            bounds=(0, self.most),
            method="highs",
        )
        assert answer.status == 0, answer.message
        return answer.x


def reading(text: str, k: int, other: int = 0) -> tuple[float, float]:
    """What a published text says of a count."""
    text = plain(text).replace(" ", "")
    if re.fullmatch(r"\d+", text):
        return float(text), float(text)
    if text.startswith(("<", "moinsde")):
        return 1.0, k - 1.0
    if text.startswith(("≥", "aumoins")):
        return float(k), np.inf
    if text in ("n.c.", "unnombrenoncommuniquéde"):
        return float(other), np.inf
    assert text in ("–", "", "nonpublié"), text
    return 0.0, np.inf


def signed(text: str, k: int) -> tuple[float, float] | None:
    """What a published change says; None when it says nothing."""
    text = plain(text).replace(" ", "")
    if text == "=":
        return 0.0, 0.0
    if match := re.fullmatch(r"([+−])(\d+)", text):
        value = float(match[2]) * (1 if match[1] == "+" else -1)
        return value, value
    if match := re.fullmatch(rf"([+−])\(<{k}\)", text):
        return (1.0, k - 1.0) if match[1] == "+" else (1.0 - k, -1.0)
    return None


def minus(first: Terms, second: Terms) -> Terms:
    """The first sum less the second."""
    found = dict(first)
    for group, factor in second.items():
        found[group] = found.get(group, 0.0) - factor
    return found


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
