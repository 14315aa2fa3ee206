"""A table on one page: every row is shown in its order, or counted."""

from __future__ import annotations

import pytest

from visa_data.pictures.lettering import row_heights
from visa_data.pictures.picture import TablePicture, Tone
from visa_data.reports.fitting import GUTTER, on_one_page

SIZES, ROOM, HIGH = (12.0, 10.0, 8.0), 10.0, 6.0


def numbered(rows: int, text: str = "45", columns: int = 2) -> TablePicture:
    return TablePicture(
        ("Zone", *["Inscrits"] * (columns - 1)),
        tuple((f"Zone {n}", *[text] * (columns - 1)) for n in range(rows)),
        tuple(Tone.BAD if n % 2 else Tone.NEUTRAL for n in range(rows)),
    )


@pytest.mark.parametrize("rows", [1, 14, 40, 60, 150, 151, 35_000])
@pytest.mark.parametrize("text", ["45", "Une phrase qui prend bien plus de place que cela " * 6])
@pytest.mark.parametrize("halves", [True, False])
def test_what_is_shown_holds_and_the_rest_is_counted(rows: int, text: str, halves: bool) -> None:
    table = numbered(rows, text)
    page = on_one_page(table, SIZES, ROOM, HIGH, halves=halves)
    shown = [row for part in page.parts for row in part.rows]
    assert tuple(shown) == table.rows[: len(shown)] and shown
    assert len(shown) + page.others == rows
    assert [tone for part in page.parts for tone in part.tones] == list(table.tones[: len(shown)])
    for part in page.parts:
        assert sum(row_heights(part, page.points, page.wide)) <= HIGH
    assert len(page.parts) * page.wide + (len(page.parts) - 1) * GUTTER <= ROOM


def test_letters_are_as_large_as_the_page_allows() -> None:
    assert on_one_page(numbered(5), SIZES, ROOM, HIGH).points == 12.0
    assert on_one_page(numbered(100), SIZES, ROOM, HIGH).points == 8.0


def test_two_halves_are_as_long_as_each_other() -> None:
    page = on_one_page(numbered(31), SIZES, ROOM, HIGH, halves=True)
    assert [len(part.rows) for part in page.parts] == [16, 15] and not page.others


def test_a_row_taller_than_the_page_is_still_shown() -> None:
    page = on_one_page(numbered(3, "mot " * 4000), SIZES, ROOM, HIGH)
    assert len(page.parts[0].rows) == 1 and page.others == 2
