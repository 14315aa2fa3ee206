"""An extract's good lines laid in the base's temporary tables, less those that a rule keeps out.

`arrivee` holds the good lines with a complete key; `refus` the references of people who refused, and how.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from visa_data import french
from visa_data.duplicates.joining import joined_groups
from visa_data.duplicates.key import Key, KeyFile
from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.consents import (
    CONSENT_REFUSED,
    JOINED_PERSON_REFUSED,
    OPPOSED,
    SAME_PERSON_REFUSED,
)
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import PERSONNES, RANK
from visa_data.extracts.loading.erasure import erase_and_remember
from visa_data.refusals.memory import Gone, identities
from visa_data.typography import french as typographic
from visa_data.vocabulary import Consentement, MotifEcart

UNKNOWN_PERSON = "Référence absente du registre"
UNKNOWN_PERSON_LEFT_OUT = "Référence absente du registre : la ligne est gardée sans elle ni coordonnées"
NOT_SAID_ELSEWHERE = "Vide ici, et ce que disent les autres lignes du même suivi ne suffit pas"
SAY_IT_ONCE = "L'écrire sur une ligne au moins, la même partout"
LOAD_PEOPLE_FIRST = "Charger d'abord son fichier ; sans consentement, elle n'y est pas"


_SAID = {Consentement.NON.value: CONSENT_REFUSED, Consentement.OPPOSITION.value: OPPOSED}
_REFUSING = ", ".join(f"'{code}'" for code in _SAID)


def stage_lines(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> None:
    """Put the extract's good lines in `arrivee`, with a complete key: its parts that are not given are blank texts."""
    kind, present = extract.kind, extract.table.column_names
    blank = [field.name for field in kind.fields if field.name in kind.key and not field.required]
    selected = [name for name in present if name not in blank]
    selected += [f"coalesce({name}, '') AS {name}" if name in present else f"'' AS {name}" for name in blank]
    if RANK in kind.key:
        # An hour that came twice has two places.
        again = "coalesce(heure_repetee, false)::INTEGER" if "heure_repetee" in present else "0"
        selected.append(f"-{again} AS {RANK}")
    cursor.register("lu", extract.table)
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE arrivee AS SELECT {', '.join(selected)} FROM lu")
    cursor.unregister("lu")
    if RANK in kind.key:
        _tell_attempts_apart(cursor, [name for name in kind.table.columns if name in present])


def _tell_attempts_apart(cursor: duckdb.DuckDBPyConnection, columns: list[str]) -> None:
    """Give a rank to the attempts of one day.

    Without an hour, two different attempts of one day are two calls; two identical lines are one. The same
    holds of midnights that are hours: days are exported so too.
    """
    midnight = "date_appel = date_trunc('day', date_appel)"
    at_midnight = cursor.execute(f"SELECT count(*) FROM arrivee WHERE {midnight}").fetchone()
    if not at_midnight or not at_midnight[0]:
        return
    cursor.execute(f"""
        CREATE OR REPLACE TEMP TABLE arrivee AS
        WITH premieres AS (
            SELECT *, min(ligne) OVER (
                PARTITION BY reference, date_appel, appelant, rang, {", ".join(columns)}) AS premiere
            FROM arrivee
        ), tentatives AS (
            SELECT *, dense_rank() OVER (
                PARTITION BY reference, date_appel, appelant, rang, heure_connue ORDER BY premiere) AS tentative
            FROM premieres
        )
        SELECT * EXCLUDE (rang, premiere, tentative),
            CASE WHEN NOT heure_connue THEN tentative - 1
                WHEN {midnight} THEN 1000 * rang - tentative ELSE rang END AS rang
        FROM tentatives
    """)


