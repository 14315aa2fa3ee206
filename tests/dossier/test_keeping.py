"""Books kept one after the other: frozen, refused, handed back; nothing of a person in the base's table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.dossier.conftest import AT, DAY, WEEK
from tests.plain_text import plain
from tests.traces import traces_of, unfolded
from visa_data.base import Base
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision
from visa_data.dossier.file import read_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.keeping import Frozen, freeze, kept_book, kept_books, kept_file, last_book
from visa_data.errors import VisaError
from visa_data.roles import Author
from visa_data.settings import load

SETTINGS = load()
FIRST = DAY - WEEK


def frozen(base: Base, day: date = DAY, **changed: int) -> Frozen:
    return freeze(base, day, replace(SETTINGS, **changed), AT, Author.COORDINATION)


def test_books_follow_one_another(sample_base: Base) -> None:
    first, second = frozen(sample_base, FIRST), frozen(sample_base)
    assert (first.kept.number, first.kept.previous) == (1, None)
    assert (second.kept.number, second.kept.previous) == (2, FIRST)
    with sample_base.cursor() as cursor:
        assert kept_books(cursor) == [second.kept, first.kept]
        last, before = last_book(cursor), last_book(cursor, before=DAY)
        assert last is not None and before is not None
        assert kept_book(cursor, DAY).tables.manifest == second.tables.manifest
        content = kept_file(cursor, DAY)
    assert (last.day, last.before, before.day) == (DAY, FIRST, FIRST)
    assert last.by_sector(["inscrits"], FIRST) == before.by_sector(["inscrits"])
    assert last.sentences[0].startswith("Changement de données")
    assert second.kept.size == len(content)


def test_the_same_day_is_not_published_twice(sample_base: Base) -> None:
    first = frozen(sample_base)
    again = freeze(sample_base, DAY, SETTINGS, datetime(2025, 12, 9, 18), Author.LIGNE_DE_COMMANDE)
    assert (first.new, again.new) == (True, False)
    assert again.kept == first.kept
    with pytest.raises(VisaError, match="figé, et les données ou les réglages"):
        frozen(sample_base, arrondi=1)
    with pytest.raises(VisaError, match="le suivant ne peut être que d'un jour"):
        frozen(sample_base, FIRST)
    with sample_base.cursor() as cursor:
        assert kept_books(cursor) == [first.kept]


def test_no_zones_no_book(empty_base: Base) -> None:
    with pytest.raises(VisaError, match="pas de zones"):
        frozen(empty_base)
    with empty_base.cursor() as cursor:
        assert kept_books(cursor) == []
        assert last_book(cursor) is None
        with pytest.raises(VisaError, match="aucun dossier"):
            kept_file(cursor, DAY)


def test_what_a_book_holds_stays_when_somebody_is_erased(sample_base: Base) -> None:
    made = frozen(sample_base)
    with sample_base.cursor() as cursor:
        traces, content = traces_of(cursor), kept_file(cursor, DAY)
    assert replace(traces, coordinates=()).found_in(unfolded(content)) == []
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM personnes WHERE reference IN (SELECT min(reference) FROM personnes)")
    with sample_base.cursor() as cursor:
        assert kept_file(cursor, DAY) == content
    assert read_book(content).manifest == made.tables.manifest


def test_what_decisions_follow_comes_from_books_alone(sample_base: Base) -> None:
    """A figure of the territory, one of a zone, told by its sector, and one that sectors are not given."""
    frozen(sample_base, FIRST)
    for column, zone, indicator in (
        ("joints", "", "evolution"),
        ("joints", "99115", "couverture"),
        ("niveau_4", "99115", "fragilite"),
    ):
        draft = Draft("Appeler les personnes à joindre", "coordination", DAY, zone, None, indicator, column)
        record_decision(sample_base, FIRST, draft, AT, SETTINGS)
    book = FrozenBook(frozen(sample_base).tables, SETTINGS)
    said = [plain(sentence) for sentence in book.decided.sort_values("zone")["suivi"]]
    then, now = (book.total("joints", day).text for day in (FIRST, DAY))
    assert plain(f"de {then} à {now}") in said[0]
    with sample_base.cursor() as cursor:
        [sector] = [one for one in book.by_sector(["joints"]) if "99115" in one.zones]
        [before] = [one for one in kept_book(cursor, FIRST).by_sector(["joints"]) if "99115" in one.zones]
    texts = [before.values["joints"].text, sector.values["joints"].text]
    assert all(plain(text) in "\n".join(said[1:]) for text in texts)
    assert "Niveau 4 : suivi réservé à la coordination." in said[1:]
