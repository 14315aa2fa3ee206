"""What may no longer be kept at the end of a day, why, since when, and what comes next: counts, never who."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import duckdb

from visa_data import french
from visa_data.extracts.kinds import KINDS, every_table
from visa_data.retention.journals import JOURNALS, Journal
from visa_data.settings import Settings
from visa_data.typography import french as typographic


class Cause(StrEnum):
    """Why something is destroyed: its code, what is destroyed as read, the texts that ask for it."""

    wording: str
    texts: str

    def __new__(cls, code: str, wording: str, texts: str) -> Cause:
        """Build a member from its code, wording and texts."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.wording = wording
        member.texts = texts
        return member

    CRISE = (
        "fin_de_crise",
        "Toutes les données sur les personnes",
        "guide VISA ; RGPD, article 5, paragraphe 1, e",
    )
    RADIATION = "radiation", "Les personnes radiées", "guide VISA ; RGPD, article 17"
    JOURNAUX = "journaux", "Les journaux", "CNIL, délibération n° 2021-122 du 14 octobre 2021"
    MEMOIRE = (
        "memoire_des_refus",
        "Les empreintes de refus ou d'effacement",
        "RGPD, articles 5 et 21 ; par analogie, CNIL : trois ans pour une opposition à la prospection",
    )


@dataclass(frozen=True)
class DuePart:
    """What one rule asks for.

    why: the rule in force, as a sentence (French). people: how many it concerns (0: none, or rows about nobody). rows: by
    table. since: the first day on which it was due; None where nothing is. next_on, next_count: when it falls due next, and
    for how many people, or rows of a journal; None where nothing is known to come.
    """

    cause: Cause
    why: str
    people: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    since: date | None = None
    next_on: date | None = None
    next_count: int = 0

    @property
    def total(self) -> int:
        """Rows in all."""
        return sum(self.rows.values())


@dataclass(frozen=True)
class Due:
    """What is due at the end of a day, by rule, in the order in which it is destroyed. warning: "" for none (French)."""

    day: date
    parts: tuple[DuePart, ...]
    warning: str = ""

    @property
    def due(self) -> tuple[DuePart, ...]:
        """Those of which there is something to destroy."""
        return tuple(part for part in self.parts if part.total)

    @property
    def causes(self) -> frozenset[Cause]:
        """Why there is."""
        return frozenset(part.cause for part in self.due)

    @property
    def coming(self) -> tuple[DuePart, ...]:
        """Those that fall due later, the nearest first: the countdown."""
        later = (part for part in self.parts if part.next_on is not None)
        return tuple(sorted(later, key=lambda part: part.next_on or date.max))


