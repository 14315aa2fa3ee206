"""An attacker who keeps every book that a committee was given, with a linear programme.

He shares no code with the protection. He knows the rules as the legend says them, what the words mean (whom each count counts,
so which are parts of which), the exact totals, and how people may pass from one meeting's counts to the next: who is
reached stays reached unless she leaves, a level is left for another. He writes every count of every sector at every
meeting as an unknown, lays down all that the books say, and asks how small and how large each can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

WORLDS = 24
"""Pairs of worlds drawn before a count is looked at alone."""
LEVELS = ("non_evaluees", "niveau_1", "niveau_2", "niveau_3", "niveau_4")
PARTS = {
    "inscrits": [("joints", "non_joints"), LEVELS, ("inconnu", "aucun", "present", "relais_demande")],
    "evalues": [LEVELS[1:], ("niveau_1", "a_orienter")],
    "orientees": [("prises_en_charge", "orientations_en_attente", "orientations_sans_suite")],
    "isolees": [("isolees_couvertes", "isolees_sans_equipe")],
    "niveaux_3_4": [("niveau_3", "niveau_4")],
    "urgences": [("niveau_4",)],
    "besoins_ouverts": [("besoins_non_pourvus", "besoins_recents")],
}
"""Wholes cut into parts that share nobody and leave nobody out."""
WITHIN = {
    "tentes": ["inscrits"],
    "joints": ["tentes"],
    "evalues": ["tentes"],
    "a_jour": ["evalues", "joints"],
    "perdus_de_vue": ["joints"],
    "jamais_joints": ["non_joints", "tentes"],
    "urgences_sans_contact": ["urgences"],
    "isolees": ["inscrits"],
    "a_orienter": ["isolees"],
    "orientees": ["a_orienter"],
    "relais_sans_reponse": ["relais_demande"],
    "parraines": ["inscrits"],
    "orphelins": ["parraines"],
    "suivis": ["joints"],
    "meme_appelant": ["suivis"],
}
"""Counts whose people are all counted in others."""
APART = {
    "joints": [("a_jour", "perdus_de_vue")],
    "tentes": [("joints", "jamais_joints")],
    "isolees": [LEVELS[2:]],
}
"""Parts that share nobody, among others."""
NEEDS = [
    "se_nourrir",
    "se_soigner",
    "quotidien",
    "sortir",
    "parler",
    "rituels",
    "s_occuper",
    "etre_informe",
    "arnaques",
    "argent",
]


@dataclass(frozen=True)
class Rules:
    """As the legend says them."""

    k: int = 11
    rounding: int = 5

    def interval(self, text: str) -> tuple[float, float]:
        """What a cell as read may stand for: « 0 », « 45 », « < 11 », « n. c. »."""
        if text.startswith("n"):
            return 0.0, np.inf
        if text.startswith("<"):
            return 1.0, float(self.k - 1)
        value = int(text)
        if value == 0:
            return 0.0, 0.0
        reach = (self.rounding - 1) / 2 if self.rounding % 2 else self.rounding / 2
        return max(float(self.k), value - reach), value + reach


@dataclass(frozen=True)
class Read:
    """A book as he reads it.

    totals: the territory's counts of that day. cells: (sector, count) → text. flows: persons by (level then, level
    now), and those who arrived and left since the book before. first: first contacts by week. whites: by sector, zones
    named blanches.
    """

    day: date
    totals: dict[str, int]
    cells: dict[tuple[str, str], str]
    sectors: tuple[str, ...]
    flows: dict[tuple[int, int], int] = field(default_factory=dict)
    arrived: int | None = None
    left: int | None = None
    first: dict[Any, int] = field(default_factory=dict)
    whites: dict[str, int] = field(default_factory=dict)


Cell = tuple[Any, ...]


@dataclass
class Knowledge:
    """Unknowns, what bounds each, and what ties them."""

    rules: Rules
    rows: dict[Cell, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    equal: list[tuple[dict[int, float], float]] = field(default_factory=list)
    most: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def unknown(self, cell: Cell, low: float = 0.0, high: float = np.inf) -> int:
        """Its number; what is learnt of it is added to what is known."""
        if cell not in self.rows:
            self.rows[cell] = len(self.low)
            self.low.append(0.0)
            self.high.append(np.inf)
        row = self.rows[cell]
        self.low[row], self.high[row] = max(self.low[row], low), min(self.high[row], high)
        return row

    def tie(self, plus: Iterable[Cell], minus: Iterable[Cell], value: float = 0.0) -> None:
        """The sum of some less the sum of others is `value`."""
        self.equal.append((self._terms(plus, minus), value))

    def order(self, inside: Iterable[Cell], outside: Iterable[Cell]) -> None:
        """The sum of some is at most that of others."""
        self.most.append((self._terms(inside, outside), 0.0))

    def _terms(self, plus: Iterable[Cell], minus: Iterable[Cell]) -> dict[int, float]:
        terms: dict[int, float] = {}
        for sign, cells in ((1.0, plus), (-1.0, minus)):
            for cell in cells:
                row = self.unknown(cell)
                terms[row] = terms.get(row, 0.0) + sign
        return terms


def learnt(books: Sequence[Read], rules: Rules, *, by_sector: bool = True) -> Knowledge:
    """All that the books say; by_sector False: only what they say of the whole territory."""
    known = Knowledge(rules)
    for number, book in enumerate(books):
        _one_book(known, number, book, by_sector)
        if number:
            _day_to_day(known, number, books[number - 1], book)
    return known


def _one_book(known: Knowledge, number: int, book: Read, by_sector: bool) -> None:
    names = set(book.totals)
    for sector in book.sectors:
        for name in names:
            known.unknown((number, sector, name))
        if by_sector:
            for (where, name), text in book.cells.items():
                if where == sector:
                    known.unknown((number, sector, name), *known.rules.interval(text))
        if by_sector and (white := book.whites.get(sector)):
            known.unknown((number, sector, "isolees_sans_equipe"), white)

        def cells(*wanted: str, sector: str = sector) -> list[Cell]:
            return [(number, sector, name) for name in wanted]

        for whole, ways in PARTS.items():
            for parts in ways:
                if names.issuperset((whole, *parts)):
                    known.tie(cells(*parts), cells(whole))
        for name, outer in WITHIN.items():
            for whole in outer:
                if names.issuperset((name, whole)):
                    known.order(cells(name), cells(whole))
        for whole, groups in APART.items():
            for parts in groups:
                if names.issuperset((whole, *parts)):
                    known.order(cells(*parts), cells(whole))
        for count, whole in (("ouverts", "besoins_ouverts"), ("non_pourvus", "besoins_non_pourvus")):
            if names.issuperset((whole, *(f"{count}@{need}" for need in NEEDS))):
                known.tie(cells(*(f"{count}@{need}" for need in NEEDS)), cells(whole))
        for need in NEEDS:
            if names.issuperset((f"ouverts@{need}", f"non_pourvus@{need}")):
                known.order(cells(f"non_pourvus@{need}"), cells(f"ouverts@{need}"))
                known.order(cells(f"ouverts@{need}"), cells("inscrits"))
    for name, total in book.totals.items():
        known.tie([(number, sector, name) for sector in book.sectors], [], total)


def _day_to_day(known: Knowledge, number: int, before: Read, book: Read) -> None:
    """People pass from one meeting's counts to the next."""
    if before.sectors != book.sectors:
        return
    if book.first and before.first and {"joints"} <= set(book.totals):
        new = sum(count for week, count in book.first.items() if week not in before.first)
        new += sum(
            max(0, book.first[week] - before.first[week]) for week in book.first if week in before.first
        )
        gone = new - (book.totals["joints"] - before.totals["joints"])
        for sector in book.sectors:
            known.tie(
                [(number, sector, "joints"), (number, sector, "sorties")],
                [(number - 1, sector, "joints"), (number, sector, "premiers")],
            )
        known.tie([(number, sector, "premiers") for sector in book.sectors], [], new)
        known.tie([(number, sector, "sorties") for sector in book.sectors], [], gone)
    if not book.flows or book.arrived is None or book.left is None or not set(LEVELS) <= set(book.totals):
        return
    pairs = [(one, other) for one in range(5) for other in range(5) if book.flows.get((one, other))]
    for sector in book.sectors:
        for level, name in enumerate(LEVELS):
            known.tie(
                [(number, sector, pair) for pair in pairs if pair[1] == level]
                + [(number, sector, "arrivées", level)],
                [(number, sector, name)],
            )
            known.tie(
                [(number, sector, pair) for pair in pairs if pair[0] == level]
                + [(number, sector, "départs", level)],
                [(number - 1, sector, name)],
            )
    for pair in pairs:
        known.tie([(number, sector, pair) for sector in book.sectors], [], book.flows[pair])
    for said, name in ((book.arrived, "arrivées"), (book.left, "départs")):
        known.tie([(number, sector, name, level) for sector in book.sectors for level in range(5)], [], said)


