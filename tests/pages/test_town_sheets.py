"""The sheets' buttons: beside the map and under it, for what is on screen and for the role."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from pages.parts.context import Context
from pages.parts.town_sheets_download import sheets_bytes
from tests.pages.contexts import of_the_committee
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.dossier.keeping import kept_book
from visa_data.errors import VisaError
from visa_data.indicators.filters import Filters
from visa_data.roles import Role


@pytest.fixture
def committee(sample_books_file: Path) -> Iterator[Context]:
    with Base(sample_books_file) as base:
        with base.cursor() as cursor:
            book = kept_book(cursor, date(2025, 12, 6))
        yield replace(of_the_committee(base), book=book, before=book.before)


@pytest.fixture
def coordination(committee: Context) -> Context:
    return replace(committee, book=None, role=Role.COORDINATION)


def pages(content: bytes) -> list[str]:
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def test_the_coordination_s_sheet_of_a_zone(coordination: Context) -> None:
    text = pages(sheets_bytes(coordination, ["991010101"]))[0]
    assert "zone 991010101" in text and "à remettre au maire seul" in text


def test_zones_chosen_at_the_side_choose_sheets_and_change_no_figure(coordination: Context) -> None:
    alone = pages(sheets_bytes(coordination, ["991010101"]))
    elsewhere = replace(coordination, filters=Filters(zones=("99002",)))
    assert pages(sheets_bytes(elsewhere, ["991010101"])) == alone


def test_filters_on_people_are_said(coordination: Context) -> None:
    text = pages(sheets_bytes(replace(coordination, filters=Filters(sources=("caf",))), ["991010101"]))[0]
    assert "Chiffres limités aux filtres choisis" in text


def test_the_committee_s_are_of_sectors_and_need_a_book(committee: Context) -> None:
    assert committee.book is not None
    text = " ".join(pages(sheets_bytes(committee, [])))
    assert "Version du comité" in text and all(
        f"secteur {code} " in text for code in committee.book.zones.codes
    )
    with pytest.raises(VisaError, match="aucun secteur"):
        sheets_bytes(committee, ["991010101"])
    with pytest.raises(VisaError):
        sheets_bytes(replace(committee, book=None), [])


def screen() -> None:
    """A screen with nothing but the buttons."""
    from dataclasses import replace
    from pathlib import Path

    import streamlit as st

    from pages.parts.town_sheets_download import every_sheet_button, sheet_button
    from tests.pages.contexts import of_the_committee
    from visa_data.base import Base
    from visa_data.indicators.filters import Filters

    context = of_the_committee(Base(Path("jamais-ouverte.duckdb")))
    sheet_button(context, "59057")
    chosen = Filters(zones=tuple(st.query_params.get_all("zone")))
    every_sheet_button(replace(context, filters=chosen), int(st.query_params["count"]))


@pytest.mark.parametrize(
    ("zones", "count", "label"),
    [
        ([], 53, "Toutes les fiches (PDF)"),
        ([], 648, "Toutes les fiches (ZIP, un PDF par fiche)"),
        (["59057"], 53, "1 fiche de zone choisie (PDF)"),
        (["59057", "59384"], 648, "2 fiches de zones choisies (PDF)"),
    ],
)
def test_buttons_cost_nothing_until_pressed(zones: list[str], count: int, label: str) -> None:
    app = AppTest.from_function(screen)
    app.query_params["zone"] = zones
    app.query_params["count"] = str(count)
    app.run()
    assert not app.exception
    assert [plain(button.label) for button in app.get("download_button")] == [
        "Fiche à remettre (PDF, A4)",
        label,
    ]
    assert not Path("jamais-ouverte.duckdb").exists()


def test_offering_them_loads_no_drawing_library() -> None:
    script = (
        "import sys, visa_data.command_line, pages.parts.town_sheets_download; "
        "print([name for name in ('typst', 'PIL.ImageFont') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
