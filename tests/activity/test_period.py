"""Months, quarters, years, any two days."""

from __future__ import annotations

from datetime import date

import pytest

from visa_data.activity.period import Period, month_of, quarter_of, year_of
from visa_data.errors import VisaError


def test_the_periods_that_hold_a_day() -> None:
    leap = date(2020, 2, 11)
    assert month_of(leap) == Period(date(2020, 2, 1), date(2020, 2, 29))
    assert quarter_of(leap) == Period(date(2020, 1, 1), date(2020, 3, 31))
    assert quarter_of(date(2020, 12, 31)) == Period(date(2020, 10, 1), date(2020, 12, 31))
    assert year_of(leap) == Period(date(2020, 1, 1), date(2020, 12, 31))


def test_months_held_whole_and_in_part() -> None:
    across = Period(date(2019, 11, 2), date(2020, 1, 31))
    assert across.whole_months == (date(2019, 12, 1), date(2020, 1, 1))
    assert across.months_begun == (date(2019, 11, 1),)
    inside = Period(date(2020, 5, 4), date(2020, 5, 9))
    assert (inside.whole_months, inside.months_begun) == ((), (date(2020, 5, 1),))


def test_backwards_is_refused() -> None:
    with pytest.raises(VisaError, match="Inversez"):
        Period(date(2020, 5, 2), date(2020, 5, 1))
