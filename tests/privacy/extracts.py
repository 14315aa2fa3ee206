"""Extracts as organisations write them, one column of which holds people instead of references."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from tests.privacy.invented import DOUBTFUL, KINDS, Person, needles

HEADERS = (
    *(
        "Personne",
        "Bénéficiaire",
        "Usager",
        "Dossier",
        "Numéro",
        "N°",
        "Identifiant",
        "Qui",
        "Adhérent",
        "Foyer",
    ),
    *("Contact", "Fiche", "Réf. usager", "Col1", "", "Senior", "Matricule", "Clé", "Référence", "reference"),
    *(
        "N° registre",
        "Réf",
        "REF.",
        "ID",
        "Id_personne",
        "Code",
        "Code personne",
        "Client",
        "Customer",
        "Person",
    ),
    *("Case ID", "Record #", "Full name", "Résident", "Inscrit", "Allocataire", "Assuré(e)", "Appelé(e)"),
    *("Personne appelée", "Personne suivie", "Titulaire", "N° dossier :", "N° (interne)", "NUMERO DOSSIER"),
    *("Benef.", "Bénéficière", "Identifiant\nusager", "Pers.", "Aîné(e)", "Ménage", "Abonné", "Nº d'ordre"),
    *(
        "Index",
        "Étiquette",
        "Intitulé",
        "Pour qui ?",
        "Concerne",
        "Destinataire",
        "Participant·e",
        "Unnamed: 0",
    ),
    *(
        "Colonne A",
        "Référence (obligatoire)",
        "Personne concernée par l'appel",
        "IDENTIFIANT UNIQUE",
        "Libellé",
    ),
)

LINES = 8
GOOD = re.compile(r"[GV]\d{5}-\d{4}")
KEYS = {
    "personnes": "reference",
    "appels": "reference",
    "besoins": "reference",
    "equipes": "identifiant",
    "ressources": "identifiant",
    "appelants": "appelant",
    "acteurs": "identifiant",
    "suites": "reference",
    "signalements": "identifiant",
    "binomes": "binome",
    "dispositifs": "dispositif",
    "cooperations": "code",
    "population": "code_zone",
    "zones": "code",
}
"""What each kind is known by (contract, part 1)."""

OTHERS: dict[str, dict[str, object]] = {
    "personnes": {"source": "carsat", "date_inscription": "2020-05-12", "consentement": "oui"},
    "appels": {"date_appel": "2020-05-12 10:15", "issue": "joint", "niveau": 2},
    "besoins": {"besoin": "se_nourrir", "date": "2020-05-12", "statut": "exprime"},
    "equipes": {"nom": "Équipe citoyenne", "statut": "active", "capacite": 12},
    "ressources": {"nom": "Portage de repas", "besoins": "se_nourrir", "statut": "active"},
    "appelants": {"profil": "benevole", "heures_semaine": 4, "forme": "oui"},
    "acteurs": {"nom": "CLIC", "type": "coordination", "statut": "actif"},
    "suites": {"date": "2020-05-12", "objet": "orientation", "statut": "proposee"},
    "signalements": {"date": "2020-05-12", "canal": "tiers", "suite": "en_cours"},
    "binomes": {"date": "2020-05-12", "statut": "demande", "reference": "G00000-0000"},
    "dispositifs": {"mois": "2020-05", "demandes": 4},
    "cooperations": {"nom": "Nord", "maturite": "active", "date": "2019-12-31"},
    "population": {"annee": 2020, "population": 812},
    "zones": {"nom": "Zone"},
}


@dataclass(frozen=True)
class Case:
    """A file with people in one column.

    field: where the column is wanted ("" for nowhere in particular). beside: a good reference stands beside it.
    good: how many good references come before the people, or between them when `even`. more: one more header.
    """

    kind: str
    header: str
    value: str
    field: str
    people: tuple[Person, ...] = ()
    beside: bool = False
    form: str = "csv"
    good: int = 0
    even: bool = False
    more: str = ""

    @property
    def label(self) -> str:
        """The case in a line of a table."""
        mixed = f" + {self.good} bonnes" if self.good else ""
        place = " à côté" if self.beside else ""
        return f"{self.kind}.{self.field or '?'}{place} « {self.header} » : {self.value}{mixed} ({self.form})"

    def betrayals(self) -> set[str]:
        """What must be found nowhere."""
        return set().union(*(needles(person, self.value) for person in self.people))


def draw(people: Iterator[Person], number: int = LINES) -> tuple[Person, ...]:
    """The next people."""
    return tuple(next(people) for _ in range(number))


def columns_of(case: Case) -> tuple[list[str], list[list[object]]]:
    """Header and rows of the case's table."""
    serial = case.people[0].number if case.people else 0
    values: list[object] = [(KINDS | DOUBTFUL)[case.value](person) for person in case.people]
    good: list[object] = [f"G{serial:05}-{n:04}" for n in range(case.good)]
    column = [*good, *values]
    if case.even:
        step = len(good) // len(values)
        for n, value in enumerate(values):
            column[n * (step + 1) : (n + 1) * (step + 1)] = [*good[n * step : (n + 1) * step], value]
    key = KEYS[case.kind]
    others = {name: value for name, value in OTHERS[case.kind].items() if name != case.field}
    with_key = case.beside or case.field not in ("", key)
    header = [case.header, *([key] if with_key else []), *others, *([case.more] if case.more else [])]
    rows = []
    for n, cell in enumerate(column):
        # A cooperation is known by the code of its département.
        known = f"{n % 19 + 1:02}" if case.kind == "cooperations" else f"V{serial:05}-{n:04}"
        own: list[object] = [known] if with_key else []
        rest: list[object] = [f"{value} {n}" if name == "nom" else value for name, value in others.items()]
        rows.append([cell, *own, *rest, *(["x"] if case.more else [])])
    return header, rows


