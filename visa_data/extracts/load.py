"""From an extract read to the base: one import, one transaction, every line accounted for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from visa_data.base import Base
from visa_data.base.tables import TABLES, DataTable
from visa_data.errors import RowError, Severity
from visa_data.extracts.erasure import erase_people
from visa_data.extracts.reading import Extract
from visa_data.territory.placement import rebuild_placements

CONSENT_REFUSED = "Consentement refusé ou retiré : la personne n'est pas enregistrée"
SAME_PERSON_REFUSED = "La même personne a refusé plus bas dans ce fichier : rien n'est enregistré pour elle"
UNKNOWN_PERSON = (
    "Référence absente du registre : chargez d'abord le fichier des personnes "
    "(les personnes sans consentement n'y figurent pas)"
)
NOTHING_NEW = "Rien à changer : les lignes prises sont déjà dans la base."
NOTHING_LOADED = "Rien n'a été chargé : chaque ligne est écartée ou rejetée."
REPEATED = "Ligne répétée à l'identique dans le fichier : comptée une seule fois"
REPEATED_DIFFERENTLY = (
    "Déjà donnée plus haut dans le fichier avec d'autres valeurs : la dernière ligne l'emporte"
)
PLACEMENT_REASONS = {
    "hors_zones": "Coordonnées en dehors de toutes les zones : la personne est placée par son code de zone",
    "hors_zones_sans_code": "Coordonnées en dehors de toutes les zones et pas de code connu : non localisée",
    "autre_zone": "Coordonnées dans une autre zone que le code : les coordonnées l'emportent",
    "code_inconnu": "Code de zone qui n'est dans aucun contour chargé",
}


@dataclass(frozen=True)
class Counts:
    """What became of the data lines read: the five always add up to them."""

    ajoutees: int
    modifiees: int
    inchangees: int
    ecartees: int
    rejetees: int

    @property
    def lues(self) -> int:
        """Data lines read."""
        return self.ajoutees + self.modifiees + self.inchangees + self.ecartees + self.rejetees


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do."""

    import_id: int | None
    kind: str
    file_name: str
    counts: Counts
    problems: list[RowError]
    notices: list[str]
    erased_people: int = 0
    changes: dict[str, int] = field(default_factory=dict)

    @property
    def warnings(self) -> int:
        """Number of lines kept with a warning."""
        return len({p.line for p in self.problems if p.severity is Severity.WARNING})


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
    _arrive(cursor, table, extract, fields)
    problems = list(extract.problems)
    problems += _set_aside(cursor, table, extract)
    erased = _erase_refusals(cursor) if table.name == "personnes" else 0
    columns = [name for name in table.columns if name in fields]
    _compare(cursor, table, columns)
    counts = _count(cursor, extract, problems)
    problems += _repeats(cursor)
    changes = _field_changes(cursor, table, columns)
    notices = list(extract.recognition.notices)
    if erased:
        notices.append(
            f"{erased} personne{'s' if erased > 1 else ''} du registre {'ont' if erased > 1 else 'a'} refusé "
            "ou retiré son consentement : effacée" + ("s" if erased > 1 else "") + " avec appels et besoins, "
            "sans retour possible."
        )
    if counts.ajoutees + counts.modifiees + erased == 0:
        _leave(cursor)
        notices.append(NOTHING_NEW if counts.inchangees else NOTHING_LOADED)
        return Outcome(None, table.name, extract.file_name, counts, problems, notices)
    _write(cursor, table, columns, fields, import_id)
    if table.name in {"personnes", "zones"}:
        rebuild_placements(cursor)
    if table.name == "personnes":
        problems += _placement_warnings(cursor, extract)
    outcome = Outcome(import_id, table.name, extract.file_name, counts, problems, notices, erased, changes)
    _record(cursor, extract, outcome, at)
    _leave(cursor)
    return outcome


