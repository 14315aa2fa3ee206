"""The forms of a letter: everything is in each, in letters large enough, and nothing goes outside."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime

import pytest
from pypdf import PdfReader

from tests.hostile_names import NAMES
from tests.html_read import HtmlRead
from tests.pdf_pages import nodes, sizes
from tests.traces import machine_places
from visa_data.letter.forms import FORMS
from visa_data.letter.letter import Letter, Section
from visa_data.letter.poster import GOES_ON, poster_of
from visa_data.pictures.tones import ink

AT = datetime(2025, 12, 8, 9)
A4 = (595, 842)
SPACES = re.compile(r"[\s\u00a0\u202f]+")


def squeezed(text: str) -> str:
    """Without any space: a page may break a line anywhere."""
    return SPACES.sub("", text)


def pdf(letter: Letter, form: str) -> PdfReader:
    return PdfReader(io.BytesIO(FORMS[form].write(letter, AT)))


def text_of(reader: PdfReader) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def test_the_pages_hold_every_line_in_large_print(sample_letter: Letter) -> None:
    reader = pdf(sample_letter, "lettre")
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {A4}
    text = text_of(reader)
    for section in sample_letter.sections:
        assert squeezed(section.title) in text
        for line in section.read:
            # The foot of a page may stand between two lines of one sentence.
            for word in line.whole.split():
                assert word in text
    drawn = sizes(reader)
    assert min(drawn) >= 18, drawn
    count = len(reader.pages)
    assert all(
        f"{rank}/{count}" in squeezed(page.extract_text()) for rank, page in enumerate(reader.pages, 1)
    )


def test_each_line_of_one_page_is_whole(handmade: Letter) -> None:
    reader = pdf(handmade, "lettre")
    assert len(reader.pages) == 1
    for section in handmade.sections:
        for line in section.read:
            assert squeezed(line.whole) in text_of(reader)


@pytest.mark.parametrize("form", ["lettre", "affiche"])
def test_tagged_in_french_with_titles_as_headings(sample_letter: Letter, form: str) -> None:
    reader = pdf(sample_letter, form)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR" and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None and reader.metadata.title == sample_letter.title
    assert reader.metadata.author in (None, "")
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    tags = [node.get("/S") for node in nodes(root["/StructTreeRoot"])]
    shown = len({one.title for one in sample_letter.sections}) if form == "lettre" else tags.count("/H2")
    assert tags.count("/H1") == 1 and tags.count("/H2") == shown >= 1
    assert "/L" in tags and "/LI" in tags


def test_the_poster_is_one_page_read_from_afar(sample_letter: Letter) -> None:
    reader = pdf(sample_letter, "affiche")
    assert len(reader.pages) == 1
    assert min(sizes(reader)) >= 28
    assert squeezed(GOES_ON) in text_of(reader)


def test_what_the_poster_leaves_is_counted_and_told(handmade: Letter) -> None:
    """By hand: three lines marked for it, of which the first loses a sentence; two of the section kept off it."""
    poster = poster_of(handmade)
    assert poster.left == 3
    assert poster.paper.end == GOES_ON
    text = text_of(pdf(handmade, "affiche"))
    assert "Écoute:0800130000." in text and "Touslesjours" not in text and "Senourrir" not in text
    whole = replace(handmade, sections=(Section("a", "Bonjour", ("Une ligne.",), True),))
    assert (poster_of(whole).left, poster_of(whole).paper.end) == (0, "")


@pytest.mark.parametrize("lines", [1, 8, 40])
def test_the_poster_keeps_the_first_lines_and_as_many_as_hold(handmade: Letter, lines: int) -> None:
    section = Section("a", "Essai", tuple(f"- n{n}n : une ligne pour essayer." for n in range(lines)), True)
    letter = replace(handmade, sections=(section,))
    reader = pdf(letter, "affiche")
    shown = re.findall(r"n(\d+)n", text_of(reader))
    assert len(reader.pages) == 1 and shown == [str(n) for n in range(len(shown))]
    assert poster_of(letter).left == lines - len(shown)
    assert (squeezed(GOES_ON) in text_of(reader)) == (len(shown) < lines)
    assert lines < 40 or len(shown) > 5


def test_a_poster_of_nothing_sends_to_the_letter(handmade: Letter) -> None:
    off = replace(handmade, sections=tuple(replace(one, poster=False) for one in handmade.sections))
    assert poster_of(off).left == 5 and squeezed(GOES_ON) in text_of(pdf(off, "affiche"))


def test_the_e_mail_is_whole_by_itself(sample_letter: Letter) -> None:
    content = FORMS["courriel"].write(sample_letter, AT).decode("utf-8")
    page = HtmlRead()
    page.feed(content)
    assert not set(page.tags) & {"img", "link", "script", "style", "iframe", "a", "form"}
    assert not {name for name, _ in page.attributes} & {"src", "href", "action", "background", "srcset"}
    assert "url(" not in content and "@import" not in content and "http" not in content
    assert ("lang", "fr") in page.attributes and content.startswith("<!DOCTYPE html>")
    assert page.tags.count("h1") == 1 and page.tags.count("h2") == len(sample_letter.sections)
    read = [tag for tag in page.tags if tag in ("h1", "h2", "p", "li")]
    assert sum(name == "style" for name, _ in page.attributes) >= len(read), "each with its own style"
    said = squeezed(page.said)
    for section in sample_letter.sections:
        for line in section.read:
            assert squeezed(line.whole) in said


def test_the_e_mail_s_ink_is_read_on_its_paper(sample_letter: Letter) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    content = FORMS["courriel"].write(sample_letter, AT).decode("utf-8")
    assert set(re.findall(r"(?<![-\w])color:(#\w+)", content)) == {ink("encre")}
    assert set(re.findall(r"background:(#\w+)", content)) == {ink("papier")}
    assert (light(ink("papier")) + 0.05) / (light(ink("encre")) + 0.05) >= 7


def test_hostile_texts_stay_texts(handmade: Letter) -> None:
    lines = tuple(f"- {name}" for name in NAMES)
    letter = replace(
        handmade, sections=(Section("a", "Essai", (), True).edited("Essai", "\n".join(lines), True),)
    )
    said = [squeezed(line.whole) for line in letter.sections[0].read]
    page = HtmlRead()
    page.feed(FORMS["courriel"].write(letter, AT).decode("utf-8"))
    assert all(one in squeezed(page.said) for one in said)
    assert not set(page.tags) - {
        "html",
        "head",
        "body",
        "meta",
        "title",
        "div",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "strong",
    }
    assert len(pdf(letter, "lettre").pages) >= 1


def test_the_sample_says_that_it_is_invented_in_every_form(sample_letter: Letter) -> None:
    for name, form in FORMS.items():
        content = form.write(sample_letter, AT)
        text = (
            text_of(PdfReader(io.BytesIO(content)))
            if form.ending.endswith("pdf")
            else squeezed(content.decode())
        )
        assert "entièrementinventés" in text, name


def test_no_form_names_the_machine(sample_letter: Letter) -> None:
    for form in FORMS.values():
        content = form.write(sample_letter, AT)
        assert not [word for word in machine_places() if word in content]


def test_files_are_named_after_the_day_and_the_place(handmade: Letter) -> None:
    names = [form.file_name(replace(handmade, place="zone:59057")) for form in FORMS.values()]
    assert names == [
        "lettre_2025-12-06_zone-59057.pdf",
        "lettre_2025-12-06_zone-59057_affiche.pdf",
        "lettre_2025-12-06_zone-59057.html",
        "lettre_2025-12-06_zone-59057.txt",
    ]
    assert FORMS["lettre"].file_name(handmade) == "lettre_2025-12-06_territoire.pdf"
