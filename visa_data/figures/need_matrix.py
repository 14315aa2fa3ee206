"""The matrix of needs: places by the ten needs, as a table of a page that says each cell by a sign, a tint and a disc.

A table and not a picture: read aloud, printed whole, each cell a button. Colours are the meeting's tones, so that a
state looks the same there. The ground that holds it gives their values (`visa_data.pictures.tones.variables`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.indicators.matrice_besoins import EtatBesoin
from visa_data.pictures.picture import Tone
from visa_data.typography import french as typeset
from visa_data.vocabulary import BESOINS_COURTS, Besoin

WIDEST = 34.0
"""Pixels across the disc of the cell where most people are; areas are in proportion."""
LEAST = 6.0
DIGIT, AROUND = 7.6, 9.0
"""Pixels of a digit, and around a number inside its disc."""
TONES: dict[EtatBesoin, Tone] = {
    EtatBesoin.SANS_RESSOURCE: Tone.WORST,
    EtatBesoin.SATURE: Tone.WATCH,
    EtatBesoin.COUVERT: Tone.GOOD,
    EtatBesoin.RIEN: Tone.NOTHING,
    EtatBesoin.INCONNU: Tone.UNKNOWN,
}
SYLLABLES = {
    "Se nourrir": "Se nour~rir",
    "Se soigner": "Se soi~gner",
    "S'informer": "S'in~former",
    "Arnaques": "Arna~ques",
    "S'occuper": "S'occu~per",
    "Quotidien": "Quoti~dien",
}
STATE_OF = {state.value: state for state in EtatBesoin}


@dataclass(frozen=True)
class Cell:
    """One need in one place: its tone, its sign, what is written in it, and its sentence; people: 0 draws no disc."""

    tone: Tone
    sign: str
    text: str
    said: str
    people: float = 0.0


@dataclass(frozen=True)
class Row:
    """A place: its code, its name, what stands under its name, its ten cells in the order of `Besoin`.

    short: what stands for a long name.
    """

    code: str
    name: str
    under: str
    cells: tuple[Cell, ...]
    short: str = ""


@dataclass(frozen=True)
class Legend:
    """What a tone and its sign mean, in two or three words."""

    tone: Tone
    sign: str
    words: str


STATES = tuple(Legend(TONES[state], state.letter, state.label.lower()) for state in EtatBesoin)
NONE, SOME = Legend(Tone.WORST, "R", "sans ressource"), Legend(Tone.NOTHING, "3", "ressources actives")
SECTORS = (NONE, SOME)


def zone_rows(cells: pd.DataFrame) -> list[Row]:
    """One row a zone, in the order of the frame of `needs_matrix`: the people whose need is open, the state's tone."""
    by_zone: dict[str, dict[str, Any]] = {}
    for cell in cells.itertuples():
        by_zone.setdefault(cell.code_zone, {})[cell.besoin] = cell
    return [
        Row(
            code,
            str(next(iter(own.values())).nom_zone),
            f"{french.number(sum(cell.non_pourvus for cell in own.values()))} non pourvus",
            tuple(_zone_cell(own[need.value]) for need in Besoin),
        )
        for code, own in by_zone.items()
    ]


def _zone_cell(row: Any) -> Cell:
    state = STATE_OF[row.etat]
    opened, unmet = int(row.ouverts), int(row.non_pourvus)
    resources = french.counted(row.ressources, "ressource")
    people = (
        f"{french.counted(opened, 'personne')}, dont {french.number(unmet)} non pourvues"
        if opened
        else "personne n'a ce besoin ouvert"
    )
    return Cell(
        TONES[state],
        state.letter,
        french.number(opened) if opened else "",
        f"{state.label.lower()} ; {people} ; {resources}",
        float(opened),
    )


def sector_rows(
    resources: pd.DataFrame, unmet: Mapping[str, str], short: Mapping[str, str] | None = None
) -> list[Row]:
    """One row a sector of a book: how many resources serve each need there, which are public; whom is not said by need.

    resources: code_zone, nom_zone, then a column a need. unmet: by code, what is published of its unmet needs. short: by code,
    what stands for a long name.
    """
    return [
        Row(
            str(row["code_zone"]),
            str(row["nom_zone"]),
            f"{unmet[row['code_zone']]} non pourvus" if unmet.get(row["code_zone"]) else "",
            tuple(_sector_cell(int(row[need.value])) for need in Besoin),
            (short or {}).get(str(row["code_zone"]), ""),
        )
        for row in resources.to_dict("records")
    ]


