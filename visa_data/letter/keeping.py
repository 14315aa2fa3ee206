"""Letters kept in the base: a version for each keeping, never rewritten; which were sent, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.decisions.checked_words import refuse
from visa_data.letter.checking import checked_letter
from visa_data.letter.letter import Letter, read_letter
from visa_data.roles import Author

ELSEWHERE = "Lettre changée ailleurs"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A version of a letter: what it says, when and by whom (`Author`) it was kept, when it was sent (None: not yet)."""

    letter: Letter
    version: int
    kept_at: datetime
    kept_by: str
    sent_at: datetime | None


def kept_letters(cursor: duckdb.DuckDBPyConnection) -> list[KeptLetter]:
    """Every version, the last day first, then by place, the last version first."""
    rows = cursor.execute("""
        SELECT jour, lieu, version, contenu, gardee_le, gardee_par, envoyee_le FROM lettres
        ORDER BY jour DESC, lieu, version DESC
    """).fetchall()
    return [
        KeptLetter(read_letter(day, place, content), version, at, by, sent)
        for day, place, version, content, at, by, sent in rows
    ]


def last_version(cursor: duckdb.DuckDBPyConnection, day: date, place: str) -> KeptLetter | None:
    """The last version of a letter; None when none was kept."""
    return next(
        (one for one in kept_letters(cursor) if (one.letter.day, one.letter.place) == (day, place)), None
    )


def keep_letter(base: Base, letter: Letter, at: datetime, author: Author, *, after: int) -> KeptLetter:
    """Add a version. after: the last version that the editor knew, 0 for none.

    Raises VisaError, with nothing written, when the letter may not be kept (`checked_letter`), when it says what the last
    version says, or when another version was kept meanwhile.
    """
    with base.transaction(Acte.LETTRE) as cursor:
        checked = checked_letter(cursor, letter)
        last = last_version(cursor, letter.day, letter.place)
        if (last.version if last else 0) != after:
            refuse(
                ELSEWHERE,
                "une autre version vient d'être gardée, sur un autre écran : rien n'est écrit. Rechargez la page.",
            )
        if last and last.letter == checked:
            refuse("Lettre déjà gardée", f"la version {last.version} dit exactement la même chose.")
        kept = KeptLetter(checked, after + 1, at, author.value, None)
        cursor.execute(
            "INSERT INTO lettres VALUES (?, ?, ?, ?, ?, ?, NULL)",
            [checked.day, checked.place, kept.version, checked.as_json(), at, author.value],
        )
        return kept


def mark_sent(base: Base, day: date, place: str, version: int, at: datetime) -> None:
    """Say that the last version of a letter was sent. Raises VisaError when it already was, or is not the last."""
    with base.transaction(Acte.LETTRE) as cursor:
        last = last_version(cursor, day, place)
        if last is None or last.version != version:
            refuse(ELSEWHERE, "ce n'est plus la dernière version de cette lettre. Rechargez la page.")
        if last.sent_at is not None:
            refuse("Lettre déjà envoyée", f"elle l'a été le {french.moment(last.sent_at)}.")
        cursor.execute(
            "UPDATE lettres SET envoyee_le = ? WHERE jour = ? AND lieu = ? AND version = ?",
            [at, day, place, version],
        )
