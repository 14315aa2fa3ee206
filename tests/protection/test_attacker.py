"""Nobody computes a small count back, from tables of any shape or from a whole territory."""

import numpy as np
import pytest

from tests.protection.attacker import OTHER, SHOWN, SMALL, Published, narrowed
from tests.protection.people import CALLED, COLUMNS, KINDS, grid, persons, protected, table
from tests.protection.random_tables import SHAPES, sheet_of
from visa_data.protection.screen import ProtectedTable
from visa_data.protection.totals import ProtectedTotals

TABLES = 1000


@pytest.mark.parametrize("part", range(10))
def test_no_small_count_of_a_thousand_random_tables_is_narrowed(part: int) -> None:
    withheld = small = 0
    for seed in range(part * TABLES // 10, (part + 1) * TABLES // 10):
        sheet, k = sheet_of(seed)
        published = sheet.protected(k)
        values = published.sums @ published.atoms
        primary = (values >= 1) & (values < k)
        assert np.all(published.marks[primary] != SHOWN), seed
        assert np.all(primary[published.marks == SMALL]), seed
        assert narrowed(published, k) == 0, f"seed {seed}, {SHAPES[seed % len(SHAPES)].__name__}, k = {k}"
        withheld += int(np.sum(published.marks != SHOWN))
        small += int(np.sum(primary))
    assert small > 100
    assert withheld < 3 * small, "more than two further counts withheld for each small one"


def test_the_attacker_wins_when_only_small_counts_are_withheld() -> None:
    """Else the test above would pass with an attacker who cannot count."""
    broken = 0
    for seed in range(200):
        sheet, k = sheet_of(seed)
        safe = sheet.protected(k)
        values = safe.sums @ safe.atoms
        primary = (values >= 1) & (values < k)
        naive = Published(safe.atoms, safe.sums, np.where(primary, SMALL, SHOWN), safe.wanted)
        broken += narrowed(naive, k) > 0
    assert broken > 80


def test_the_attacker_reads_the_marks() -> None:
    sums = np.array([[1, 0], [0, 1], [1, 1]])
    published = Published(np.array([3, 12]), sums, np.array([SMALL, OTHER, SHOWN]), sums)
    assert narrowed(published, 11) == 1, "15 in all and « n. c. » of 11 or more leaves 1 to 4"
    alone = Published(np.array([3, 30]), sums, np.array([SMALL, OTHER, SHOWN]), sums)
    assert narrowed(alone, 11) == 0


PAIRS = (
    *((outer, inner) for inner in CALLED[1:] for outer in ("inscrits",)),
    *(
        (outer, inner)
        for inner in ("joints", "evalues", "a_jour", "jamais_joints", "perdus_de_vue")
        for outer in ("tentes",)
    ),
    ("joints", "a_jour"),
    ("joints", "perdus_de_vue"),
    ("evalues", "a_jour"),
    ("inscrits", "isolees"),
    ("inscrits", "isolees_couvertes"),
    ("isolees", "isolees_couvertes"),
    ("non_joints", "jamais_joints"),
)
"""Who is in the first and not in the second, written down again from the definitions."""


def attacked(
    found: ProtectedTable, totals: ProtectedTotals, kinds: np.ndarray, codes: list[str]
) -> Published:
    """What the protected table and the totals tell, in persons of each kind in each region."""
    order = found.frame["code_zone"].tolist()
    atoms = np.zeros((len(order), len(KINDS)), dtype=np.int64)
    for row, code in enumerate(codes):
        atoms[order.index(found.regions[code])] += kinds[row]
    columns = [name for name in found.frame.columns if name in COLUMNS]
    sums, marks, wanted = [], [], []
    for place in [*range(len(order)), None]:

        def members(column: str, place: int | None = place) -> np.ndarray:
            chosen = np.zeros(atoms.shape, dtype=int)
            chosen[slice(None) if place is None else place] = KINDS[column].to_numpy(dtype=int)
            return chosen.ravel()

        sums.extend(members(column) for column in columns)
        marks.extend(
            int(totals.marks[column] if place is None else found.marks.at[place, column])
            for column in columns
        )
        wanted.extend(members(column) for column in columns)
        wanted.extend(
            members(outer) - members(inner) for outer, inner in PAIRS if outer in columns and inner in columns
        )
    return Published(atoms.ravel(), np.array(sums), np.array(marks), np.array(wanted))


@pytest.mark.parametrize("seed", range(24))
def test_no_small_count_of_a_territory_is_narrowed(seed: int) -> None:
    generator = np.random.default_rng(seed)
    zones = grid(int(generator.integers(1, 5)), int(generator.integers(1, 5)))
    mean = float(generator.choice([4, 15, 40, 120, 400]))
    k = int(generator.choice([11, 11, 11, 5]))
    kinds = persons(generator, len(zones.codes), mean)
    published = attacked(*protected(table(zones, kinds, COLUMNS), zones, k), kinds, zones.codes)
    values = published.sums @ published.atoms
    assert np.all(published.marks[(values >= 1) & (values < k)] != SHOWN)
    assert narrowed(published, k) == 0
