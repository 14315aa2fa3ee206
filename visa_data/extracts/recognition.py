"""What a table is: its separator or sheet, its header row, its kind, scored over the first records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visa_data.errors import FileRefused
from visa_data.extracts import refusals
from visa_data.extracts.cells import bare_cell
from visa_data.extracts.choices import Alternative, Choice
from visa_data.extracts.extract import ColumnMatch, ExcludedColumn
from visa_data.extracts.formats import BIRTH_YEAR
from visa_data.extracts.kinds import KINDS, Kind
from visa_data.extracts.masking import masked
from visa_data.extracts.matching import Matched, Matching, match_columns, sure_hits
from visa_data.extracts.readers.separators import SEPARATORS
from visa_data.extracts.readers.tables import Head
from visa_data.extracts.shapes import Remembered, RememberedMatching, shape_of
from visa_data.extracts.typography import french
from visa_data.french import day

LARGEST_WIDTH = 150
SAMPLE_RECORDS = 60
_HEADER_WITHIN = 40
_TRIED = 6
_AS_LIKELY = 0.6
_LONGEST_SAMPLE = 60
_NO_LONGER_FITS = (
    "La correspondance des colonnes retenue pour les fichiers de cette forme ne convient plus : les colonnes ont "
    "été reconnues de nouveau."
)


@dataclass(frozen=True)
class Recognised:
    """The reading chosen: which head, where its header is, the columns matched, and what else it could be.

    remembered: the matching of an earlier import that was taken up. notices: what of it is to be told.
    """

    head: Head
    place: int
    matching: Matching
    alternatives: tuple[Alternative, ...] = ()
    remembered: RememberedMatching | None = None
    notices: tuple[str, ...] = ()

    @property
    def header_line(self) -> int:
        """Row of the header as a spreadsheet shows it."""
        return self.head.lines[self.place]

    @property
    def title_rows(self) -> list[list[str]]:
        """Rows with content above the header."""
        return [row for row in self.head.rows[: self.place] if any(cell.strip() for cell in row)]

    @property
    def has_data(self) -> bool:
        """Whether a row with content follows the header."""
        return any(cell.strip() for row in self.head.rows[self.place + 1 :] for cell in row)

    @property
    def header_row(self) -> list[str]:
        """Cells of the header as the file writes them."""
        return self.head.rows[self.place]

    def samples(self, match: Matched, today: date) -> tuple[str, ...]:
        """At most three different cells of a stored column; of a date of birth, the year only."""
        found: list[str] = []
        for row in self.head.rows[self.place + 1 :]:
            cell = bare_cell(row[match.index]) if match.index < len(row) else ""
            if not cell:
                continue
            if match.field.format is BIRTH_YEAR:
                if not BIRTH_YEAR.accepts(cell, today):
                    continue
                cell = str(BIRTH_YEAR.parse(cell, today))
            cell = masked(cell)[:_LONGEST_SAMPLE]
            if cell not in found:
                found.append(cell)
            if len(found) == 3:
                break
        return tuple(found)

    def column_matches(self, today: date) -> list[ColumnMatch]:
        """The columns matched, as shown."""
        headers = self.matching.headers
        return [
            ColumnMatch(m.field.name, headers[m.index], m.confidence, self.samples(m, today))
            for m in self.matching.matched
        ]

    def excluded_columns(self) -> list[ExcludedColumn]:
        """The columns never stored, in the order of the file."""
        return [
            ExcludedColumn(self.matching.headers[index], reason)
            for index, reason in sorted(self.matching.excluded.items())
        ]

    def ignored_headers(self) -> list[str]:
        """Headers not recognised; a column without a title is named by its letter's rank."""
        return [
            self.matching.headers[index] or f"(colonne {index + 1}, sans titre)"
            for index in self.matching.ignored
        ]


