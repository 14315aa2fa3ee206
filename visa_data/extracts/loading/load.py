"""From an extract read to the base: one import, one transaction, every line accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import duckdb
import pandas as pd

from visa_data import environment, french, settings
from visa_data.acts import Acte
from visa_data.base import Base, journaling
from visa_data.duplicates.joining import rebuild_joined
from visa_data.duplicates.storage import stage_fingerprints, write_fingerprints
from visa_data.duplicates.wording import fingerprints_sentence
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import PERSONNES, kinds_in_loading_order
from visa_data.extracts.loading.absences import Absences, close_absent, find_absent
from visa_data.extracts.loading.arrival import carry_over, erase_refusals, set_aside, stage_lines, sweep
from visa_data.extracts.loading.checks import checked, remarked
from visa_data.extracts.loading.comparison import compare, count_fates, field_changes, repeats
from visa_data.extracts.loading.invented import no_longer_invented
from visa_data.extracts.loading.modified_fields import modified_fields
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.loading.placement_gaps import placement_warnings
from visa_data.extracts.loading.remembered import set_aside_remembered
from visa_data.extracts.loading.vanished import find_vanished, vanished_sentence
from visa_data.extracts.loading.writing import record, write_rows
from visa_data.extracts.values.zone_codes import known_zones, with_zone_codes
from visa_data.refusals.memory import key_file
from visa_data.roles import Author
from visa_data.settings import NOT_ADVICE, Settings
from visa_data.territory.placement import PLACED, PLACED_FROM, rebuild_placements
from visa_data.typography import french as typographic
from visa_data.vocabulary import Source

NOTHING_NEW = "Rien à changer : les lignes prises sont déjà dans la base."
NOTHING_LOADED = "Rien à charger : chaque ligne est écartée ou rejetée."
Tell = Callable[[float], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Foreseen:
    """What loading an extract does, or would do.

    modified: see `modified_fields`; empty where it was not asked for. absent: see `find_absent`; None for kinds where it means nothing.
    vanished: see `find_vanished`.
    """

    outcome: Outcome
    modified: pd.DataFrame
    absent: Absences | None
    vanished: pd.DataFrame


class _Simulated(BaseException):
    """Leaves the transaction without committing it; never seen outside `foresee`."""


def in_loading_order(read: Iterable[T], extract_of: Callable[[T], Extract | None]) -> list[T]:
    """Those whose extract could not be read, then the others: people before their calls, as kinds refer to each other."""
    order = kinds_in_loading_order()

    def rank(one: T) -> int:
        extract = extract_of(one)
        return order.index(extract.kind) if extract else -1

    return sorted(read, key=rank)


def load_extract(
    base: Base,
    extract: Extract,
    *,
    at: datetime,
    by: Author | None = None,
    complete_on: date | None = None,
    progress: Tell | None = None,
) -> Outcome:
    """Write one extract: it lands whole, with its rejections listed, or not at all.

    by: who imports, a role or a way in, never a name. complete_on: for a complete extract, the day on which
    the rows that it lacks are closed (`absences`); None for a partial one. progress: called with
    fractions from 0 to 1; what it raises stops the import, and nothing is written.

    An extract that changes nothing leaves no trace in the history (import_id is None).
    Raises VisaError when the absent cannot be closed.
    """
    tell = progress or (lambda _fraction: None)
    with base.transaction(Acte.IMPORT) as cursor:
        found = _merge(cursor, extract, at, by, complete_on, tell, detailed=False)
        _tell_journal(cursor, [found])
        return found.outcome


def load_within(
    cursor: duckdb.DuckDBPyConnection, extract: Extract, *, at: datetime, by: Author | None
) -> Outcome:
    """The same of lines made here, in a transaction whose holder has looked at what they change.

    No file was received: a base filled with the sample stays invented.
    """
    return _merge(
        cursor, extract, at, by, None, lambda _fraction: None, detailed=False, received=False
    ).outcome


def load_together(
    base: Base,
    extracts: Sequence[Extract],
    *,
    at: datetime,
    by: Author | None = None,
    complete_on: Sequence[date | None] = (),
    accept: Callable[[Sequence[Foreseen]], None] | None = None,
) -> list[Foreseen]:
    """Write extracts one after the other, all of them or none; each sees those before it.

    accept: hears what they do before it is committed; what it raises takes all back. The changes field by
    field are not noted. Raises as `load_extract` does.
    """
    with base.transaction(Acte.IMPORT) as cursor:
        found = _merge_all(cursor, extracts, at, by, complete_on, None, detailed=False)
        if accept is not None:
            accept(found)
        _tell_journal(cursor, found)
        return found


def _tell_journal(cursor: duckdb.DuckDBPyConnection, found: Sequence[Foreseen]) -> None:
    outcomes = [one.outcome for one in found]
    journaling.tell(
        cursor,
        imports=", ".join(str(one.import_id) for one in outcomes if one.import_id is not None),
        types=", ".join(one.kind for one in outcomes),
        lignes=sum(one.counts.lues for one in outcomes),
        personnes_effacees=sum(one.erased_people for one in outcomes),
    )


def foresee(
    base: Base,
    extracts: Sequence[Extract],
    *,
    at: datetime,
    complete_on: Sequence[date | None] = (),
    progress: Tell | None = None,
) -> list[Foreseen]:
    """Say what loading these extracts one after the other would do, by doing it and taking it back.

    Each sees those before it. complete_on: for each extract, as `load_extract` takes it; all partial by
    default. Raises as `load_extract` does.
    """
    try:
        with base.transaction() as cursor:
            found = _merge_all(cursor, extracts, at, None, complete_on, progress, detailed=True)
            raise _Simulated
    except _Simulated:
        return found


def _merge_all(
    cursor: duckdb.DuckDBPyConnection,
    extracts: Sequence[Extract],
    at: datetime,
    by: Author | None,
    complete_on: Sequence[date | None],
    progress: Tell | None,
    *,
    detailed: bool,
) -> list[Foreseen]:
    tell = progress or (lambda _fraction: None)
    days = complete_on or [None] * len(extracts)
    found: list[Foreseen] = []
    for place, (extract, day) in enumerate(zip(extracts, days, strict=True)):

        def told(fraction: float, place: int = place) -> None:
            tell((place + fraction) / len(extracts))

        found.append(_merge(cursor, extract, at, by, day, told, detailed=detailed))
    return found


def _merge(
    cursor: duckdb.DuckDBPyConnection,
    extract: Extract,
    at: datetime,
    by: Author | None,
    complete_on: date | None,
    tell: Tell,
    *,
    detailed: bool,
    received: bool = True,
) -> Foreseen:
    extract = with_zone_codes(extract, known_zones(cursor))
    kind, table = extract.kind, extract.kind.table
    # Not a sequence: what is only foreseen would use its numbers up, and a first import would be the 19th.
    row = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM imports").fetchone()
    import_id = int(row[0]) if row else 1
    fields = [name for name in extract.table.column_names if name != "ligne"]
    # Parts of a key that the file lacks are blank texts, or computed (`stage_lines`).
    fields += [name for name in table.key if name not in fields]
    tell(0.0)
    stage_lines(cursor, extract)
    tell(0.2)
    blank, carried = carry_over(cursor, extract)
    problems = [*extract.problems, *blank]
    key = key_file(cursor, keep=not detailed)
    problems += set_aside(cursor, extract)
    erased = erase_refusals(cursor, extract, key, at.date()) if kind is PERSONNES else 0
    kept_out, remembered = set_aside_remembered(cursor, extract, key, import_id)
    problems += kept_out
    columns = [name for name in table.columns if name in fields]
    tell(0.3)
    compare(cursor, table, columns)
    tell(0.6)
    counts = count_fates(cursor, extract, problems)
    problems += repeats(cursor)
    changes = field_changes(cursor, table, columns)
    modified = modified_fields(cursor, kind, columns) if detailed else pd.DataFrame()
    notices = [
        *extract.recognition.notices,
        *carried,
        *([erased_notice(erased)] if erased else []),
        *remembered,
    ]
    if kind is PERSONNES:
        notices += _undated_notice(cursor, dated="date_consentement" in columns)
        notices += _grounds_notice(cursor, settings.load(environment.settings_path()))
    if kind is PERSONNES and "date_radiation" not in columns:
        notices += _still_closed_notice(cursor)
    tell(0.7)
    vanished = find_vanished(cursor, extract)
    if gone := vanished_sentence(kind, vanished):
        notices.append(gone)
    absent = find_absent(cursor, extract)
    closed = 0
    if complete_on:
        closed = close_absent(cursor, kind, absent, complete_on, import_id)
    renewed = stage_fingerprints(cursor, extract.fingerprints)
    if renewed:
        notices.append(fingerprints_sentence(renewed))
    changed = counts.ajoutees + counts.modifiees + erased + closed + renewed > 0
    if changed:
        if received:
            notices += no_longer_invented(cursor, extract)
        write_rows(cursor, table, columns, fields, import_id)
        if renewed:
            write_fingerprints(cursor, import_id)
        tell(0.9)
        if table.name in PLACED_FROM:
            rebuild_placements(cursor, table.name)
        if kind is PERSONNES:
            rebuild_joined(cursor)
        if table.name in PLACED:
            problems += placement_warnings(cursor, extract)
        problems += checked(cursor, extract)
        notices += remarked(cursor, extract)
    else:
        notices.append(NOTHING_NEW if counts.prises else NOTHING_LOADED)
    outcome = Outcome(
        import_id if changed else None,
        table.name,
        extract.file_name,
        counts,
        problems,
        notices,
        erased,
        changes,
        closed,
        extract.proposals,
        extract.recognition.rows,
        gone,
    )
    if changed:
        record(cursor, extract, outcome, at=at, by=by, complete_on=complete_on)
    sweep(cursor)
    tell(1.0)
    return Foreseen(outcome, modified, absent, vanished)


def erased_notice(erased: int) -> str:
    """How many known people an extract erases because they refuse: it cannot be taken back."""
    people = french.counted(
        erased,
        "personne du registre a refusé ou retiré son consentement : effacée",
        "personnes du registre ont refusé ou retiré leur consentement : effacées",
    )
    return typographic(f"{people} avec appels et besoins, sans retour possible.")


def _undated_notice(cursor: duckdb.DuckDBPyConnection, *, dated: bool) -> list[str]:
    """How many consents come without their day: they hold since the registration."""
    day = "date_consentement IS NULL" if dated else "true"
    row = cursor.execute(
        f"SELECT count(*) FROM destin WHERE derniere AND sort = 'ajoutee' AND consentement = 'oui' AND {day}"
    ).fetchone()
    if not row or not row[0]:
        return []
    told = french.counted(row[0], "consentement sans sa date", "consentements sans leur date")
    return [typographic(f"{told} : la personne compte parmi les inscrites depuis son inscription.")]


def _grounds_notice(cursor: duckdb.DuckDBPyConnection, in_force: Settings) -> list[str]:
    """Whom a text registers without a consent, by source, and that this is no legal advice."""
    sent_on = dict(
        cursor.execute(
            "SELECT source, count(*) FROM destin WHERE derniere AND consentement = 'en_attente' GROUP BY source"
        ).fetchall()
    )
    told = [
        f"{french.counted(sent_on[ground.source], 'personne')} ({Source(ground.source).label}, {ground.article}, depuis le "
        f"{french.day(ground.since)})"
        for ground in in_force.bases_legales
        if ground.source in sent_on
    ]
    if not told:
        return []
    return [
        typographic(f"Comptent parmi les inscrites sauf opposition : {french.listed(told)}. {NOT_ADVICE}")
    ]


def _still_closed_notice(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    row = cursor.execute(
        "SELECT count(*) FROM personnes SEMI JOIN destin USING (reference) WHERE date_radiation IS NOT NULL"
    ).fetchone()
    if not row or not row[0]:
        return []
    people = french.counted(
        row[0],
        "personne du fichier est sortie du registre dans la base : elle le reste",
        "personnes du fichier sont sorties du registre dans la base : elles le restent",
    )
    return [typographic(f"{people}, car le fichier n'a pas de colonne « date de radiation ».")]
