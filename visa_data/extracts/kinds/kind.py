"""What a kind of extract is: its columns, their formats and the headers seen for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from visa_data.extracts.formats import Format
from visa_data.extracts.texts.headers import header_key


@dataclass(frozen=True)
class Field:
    """One column of a kind.

    headers: wordings that name this column whatever it holds; weak_headers: wordings that name it only
    when its cells can be read as such. Both separated by bars, compared by their header key.
    required: each line must have a value. needed: the file must have the column, cells may be empty.
    constant: whether a file without the column may be given one value for all its lines: "" never, "*" any that
    the format reads, else the codes admitted, separated by bars. Never what tells a person from another, nor a
    consent that each one gives.
    """

    name: str
    label: str
    format: Format
    headers: str = ""
    weak_headers: str = ""
    required: bool = False
    needed: bool = False
    constant: str = ""

    @cached_property
    def strong_keys(self) -> dict[str, int]:
        """Header keys of the sure wordings (with and without spaces) and their rank, best first."""
        return _keys(f"{self.name}|{self.label}|{self.headers}")

    @cached_property
    def weak_keys(self) -> dict[str, int]:
        """Header keys of the doubtful wordings and their rank."""
        return _keys(self.weak_headers)


def _keys(wordings: str) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, wording in enumerate(filter(None, wordings.split("|"))):
        key = header_key(wording)
        if not key:
            continue
        ranks.setdefault(key, rank)
        ranks.setdefault(key.replace(" ", ""), rank)
    return ranks


@dataclass(frozen=True)
class Kind:
    """One kind of extract: its code, its French label and its columns in the contract's order.

    about_people: its lines are persons or their calls. reference: a public file with few columns; a table
    with personal columns is never of such a kind, however well the others fit.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    about_people: bool = False
    reference: bool = False

    def field(self, name: str) -> Field:
        """Return the column called `name`; raises KeyError."""
        return {field.name: field for field in self.fields}[name]

    @property
    def required(self) -> tuple[Field, ...]:
        """The columns without which a file is not of this kind."""
        return tuple(field for field in self.fields if field.required or field.needed)
