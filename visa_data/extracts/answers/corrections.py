"""Cells that a format cannot read but nearly: what could be read instead, and what the analyst accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from visa_data.extracts.answers import refusals
from visa_data.extracts.kinds import Field
from visa_data.typography import counted, french


@dataclass(frozen=True, slots=True)
class Correction:
    """One wording of one field, to be read as another in the whole file.

    raw: the cell stripped, as the file writes it. value: a text that the field's format reads, or "" to
    read the cell as empty.
    """

    field: str
    raw: str
    value: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that can be accepted: give `correction` to `read_extract` to read the file with it.

    column: the header as the file writes it. lines: how many have this wording.
    """

    correction: Correction
    column: str
    lines: int

    @property
    def sentence(self) -> str:
        """`Résultat : lire « Pas de réponce » comme « Pas de réponse » (12 lignes)`."""
        return french(
            f"{self.column} : lire « {self.correction.raw} » comme « {self.correction.value} » "
            f"({counted(self.lines, 'ligne', 'lignes')})"
        )


def most_frequent(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Proposals by decreasing number of lines, then in the order of the alphabet."""
    return tuple(sorted(found, key=lambda p: (-p.lines, p.column, p.correction.raw)))


def corrections_of(field: Field, corrections: Collection[Correction], today: date) -> Mapping[str, str]:
    """The corrections of one field: raw wording to the text read instead.

    Raises FileRefused for a value that cannot be read, or a field whose cells may be personal: what was
    corrected is kept with the import, so that only wordings of closed lists and places may be.
    """
    chosen = {c.raw: c.value for c in corrections if c.field == field.name}
    if chosen and not field.format.correctable:
        raise refusals.forbidden_correction(field)
    for value in chosen.values():
        if not value and field.required:
            raise refusals.unreadable_correction(field, value)
        if value and not field.format.accepts(value, today):
            raise refusals.unreadable_correction(field, value)
    return chosen
