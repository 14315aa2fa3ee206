"""The pages: A4, tagged, French, searchable, and texts that stay texts."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.reports.conftest import MakeReport
from tests.reports.handmade import HOSTILE, a_step
from tests.traces import machine_places
from visa_data.pictures.picture import TablePicture
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
    alternatives = [node["/Alt"] for node in _nodes(root["/StructTreeRoot"]) if "/Alt" in node]
    assert len(alternatives) == 10
    assert alternatives[0].startswith("Carte : Zones blanches.")
    count = len(reader.pages)
    assert f"Page {count} sur {count}" in plain(reader.pages[-1].extract_text())


def _nodes(node):  # type: ignore[no-untyped-def]
    """Every element of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _nodes(child)
    elif hasattr(node, "get"):
        yield node
        if "/K" in node:
            yield from _nodes(node["/K"])


def test_pictures_are_vectors_with_the_one_font(content: bytes, reader: PdfReader) -> None:
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts and all("DejaVu" in name for name in fonts)
    assert b"/Subtype /Image" not in content and b"/Subtype/Image" not in content
    assert "Saint-Martin-des-Champs-0" in squeezed(reader.pages[2].extract_text())


def test_the_tables_behind_the_pictures_sources_and_definitions_are_there(reader: PdfReader) -> None:
    end = squeezed(" ".join(page.extract_text() for page in reader.pages[7:]))
    for words in ("Sources et fraîcheur", "appels_semaine_49.csv", "Définitions", "Étape 1, en tableau"):
        assert squeezed(words) in end


@pytest.mark.parametrize("rows", [1, 60])
def test_no_row_of_a_table_is_lost(rows: int, make: MakeReport) -> None:
    table = TablePicture(
        ("N°", "Texte"), tuple((f"n{n}n", "Une décision assez longue " * 3) for n in range(rows))
    )
    read = PdfReader(io.BytesIO(as_pdf(make([a_step(1, "d", "Décisions", table, table=table)]))))
    text = " ".join(page.extract_text() for page in read.pages)
    assert [n for n in range(rows) if f"n{n}n" not in text] == []


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
