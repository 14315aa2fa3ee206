"""The report of the sample, file by file: nothing of any person."""

from datetime import date, datetime

from tests.traces import traces_of, unfolded
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import EVERYBODY
from visa_data.reports.document import make_report
from visa_data.reports.html import as_html
from visa_data.reports.pptx import as_pptx


def test_slides_and_file(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        book = OpenBook(cursor, date(2025, 12, 6), settings.load(), EVERYBODY, before=date(2025, 11, 29))
        report = make_report(book, made_at=datetime(2025, 12, 8, 9))
        traces = traces_of(cursor)
    for write in (as_html, as_pptx):
        content = unfolded(write(report))
        assert b"Lussignolles" in content
        assert traces.found_in(content) == []