def due(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Due:
    """Look for it. cursor: one that sees references (`Base.references`, or of a transaction)."""
    crisis, warning = _crisis(cursor, day, settings)
    radiations = _radiations(cursor, day, settings)
    if crisis.rows:
        # They go with everybody else, and are counted there.
        radiations = DuePart(radiations.cause, radiations.why)
    return Due(
        day,
        (crisis, radiations, _journals(cursor, day, settings), _memory(cursor, day, settings)),
        warning,
    )


def tables_about_people() -> list[str]:
    """Every table whose rows are about somebody, histories included: what the end of a crisis empties."""
    about = {kind.name for kind in KINDS.values() if kind.about_people} | {"placements_signalements"}
    return [
        name for table in every_table() if table.people or table.name in about for name in table.in_schema()
    ]


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def radiated(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> dict[frozenset[str], date]:
    """The references of each person to be erased, and the day she left: she has when the last of them has."""
    rows = cursor.execute(
        f"{_DEPARTURES} SELECT references_, sortie FROM sorties WHERE sortie + $jours::INTEGER <= $jour",
        {"jour": day, "jours": settings.conservation_radiation_jours},
    ).fetchall()
    return {frozenset(references): left for references, left in rows}


_DEPARTURES = """
    WITH sorties AS (
        SELECT list(reference) AS references_, max(date_radiation) AS sortie
        FROM personnes LEFT JOIN personnes_reunies USING (reference)
        GROUP BY coalesce(principale, reference) HAVING count(*) = count(date_radiation)
    )
"""


def _crisis(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> tuple[DuePart, str]:
    months = settings.conservation_crise_mois
    if settings.crise_fin is None:
        return DuePart(
            Cause.CRISE,
            typographic(
                f"À détruire {french.counted(months, 'mois', 'mois')} après la fin de la crise ; aucune fin n'est dite "
                "(réglage « crise_fin »)."
            ),
        ), ""
    limit = months_after(settings.crise_fin, months)
    why = typographic(
        f"À détruire {french.counted(months, 'mois', 'mois')} après la fin de la crise "
        f"({french.day(settings.crise_fin)})."
    )
    people = _one(
        cursor,
        "SELECT count(DISTINCT coalesce(principale, reference)) FROM personnes LEFT JOIN personnes_reunies USING (reference)",
    )
    rows = {
        name: held for name in tables_about_people() if (held := _one(cursor, f"SELECT count(*) FROM {name}"))
    }
    if day < limit:
        return DuePart(Cause.CRISE, why, next_on=limit, next_count=people), ""
    if not rows:
        return DuePart(Cause.CRISE, why), ""
    recent = _one(cursor, "SELECT count(*) FROM personnes WHERE date_inscription > ?", [limit])
    warning = ""
    if recent:
        told = french.counted(recent, "référence inscrite", "références inscrites")
        warning = typographic(
            f"Dont {told} après le {french.day(limit)}. Si une nouvelle crise a commencé, videz d'abord le réglage "
            "« crise_fin » : sinon ces personnes seront effacées aussi."
        )
    return DuePart(Cause.CRISE, why, people, rows, since=limit), warning


def _radiations(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> DuePart:
    days = settings.conservation_radiation_jours
    wait = f"{french.counted(days, 'jour')} après" if days else "dès"
    why = typographic(f"À détruire {wait} la date de radiation.")
    gone = radiated(cursor, day, settings)
    references = [reference for person in gone for reference in person]
    rows = {
        name: held
        for table in every_table()
        if table.people
        for name in table.in_schema()
        if (held := _about(cursor, name, table.people, references))
    }
    later = cursor.execute(
        f"{_DEPARTURES} SELECT sortie + $jours::INTEGER AS le, count(*) FROM sorties WHERE le > $jour GROUP BY 1 ORDER BY 1 LIMIT 1",
        {"jour": day, "jours": days},
    ).fetchone()
    first = min(gone.values(), default=None)
    return DuePart(
        Cause.RADIATION,
        why,
        len(gone),
        rows if gone else {},
        since=None if first is None else date.fromordinal(first.toordinal() + days),
        next_on=later[0] if later else None,
        next_count=later[1] if later else 0,
    )


def _about(
    cursor: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], references: list[str]
) -> int:
    if not references:
        return 0
    condition = " OR ".join(f"{column} IN (SELECT unnest($gone::VARCHAR[]))" for column in columns)
    return _one(cursor, f"SELECT count(*) FROM {name} WHERE {condition}", {"gone": references})


def _journals(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> DuePart:
    months = settings.conservation_journaux_mois
    found = [_journal(cursor, journal, day, months) for journal in JOURNALS]
    since = [first for _, _, first, _, _ in found if first is not None]
    coming = min((on for *_, on, _ in found if on is not None), default=None)
    return DuePart(
        Cause.JOURNAUX,
        typographic(f"À détruire {french.counted(months, 'mois', 'mois')} après leur écriture."),
        rows={name: rows for name, rows, *_ in found if rows},
        since=min(since, default=None),
        next_on=coming,
        next_count=sum(count for *_, on, count in found if on is not None and on == coming),
    )


def _journal(
    cursor: duckdb.DuckDBPyConnection, journal: Journal, day: date, months: int
) -> tuple[str, int, date | None, date | None, int]:
    """Its table; rows too old and since when; when the next ones are, and how many."""
    old, bound = journal.too_old(day, months)
    row = cursor.execute(
        f"SELECT count(*), min({journal.until}) FROM {journal.table} WHERE {old}", bound
    ).fetchone()
    later = cursor.execute(
        f"SELECT {journal.until} AS le, count(*) FROM {journal.table} WHERE {journal.still} AND le > $jour "
        "GROUP BY 1 ORDER BY 1 LIMIT 1",
        bound,
    ).fetchone()
    rows, first = row if row else (0, None)
    return journal.table, rows, first, *(later or (None, 0))


FORGETTABLE = "empreinte IS NOT NULL AND (retenu_le + to_months($mois))::DATE"
"""SQL: who is remembered, and the day on which the memory of her is to be destroyed, `$mois` after it was written."""


def _memory(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> DuePart:
    months = settings.conservation_refus_mois
    bound = {"jour": day, "mois": months}
    row = cursor.execute(
        "SELECT count(DISTINCT (cle, groupe)), count(*), min((retenu_le + to_months($mois))::DATE) "
        f"FROM personnes_ecartees WHERE {FORGETTABLE} <= $jour",
        bound,
    ).fetchone()
    later = cursor.execute(
        "SELECT (retenu_le + to_months($mois))::DATE AS le, count(DISTINCT (cle, groupe)) FROM personnes_ecartees "
        f"WHERE {FORGETTABLE} > $jour GROUP BY 1 ORDER BY 1 LIMIT 1",
        bound,
    ).fetchone()
    people, rows, first = row if row else (0, 0, None)
    return DuePart(
        Cause.MEMOIRE,
        typographic(f"À détruire {french.counted(months, 'mois', 'mois')} après le refus ou l'effacement."),
        people,
        {"personnes_ecartees": rows} if rows else {},
        since=first,
        next_on=later[0] if later else None,
        next_count=later[1] if later else 0,
    )


def _one(cursor: duckdb.DuckDBPyConnection, query: str, values: object = None) -> int:
    row = cursor.execute(query, values).fetchone() if values is not None else cursor.execute(query).fetchone()
    return int(row[0]) if row else 0
