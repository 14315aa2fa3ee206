"""Two books that follow: neither the week's change of one person nor a small count is told by both together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from tests.protection.attacker import Known, changes_of_one, narrowed
from tests.protection.invented import in_sectors
from tests.protection.people import kinds_of, persons, read_book
from visa_data.protection.marks import Mark
from visa_data.protection.publication import Earlier, Published, publish
from visa_data.protection.rules import Rules

OTHERS = ("tentes", "evalues", "isolees", "non_joints", "a_jour")


@dataclass(frozen=True)
class Weeks:
    """Persons by what they were and what they have become, and the counts of both days by sector."""

    atoms: np.ndarray
    then: dict[str, np.ndarray]
    now: dict[str, np.ndarray]
    rules: Rules

    def counts(self, groups: dict[str, np.ndarray]) -> pd.DataFrame:
        return pd.DataFrame({name: members @ self.atoms for name, members in groups.items()}).rename(
            index=lambda number: f"S{number + 1}"
        )

    def moved(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Who entered a count between both days, and who left it."""
        change = (self.now[name] - self.then[name]).sum(axis=0)
        return (change > 0).astype(int), (change < 0).astype(int)

    def known(self, first: Published, second: Published) -> Known:
        known = Known(self.atoms)
        read_book(known, first, self.then, list(self.then), self.rules.k, self.rules.rounding, past=True)
        read_book(known, second, self.now, list(self.now), self.rules.k, self.rules.rounding)
        for members in self.moved("joints"):
            known.read(members, members @ self.atoms, members @ self.atoms, always=True)
        known.changes = [row for name in self.now for row in self.now[name] - self.then[name]]
        return known


def weeks(seed: int) -> Weeks:
    generator = np.random.default_rng(seed)
    others = map(str, generator.choice(OTHERS, generator.integers(0, 3), replace=False))
    names = sorted({"inscrits", "joints", *others})
    kinds = np.vstack([np.zeros((1, len(names)), dtype=int), kinds_of(names)])
    sectors, size = int(generator.integers(2, 6)), len(kinds)
    people = persons(generator, sectors, size, float(generator.choice([8, 20, 40])))
    moves = np.zeros((sectors, size, size), dtype=int)
    rate = float(generator.choice([0.01, 0.05, 0.2]))
    for sector in range(sectors):
        for kind in range(size):
            moving = generator.binomial(people[sector, kind], rate)
            moves[sector, kind] = generator.multinomial(moving, np.full(size, 1 / size))
            moves[sector, kind, kind] += people[sector, kind] - moving
    return Weeks(
        moves.ravel(),
        in_sectors(np.repeat(kinds, size, axis=0), names, sectors),
        in_sectors(np.tile(kinds, (size, 1)), names, sectors),
        Rules(int(generator.choice([11, 11, 5, 8])), int(generator.choice([5, 5, 3]))),
    )


def totals(counts: pd.DataFrame) -> dict[str, int]:
    return {name: int(count) for name, count in counts.sum().items()}


def both(pair: Weeks, *, chained: bool) -> tuple[Published, Published]:
    then, now = pair.counts(pair.then), pair.counts(pair.now)
    first = publish(then, totals(then), pair.rules)
    entered, left = (int(members @ pair.atoms) for members in pair.moved("joints"))
    before = Earlier(first, then, totals(then), pair.rules, flows={"joints": (entered, left)})
    return first, publish(now, totals(now), pair.rules, before=before if chained else None)


@pytest.mark.parametrize("part", range(4))
def test_two_books_and_the_flow_between_them_tell_no_change_of_one_person(part: int) -> None:
    for seed in range(part * 15, part * 15 + 15):
        pair = weeks(seed)
        known = pair.known(*both(pair, chained=True))
        assert changes_of_one(known) == 0, seed
        assert narrowed(known, pair.rules.k) == 0, seed


def test_two_books_made_apart_do() -> None:
    """Else the test above would pass with an attacker who does not read dates."""
    broken = 0
    for seed in range(60):
        pair = weeks(seed)
        known = pair.known(*both(pair, chained=False))
        broken += bool(changes_of_one(known) or narrowed(known, pair.rules.k))
        if broken >= 3:
            return
    pytest.fail(f"{broken} pairs of books only")


def following(
    before: list[int], after: list[int], flow: tuple[int, int]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Marks of `joints` in the second book, without and with the first one."""
    rules, codes = Rules(), [f"S{number}" for number in range(len(before))]
    then, now = (pd.DataFrame({"joints": counts}, index=codes) for counts in (before, after))
    first = publish(then, totals(then), rules)
    earlier = Earlier(first, then, totals(then), rules, flows={"joints": flow})
    return publish(now, totals(now), rules).marks, publish(now, totals(now), rules, before=earlier).marks


def test_a_rounded_count_that_one_person_moved_is_withheld() -> None:
    alone, chained = following([22, 40, 60], [23, 40, 60], (1, 0))
    assert (alone == Mark.ROUNDED).all(axis=None)
    assert (chained == Mark.OTHER).any(axis=None)


def test_a_rounded_count_that_many_may_have_moved_stays() -> None:
    alone, chained = following([22, 40, 60], [23, 40, 60], (8, 7))
    assert (chained == alone).all(axis=None)


def test_a_count_corrected_since_is_not_chained() -> None:
    rules = Rules()
    then = pd.DataFrame({"joints": [22, 40, 60]}, index=["S1", "S2", "S3"])
    now = pd.DataFrame({"joints": [23, 40, 60]}, index=then.index)
    first = publish(then, totals(then), rules)
    corrected = then.assign(joints=[28, 40, 60])
    before = Earlier(first, corrected, totals(corrected), rules, flows={"joints": (0, 5)})
    assert (publish(now, totals(now), rules, before=before).marks == Mark.ROUNDED).all(axis=None)


def test_other_sectors_are_refused() -> None:
    rules = Rules()
    then = pd.DataFrame({"joints": [22, 40]}, index=["S1", "S2"])
    first = publish(then, totals(then), rules)
    now = then.rename(index={"S2": "S3"})
    with pytest.raises(ValueError, match="other sectors"):
        publish(now, totals(now), rules, before=Earlier(first, then, totals(then), rules))


def test_people_placed_nowhere_may_have_been_found_since() -> None:
    rules = Rules()
    then = pd.DataFrame({"joints": [22, 40, 3]}, index=["S1", "S2", ""])
    first = publish(then, totals(then), rules)
    now = pd.DataFrame({"joints": [25, 40]}, index=["S1", "S2"])
    book = publish(now, totals(now), rules, before=Earlier(first, then, totals(then), rules))
    assert book.marks.index.tolist() == ["S1", "S2"]
