"""Files imported together are taken back together, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.drops import drops, undo_together, undo_together_preview, undone_sentence
from visa_data.extracts.loading.history import history, undo_preview
from visa_data.extracts.loading.load import load_extract

AT = datetime(2020, 5, 11, 8, 0)
PEOPLE = "reference,source,date_inscription,vit_seul,consentement\n"
CALLS = "reference,date_appel,appelant,issue\n"
Load = Callable[..., int]


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Load:
    def loaded(text: str, name: str, at: datetime = AT) -> int:
        number = load_extract(empty_base, read(text, name), at=at).import_id
        assert number is not None
        return number

    return loaded


def content(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return [
            row
            for table in ("personnes", "appels")
            for row in cursor.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
        ]


def test_a_drop_goes_as_a_whole_though_its_files_lean_on_one_another(empty_base: Base, load: Load) -> None:
    load(PEOPLE + "R1,caf,2020-01-10,oui,oui\n", "avant.csv", AT - timedelta(days=7))
    before = content(empty_base)
    people = load(PEOPLE + "R1,caf,2020-01-10,non,oui\nR2,caf,2020-01-10,oui,oui\n", "registre.csv")
    load(PEOPLE + "R2,caf,2020-01-10,non,oui\n", "suite.csv")
    load(CALLS + "R1,2020-05-01 09:00,A1,joint\nR2,2020-05-02 09:00,A1,joint\n", "appels.csv")
    assert undo_preview(empty_base, people).blockers, "alone, it leaves others without what they lean on"
    [drop] = drops(history(empty_base))
    assert drop.imports == (4, 3, 2)
    assert plain(drop.label) == "Tout le dépôt du 11 mai 2020 à 08:00 : 3 imports, n° 2 à 4"
    loaded = content(empty_base)
    foreseen = undo_together_preview(empty_base, drop.imports)
    assert content(empty_base) == loaded, "nothing is written by looking"
    assert plain(undone_sentence(foreseen, foreseen=True)) == (
        "Annuler 3 imports (« appels.csv », « suite.csv » et « registre.csv ») : 3 lignes ajoutées seront retirées "
        "et 2 lignes modifiées seront rétablies."
    )
    done = undo_together(empty_base, drop.imports, at=AT)
    assert done == foreseen
    assert content(empty_base) == before
    assert drops(history(empty_base)) == []


def test_one_that_a_later_import_needs_keeps_them_all(empty_base: Base, load: Load) -> None:
    load(PEOPLE + "R1,caf,2020-01-10,oui,oui\n", "registre.csv")
    load(CALLS + "R1,2020-05-01 09:00,A1,joint\n", "appels.csv")
    load(CALLS + "R1,2020-05-01 09:00,A1,absent\n", "plus_tard.csv", AT + timedelta(days=7))
    loaded, [drop] = content(empty_base), drops(history(empty_base))
    for refused in (
        lambda: undo_together_preview(empty_base, drop.imports),
        lambda: undo_together(empty_base, drop.imports, at=AT),
    ):
        with pytest.raises(VisaError, match=r"plus_tard\.csv"):
            refused()
    assert content(empty_base) == loaded
    assert history(empty_base)["annule_le"].isna().all()
