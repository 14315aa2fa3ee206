"""`importer`: from files to the base, every line accounted for."""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import datetime
from pathlib import Path

from visa_data import environment, french
from visa_data.base import Base
from visa_data.base.tables import TABLES
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, Severity, VisaError
from visa_data.extracts.load import load_extract, simulate
from visa_data.extracts.matching_memory import remembered_matchings
from visa_data.extracts.outcome import Counts, Outcome, reasons
from visa_data.extracts.reading import Extract, read_extract
from visa_data.extracts.shapes import Remembered

SHOWN_LINES = 8
SEVERITY_WORDS = {
    Severity.REJECTED: "rejetée",
    Severity.SET_ASIDE: "écartée",
    Severity.WARNING: "gardée, à vérifier",
}
REPORT_HEADER = ["fichier", "ligne", "colonne", "valeur", "motif"]


def run_importer(options: argparse.Namespace) -> int:
    """Read every file, then load them in dependency order; 1 when a line was rejected."""
    where = options.base or environment.base_path()
    remembered = _remembered(where)
    key = KeyFile(environment.duplicates_key_path(where), keep=not options.simuler)
    extracts = [_read(path, options.type, remembered, key) for path in options.fichiers]
    order = list(TABLES)
    extracts.sort(key=lambda extract: order.index(extract.kind.name))
    outcomes: list[Outcome] = []
    with Base(where) as base:
        for extract in extracts:
            act = simulate if options.simuler else load_extract
            outcome = act(base, extract, at=datetime.now())
            outcomes.append(outcome)
            print("\n".join(summary(extract, outcome)))
        if options.territoire and not options.simuler:
            with base.transaction() as cursor:
                cursor.execute("INSERT OR REPLACE INTO meta VALUES ('territoire', ?)", [options.territoire])
    if options.simuler:
        print("Simulation : rien n'a été écrit.")
        if len(extracts) > 1:
            print(
                "Chaque fichier a été comparé seul à la base, sans compter les autres fichiers de la commande."
            )
    if options.rapport:
        _write_report(options.rapport, outcomes)
    return 1 if any(outcome.counts.rejetees for outcome in outcomes) else 0


def summary(extract: Extract, outcome: Outcome) -> list[str]:
    """What was recognised and what became of the lines, as French sentences."""
    seen, counts = extract.recognition, outcome.counts
    form = ", ".join(part for part in (seen.encoding, seen.separator, seen.sheet) if part)
    lines = [
        f"{extract.file_name} : {extract.kind.label}" + (f" ({form})" if form else ""),
        f"  {french.counted(counts.lues, 'ligne lue', 'lignes lues')} = {in_words(counts)}",
    ]
    if seen.excluded:
        lines.append("  Jamais enregistrées : " + ", ".join(column.header for column in seen.excluded))
    if seen.ignored:
        lines.append("  Colonnes non reconnues, non enregistrées : " + ", ".join(seen.ignored))
    lines += [f"  {notice}" for notice in outcome.notices]
    for severity, reason, column, numbers in reasons(outcome.problems):
        shown = ", ".join(str(number) for number in numbers[:SHOWN_LINES])
        more = f" et {len(numbers) - SHOWN_LINES} autres" if len(numbers) > SHOWN_LINES else ""
        where = f" [{column}]" if column else ""
        word = "ligne" if len(numbers) == 1 else "lignes"
        lines.append(f"  {SEVERITY_WORDS[severity]} : {reason}{where}, {word} {shown}{more}")
    return lines


def in_words(counts: Counts) -> str:
    """The five counts as a sum: `3 ajoutées + 1 modifiée + 0 inchangée + 0 écartée + 2 rejetées`."""
    named = {
        "ajoutée": counts.ajoutees,
        "modifiée": counts.modifiees,
        "inchangée": counts.inchangees,
        "écartée": counts.ecartees,
        "rejetée": counts.rejetees,
    }
    return " + ".join(french.counted(count, word) for word, count in named.items())


def _remembered(path: Path) -> Remembered:
    """Columns chosen by hand in earlier imports; the base is let go at once, a long reading does not hold it."""
    if not path.exists():
        return {}
    with Base(path) as base:
        return remembered_matchings(base)


def _read(path: Path, kind: str | None, remembered: Remembered, key: KeyFile) -> Extract:
    try:
        return read_extract(path, kind=kind, remembered=remembered, key=key)
    except FileRefused as error:
        raise FileRefused(f"{path.name} refusé, rien n'a été écrit", str(error)) from error


def _write_report(path: Path, outcomes: list[Outcome]) -> None:
    """A row for each rejected or set-aside line, as spreadsheets and scripts read it (UTF-8, commas)."""
    try:
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(REPORT_HEADER)
            for outcome in outcomes:
                for problem in sorted(outcome.problems, key=lambda p: p.line):
                    if problem.severity is not Severity.WARNING:
                        writer.writerow(
                            [
                                outcome.file_name,
                                problem.line,
                                problem.column,
                                _plain(problem.value),
                                problem.reason,
                            ]
                        )
    except OSError as error:
        raise VisaError(
            "Rapport non écrit",
            f"« {path} » ne peut pas être écrit. Les imports, eux, sont faits : choisissez un autre fichier "
            "et relancez la commande (rien ne sera chargé deux fois).",
        ) from error
    print(f"Rapport écrit : {path}", file=sys.stderr)


def _plain(value: str) -> str:
    from visa_data.exports.tables import neutral

    return str(neutral(value))
