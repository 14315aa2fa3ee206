"""The worked example of the second part stands on the first, and holds what its introduction says."""

from __future__ import annotations

import pytest

from tests.worked_action.load import FOLDER, WRITTEN
from visa_data.base import Base


@pytest.mark.real_data
def test_every_line_is_in_the_base(acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        for table in WRITTEN:
            lines = (FOLDER / f"{table}.csv").read_text(encoding="utf-8").splitlines()
            assert cursor.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(lines) - 1,), table
        carers = dict(cursor.execute("SELECT reference, aidant FROM personnes").fetchall())
        sponsors = dict(cursor.execute("SELECT reference, parrain FROM personnes").fetchall())
        calls = cursor.execute("SELECT count(*) FROM appels").fetchone()
    assert (carers["P2"], carers["P8"], sponsors["P5"], calls) == ("relais_demande", None, "A9", (19,))
