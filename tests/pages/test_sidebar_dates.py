"""The two dates of the side bar go together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.seen import OpenDashboard


@pytest.fixture
def home(open_dashboard: OpenDashboard, sample_books_file: Path) -> AppTest:
    return open_dashboard(sample_books_file, "coordination")


def dates(app: AppTest) -> tuple[date, date]:
    return app.date_input(key="date").value, app.date_input(key="avant").value


def test_the_last_call_and_a_week_before(home: AppTest) -> None:
    assert dates(home) == (date(2025, 12, 6), date(2025, 11, 29))


def test_the_comparison_follows_a_new_day(home: AppTest) -> None:
    home.date_input(key="date").set_value(date(2025, 11, 1)).run()
    assert dates(home) == (date(2025, 11, 1), date(2025, 10, 25))
    assert not home.warning and not home.exception


def test_a_comparison_chosen_by_hand_stays(home: AppTest) -> None:
    home.date_input(key="avant").set_value(date(2025, 10, 1)).run()
    home.date_input(key="date").set_value(date(2025, 11, 1)).run()
    assert dates(home) == (date(2025, 11, 1), date(2025, 10, 1))
    home.date_input(key="date").set_value(date(2025, 9, 20)).run()
    assert dates(home) == (date(2025, 9, 20), date(2025, 9, 13)), "unless it would come after the day"


def test_the_address_carries_both(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", address={"date": "2025-11-01", "avant": "2025-10-02"}
    )
    assert dates(app) == (date(2025, 11, 1), date(2025, 10, 2))
