"""The slides: editable, one a step, nothing outside them, nobody's name in the file."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from pptx import Presentation
from pptx.util import Inches

from tests.plain_text import plain
from tests.reports.conftest import MakeReport
from tests.reports.handmade import HOSTILE, a_step, a_table
from tests.traces import machine_places
from visa_data.pictures.picture import NothingPicture, TablePicture
from visa_data.reports.annexes import annexes
from visa_data.reports.document import Report
from visa_data.reports.pptx import as_pptx
from visa_data.reports.slide_deck import HIGH, WIDE


@pytest.fixture(scope="module")
def content(make: MakeReport) -> bytes:
    return as_pptx(make())


@pytest.fixture(scope="module")
def deck(content: bytes):  # type: ignore[no-untyped-def]
    return Presentation(io.BytesIO(content))


def written(slide) -> list[str]:  # type: ignore[no-untyped-def]
    """Every text of a slide, tables included."""
    found = [plain(shape.text_frame.text) for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def test_wide_slides_one_a_step_then_the_annexes(deck, make: MakeReport) -> None:
    assert (deck.slide_width, deck.slide_height) == (Inches(WIDE), Inches(HIGH))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    steps = make().steps
    assert titles[0] == "Val d'Aurette"
    assert titles[1 : len(steps) + 1] == [step.title for step in steps]
    assert titles[len(steps) + 1 :] == [annex.title for annex in annexes(make())]


def test_the_cover_says_date_whose_version_and_what_marks_mean(deck, make: MakeReport) -> None:
    cover = " ".join(written(deck.slides[0]))
    assert "Situation au 6 décembre 2025, comparée au 29 novembre 2025" in cover
    assert "dossier de séance n° 3" in cover and "de 1 à 10 personnes" in cover
    assert "Données d'exemple : personnes et lieux inventés." in cover


def test_sentences_and_figures_are_texts(deck, make: MakeReport) -> None:
    for slide, step in zip(list(deck.slides)[1:], make().steps, strict=False):
        texts = written(slide)
        assert plain(step.key_point) in texts
        for figure in step.figures:
            assert any(figure.value in text and figure.label in text for text in texts)


def test_notes_hold_definitions_and_protection(deck, make: MakeReport) -> None:
    for slide, step in zip(list(deck.slides)[1:], make().steps, strict=False):
        said = slide.notes_slide.notes_text_frame.text
        assert f"Définition : {step.definition}" in said
        assert "Les effectifs de 1 à 10 sont masqués" in said
        assert all(figure.definition in said for figure in step.figures)


def test_pictures_are_sharp_and_described_tables_are_native(deck) -> None:
    slides = list(deck.slides)
    for slide in slides[1:5]:
        (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert picture.image.size[0] >= 2 * 1920 * picture.width / deck.slide_width * 0.9
        assert slide.shapes.title.text_frame.text in picture._element.nvPicPr.cNvPr.get("descr")
    (table,) = [shape.table for shape in slides[5].shapes if shape.has_table]
    assert [cell.text for cell in table.rows[0].cells] == list(a_table().headers)
    assert table.cell(1, 0).text.startswith("Demander à l'équipe voisine")


def slides_of(report: Report) -> list:  # type: ignore[type-arg]
    return list(Presentation(io.BytesIO(as_pptx(report))).slides)


@pytest.mark.parametrize("rows", [60, 648])
def test_a_step_s_table_takes_one_slide_and_counts_what_it_leaves_out(rows: int, make: MakeReport) -> None:
    table = TablePicture(
        ("N°", "Texte"), tuple((f"n{n}", "Une ligne assez longue " * 3) for n in range(rows))
    )
    slides = slides_of(make([a_step(1, "d", "Zones", NothingPicture("Rien."), table=table)]))
    (annex,) = [slide for slide in slides if "en tableau" in slide.shapes.title.text_frame.text]
    shown = [text for text in written(annex) if re.fullmatch(r"n\d+", text)]
    assert shown == [f"n{n}" for n in range(len(shown))] and shown
    assert f"… et {rows - len(shown)} autres lignes, dans le tableau de l'écran." in written(annex)


def test_every_decision_and_every_sector_is_listed(make: MakeReport) -> None:
    rows = tuple((f"n{n}", "Une décision assez longue " * 3) for n in range(60))
    decided = a_step(
        10, "decisions", "Les décisions", NothingPicture("Rien."), table=TablePicture(("N°", "Texte"), rows)
    )
    slides = slides_of(make([decided], sectors=TablePicture(("Secteur", "Zones réunies"), rows)))
    for title in ("Relevé des décisions", "Secteurs"):
        pages = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith(title)]
        texts = {text for slide in pages for text in written(slide)}
        assert len(pages) > 1 and {name for name, _ in rows} <= texts


@pytest.mark.parametrize("which", ["make", "hostile", "bare"])
def test_nothing_stands_outside_a_slide(which: str, request: pytest.FixtureRequest) -> None:
    given = request.getfixturevalue(which)
    report: Report = given() if which == "make" else given
    for slide in Presentation(io.BytesIO(as_pptx(report))).slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= Inches(WIDE) + 10
            assert shape.top + shape.height <= Inches(HIGH)


def test_hostile_names_stay_texts(hostile: Report) -> None:
    slides = list(Presentation(io.BytesIO(as_pptx(hostile))).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides[1:5]] == list(HOSTILE)
    assert set(HOSTILE) <= set(written(slides[4]))


def test_an_empty_base_makes_true_slides(bare: Report) -> None:
    slides = list(Presentation(io.BytesIO(as_pptx(bare))).slides)
    for slide in slides[1:11]:
        assert "Aucune personne n'est inscrite à cette date." in written(slide)
    assert "Aucun import n'est enregistré." in " ".join(text for slide in slides for text in written(slide))


def test_the_file_names_nobody_and_no_machine(content: bytes, deck) -> None:
    assert deck.core_properties.author == deck.core_properties.last_modified_by == ""
    assert deck.core_properties.language == "fr-FR"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        texts = b"\n".join(archive.read(name) for name in names if name.endswith((".xml", ".rels")))
    assert not [name for name in names if "printerSettings" in name or "thumbnail" in name]
    for word in (b"Steve", b"Canny", b"python-pptx", b"C:\\", *machine_places()):
        assert word not in texts
    # Every link inside the file leads to a part of it: nothing is fetched.
    assert b'TargetMode="External"' not in texts


def test_fonts_and_language_are_those_of_every_office_suite(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        slide = archive.read("ppt/slides/slide2.xml").decode()
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) == {"Arial"}
    assert 'lang="fr-FR"' in slide and 'type="slidenum"' in slide
