"""The report of a territory of hostile names, in every form: names are texts, and nothing leads elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.hostile_base import LAST_DAY
from tests.hostile_names import ELSEWHERE, NAMES
from tests.reports.test_html import Seen
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import EVERYBODY
from visa_data.reports.document import Report, make_report
from visa_data.reports.writing import FORMS


@pytest.fixture(scope="module")
def report(hostile_base_file: Path) -> Report:
    with Base(hostile_base_file) as base, base.cursor() as cursor:
        book = OpenBook(cursor, LAST_DAY, settings.load(None), EVERYBODY, before=LAST_DAY.replace(month=11))
        return make_report(book, made_at=datetime(2025, 12, 8, 9, 0))


def test_nothing_of_the_page_leads_elsewhere(report: Report) -> None:
    seen = Seen(FORMS["html"].write(report).decode("utf-8"))
    assert not {"script", "img", "sup"} & set(seen.tags)
    leading = [value for name, value in seen.attributes if name in ("href", "src", "xlink:href", "style")]
    assert leading and not any(ELSEWHERE in value for value in leading)
    assert any(NAMES[0] in text for text in seen.texts)


def test_no_link_in_the_pages(report: Report) -> None:
    reader = PdfReader(io.BytesIO(FORMS["pdf"].write(report)))
    links = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots") or []
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert links == []
    text = re.sub(r"\s", "", " ".join(page.extract_text() for page in reader.pages))
    assert re.sub(r"\s", "", NAMES[0]) in text


def test_no_link_in_the_slides(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMS["pptx"].write(report))) as archive:
        relations = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    assert not any('TargetMode="External"' in one or ELSEWHERE in one for one in relations)