def good_references(case: Case) -> set[str]:
    """The references of the case that are nobody's name: of its own column, and of the one beside it."""
    header, rows = columns_of(case)
    key = KEYS[case.kind]
    columns = {0, header.index(key)} if key in header else {0}
    cells = {str(row[place]) for row in rows for place in columns}
    return {cell for cell in cells if GOOD.fullmatch(cell)}


def write(case: Case, folder: Path, name: str = "extrait", title: str = "", sheet: str = "Feuil1") -> Path:
    """The case as a file of its form; `title`: a line above the header."""
    header, rows = columns_of(case)
    if case.kind == "zones":
        return write_outlines(header, rows, folder, name)
    path = folder / f"{name}.{case.form}"
    if case.form == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerows([[title], []] if title else [])
            writer.writerow(header)
            writer.writerows([[_in_text(cell) for cell in row] for row in rows])
        return path
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for i, row in enumerate([*([[title], []] if title else []), header, *rows]):
            for j, cell in enumerate(row):
                page.write_datetime(i, j, cell, day) if isinstance(cell, date) else page.write(i, j, cell)
    return path


def _in_text(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def write_outlines(
    header: Sequence[str], rows: Sequence[Sequence[object]], folder: Path, name: str = "contours"
) -> Path:
    """Squares side by side with these attributes, as GeoJSON."""
    features = []
    for n, row in enumerate(rows):
        west, south = 3 + n % 40 * 0.01, 50 + n // 40 * 0.01
        ring = [
            [west, south],
            [west + 0.01, south],
            [west + 0.01, south + 0.01],
            [west, south + 0.01],
            [west, south],
        ]
        cells = [_in_text(cell) if isinstance(cell, date) else cell for cell in row]
        features.append(
            {
                "type": "Feature",
                "properties": dict(zip(header, cells, strict=True)),
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    path = folder / f"{name}.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def hand_written(case: Case, folder: Path) -> Path:
    """The file of `--correspondance` that says by hand what the column is."""
    path = folder / "correspondance.toml"
    path.write_text(
        f"{case.field or KEYS[case.kind]} = {json.dumps(case.header, ensure_ascii=False)}\n", encoding="utf-8"
    )
    return path
