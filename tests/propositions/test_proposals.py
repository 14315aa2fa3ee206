"""What is proposed: read from the book alone, ranked the same each time, never twice, never what is decided already."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.meeting.steps.bases import SETTINGS, opened
from tests.meeting.steps.test_every_state import LAST_CALL, SAMPLE, SMALL, WEEK_BEFORE
from tests.pictures.drawing import Drawing
from visa_data.base import Base
from visa_data.decisions.covering import about
from visa_data.decisions.decision import Draft, list_decisions
from visa_data.decisions.measure import measurable
from visa_data.decisions.record import record_decision, update_status
from visa_data.dossier.book import Book
from visa_data.dossier.file import read_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.errors import VisaError
from visa_data.indicators.besoins import needs, needs_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.orientations import orientations
from visa_data.initiatives.catalogue import named
from visa_data.initiatives.gaps import Ecart
from visa_data.meeting.steps.decisions import decisions_step
from visa_data.propositions.accepting import draft_of
from visa_data.propositions.indicator import propositions
from visa_data.propositions.proposal import Proposal
from visa_data.propositions.ranking import LONG, MOST, proposals
from visa_data.propositions.rules import BY_NEED, RULES
from visa_data.vocabulary import Besoin, StatutDecision

AT = datetime(2025, 12, 8, 10, 0)
OF = {rule.kind: rule for rule in RULES}


def drafts(base: Base, day: date = LAST_CALL, before: date = WEEK_BEFORE) -> list[Draft]:
    with opened(base, day=day, before=before) as book:
        return [draft_of(book, one) for one in proposals(book)]


@pytest.fixture(scope="module")
def proposed(sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, ...]:
    """The drafts of the sample's last day, nothing decided yet."""
    with Base(Path(shutil.copy(sample_base_file, tmp_path_factory.mktemp("propositions")))) as base:
        return tuple(drafts(base))


def check(book: Book) -> tuple[Proposal, ...]:
    """What holds of any proposals, in any book."""
    found = proposals(book)
    assert len(found) <= MOST
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    zones = [zone for one in found for zone in one.gap.zones]
    needed = [one.gap.need for one in found if one.gap.need]
    assert len(zones) == len(set(zones)) and len(needed) == len(set(needed))
    for one in found:
        assert one.gap.action and one.gap.why and all(text.endswith(".") for text in one.gap.why)
        assert not one.gap.people.nothing
        assert 0 < one.gap.feasible <= 1 and one.gap.weeks >= 0
        assert not re.search(r"nan|None|inf\b", " ".join((one.gap.action, *one.gap.why)))
        assert named(one.initiative)
        weight = OF[one.kind].weight * (1 + min(one.gap.weeks, LONG) / LONG) * one.gap.feasible
        people = one.gap.people.value
        assert one.score == pytest.approx(
            weight * (SETTINGS.seuil_effectif / 2 if people is None else people)
        )
    return found


def test_the_sample_has_five_and_the_same_each_time(
    sample_base: Base, proposed: tuple[Draft, ...], sample_book_file: Path
) -> None:
    """And all five hold on a projected screen, as those of the committee."""
    with opened(sample_base, day=LAST_CALL, before=WEEK_BEFORE) as book:
        found = check(book)
        assert len(found) == MOST
        assert tuple(draft_of(book, one) for one in found) == proposed
        pictures = [decisions_step(book).picture]
    pictures.append(decisions_step(FrozenBook.alone(read_book(sample_book_file))).picture)
    for picture in pictures:
        drawn = Drawing(picture, wide=1546, high=540)
        shown = [text for text in drawn.texts if re.match(r"[1-5]\. ", text)]
        assert len(shown) == MOST and not any("le tableau" in text for text in drawn.texts), drawn.texts


@pytest.mark.parametrize("name", SMALL)
def test_small_bases(empty_base: Base, name: str) -> None:
    SMALL[name](empty_base)
    with opened(empty_base) as book:
        check(book)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_territory_without(sample_base: Base, name: str) -> None:
    with sample_base.transaction() as cursor:
        for table in (*SAMPLE[name], *(("population",) if name == "no_team" else ())):
            cursor.execute(f"DELETE FROM {table}")
    with opened(sample_base, day=LAST_CALL, before=WEEK_BEFORE) as book:
        check(book)


def test_the_book_of_the_committee(sample_book_file: Path) -> None:
    """Its sentences hold figures that it publishes, and nothing else is read: a book alone has no base."""
    book = FrozenBook.alone(read_book(sample_book_file))
    found = check(book)
    assert len(found) == MOST
    for one in found:
        people = one.gap.people.value
        assert people is None or people >= SETTINGS.seuil_effectif or one.gap.zones == ()


def test_each_kind_has_its_rule_its_figure_and_what_others_did() -> None:
    assert {rule.kind for rule in RULES} == set(Ecart) and len(RULES) == len(set(Ecart))
    assert all((rule.indicator, rule.column) in measurable() for rule in RULES)
    for rule in RULES:
        assert rule.kind is Ecart.BESOIN or rule.kind in named(rule.initiative).gaps
    assert all(need in named(BY_NEED[need]).needs for need in Besoin)


