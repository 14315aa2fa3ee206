"""The catalogue against the documents: every figure stands where its file says, as the document writes it."""

from __future__ import annotations

import re

import pytest

from tests.shared_data import shared_folder
from visa_data.errors import VisaError
from visa_data.initiatives.catalogue import answering, catalogue, read_initiative
from visa_data.initiatives.initiative import Figure, Initiative, Moyen
from visa_data.vocabulary import Besoin

ENTRIES = {one.key: one for one in catalogue()}
SPACES = re.compile(r"[\s\u00a0\u202f]+")
IN_LETTERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "centaine": 100, "mille": 1000,
    "millier": 1000, "mi-temps": 0.5, "mensuel": 12, "hebdomadaire": 1,
}  # fmt: skip


def lines_of(document: str) -> list[str]:
    [path] = shared_folder("seeds").glob(f"{document}_*.txt")
    return path.read_text(encoding="utf-8").splitlines()


def number_of(written: str) -> float:
    """« 29 444 », « 130’000 », « 1,5 », « 2 millions », « deux » as numbers."""
    text = SPACES.sub(" ", written).strip().casefold()
    if text in IN_LETTERS:
        return IN_LETTERS[text]
    times = 1
    for word, value in (("millions", 1_000_000), ("million", 1_000_000), ("milliers", 1000), ("k€", 1000)):
        if text.endswith(word):
            text, times = text.removesuffix(word).strip(), value
    return float(text.replace(" ", "").replace("’", "").replace(",", ".")) * times


def held(text: str, written: str) -> bool:
    """Whether a text holds a number as written, not as a part of a longer one."""
    spaced = (
        re.escape(SPACES.sub(" ", written).strip().casefold()).replace(r"\ ", r"\s*").replace(r"\-", r"\-\s*")
    )
    return re.search(rf"(?<![\d,.\w]){spaced}(?![\d\w]|[,.]\d)", SPACES.sub(" ", text).casefold()) is not None


@pytest.mark.parametrize("key", ENTRIES)
def test_every_figure_stands_in_its_document(key: str) -> None:
    one = ENTRIES[key]
    lines = lines_of(one.document.value)
    first, last = one.lines
    assert 1 <= first <= last <= len(lines)
    for figure in one.figures:
        assert first <= figure.line <= last, figure.words
        # A line of the text may end in the middle of a number.
        here = " ".join(lines[figure.line - 1 : figure.line + 1])
        assert held(here, figure.written), (figure.words, figure.written, here)
        assert number_of(figure.written) == figure.value, figure.words
    if one.since:
        assert first <= one.since_line <= last
        assert held(lines[one.since_line - 1], str(one.since)), (one.since, lines[one.since_line - 1])


@pytest.mark.parametrize("key", ENTRIES)
def test_no_sentence_is_the_document_s(key: str) -> None:
    """Facts come from there, sentences do not: no run of nine words is the same."""
    one = ENTRIES[key]
    words = " ".join(re.findall(r"\w+", " ".join(lines_of(one.document.value)).casefold()))
    for sentence in (one.summary, *one.conditions, *(figure.words for figure in one.figures)):
        ours = re.findall(r"\w+", sentence.casefold())
        runs = [" ".join(ours[start : start + 9]) for start in range(len(ours) - 8)]
        assert [run for run in runs if f" {run} " in f" {words} "] == []


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_whole(key: str) -> None:
    one = ENTRIES[key]
    assert one.summary.endswith(".") and all(text.endswith(".") for text in one.conditions)
    assert one.needs or one.gaps, "it would be found from no gap"
    assert one.territories and one.place and one.where
    assert (one.since == 0) == (one.since_line == 0)
    assert all(figure.means is not None for figure in one.means)
    assert all(figure.means is None for figure in (*one.results, *([one.people] if one.people else [])))
    assert one.people is not None or not any(figure.scales for figure in one.means)


def test_each_need_is_answered() -> None:
    assert {need.value for need in Besoin} == {need for one in catalogue() for need in one.needs}
    assert all(need in one.needs for need in Besoin for one in answering(need=need.value))


def test_a_cost_is_what_is_told_by_year() -> None:
    def figure(value: float, means: Moyen) -> Figure:
        return Figure("", value, "", 1, means=means)

    def cost(*means: Figure) -> float | None:
        base = next(iter(ENTRIES.values()))
        values = {name: getattr(base, name) for name in Initiative.__slots__}
        return Initiative(**{**values, "means": means}).yearly_cost

    assert cost(figure(5, Moyen.BENEVOLES)) is None
    assert cost(figure(5, Moyen.EUROS_AN), figure(7, Moyen.EUROS_AN), figure(9, Moyen.EUROS_UNE_FOIS)) == 12


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("nom = 3", "nom"),
        ("[", "essai.toml"),
        ('nom = "A"', "nature"),
        ('nom = "A"\nnature = "autre"', "autre"),
    ],
)
def test_a_file_that_is_not_whole_is_told(spoilt: str, told: str) -> None:
    with pytest.raises(VisaError, match=told):
        read_initiative("essai", spoilt)
