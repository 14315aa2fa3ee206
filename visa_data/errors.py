"""Errors a user can read: values for bad lines, one exception for what cannot go on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VisaError(Exception):
    """What stops an action: a short French title and a French sentence (what, where, what to do).

    Both are shown as they are, on a page or on standard error: they never hold a person's data.
    """

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message

    def __str__(self) -> str:
        return f"{self.title} : {self.message}"

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows when this ends a cell: the sentence, without a traceback."""
        return [str(self)]


class FileRefused(VisaError):
    """A file that cannot be read as an extract; nothing of it was written."""


class BaseBusy(VisaError):
    """The base is held by another process."""


class BaseRefused(VisaError):
    """The base cannot be opened: wrong file, wrong version, no right to write."""


class BaseUnreadable(BaseRefused):
    """What stands in the base's place cannot be read as one, whoever tries: damaged, or another file."""


class Severity(StrEnum):
    """What a reported line became."""

    REJECTED = "rejetee"
    SET_ASIDE = "ecartee"
    WARNING = "avertissement"


@dataclass(frozen=True, slots=True)
class RowError:
    """One reported line of an extract.

    line: row number in the file as a spreadsheet shows it (1-based, title and blank lines included).
    column: the header as the file writes it, or "" when the whole line is concerned.
    value: the cell as the file writes it; shown to the analyst, never stored in the base.
    reason: a French sentence without the value (so that it can be grouped and stored).
    suggestion: a nearby acceptable value or what to do, or "".
    """

    line: int
    column: str
    value: str
    reason: str
    suggestion: str = ""
    severity: Severity = Severity.REJECTED
