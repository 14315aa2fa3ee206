"""From an extract read to the base: one import, one transaction, every line accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from visa_data.base import Base
from visa_data.base.tables import TABLES
from visa_data.extracts.arrival import erase_refusals, lay_down, set_aside, sweep
from visa_data.extracts.comparison import compare, count_fates, field_changes, repeats
from visa_data.extracts.outcome import Outcome
from visa_data.extracts.placement_gaps import placement_warnings
from visa_data.extracts.reading import Extract
from visa_data.extracts.writing import record, write_rows
from visa_data.territory.placement import rebuild_placements

NOTHING_NEW = "Rien à changer : les lignes prises sont déjà dans la base."
NOTHING_LOADED = "Rien n'a été chargé : chaque ligne est écartée ou rejetée."


class _Simulated(BaseException):
    """Leaves the transaction without committing it; never seen outside `simulate`."""


def load_extract(base: Base, extract: Extract, *, at: datetime) -> Outcome:
    """Write one extract: it lands whole, with its rejections listed, or not at all.

    An extract that changes nothing leaves no trace in the history (import_id is None).
    """
    with base.transaction() as cursor:
        return _merge(cursor, extract, at)


def simulate(base: Base, extract: Extract, *, at: datetime) -> Outcome:
    """Say what `load_extract` would do, by doing it and taking it back."""
    return simulate_all(base, [extract], at=at)[0]


def simulate_all(base: Base, extracts: Sequence[Extract], *, at: datetime) -> list[Outcome]:
    """Say what loading these extracts one after the other would do: each sees those before it."""
    outcomes: list[Outcome] = []
    try:
        with base.transaction() as cursor:
            for extract in extracts:
                outcomes.append(_merge(cursor, extract, at))
            raise _Simulated
    except _Simulated:
        return outcomes


def _merge(cursor: duckdb.DuckDBPyConnection, extract: Extract, at: datetime) -> Outcome:
    table = TABLES[extract.kind.name]
    row = cursor.execute("SELECT nextval('suite_imports')").fetchone()
    import_id = int(row[0]) if row else 0
    fields = [name for name in extract.table.column_names if name != "ligne"]
    if table.name == "appels" and "appelant" not in fields:
        fields.append("appelant")
    lay_down(cursor, table, extract)
    problems = list(extract.problems)
    problems += set_aside(cursor, table, extract)
    erased = erase_refusals(cursor) if table.name == "personnes" else 0
    columns = [name for name in table.columns if name in fields]
    compare(cursor, table, columns)
    counts = count_fates(cursor, extract, problems)
    problems += repeats(cursor)
    changes = field_changes(cursor, table, columns)
    notices = list(extract.recognition.notices)
    if erased:
        notices.append(
            f"{erased} personne{'s' if erased > 1 else ''} du registre {'ont' if erased > 1 else 'a'} refusé "
            "ou retiré son consentement : effacée" + ("s" if erased > 1 else "") + " avec appels et besoins, "
            "sans retour possible."
        )
    if counts.ajoutees + counts.modifiees + erased == 0:
        sweep(cursor)
        notices.append(NOTHING_NEW if counts.inchangees else NOTHING_LOADED)
        return Outcome(None, table.name, extract.file_name, counts, problems, notices)
    write_rows(cursor, table, columns, fields, import_id)
    if table.name in {"personnes", "zones"}:
        rebuild_placements(cursor)
    if table.name == "personnes":
        problems += placement_warnings(cursor, extract)
    outcome = Outcome(import_id, table.name, extract.file_name, counts, problems, notices, erased, changes)
    record(cursor, extract, outcome, at)
    sweep(cursor)
    return outcome
