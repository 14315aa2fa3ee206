"""The files loaded since the comparison date, word for word."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from tests.plain_text import plain
from visa_data.meeting.loads import loads_sentence

COLUMNS = ["id", "horodatage", "fichier", "ajoutees", "modifiees", "annule_le"]
BEFORE = date(2020, 5, 5)


def imports(*rows: tuple[int, datetime, str, int, int, datetime | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"horodatage": "datetime64[us]"})


def test_none() -> None:
    assert loads_sentence(imports(), BEFORE) == "Aucun fichier n'a été chargé depuis le 5 mai 2020."


def test_the_day_itself_and_what_was_taken_back_do_not_count() -> None:
    frame = imports(
        (1, datetime(2020, 5, 5, 18), "avant.csv", 9, 0, None),
        (2, datetime(2020, 5, 6, 9), "repris.csv", 9, 0, datetime(2020, 5, 6, 10)),
        (3, datetime(2020, 5, 6, 11), "appels.csv", 1, 0, None),
    )
    assert plain(loads_sentence(frame, BEFORE)) == (
        "1 fichier chargé depuis le 5 mai 2020 : « appels.csv » (1 ligne ajoutée, 0 ligne modifiée)."
    )


def test_many_are_listed_then_counted() -> None:
    frame = imports(
        *[(n, datetime(2020, 5, 6, 9, n), f"f{n}.csv", 1000, 2, None) for n in range(1, 9)]
    ).sort_values("id", ascending=False)
    assert plain(loads_sentence(frame, BEFORE)) == (
        "8 fichiers chargés depuis le 5 mai 2020 : « f1.csv », « f2.csv », « f3.csv », « f4.csv », "
        "« f5.csv », « f6.csv » et 2 autres (8 000 lignes ajoutées, 16 lignes modifiées)."
    )
