"""Day tables kept in memory: whoever reads them keeps them, and they never pile up."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from visa_data.base import Base
from visa_data.base.derived import KEPT, KEPT_VALUES, MEMORY, derived_value
from visa_data.dossier.book import WEEKS
from visa_data.indicators import everybody, services
from visa_data.indicators.besoins import needs, needs_by_zone
from visa_data.indicators.couverture import coverage
from visa_data.indicators.evolution import key_figures
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.state import people
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import load

LAST = date(2025, 12, 7)
DAYS = [LAST - timedelta(days=10 * back) for back in range(KEPT + 1)]
SETTINGS = load()
Ask = Callable[[duckdb.DuckDBPyConnection, date], pd.DataFrame]


def ask(question: Callable[..., pd.DataFrame]) -> Ask:
    return lambda cursor, day: question(cursor, day, SETTINGS, EVERYBODY)


QUESTIONS: list[Ask] = [ask(coverage), ask(needs), ask(needs_by_zone), ask(people)]


def kept_tables(base: Base) -> list[str]:
    """Counted by DuckDB itself, not by our own list."""
    with base.cursor() as cursor:
        rows = cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY 1", [MEMORY]
        ).fetchall()
    return [name for (name,) in rows]


def kinds(base: Base, day: date) -> set[str]:
    """What is kept of a day."""
    return {name.split(f"_{day:%Y%m%d}")[0] for name in kept_tables(base) if f"_{day:%Y%m%d}_" in name}


def test_the_weeks_of_a_curve_are_kept_and_key_figures_ask_for_no_resource(
    sample_base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    isolated, resources = everybody._isolated, services._resources_by_zone
    monkeypatch.setattr(everybody, "_isolated", lambda *given: (made.append(given[1]), isolated(*given))[1])
    monkeypatch.setattr(
        services, "_resources_by_zone", lambda *given: (made.append("ressources"), resources(*given))[1]
    )
    weeks = [LAST - timedelta(weeks=back) for back in range(WEEKS)]
    with sample_base.cursor() as cursor:
        for day in [*weeks, *weeks]:
            key_figures(cursor, day, SETTINGS)
        assert made == weeks
        for day in weeks:
            assert kinds(sample_base, day) == {"etat_du_jour", "besoins_du_jour"}
        for _ in range(2):
            zones_blanches_by_zone(cursor, LAST, SETTINGS, EVERYBODY)
        assert made == [*weeks, "ressources"]


def test_needs_of_a_day_whose_people_are_the_oldest_table(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        for day in DAYS[:KEPT]:
            coverage(cursor, day, SETTINGS, EVERYBODY)
        after = needs(cursor, DAYS[0], SETTINGS, EVERYBODY)
    sample_base.close()
    with Base(sample_base.path) as alone, alone.cursor() as cursor:
        pd.testing.assert_frame_equal(after, needs(cursor, DAYS[0], SETTINGS, EVERYBODY))


def test_eight_threads_on_any_days_answer_as_one_alone(sample_base_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "exemple.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    alone: dict[tuple[int, date], pd.DataFrame] = {}
    days = DAYS[:20]
    for day in days:
        with Base(path) as base, base.cursor() as cursor:
            for number, question in enumerate(QUESTIONS):
                alone[number, day] = question(cursor, day)
    wrong: list[object] = []
    with Base(path) as base:

        def read(seed: int) -> None:
            draw = random.Random(seed)
            try:
                for _ in range(6):
                    with base.cursor() as cursor:
                        for _ in range(2):
                            number, day = draw.randrange(len(QUESTIONS)), draw.choice(days)
                            pd.testing.assert_frame_equal(QUESTIONS[number](cursor, day), alone[number, day])
            except (duckdb.Error, AssertionError) as error:
                wrong.append((seed, error))

        threads = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert len(kept_tables(base)) == KEPT


def test_the_least_recently_used_go_first_and_those_of_older_data_before(sample_base: Base) -> None:
    def look(*days: date) -> None:
        with sample_base.cursor() as cursor:
            for day in days:
                coverage(cursor, day, SETTINGS, EVERYBODY)

    look(*DAYS[:KEPT], DAYS[0], DAYS[KEPT])
    stamps = {name.split("_")[3] for name in kept_tables(sample_base)}
    assert stamps == {f"{day:%Y%m%d}" for day in [DAYS[0], *DAYS[2 : KEPT + 1]]}
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM besoins")
    look(DAYS[0])
    (only,) = kept_tables(sample_base)
    assert only.startswith(f"etat_du_jour_{DAYS[0]:%Y%m%d}_v")


def test_a_cursor_that_writes_or_reads_references_keeps_nothing_for_others(sample_base: Base) -> None:
    """What it sees is not what others see: not committed, or not joined."""
    for lend in (sample_base.transaction, sample_base.references):
        with pytest.raises(KeyError), lend() as cursor:
            coverage(cursor, LAST, SETTINGS, EVERYBODY)
    assert kept_tables(sample_base) == []


def test_a_value_is_made_once_and_again_when_the_data_change(sample_base: Base) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    with sample_base.cursor() as one, sample_base.cursor() as other:
        assert [derived_value(cursor, "essai", make) for cursor in (one, other, one)] == [0, 0, 0]
    with sample_base.transaction() as cursor:
        # What is not committed is nobody else's: never kept.
        assert derived_value(cursor, "essai", lambda: "le sien") == "le sien"
    with sample_base.cursor() as cursor:
        assert derived_value(cursor, "essai", make) == 1


def test_who_asks_while_another_computes_has_the_same(sample_base: Base) -> None:
    begun, go_on = threading.Event(), threading.Event()
    made, found = [], []

    def make() -> object:
        begun.set()
        go_on.wait(10)
        made.append(object())
        return made[-1]

    def ask_for_it() -> None:
        with sample_base.cursor() as cursor:
            found.append(derived_value(cursor, "essai", make))

    threads = [threading.Thread(target=ask_for_it) for _ in range(3)]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert len(made) == 1 and found == made * 3


def test_a_value_that_could_not_be_made_is_asked_for_again(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        with pytest.raises(ZeroDivisionError):
            derived_value(cursor, "essai", lambda: 1 / 0)
        assert derived_value(cursor, "essai", lambda: 2.0) == 2.0


def test_the_values_least_recently_read_make_room(sample_base: Base) -> None:
    made: list[int] = []

    def read(number: int) -> None:
        derived_value(cursor, number, lambda: made.append(number))

    with sample_base.cursor() as cursor:
        for number in range(KEPT_VALUES):
            read(number)
        read(0)
        read(KEPT_VALUES)
        made.clear()
        read(0)
        assert made == []
        read(1)
        assert made == [1]
