"""The key of what is kept says all that it depends on."""

from datetime import date

import pytest

from pages.parts.keys import in_one_text
from visa_data import settings
from visa_data.indicators.filters import EVERYBODY, Filters


def test_what_differs_by_anything_has_another_key() -> None:
    asked = [
        ("couverture", date(2025, 12, 6), repr(EVERYBODY)),
        ("couverture", date(2025, 12, 5), repr(EVERYBODY)),
        ("couverture", date(2025, 12, 6), repr(Filters(sources=("caf",)))),
        ("couverture", "2025-12-06", repr(EVERYBODY)),
        ("couverture", 1),
        ("couverture", 1.0),
        ("couverture", True),
        ("couverture", "1"),
        ("couv", "erture", 1),
        ("couverture", settings.load(None)),
    ]
    assert len({in_one_text(*one) for one in asked}) == len(asked)
    assert in_one_text(*asked[0]) == in_one_text(*asked[0])


def test_what_only_says_where_it_lies_makes_no_key() -> None:
    with pytest.raises(TypeError, match="memory"):
        in_one_text("carte", object())
    with pytest.raises(TypeError, match="memory"):
        in_one_text("carte", (lambda: None,))
