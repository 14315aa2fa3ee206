"""Any import taken back, as long as nobody changed its data since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.history import history, undo_import, undo_preview
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
PEOPLE = "reference,source,date_inscription,vit_seul,consentement\n"
CALLS = "reference,date_appel,appelant,issue\n"


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Callable[[str, str], int | None]:
    return lambda text, name: load_extract(empty_base, read(text, name), at=AT).import_id


def people(*lines: str) -> str:
    return PEOPLE + "".join(
        f"{reference},caf,2020-01-10,{alone},oui\n" for reference, alone in map(str.split, lines)
    )


def content(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return (
            cursor.execute("SELECT * EXCLUDE (import_id) FROM personnes ORDER BY reference").fetchall()
            + cursor.execute("SELECT * EXCLUDE (import_id) FROM appels ORDER BY ALL").fetchall()
        )


def test_an_import_in_the_middle_is_taken_back(empty_base: Base, load: Callable[[str, str], int]) -> None:
    load(people("R1 oui"), "un.csv")
    middle = load(people("R1 non", "R2 oui"), "deux.csv")
    load(people("R3 non"), "trois.csv")
    preview = undo_preview(empty_base, middle)
    assert (preview.removed, preview.restored, preview.blockers) == (1, 1, ())
    undone = undo_import(empty_base, middle, at=AT)
    assert (undone.removed, undone.restored, undone.file_name) == (1, 1, "deux.csv")
    assert [(row[0], row[8]) for row in content(empty_base)] == [("R1", "oui"), ("R3", "non")]
    assert history(empty_base)["annule_le"].notna().tolist() == [False, True, False]


def test_what_a_later_import_changed_or_gave_again_stands_in_the_way(
    empty_base: Base, load: Callable[[str, str], int]
) -> None:
    first = load(people("R1 oui", "R2 oui", "R3 oui"), "un.csv")
    second = load(people("R1 non", "R2 oui", "R4 oui"), "deux.csv")
    before = content(empty_base)
    (blocker,) = undo_preview(empty_base, first).blockers
    assert (blocker.import_id, blocker.file_name) == (second, "deux.csv")
    with pytest.raises(VisaError) as refused:
        undo_import(empty_base, first, at=AT)
    assert plain(refused.value.message) == (
        f"l'import n° {second} (« deux.csv ») a modifié 1 de ses lignes et contient aussi 1 de ses lignes, "
        "inchangée. Annulez d'abord le plus récent."
    )
    assert content(empty_base) == before
    undo_import(empty_base, second, at=AT)
    undo_import(empty_base, first, at=AT)
    assert content(empty_base) == []


def test_people_whose_calls_came_later_stay(empty_base: Base, load: Callable[[str, str], int]) -> None:
    register = load(people("R1 oui", "R2 oui"), "registre.csv")
    calls = load(CALLS + "R1,2020-04-02 10:00,A1,absent\n", "appels.csv")
    assert [plain(b.reason) for b in undo_preview(empty_base, register).blockers] == [
        "apporte 1 appel de personnes que cet import a ajoutées"
    ]
    undo_import(empty_base, calls, at=AT)
    assert undo_preview(empty_base, register).blockers == ()


def test_an_import_is_taken_back_once(empty_base: Base, load: Callable[[str, str], int]) -> None:
    number = load(people("R1 oui"), "un.csv")
    undo_import(empty_base, number, at=AT)
    with pytest.raises(VisaError, match="a été annulé le 11 mai 2020"):
        undo_import(empty_base, number, at=AT)
    with pytest.raises(VisaError, match="n'a pas d'import n° 99"):
        undo_preview(empty_base, 99)


REGISTERS = st.lists(
    st.dictionaries(st.sampled_from(["R1", "R2", "R3"]), st.sampled_from(["oui", "non", ""]), min_size=1),
    min_size=2,
    max_size=4,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers=REGISTERS, taken=st.integers(0, 3))
def test_an_undo_leaves_what_the_others_alone_would_have_given(
    tmp_path: Path, registers: list[dict[str, str]], taken: int
) -> None:
    taken %= len(registers)
    extracts = []
    for place, register in enumerate(registers):
        path = tmp_path / f"r{place}.csv"
        path.write_text(people(*(f"{r} {alone or 'nsp'}" for r, alone in register.items())), encoding="utf-8")
        extracts.append(read_extract(path))

    def loaded(name: str, kept: list[Extract]) -> tuple[Base, list[int | None]]:
        (tmp_path / name).unlink(missing_ok=True)
        base = Base(tmp_path / name)
        return base, [load_extract(base, extract, at=AT).import_id for extract in kept]

    base, numbers = loaded("tous.duckdb", extracts)
    with base:
        number = numbers[taken]
        if number is None or undo_preview(base, number).blockers:
            return
        undo_import(base, number, at=AT)
        found = content(base)
    # A file that changed nothing is not in the history: it says nothing that an undo could keep.
    others = [e for place, e in enumerate(extracts) if place != taken and numbers[place] is not None]
    without, _ = loaded("sans.duckdb", others)
    with without:
        assert found == content(without)
