"""Who the lines of an extract are about, as fingerprints: names are read here and go no further.

The columns are those never stored (`visa_data.extracts.columns.exclusions`): they are known by their header alone,
and a relative's name or telephone is not the person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from visa_data.duplicates.fingerprints import Identity, fingerprints
from visa_data.duplicates.key import Key, KeyFile
from visa_data.duplicates.storage import SCHEMA
from visa_data.errors import VisaError
from visa_data.extracts.columns.matching import Matching
from visa_data.extracts.formats import Manner, Refusal
from visa_data.extracts.formats.birth_years import read_birth_date, read_birth_year
from visa_data.extracts.texts.cells import bare_cell, is_empty
from visa_data.extracts.texts.headers import header_keys


def _keys(wordings: str) -> frozenset[str]:
    return frozenset(key for wording in wordings.split("|") for key in header_keys(wording))


_FAMILY = _keys(
    "nom|nom d'usage|nom usuel|nom marital|nom d'épouse|nom de famille|nom de la personne|nom du bénéficiaire"
    "|nom de l'usager|nom de l'inscrit|name|last name|family name|surname"
)
_BIRTH_FAMILY = _keys("nom de naissance|nom de jeune fille|nom patronymique|patronyme|née|birth name")
_GIVEN = _keys("prénom|prénoms|prénom usuel|prénom de la personne|premier prénom|first name|given name")
_WHOLE = _keys("nom et prénom|nom prénom|prénom nom|prénom et nom|nom complet|identité|nom, prénom|full name")
_BORN = _keys(
    "date de naissance|né le|née le|né(e) le|naissance|ddn|date naiss.|birthdate|date of birth|dn|jour de naissance"
)
_PHONE = _keys(
    "téléphone|tél.|tél|n° de téléphone|téléphone fixe|tél fixe|fixe|portable|téléphone portable|tél portable"
    "|téléphone mobile|mobile|gsm|téléphone domicile|téléphone personnel|téléphone 1|téléphone 2|phone"
)


@dataclass(frozen=True)
class IdentityColumns:
    """Places of the columns that say who a line is about; empty where the file has none."""

    family: tuple[int, ...] = ()
    birth_family: tuple[int, ...] = ()
    given: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    born: tuple[int, ...] = ()
    birth_year: tuple[int, ...] = ()
    phone: tuple[int, ...] = ()

    @property
    def name_people(self) -> bool:
        """Whether these columns are enough for a fingerprint: a name, a date of birth or a phone."""
        return bool(self.family or self.birth_family or self.whole or self.born or self.phone)


def identity_columns(matching: Matching) -> IdentityColumns:
    """Find them in a header matched with people; nothing for any other kind."""
    if matching.kind.name != "personnes":
        return IdentityColumns()
    stored = {match.index: match.field.name for match in matching.matched}
    found: dict[str, list[int]] = {}
    for index, header in enumerate(matching.headers):
        if stored.get(index, "annee_naissance") != "annee_naissance":
            continue
        keys = set(header_keys(header))
        for part, known in (
            ("whole", _WHOLE),
            ("birth_family", _BIRTH_FAMILY),
            ("family", _FAMILY),
            ("given", _GIVEN),
            ("born", _BORN),
            ("phone", _PHONE),
        ):
            if keys & known:
                found.setdefault(part, []).append(index)
                break
        if index in stored:
            found.setdefault("birth_year", []).append(index)
    return IdentityColumns(**{part: tuple(places) for part, places in found.items()})


class FingerprintReader:
    """Turns the identity columns of blocks of records into fingerprints, and forgets the cells."""

    def __init__(self, columns: IdentityColumns, key: Key, today: date, manner: Manner) -> None:
        self._columns = columns
        self._key = key
        self._today = today
        self._manner = manner
        self._tables: list[pa.Table] = []

    def read(self, lines: np.ndarray, columns: Sequence[pa.Array]) -> None:
        """Add the fingerprints of records on the rows `lines` of the file."""
        wanted = {index for places in vars(self._columns).values() for index in places}
        cells = {index: columns[index].to_pylist() for index in sorted(wanted)}
        rows: list[tuple[int, str, int]] = []
        for place, line in enumerate(lines.tolist()):
            who = self._identity({index: column[place] for index, column in cells.items()})
            rows += [(line, sort.value, number) for sort, number in fingerprints(who, self._key)]
        numbers, sorts, found = zip(*rows, strict=True) if rows else ((), (), ())
        self._tables.append(pa.table([numbers, sorts, found, [self._key.tag] * len(rows)], schema=SCHEMA))

    def table(self) -> pa.Table:
        """Every fingerprint read, one row each."""
        return pa.concat_tables(self._tables) if self._tables else SCHEMA.empty_table()

    def _identity(self, row: dict[int, str]) -> Identity:
        def first(places: tuple[int, ...]) -> str:
            return next((text for i in places if not is_empty(text := bare_cell(row[i]))), "")

        family, given = first(self._columns.family), first(self._columns.given)
        if not family and not given and (whole := first(self._columns.whole)):
            family, given = split_whole_name(whole)
        born = self._born(first(self._columns.born))
        return Identity(
            family=family,
            birth_family=first(self._columns.birth_family),
            given=given,
            born=born,
            birth_year=born.year if born else self._birth_year(first(self._columns.birth_year)),
            phones=tuple(bare_cell(row[i]) for i in self._columns.phone),
        )

    def _born(self, text: str) -> date | None:
        try:
            return read_birth_date(text, self._today, self._manner) if text else None
        except Refusal:
            return None

    def _birth_year(self, text: str) -> int | None:
        try:
            return read_birth_year(text, self._today, self._manner) if text else None
        except Refusal:
            return None


def fingerprint_reader(
    matching: Matching, key: KeyFile | None, today: date, manner: Manner
) -> tuple[FingerprintReader | None, list[str]]:
    """A reader for this header, None when it names nobody or when no key is given; and notices (French).

    The key is made now if there is none. One that cannot be used is no reason to refuse the file: it is
    read without fingerprints, and a notice says so.
    """
    columns = identity_columns(matching)
    if key is None or not columns.name_people:
        return None, []
    try:
        return FingerprintReader(columns, key.read_or_create(), today, manner), []
    except VisaError as error:
        return None, [f"Doublons non recherchés dans ce fichier. {error}"]


def split_whole_name(text: str) -> tuple[str, str]:
    """Family and given names of one cell: `DUPONT Marie`, `Marie DUPONT`, `Dupont, Marie`, `Dupont Marie`.

    Capitals tell the family name; without them the first word is taken for it (a pair of names is
    compared in no order).
    """
    if "," in text:
        family, _, given = text.partition(",")
        return family.strip(), given.strip()
    words = text.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return (words[0], " ".join(words[1:])) if words else ("", "")
