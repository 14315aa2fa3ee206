"""France as tiles: one square a département, with its code, the maturity of its cooperation as a colour and a letter."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.style import TRANSPARENT, dress, ink_on, safe
from visa_data.maps.colours import Theme
from visa_data.maps.legend import LegendRow
from visa_data.maps.palette import INKS, ramp
from visa_data.territory.departements import DEPARTEMENTS
from visa_data.tokens import ASLEEP
from visa_data.vocabulary_of_action import Maturite

HEIGHT = 600
LETTERS = {
    Maturite.PREMIER_CONTACT: "P",
    Maturite.EN_SOMMEIL: "S",
    Maturite.EN_COURS: "E",
    Maturite.ACTIVE: "A",
    Maturite.MATURE: "M",
}
"""What a tile bears besides its colour."""
_ON_THE_WAY = (Maturite.PREMIER_CONTACT, Maturite.EN_COURS, Maturite.ACTIVE, Maturite.MATURE)
GAP = 0.06
"""Share of a square left between two."""


def tile_colours(theme: Theme) -> dict[Maturite, str]:
    """The fill of each maturity."""
    return dict(zip(_ON_THE_WAY, ramp(len(_ON_THE_WAY), theme), strict=True)) | {
        Maturite.EN_SOMMEIL: ASLEEP[theme]
    }


def tile_map(listed: pd.DataFrame, *, theme: Theme = "light", height: int = HEIGHT) -> go.Figure:
    """One square a département. listed: `cooperations_listed`; a code that is no département's has no square here."""
    known = {row.code: row for row in listed.itertuples()}
    fills = tile_colours(theme)
    maturities = {code: Maturite(row.maturite) for code, row in known.items()}
    return tiles(
        {code: fills[maturity] for code, maturity in maturities.items()},
        {code: LETTERS[maturity] for code, maturity in maturities.items()},
        {place.code: _hover(f"{place.name} ({place.code})", known.get(place.code)) for place in DEPARTEMENTS},
        theme=theme,
        height=height,
    )


def tiles(
    fills: Mapping[str, str],
    texts: Mapping[str, str],
    hovers: Mapping[str, str],
    *,
    theme: Theme = "light",
    height: int = HEIGHT,
) -> go.Figure:
    """One square a département: its colour, what is written under its code, what it says when it is pointed at, as HTML.

    A département without a colour is an empty square.
    """
    inks = INKS[theme]
    figure = go.Figure()
    shapes = [
        {
            "type": "rect",
            "x0": place.column - 0.5 + GAP,
            "x1": place.column + 0.5 - GAP,
            "y0": place.row - 0.5 + GAP,
            "y1": place.row + 0.5 - GAP,
            "fillcolor": fills.get(place.code, TRANSPARENT),
            "line": {"color": inks.border, "width": 1 if place.code in fills else 0.5},
            "layer": "below",
        }
        for place in DEPARTEMENTS
    ]
    figure.add_scatter(
        x=[place.column for place in DEPARTEMENTS],
        y=[place.row for place in DEPARTEMENTS],
        mode="text",
        text=[
            f"<b>{place.code}</b><br>{texts[place.code]}" if place.code in texts else place.code
            for place in DEPARTEMENTS
        ],
        textfont={
            "size": 14,
            "color": [
                ink_on(fills[place.code]) if place.code in fills else inks.ink for place in DEPARTEMENTS
            ],
        },
        customdata=[hovers.get(place.code, safe(f"{place.name} ({place.code})")) for place in DEPARTEMENTS],
        hovertemplate="%{customdata}<extra></extra>",
    )
    dress(figure, height=height)
    figure.update_layout(shapes=shapes, margin={"l": 0, "r": 0, "t": 0, "b": 0}, hovermode="closest")
    east, south = (max(getattr(place, axis) for place in DEPARTEMENTS) for axis in ("column", "row"))
    figure.update_xaxes(visible=False, range=[-0.6, east + 0.6], constrain="domain")
    figure.update_yaxes(
        visible=False,
        range=[south + 0.6, -0.6],
        scaleanchor="x",
        scaleratio=1,
        constrain="domain",
        constraintoward="top",
    )
    return figure


def tile_legend(theme: Theme) -> list[LegendRow]:
    """Its legend, most mature first."""
    fills = tile_colours(theme)
    return [LegendRow(f"{LETTERS[one]} · {one.label}", fills[one]) for one in reversed(Maturite)]


def _hover(name: str, row: object) -> str:
    if row is None:
        return f"<b>{safe(name)}</b><br>Aucune coopération connue"
    figures = [
        french.counted(int(value), *words)
        for value, words in (
            (row.signataires, ("signataire", "signataires")),  # type: ignore[attr-defined]
            (row.equipes, ("équipe citoyenne", "équipes citoyennes")),  # type: ignore[attr-defined]
            (row.animateurs, ("animateur", "animateurs")),  # type: ignore[attr-defined]
        )
        if not pd.isna(value)
    ]
    since = french.day(pd.Timestamp(row.date).date())  # type: ignore[attr-defined]
    return (
        f"<b>{safe(name)}</b><br>{Maturite(row.maturite).label}, au {since}"  # type: ignore[attr-defined]
        + (f"<br>{', '.join(figures)}" if figures else "")
    )
