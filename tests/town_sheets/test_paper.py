"""The pages: A4, tagged, French, large enough to be read, whole, and texts that stay texts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.hostile_base import LAST_DAY
from tests.hostile_names import NAMES
from tests.pdf_pages import nodes, sizes
from tests.town_sheets.conftest import AT, opened, pages_of, sheet_of, squeezed, text_of, texts
from tests.traces import machine_places
from visa_data.base import Base
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.errors import VisaError
from visa_data.pictures.lettering import drawable
from visa_data.town_sheets.making import make_archive, make_sheets, places_asked, sheets
from visa_data.town_sheets.paper import as_pdf
from visa_data.town_sheets.sheet import Part, Table, drawing_notes, drawing_said

A4 = (595, 842)
DAY, BEFORE = date(2020, 5, 10), date(2020, 5, 3)


@pytest.fixture(scope="module")
def reader(worked_example_file: Path) -> PdfReader:
    with opened(worked_example_file, DAY, BEFORE) as book:
        return pages_of(book)


def test_one_page_a_place(reader: PdfReader) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {A4}
    firsts = [page.extract_text().splitlines()[0].strip() for page in reader.pages]
    assert firsts == ["Aubrives", "Boismont", "Corvilly", "Dormans"]


def test_tagged_in_french_with_titles_tables_and_the_map_in_words(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR" and root["/MarkInfo"]["/Marked"]
    kinds = [str(node["/S"]) for node in nodes(root["/StructTreeRoot"]) if "/S" in node]
    assert kinds.count("/H1") == 4 and kinds.count("/H2") >= 4 * 5 and "/TH" in kinds
    said = [node["/Alt"] for node in nodes(root["/StructTreeRoot"]) if "/Alt" in node]
    assert len(said) == 4 and "Aubrives, bordée par Boismont." in said[0]


def test_who_may_go_there_is_read_before_the_map_and_the_map_before_figures(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    order = [
        str(node["/S"])
        for node in nodes(root["/StructTreeRoot"])
        if node.get("/S") in ("/H1", "/H2", "/Figure")
    ]
    assert order[:4] == ["/H1", "/H2", "/Figure", "/H2"]


def test_no_letter_under_ten_points(reader: PdfReader) -> None:
    assert min(sizes(reader)) >= 10


def test_everything_that_the_sheet_says_is_on_its_page(worked_example_file: Path, reader: PdfReader) -> None:
    with opened(worked_example_file, DAY, BEFORE) as book:
        for sheet, page in zip(sheets(book, places_asked(book, [])), reader.pages, strict=True):
            written = squeezed(page.extract_text())
            for text in texts(replace(sheet, drawing=None, said="")):
                assert squeezed(text) in written, text


def test_the_same_sheet_gives_the_same_bytes(worked_example_file: Path) -> None:
    with opened(worked_example_file, DAY, BEFORE) as book:
        sheet = sheet_of(book, "99001")
    assert as_pdf([sheet], AT) == as_pdf([sheet], AT)


def test_without_an_outline_the_page_says_so(worked_example_file: Path) -> None:
    with opened(worked_example_file, DAY, BEFORE) as book:
        sheet = sheet_of(book, "99001")
    bare = replace(sheet, drawing=None, said=drawing_said("Aubrives", [], None), notes=drawing_notes(None))
    reader = PdfReader(io.BytesIO(as_pdf([bare], AT)))
    assert squeezed("Contour inconnu : la carte ne peut pas être dessinée.") in text_of(reader)
    assert not [node for node in nodes(reader.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in node]


def test_a_long_list_goes_on_whole_and_says_whose_it_is(worked_example_file: Path) -> None:
    rows = tuple((f"Ressource {rank:02}", "Se nourrir", "jamais") for rank in range(1, 61))
    with opened(worked_example_file, DAY, BEFORE) as book:
        sheet, after = sheet_of(book, "99001"), sheet_of(book, "99002")
    headers = ("Ressource", "Besoins", "Vérifiée le")
    long = replace(sheet, parts=(Part("Les ressources", tables=(Table(headers, rows),)),))
    reader = PdfReader(io.BytesIO(as_pdf([long, after], AT)))
    assert len(reader.pages) == 3
    text = text_of(reader)
    assert all(squeezed(row[0]) in text for row in rows)
    second = reader.pages[1].extract_text()
    assert second.splitlines()[0].strip() == "Aubrives" and "Page 2 sur 2" in second.replace("\u00a0", " ")
    assert squeezed("Vérifiée le") in squeezed(second)
    assert "Page" not in reader.pages[2].extract_text()


def test_sixty_resources_of_a_base_are_all_there(contract: Callable[[], Path]) -> None:
    path = contract()
    with Base(path) as base, base.transaction() as cursor:
        cursor.execute(
            """
            INSERT INTO ressources BY NAME
            SELECT * REPLACE ('X' || n AS identifiant, 'Ressource numéro ' || n AS nom)
            FROM ressources, range(60) AS t(n) WHERE identifiant = 'S1'
            """.replace("SELECT *", "SELECT * EXCLUDE (n)")
        )
    with opened(path, DAY, BEFORE) as book:
        text = text_of(pages_of(book, "99001"))
    assert all(squeezed(f"Ressource numéro {n}") in text for n in range(60))


def test_hostile_names_stay_texts(hostile_base_file: Path) -> None:
    with opened(hostile_base_file, LAST_DAY, LAST_DAY.replace(month=11)) as book:
        reader = pages_of(book)
    links = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots") or []
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert links == []
    text = text_of(reader)
    for name in NAMES:
        assert squeezed(drawable(name)) in text, name


def test_nothing_is_written_past_the_edge(hostile_base_file: Path) -> None:
    """A name of 140 letters without a space is cut in lines."""
    with opened(hostile_base_file, LAST_DAY, LAST_DAY.replace(month=11)) as book:
        reader = pages_of(book)
    rights: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            rights.append(tm[4] * cm[0] + cm[4])

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert rights and max(rights) < A4[0] - 36


def test_files_of_hostile_names_stay_in_their_folder(hostile_base_file: Path) -> None:
    with opened(hostile_base_file, LAST_DAY, LAST_DAY.replace(month=11)) as book:
        codes = places_asked(book, [])
        with zipfile.ZipFile(io.BytesIO(make_archive(book, codes, AT))) as archive:
            names = archive.namelist()
    assert len(set(names)) == len(codes)
    assert all(re.fullmatch(r"fiche_[0-9A-Za-z-]+(_[0-9a-z-]{1,40})?\.pdf", name) for name in names)


def test_too_many_for_one_pdf_is_refused_before_anything_is_made(sample_book: FrozenBook) -> None:
    with pytest.raises(VisaError, match=r"151 fiches .* archive \(\.zip\)"):
        make_sheets(sample_book, ["S1"] * 151, AT)


def test_nothing_of_the_machine(sample_book: FrozenBook) -> None:
    code = sample_book.zones.codes[0]
    content = as_pdf(sheets(sample_book, [code]), AT)
    assert not any(place in content for place in machine_places())