def recognise(
    heads: Sequence[Head],
    choice: Choice,
    mapping: Mapping[str, str] | None,
    today: date,
    remembered: Remembered,
) -> Recognised:
    """Choose the reading, the header row and the kind under which most columns match.

    choice: what is settled; `heads` follow it already. A header row whose shape is remembered settles the
    row and the kind. Raises FileRefused: no header, required columns missing (ColumnsMissing), too many
    columns; ChoiceNeeded: two kinds as likely, several sheets that can be the extract.
    """
    kinds = [KINDS[choice.kind]] if choice.kind else [k for k in KINDS.values() if k.name != "zones"]
    if mapping and not choice.kind:
        kinds = [k for k in kinds if {f.name for f in k.fields} >= set(mapping)] or kinds
    found: list[Recognised] = []
    failed: FileRefused | None = None
    for head, place, k in _most_promising(heads, kinds, mapping, remembered):
        try:
            found.append(_read_as(head, place, k, mapping, today, remembered))
        except FileRefused as refusal:
            # The mapping does not fit this row; it may fit another one.
            failed = failed or refusal
    if failed and not found:
        raise failed
    found.sort(key=lambda r: (r.remembered is None, -r.matching.score))
    _check_width(heads, found)
    if not choice.kind:
        found = [r for r in found if r.remembered or r.matching.believable]
    if not found or not found[0].matching.matched:
        if choice.kind and found:
            raise refusals.ColumnsMissing(
                refusals.not_recognised(), choice.kind, found[0].matching.choosable, {}
            )
        raise refusals.not_recognised()
    best = found[0]
    complete = [r for r in found if not r.matching.missing]
    if best.matching.missing and complete and complete[0].matching.score > best.matching.score - _AS_LIKELY:
        best = complete[0]
    if best.matching.missing:
        shown = _is_surely_header(best)
        headers = [header for header in best.matching.headers if header] if shown else []
        raise refusals.ColumnsMissing(
            refusals.missing_columns(best.matching.kind, best.matching.missing, headers),
            best.matching.kind.name,
            best.matching.choosable,
            best.matching.by_field,
        )
    if best.head.is_sheet and not best.has_data:
        best = next((r for r in complete if r.has_data), best)
    return replace(best, alternatives=_alternatives(heads, best, complete, choice))


def _alternatives(
    heads: Sequence[Head], best: Recognised, complete: Sequence[Recognised], choice: Choice
) -> tuple[Alternative, ...]:
    """The other readings with all required columns, to be offered.

    Raises ChoiceNeeded where taking the best one would be a guess, or would leave an extract aside.
    """
    elsewhere: dict[str, Recognised] = {}
    kinds: dict[str, Recognised] = {}
    for reading in complete:
        if reading.head.name != best.head.name:
            if reading.matching.believable and reading.has_data:
                elsewhere.setdefault(reading.head.name, reading)
        elif reading.matching.kind is not best.matching.kind:
            kinds.setdefault(reading.matching.kind.name, reading)
    sheets = {name: r for name, r in elsewhere.items() if r.head.is_sheet}
    if sheets and best.has_data:
        labels = {r.head.name: r.matching.kind.label for r in (best, *sheets.values())}
        raise refusals.several_sheets({h.name: labels[h.name] for h in heads if h.name in labels}, choice)
    likely = {name for name, r in kinds.items() if r.matching.score > best.matching.score - _AS_LIKELY} | {
        best.matching.kind.name
    }
    if len(likely) > 1 and not best.remembered:
        raise refusals.doubtful_kind([k for k in KINDS.values() if k.name in likely], choice)
    offered = [
        Alternative(french(f"Type « {r.matching.kind.label} »"), replace(choice, kind=name))
        for name, r in kinds.items()
    ]
    offered += [
        Alternative(
            french(f"Colonnes séparées par : {SEPARATORS[name]} ({r.matching.kind.label})"),
            replace(choice, separator=name),
        )
        for name, r in elsewhere.items()
        if not r.head.is_sheet
    ]
    return tuple(offered)