class Programme:
    """What is known, ready to be asked how far a sum of unknowns may go."""

    def __init__(self, known: Knowledge) -> None:
        self.size = len(known.low)
        self.bounds = np.column_stack([known.low, known.high])
        self.equal, self.sums = _matrix(known.equal, self.size)
        self.most, self.limits = _matrix(known.most, self.size)

    def world(self, goal: np.ndarray) -> np.ndarray:
        """The world, in accord with all that is known, where `goal` is greatest (unbounded goals are cut at 10⁶)."""
        found = linprog(
            -goal,
            A_ub=self.most,
            b_ub=self.limits,
            A_eq=self.equal,
            b_eq=self.sums,
            bounds=np.column_stack([self.bounds[:, 0], np.minimum(self.bounds[:, 1], 1e6)]),
            method="highs",
        )
        if found.x is None:
            raise AssertionError(f"the books contradict one another: {found.message}")
        return np.asarray(found.x)


def _matrix(lines: list[tuple[dict[int, float], float]], size: int) -> tuple[sparse.csr_array, np.ndarray]:
    row, column, factor = [], [], []
    for number, (terms, _) in enumerate(lines):
        row += [number] * len(terms)
        column += list(terms)
        factor += list(terms.values())
    matrix = sparse.csr_array((factor, (row, column)), shape=(len(lines), size))
    return matrix, np.array([value for _, value in lines])


