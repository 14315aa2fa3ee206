"""What a page does for a role is refused where it is done, whatever the page drew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pages.parts.answers import ask, fact
from pages.parts.call_list import sheets_of
from pages.parts.context import Context
from pages.parts.duplicate_pairs import found_pairs
from pages.parts.import_foreseen import foresee_files
from pages.parts.import_loading import load_files
from pages.parts.interview_section import interview_section
from pages.parts.letter_draft import draft_of
from pages.parts.orientation_sections import doors_section, log_section, takeaway
from pages.parts.pending_imports import PendingFiles, forget_columns
from tests.pages.contexts import of_the_committee
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.indicators.feuilles_appel import call_sheets
from visa_data.indicators.listes import Liste, people_listed
from visa_data.roles import Permission
from visa_data.useful_numbers.checked_number import NumberDraft
from visa_data.useful_numbers.keeping import save_number

NUMBER = NumberDraft("Ligne inventée", "3977", "", "Pour tous.", "", (), date(2026, 1, 5))
DONE: dict[Permission, list[Callable[[Context], Any]]] = {
    Permission.SEE_PEOPLE: [
        lambda context: ask(
            context, people_listed, permission=Permission.SEE_PEOPLE, liste=Liste.PERDUES_DE_VUE
        ),
        lambda context: fact(context, call_sheets, permission=Permission.SEE_PEOPLE),
        log_section,
        takeaway,
        sheets_of,
        interview_section,
    ],
    Permission.WRITE_LETTER: [draft_of],
    Permission.READ_SMALL_COUNTS: [doors_section],
    Permission.IMPORT: [
        lambda context: foresee_files(context, PendingFiles(), []),
        lambda context: load_files(context, PendingFiles(), [], {}),
        lambda context: forget_columns(context, None, None),
    ],
    Permission.JOIN_PEOPLE: [found_pairs],
    Permission.KEEP_NUMBERS: [
        lambda context: save_number(context.writable, context.role, "", 0, NUMBER, datetime(2026, 1, 5))
    ],
}


@pytest.mark.parametrize(("permission", "do"), [(name, do) for name, every in DONE.items() for do in every])
def test_refused_before_the_base_is_opened(
    permission: Permission, do: Callable[[Context], Any], tmp_path: Path
) -> None:
    path = tmp_path / "jamais-ouverte.duckdb"
    context = of_the_committee(Base(path))
    with pytest.raises(VisaError, match=permission):
        do(context)
    assert not path.exists()