def _arrive(cursor: duckdb.DuckDBPyConnection, table: DataTable, extract: Extract, fields: list[str]) -> None:
    """Lay the extract's good lines in `arrivee`, with a complete key."""
    cursor.register("lu", extract.table)
    present = set(extract.table.column_names)
    if table.name != "appels":
        cursor.execute("CREATE OR REPLACE TEMP TABLE arrivee AS SELECT * FROM lu")
    else:
        caller = "coalesce(appelant, '')" if "appelant" in present else "''"
        others = ", ".join(c for c in table.columns if c in present)
        # Without an hour, two different attempts of one day are two calls; two identical lines are one.
        cursor.execute(f"""
            CREATE OR REPLACE TEMP TABLE arrivee AS
            SELECT ligne, reference, date_appel, {caller} AS appelant, 0 AS rang, {others} FROM lu
        """)
        hourless = cursor.execute("SELECT count(*) FROM arrivee WHERE NOT heure_connue").fetchone()
        if hourless and hourless[0]:
            content = ", ".join(c for c in table.columns if c in present)
            cursor.execute(f"""
                CREATE OR REPLACE TEMP TABLE arrivee AS
                WITH premieres AS (
                    SELECT *, min(ligne) OVER (
                        PARTITION BY reference, date_appel, appelant, {content}) AS premiere
                    FROM arrivee
                )
                SELECT * EXCLUDE (rang, premiere),
                    CASE WHEN heure_connue THEN 0 ELSE dense_rank() OVER (
                        PARTITION BY reference, date_appel, appelant ORDER BY premiere) - 1 END AS rang
                FROM premieres
            """)
    cursor.unregister("lu")


def _set_aside(cursor: duckdb.DuckDBPyConnection, table: DataTable, extract: Extract) -> list[RowError]:
    """Take out of `arrivee` the lines that a rule of the domain keeps out."""
    headers = {match.field: match.header for match in extract.recognition.matches}
    if table.name == "personnes":
        cursor.execute("""
            CREATE OR REPLACE TEMP TABLE refus AS
            SELECT reference FROM arrivee GROUP BY reference HAVING arg_max(consentement, ligne) = 'non'
        """)
        rows = cursor.execute("""
            SELECT ligne, consentement FROM arrivee
            WHERE consentement = 'non' OR reference IN (FROM refus) ORDER BY ligne
        """).fetchall()
        cursor.execute("DELETE FROM arrivee WHERE consentement = 'non' OR reference IN (FROM refus)")
        column = headers.get("consentement", "consentement")
        return [
            RowError(
                line,
                column,
                value,
                CONSENT_REFUSED if value == "non" else SAME_PERSON_REFUSED,
                severity=Severity.SET_ASIDE,
            )
            for line, value in rows
        ]
    if table.name in {"appels", "besoins"}:
        rows = cursor.execute("""
            SELECT ligne, reference FROM arrivee ANTI JOIN personnes USING (reference) ORDER BY ligne
        """).fetchall()
        cursor.execute("DELETE FROM arrivee WHERE reference NOT IN (SELECT reference FROM personnes)")
        column = headers.get("reference", "reference")
        return [
            RowError(line, column, value, UNKNOWN_PERSON, severity=Severity.SET_ASIDE) for line, value in rows
        ]
    return []


def _erase_refusals(cursor: duckdb.DuckDBPyConnection) -> int:
    known = cursor.execute("SELECT reference FROM personnes SEMI JOIN refus USING (reference)").fetchall()
    return erase_people(cursor, [reference for (reference,) in known])


