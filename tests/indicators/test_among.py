"""Which references are among others: what pandas says of them."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from visa_data.indicators.among import among

REFERENCES = st.lists(st.sampled_from(["P1", "P2", "P3", "Q1"]))


@given(REFERENCES, REFERENCES)
def test_what_pandas_says(references: list[str], chosen: list[str]) -> None:
    each, some = pd.Series(references, dtype=object), pd.Series(chosen, dtype=object)
    assert among(each, some).tolist() == each.isin(some).tolist()
