"""Rows that may be the header of a table: those whose wordings name the fields of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.readers.tables import Head
from visa_data.extracts.texts.headers import header_keys
from visa_data.extracts.texts.stored_text import somebody_in

LARGEST_WIDTH = 150
_WITHIN = 40
_TRIED = 6
_FEW_HEADS = 6
"""Tables of a file among which several rows of each are tried; in more of them, the best row only."""
_FIELDS_OF_HEADER = 3
_LONGEST = 120
"""Characters of a wording: what is longer is no header."""
_LONGEST_SHOWN = 1_000
"""Characters of what is looked at closely: a line that another separator cuts is one cell, judged at each candidate."""

Names = Callable[[str, Kind], bool]
"""Whether a wording names a field of a kind, whatever the cells."""


@dataclass(frozen=True)
class HeaderRow:
    """A row read as the header of one kind.

    place: its place among the head's rows. two_rows: its wordings start on the row above.
    headers: its wordings, on one line each, without the blank ones at the end.
    """

    head: Head
    place: int
    two_rows: bool
    kind: Kind
    headers: list[str]


def clean_headers(row: Sequence[str]) -> list[str]:
    """Headers of a row, on one line each, without the blank ones at the end.

    They are shown, remembered, and kept with the import: one that names somebody, or that is too long to be looked
    at for it, gives way to its column's letter.
    """
    return FieldNames().headers_of(row)


def column_letters(place: int) -> str:
    """The name that spreadsheets give a column: A for 0, AA for 26."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters, place = chr(ord("A") + rest) + letters, place - 1
    return letters


def joined_headers(above: Sequence[str], below: Sequence[str], kind: Kind, names: Names) -> list[str]:
    """Headers written on two rows: a group above (« Inscription » over « date »), or a title cut in two.

    A column keeps the wording of the lower row where that names a field by itself.
    """
    width = max(len(above), len(below))
    joined: list[str] = []
    group = ""
    for place in range(width):
        own = above[place] if place < len(above) else ""
        lower = below[place] if place < len(below) else ""
        group = own or group
        if not lower or not group or lower == group:
            joined.append(lower or own)
            continue
        wordings = [f"{group} {lower}", f"{lower} {group}"]
        if below.count(lower) == 1:
            wordings.insert(0, lower)
        joined.append(next((wording for wording in wordings if names(wording, kind)), f"{group} {lower}"))
    return joined


def likely_headers(
    heads: Sequence[Head],
    kinds: Sequence[Kind],
    known: Callable[[Sequence[str], Kind], int],
    names: FieldNames,
) -> list[HeaderRow]:
    """The rows worth a full matching, the most promising first: those whose wordings name most fields.

    known: how many fields of a kind these headers name for another reason (chosen by hand, remembered).
    Where none names any, the widest of the first rows.
    """
    scored: list[tuple[tuple[int, int, int, int], HeaderRow]] = []
    for order, head in enumerate(heads):
        seen = 0
        above: list[str] = []
        hits_above: dict[str, int] = {}
        for place, cells in enumerate(head.rows):
            headers = names.headers_of(cells)
            if not headers:
                above, hits_above = [], {}
                continue
            seen += 1
            if seen > _WITHIN:
                break
            filled = sum(map(bool, headers))
            alone: dict[str, int] = {}
            for kind in kinds:
                hits = alone[kind.name] = names.count(headers, kind) + known(headers, kind)
                if hits or seen <= 3:
                    rank = (-hits, place if hits else -min(filled, 5), order, place)
                    scored.append((rank, HeaderRow(head, place, False, kind, headers)))
                either = max(hits, hits_above.get(kind.name, 0))
                if above and either:
                    both = joined_headers(above, headers, kind, names)
                    hits = names.count(both, kind) + known(both, kind)
                    if hits > either:
                        scored.append(
                            ((-hits, place, order, place), HeaderRow(head, place, True, kind, both))
                        )
            above, hits_above = headers, alone
    scored.sort(key=lambda entry: entry[0])
    fewest = max((-rank[0] for rank, _ in scored), default=0) // 3
    tried: Counter[tuple[str, str]] = Counter()
    most = _TRIED if len(heads) <= _FEW_HEADS else 1
    likely = []
    for rank, row in scored:
        place_of_row = row.kind.name, row.head.name
        if -rank[0] >= fewest and tried[place_of_row] < most:
            tried[place_of_row] += 1
            likely.append(row)
    return likely


class FieldNames:
    """Which kinds each wording names surely; kept for one file only, since a row may hold people's names.

    The rows of a head are looked at once for each kind and each row that may be the header: a cell is judged once.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, Collection[str]] = {"": ()}
        self._shown: dict[str, bool] = {"": True}

    def __call__(self, wording: str, kind: Kind) -> bool:
        """Whether a wording names a field of a kind."""
        return kind.name in self._kinds_of(wording)

    def headers_of(self, row: Sequence[str]) -> list[str]:
        """See `clean_headers`."""
        headers = [" ".join(cell.strip().strip("\ufeff").split()) if cell else "" for cell in row]
        last = next((place for place in range(len(headers), 0, -1) if headers[place - 1]), 0)
        return [
            header if self._is_shown(header) else f"colonne {column_letters(place)}"
            for place, header in enumerate(headers[:last])
        ]

    def _is_shown(self, header: str) -> bool:
        found = self._shown.get(header)
        if found is None:
            found = self._shown[header] = len(header) <= _LONGEST_SHOWN and not somebody_in(header)
        return found

    def _kinds_of(self, wording: str) -> Collection[str]:
        found = self._kinds.get(wording)
        if found is None:
            keys = header_keys(wording) if len(wording) <= _LONGEST else []
            known = _kinds_of_keys()
            found = self._kinds[wording] = {name for key in keys for name in known.get(key, ())}
        return found

    def are_header(self, cells: Sequence[str]) -> bool:
        """Tell whether the filled cells of a row are those of a header: three fields of one kind, half of them all."""
        if any(cell.strip().isdigit() for cell in cells):
            return False
        # Asked of each odd line of a file: each cell is looked up once, not once for each kind.
        kinds = Counter(kind for cell in set(cells) for kind in self._kinds_of(cell))
        most = max(kinds.values(), default=0)
        return most >= _FIELDS_OF_HEADER and 2 * most >= len(cells)

    def count(self, headers: Sequence[str], kind: Kind) -> int:
        """How many of these headers name a field of a kind."""
        return sum(self(header, kind) for header in headers[: LARGEST_WIDTH + 1])


@cache
def written_wordings() -> frozenset[str]:
    """The sure wordings of every kind as their headers are written, in lower case."""
    fields = [field for kind in KINDS.values() for field in kind.fields]
    named = {f"{field.name}|{field.label}|{field.headers}".lower() for field in fields}
    return frozenset(
        wording.strip() for wordings in named for wording in wordings.split("|") if wording.strip()
    )


def learn_wordings() -> None:
    """Work out once what the wordings of every kind are known by: a fifth of the reading of a short file."""
    written_wordings()
    _kinds_of_keys()


@cache
def _kinds_of_keys() -> Mapping[str, frozenset[str]]:
    """Header key of each sure wording to the kinds it belongs to."""
    found: dict[str, set[str]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            for key in field.strong_keys:
                found.setdefault(key, set()).add(kind.name)
    return {key: frozenset(names) for key, names in found.items()}