def _compare(cursor: duckdb.DuckDBPyConnection, table: DataTable, columns: list[str]) -> None:
    """Give each line its fate, against the line before it with the same key, else against the base."""
    key = ", ".join(table.key)
    duplicated = cursor.execute(
        f"SELECT count(*) FROM (SELECT {key} FROM arrivee GROUP BY {key} HAVING count(*) > 1)"
    ).fetchone()
    same_as_base = _same("a", "b", columns)
    joined = " AND ".join(f"a.{k} = b.{k}" for k in table.key)
    if duplicated and duplicated[0]:
        window = f"WINDOW w AS (PARTITION BY {key} ORDER BY ligne)"
        previous = ", ".join(f"lag({c}) OVER w AS avant_{c}" for c in columns)
        sequence = f"""
            SELECT *, row_number() OVER w AS occurrence,
                lead(ligne) OVER w IS NULL AS derniere{", " + previous if previous else ""}
            FROM arrivee {window}
        """
    else:
        nulls = "".join(f", a.{c} AS avant_{c}" for c in columns)
        sequence = f"SELECT a.*, 1 AS occurrence, true AS derniere{nulls} FROM arrivee a"
    same_as_before = " AND ".join(f"a.{c} IS NOT DISTINCT FROM a.avant_{c}" for c in columns) or "true"
    cursor.execute(f"""
        CREATE OR REPLACE TEMP TABLE destin AS
        SELECT a.* EXCLUDE ({", ".join(["occurrence", *[f"avant_{c}" for c in columns]])}),
            a.occurrence > 1 AS repetee,
            CASE
                WHEN a.occurrence > 1 AND {same_as_before} THEN 'inchangee'
                WHEN a.occurrence > 1 THEN 'modifiee'
                WHEN b.import_id IS NULL THEN 'ajoutee'
                WHEN {same_as_base} THEN 'inchangee'
                ELSE 'modifiee'
            END AS sort,
            b.import_id IS NOT NULL AS connue
        FROM ({sequence}) a LEFT JOIN {table.name} b ON {joined}
    """)


def _repeats(cursor: duckdb.DuckDBPyConnection) -> list[RowError]:
    """Lines whose key the file already gave: nothing of them is lost, and the analyst sees them."""
    rows = cursor.execute("SELECT ligne, sort FROM destin WHERE repetee ORDER BY ligne").fetchall()
    return [
        RowError(
            line, "", "", REPEATED if fate == "inchangee" else REPEATED_DIFFERENTLY, severity=Severity.WARNING
        )
        for line, fate in rows
    ]


def _same(left: str, right: str, columns: list[str]) -> str:
    return " AND ".join(f"{left}.{c} IS NOT DISTINCT FROM {right}.{c}" for c in columns) or "true"


def _count(cursor: duckdb.DuckDBPyConnection, extract: Extract, problems: list[RowError]) -> Counts:
    fates = dict(cursor.execute("SELECT sort, count(*) FROM destin GROUP BY sort").fetchall())
    lines: dict[Severity, set[int]] = {severity: set() for severity in Severity}
    for problem in problems:
        lines[problem.severity].add(problem.line)
    counts = Counts(
        fates.get("ajoutee", 0),
        fates.get("modifiee", 0),
        fates.get("inchangee", 0),
        len(lines[Severity.SET_ASIDE]),
        len(lines[Severity.REJECTED]),
    )
    if counts.lues != extract.lines_read:
        raise AssertionError(f"{counts} does not add up to {extract.lines_read} lines")
    return counts


def _field_changes(cursor: duckdb.DuckDBPyConnection, table: DataTable, columns: list[str]) -> dict[str, int]:
    """Number of known rows whose value changes, by column."""
    if not columns:
        return {}
    joined = " AND ".join(f"a.{k} = b.{k}" for k in table.key)
    sums = ", ".join(f"count(*) FILTER (a.{c} IS DISTINCT FROM b.{c})" for c in columns)
    row = cursor.execute(
        f"SELECT {sums} FROM destin a JOIN {table.name} b ON {joined} WHERE a.derniere"
    ).fetchone()
    return {c: n for c, n in zip(columns, row or (), strict=False) if n}


