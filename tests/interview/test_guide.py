"""The interview guide: whole, ours, for every need and level, and with nowhere to write an answer."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files

import pytest
from pypdf import PdfReader

from tests.html_read import HtmlRead
from tests.initiatives.test_catalogue import lines_of
from visa_data import french
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.interview.guide import Call, interview_guide
from visa_data.interview.sheet import (
    NOTHING_KEPT,
    OFFERED,
    as_page,
    as_printed,
    numbers_given,
    offered,
    paper_of,
)
from visa_data.letter.letter import Line
from visa_data.letter.numbers import useful_numbers
from visa_data.letter.paper import Paper
from visa_data.settings import load
from visa_data.vocabulary import Besoin

GUIDE = interview_guide()
SERVICES = (Line(True, "Se nourrir", "Portage <b>d'essai</b> & fils à Bavay."),)
NUMBERS = (Line(False, "", "Vérifié en 2020."), Line(True, "Écoute", "0 800 130 000."))
AT = datetime(2026, 11, 23, 9)
CALLS = pytest.mark.parametrize("call", GUIDE.calls, ids=lambda call: call.key)


def paper(call: Call) -> Paper:
    return paper_of(GUIDE, call, SERVICES, NUMBERS, "Pays d'Essai")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


def sentences(value: object) -> Iterator[str]:
    """Every text of the declared contents."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from sentences(one)
    elif isinstance(value, list):
        for one in value:
            yield from sentences(one)


def told() -> dict[str, object]:
    return tomllib.loads((files("visa_data.interview") / "guide.toml").read_text(encoding="utf-8"))


def test_the_types_of_call_that_the_guide_distinguishes() -> None:
    assert [call.key for call in GUIDE.calls] == [
        "premier",
        "suite",
        "aidant",
        "niveau_3_4",
        "refus",
        "absence",
    ]
    assert (GUIDE.version, GUIDE.edition) == (1, f"Version 1 du {french.day(GUIDE.day)}")
    assert GUIDE.day <= date.today()
    with pytest.raises(VisaError, match="n'a pas d'appel"):
        GUIDE.call("autre")


@CALLS
def test_a_call_is_whole(call: Call) -> None:
    assert call.title and call.when and call.before and call.say and call.then
    titles = [block.title for block in paper(call).blocks]
    assert len(set(titles)) == len(titles) and all(block.lines for block in paper(call).blocks)
    assert {"Ce qui ne se demande jamais", "Ce qui ne s'écrit jamais", "Numéros à donner"} <= set(titles)
    assert call.weighs == ("Peser le niveau, et que faire" in titles)


def test_every_need_is_asked_in_its_own_words_and_every_level_weighed() -> None:
    [needs] = {theme for call in GUIDE.calls for theme in call.themes if theme.title == "Les dix besoins"}
    assert [line.head for line in needs.questions] == [need.label for need in Besoin]
    assert all("?" in line.text for call in GUIDE.calls for theme in call.themes for line in theme.questions)
    assert [level.level for level in GUIDE.levels] == [1, 2, 3, 4]


def test_no_sentence_is_the_document_s() -> None:
    words = " ".join(re.findall(r"\w+", " ".join(lines_of("000")).casefold()))
    for sentence in sentences(told()):
        ours = re.findall(r"\w+", sentence.casefold())
        runs = [" ".join(ours[start : start + 9]) for start in range(len(ours) - 8)]
        assert [run for run in runs if f" {run} " in f" {words} "] == []


def test_no_question_asks_for_health_money_or_belief() -> None:
    """What is never asked is said once, in its own list."""
    asked = " ".join(
        line.whole for call in GUIDE.calls for theme in call.themes for line in theme.questions
    ).casefold()
    for word in (
        "maladie",
        "traitement",
        "médicament",
        "diagnos",
        "allocation",
        "revenu",
        "religion",
        "code",
    ):
        assert word not in asked


@CALLS
def test_the_page_prints_whole_with_its_version_and_nothing_to_fill_in(call: Call) -> None:
    content = as_page(paper(call)).decode("utf-8")
    page = HtmlRead()
    page.feed(content)
    assert not set(page.tags) & {
        "form",
        "input",
        "textarea",
        "select",
        "button",
        "table",
        "script",
        "img",
        "link",
        "a",
    }
    assert "contenteditable" not in content and not re.search(r"_{3,}|\.{4,}|☐|□", page.said)
    assert ("lang", "fr") in page.attributes and "@page{size:A4" in content
    assert "http:" not in content and "https:" not in content and "url(" not in content
    said = squeezed(page.said)
    assert squeezed(GUIDE.edition.lower()) in said and squeezed(NOTHING_KEPT) in said
    for block in paper(call).blocks:
        assert squeezed(block.title) in said
        for line in block.lines:
            assert squeezed(line.whole) in said


@CALLS
def test_the_pdf_holds_the_same_on_a4_tagged_in_french(call: Call) -> None:
    reader = PdfReader(io.BytesIO(as_printed(paper(call), AT)))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (595, 842)
    }
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR" and root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None and reader.metadata.title == call.title
    for page in reader.pages:
        assert squeezed(GUIDE.edition.lower()) in squeezed(page.extract_text()), "on every page"
    text = squeezed(" ".join(page.extract_text() for page in reader.pages))
    for block in paper(call).blocks:
        for word in " ".join(line.whole for line in block.lines).split():
            assert word in text
    assert "/AcroForm" not in root, "no field"


def test_what_may_be_offered_is_what_is_open(sample_base: Base) -> None:
    day, settings = date(2025, 12, 6), load()
    with sample_base.cursor() as cursor:
        lines = offered(cursor, day, settings, territory="Essai")
        rows = cursor.execute(
            "SELECT nom, besoins FROM ressources WHERE statut = 'active' AND date_diff('day', date_verification, ?) <= ?",
            [day, settings.ressource_verifiee],
        ).fetchall()
    assert [line.head for line in lines] == [need.label for need in Besoin]
    for need, line in zip(Besoin, lines, strict=True):
        answers = [name for name, needs in rows if need.value in str(needs).split("|")]
        assert sum(name in line.text for name in set(answers)) >= min(len(set(answers)), OFFERED)
        assert (f"et {len(answers) - OFFERED}\u00a0autre" in line.text) == (len(answers) > OFFERED)
        assert answers or "aucun service vérifié" in line.text


def test_the_numbers_are_those_of_inhabitants(empty_base: Base) -> None:
    with empty_base.cursor() as cursor:
        first, *others = numbers_given(cursor, date(2025, 12, 6), load())
        known = useful_numbers(cursor)
    assert first.text == "Vérifié en 2020."
    assert {line.head for line in others} == {one.name for one in known if one.needs}
