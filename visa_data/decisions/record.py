"""Writing decisions: taken, done or given up. Two people may write at once.

Creating never conflicts. Any other write hands back the version it read: when the decision has changed
meanwhile, nothing is written and DecisionChanged says so.
"""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.decisions.checked_words import checked_owner, checked_text, refuse
from visa_data.decisions.checks import Read, check_due, check_zone, checked_value
from visa_data.decisions.covering import about, covers
from visa_data.decisions.decision import Decision, DecisionChanged, Draft, read_decision, read_decisions
from visa_data.decisions.measure import Readings
from visa_data.provenance.meetings import keep_meeting, shown_if_needed
from visa_data.settings import Settings
from visa_data.vocabulary import StatutDecision


def record_decision(
    base: Base, day: date, draft: Draft, at: datetime, settings: Settings, *, published: Read | None = None
) -> Decision:
    """Record a decision of the meeting of that day, which is opened if it is not recorded yet.

    The value of its measure at the end of that day is kept, as `published` reads it where it is given: who may not
    read small counts would else have them said by what a decision followed. Raises VisaError, with nothing written,
    when something in the draft cannot be accepted, or answers a proposal that an open decision covers.
    """
    value = _checked_value(base, day, draft, settings, published)
    shown = shown_if_needed(base, day, settings, closing=False)
    with base.transaction(Acte.DECISION) as cursor:
        keep_meeting(cursor, day, at, shown, closing=False)
        row = cursor.execute("SELECT nextval('suite_decisions')").fetchone()
        number = int(row[0]) if row else 0
        if draft.basis:
            _check_not_taken(cursor, draft)
            values = [number, draft.basis.gap.value, "|".join(draft.basis.zones), draft.basis.initiative]
            cursor.execute("INSERT INTO propositions_acceptees VALUES (?, ?, ?, ?)", values)
        cursor.execute(
            """
            INSERT INTO decisions (id, reunion, texte, responsable, echeance, code_zone, besoin, indicateur,
                colonne, valeur_initiale, statut, version, creee_le, modifiee_le)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'a_faire', 1, ?, ?)
            """,
            [number, day, *_columns(cursor, draft), value, at, at],
        )
        _journal(cursor, number, 1, "creation", StatutDecision.A_FAIRE, day, at)
        tell(cursor, numero=number)
        return _read(cursor, number)


def update_status(
    base: Base, decision_id: int, version: int, status: StatutDecision, day: date, at: datetime
) -> Decision:
    """Say that a decision is done, given up or to be done again, since that day; written twice, the day is put right.

    Raises DecisionChanged when it is no longer at that version, VisaError when there is no such decision or
    the day comes before its meeting.
    """
    with base.transaction(Acte.DECISION) as cursor:
        decision = _at_version(cursor, decision_id, version)
        if day < decision.meeting:
            refuse(
                "Date à corriger",
                f"le {french.day(day)} précède la réunion du {french.day(decision.meeting)}, où la décision "
                "a été prise. Choisissez une date plus tardive.",
            )
        cursor.execute(
            "UPDATE decisions SET statut = ?, version = ?, modifiee_le = ? WHERE id = ?",
            [status.value, version + 1, at, decision_id],
        )
        _journal(cursor, decision_id, version + 1, "statut", status, day, at)
        tell(cursor, numero=decision_id, statut=status.value)
        return _read(cursor, decision_id)


def _checked_value(
    base: Base, day: date, draft: Draft, settings: Settings, published: Read | None
) -> float | None:
    """Refuse a draft that cannot be kept; else the value of its measure at the end of that day."""
    check_due(day, draft.due)
    with base.cursor() as cursor:
        _columns(cursor, draft)
        return checked_value(draft, published or Readings(cursor, day, settings).value)


def _columns(cursor: duckdb.DuckDBPyConnection, draft: Draft) -> list[str | date | None]:
    """The draft as the table keeps it; raises VisaError for words or a zone that it cannot keep."""
    text, owner = checked_text(cursor, draft.text), checked_owner(cursor, draft.owner)
    check_zone(cursor, draft.zone)
    need = draft.need.value if draft.need else None
    return [text, owner, draft.due, draft.zone or None, need, draft.indicator or None, draft.column or None]


def _check_not_taken(cursor: duckdb.DuckDBPyConnection, draft: Draft) -> None:
    """Refuse what an open decision covers: somebody accepted the same proposal first, or it was accepted twice."""
    for one in read_decisions(cursor):
        if one.status is StatutDecision.A_FAIRE and covers(about(one.draft), about(draft)):
            refuse(
                "Proposition déjà décidée",
                f"une décision ouverte la couvre : « {one.draft.text} », pour le {french.day(one.draft.due)}. "
                "Rien n'a été enregistré une seconde fois.",
            )


def _at_version(cursor: duckdb.DuckDBPyConnection, decision_id: int, version: int) -> Decision:
    decision = read_decision(cursor, decision_id)
    if decision is None:
        refuse("Décision introuvable", "cette décision n'est pas dans la base ouverte. Rechargez la page.")
    if decision.version != version:
        raise DecisionChanged(decision)
    return decision


def _journal(
    cursor: duckdb.DuckDBPyConnection,
    decision_id: int,
    version: int,
    gesture: str,
    status: StatutDecision,
    day: date,
    at: datetime,
) -> None:
    cursor.execute(
        "INSERT INTO journal_decisions VALUES (?, ?, ?, ?, ?, '', ?)",
        [decision_id, version, gesture, status.value, day, at],
    )


def _read(cursor: duckdb.DuckDBPyConnection, decision_id: int) -> Decision:
    decision = read_decision(cursor, decision_id)
    assert decision is not None
    return decision