def _sector_cell(resources: int) -> Cell:
    if not resources:
        return Cell(NONE.tone, NONE.sign, "0", "0 ressource active")
    return Cell(
        SOME.tone,
        "",
        french.number(resources),
        french.counted(resources, "ressource active", "ressources actives"),
    )


def matrix_html(
    rows: Sequence[Row],
    legend: Sequence[Legend],
    *,
    title: str,
    place: str,
    most: float,
    under: Mapping[str, str] | None = None,
    shown: int | None = None,
) -> str:
    """The table and its legend; every text in it is escaped.

    title: read aloud. place: what the rows are (« Zone »). most: people of the largest disc. under: by need, what
    stands under its name. shown: how many rows the screen shows, the others being there for paper; all when None.
    """
    head = "".join(
        f'<th scope="col" title="{_text(need.label)}">{_hyphenated(BESOINS_COURTS[need])}'
        f"{_small((under or {}).get(need.value, ''))}</th>"
        for need in Besoin
    )
    body = "".join(
        _row(row, most, first=not rank, screen=shown is None or rank < shown) for rank, row in enumerate(rows)
    )
    return (
        f'{_legend(legend, most)}<div class="defile"><table><caption>{_text(title)}</caption>'
        f'<thead><tr><th scope="col">{_text(place)}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Row, most: float, *, first: bool, screen: bool) -> str:
    cells = []
    for rank, (need, cell) in enumerate(zip(Besoin, row.cells, strict=True)):
        said = f"{row.name}, {need.label}{french.NBSP}: {cell.said}"
        cells.append(
            f'<td class="ton-{cell.tone.value}"><button type="button" data-zone="{escape(row.code)}" '
            f'data-besoin="{need.value}" tabindex="{0 if first and not rank else -1}" aria-pressed="false" '
            f'aria-label="{_text(said)}" title="{_text(said)}"><span class="signe" data-signe="'
            f'{_text(cell.sign)}"></span>{_disc(cell.people, most, cell.text)}</button></td>'
        )
    opening = "<tr>" if screen else '<tr class="papier">'
    return f'{opening}<th scope="row"><span class="nom" title="{_text(row.name)}">{_text(row.short or row.name)}</span>{_small(row.under)}</th>{"".join(cells)}</tr>'


def diameter(people: float, most: float) -> float:
    """Pixels across a disc, 0 for nobody: areas in proportion, but for the least that is seen."""
    return max(LEAST, WIDEST * sqrt(people / most)) if people and most else 0.0


def _disc(people: float, most: float, text: str) -> str:
    """A disc, its number inside where it has room, else beside; the number alone where there is no disc."""
    across = diameter(people, most)
    beside = f'<span class="nombre">{_text(text)}</span>' if text else ""
    if not across:
        return beside
    inside = across >= AROUND + DIGIT * len(text)
    disc = f'<span class="disque" style="width:{across:.1f}px;height:{across:.1f}px">'
    return f"{disc}{_text(text)}</span>" if inside else f"{disc}</span>{beside}"


def _legend(legend: Sequence[Legend], most: float) -> str:
    marks = "".join(
        f'<li><span class="cle ton-{one.tone.value}" aria-hidden="true">{_text(one.sign)}</span>{_text(one.words)}</li>'
        for one in legend
    )
    if most:
        sizes = sorted({max(1.0, round(most / 4)), most})
        marks += f'<li class="ton-{Tone.WATCH.value}">' + "".join(
            f'<span class="echelle">{_disc(size, most, french.number(size))}</span>' for size in sizes
        )
        marks += "personnes ont ce besoin</li>"
    return f'<ul class="legende" aria-label="Légende">{marks}</ul>'


def _small(text: str) -> str:
    return f"<small>{_text(text)}</small>" if text else ""


def _hyphenated(name: str) -> str:
    """A need's short name, cut at a syllable where its column is narrower than it."""
    return _text(SYLLABLES.get(name, name)).replace("~", "&shy;")


def _text(text: str) -> str:
    return escape(typeset(text))