def test_people_are_those_of_the_indicators(sample_base: Base) -> None:
    """Counted again from the indicators, by other ways than the rules'."""
    kinds: dict[str, int | None] = {}
    placed: dict[Besoin, bool] = {}
    with opened(sample_base, day=LAST_CALL, before=WEEK_BEFORE) as book:
        for rule in RULES:
            for gap in rule.find(book):
                kinds[f"{rule.kind}{gap.need or ''}{gap.code if rule.kind is Ecart.ZONE_BLANCHE else ''}"] = (
                    gap.people.value
                )
                if gap.need and rule.kind is Ecart.BESOIN:
                    placed[gap.need] = bool(gap.code)
    with sample_base.cursor() as cursor:
        sent = orientations(cursor, LAST_CALL, SETTINGS, EVERYBODY).set_index("niveau")
        by_zone = needs_by_zone(cursor, LAST_CALL, SETTINGS, EVERYBODY)
        whole = needs(cursor, LAST_CALL, SETTINGS, EVERYBODY).set_index("besoin")["non_pourvus"]
    alone = sum(int(sent.loc[level, "personnes"] - sent.loc[level, "orientees"]) for level in (3, 4))
    assert kinds["non_orientees"] == alone
    for need in Besoin:
        rows = by_zone[
            (by_zone["besoin"] == need.value) & (by_zone["ressources"] == 0) & (by_zone["code_zone"] != "")
        ]
        bare = int(rows["non_pourvus"].sum())
        if whole[need.value]:
            assert kinds[f"besoin{need}"] == whole[need.value], need
            assert placed[need] == (bare >= whole[need.value] / 2), (
                "where most who wait have nothing within reach"
            )


def test_what_is_kept_holds_no_figure(proposed: tuple[Draft, ...]) -> None:
    """The text of a decision is read by the committee: what it rests on is not in it."""
    for draft in proposed:
        left = re.sub(r"niveaux? \d( et \d)?", "", draft.text)
        assert not re.search(r"\d", left), draft.text


def test_an_open_decision_covers_it_until_it_is_done(sample_base: Base, proposed: tuple[Draft, ...]) -> None:
    first, *others = proposed
    decision = record_decision(sample_base, LAST_CALL, first, AT, SETTINGS)
    assert list_decisions(sample_base)[0].draft == first, "kept with what it answers"
    assert [draft.text for draft in drafts(sample_base)] == [draft.text for draft in others], "five a meeting"
    week_later = LAST_CALL + timedelta(days=7)
    assert about(first) not in {about(one) for one in drafts(sample_base, week_later, LAST_CALL)}
    update_status(sample_base, decision.id, decision.version, StatutDecision.FAITE, LAST_CALL, AT)
    assert about(first) in {about(one) for one in drafts(sample_base, week_later, LAST_CALL)}


def test_one_typed_by_hand_covers_what_follows_the_same_figure(
    sample_base: Base, proposed: tuple[Draft, ...]
) -> None:
    first = proposed[0]
    typed = replace(first, text="Rappeler tout le monde", basis=None)
    record_decision(sample_base, LAST_CALL, typed, AT, SETTINGS)
    assert first.text not in [draft.text for draft in drafts(sample_base)]


def test_accepted_twice_is_noted_once(sample_base: Base, proposed: tuple[Draft, ...]) -> None:
    first = proposed[0]
    record_decision(sample_base, LAST_CALL, first, AT, SETTINGS)
    with pytest.raises(VisaError, match="déjà décidée"):
        record_decision(sample_base, LAST_CALL, replace(first, text="Autrement dit"), AT, SETTINGS)
    assert len(list_decisions(sample_base)) == 1


def test_two_people_accepting_at_once(sample_base: Base, proposed: tuple[Draft, ...]) -> None:
    first = proposed[0]

    def accept(number: int) -> bool:
        try:
            record_decision(sample_base, LAST_CALL, first, AT, SETTINGS)
        except VisaError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(accept, range(4))) == 1
    assert len(list_decisions(sample_base)) == 1


def test_one_that_is_late_is_recalled_and_not_proposed_again(sample_base: Base) -> None:
    first = drafts(sample_base, WEEK_BEFORE, date(2025, 11, 22))[0]
    record_decision(sample_base, WEEK_BEFORE, replace(first, due=date(2025, 12, 1)), AT, SETTINGS)
    with sample_base.cursor() as cursor:
        table = propositions(cursor, LAST_CALL, SETTINGS, EVERYBODY)
    assert first.text not in set(table["proposition"])
    assert (
        "1 décision en retard" in table.attrs["note"].replace("\xa0", " ")
        and first.text in table.attrs["note"]
    )


def test_a_decision_that_was_given_up_is_proposed_again(
    sample_base: Base, proposed: tuple[Draft, ...]
) -> None:
    first = proposed[0]
    decision = record_decision(sample_base, LAST_CALL, first, AT, SETTINGS)
    update_status(sample_base, decision.id, decision.version, StatutDecision.ABANDONNEE, LAST_CALL, AT)
    assert drafts(sample_base)[0].text == first.text


@pytest.mark.parametrize(
    "change", [lambda draft: replace(draft, owner="Mme Untel"), lambda draft: replace(draft, text="")]
)
def test_an_amended_proposal_is_checked_as_any_decision(
    sample_base: Base, proposed: tuple[Draft, ...], change: Callable[[Draft], Draft]
) -> None:
    with pytest.raises(VisaError):
        record_decision(sample_base, LAST_CALL, change(proposed[0]), AT, SETTINGS)
    assert list_decisions(sample_base) == ()
