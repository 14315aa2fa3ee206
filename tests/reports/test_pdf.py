"""The pages: A4, tagged, French, searchable, and texts that stay texts."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.pdf_pages import nodes
from tests.reports.conftest import MakeReport
from tests.reports.handmade import HOSTILE, a_step
from tests.traces import machine_places
from visa_data.pictures.picture import NothingPicture, TablePicture
from visa_data.reports.annexes import annexes
from visa_data.reports.document import Report
from visa_data.reports.pdf import as_pdf

A4_LANDSCAPE = (842, 595)


@pytest.fixture(scope="module")
def content(make: MakeReport) -> bytes:
    return as_pdf(make())


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def plain(text: str) -> str:
    """Without the line breaks and the many kinds of spaces of a page."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def squeezed(text: str) -> str:
    """Without any space: a page may break a line anywhere."""
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


def test_landscape_pages_one_a_step(reader: PdfReader, make: MakeReport) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        A4_LANDSCAPE
    }
    for page, step in zip(reader.pages[1:], make().steps, strict=False):
        text = plain(page.extract_text())
        assert f"Étape {step.number} sur {len(make().steps)}" in text
        assert squeezed(step.title) in squeezed(text)
        assert squeezed(step.key_point) in squeezed(text)
        for figure in step.figures:
            assert squeezed(figure.label) in squeezed(text)


def test_tagged_in_french_with_alternatives_and_page_numbers(reader: PdfReader, make: MakeReport) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None and reader.metadata.title == make().title
    assert reader.metadata.author in (None, "")
    alternatives = [node["/Alt"] for node in nodes(root["/StructTreeRoot"]) if "/Alt" in node]
    assert len(alternatives) == 10
    assert alternatives[0].startswith("Carte : Zones blanches.")
    count = len(reader.pages)
    assert f"Page {count} sur {count}" in plain(reader.pages[-1].extract_text())


def test_pictures_are_vectors_with_the_one_font(content: bytes, reader: PdfReader) -> None:
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts and all("DejaVu" in name for name in fonts)
    assert b"/Subtype /Image" not in content and b"/Subtype/Image" not in content
    assert "Saint-Martin-des-Champs-0" in squeezed(reader.pages[2].extract_text())


def pages_of(report: Report) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(report))).pages]


def test_the_annexes_follow_the_steps_in_their_order(reader: PdfReader, make: MakeReport) -> None:
    end = squeezed(" ".join(page.extract_text() for page in reader.pages[1 + len(make().steps) :]))
    places = [end.index(squeezed(annex.title)) for annex in annexes(make())]
    assert places == sorted(places) and len(places) > 5
    assert "appels_semaine_49.csv" in end


@pytest.mark.parametrize("rows", [1, 20, 60, 648])
@pytest.mark.parametrize("own", [True, False])
def test_a_step_s_table_takes_one_page_and_counts_what_it_leaves_out(
    own: bool, rows: int, make: MakeReport
) -> None:
    """own: the picture is that table; else it stands behind another one."""
    table = TablePicture(
        ("N°", "Texte"), tuple((f"n{n}n", "Une ligne assez longue " * 3) for n in range(rows))
    )
    picture = table if own else NothingPicture("Rien.")
    pages = pages_of(make([a_step(1, "d", "Zones", picture, figures=(), table=table)]))
    holding = [page for page in pages if "n0n" in page]
    assert len([page for page in pages if re.search(r"n\d+n", page)]) == len(holding)
    for page in holding:
        shown = re.findall(r"n(\d+)n", page)
        assert shown == [str(n) for n in range(len(shown))]
        left = rows - len(shown)
        assert not left or f"…et{left}autreslignes,dansletableaudel'écran." in page
    assert rows > 20 or f"n{rows - 1}n" in holding[0]


def test_every_decision_and_every_sector_is_listed(make: MakeReport) -> None:
    def numbered(letter: str) -> TablePicture:
        rows = tuple((f"{letter}{n}{letter}", "Une ligne assez longue " * 3) for n in range(60))
        return TablePicture(("N°", "Texte"), rows)

    step = a_step(10, "decisions", "Les décisions", NothingPicture("Rien."), table=numbered("d"))
    text = " ".join(pages_of(make([step], sectors=numbered("s"))))
    for letter in "ds":
        assert [n for n in range(60) if f"{letter}{n}{letter}" not in text] == []


def test_hostile_names_are_never_read_as_markup(hostile: Report) -> None:
    text = squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(hostile))).pages))
    for name in HOSTILE:
        assert squeezed(name) in text


def test_an_empty_base_makes_true_pages(bare: Report) -> None:
    pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(as_pdf(bare))).pages]
    for page in pages[1:11]:
        assert "Aucune personne n'est inscrite à cette date." in page
    assert all(len(page) > 60 for page in pages), "no page is empty"
    assert not re.search(r"\b(nan|None|none)\b", " ".join(pages))


def test_the_file_names_no_machine(content: bytes) -> None:
    for word in machine_places():
        assert word not in content
