"""Which references are among others: what pandas says of them, an answer without a row included."""

from __future__ import annotations

import duckdb
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from visa_data.indicators.among import among

REFERENCES = st.lists(st.sampled_from(["P1", "P2", "P3", "Q1"]))


@given(REFERENCES, REFERENCES)
def test_what_pandas_says(references: list[str], chosen: list[str]) -> None:
    each, some = pd.Series(references, dtype=object), pd.Series(chosen, dtype=object)
    assert among(each, some).tolist() == each.isin(some).tolist()


def test_of_nobody_as_duckdb_gives_them_back() -> None:
    somebody = pd.Series(["P1"], dtype=object)
    with duckdb.connect() as connection:
        connection.register("kept", somebody.iloc[:0].to_frame("reference"))
        nobody = connection.execute("FROM kept").df()["reference"]
    assert among(somebody, nobody).tolist() == [False]
    assert among(nobody, somebody).tolist() == []
