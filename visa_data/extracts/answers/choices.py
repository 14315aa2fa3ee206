"""When a file can be read in several ways: what settles it, and the other readings offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visa_data.errors import FileRefused


@dataclass(frozen=True)
class Choice:
    """What settles how a file is read; "" leaves it to the recognition.

    kind: one of KINDS. member: a file of an archive, as the archive names it or by its
    last name alone. sheet: a worksheet or a layer, by its name; beside: the sheets to be read with it; elsewhere:
    those that are read by themselves, as extracts of their own.
    header_line: row of the header, as a spreadsheet shows it; nothing above it is read.
    separator: the character between cells (a key of `readers.separators.SEPARATORS`). month_first: whether
    dates of a text have their month before their day; None leaves it to the recognition.
    zone_codes: what the codes of communes are, « insee » or « postaux ».
    """

    kind: str = ""
    member: str = ""
    sheet: str = ""
    beside: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    header_line: int = 0
    separator: str = ""
    month_first: bool | None = None
    zone_codes: str = ""


@dataclass(frozen=True)
class Alternative:
    """Another reading of a file: its French label, and the choice that `read_extract` takes to follow it.

    The choice holds those already made: it replaces the one the file was read with.
    """

    label: str
    choice: Choice


class ChoiceNeeded(FileRefused):
    """A file that can be read in several ways as likely: nothing is read until one is chosen.

    parts: the readings that, one after the other, take all that can be extracts, each of a kind of its own; none where
    that would be a guess.
    """

    def __init__(
        self, title: str, message: str, alternatives: Sequence[Alternative], parts: Sequence[Choice] = ()
    ) -> None:
        super().__init__(title, message)
        self.alternatives = list(alternatives)
        self.parts = list(parts)
