"""The attacks: every header, every field, mixed columns, and people where no column is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.privacy.extracts import HEADERS, KEYS, Case, draw, hand_written, write
from tests.privacy.invented import KINDS, Person, needles
from visa_data.extracts.kinds import KINDS as EXTRACTS

EVERYWHERE = (
    *(
        "Mme Nom Prénom",
        "M. et Mme NOM",
        "NOM Prénom date",
        "NOM Prénom téléphone",
        "06 39 98 00 00",
        "0639980000",
    ),
    *(
        "06.39.98.00.00",
        "+33 6 39 98 00 00",
        "tél. 0639980000",
        "NIR 15 chiffres",
        "NIR espacé",
        "NIR 13 chiffres",
    ),
    *("courriel", "COURRIEL", "IBAN", "IBAN espacé", "06/39/98/00/00", "0033639980000", "+33639980000"),
    *("(0)6 39 98 00 00 (fille)", "Mlle NOM (fille de M. Prénom)", "NIR corse"),
)
"""What is nobody's name of a team, of a need or of a place, whatever the field."""

_PEOPLE = (
    *("personnes.reference", "appels.reference", "besoins.reference", "appelants.appelant"),
    *("suites.reference", "signalements.reference", "binomes.reference"),
)
_CODES = (
    *("equipes.identifiant", "ressources.identifiant", "personnes.parrain", "appels.appelant"),
    *("acteurs.identifiant", "signalements.identifiant", "binomes.binome", "binomes.benevoles"),
)
IDENTITIES = frozenset((*_PEOPLE, *_CODES))
"""Fields that hold a reference, or a caller's code: never a person, however written."""

_WORDS = frozenset(("NOM", "nom", "Prénom", "Nom P.", "de la Nom Prénom", "639980000 (nombre)"))
"""What a place may be called, or its code: not asked of zones."""


_DAYS = (
    "JJ/MM/AA",
    "JJ.MM.AAAA",
    "né le JJ/MM/AAAA",
    "JJ/MM/AAAA",
    "AAAA-MM-JJ",
    "J mois AAAA",
    "date du classeur",
)
"""Any day is one that a date may be."""


def must_not_stay(case: Case) -> bool:
    """Whether nothing at all of the case may reach the base; the others are only told."""
    place = f"{case.kind}.{case.field or KEYS[case.kind]}"
    if place in IDENTITIES:
        return case.value in KINDS
    if place in ("zones.code", "population.code_zone"):
        return case.value in KINDS and case.value not in _WORDS
    return case.value in EVERYWHERE


def header_cases(
    people: Iterator[Person], header: str, kinds: tuple[str, ...] = tuple(KEYS)
) -> Iterator[Case]:
    """A header over each sort of personal value, in each kind of extract, alone and beside a reference."""
    for kind in kinds:
        for value in KINDS:
            for beside in (False, True):
                form = "xlsx" if value == "date du classeur" or (len(value) + beside) % 3 == 0 else "csv"
                yield Case(kind, header, value, "", draw(people), beside=beside, form=form)


def a_case_each(people: Iterator[Person]) -> Iterator[Case]:
    """Each header once, each sort of value and each kind of extract at least once."""
    values, kinds = list(KINDS), (*KEYS, "personnes", "appels", "personnes")
    for n, header in enumerate(HEADERS):
        value, kind = values[n % len(values)], kinds[n % len(kinds)]
        form = "xlsx" if n % 3 == 0 or value == "date du classeur" else "csv"
        yield Case(kind, header, value, "", draw(people, 4), beside=n % 5 == 4, form=form)


def fields() -> list[tuple[str, str]]:
    """Every field of every table that a file fills, but the shapes of zones."""
    return [
        (name, field)
        for name in KEYS
        for field in (*EXTRACTS[name].table.key, *EXTRACTS[name].table.columns)
        if field in {given.name for given in EXTRACTS[name].fields} - {KEYS[name]}
    ]


def field_cases(people: Iterator[Person], each: bool = True) -> Iterator[Case]:
    """Personal values in each field, found by its own name or said by hand; or one of them, in turn."""
    for n, (kind, field) in enumerate(fields()):
        headers = (field, "Colonne X") if each else ((field, "Colonne X")[n % 2],)
        for header in headers:
            for value in KINDS if each else (EVERYWHERE[n * 4 % len(EVERYWHERE)],):
                if "date" not in field or value not in _DAYS:
                    yield Case(kind, header, value, field, draw(people, 4))


def mixed_cases(people: Iterator[Person]) -> Iterator[Case]:
    """People among good references: half of the lines, the end of a long file, a line in twenty, one; or one alone."""
    for kind in ("personnes", "appels", "ressources"):
        for value in ("NOM Prénom", "0639980000", "NIR 15 chiffres"):
            yield Case(kind, "Dossier", value, "", draw(people, 6), good=6, even=True)
            yield Case(kind, "Usager", value, "", draw(people, 10), good=190, even=True)
            yield Case(kind, "N°", value, "", draw(people, 40), good=1600)
            yield Case(kind, "Fiche", value, "", draw(people, 1), good=400, even=True)
            yield Case(kind, "Matricule", value, "", draw(people, 1))


@dataclass(frozen=True)
class Elsewhere:
    """A person where no cell of data is: `place` is file, sheet, title, header or mapped (a header said by hand)."""

    place: str
    value: str
    person: Person

    @property
    def label(self) -> str:
        """The case in a line of a table."""
        return f"{self.place} : {self.value}"

    def betrayals(self) -> set[str]:
        """What must be found nowhere."""
        return needles(self.person, self.value)

    def written(self, folder: Path) -> tuple[Path, Path]:
        """A good file of references but for its name, its sheet, its title or a header; and its mapping."""
        text = str(KINDS[self.value](self.person))
        named = text.replace("/", "-")
        case = Case(
            "personnes",
            f"Réf. {text}" if self.place == "mapped" else "reference",
            self.value,
            "reference",
            form="xlsx" if self.place == "sheet" else "csv",
            good=5,
            more=text if self.place == "header" else "",
        )
        path = write(
            case,
            folder,
            f"Registre {named}" if self.place == "file" else "registre",
            text if self.place == "title" else "",
            named[:31] if self.place == "sheet" else "Feuil1",
        )
        return path, hand_written(case, folder)


def elsewhere_cases(people: Iterator[Person]) -> Iterator[Elsewhere]:
    """Each place, over what is nobody's name of a file or of a column."""
    for value in ("Mme Nom Prénom", "NOM Prénom téléphone", "NIR 15 chiffres", "courriel", "NOM Prénom date"):
        for place in ("file", "sheet", "title", "header", "mapped"):
            yield Elsewhere(place, value, next(people))
