"""The matrix of needs says each cell by a sign, a tint, a disc and a sentence, and nothing of it is markup."""

from __future__ import annotations

import re
from html import escape

import pandas as pd
import pytest

from visa_data.figures.need_matrix import (
    SECTORS,
    STATES,
    TONES,
    WIDEST,
    diameter,
    matrix_html,
    sector_rows,
    zone_rows,
)
from visa_data.indicators.matrice_besoins import EtatBesoin
from visa_data.vocabulary import BESOINS_COURTS, Besoin

TAGGED = '<img src=x> "a"'


def cells() -> pd.DataFrame:
    rows = [
        (code, name, need.value, people, 1, 0, 2, state.value)
        for code, name, people in (("1", TAGGED, 3), ("2", "Neuville", 12))
        for need, state in zip(Besoin, list(EtatBesoin) * 2, strict=True)
    ]
    names = ["code_zone", "nom_zone", "besoin", "ouverts", "non_pourvus", "ressources", "evalues", "etat"]
    return pd.DataFrame(rows, columns=names)


def drawn() -> str:
    html = matrix_html(zone_rows(cells()), STATES, title="Besoins", place="Zone", most=12.0)
    return html.replace("\u00a0", " ").replace("\u202f", " ").replace("&shy;", "")


def test_each_state_has_its_sign_its_tone_and_its_place_in_the_legend() -> None:
    html = drawn()
    assert len({state.letter for state in EtatBesoin}) == len(set(TONES.values())) == len(EtatBesoin)
    for state in EtatBesoin:
        assert html.count(f'<td class="ton-{TONES[state].value}"') == 4
        assert html.count(f'data-signe="{state.letter}"') == 4, "drawn in its cells"
        assert html.count(f'aria-hidden="true">{state.letter}</span>') == 1, "told by the legend"
        assert f"</span>{escape(state.label.lower())}</li>" in html
    assert [need for need in BESOINS_COURTS.values() if escape(need) not in html] == []


def test_a_cell_names_its_place_need_state_and_people() -> None:
    html = drawn()
    assert 'aria-label="Neuville, Se nourrir' in html
    assert "sans ressource ; 12 personnes, dont 1 non pourvues ; 0 ressource" in html
    assert 'data-zone="2" data-besoin="parler"' in html
    assert html.count('tabindex="0"') == 1, "one stop for Tab; arrows move among the cells"
    assert "<img" not in html and '"a"' not in html


@pytest.mark.parametrize("people", [1, 3, 50, 1234])
def test_areas_are_in_proportion(people: int) -> None:
    most = 4.0 * people
    assert diameter(people, most) == pytest.approx(WIDEST / 2)
    assert diameter(0, most) == 0
    assert diameter(1, 1e6) > 0, "nobody is too few to be seen"


def test_a_number_stands_in_its_disc_or_beside_it_never_across() -> None:
    html = drawn()
    widths = [(float(width), text) for width, text in re.findall(r"width:([\d.]+)px[^>]*>(\d*)</span>", html)]
    assert {text for width, text in widths if width >= 30} == {"12"}
    assert {text for width, text in widths if width < 20} == {"3"} or {
        text for width, text in widths if width < 16
    } == {""}
    assert html.count(">3</span>") + html.count(">12</span>") == 22, "twenty cells, two discs of the legend"


def test_a_book_says_resources_and_what_it_withholds_in_its_words() -> None:
    table = pd.DataFrame(
        [["S1", "Ouest", *[0] * 5, *[2] * 5], ["S2", "Est", *[4] * 10]],
        columns=["code_zone", "nom_zone", *(need.value for need in Besoin)],
    )
    html = matrix_html(
        sector_rows(table, {"S1": "< 11", "S2": "40"}), SECTORS, title="Ressources", place="Secteur", most=0.0
    )
    assert html.count('<td class="ton-pire"') == 5
    assert "<small>&lt; 11 non pourvus</small>" in html and "<small>40 non pourvus</small>" in html
    assert "disque" not in html and "personnes ont" not in html