def clean_headers(row: Sequence[str]) -> list[str]:
    """Headers of a row, on one line each, without the blank ones at the end."""
    headers = [" ".join(cell.strip().strip("\ufeff").split()) for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _is_surely_header(found: Recognised) -> bool:
    """Tell a header that can be quoted from a row that may be data: known wordings, and only wordings."""
    fields = {match.field.name for match in found.matching.matched if match.sure}
    headers = [header for header in found.matching.headers if header]
    return len(fields) >= 2 and all(any(c.isalpha() for c in header) for header in headers)


def _most_promising(
    heads: Sequence[Head], kinds: Sequence[Kind], mapping: Mapping[str, str] | None, remembered: Remembered
) -> list[tuple[Head, int, Kind]]:
    """The rows worth a full matching: those whose wordings name most fields, else the widest first rows.

    A row whose shape is remembered has all its fields named.
    """
    chosen = {" ".join(header.split()) for header in (mapping or {}).values() if header}
    scored: list[tuple[int, int, int, int, Head, int, Kind]] = []
    for order, head in enumerate(heads):
        seen = 0
        for place, row in enumerate(head.rows):
            headers = clean_headers(row)[: LARGEST_WIDTH + 1]
            filled = sum(map(bool, headers))
            if not filled:
                continue
            seen += 1
            if seen > _HEADER_WITHIN:
                break
            by_hand = len(chosen.intersection(headers))
            shape = shape_of(headers) if remembered else ""
            for kind in kinds:
                hits = sum(sure_hits(header, kind) for header in headers if header) + 2 * by_hand
                if earlier := remembered.get((shape, kind.name)):
                    hits += 2 * sum(map(bool, earlier.columns.values()))
                if hits or seen <= 3:
                    scored.append(
                        (-hits, -min(filled, 5) if not hits else place, order, place, head, place, kind)
                    )
    scored.sort(key=lambda s: s[:4])
    best: dict[str, int] = {}
    tries = []
    fewest = max((-item[0] for item in scored), default=0) // 3
    for item in scored:
        kind = item[-1]
        if -item[0] < fewest:
            continue
        best[kind.name] = best.get(kind.name, 0) + 1
        if best[kind.name] <= _TRIED:
            tries.append((item[4], item[5], kind))
    return tries


def _read_as(
    head: Head,
    place: int,
    kind: Kind,
    mapping: Mapping[str, str] | None,
    today: date,
    remembered: Remembered,
) -> Recognised:
    """Match one row with one kind, as remembered where its shape is and can be followed."""
    earlier = remembered.get((shape_of(clean_headers(head.rows[place])), kind.name)) if remembered else None
    if earlier is None:
        return Recognised(head, place, _match(head, place, kind, mapping, today, {}))
    try:
        matching = _match(head, place, kind, mapping, today, earlier.columns)
        if not matching.missing:
            told = f"Correspondance des colonnes reprise de l'import du {day(earlier.at.date())}."
            return Recognised(head, place, matching, remembered=earlier, notices=(told,))
    except FileRefused:
        # What was remembered cannot be followed; what the file says by itself still can.
        pass
    return Recognised(head, place, _match(head, place, kind, mapping, today, {}), notices=(_NO_LONGER_FITS,))


def _match(
    head: Head,
    place: int,
    kind: Kind,
    mapping: Mapping[str, str] | None,
    today: date,
    earlier: Mapping[str, str],
) -> Matching:
    headers = clean_headers(head.rows[place])[:LARGEST_WIDTH]
    below = head.rows[place + 1 : place + 1 + SAMPLE_RECORDS]
    columns = [
        [row[i] for row in below if i < len(row) and row[i] != head.rows[place][i]]
        for i in range(len(headers))
    ]
    return match_columns(headers, columns, kind, today, mapping, earlier)


def _check_width(heads: Sequence[Head], found: Sequence[Recognised]) -> None:
    """Refuse too many columns, in the reading chosen or in any when none was recognised."""
    recognised = found and found[0].matching.matched
    rows = [found[0].header_row] if recognised else [row for head in heads for row in head.rows[:5]]
    widest = max((len(clean_headers(row)) for row in rows), default=0)
    if widest > LARGEST_WIDTH:
        raise refusals.too_many_columns(widest)
