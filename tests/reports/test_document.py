"""What the report says in any form, and the real meeting written from the sample."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

from tests.plain_text import plain
from tests.reports.conftest import MADE_AT, MakeReport
from tests.reports.handmade import a_step, a_table
from tests.shared_data import ROOT
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.meeting.step import MainFigure
from visa_data.pictures.picture import NothingPicture, Tone
from visa_data.reports.annexes import definitions, table_behind
from visa_data.reports.document import Report, figure_words, make_report
from visa_data.reports.writing import FORMS

REFERENCE = re.compile(r"VA0\d{4}")
"""References of the sample's register."""
DAY, BEFORE = date(2025, 12, 6), date(2025, 11, 29)


def of(base: Base, *, day: date = DAY, filters: Filters = EVERYBODY) -> Report:
    with base.cursor() as cursor:
        book = OpenBook(cursor, day, settings.load(None), filters, before=BEFORE)
        return make_report(book, made_at=MADE_AT)


def texts_of(form: str, content: bytes) -> str:
    """Everything written in a report of that form."""
    if form == "pptx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return "\n".join(archive.read(name).decode("utf-8") for name in names)
    if form == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_meeting_in_each_form(form: str, sample_base: Base) -> None:
    report = of(sample_base)
    assert [step.number for step in report.steps] == list(range(1, 11))
    content = FORMS[form].write(report)
    found = re.sub(r"\s+", "", texts_of(form, content))
    for step in report.steps:
        # Two forms escape quotes in their own ways; letters and digits are the same everywhere.
        words = re.findall(r"\w{4,}", step.key_point)
        assert all(word in found for word in words), step.key
    assert not REFERENCE.search(found)
    assert not re.search(r"\bnan\b|>None<", found)
    assert len(content) < 5_000_000


def test_the_guard_would_see_a_reference(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        row = cursor.execute("SELECT reference FROM personnes LIMIT 1").fetchone()
    assert row and REFERENCE.fullmatch(row[0])


def test_the_public_points_are_nobody_s_home(sample_base: Base) -> None:
    report = of(sample_base)
    points = [point for step in report.steps for point in getattr(step.picture, "points", ())]
    with sample_base.cursor() as cursor:
        homes = set(cursor.execute("SELECT latitude, longitude FROM personnes").fetchall())
    assert points and not homes & {(point.latitude, point.longitude) for point in points}


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_base_is_written_in_each_form(form: str, empty_base: Base) -> None:
    content = FORMS[form].write(of(empty_base))
    assert "Territoire sans nom" in re.sub(r"\s+", " ", texts_of(form, content))


@pytest.mark.parametrize("form", FORMS)
def test_a_date_before_everything(form: str, sample_base: Base) -> None:
    found = texts_of(form, FORMS[form].write(of(sample_base, day=date(2001, 1, 8))))
    assert "8 janvier 2001" in re.sub(r"\s+", " ", found)


def test_the_cover_says_role_and_filters(sample_base: Base) -> None:
    cover = of(sample_base, filters=Filters(sources=("caf",))).cover
    assert tuple(map(plain, cover)) == (
        "Situation au 6 décembre 2025, comparée au 29 novembre 2025",
        "Version de la coordination : les petits effectifs y sont lisibles, ne pas la diffuser.",
        "Chiffres limités aux filtres choisis (zones ou sources).",
        "Données d'exemple : personnes et lieux inventés.",
        "Document établi le 8 décembre 2025 à 09:00.",
    )


def test_no_sentence_can_break_before_a_sign(sample_base: Base) -> None:
    report = of(sample_base)
    for step in report.steps:
        for text in (step.key_point, step.question, step.definition, *step.notes):
            assert not re.search(r" [;:!?%»]|« ", text), text


def test_each_definition_is_said_once(make: MakeReport) -> None:
    rows = definitions(make()).rows
    assert len({text for _, text in rows}) == len(rows)
    assert ("Personnes inscrites", "Inscrites à la date.") in rows


@pytest.mark.parametrize(
    ("change", "tone", "words"),
    [
        ("", Tone.WORST, "alerte"),
        ("+3", Tone.WATCH, "+3 · à surveiller"),
        ("+3 moins bien", Tone.BAD, "+3 moins bien"),
        ("−2 mieux", Tone.GOOD, "−2 mieux"),
        ("", Tone.NEUTRAL, ""),
        ("", Tone.UNKNOWN, ""),
    ],
)
def test_a_figure_s_colour_is_said_in_words_once(change: str, tone: Tone, words: str) -> None:
    assert figure_words(MainFigure("3", "x", "", change, tone)) == words


def test_the_table_behind_is_not_said_twice() -> None:
    table = a_table()
    assert table_behind(a_step(1, "a", "A", table, table=table)) is None
    assert table_behind(a_step(1, "a", "A", NothingPicture("Rien."), table=table)) is table
    step = a_step(1, "a", "A", NothingPicture("Rien."), table=table)
    assert "Les mêmes chiffres sont dans le tableau" in step.alternative


def test_offering_a_report_loads_no_drawing_library() -> None:
    """The page that shows the buttons and the other commands start as fast as before."""
    script = (
        "import sys, visa_data.command_line, pages.parts.report_download; "
        "print([name for name in ('resvg_py', 'typst', 'pptx', 'PIL.ImageFont') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
