"""Columns of a header matched with the fields of a kind, by their wording and by their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from rapidfuzz import fuzz, process

from visa_data import french
from visa_data.extracts.answers import refusals
from visa_data.extracts.columns.exclusions import (
    reason_of,
    reason_to_exclude,
    reason_to_exclude_cells,
    verdict_on_cells,
)
from visa_data.extracts.columns.need_grids import grid_of_needs
from visa_data.extracts.formats import ACTIVITIES, CALLERS, CODES, NEEDS, SLOTS
from visa_data.extracts.kinds import LATITUDE_FIELD, LONGITUDE_FIELD, POSITION_FIELD, Field, Kind
from visa_data.extracts.texts.cells import bare_cell, is_empty
from visa_data.extracts.texts.headers import header_key, header_keys, is_added, numbered_stem
from visa_data.extracts.texts.stored_columns import Verdict
from visa_data.extracts.texts.stored_text import storable_name

_LISTS = (NEEDS, SLOTS, ACTIVITIES, CODES, CALLERS)
"""Formats whose columns may be numbered: « Besoin 2 », « Bénévole 2 »."""
_SURE, _DOUBTFUL, _NEAR = 1.0, 0.75, 0.7
_NEAR_KEYS = 84
_NEAR_KEYS_ANY_CELL = 90
_MOST_CELLS = 0.6
_WORDING = 0.3
"""Part of a confidence that the wording gives; the share of cells that can be read gives the rest."""
_SAMPLE = 25
_FILLED = 0.5
"""Least share of filled cells for a column to be preferred to one whose wording is as sure."""
_REQUIRED_WEIGHT = 1.5


@dataclass(frozen=True)
class Matched:
    """One field found in one column of the file; `sure` when the header's wording names it by itself.

    others: the columns that go on with a list begun in this one (« Besoin 2 », « Besoin 3 »).
    marks: the columns of a grid of needs and the need of each; `index` is the first of them where no column is a list.
    """

    field: Field
    index: int
    confidence: float
    sure: bool = True
    others: tuple[int, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()

    @property
    def lists(self) -> tuple[int, ...]:
        """The columns that hold lists themselves."""
        marked = {index for index, _ in self.marks}
        return tuple(index for index in (self.index, *self.others) if index not in marked)

    @property
    def indexes(self) -> tuple[int, ...]:
        """All the columns that give this field."""
        return (*self.lists, *(index for index, _ in self.marks))


@dataclass
class Matching:
    """A header read as one kind: matched fields, columns left out (index to reason), ignored indexes.

    rivals: columns whose wording names a field that another column gives: (index, field).
    personal: for a field, the column that would have given it and what its cells look like.
    given: values for the whole file, by field; `lacking` are those of fields that no column gives.
    """

    kind: Kind
    headers: list[str]
    matched: list[Matched] = field(default_factory=list)
    excluded: dict[int, str] = field(default_factory=dict)
    ignored: list[int] = field(default_factory=list)
    rivals: list[tuple[int, Field]] = field(default_factory=list)
    personal: dict[str, tuple[int, Verdict]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> list[str]:
        """Sentences on columns put together, and on those of which only one could be taken."""
        taken = {match.field.name: match for match in self.matched}
        found = [
            f"Colonnes réunies pour « {match.field.label} » : "
            + french.listed([f"« {self.headers[i]} »" for i in (match.index, *match.others)])
            + "."
            for match in self.matched
            if match.others
        ]
        found += [
            f"Une colonne par besoin, réunies pour « {match.field.label} » : "
            + french.listed([f"« {self.headers[i]} »" for i, _ in match.marks])
            + "."
            for match in self.matched
            if match.marks
        ]
        return found + [
            f"Deux colonnes pour « {rival.label} » : « {self.headers[taken[rival.name].index]} » est prise, "
            f"« {self.headers[index]} » ne l'est pas."
            for index, rival in self.rivals
            if rival.name in taken and index in self.ignored
        ]

    def without(self, name: str, verdict: Verdict) -> Matching:
        """The same, the column of one field never stored: most of its cells, down to the last line, are somebody's."""
        left = next(match for match in self.matched if match.field.name == name)
        return replace(
            self,
            matched=[match for match in self.matched if match is not left],
            excluded={**self.excluded, left.index: reason_of(verdict, left.field.format)},
            personal={**self.personal, name: (left.index, verdict)},
        )

    @property
    def missing(self) -> list[Field]:
        """Required fields not found, nor given for the whole file."""
        found = {match.field.name for match in self.matched} | set(self.given)
        return [field for field in self.kind.required if field.name not in found]

    @property
    def lacking(self) -> dict[str, str]:
        """The values given for fields that no column gives."""
        found = self.by_field
        return {name: text for name, text in self.given.items() if name not in found}

    @property
    def by_field(self) -> dict[str, str]:
        """The header of each field found."""
        return {match.field.name: self.headers[match.index] for match in self.matched}

    @property
    def choosable(self) -> list[str]:
        """Headers that may be chosen by hand: all but those never stored and those without a title."""
        return [h for i, h in enumerate(self.headers) if h and i not in self.excluded]

    @property
    def believable(self) -> bool:
        """Whether the wordings suffice to choose the kind without being told: two sure, or all required."""
        sure = {match.field.name for match in self.matched if match.sure}
        if self.kind.reference:
            return not self.excluded and all(field.name in sure for field in self.kind.required)
        return len(sure) >= 2 or all(field.name in sure for field in self.kind.required)

    @property
    def score(self) -> float:
        """How much of the file the kind explains: the confidences, required fields counting more."""
        return sum(m.confidence * (_REQUIRED_WEIGHT if m.field.required else 1.0) for m in self.matched)


