"""A base in which invented people were registered, called, joined, reported and changed: what a purge has to destroy."""

from __future__ import annotations

import struct
from datetime import date, datetime
from pathlib import Path

from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.duplicates.key import KeyFile
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
PEOPLE = 30
RADIATED = 10
"""How many of them left the register: two references of the first one, who are one person."""
LEFT_ON = date(2020, 4, 20)


def reference(rank: int) -> str:
    return f"ZQ-77{rank:06d}"


REFERENCES = [reference(rank) for rank in range(PEOPLE)]
GONE, STAYING = REFERENCES[:RADIATED], REFERENCES[RADIATED:]


def live(path: Path) -> None:
    """Fill a base at that path; its key is beside it."""
    folder = path.parent
    key = KeyFile(folder / "cle_doublons")
    with Base(path) as base:

        def load(name: str, header: str, lines: list[str]) -> None:
            file = folder / name
            file.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
            load_extract(base, read_extract(file, key=key), at=AT)
            file.unlink()

        header = (
            "Référence;Nom;Prénom;Date de naissance;Origine;Date d'inscription;Date de radiation;Consentement"
        )

        def person(rank: int, name: str) -> str:
            left = f"{LEFT_ON:%d/%m/%Y}" if rank < RADIATED else ""
            born = f"{1 + rank % 28:02d}/11/1932"
            return f"{reference(rank)};{name}ouville;Clorinde;{born};Registre;12/02/2019;{left};oui"

        letters = "bcdfghjklmnpqrstvwxzbcdfghjklmnpqrstvwxz"
        load("registre.csv", header, [person(rank, f"Zy{letters[rank]}o") for rank in range(PEOPLE)])
        calls = [f"{reference(rank)};04/05/2020;10:{rank:02d};Joint;2" for rank in range(PEOPLE)]
        load("appels.csv", "Référence;Date;Heure;Résultat;Niveau", calls)
        load("appels2.csv", "Référence;Date;Heure;Résultat;Niveau", [text[:-1] + "3" for text in calls])
        needs = [f"{reference(rank)};parler;04/05/2020;exprimé" for rank in range(PEOPLE)]
        load("besoins.csv", "Référence;Besoin;Date;Statut", needs)
        follow = [f"{reference(rank)};04/05/2020;Orientation;Proposée" for rank in range(PEOPLE)]
        load("suites.csv", "Référence;Date;Objet;Suite donnée", follow)
        reports = [f"G{rank};01/05/2020;Un tiers;Inscrite;{reference(rank)}" for rank in range(PEOPLE)]
        load("signalements.csv", "N°;Reçu le;Par;Suite;N° registre", reports)
        # Another name: fingerprints and rows of before go to the history.
        load("registre2.csv", header, [person(rank, f"Vo{letters[rank]}o") for rank in range(0, PEOPLE, 2)])
        decide(base, reference(0), reference(1), PairDecision.SAME, at=AT, by="coordination")
        decide(base, reference(2), reference(PEOPLE - 1), PairDecision.DISTINCT, at=AT, by="coordination")


def fingerprints_of(path: Path, references: list[str]) -> list[bytes]:
    """The fingerprints that these people alone have, as DuckDB writes them, present and past."""
    both = "(SELECT reference, empreinte FROM empreintes UNION SELECT reference, empreinte FROM anciens_empreintes)"
    with Base(path) as base, base.references() as cursor:
        rows = cursor.execute(
            f"SELECT empreinte FROM {both} GROUP BY 1 HAVING bool_and(reference IN (SELECT unnest(?)))",
            [references],
        ).fetchall()
    return [struct.pack("<q", number) for (number,) in rows]


def found_in(folder: Path, needles: list[bytes]) -> dict[str, int]:
    """How many of these bytes each file under a folder holds, but the key; those that hold none are left out."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != "cle_doublons":
            content = file.read_bytes()
            if held := sum(needle in content for needle in needles):
                found[file.relative_to(folder).as_posix()] = held
    return found
