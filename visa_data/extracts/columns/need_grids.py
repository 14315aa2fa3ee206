"""Grids of needs: one column a need, with a mark where it is expressed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from visa_data.extracts.formats import YES_NO
from visa_data.extracts.formats.terms import code_of
from visa_data.extracts.texts.headers import is_added
from visa_data.vocabulary import Besoin, fold

_ENOUGH = 2
"""Needs without which columns are no grid: one « Santé » with crosses may be anything."""
_MOSTLY = 0.6
_PARTS = re.compile(r"[\[\]/:>|]|\s[\-–—]\s")
_BESOIN = re.compile(r"besoins?(?: essentiels?| exprimes?| reperes?)?(?: de| d)?\s+")
_CLOSING = " ]?.*"


def need_of(header: str) -> str | None:
    """Return the code of the need that a header names, alone or after « Besoin : », « Besoins [ », « besoins/ »."""
    last = _PARTS.split(header.strip(_CLOSING))[-1]
    wordings = Besoin.wordings()
    return next(
        (
            wordings[key]
            for key in (fold(header), fold(last), _BESOIN.sub("", fold(header), count=1))
            if key in wordings
        ),
        None,
    )


def is_marked(cell: str, need: str) -> bool | None:
    """Tell whether a bare cell, not empty, of a need's column expresses it; None when it says something else."""
    if code_of(cell, Besoin) == need:
        return True
    if not YES_NO.accepts(cell, date.max):
        return None
    return bool(YES_NO.parse(cell, date.max) == "oui")


def grid_of_needs(
    headers: Sequence[str], cells: Sequence[Sequence[str]], free: Collection[int]
) -> tuple[tuple[int, str], ...]:
    """The columns of a grid and their needs, () when there is none.

    cells: for each header, a sample of its cells, not empty. A column of which no cell is filled goes with the others.
    """
    found: list[tuple[int, str]] = []
    filled: set[str] = set()
    for index, header in enumerate(headers):
        need = need_of(header) if index in free and not is_added(header) else None
        if need is None:
            continue
        marks = [is_marked(cell, need) is not None for cell in cells[index]]
        if sum(marks) >= _MOSTLY * len(marks):
            found.append((index, need))
            filled |= {need} if marks else set()
    return tuple(found) if len({need for _, need in found}) >= _ENOUGH and filled else ()