def sure_hits(header: str, kind: Kind) -> bool:
    """Tell whether the wording of `header` names a field of `kind`, whatever the cells."""
    return any(key in field.strong_keys for key in header_keys(header) for field in kind.fields)


def storable_header(header: str, kind: Kind) -> str:
    """A header as it may be kept: as it is where its wording names a field, else judged as a name that stands alone."""
    return header if not header or sure_hits(header, kind) else storable_name(header)


def match_columns(
    headers: Sequence[str],
    columns: Sequence[Sequence[str]],
    kind: Kind,
    today: date,
    mapping: Mapping[str, str] | None = None,
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> Matching:
    """Match a header with the fields of `kind`.

    columns: for each header, a sample of its cells. mapping: field to header, chosen by hand; an empty
    header leaves the field out. earlier: the same, as chosen for an earlier file; `mapping` wins. No choice
    keeps a column whose cells are somebody's. Raises FileRefused for a choice that cannot be followed.
    """
    result = Matching(kind, list(headers))
    cells = [
        [bare for cell in column if (bare := bare_cell(cell)) and not is_empty(bare)] for column in columns
    ]
    free = {index for index, header in enumerate(headers) if not is_added(header)}
    wanted = {field.name: field for field in kind.fields}
    grid = grid_of_needs(headers, cells, free) if any(f.format is NEEDS for f in kind.fields) else ()
    in_grid = {headers[index] for index, _ in grid}
    chosen_by_hand = {header for header in (mapping or {}).values() if header}
    kept = {name: header for name, header in earlier.items() if header not in chosen_by_hand}
    for name, header in {**kept, **(mapping or {})}.items():
        if name not in wanted:
            raise refusals.unknown_field(kind, name)
        if header in in_grid and wanted[name].format is NEEDS:
            continue
        chosen = wanted.pop(name)
        if header:
            index = _find(headers, header, kind)
            result.matched.append(Matched(chosen, index, 1.0))
            free.discard(index)
    lists = [f for f in wanted.values() if f.format is NEEDS]
    if lists:
        free -= {index for index, _ in grid}
    candidates: list[_Candidate] = []
    for index in sorted(free):
        keys = header_keys(headers[index])
        sure = {
            f.name: rank
            for f in wanted.values()
            if (rank := _rank([*keys, *_stems(headers[index], f)], f.strong_keys)) is not None
        }
        if not sure and (reason := reason_to_exclude(headers[index], about_people=kind.about_people)):
            result.excluded[index] = reason
            continue
        for f in wanted.values():
            if f.name in sure:
                worth, rank = _SURE, sure[f.name]
            elif (weak := _rank(keys, f.weak_keys)) is not None:
                worth, rank = _DOUBTFUL, weak
            elif not sure and (near := _nearness(keys, f)):
                worth, rank = _NEAR * near / 100, 0
            else:
                continue
            share = _share_read(cells[index], f, today)
            if verdict := verdict_on_cells(f.format, cells[index], today):
                # Any other column is better. The whole column is judged again once read, whoever chose it.
                result.personal.setdefault(f.name, (index, verdict))
                share = 0.0
            if worth == _SURE or share >= _MOST_CELLS:
                confidence = worth * (_WORDING + (1 - _WORDING) * share)
                filled = len(cells[index]) >= _FILLED * len(columns[index])
                candidates.append(_Candidate(confidence, filled, rank, index, f, worth == _SURE))
    _choose(candidates, result)
    _gather_lists(result, frozenset(mapping or ()))
    if lists and grid:
        _add_grid(result, lists[0], grid)
    _leave_out(cells, result)
    return result


@dataclass(frozen=True)
class _Candidate:
    """A column that may give a field: the best has the surest wording and cells, then cells at all."""

    confidence: float
    filled: bool
    rank: int
    index: int
    field: Field
    sure: bool


def _stems(header: str, wanted: Field) -> list[str]:
    """The wording of a numbered column of a list (« Besoin 2 »), to be tried where the field is a list."""
    stem = numbered_stem(header) if wanted.format in _LISTS else ""
    return [stem] if stem else []


def _find(headers: Sequence[str], wanted: str, kind: Kind) -> int:
    same = [i for i, header in enumerate(headers) if header == wanted.strip()]
    same = same or [i for i, header in enumerate(headers) if header_key(header) == header_key(wanted)]
    if not same:
        raise refusals.absent_header(wanted)
    named = any(sure_hits(headers[i], kind) for i in same)
    if not named and (reason := reason_to_exclude(wanted, about_people=kind.about_people)):
        raise refusals.forbidden_header(wanted, reason)
    return same[0]


def _rank(keys: Sequence[str], known: Mapping[str, int]) -> int | None:
    return next((known[key] for key in keys if key in known), None)


def _nearness(keys: Sequence[str], wanted: Field) -> float:
    """Return 0, or how near (84 to 100) a misspelt header is to a sure wording of the field."""
    least = _NEAR_KEYS_ANY_CELL if wanted.format.stored else _NEAR_KEYS
    known = [key for key in wanted.strong_keys if len(key) >= 5]
    best = 0.0
    for key in keys:
        if len(key) >= 5 and (found := process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=least)):
            best = max(best, found[1])
    return best


