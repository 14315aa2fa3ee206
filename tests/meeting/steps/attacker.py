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
from visa_data.indicators.evolution import key_columns
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
NAMES = {figure.label: figure.name for figure in key_columns()}
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
