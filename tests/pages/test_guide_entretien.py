"""The interview guide beside the callers' sheets: chosen, read, printed; nothing is noted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain
from visa_data.interview.guide import Call, interview_guide


@pytest.mark.parametrize("call", interview_guide().calls, ids=lambda call: call.key)
def test_each_type_of_call_is_read_and_taken_away(
    call: Call, open_dashboard: OpenDashboard, downloads: list[tuple[str, bytes]], sample_books_file: Path
) -> None:
    guide, title = interview_guide(), call.title
    app = open_dashboard(sample_books_file, "coordination", screen="agir", address={"guide_appel": title})
    assert not app.exception and not app.warning
    said = plain("\n".join(texts(app)))
    assert f"Lire le guide : {title}" in said and guide.edition in said
    assert not app.text_area and all(one.label == "Heures" for one in app.text_input), "nothing is noted"
    files = {name: content for name, content in downloads if "guide" in name}
    assert set(files) == {f"visa_guide_entretien_{call.key}_v1.{end}" for end in ("html", "pdf")}
    [pages] = [content for name, content in files.items() if name.endswith("pdf")]
    text = PdfReader(io.BytesIO(pages)).pages[0].extract_text()
    assert title.split()[0] in text and b"VA0" not in files[f"visa_guide_entretien_{call.key}_v1.html"]


def test_the_committee_has_no_guide(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "comite", screen="agir")
    assert "Guide d'entretien" not in plain("\n".join(texts(app)))
