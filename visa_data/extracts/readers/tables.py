"""The tables that a file may hold: one for each separator of a text, one for each sheet of a workbook.

Nothing here knows the field: which one is the extract is chosen by `visa_data.extracts.columns.recognition`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.line_ranges import line_ranges
from visa_data.extracts.readers.decoding import Lines, end_to_end, examine_text, fingerprint_of
from visa_data.extracts.readers.records import Block, RecordReader
from visa_data.extracts.readers.separators import (
    PLAIN_SEPARATORS,
    SEPARATORS,
    SPACE,
    as_plain,
    character_of,
    family_of,
    in_apostrophes,
)
from visa_data.extracts.readers.signature import FileNature
from visa_data.extracts.readers.workbook import BLOCK_ROWS, Workbook, open_workbook

HEAD_LINES = 150
_MOSTLY = 0.8
"""Share of the first records that proves a way of writing them."""
_EXAMINED = 0.15
"""Share of the progress taken by finding the encoding."""


@dataclass(frozen=True)
class Head:
    """The first records of one reading of a file; lines are rows as a spreadsheet shows them.

    name: the separator, or the sheet's name when `is_sheet`. told: what was mended in the header's row.
    torn: the lines cut without regard to their quotes, one of which is not closed.
    """

    name: str
    lines: list[int]
    rows: list[list[str]]
    is_sheet: bool = False
    told: tuple[str, ...] = ()
    torn: frozenset[int] = frozenset()

    @property
    def regularity(self) -> float:
        """Share of the records with content that have the most usual width, when that is two cells or more."""
        width, records = self.usual_width
        filled = sum(map(_has_content, self.rows))
        return records / filled if width > 1 else 0.0

    @property
    def usual_width(self) -> tuple[int, int]:
        """The most frequent number of cells among the records with content, and how many have it.

        The first record's on a tie; 0 and 0 without any.
        """
        counts = Counter(len(row) for row in self.rows if _has_content(row))
        return counts.most_common(1)[0] if counts else (0, 0)


class TableSource(ABC):
    """A file whose tables can be read."""

    fingerprint: str
    encoding: str
    """As shown: « Windows-1252 », « Classeur »."""
    of_sheets = True
    """Whether a reading is a sheet (or a layer), and not a way to cut a text."""

    @abstractmethod
    def heads(self, choice: Choice) -> list[Head]:
        """The first records of each reading that `choice` allows. Raises FileRefused when it allows none."""

    @abstractmethod
    def blocks(self, name: str, width: int, header_line: int) -> Iterator[Block]:
        """All the records of one reading. width: cells of the header, on row `header_line`."""

    @abstractmethod
    def notices(self, names: Sequence[str]) -> list[str]:
        """French sentences on how the readings of these names went, once their blocks are read."""

    def height(self, name: str) -> int:
        """Rows of one reading; 0 where readings are never put end to end, as ways to cut one text are not."""
        return 0

    def head_below(self, name: str, width: int, header_line: int, row: int) -> Head:
        """The first records of one reading from a row on, rows being those that `blocks` gives."""
        entries: list[tuple[int, list[str]]] = []
        for block in self.blocks(name, width, header_line):
            part = block.between(row - 1, None, 0)
            cells = [column[:HEAD_LINES].to_pylist() for column in part.columns]
            entries += part.others
            entries += zip(
                part.lines[:HEAD_LINES].tolist(), map(list, zip(*cells, strict=True)), strict=False
            )
            if len(entries) >= HEAD_LINES:
                break
        entries = sorted(entries)[:HEAD_LINES]
        return Head(name, [line for line, _ in entries], [cells for _, cells in entries], self.of_sheets)


class TextSource(TableSource):
    """A delimited text; a reading is named by its separator."""

    of_sheets = False

    def __init__(self, path: Path, tell: Callable[[float], None]) -> None:
        self._text = examine_text(path, lambda fraction: tell(fraction * _EXAMINED))
        self.fingerprint = self._text.fingerprint
        self.encoding = self._text.label
        self._seen: tuple[Lines, RecordReader] | None = None

    def heads(self, choice: Choice) -> list[Head]:
        """See TableSource."""
        if choice.sheet:
            raise refusals.not_in_this_file("feuille")
        if choice.separator and choice.separator not in SEPARATORS:
            raise refusals.unknown_separator(choice.separator)
        above = max(0, choice.header_line - 1)
        with self._text.open() as opened:
            lines = list(islice(opened, HEAD_LINES + above))
        if choice.separator:
            return [mended_header(_head(lines, choice.separator, above))]
        heads = [_best_of_family(lines, separator, above) for separator in PLAIN_SEPARATORS]
        apart = _best_of_family(lines, SPACE, above)
        # Words are kept apart by spaces in any text: a table is so only when nothing else makes one.
        if apart.regularity >= _MOSTLY and all(head.regularity < apart.regularity for head in heads):
            heads.append(apart)
        return [mended_header(head) for head in heads]

    def blocks(self, name: str, width: int, header_line: int) -> Iterator[Block]:
        """See TableSource."""
        size = max(self._text.size, 1)
        with self._text.open() as lines:
            reader = RecordReader(character_of(name), width, header_line)
            self._seen = lines, reader

            def done() -> float:
                return _EXAMINED + (1 - _EXAMINED) * min(lines.position / size, 1.0)

            plain = as_plain(name)
            yield from reader.blocks(end_to_end(map(plain, lines)) if plain else lines.pieces(), done)

    def notices(self, names: Sequence[str]) -> list[str]:
        """See TableSource."""
        if self._seen is None:
            return []
        lines, reader = self._seen

        def rows(seen: list[int]) -> str:
            return line_ranges(map(reader.row_of, seen))

        found = []
        if lines.mended:
            found.append(
                f"Deux encodages dans le fichier : du Windows-1252 lu comme tel, {rows(lines.mended)}."
            )
        if lines.restored:
            found.append(f"Lettres encodées deux fois (« Ã© »), rétablies : {rows(lines.restored)}.")
        if lines.damaged:
            found.append(f"Caractères perdus, montrés « � » : {rows(lines.damaged)}.")
        if reader.quotes_kept:
            found.append(f"Guillemets mal placés, gardés comme du texte : {line_ranges(reader.quotes_kept)}.")
        return found


class WorkbookSource(TableSource):
    """A workbook; a reading is named by its sheet."""

    encoding = "Classeur"

    def __init__(self, path: Path) -> None:
        self._workbook: Workbook = open_workbook(path)
        self.fingerprint = fingerprint_of(path)

    def heads(self, choice: Choice) -> list[Head]:
        """See TableSource."""
        if choice.separator:
            raise refusals.not_in_this_file("séparateur")
        sheets = [sheet for sheet in self._workbook.sheets if sheet.height]
        if not sheets:
            raise refusals.no_sheet()
        for wanted in filter(None, (choice.sheet, *choice.beside)):
            if wanted not in [sheet.name for sheet in sheets]:
                raise refusals.absent_sheet(wanted)
        if choice.sheet:
            sheets = [sheet for sheet in sheets if sheet.name in (choice.sheet, *choice.beside)]
        above = max(0, choice.header_line - 1)
        heads = []
        for sheet in sheets:
            rows = list(islice(sheet.rows(), above, above + HEAD_LINES))
            numbers = range(above + 1, above + len(rows) + 1)
            heads.append(Head(sheet.name, list(numbers), rows, is_sheet=True))
        return heads

    def blocks(self, name: str, width: int, header_line: int) -> Iterator[Block]:
        """See TableSource."""
        sheet = self._workbook.sheet(name)
        numbered = enumerate(sheet.rows(), start=1)
        while rows := list(islice(numbered, BLOCK_ROWS)):
            block = Block.of_rows(rows, width)
            block.done = rows[-1][0] / sheet.height
            yield block

    def notices(self, names: Sequence[str]) -> list[str]:
        """See TableSource."""
        sheets = [sheet for sheet in self._workbook.sheets if sheet.height]
        others = [sheet.name for sheet in sheets if sheet.name not in names]
        found = [f"Feuilles non lues : {refusals.listed(others)}."] if others else []
        if self._workbook.hidden:
            found.append(f"Feuilles masquées, non lues : {refusals.listed(self._workbook.hidden)}.")
        if repeated := sum(sheet.merged_downwards for sheet in sheets if sheet.name in names):
            found.append(
                f"Cellules fusionnées : leur valeur vaut pour chacune de leurs lignes ({repeated} cellules remplies)."
            )
        return found

    def height(self, name: str) -> int:
        """See TableSource."""
        return self._workbook.sheet(name).height


def open_source(path: Path, nature: FileNature, tell: Callable[[float], None]) -> TableSource:
    """Open a text or a workbook. tell: gets the fraction of the work done. Raises FileRefused."""
    return WorkbookSource(path) if nature is FileNature.WORKBOOK else TextSource(path, tell)


def most_regular(heads: Sequence[Head]) -> Head:
    """The reading in which most records have one same width, more than one cell; the widest on a tie."""

    def regularity(head: Head) -> tuple[float, int]:
        return head.regularity, head.usual_width[0]

    return max(heads, key=regularity)


def _head(lines: Sequence[str], separator: str, above: int) -> Head:
    """The first records of a text cut by one separator, those of which the quotes are not closed without them."""
    plain, character = as_plain(separator), character_of(separator)
    records: list[tuple[int, list[str]]] = []
    torn: dict[int, list[str]] = {}
    for block in RecordReader(character).blocks(end_to_end(map(plain, lines) if plain else lines)):
        torn |= {
            line: text.rstrip("\r\n").replace('"', "").split(character) for line, text in block.torn.items()
        }
        records += block.others
    records = sorted(entry for entry in [*records, *torn.items()] if entry[0] > above)
    found = frozenset(torn)
    return Head(separator, [line for line, _ in records], [row for _, row in records], torn=found)


def _best_of_family(lines: Sequence[str], separator: str, above: int) -> Head:
    """The way of a separator under which most records have one width: the plain one unless another is proved."""
    best = plain = _head(lines, separator, above)
    for other in family_of(separator):
        quote = "'" if in_apostrophes(other) else ' "'
        if in_apostrophes(other) and not any(cell.startswith(quote) for row in plain.rows for cell in row):
            continue
        head = _head(lines, other, above)
        if head.regularity > best.regularity or (
            head.regularity == best.regularity and _proves_quotes(plain, quote)
        ):
            best = head
    return best


def _proves_quotes(head: Head, quote: str) -> bool:
    """Whether cells are between these quotes: in most records, or doubled inside one of them."""
    end = quote.strip()
    wrapped = [
        [
            cell
            for cell in row
            if len(cell) > len(quote) and cell.startswith(quote) and cell.rstrip().endswith(end)
        ]
        for row in head.rows
        if _has_content(row)
    ]
    doubled = any(end * 2 in cell.strip()[1:-1] for cells in wrapped for cell in cells)
    # Between spaces, an empty cell can only be written by its quotes.
    empty = head.name == SPACE and any(cell == end * 2 for cells in wrapped for cell in cells)
    return doubled or empty or sum(map(bool, wrapped)) >= _MOSTLY * max(1, len(wrapped))


def mended_header(head: Head) -> Head:
    """The head with its header's row as wide as the records, when what is missing is certain.

    A row cut in two before the records; a first column without a title (the number of each record, as
    statistical programs write them).
    """
    width, records = head.usual_width
    filled = [place for place, row in enumerate(head.rows) if _has_content(row)]
    start = next((at for at, place in enumerate(filled) if len(head.rows[place]) == width), 0)
    if not start or width < 3 or records < 2 or head.is_sheet:
        return head
    data = [head.rows[place] for place in filled[start:] if len(head.rows[place]) == width]
    place = filled[start - 1]
    row, rows = head.rows[place], head.rows.copy()
    numbers = [cells[0].strip() for cells in data]
    if len(row) == width - 1 and all(map(str.isdecimal, numbers)) and len(set(numbers)) == len(numbers):
        rows[place] = ["", *row]
        told = f"En-tête plus court d'une cellule, ligne {head.lines[place]} : la première colonne est sans titre."
        return replace(head, rows=rows, told=(told,))
    above = filled[start - 2] if start > 1 else None
    if (
        above is not None
        and len(head.rows[above]) + len(row) == width
        and not _has_figures(head.rows[above] + row)
    ):
        rows[place], rows[above] = head.rows[above] + row, []
        told = (
            f"En-tête coupé en deux, lignes {head.lines[above]} et {head.lines[place]} : remis bout à bout."
        )
        return replace(head, rows=rows, told=(told,))
    return head


def _has_figures(row: Sequence[str]) -> bool:
    return any(cell.strip().isdecimal() for cell in row)


def _has_content(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)
