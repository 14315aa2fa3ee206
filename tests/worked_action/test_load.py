"""The worked example of the second part stands on the first, and holds what its introduction says."""

from __future__ import annotations

import pytest

from tests.worked_action.load import FOLDER, KINDS
from visa_data.base import Base


@pytest.mark.real_data
def test_every_line_is_in_the_base(acting_example: Base) -> None:
    with acting_example.cursor() as cursor:
        for table in KINDS[2:]:
            lines = (FOLDER / f"{table}.csv").read_text(encoding="utf-8").splitlines()
            [(stored,)] = cursor.execute(f"SELECT count(*) FROM {table}").fetchall()
            assert stored == len(lines) - 1 + (10 if table == "appels" else 0), table
        carers = dict(cursor.execute("SELECT reference, aidant FROM personnes").fetchall())
        sponsors = dict(cursor.execute("SELECT reference, parrain FROM personnes").fetchall())
    assert (carers["P2"], carers["P8"], sponsors["P5"]) == ("relais_demande", None, "A9")
