"""Writing decisions: taken, put right, done or given up. Two people may write at once.

Creating never conflicts. Any other write hands back the version it read: when the decision has changed
meanwhile, nothing is written and DecisionChanged says so.
"""

from __future__ import annotations

import math
from datetime import date, datetime

import duckdb

from visa_data import french
from visa_data.base import Base
from visa_data.decisions.decision import Decision, DecisionChanged, Draft, read_decision
from visa_data.decisions.measure import Readings
from visa_data.decisions.refusals import refuse
from visa_data.decisions.wording import checked_owner, checked_text
from visa_data.provenance.meetings import keep_meeting, shown_if_needed
from visa_data.settings import Settings
from visa_data.vocabulary import StatutDecision


def record_decision(base: Base, day: date, draft: Draft, at: datetime, settings: Settings) -> Decision:
    """Record a decision of the meeting of that day, which is opened if it is not recorded yet.

    The value of its measure at the end of that day is kept. Raises VisaError, with nothing written,
    when something in the draft cannot be accepted.
    """
    value = _checked_value(base, day, draft, settings)
    shown = shown_if_needed(base, day, settings, closing=False)
    with base.transaction() as cursor:
        keep_meeting(cursor, day, at, shown, closing=False)
        row = cursor.execute("SELECT nextval('suite_decisions')").fetchone()
        number = int(row[0]) if row else 0
        cursor.execute(
            """
            INSERT INTO decisions (id, reunion, texte, responsable, echeance, code_zone, besoin, indicateur,
                colonne, valeur_initiale, statut, version, creee_le, modifiee_le)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'a_faire', 1, ?, ?)
            """,
            [number, day, *_columns(cursor, draft).values(), value, at, at],
        )
        _journal(cursor, number, 1, "creation", StatutDecision.A_FAIRE, day, [], at)
        return _read(cursor, number)


def update_status(
    base: Base, decision_id: int, version: int, status: StatutDecision, day: date, at: datetime
) -> Decision:
    """Say that a decision is done, given up or to be done again, since that day; written twice, the day is put right.

    Raises DecisionChanged when it is no longer at that version, VisaError when there is no such decision or
    the day comes before its meeting.
    """
    with base.transaction() as cursor:
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
        _journal(cursor, decision_id, version + 1, "statut", status, day, [], at)
        return _read(cursor, decision_id)


def correct_decision(
    base: Base, decision_id: int, version: int, draft: Draft, at: datetime, settings: Settings
) -> Decision:
    """Put the words, dates or measure of a decision right; the words before are not kept, the columns changed are.

    Another measure takes its value at the decision's meeting on today's data. Nothing to change writes nothing.
    Raises as `record_decision` and `update_status` do.
    """
    with base.cursor() as cursor:
        before = _at_version(cursor, decision_id, version)
    same_measure = draft.measure == before.draft.measure
    value = _checked_value(base, before.meeting, draft, settings, before=before)
    with base.transaction() as cursor:
        decision = _at_version(cursor, decision_id, version)
        old, new = _as_columns(decision.draft), _columns(cursor, draft, decision)
        changed = [name for name in new if new[name] != old[name]]
        if not changed:
            return decision
        if not same_measure:
            new["valeur_initiale"] = value
        cursor.execute(
            f"UPDATE decisions SET {', '.join(f'{name} = ?' for name in new)}, version = ?, modifiee_le = ? "
            "WHERE id = ?",
            [*new.values(), version + 1, at, decision_id],
        )
        _journal(
            cursor, decision_id, version + 1, "correction", decision.status, decision.status_day, changed, at
        )
        return _read(cursor, decision_id)


def _checked_value(
    base: Base, day: date, draft: Draft, settings: Settings, before: Decision | None = None
) -> float | None:
    """Refuse a draft that cannot be kept; else the value of its measure at the end of that day.

    before: the decision put right; its own measure is not read again.
    """
    if draft.due < day:
        refuse(
            "Échéance à corriger",
            f"l'échéance du {french.day(draft.due)} précède la réunion du {french.day(day)}. "
            "Choisissez une date plus tardive.",
        )
    if bool(draft.indicator) != bool(draft.column):
        refuse("Indicateur incomplet", "choisissez l'indicateur et son chiffre, ou aucun des deux.")
    with base.cursor() as cursor:
        _columns(cursor, draft, before)
        if draft.measure is None or (before is not None and draft.measure == before.draft.measure):
            return None
        value = Readings(cursor, day, settings).value(draft.measure)
    return None if math.isnan(value) else value


def _columns(
    cursor: duckdb.DuckDBPyConnection, draft: Draft, before: Decision | None = None
) -> dict[str, str | date | float | None]:
    """The draft as the table keeps it; raises VisaError for words or a zone that it cannot keep.

    before: the decision put right keeps its zone even when new outlines no longer have it.
    """
    kept = _as_columns(draft)
    kept["texte"] = checked_text(cursor, draft.text)
    kept["responsable"] = checked_owner(cursor, draft.owner)
    if draft.zone and (before is None or draft.zone != before.draft.zone):
        known = cursor.execute("SELECT count(*) FROM zones_actives WHERE code = ?", [draft.zone]).fetchone()
        if known == (0,):
            refuse(
                "Zone inconnue",
                f"« {draft.zone} » n'est le code d'aucune zone chargée. Choisissez-la dans la liste, "
                "ou laissez la zone vide.",
            )
    return kept


def _as_columns(draft: Draft) -> dict[str, str | date | float | None]:
    return {
        "texte": draft.text,
        "responsable": draft.owner,
        "echeance": draft.due,
        "code_zone": draft.zone or None,
        "besoin": draft.need.value if draft.need else None,
        "indicateur": draft.indicator or None,
        "colonne": draft.column or None,
    }


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
    changed: list[str],
    at: datetime,
) -> None:
    cursor.execute(
        "INSERT INTO journal_decisions VALUES (?, ?, ?, ?, ?, ?, ?)",
        [decision_id, version, gesture, status.value, day, "|".join(changed), at],
    )


def _read(cursor: duckdb.DuckDBPyConnection, decision_id: int) -> Decision:
    decision = read_decision(cursor, decision_id)
    assert decision is not None
    return decision