def ranges(known: Knowledge, goals: Sequence[dict[Cell, float]], enough: Sequence[float]) -> np.ndarray:
    """Least and greatest whole value of each sum of unknowns (n × 2); one that is at least `enough` wide is not narrowed further."""
    programme = Programme(known)
    matrix = np.zeros((len(goals), programme.size))
    for number, goal in enumerate(goals):
        for cell, factor in goal.items():
            matrix[number, known.rows[cell]] = factor
    low, high = np.full(len(goals), np.inf), np.full(len(goals), -np.inf)

    def note(world: np.ndarray) -> None:
        values = matrix @ world
        np.minimum(low, values, out=low)
        np.maximum(high, values, out=high)

    generator = np.random.default_rng(2026)
    for _ in range(WORLDS):
        open_ones = high - low < np.array(enough)
        if not open_ones.any():
            break
        push = (generator.choice([-1.0, 1.0], size=len(goals)) * open_ones) @ matrix
        for sign in (1.0, -1.0):
            note(programme.world(sign * push))
    for number in np.flatnonzero(high - low < np.array(enough)):
        for sign in (1.0, -1.0):
            note(programme.world(sign * matrix[number]))
    return np.column_stack([np.ceil(low - 1e-6), np.floor(high + 1e-6)])


@dataclass(frozen=True)
class Found:
    """What he found out: withheld counts narrowed too far, and changes of one person that are certain."""

    narrowed: list[tuple[int, str, str, int, int]]
    certain: list[tuple[int, str, str, int]]

    def __bool__(self) -> bool:
        return bool(self.narrowed or self.certain)


def attack(books: Sequence[Read], rules: Rules) -> Found:
    """Every withheld count that may be small, and every change of a count from one meeting to the next."""
    known = learnt(books, rules)
    half = (rules.k - 1) // 2
    withheld = [
        (number, *cell)
        for number, book in enumerate(books)
        for cell, text in book.cells.items()
        if not text.isdigit()
    ]
    found = ranges(known, [{cell: 1.0} for cell in withheld], [half - 1] * len(withheld))
    narrowed = []
    suspects = [n for n in range(len(withheld)) if found[n, 1] - found[n, 0] < half - 1]
    if suspects:
        cells = [withheld[n] for n in suspects]
        alone = learnt(books, rules, by_sector=False)
        anyway = ranges(alone, [{cell: 1.0} for cell in cells], [half - 1] * len(cells))
        narrowed = [
            (*withheld[n], int(found[n, 0]), int(found[n, 1]))
            for n, (least, most) in zip(suspects, anyway, strict=True)
            if found[n, 1] - found[n, 0] < min(half - 1, most - least) and found[n, 0] < rules.k
        ]
    moves = [
        (number, sector, name)
        for number in range(1, len(books))
        for sector, name in books[number].cells
        if (sector, name) in books[number - 1].cells
    ]
    goals = [{(n, sector, name): 1.0, (n - 1, sector, name): -1.0} for n, sector, name in moves]
    gaps = ranges(known, goals, [1.0] * len(goals)) if goals else np.empty((0, 2))
    certain = [
        (*move, int(low))
        for move, (low, high) in zip(moves, gaps, strict=True)
        if low == high and abs(low) == 1
    ]
    return Found(narrowed, certain)


def read_tables(tables: Any, written: Any) -> Read:
    """A book's tables as he reads them; `written(value, mark)`: a cell as on screen."""
    day = tables.manifest.day
    totals = tables.totals
    here = totals[(pd.to_datetime(totals["jour"]).dt.date == day) & totals["valeur"].notna()]
    now = tables.by_sector[tables.by_sector["moment"] == "jour"]
    cells = {(row.code, row.nom): written(row.valeur, row.marque) for row in now.itertuples(index=False)}
    answers = tables.answers
    flows = next((frames for key, frames in answers.items() if key.startswith("mouvements.moves")), None)
    weeks = answers.get("semaines.calls_by_week")
    whites = tables.white_zones["secteur"].value_counts()
    return Read(
        day,
        {row.nom: int(row.valeur) for row in here.itertuples(index=False) if row.nom != "zones_blanches"},
        cells,
        tuple(dict.fromkeys(code for code, _ in cells)),
        {} if flows is None else {(int(r.de), int(r.vers)): int(r.personnes) for r in flows[""].itertuples()},
        None if flows is None else int(flows["nombres"]["arrived"].iloc[0]),
        None if flows is None else int(flows["nombres"]["left"].iloc[0]),
        {} if weeks is None else {row.semaine: int(row.premiers_contacts) for row in weeks[""].itertuples()},
        {str(sector): int(count) for sector, count in whites.items()},
    )