def carry_over(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> tuple[list[RowError], list[str]]:
    """Fill the column that other lines of a log say, in this file or in the base, where all of them say one thing.

    Takes out of `arrivee` the lines that it leaves blank. Returns these, and what is to be told of the others.
    """
    column, log = extract.kind.carried
    if not column:
        return [], []
    names = ", ".join((*log, column))
    same = " AND ".join(f"arrivee.{name} = s.{name}" for name in log)
    filled = cursor.execute(f"""
        UPDATE arrivee SET {column} = s.{column} FROM (
            SELECT {", ".join(log)}, min({column}) AS {column} FROM (
                SELECT {names} FROM arrivee UNION ALL SELECT {names} FROM {extract.kind.name}
            ) GROUP BY ALL HAVING count(DISTINCT {column}) = 1
        ) s WHERE arrivee.{column} IS NULL AND {same}
    """).fetchone()
    blank = cursor.execute(f"SELECT ligne FROM arrivee WHERE {column} IS NULL ORDER BY ligne").fetchall()
    cursor.execute(f"DELETE FROM arrivee WHERE {column} IS NULL")
    headers = {match.field: match.header for match in extract.recognition.matches}
    header = headers.get(column, column)
    said = [
        RowError(line, header, "", NOT_SAID_ELSEWHERE, SAY_IT_ONCE, Severity.SET_ASIDE) for (line,) in blank
    ]
    if not filled or not filled[0]:
        return said, []
    lines = french.counted(filled[0], "ligne")
    return said, [
        typographic(f"Colonne « {header} » : vide, reprise des autres lignes du même suivi ({lines}).")
    ]


def set_aside(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[RowError]:
    """Take out of `arrivee` the lines that a rule of the domain keeps out."""
    headers = {match.field: match.header for match in extract.recognition.matches}
    if extract.kind is PERSONNES:
        return _refusals(cursor, headers.get("consentement", "consentement"))
    found: list[RowError] = []
    for column in set(extract.kind.table.people) & set(extract.table.column_names):
        rows = cursor.execute(
            f"SELECT ligne, a.{column} FROM arrivee a ANTI JOIN personnes p ON a.{column} = p.reference "
            f"WHERE a.{column} IS NOT NULL ORDER BY ligne"
        ).fetchall()
        spared = [name for name in extract.kind.spared if name in extract.table.column_names]
        if rows:
            unknown = f"{column} IS NOT NULL AND {column} NOT IN (SELECT reference FROM personnes)"
            left_out = ", ".join(f"{name} = NULL" for name in spared)
            cursor.execute(
                f"UPDATE arrivee SET {left_out} WHERE {unknown}"
                if spared
                else f"DELETE FROM arrivee WHERE {unknown}"
            )
        found += [
            RowError(
                line,
                headers.get(column, column),
                value,
                UNKNOWN_PERSON_LEFT_OUT if spared else UNKNOWN_PERSON,
                LOAD_PEOPLE_FIRST,
                Severity.WARNING if spared else Severity.SET_ASIDE,
            )
            for line, value in rows
        ]
    return found


def _refusals(cursor: duckdb.DuckDBPyConnection, column: str) -> list[RowError]:
    """Take out of `arrivee` whoever refuses, and put all the references of theirs in `refus`.

    ligne: the last one of that reference, null where another reference refuses for this one.
    """
    cursor.execute(f"""
        CREATE OR REPLACE TEMP TABLE refus AS
        SELECT reference, false AS par_une_autre, arg_max(consentement, ligne) AS dit, max(ligne) AS ligne FROM arrivee
        GROUP BY reference HAVING dit IN ({_REFUSING})
    """)
    # By the decisions, not by who is present: a reference taken back or not yet loaded is hers too.
    said = {reference for (reference,) in cursor.execute("SELECT reference FROM refus").fetchall()}
    others = {one for group in joined_groups(cursor) if said & set(group) for one in group} - said
    if others:
        cursor.executemany(
            "INSERT INTO refus VALUES (?, true, NULL, NULL)", [[one] for one in sorted(others)]
        )
    rows = cursor.execute(f"""
        SELECT a.ligne, consentement, coalesce(par_une_autre, false)
        FROM arrivee a LEFT JOIN refus USING (reference)
        WHERE consentement IN ({_REFUSING}) OR par_une_autre IS NOT NULL ORDER BY a.ligne
    """).fetchall()
    cursor.execute(
        f"DELETE FROM arrivee WHERE consentement IN ({_REFUSING}) OR reference IN (SELECT reference FROM refus)"
    )
    return [
        RowError(
            line,
            column,
            value,
            _SAID.get(value, JOINED_PERSON_REFUSED if elsewhere else SAME_PERSON_REFUSED),
            severity=Severity.SET_ASIDE,
        )
        for line, value, elsewhere in rows
    ]


def erase_refusals(cursor: duckdb.DuckDBPyConnection, extract: Extract, key: KeyFile, on: date) -> int:
    """Erase whatever the base holds about the people whom the extract says have refused; returns how many people.

    `refus` holds every reference of theirs: one known under several has refused for all of them. All are remembered, those
    of whom the base held nothing too. on: the day of the import, and of the refusal.
    """
    refused = cursor.execute("SELECT reference, dit, ligne FROM refus ORDER BY reference").fetchall()
    if not refused:
        return 0
    consenting = {
        reference
        for (reference,) in cursor.execute(
            "SELECT reference FROM personnes SEMI JOIN refus USING (reference) WHERE consentement = 'oui'"
        ).fetchall()
    }
    person = {reference: group[0] for group in joined_groups(cursor) for reference in group}
    groups: dict[str, list[tuple[str, str | None, int | None]]] = {}
    for row in refused:
        groups.setdefault(person.get(row[0], row[0]), []).append(row)
    people = []
    for rows in groups.values():
        references = frozenset(reference for reference, _, _ in rows)
        if Consentement.OPPOSITION in {said for _, said, _ in rows}:
            motif = MotifEcart.OPPOSITION
        else:
            motif = MotifEcart.RETRAIT if references & consenting else MotifEcart.REFUS
        lines = frozenset(line for _, _, line in rows if line is not None)
        people.append((Gone(references, motif, on), lines))
    used = key.read_or_create()
    said = said_identities(extract, {line for _, lines in people for line in lines}, used)
    held = erase_and_remember(
        cursor, [(gone, {said[line] for line in lines & set(said)}) for gone, lines in people], used, on
    )
    return len({person.get(reference, reference) for reference in held})


def said_identities(extract: Extract, lines: Collection[int], key: Key) -> dict[int, int]:
    """`identities` of these lines of an extract; none where it names nobody."""
    if extract.fingerprints is None or not lines:
        return {}
    found = extract.fingerprints.filter(pc.is_in(extract.fingerprints["ligne"], pa.array(lines, pa.int32())))
    columns = (found[name].to_pylist() for name in ("ligne", "sorte", "empreinte"))
    return identities(zip(*columns, strict=True), key)


def sweep(cursor: duckdb.DuckDBPyConnection) -> None:
    """Drop the temporary tables of an import, and what shows them."""
    cursor.execute("DROP VIEW IF EXISTS destin")
    for name in ("arrivee", "comparees", "refus", "absents", "empreintes_neuves"):
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
