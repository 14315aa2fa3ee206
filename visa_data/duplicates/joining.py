"""What was decided of pairs of references, and the people it makes: kept, withdrawn, never guessed.

Two references joined are one person; joined to a third, all three are. One of them stands for the person
(`principale`): one still registered before one that left, the register's before an organisation's, the
oldest, then the lowest. `visa_data.base.people` says what a person made of several references is.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import duckdb
import pandas as pd

from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.roles import Author


class PairDecision(StrEnum):
    """What was decided of a pair: its code in the base, its wording and what it does."""

    wording: str

    def __new__(cls, code: str, wording: str = "") -> PairDecision:
        """Build a member from its code and wording."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.wording = wording
        return member

    SAME = "meme_personne", "Même personne"
    DISTINCT = "distinctes", "Deux personnes"


def decide(
    base: Base,
    one: str,
    other: str,
    decision: PairDecision,
    *,
    at: datetime,
    by: Author,
    probability: float | None = None,
) -> None:
    """Record what was decided of two references; what was decided of them before is withdrawn.

    by: the role, never a name. Raises VisaError for a reference that is not in the base, and when
    the decision contradicts others that stand (A is B, B is C, A is not C).
    """
    first, second = sorted((one, other))
    with base.transaction(Acte.RAPPROCHEMENT) as cursor:
        known = {
            reference
            for (reference,) in cursor.execute(
                "SELECT reference FROM personnes WHERE reference IN (?, ?)", [first, second]
            ).fetchall()
        }
        if len(known) < 2 or first == second:
            raise VisaError(
                "Rapprochement impossible",
                "l'une des deux références n'est plus dans la base : la liste des doublons a changé. Rouvrez-la.",
            )
        _withdraw(cursor, first, second, at, by)
        cursor.execute(
            "INSERT INTO rapprochements VALUES (nextval('suite_rapprochements'), ?, ?, ?, ?, ?, ?, NULL, NULL)",
            [first, second, decision.value, probability, at, Author(by).value],
        )
        _check_consistency(cursor)
        rebuild_joined(cursor)


def withdraw(base: Base, one: str, other: str, *, at: datetime, by: Author) -> None:
    """Take back what was decided of two references: the pair is to be decided again.

    Raises VisaError when nothing stands on them.
    """
    first, second = sorted((one, other))
    with base.transaction(Acte.RAPPROCHEMENT) as cursor:
        if not _withdraw(cursor, first, second, at, by):
            raise VisaError(
                "Rien à reprendre",
                "aucune décision ne tient plus sur ces deux références : elle a déjà été reprise.",
            )
        rebuild_joined(cursor)


def decided_pairs(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Decisions that stand, newest first: id, reference_a, reference_b, decision, probabilite, decide_le, decide_par."""
    return cursor.execute("""
        SELECT id, reference_a, reference_b, decision, probabilite, decide_le, decide_par
        FROM rapprochements WHERE retire_le IS NULL ORDER BY id DESC
    """).df()


def rebuild_joined(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill `personnes_reunies` from the decisions that stand and the people present.

    To be called in any transaction that changes people or decisions.
    """
    cursor.execute("DELETE FROM personnes_reunies")
    groups = joined_groups(cursor)
    if not groups:
        return
    members = [(reference, rank) for rank, group in enumerate(groups) for reference in group]
    cursor.register(
        "reunies_lues", pd.DataFrame(members, columns=["reference", "groupe"]).astype({"reference": str})
    )
    cursor.execute("""
        INSERT INTO personnes_reunies
        SELECT reference, first(reference) OVER (
            PARTITION BY groupe ORDER BY date_radiation IS NOT NULL, source <> 'registre_communal',
                date_inscription, reference)
        FROM reunies_lues JOIN personnes USING (reference)
        QUALIFY count(*) OVER (PARTITION BY groupe) > 1
        ORDER BY reference
    """)
    cursor.unregister("reunies_lues")


def joined_groups(cursor: duckdb.DuckDBPyConnection) -> list[list[str]]:
    """References that the decisions make one person, whether present or not; each sorted."""
    rows = cursor.execute(
        "SELECT reference_a, reference_b FROM rapprochements WHERE retire_le IS NULL AND decision = ? ORDER BY id",
        [PairDecision.SAME.value],
    ).fetchall()
    head: dict[str, str] = {}

    def top(reference: str) -> str:
        while head.setdefault(reference, reference) != reference:
            head[reference] = head[head[reference]]
            reference = head[reference]
        return reference

    for one, other in rows:
        head[top(one)] = top(other)
    groups: dict[str, list[str]] = {}
    for reference in sorted(head):
        groups.setdefault(top(reference), []).append(reference)
    return sorted(groups.values())


def _withdraw(cursor: duckdb.DuckDBPyConnection, first: str, second: str, at: datetime, by: Author) -> bool:
    row = cursor.execute(
        "UPDATE rapprochements SET retire_le = ?, retire_par = ? "
        "WHERE reference_a = ? AND reference_b = ? AND retire_le IS NULL",
        [at, Author(by).value, first, second],
    ).fetchone()
    return bool(row and row[0])


def _check_consistency(cursor: duckdb.DuckDBPyConnection) -> None:
    person = {reference: rank for rank, group in enumerate(joined_groups(cursor)) for reference in group}
    apart = cursor.execute(
        "SELECT reference_a, reference_b FROM rapprochements WHERE retire_le IS NULL AND decision = ? ORDER BY id",
        [PairDecision.DISTINCT.value],
    ).fetchall()
    for one, other in apart:
        if one in person and person[one] == person.get(other):
            raise VisaError(
                "Décisions contradictoires",
                f"{one} et {other} seraient à la fois deux personnes et une seule, par leurs autres "
                "rapprochements. Reprenez d'abord l'une de ces décisions.",
            )