def _share_read(cells: Sequence[str], wanted: Field, today: date) -> float:
    """Share of the first different cells that the field's format reads; 1 when there are none."""
    if not cells:
        return 1.0
    cells = list(dict.fromkeys(cells))[:_SAMPLE]
    if wanted.format.resembles:
        return sum(map(wanted.format.resembles, cells)) / len(cells)
    return sum(wanted.format.accepts(cell, today) for cell in cells) / len(cells)


def _choose(candidates: Sequence[_Candidate], result: Matching) -> None:
    """Keep the best column of each field and the best field of each column."""
    named = {match.field.name for match in result.matched}
    taken = {match.index for match in result.matched}
    for one in sorted(candidates, key=lambda c: (-c.confidence, not c.filled, c.rank, c.index)):
        if one.field.name not in named and one.index not in taken:
            result.matched.append(Matched(one.field, one.index, round(one.confidence, 3), one.sure))
            named.add(one.field.name)
            taken.add(one.index)
        elif one.sure and one.index not in taken:
            result.rivals.append((one.index, one.field))
    _settle_positions(result)
    order = {field.name: place for place, field in enumerate(result.kind.fields)}
    result.matched.sort(key=lambda match: order[match.field.name])


def _gather_lists(result: Matching, by_hand: frozenset[str]) -> None:
    """Put together the numbered columns of one list; a column chosen by hand stays alone."""
    taken = {match.index for match in result.matched} | set(result.excluded)
    for place, match in enumerate(result.matched):
        stem = numbered_stem(result.headers[match.index])
        if match.field.format not in _LISTS or not stem or match.field.name in by_hand:
            continue
        others = [
            i for i, header in enumerate(result.headers) if i not in taken and numbered_stem(header) == stem
        ]
        result.matched[place] = replace(match, others=tuple(others))
        taken.update(others)


def _add_grid(result: Matching, needs: Field, grid: tuple[tuple[int, str], ...]) -> None:
    """Read a grid with the list of needs that the file may have as well."""
    for place, match in enumerate(result.matched):
        if match.field is needs:
            result.matched[place] = replace(match, marks=grid)
            return
    result.matched.append(Matched(needs, grid[0][0], 1.0, marks=grid))
    order = {field.name: place for place, field in enumerate(result.kind.fields)}
    result.matched.sort(key=lambda match: order[match.field.name])


def _settle_positions(result: Matching) -> None:
    """Keep one way to tell where things are: latitude and longitude apart when both are there, else together."""
    found = {match.field.name: match for match in result.matched}
    if POSITION_FIELD.name not in found:
        return
    apart = [name for name in (LATITUDE_FIELD.name, LONGITUDE_FIELD.name) if name in found]
    for name in [POSITION_FIELD.name] if len(apart) == 2 else apart:
        result.matched.remove(found[name])


def _leave_out(cells: Sequence[Sequence[str]], result: Matching) -> None:
    """Say of each other column whether it is never stored or not recognised."""
    formats = {field.name: field.format for field in result.kind.fields}
    given = {match.index for match in result.matched}
    for name, (index, verdict) in list(result.personal.items()):
        if index in given:
            # What it would not do for one field, it does for another.
            del result.personal[name]
        else:
            result.excluded[index] = reason_of(verdict, formats[name])
    taken = {index for match in result.matched for index in match.indexes}
    for index in range(len(result.headers)):
        if index in taken or index in result.excluded or is_added(result.headers[index]):
            continue
        if reason := reason_to_exclude_cells(cells[index]):
            result.excluded[index] = reason
        elif result.headers[index] or cells[index]:
            result.ignored.append(index)
