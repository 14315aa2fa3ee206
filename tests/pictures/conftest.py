"""An invented chessboard of zones, as on every map of these tests."""

from __future__ import annotations

import pytest

from tests.reports.handmade import chessboard as make_chessboard
from visa_data.territory.zones import ZoneFrame


@pytest.fixture(scope="session")
def chessboard() -> ZoneFrame:
    return make_chessboard()
