"""Destroying what is due: one transaction, then the file rewritten and the backups reached. It says what, never who."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import duckdb

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import last_seal, tell
from visa_data.base.rewriting import awaits_rewriting, mark_backups, mark_erasure
from visa_data.base.territory_name import territory_name
from visa_data.errors import BaseBusy, VisaError
from visa_data.extracts.loading.erasure import erase_again, erase_and_remember
from visa_data.refusals.memory import Gone, destroy_until, key_file
from visa_data.retention.content import content_fingerprint
from visa_data.retention.due import FORGETTABLE, Cause, Due, due, radiated, tables_about_people
from visa_data.retention.journals import JOURNALS
from visa_data.settings import Settings
from visa_data.vocabulary import MotifEcart


class Reached(Protocol):
    """A backup that was asked for. why: why it could not be reached (French), "" when it was."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def why(self) -> str:
        """What stood in the way."""


Erase = Callable[[duckdb.DuckDBPyConnection], object]
ReachBackups = Callable[[Base, Erase], Sequence[Reached]]
"""Applies an erasure in every backup that a base knows, each in a transaction of its own, and rewrites them."""


@dataclass(frozen=True)
class Backups:
    """Backups by their names: those that lost the same rows, those that could not be reached, with the reason."""

    reached: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Purged:
    """What a purge destroyed.

    before, after: `content_fingerprint` around it. seal: of the last line of the journal, once it is done. rewritten: False while the file still waits to be, which its next
    opening does. backups: None where nobody was asked to reach any.
    """

    territory: str
    at: datetime
    done: Due
    before: str
    after: str
    rewritten: bool
    backups: Backups | None
    seal: str = ""


def purge(
    base: Base,
    day: date,
    settings: Settings,
    *,
    at: datetime,
    reach_backups: ReachBackups | None = None,
) -> Purged | None:
    """Destroy what is due at the end of that day; None when nothing is. See `reach_late` for what was erased before.

    at: the present moment. reach_backups: called once the base is rewritten; None leaves the backups to whoever has them. All of it is committed, with the mark that
    the file is to be rewritten, or nothing. Raises VisaError for a day to come, and when the key of the fingerprints
    cannot be used.
    """
    if day > at.date():
        raise VisaError(
            "Jour à venir",
            f"rien ne se détruit au {french.day(day)} avant ce jour. Choisissez aujourd'hui ou un jour passé.",
        )
    with base.references() as cursor:
        if not due(cursor, day, settings).due:
            return None
    with base.transaction(Acte.PURGE) as cursor:
        asked = due(cursor, day, settings)
        before = content_fingerprint(cursor)
        _destroy(cursor, asked, settings, at)
        mark_erasure(cursor)
        mark_backups(cursor)
        after = content_fingerprint(cursor)
        tell(
            cursor,
            jour=day.isoformat(),
            motif=", ".join(part.cause.value for part in asked.due),
            personnes=sum(part.people for part in asked.due),
            lignes=sum(part.total for part in asked.due),
        )
    rewritten = _rewritten(base)
    backups = (
        None
        if reach_backups is None
        else reach_late(base, day, settings, reach_backups, all_of_it=Cause.CRISE in asked.causes)
    )
    with base.references() as cursor:
        number, fingerprint = last_seal(cursor)
    seal = f"{number}:{fingerprint}"
    return Purged(territory_name(base), at, asked, before, after, rewritten, backups, seal)


def _destroy(cursor: duckdb.DuckDBPyConnection, asked: Due, settings: Settings, at: datetime) -> None:
    causes = asked.causes
    if Cause.CRISE in causes:
        _empty(cursor)
        destroy_until(cursor, asked.day)
    elif Cause.RADIATION in causes:
        people = [
            (Gone(references, MotifEcart.RADIATION, left), ())
            for references, left in radiated(cursor, asked.day, settings).items()
        ]
        erase_and_remember(cursor, people, key_file(cursor).read_or_create(), at.date())
    if Cause.JOURNAUX in causes:
        for journal in JOURNALS:
            journal.destroy(cursor, asked.day, settings.conservation_journaux_mois)
    if Cause.MEMOIRE in causes:
        cursor.execute(
            f"DELETE FROM personnes_ecartees WHERE {FORGETTABLE} <= $jour",
            {"jour": asked.day, "mois": settings.conservation_refus_mois},
        )


def reach_late(
    base: Base, day: date, settings: Settings, reach: ReachBackups, *, all_of_it: bool = False
) -> Backups:
    """Erase in the backups that are behind whoever the base has erased since, and their journals of before that day.

    Whatever erased them: a refusal, a withdrawn consent, a purge, even one that was killed before it reached any.
    all_of_it: everything about people, whatever the memory says.
    """

    def erase(cursor: duckdb.DuckDBPyConnection) -> None:
        with base.references() as present:
            memory = present.execute("FROM personnes_ecartees").fetchall()
            key = key_file(present).read()
        # Whom to erase, by the present memory: she may have left the register since the backup was made.
        cursor.execute("DELETE FROM personnes_ecartees")
        if memory:
            cursor.executemany("INSERT INTO personnes_ecartees VALUES (?, ?, ?, ?, ?, ?, ?)", memory)
        if all_of_it:
            _empty(cursor)
        erase_again(cursor, key)
        for journal in JOURNALS:
            journal.destroy(cursor, day, settings.conservation_journaux_mois)

    found = reach(base, erase)
    return Backups(
        tuple(one.path.name for one in found if not one.why),
        tuple(f"{one.path.name} : {one.why}" for one in found if one.why),
    )


def _empty(cursor: duckdb.DuckDBPyConnection) -> None:
    for name in tables_about_people():
        cursor.execute(f"DELETE FROM {name}")


def _rewritten(base: Base) -> bool:
    """Have the file rewritten now, if it was not as soon as the transaction ended; False when others hold the base."""
    with base.references() as cursor:
        waits = awaits_rewriting(cursor)
    if waits:
        try:
            base.rewrite()
        except BaseBusy:
            return False
    return True
