"""Texts are measured and cut before they are drawn."""

from __future__ import annotations

from visa_data.pictures.lettering import UNKNOWN_LETTER, drawable, shortened, width, wrapped


def test_a_word_longer_than_its_line_is_cut_at_its_hyphens_first() -> None:
    room = width("Saint-Léonin-", 12)
    assert wrapped("Saint-Léonin-des-Prés", 12, room) == ["Saint-Léonin-", "des-Prés"]
    assert wrapped("Abcdefghij", 12, width("Abcde", 12) + 0.001) == ["Abcde", "fghij"]


def test_what_is_left_out_is_said_by_an_ellipsis_and_no_line_is_too_long() -> None:
    lines = shortened("Une phrase qui ne tient pas sur deux lignes de cette largeur", 12, 1.2, 2)
    assert len(lines) == 2 and lines[-1].endswith("…")
    assert all(width(line, 12) <= 1.2 for line in lines)


def test_letters_that_the_font_lacks_are_replaced_and_the_others_kept() -> None:
    assert drawable("Évêché – 3 ≥ 2 ◆ ▲\n") == "Évêché – 3 ≥ 2 ◆ ▲\n"
    assert drawable("漢\x07a") == f"{UNKNOWN_LETTER * 2}a"
