"""The sample's mark, which lets anyone choose a role, does not survive a file that is not the sample's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.dossier.keeping import kept_books
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.invented import NO_LONGER
from visa_data.extracts.loading.load import foresee, load_extract
from visa_data.extracts.reading import read_extract
from visa_data.letter.keeping import keep_letter, kept_letters
from visa_data.letter.letter import Letter, Section
from visa_data.roles import Author
from visa_data.typography import french as typeset

AT = datetime(2025, 12, 9)
REGISTER = "reference,source,consentement,date_inscription,code_zone\nZZ1,registre,oui,2025-12-01,\n"


def books(base: Base) -> int:
    with base.cursor() as cursor:
        return len(kept_books(cursor))


def letters(base: Base) -> int:
    with base.cursor() as cursor:
        return len(kept_letters(cursor))


def with_books(sample_books_file: Path, tmp_path: Path) -> Base:
    path = tmp_path / "exemple.duckdb"
    path.write_bytes(sample_books_file.read_bytes())
    return Base(path)


def test_a_real_file_takes_the_mark_the_invented_books_and_the_letters_away(
    sample_books_file: Path, tmp_path: Path, read: Callable[..., Extract]
) -> None:
    letter = Letter(date(2025, 12, 6), "", "Essai", "Essai", (Section("a", "Essai", ("Bonjour.",)),), True)
    with with_books(sample_books_file, tmp_path) as base:
        keep_letter(base, letter, AT, Author.COORDINATION, after=0)
        assert base.meta("invente") == "oui" and books(base) == 2
        [foreseen] = foresee(base, [read(REGISTER)], at=AT)
        assert typeset(NO_LONGER) in foreseen.outcome.notices
        assert base.meta("invente") == "oui" and (books(base), letters(base)) == (2, 1), (
            "foreseeing writes nothing"
        )
        assert typeset(NO_LONGER) in load_extract(base, read(REGISTER), at=AT).notices
        assert base.meta("invente") is None and (books(base), letters(base)) == (0, 0)
        assert (
            typeset(NO_LONGER) not in load_extract(base, read(REGISTER.replace("ZZ1", "ZZ2")), at=AT).notices
        )


def test_the_sample_s_own_files_leave_it(sample_books_file: Path, tmp_path: Path) -> None:
    with with_books(sample_books_file, tmp_path) as base:
        with base.transaction() as cursor:
            cursor.execute("DELETE FROM appels")
        own = next(iter(sorted((ROOT / "sample_data" / "pivot").glob("appels*.csv"))))
        outcome = load_extract(base, read_extract(own), at=AT)
        assert outcome.import_id is not None and typeset(NO_LONGER) not in outcome.notices
        assert base.meta("invente") == "oui" and books(base) == 2


def test_a_base_that_never_was_the_sample_s_says_nothing(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    assert typeset(NO_LONGER) not in load_extract(empty_base, read(REGISTER), at=AT).notices
