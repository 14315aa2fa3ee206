"""What a kind of extract is: its columns, their formats and headers, its table, and what its lines mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from visa_data.base.tables import Table
from visa_data.extracts.formats import POSITION, Format
from visa_data.extracts.kinds.checks import Check, Remark
from visa_data.extracts.texts.headers import header_key

REGISTER = "personnes"
"""The register: who is not in it is known by no other kind."""


@dataclass(frozen=True)
class Field:
    """One column of a kind.

    headers: wordings that name this column whatever it holds; weak_headers: wordings that name it only
    when its cells can be read as such. Both separated by bars, compared by their header key.
    required: each line must have a value. needed: the file must have the column, cells may be empty.
    constant: whether a file without the column may be given one value for all its lines: "" never, "*" any that
    the format reads, else the codes admitted, separated by bars. Never what tells a person from another, nor a
    consent that each one gives.
    refers_to: the kind whose key the cells give. stored: whether the table has this column.
    """

    name: str
    label: str
    format: Format
    headers: str = ""
    weak_headers: str = ""
    required: bool = False
    needed: bool = False
    constant: str = ""
    refers_to: str = ""
    stored: bool = True

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
class Computed:
    """A column of a kind's table that no column of a file gives; label: "" where it is never shown."""

    name: str
    label: str = ""


@dataclass(frozen=True)
class Closing:
    """How a complete extract closes the rows that it lacks.

    column: what is written. value: the code written there, "" for the day that the analyst gives. verb, one, many,
    on: the words of the box to tick and of the day's field. later: rows that begin after that day, for one and for many.
    """

    column: str
    value: str
    verb: str
    one: str
    many: str
    on: str
    later: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Absence:
    """What a row means that the base has from the same source and that an extract lacks.

    detail: the column shown beside the key. who, among: the words on them, where the noun of the kind does not do.
    origin: the column whose values are the sources that a file names; "" where the source is the earlier files with
    the same columns. closing: None for a kind that a complete extract does not close.
    """

    detail: str
    who: tuple[str, str] | None = None
    among: str = "parmi celles que des fichiers aux mêmes colonnes ont apportées"
    origin: str = ""
    closing: Closing | None = None

    @property
    def still_open(self) -> str:
        """SQL condition: row `t` is not closed yet."""
        if self.closing is None:
            return "true"
        column, value = self.closing.column, self.closing.value
        return f"t.{column} IS DISTINCT FROM '{value}'" if value else f"t.{column} IS NULL"


@dataclass(frozen=True)
class Kind:
    """One kind of extract, and the table of the base that it fills, which bears its name.

    label: what a file is. noun: its lines, for one and for many. contents: its columns in the contract's order, and
    those of the table that are computed. key: what makes a row known; parts that a file may leave blank are
    blank texts.
    about_people: its lines are persons, their calls or callers. reference: a public file with few columns; a table
    with personal columns is never of such a kind, however well the others fit. territory: what is known of the
    zones, loaded before those who live or act there.
    dated: the column of the date up to which its data go, "" for none. timeless: its lines weigh on the figures
    of every day, whatever that date.
    absence: None where a missing row says nothing.
    spared: what is left out of a line about a person whom the register does not have, which is kept; none where such a
    line is set aside.
    carried: a column that a line of a log may leave blank, since its other lines say it, and the columns that tell the log.
    checks, remarks: what is to be checked once its lines are in the base.
    """

    name: str
    label: str
    noun: tuple[str, str]
    contents: tuple[Field | Computed, ...]
    key: tuple[str, ...]
    about_people: bool = False
    reference: bool = False
    territory: bool = False
    dated: str = ""
    timeless: bool = False
    absence: Absence | None = None
    spared: tuple[str, ...] = ()
    carried: tuple[str, tuple[str, ...]] = ("", ())
    checks: tuple[Check, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns that a file may have."""
        return tuple(one for one in self.contents if isinstance(one, Field))

    @cached_property
    def table(self) -> Table:
        """The table that it fills."""
        stored = [one.name for one in self.contents if isinstance(one, Computed) or one.stored]
        people = tuple(field.name for field in self.fields if field.refers_to == REGISTER)
        columns = tuple(name for name in stored if name not in self.key)
        return Table(self.name, self.key, columns, people, keeps_past=True)

    @property
    def closing(self) -> Closing | None:
        """How a complete extract closes the rows that it lacks; None when it closes none."""
        return self.absence.closing if self.absence else None

    @property
    def refers_to(self) -> frozenset[str]:
        """The other kinds whose keys its lines give."""
        return frozenset(field.refers_to for field in self.fields) - {"", self.name}

    @property
    def as_points(self) -> bool:
        """Whether points of a map are taken for it by themselves; those of people are read when the kind is chosen."""
        return not self.about_people and any(field.format is POSITION for field in self.fields)

    @property
    def labels(self) -> dict[str, str]:
        """The French label of each column, computed ones included."""
        return {one.name: one.label for one in self.contents}

    def field(self, name: str) -> Field:
        """Return the column called `name`; raises KeyError."""
        return {field.name: field for field in self.fields}[name]

    @property
    def required(self) -> tuple[Field, ...]:
        """The columns without which a file is not of this kind."""
        return tuple(field for field in self.fields if field.required or field.needed)
