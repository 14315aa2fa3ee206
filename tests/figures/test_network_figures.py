"""The squares of France and the bars of months say the figures they are given."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.figures.test_charts import TAGGED, words
from visa_data.figures.columns import Series, columns
from visa_data.figures.style import ink_on, luminance
from visa_data.figures.tile_map import LETTERS, tile_colours, tile_legend, tile_map
from visa_data.maps.colours import Theme
from visa_data.vocabulary_of_action import Maturite

NAN = float("nan")


def listed(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    """code, nom, maturite, signataires."""
    frame = pd.DataFrame(rows, columns=["code", "nom", "maturite", "signataires"])
    return frame.assign(date=pd.Timestamp(2019, 12, 31), equipes=pd.NA, animateurs=1.0)


def tiles(figure: object) -> dict[str, tuple[str, str, str]]:
    """Code → its text, its hover, the fill of its square."""
    [trace] = figure.data  # type: ignore[attr-defined]
    fills = [shape.fillcolor for shape in figure.layout.shapes]  # type: ignore[attr-defined]
    rows = zip(trace.text, trace.customdata, fills, strict=True)
    return {
        text.split("<br>")[0].replace("<b>", "").replace("</b>", ""): (text, hover, fill)
        for text, hover, fill in rows
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_square_bears_its_code_its_letter_and_its_colour(theme: Theme) -> None:
    given = listed(
        *(
            (code, code, one.value, 3.0)
            for code, one in zip(("59", "62", "02", "2A", "974"), Maturite, strict=True)
        )
    )
    found = tiles(tile_map(given, theme=theme))
    assert len(found) == 101
    for code, maturity in zip(("59", "62", "02", "2A", "974"), Maturite, strict=True):
        text, _, fill = found[code]
        assert text == f"<b>{code}</b><br>{LETTERS[maturity]}"
        assert fill == tile_colours(theme)[maturity]
    text, hover, fill = found["75"]
    assert (text, hover) == ("75", "<b>Paris (75)</b><br>Aucune coopération connue")
    assert fill not in tile_colours(theme).values()


def test_a_square_tells_its_figures_and_leaves_out_the_unknown() -> None:
    _, hover, _ = tiles(tile_map(listed(("34", "Hérault", "en_sommeil", 19.0))))["34"]
    assert (
        hover.replace("\u00a0", " ")
        == "<b>Hérault (34)</b><br>En sommeil, au 31 décembre 2019<br>19 signataires, 1 animateur"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_maturities_are_told_apart_without_hue_or_by_letter(theme: Theme) -> None:
    assert sorted(LETTERS.values()) == sorted(set(LETTERS.values())) and set(LETTERS) == set(Maturite)
    fills = tile_colours(theme)
    way = [
        luminance(fills[one])
        for one in (Maturite.PREMIER_CONTACT, Maturite.EN_COURS, Maturite.ACTIVE, Maturite.MATURE)
    ]
    assert way in (sorted(way), sorted(way, reverse=True))
    for fill in fills.values():
        lights = sorted((luminance(fill), luminance(ink_on(fill))))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5
    assert [row.label for row in tile_legend(theme)] == [
        f"{LETTERS[one]} · {one.label}" for one in reversed(Maturite)
    ]


def test_a_code_without_a_square_draws_nothing() -> None:
    assert "975" not in words(tile_map(listed(("975", "Saint-Pierre", "active", 2.0))))


def test_columns_write_each_value_and_say_what_is_not_known() -> None:
    figure = columns(
        ["mai", "juin"],
        [Series("Demandes", [12.0, NAN], "#0072B2"), Series(TAGGED, [0.0, NAN], "#009E73")],
        ["a", "b"],
    )
    first, second = figure.data
    assert list(first.y) == [12.0, None] and list(first.text) == ["12", ""]
    assert list(second.text) == ["", ""], "nothing is written on a bar without height"
    [note] = figure.layout.annotations
    assert (note.text, note.x) == ("rien<br>reçu", 1)
    assert TAGGED not in words(figure)
    assert set(
        columns(["mai"], [Series("Demandes", [12.0], "#0072B2")], ["a"], written=False).data[0].text
    ) == {""}
