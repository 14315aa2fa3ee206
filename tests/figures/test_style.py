"""What charts share: texts made harmless, readable inks, sizes, French ticks."""

from __future__ import annotations

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from visa_data.figures.style import (
    BLUE,
    DARK_INK,
    FONT_SIZE,
    INKS,
    LEVEL_COLOURS,
    LIGHT_INK,
    ORANGE,
    day_ticks,
    dress,
    ink_on,
    luminance,
    safe,
    short,
    written,
)


def test_a_name_from_a_file_is_no_tag() -> None:
    assert safe("<b>Saint-Léonin</b> & l'Étang") == "&lt;b&gt;Saint-Léonin&lt;/b&gt; &amp; l'Étang"


def test_a_long_name_is_cut_before_it_is_made_safe() -> None:
    assert short("Saint-Germain-en-Bourgogne-sur-Loire", 12) == "Saint-Germa…"
    assert short("<" * 30, 3) == "&lt;&lt;…"


@pytest.mark.parametrize(("colour", "light"), [("#000000", 0.0), ("#FFFFFF", 1.0), ("#808080", 0.2159)])
def test_luminance(colour: str, light: float) -> None:
    assert luminance(colour) == pytest.approx(light, abs=1e-4)


@pytest.mark.parametrize("colour", [*LEVEL_COLOURS.values(), BLUE, ORANGE])
def test_ink_reads_on_each_fill(colour: str) -> None:
    ink = ink_on(colour)
    assert ink in (DARK_INK, LIGHT_INK)
    high, low = sorted([luminance(ink), luminance(colour)], reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_ticks_end_on_the_last_day_and_are_few() -> None:
    days = [date(2020, 3, 16) + timedelta(weeks=n) for n in range(20)]
    ticks, texts = day_ticks(days, most=7)
    assert ticks[-1] == days[-1]
    assert len(ticks) == 7
    assert texts[-1] == "27 juil."
    assert day_ticks([]) == ([], [])


def test_texts_are_large_and_separators_french() -> None:
    figure = dress(go.Figure(go.Bar(x=[1], y=[2])), height=300)
    assert figure.layout.separators == ",\u202f"
    sizes = [figure.layout.font.size, figure.layout.xaxis.tickfont.size, figure.layout.hoverlabel.font.size]
    assert min(sizes) >= FONT_SIZE >= 16


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_only_texts_without_a_colour_take_the_theme_s(theme: str) -> None:
    figure = go.Figure(go.Bar(x=[1], y=[1], text=["un"], textfont={"color": "#FF0000"}))
    figure.add_bar(x=[1], y=[1], text=["deux"])
    figure.add_annotation(text="libre")
    figure.add_annotation(text="choisie", font={"color": "#00FF00"})
    spec = written(figure, theme)  # type: ignore[arg-type]
    assert [bar["textfont"]["color"] for bar in spec["data"]] == ["#FF0000", INKS[theme]]
    assert [note["font"]["color"] for note in spec["layout"]["annotations"]] == [INKS[theme], "#00FF00"]
    assert go.Figure(spec).layout.xaxis.tickfont.color == INKS[theme]
