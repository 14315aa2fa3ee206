"""Lines about people who refused or were erased before: set aside with their reason, unless a later consent brings them back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import duckdb

from visa_data import french
from visa_data.duplicates.key import Key, KeyFile
from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.consents import COMES_BACK_BY, REMEMBERED, SAME_IDENTITY
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import PERSONNES
from visa_data.extracts.loading.arrival import said_identities
from visa_data.refusals.memory import (
    Remembered,
    destroyed_until,
    lift,
    memory_state,
    of_reference,
    recall,
)
from visa_data.typography import french as typographic
from visa_data.vocabulary import Consentement, MotifEcart


@dataclass(frozen=True)
class _Last:
    """The last line of a reference in the file, and what the memory says of her."""

    reference: str
    returns: bool
    matched: Remembered
    reason: str


def set_aside_remembered(
    cursor: duckdb.DuckDBPyConnection, extract: Extract, key: KeyFile, import_id: int
) -> tuple[list[RowError], list[str]]:
    """Take out of `arrivee` the lines that the memory keeps out; returns them, and what is to be told (French).

    Of people: by their reference; by an identity that is certain, only those sent on without a consent whom the base does not
    have: what somebody says under one reference is not overruled by what is inferred from another. Of reports: those of before everything about people was destroyed.
    """
    if extract.kind is not PERSONNES:
        return (_old_reports(cursor, extract) if extract.kind.spared else []), []
    used = key.read()
    problems = _before_the_end(cursor, extract)
    notices = _unrecognisable(cursor, used, key)
    if used is None:
        return problems, notices
    found = _recognised(cursor, extract, used)
    returning = {one.matched.group for one in found if one.returns}
    lift(cursor, returning, import_id)
    out = {one.reference: one.reason for one in found if one.matched.group not in returning}
    problems += _taken_out(cursor, extract, out)
    if out:
        motives = Counter(one.matched.motif for one in found if one.reference in out)
        notices.append(_kept_out_notice(len(out), motives))
    if returning:
        notices.append(_returning_notice(len(returning)))
    return problems, notices


def _recognised(cursor: duckdb.DuckDBPyConnection, extract: Extract, key: Key) -> list[_Last]:
    known = recall(cursor, key)
    if not known:
        return []
    consented = "date_consentement" if "date_consentement" in extract.table.column_names else "NULL::DATE"
    rows = cursor.execute(f"""
        SELECT a.reference, max(a.ligne), p.reference IS NOT NULL,
            arg_max(a.consentement, a.ligne) = '{Consentement.OUI.value}',
            arg_max(coalesce({consented}, a.date_inscription), a.ligne)
        FROM arrivee a LEFT JOIN (SELECT reference FROM personnes) p USING (reference) GROUP BY ALL ORDER BY 1
    """).fetchall()
    identities = said_identities(extract, {line for _, line, *_ in rows}, key)
    found = []
    for reference, line, held, consents, ground in rows:
        refusal = known.get(of_reference(reference, key))
        reason = REMEMBERED[refusal.motif] if refusal else SAME_IDENTITY
        if refusal is None and not held and not consents:
            refusal = known.get(identities.get(line, 0))
        if refusal is not None:
            returns = consents and ground > refusal.since
            found.append(_Last(reference, returns, refusal, reason))
    return found


def _taken_out(
    cursor: duckdb.DuckDBPyConnection, extract: Extract, reasons: dict[str, str]
) -> list[RowError]:
    if not reasons:
        return []
    gone = {"gone": list(reasons)}
    concerned = "FROM arrivee WHERE reference IN (SELECT unnest($gone::VARCHAR[]))"
    rows = cursor.execute(
        f"SELECT ligne, reference, consentement {concerned} ORDER BY ligne", gone
    ).fetchall()
    cursor.execute(f"DELETE {concerned}", gone)
    header = _header(extract, "consentement")
    return [
        RowError(line, header, value, reasons[reference], COMES_BACK_BY, Severity.SET_ASIDE)
        for line, reference, value in rows
    ]


def _before_the_end(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[RowError]:
    """Lines of people that nothing is later in than the day until which all was destroyed."""
    until = destroyed_until(cursor)
    if until is None:
        return []
    last = "date_inscription"
    if "date_consentement" in extract.table.column_names:
        last = "greatest(date_inscription, date_consentement)"
    rows = cursor.execute(
        f"SELECT reference FROM arrivee GROUP BY reference HAVING arg_max({last}, ligne) <= ?", [until]
    ).fetchall()
    return _taken_out(
        cursor, extract, {reference: REMEMBERED[MotifEcart.FIN_DE_CRISE] for (reference,) in rows}
    )


def _old_reports(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[RowError]:
    until = destroyed_until(cursor)
    if until is None:
        return []
    day = extract.kind.dated
    lines = cursor.execute(f"SELECT ligne FROM arrivee WHERE {day} <= ? ORDER BY ligne", [until]).fetchall()
    cursor.execute(f"DELETE FROM arrivee WHERE {day} <= ?", [until])
    reason = REMEMBERED[MotifEcart.FIN_DE_CRISE]
    return [
        RowError(line, _header(extract, day), "", reason, severity=Severity.SET_ASIDE) for (line,) in lines
    ]


def _unrecognisable(cursor: duckdb.DuckDBPyConnection, used: Key | None, key: KeyFile) -> list[str]:
    state = memory_state(cursor, used)
    if not state.other_key:
        return []
    return [unrecognisable_sentence(state.other_key, key)]


def unrecognisable_sentence(people: int, key: KeyFile) -> str:
    """How many remembered refusals the present key does not recognise, and what to do."""
    told = french.counted(
        people,
        "refus ou effacement retenu n'est plus reconnaissable",
        "refus ou effacements retenus ne sont plus reconnaissables",
    )
    return typographic(
        f"{told} : leur clé n'est plus dans « {key.path.name} ». Remettez la copie que vous en avez ; d'ici là, un fichier ancien "
        "pourrait inscrire de nouveau ces personnes."
    )


def _kept_out_notice(people: int, motives: Counter[MotifEcart]) -> str:
    told = french.counted(people, "personne écartée", "personnes écartées")
    each = french.listed(
        [f"{motif.label.lower()} ({french.number(count)})" for motif, count in motives.most_common()]
    )
    return typographic(
        f"{told} parce que la base a déjà retenu leur refus ou leur effacement : {each}. {COMES_BACK_BY}."
    )


def _returning_notice(people: int) -> str:
    told = french.counted(
        people, "personne écartée auparavant revient", "personnes écartées auparavant reviennent"
    )
    return typographic(f"{told} par un consentement plus récent : le refus retenu ne tient plus.")


def _header(extract: Extract, field: str) -> str:
    return {match.field: match.header for match in extract.recognition.matches}.get(field, field)