def _write(
    cursor: duckdb.DuckDBPyConnection,
    table: DataTable,
    columns: list[str],
    fields: list[str],
    import_id: int,
) -> None:
    joined = " AND ".join(f"a.{k} = b.{k}" for k in table.key)
    differs = f"NOT ({_same('a', 'b', columns)})"
    every = [*table.key, *table.columns, "import_id"]
    old = ", ".join(f"b.{c}" for c in every)
    cursor.execute(
        f"INSERT INTO {table.history} ({', '.join(every)}, remplace_par) SELECT {old}, ? "
        f"FROM {table.name} b JOIN destin a ON {joined} WHERE a.derniere AND {differs}",
        [import_id],
    )
    if columns:
        assignments = ", ".join(f"{c} = a.{c}" for c in columns)
        cursor.execute(
            f"UPDATE {table.name} AS b SET {assignments}, import_id = ? FROM destin a "
            f"WHERE a.derniere AND {joined} AND {differs}",
            [import_id],
        )
    written = [name for name in (*table.key, *table.columns) if name in fields or name == "rang"]
    if table.name != "appels":
        written = [name for name in written if name != "rang"]
    names = ", ".join(written)
    cursor.execute(
        f"INSERT INTO {table.name} ({names}, import_id) "
        f"SELECT {names}, ? FROM destin WHERE derniere AND NOT connue ORDER BY ligne",
        [import_id],
    )


def _placement_warnings(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[RowError]:
    headers = {match.field: match.header for match in extract.recognition.matches}
    rows = cursor.execute("""
        SELECT d.ligne, p.ecart, p.code_zone IS NULL, x.latitude, x.longitude, x.code_zone
        FROM destin d JOIN placements p USING (reference) JOIN personnes x USING (reference)
        WHERE d.derniere AND p.ecart IS NOT NULL ORDER BY d.ligne
    """).fetchall()
    warnings = []
    for line, gap, nowhere, latitude, longitude, code in rows:
        by_point = gap in {"hors_zones", "autre_zone"}
        reason = "hors_zones_sans_code" if gap == "hors_zones" and nowhere else gap
        warnings.append(
            RowError(
                line,
                headers.get("latitude" if by_point else "code_zone", ""),
                f"{latitude:g} ; {longitude:g}" if by_point else str(code),
                PLACEMENT_REASONS[reason],
                severity=Severity.WARNING,
            )
        )
    return warnings


def _record(cursor: duckdb.DuckDBPyConnection, extract: Extract, outcome: Outcome, at: datetime) -> None:
    counts = outcome.counts
    recognition = extract.recognition
    described = {
        "encodage": recognition.encoding,
        "separateur": recognition.separator,
        "feuille": recognition.sheet,
        "ligne_en_tete": recognition.header_line,
        "colonnes": {match.field: match.header for match in recognition.matches},
        "exclues": len(recognition.excluded),
        "ignorees": len(recognition.ignored),
        "avis": outcome.notices,
    }
    cursor.execute(
        "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [
            outcome.import_id,
            at,
            extract.file_name,
            extract.fingerprint,
            outcome.kind,
            json.dumps(described, ensure_ascii=False),
            counts.lues,
            counts.ajoutees,
            counts.modifiees,
            counts.inchangees,
            counts.ecartees,
            counts.rejetees,
            outcome.warnings,
            outcome.erased_people,
        ],
    )
    if outcome.problems:
        import pyarrow as pa

        reported = pa.table(
            {
                "ligne": [p.line for p in outcome.problems],
                "colonne": [p.column for p in outcome.problems],
                "motif": [p.reason for p in outcome.problems],
                "gravite": [p.severity.value for p in outcome.problems],
            }
        )
        cursor.register("signalees", reported)
        cursor.execute(
            "INSERT INTO lignes_signalees SELECT ?, ligne, colonne, motif, gravite FROM signalees",
            [outcome.import_id],
        )
        cursor.unregister("signalees")


def _leave(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("DROP TABLE IF EXISTS arrivee; DROP TABLE IF EXISTS destin; DROP TABLE IF EXISTS refus")


def reasons(problems: list[RowError]) -> list[tuple[Severity, str, str, list[int]]]:
    """Problems grouped by cause, most frequent first: (severity, reason, column, lines)."""
    grouped: dict[tuple[Severity, str, str], list[int]] = {}
    for problem in problems:
        grouped.setdefault((problem.severity, problem.reason, problem.column), []).append(problem.line)
    weight = Counter({cause: len(lines) for cause, lines in grouped.items()})
    return [(*cause, grouped[cause]) for cause, _ in weight.most_common()]
