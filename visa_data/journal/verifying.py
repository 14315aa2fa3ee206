"""Whether the journal is whole: each line chained to the one before, no number missing.

Who may write the file of the base may write it all anew, chain included: what shows it then are the seals written
elsewhere (a certificate of destruction, the manifest of a backup, an export), which `holds` compares.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from visa_data import french
from visa_data.base.journaling import forgotten, last_seal, sealed
from visa_data.errors import VisaError
from visa_data.typography import french as typeset


@dataclass(frozen=True, slots=True)
class Seal:
    """Number and fingerprint of a line: what another document says of the journal at that moment."""

    number: int
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.number}:{self.fingerprint}"


@dataclass(frozen=True)
class Verified:
    """What was found: lines read, the last of them, those after which something is missing or was altered (first ten)."""

    lines: int
    destroyed_up_to: int
    last: Seal
    breaks: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """As read on screen, in French."""
        if self.breaks:
            where = french.listed([str(number) for number in self.breaks])
            return typeset(
                f"La chaîne est rompue à la ligne {where} : une ligne y a été retirée, ajoutée ou modifiée hors du "
                "tableau de bord. Comparez avec les sauvegardes et les exports du journal."
            )
        lines = french.counted(self.lines, "ligne")
        before = (
            f", après les {french.number(self.destroyed_up_to)} premières, détruites à leur terme"
            if self.destroyed_up_to
            else ""
        )
        return typeset(f"La chaîne est entière : {lines}{before}.")


def verify(cursor: duckdb.DuckDBPyConnection) -> Verified:
    """Compute again the fingerprint of every line."""
    start, fingerprint = forgotten(cursor)
    number, lines, breaks = start, 0, []
    rows = cursor.execute("""
        SELECT numero, empreinte, moment, auteur, empreinte_auteur, acte, details FROM journal
        WHERE numero IS NOT NULL ORDER BY numero
    """).fetchall()
    for found, written, *said in rows:
        number += 1
        if found != number or written != sealed(fingerprint, found, *said):
            breaks.append(found)
        number, fingerprint, lines = found, written, lines + 1
    return Verified(lines, start, Seal(*last_seal(cursor)), tuple(breaks[:10]))


def read_seal(text: str) -> Seal:
    """A seal as a document gives it, « 120:9f2c… ». Raises VisaError for anything else."""
    number, _, fingerprint = text.strip().partition(":")
    if not number.isdigit() or len(fingerprint) != 64:
        raise VisaError(
            "Sceau illisible",
            "un sceau est le numéro d'une ligne, deux points et son empreinte (64 caractères), comme un certificat ou "
            "un export du journal l'écrit.",
        )
    return Seal(int(number), fingerprint.lower())


def holds(cursor: duckdb.DuckDBPyConnection, seal: Seal) -> bool | None:
    """Whether the journal still has that line, the same; None when it was destroyed at its term since."""
    if seal.number < forgotten(cursor)[0]:
        return None
    if (seal.number, seal.fingerprint) == forgotten(cursor):
        return True
    row = cursor.execute("SELECT empreinte FROM journal WHERE numero = ?", [seal.number]).fetchone()
    return row is not None and row[0] == seal.fingerprint


def seal_sentence(held: bool | None) -> str:
    """What `holds` found, in French."""
    if held is None:
        return "La ligne de ce sceau a été détruite à son terme : il ne peut plus être comparé."
    if held:
        return "Le journal tient la ligne de ce sceau, telle qu'elle était."
    return "Le journal ne tient pas la ligne de ce sceau : il a été raccourci ou récrit depuis."
