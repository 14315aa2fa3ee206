"""The report of the sample, file by file: nothing of any person."""

from datetime import date, datetime

from tests.meeting.steps.bases import opened
from tests.traces import traces_of, unfolded
from visa_data.base import Base
from visa_data.reports.document import make_report
from visa_data.reports.html import as_html
from visa_data.reports.pptx import as_pptx


def test_slides_and_file(sample_base: Base) -> None:
    day, before = date(2025, 12, 6), date(2025, 11, 29)
    with opened(sample_base, day=day, before=before) as book:
        report = make_report(book, datetime(2025, 12, 8, 9))
    with sample_base.cursor() as cursor:
        traces = traces_of(cursor)
    for write in (as_html, as_pptx):
        content = unfolded(write(report))
        assert b"Lussignolles" in content
        assert traces.found_in(content) == []
